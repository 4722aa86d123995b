//! Where the points of cases come from: a column of the file, or weights learned from answers.

use super::choices::pounds;
use super::input::{CasesArguments, CasesFile};
use crate::failure::Failure;
use calibration::calibrate::{Calibration, Choices, calibrate, calibrate_with};
use calibration::cases::QuestionColumn;
use calibration::points::{Link, Lock, PointChoices, PointLoss, Scored, scored, weigh};
use calibration::scheme_out::{DraftQuestion, answered, asked};

/// What weights of answers are to be near to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LossName {
    /// The mean cost
    Squares,
    /// The median cost
    Median,
    /// The mean of ordinary costs, with a lesser say for extreme ones
    Huber,
}

/// The measure in which answers add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LinkName {
    /// Pounds
    Plain,
    /// Square roots of pounds
    SquareRoot,
    /// Logarithms of pounds
    Log,
}

/// Arguments about points from answers.
#[derive(Debug, Clone, clap::Args)]
pub struct ScoringArguments {
    /// Columns with answers, to learn points from: eating,night; each holds levels such as 0, 1, 2, 3
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub questions: Vec<String>,
    /// A scheme whose questions the file answers, or whose points it holds; what is written asks the same questions
    #[arg(long, value_name = "SCHEME")]
    pub scheme: Option<String>,
    /// The levels of every question from least to most need, where the cells are words: none,some,substantial,exceptional
    #[arg(long, value_name = "OPTIONS", value_delimiter = ',')]
    pub levels: Vec<String>,
    /// What the worth of answers is to be near to
    #[arg(long, value_enum, default_value_t = LossName::Squares)]
    pub points_near: LossName,
    /// The measure in which answers add up
    #[arg(long, value_enum, default_value_t = LinkName::Plain)]
    pub link: LinkName,
    /// Points of the answer that is worth most
    #[arg(long, value_name = "POINTS", default_value = "50")]
    pub largest_points: i64,
    /// What people decide about an answer, in the link's measure: eating.some=500, or between two: night.2=300..900
    #[arg(long = "lock", value_name = "QUESTION.OPTION=WORTH", value_parser = lock)]
    pub locks: Vec<Lock>,
}

/// Which columns hold answers, and the scheme that asks for them.
#[derive(Debug, Default)]
pub struct Asked {
    /// The columns.
    pub columns: Vec<QuestionColumn>,
    /// The scheme's questions, where one was named.
    of_scheme: Option<Vec<DraftQuestion>>,
}

/// Points of every case, and the questions they come from.
pub struct Scoring {
    /// Points by row.
    pub points: Vec<i64>,
    /// Points of each answer, where they were learned.
    pub scored: Option<Scored>,
    /// The questions of the scheme that was named.
    of_scheme: Option<Vec<DraftQuestion>>,
    /// What they were learned with.
    learned_with: PointChoices,
}

impl ScoringArguments {
    /// The columns that hold answers: those that were named, or of the scheme's questions those that the file has.
    pub fn asked(&self, input: &CasesArguments) -> Result<Asked, Failure> {
        let named = |id: &String| QuestionColumn { id: id.clone(), options: self.levels.clone() };
        let Some(name) = &self.scheme else {
            return Ok(Asked { columns: self.questions.iter().map(named).collect(), of_scheme: None });
        };
        let scheme = crate::locate::for_reading(name, None)?.scheme;
        let asked = asked(&scheme).map_err(|error| Failure::new(error.to_string()))?;
        let bytes = input.bytes()?;
        let wanted: Vec<String> = match self.questions.is_empty() {
            false => self.questions.clone(),
            true => asked.iter().map(|one| one.id.clone()).filter(|id| calibration::cases::has(&bytes, id)).collect(),
        };
        if self.questions.is_empty() && !wanted.is_empty() && wanted.len() < asked.len() {
            let missing: Vec<&str> =
                asked.iter().map(|one| one.id.as_str()).filter(|id| !wanted.iter().any(|own| own == id)).collect();
            return Err(Failure::new(format!(
                "the file answers some questions of `{name}` and not these: {}",
                missing.join(", ")
            ))
            .help("add their columns, or take out the others and give the points of each case"));
        }
        let column = |id: &String| {
            let found = asked.iter().find(|one| one.id == *id);
            let options = found.map(|one| one.options.iter().map(|(option, _)| option.clone()).collect());
            let unknown = || Failure::new(format!("the scheme `{name}` has no question `{id}` with levels and points"));
            Ok(QuestionColumn { id: id.clone(), options: options.ok_or_else(unknown)? })
        };
        Ok(Asked { columns: wanted.iter().map(column).collect::<Result<_, Failure>>()?, of_scheme: Some(asked) })
    }

