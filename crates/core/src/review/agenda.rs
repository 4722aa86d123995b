//! What a review talks about, filled in from the record, so that nobody has to bring what is known already. Findings are for
//! talking about; none of them is a judgement.

use jiff::civil::Date;

use super::outcome::Moved;
use super::saying::{Enough, Saying};
use crate::Pence;
use crate::codes::coded;
use crate::plan::pattern::Stretch;

coded! {
    /// A question of a review.
    pub enum Question ("question of a review") {
        /// What the child says.
        MyView = "my-view",
        /// Was the money spent as agreed?
        Spent = "spent",
        /// Did the outcomes move?
        Outcomes = "outcomes",
        /// Was it enough?
        Enough = "enough",
        /// Is the child safe?
        Safe = "safe",
        /// Is the way that the money is held still right?
        StillRight = "still-right",
        /// Did payments come late?
        Late = "late",
        /// Are wages as the law asks?
        Wages = "wages",
    }
}

/// What is known of a line of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFact {
    /// What it is, in the family's words.
    pub what: String,
    /// What the plan gives it.
    pub planned: Pence,
    /// What was spent on it.
    pub spent: Pence,
}

/// What is known before a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<'a> {
    /// The plan's first and last day.
    pub stretch: Stretch,
    /// The day.
    pub today: Date,
    /// The lines that are paid for.
    pub lines: Vec<LineFact>,
    /// Each outcome in the family's words, and how it moved.
    pub outcomes: Vec<(String, Moved)>,
    /// Payments that came late or are late, and by how many days together.
    pub late: (usize, i32),
    /// Lines with a wage below the law's, and the lowest lawful one.
    pub wages: Vec<(String, Pence)>,
    /// What was said, with the names of those who said it.
    pub said: Vec<(String, &'a Saying)>,
}

/// Something that the record says about a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The key of its words.
    pub code: &'static str,
    /// What its words name.
    pub values: Vec<(&'static str, String)>,
}

/// A question with what the record says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The question.
    pub question: Question,
    /// What is known.
    pub findings: Vec<Finding>,
}

/// What a review talks about, in its order: the child first.
#[must_use]
pub fn agenda(known: &Known<'_>) -> Vec<Point> {
    let findings = |question: Question| match question {
        Question::MyView => views(known),
        Question::Spent => known.lines.iter().filter_map(|line| spent(line, known)).collect(),
        Question::Outcomes => known.outcomes.iter().map(moved).collect(),
        Question::Enough => said(known, |one| match one.enough {
            Some(Enough::No) => Some("said-not-enough"),
            Some(Enough::Just) => Some("said-just-enough"),
            _ => None,
        }),
        Question::Safe => said(known, |one| (one.is_safe == Some(false)).then_some("said-not-safe")),
        Question::StillRight => said(known, |one| (one.is_right == Some(false)).then_some("said-not-right")),
        Question::Late => late(known),
        Question::Wages => {
            known.wages.iter().map(|(what, lowest)| of("wage-below", what).with("lowest", lowest)).collect()
        }
    };
    Question::ALL.iter().map(|question| Point { question: *question, findings: findings(*question) }).collect()
}

fn of(code: &'static str, what: &str) -> Finding {
    Finding { code, values: vec![("what", what.to_owned())] }
}

impl Finding {
    fn with(mut self, name: &'static str, value: &Pence) -> Finding {
        self.values.push((name, value.to_string()));
        self
    }
}

fn views(known: &Known<'_>) -> Vec<Finding> {
    match known.said.iter().any(|(_, one)| one.is_the_childs()) {
        true => vec![Finding { code: "child-said", values: Vec::new() }],
        false => vec![Finding { code: "child-not-yet", values: Vec::new() }],
    }
}

