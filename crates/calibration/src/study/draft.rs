//! The scheme in the making of a study. Its id, its day and its names are given when somebody publishes it.

use super::make::Made;
use crate::scheme_out::{Draft, DraftQuestion, Needs, made_from, method_for_the_public};
use jiff::civil::Date;

/// What a study's table would be as a scheme: behind learned answers, behind the questions of a scheme that is there, or behind
/// a number of points.
#[must_use]
pub fn draft(made: &Made, asked: Option<Vec<DraftQuestion>>, effective_from: Date) -> Draft {
    let points = &made.points;
    let learned = made.scored.as_ref().map(|scored| scored.questions.iter().map(DraftQuestion::learned).collect());
    let needs = match learned.or(asked) {
        Some(questions) => Needs::Questions(questions),
        None => Needs::Points {
            least: points.iter().copied().min().unwrap_or(0).min(0),
            most: points.iter().copied().max().unwrap_or(0).max(1),
        },
    };
    Draft {
        id: "draft".to_owned(),
        effective_from,
        title: String::new(),
        authority: String::new(),
        made_from: made_from(&made.found, &made.hash),
        method: method_for_the_public(&made.found),
        needs,
        tables: made.found.strata.iter().map(|stratum| stratum.table.clone()).collect(),
        strata: None,
    }
}