    /// What is chosen about points.
    pub fn choices(&self) -> PointChoices {
        PointChoices {
            loss: match self.points_near {
                LossName::Squares => PointLoss::Squares,
                LossName::Median => PointLoss::Quantile(0.5),
                LossName::Huber => PointLoss::Huber,
            },
            link: match self.link {
                LinkName::Plain => Link::Plain,
                LinkName::SquareRoot => Link::SquareRoot,
                LinkName::Log => Link::Log,
            },
            has_base: true,
            locks: self.locks.clone(),
            largest_points: self.largest_points,
        }
    }

    /// The points of every case.
    pub fn score(&self, file: &CasesFile, input: &CasesArguments, asked: Asked) -> Result<Scoring, Failure> {
        let learned_with = self.choices();
        let mut scoring = Scoring { points: Vec::new(), scored: None, of_scheme: asked.of_scheme, learned_with };
        if self.questions.is_empty() {
            scoring.points = scoring.given(file, input)?;
            return Ok(scoring);
        }
        let cannot = |error: calibration::points::PointsError| Failure::new(error.to_string());
        let weights = weigh(&file.cases, &[], &scoring.learned_with).map_err(cannot)?;
        let scored = scored(&weights, self.largest_points).map_err(cannot)?;
        scoring.points = scored.points(&file.cases);
        scoring.scored = Some(scored);
        Ok(scoring)
    }
}

impl Scoring {
    /// Tables for the cases, judged by people that neither points nor tables had seen.
    pub fn calibrate(&self, file: &CasesFile, choices: &Choices) -> Result<Calibration, Failure> {
        let cases = &file.cases;
        let found = if self.scored.is_none() {
            calibrate(cases, &self.points, choices)
        } else {
            calibrate_with(cases, &self.points, choices, &|learn| {
                let weights = weigh(cases, learn, &self.learned_with)?;
                Ok(scored(&weights, self.learned_with.largest_points)?.points(cases))
            })
        };
        found.map_err(|error| Failure::new(error.to_string()))
    }

    /// Points that nobody has to learn: by the scheme's own answers, or as the file has them.
    pub fn given(&self, file: &CasesFile, input: &CasesArguments) -> Result<Vec<i64>, Failure> {
        let Some(questions) = self.of_scheme.as_ref().filter(|_| !file.cases.answers.is_empty()) else {
            return super::input::points(file, input);
        };
        let of_row = |row: usize| {
            answered(questions, |id| {
                let answers = file.cases.answers.iter().find(|one| one.question == id)?;
                answers.options.get(usize::from(*answers.levels.get(row)?)).map(String::as_str)
            })
        };
        Ok((0..file.cases.len()).map(of_row).collect())
    }

    /// The questions as a scheme asks them.
    pub fn questions(&self) -> Option<Vec<DraftQuestion>> {
        let Some(scored) = &self.scored else { return self.of_scheme.clone() };
        let question = |own: &calibration::points::ScoredQuestion| {
            let learned = DraftQuestion::learned(own);
            let worded = self.of_scheme.iter().flatten().find(|one| one.id == learned.id);
            match worded {
                Some(worded) => DraftQuestion { points: learned.points, ..worded.clone() },
                None => learned,
            }
        };
        Some(scored.questions.iter().map(question).collect())
    }
}

/// `question.option=worth` or `question.option=least..most`.
fn lock(text: &str) -> Result<Lock, String> {
    let help = || "write question.option=worth, such as eating.2=500 or eating.2=300..900".to_owned();
    let (name, worth) = text.split_once('=').ok_or_else(help)?;
    let (question, option) = name.rsplit_once('.').ok_or_else(help)?;
    let (least, most) = match worth.split_once("..") {
        Some((least, most)) => (pounds(least)?, pounds(most)?),
        None => (pounds(worth)?, pounds(worth)?),
    };
    if least > most {
        return Err(format!("{worth} begins above its end"));
    }
    Ok(Lock { question: question.to_owned(), option: option.to_owned(), least, most })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_are_read_with_one_worth_or_two() {
        let read = lock("eating.some=500").unwrap();
        assert_eq!(
            (read.question.as_str(), read.option.as_str(), read.least, read.most),
            ("eating", "some", 500.0, 500.0)
        );
        assert_eq!(lock("a.b.2=1..£2").unwrap().most, 2.0);
        assert!(lock("eating=5").is_err() && lock("eating.2").is_err() && lock("eating.2=9..1").is_err());
    }
}