/// How a line stands beside what should have been spent by now if it were spent evenly.
fn spent(line: &LineFact, known: &Known<'_>) -> Option<Finding> {
    if line.planned <= Pence::ZERO {
        return None;
    }
    let days = |from: Date, until: Date| i128::from((until - from).get_days().saturating_add(1));
    let whole = days(known.stretch.from, known.stretch.until).max(1);
    let gone = days(known.stretch.from, known.today.min(known.stretch.until)).clamp(0, whole);
    let expected = i128::from(line.planned.0) * gone / whole;
    let (spent, planned) = (i128::from(line.spent.0), i128::from(line.planned.0));
    let code = if spent > planned {
        "line-over"
    } else if spent == 0 && gone * 6 >= whole {
        "line-unused"
    } else if spent * 2 < expected && gone * 6 >= whole {
        "line-behind"
    } else if spent > expected + planned / 5 {
        "line-ahead"
    } else {
        return None;
    };
    Some(of(code, &line.what).with("planned", &line.planned).with("spent", &line.spent))
}

fn moved((what, moved): &(String, Moved)) -> Finding {
    let code = match moved {
        Moved::NotTold => "outcome-not-told",
        Moved::Reached => "outcome-reached",
        Moved::Nearer => "outcome-nearer",
        Moved::Same => "outcome-same",
        Moved::Further => "outcome-further",
    };
    of(code, what)
}

fn said(known: &Known<'_>, code: impl Fn(&Saying) -> Option<&'static str>) -> Vec<Finding> {
    let of = |(who, one): &(String, &Saying)| Some(Finding { code: code(one)?, values: vec![("who", who.clone())] });
    known.said.iter().filter_map(of).collect()
}

fn late(known: &Known<'_>) -> Vec<Finding> {
    let (payments, days) = known.late;
    if payments == 0 {
        return Vec::new();
    }
    vec![Finding { code: "paid-late", values: vec![("payments", payments.to_string()), ("days", days.to_string())] }]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn known(spent: i64) -> Known<'static> {
        Known {
            stretch: Stretch { from: date(2026, 4, 1), until: date(2027, 3, 31) },
            today: date(2026, 9, 30),
            lines: vec![LineFact { what: "Saturdays".to_owned(), planned: Pence(100_000), spent: Pence(spent) }],
            outcomes: vec![("I spend time with friends".to_owned(), Moved::NotTold)],
            late: (0, 0),
            wages: Vec::new(),
            said: Vec::new(),
        }
    }

    fn codes(known: &Known<'_>, question: Question) -> Vec<&'static str> {
        let points = agenda(known);
        let point = points.iter().find(|point| point.question == question).unwrap();
        point.findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn half_a_year_on_a_line_is_unused_behind_as_planned_ahead_or_over() {
        for (spent, expected) in [
            (0, vec!["line-unused"]),
            (20_000, vec!["line-behind"]),
            (48_000, vec![]),
            (75_000, vec!["line-ahead"]),
            (100_001, vec!["line-over"]),
        ] {
            assert_eq!(codes(&known(spent), Question::Spent), expected, "{spent}");
        }
        let early = Known { today: date(2026, 4, 20), ..known(0) };
        assert!(codes(&early, Question::Spent).is_empty(), "in the first weeks nothing is unused");
        let before = Known { today: date(2026, 3, 1), ..known(0) };
        assert!(codes(&before, Question::Spent).is_empty());
    }

    #[test]
    fn the_child_comes_first_and_what_was_said_is_brought_along() {
        let person = crate::PersonId(uuid::Uuid::from_u128(1));
        let saying = Saying {
            child: person,
            review: crate::ReviewId(uuid::Uuid::from_u128(2)),
            of: person,
            way: super::super::TakesPart::Page,
            face: Some(2),
            good: String::new(),
            hard: String::new(),
            change: String::new(),
            enough: Some(Enough::No),
            is_safe: Some(false),
            is_right: Some(true),
            written_by: String::new(),
            on: date(2026, 9, 1),
        };
        let silent = known(0);
        assert_eq!(agenda(&silent)[0].question, Question::MyView);
        assert_eq!(codes(&silent, Question::MyView), ["child-not-yet"]);
        let said = Known { said: vec![("John".to_owned(), &saying)], late: (2, 9), ..silent };
        assert_eq!(codes(&said, Question::MyView), ["child-said"]);
        assert_eq!(codes(&said, Question::Enough), ["said-not-enough"]);
        assert_eq!(codes(&said, Question::Safe), ["said-not-safe"]);
        assert!(codes(&said, Question::StillRight).is_empty());
        assert_eq!(codes(&said, Question::Late), ["paid-late"]);
    }
}
