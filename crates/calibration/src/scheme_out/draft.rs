//! What a scheme is made from, and the files that say what it is about.

use super::SchemeOutError;
use super::text::{id, quoted};
use crate::points::ScoredQuestion;
use crate::tables::{Shape, Table};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The wording of every scheme that is made here, with places for what is its own.
const WORDS: &str = include_str!("words.en.toml");

/// A scheme in the making.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// First day in force.
    pub effective_from: Date,
    /// What it is called.
    pub title: String,
    /// Who runs it.
    pub authority: String,
    /// What the amounts were worked out from, in one line: the file's fingerprint, the method, the budget.
    pub made_from: String,
    /// The method, in words for the public.
    pub method: String,
    /// What is asked.
    pub needs: Needs,
    /// One table for each stratum; without strata one.
    pub tables: Vec<Table>,
    /// Who has which table.
    pub strata: Option<Strata>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Needs {
    /// The total of points from a questionnaire that stands elsewhere.
    Points {
        /// Least that it can give.
        least: i64,
        /// Most that it can give.
        most: i64,
    },
    /// Questions, each answer with its points.
    Questions(Vec<DraftQuestion>),
}

/// A question with levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftQuestion {
    /// Its id.
    pub id: String,
    /// How it is asked.
    pub text: String,
    /// Options from least to most need: id and wording.
    pub options: Vec<(String, String)>,
    /// Points of each option; they never fall.
    pub points: Vec<i64>,
}

/// Strata: a question in no order, and its options in the order of the tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strata {
    /// The question, as the file of cases names it.
    pub name: String,
    /// Values, as the file has them.
    pub values: Vec<String>,
}

impl DraftQuestion {
    /// A question whose points were learned; its id is all that is known of its wording.
    #[must_use]
    pub fn learned(own: &ScoredQuestion) -> DraftQuestion {
        DraftQuestion {
            id: own.question.clone(),
            text: own.question.clone(),
            options: own.options.iter().map(|option| (option.clone(), option.clone())).collect(),
            points: own.points.clone(),
        }
    }
}

impl Draft {
    /// Ids that a scheme can have, none twice.
    pub(super) fn check(&self) -> Result<(), SchemeOutError> {
        let mut names: Vec<(String, String)> = Vec::new();
        let mut take = |name: &str, scope: &str| -> Result<(), SchemeOutError> {
            let made = id(name).ok_or_else(|| SchemeOutError::Id(name.to_owned()))?;
            let known = names.iter().find(|(other, _)| *other == format!("{scope}/{made}"));
            if let Some((_, other)) = known {
                return Err(SchemeOutError::SameId(other.clone(), name.to_owned()));
            }
            names.push((format!("{scope}/{made}"), name.to_owned()));
            Ok(())
        };
        for own in ["total-points", "budget", "price-point"] {
            take(own, "")?;
        }
        if !ras::is_id(&self.id) {
            return Err(SchemeOutError::Id(self.id.clone()));
        }
        if let Needs::Questions(questions) = &self.needs {
            for question in questions {
                take(&question.id, "")?;
                question.options.iter().try_for_each(|(option, _)| take(option, &question.id))?;
            }
        }
        if let Some(strata) = &self.strata {
            take(&strata.name, "")?;
            strata.values.iter().try_for_each(|value| take(value, &strata.name))?;
        }
        Ok(())
    }

    /// Least and most points that answers can give.
    #[must_use]
    pub fn range(&self) -> (i64, i64) {
        match &self.needs {
            Needs::Points { least, most } => (*least, *most),
            Needs::Questions(questions) => {
                let ends = |pick: fn(&DraftQuestion) -> Option<&i64>| questions.iter().filter_map(pick).sum();
                (ends(|question| question.points.first()), ends(|question| question.points.last()))
            }
        }
    }

