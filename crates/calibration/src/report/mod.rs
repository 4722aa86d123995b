//! The evidence report as blocks: plain words first, then every figure. How it looks is decided where it is shown; what groups
//! get is told by `crate::fairness`.

mod sections;

use crate::calibrate::{Calibration, Warning};
use crate::points::Scored;
use crate::wording::{Block, Catalogue, Sums, number};

const MESSAGES: &str = include_str!("messages.en.toml");

/// What a report is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The calibration.
    pub found: &'a Calibration,
    /// Points of each answer, where they were learned.
    pub points: Option<&'a Scored>,
    /// SHA-256 of the file of cases.
    pub cases_hash: &'a str,
}

/// Captions of the tables that a chart belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captions {
    /// Each stratum's table.
    pub tables: Vec<String>,
    /// Ten parts by amount.
    pub tenths: String,
}

/// The report.
#[must_use]
pub fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    Told { subject, catalogue: Catalogue::of(MESSAGES) }.blocks()
}

/// The captions of its tables, in order.
#[must_use]
pub fn captions(found: &Calibration) -> Captions {
    let catalogue = Catalogue::of(MESSAGES);
    let caption = |stratum: &Option<String>| match stratum {
        Some(stratum) => catalogue.say("heading.table_of", &[("stratum", stratum)]),
        None => catalogue.say("table.caption", &[]),
    };
    Captions {
        tables: found.strata.iter().map(|table| caption(&table.stratum)).collect(),
        tenths: catalogue.say("tenth.caption", &[]),
    }
}

/// A warning in words.
#[must_use]
pub fn warning(warning: &Warning) -> String {
    let catalogue = Catalogue::of(MESSAGES);
    let text = |key: &str, values: &[(&str, String)]| {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        catalogue.say(&format!("warning.{key}"), &values)
    };
    match warning {
        Warning::FewCases { cases } => text("few-cases", &[("cases", cases.to_string())]),
        Warning::ThinRows { rows, of } => text("thin-rows", &[("rows", rows.to_string()), ("of", of.to_string())]),
        Warning::OneCostEverywhere => text("one-cost-everywhere", &[]),
        Warning::OneScoreEverywhere => text("one-score-everywhere", &[]),
        Warning::NeedSaysLittle { r_squared } => {
            text("need-says-little", &[("r_squared", percent(r_squared.max(0.0)))])
        }
        Warning::Cliff { points, before_pence, after_pence } => text(
            "cliff",
            &[("points", points.to_string()), ("before", pence(*before_pence)), ("after", pence(*after_pence))],
        ),
        Warning::PotAtRisk { probability, contingency } => {
            text("pot-at-risk", &[("probability", percent(*probability)), ("contingency", percent(*contingency))])
        }
        Warning::Outliers { rows } => text("outliers", &[("rows", rows.to_string())]),
        Warning::MassPoint { cost_pence, rows } => {
            text("mass-point", &[("rows", rows.to_string()), ("cost", pence(*cost_pence))])
        }
    }
}

/// Pounds; small sums with their pence.
pub(crate) fn pounds(value: f64) -> String {
    Sums::about("£", value).shown(value)
}

/// Pence as pounds; whole pounds without pence.
pub(crate) fn pence(value: i64) -> String {
    Sums { sign: "£".to_owned(), decimals: if value % 100 == 0 { 0 } else { 2 } }.shown(crate::wording::pounds(value))
}

/// A share in per cent, with a decimal.
pub(crate) fn percent(share: f64) -> String {
    format!("{} %", number(share * 100.0, 1))
}

/// A report being told.
struct Told<'a> {
    subject: &'a Subject<'a>,
    catalogue: Catalogue,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::{Choices, calibrate};
    use crate::cases::{Columns, read};

    fn found(budget: Option<f64>) -> Calibration {
        let mut text = "person,points,current_cost,area\n".to_owned();
        for row in 0..60 {
            let area = if row == 0 { "Far" } else { "Near" };
            text.push_str(&format!("p{row},{},{},{area}\n", row % 20, 500 + (row % 20) * 130 + (row * 37) % 400));
        }
        let (cases, _) = read(text.as_bytes(), &Columns::default()).unwrap();
        let choices = Choices { budget, contingency: 0.1, samples: 50, years: 100, ..Choices::default() };
        calibrate(&cases, cases.points.as_ref().unwrap(), &choices).unwrap()
    }

    #[test]
    fn the_report_says_everything_in_words_and_leaves_no_name_unfilled() {
        for budget in [None, Some(90_000.0)] {
            let found = found(budget);
            let blocks = blocks(&Subject { found: &found, points: None, cases_hash: "abc" });
            let text = Block::text(&blocks);
            assert!(!text.contains('{') && !text.contains('['), "{text}");
            assert!(text.contains("60 cases were looked at") && text.contains("too few to say"), "{text}");
            assert!(!text.contains("p17"), "a report names nobody");
            let names = captions(&found);
            let tables =
                blocks.iter().filter(|block| matches!(block, Block::Table(table) if table.caption == names.tables[0]));
            assert_eq!(tables.count(), 1);
        }
    }
}