    /// The step or question that holds the points.
    pub(super) fn points_id(&self) -> &'static str {
        match self.needs {
            Needs::Points { .. } => "points",
            Needs::Questions(_) => "total-points",
        }
    }

    /// Whether amounts can come out finer than the unit.
    fn is_rounded(&self) -> bool {
        self.tables.iter().any(|table| table.shape != Shape::Steps)
    }

    pub(super) fn scheme_toml(&self) -> String {
        let unit = self.tables.first().map_or(100, |table| table.unit_pence);
        let round = match self.is_rounded() {
            true => format!("round = {{ to = {}, mode = \"down\" }}\n", super::text::pounds(unit)),
            false => String::new(),
        };
        format!(
            "format = 1\nid = {}\neffective-from = {}\ncurrency = \"GBP\"\nperiod = \"year\"\n\n[sources]\ncases = {{ title = {} }}\n\n\
             [adjustment]\ndirection = \"both\"\n\n[[stream]]\nid = \"support\"\namount = \"budget\"\npoints = \"{}\"\n{round}",
            quoted(&self.id),
            self.effective_from,
            quoted(&self.made_from),
            self.points_id(),
        )
    }

    pub(super) fn questions_toml(&self) -> String {
        let mut made = String::new();
        match &self.needs {
            Needs::Points { least, most } => made.push_str(&format!(
                "[[question]]\nid = \"points\"\nkind = \"whole\"\nmin = {least}\nmax = {most}\nmore-need = \"higher\"\nsource = \"cases\"\n"
            )),
            Needs::Questions(questions) => {
                for question in questions {
                    let options: Vec<String> = question.options.iter().map(|(option, _)| quoted(&option_id(option))).collect();
                    let points: Vec<String> = question.points.iter().map(i64::to_string).collect();
                    made.push_str(&format!(
                        "[[question]]\nid = {}\nkind = \"levels\"\noptions = [{}]\npoints = [{}]\nsource = \"cases\"\n{}\n",
                        quoted(&own_id(&question.id)),
                        options.join(", "),
                        points.join(", "),
                        if question.points.iter().all(|points| *points == 0) { "unpriced = true\n" } else { "" },
                    ));
                }
            }
        }
        if let Some(strata) = &self.strata {
            let options: Vec<String> = strata.values.iter().map(|value| quoted(&option_id(value))).collect();
            made.push_str(&format!(
                "\n[[question]]\nid = {}\nkind = \"choice\"\noptions = [{}]\n",
                quoted(&own_id(&strata.name)),
                options.join(", ")
            ));
        }
        made
    }

    pub(super) fn words_toml(&self) -> String {
        let mut made = WORDS
            .replace("{{title}}", &quoted(&self.title))
            .replace("{{authority}}", &quoted(&self.authority))
            .replace("{{method}}", &quoted(&self.method));
        match &self.needs {
            Needs::Points { .. } => {
                made.push_str("\n[question.points]\ntext = \"Total points of the questionnaire\"\nunit = \"points\"\n");
            }
            Needs::Questions(questions) => {
                for question in questions {
                    made.push_str(&worded(&question.id, &question.text, &question.options));
                }
            }
        }
        if let Some(strata) = &self.strata {
            let options: Vec<(String, String)> =
                strata.values.iter().map(|value| (value.clone(), value.clone())).collect();
            made.push_str(&worded(&strata.name, &strata.name, &options));
        }
        made.push_str("\n[step]\nbudget = \"Amount from the table\"\n");
        if matches!(self.needs, Needs::Questions(_)) {
            made.push_str("total-points = \"Total points\"\n");
        }
        for value in self.strata.iter().flat_map(|strata| &strata.values) {
            made.push_str(&format!(
                "{} = {}\n",
                self.table_id(value),
                quoted(&format!("Amount from the table: {value}"))
            ));
        }
        if self.tables.iter().any(|table| table.shape == Shape::Price) {
            made.push_str("\n[parameter]\nprice-point = \"Price of one point\"\n");
        }
        made
    }

    /// The step that holds a stratum's table.
    pub(super) fn table_id(&self, value: &str) -> String {
        format!("budget-{}", option_id(value))
    }
}

fn worded(name: &str, text: &str, options: &[(String, String)]) -> String {
    let options = options.iter().map(|(option, text)| format!("{} = {}", quoted(&option_id(option)), quoted(text)));
    let options: Vec<String> = options.collect();
    format!("\n[question.{}]\ntext = {}\noptions = {{ {} }}\n", own_id(name), quoted(text), options.join(", "))
}

/// The id of a name that was checked.
pub(super) fn own_id(name: &str) -> String {
    id(name).unwrap_or_default()
}

/// Options may be digits alone, so numbers stay as they are.
pub(super) fn option_id(name: &str) -> String {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) { name.to_owned() } else { own_id(name) }
}
