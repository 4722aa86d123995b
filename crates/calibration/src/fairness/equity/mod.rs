//! The equity report: every group beside the largest, each gap raw and with other factors allowed for, and money beside need.
//! Factors that nobody asked for are tried too, so that a gap that misleads is found out without anyone suspecting it.

mod compare;
mod groups;
mod need;
#[cfg(test)]
mod tests;
mod words;

pub use compare::{Allowance, Comparison};
pub use groups::GroupFigures;
pub use need::{Interval, MoneyAndNeed};
pub use words::blocks;

use super::spread::{Split, theil};
use crate::cases::{Cases, Group};
use serde::Serialize;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EquityQuestion {
    /// The column whose groups are compared.
    pub group: String,
    /// Columns to allow for, each alone and all together; `points` is need.
    pub adjust: Vec<String>,
    /// The group that the others are compared with; the largest when none is named.
    pub reference: Option<String>,
    /// The fewest people of whom anything is said.
    pub least_people: usize,
    /// Of intervals, as a share of one.
    pub confidence: f64,
    /// Of the resampling behind the intervals of measures of need.
    pub seed: u64,
    /// How many times cases are drawn anew for those.
    pub samples: usize,
}

/// Why there is nothing to report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EquityError {
    /// A column is not in the file.
    #[error("the file has no column `{wanted}` to sort people by; it has {found}")]
    NoColumn {
        /// What was asked for.
        wanted: String,
        /// What could be asked for.
        found: String,
    },
    /// Nothing to compare.
    #[error("everyone in the column `{column}` is `{value}`: there are no two groups to compare")]
    OneGroup {
        /// The column.
        column: String,
        /// The only value.
        value: String,
    },
    /// As many groups as people.
    #[error(
        "the column `{column}` has {values} different values for {people} people: it names people rather than groups; cut it into bands first"
    )]
    ManyGroups {
        /// The column.
        column: String,
        /// How many values.
        values: usize,
        /// How many people.
        people: usize,
    },
    /// The group to compare with is not there.
    #[error("no one in the column `{column}` is `{wanted}`; the groups are {found}")]
    NoReference {
        /// The column.
        column: String,
        /// What was asked for.
        wanted: String,
        /// What is there.
        found: String,
    },
    /// The same column twice.
    #[error("`{0}` is the column whose groups are compared: it cannot be allowed for at the same time")]
    AdjustedForItself(String),
    /// Weights by which no row is a number of people.
    #[error(
        "the weights are not all whole numbers: groups are compared by people, so a row must stand for 1, 2, 3 of them"
    )]
    Weights,
    /// All groups are too small.
    #[error(
        "no two groups of the column `{column}` have {least} people or more: too few to say anything; join groups that belong together"
    )]
    AllTooSmall {
        /// The column.
        column: String,
        /// The fewest people of whom anything is said.
        least: usize,
    },
}

/// Everything found. Figures are in the units of the outcome (pounds a year, say).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Equity {
    /// The question.
    pub question: EquityQuestion,
    /// The group that the others are compared with.
    pub reference: String,
    /// How many people.
    pub people: usize,
    /// Their mean outcome.
    pub mean: f64,
    /// Each group by itself, the largest first.
    pub groups: Vec<GroupFigures>,
    /// Each other group beside the reference, the largest first: so the first one is of the two largest.
    pub comparisons: Vec<Comparison>,
    /// Theil's index between and within groups; none while a group is hidden, as it would speak of it.
    pub theil: Option<Split>,
    /// Money beside need, where the file has points.
    pub need: Option<MoneyAndNeed>,
    /// Columns that were not tried as factors, with the reason.
    pub not_tried: Vec<(String, &'static str)>,
}

/// Works the report out. `threads` changes how long it takes, never what is found.
///
/// # Errors
/// [`EquityError`] when nothing can be compared.
pub fn equity(cases: &Cases, question: &EquityQuestion, threads: usize) -> Result<Equity, EquityError> {
    let cases = &*cases.each_person().ok_or(EquityError::Weights)?;
    let points = points_column(cases);
    let group = column(cases, points.as_ref(), &question.group)?;
    let outcome = cases.costs();
    check(group, question, outcome.len())?;
    let groups = groups::figures(group, &outcome, question);
    let reference = reference(group, &groups, question)?;
    let asked = question
        .adjust
        .iter()
        .map(|name| column(cases, points.as_ref(), name))
        .collect::<Result<Vec<&Group>, EquityError>>()?;
    let (tried, not_tried) = others(cases, points.as_ref(), group, &asked);
    let comparisons = compare::comparisons(group, &groups, &reference, &outcome, &asked, &tried, question);
    if comparisons.iter().all(|comparison| comparison.raw.is_none()) {
        return Err(EquityError::AllTooSmall { column: group.name.clone(), least: question.least_people });
    }
    let codes: Vec<usize> = group.codes.iter().map(|code| usize::try_from(*code).unwrap_or(0)).collect();
    let is_open = groups.iter().all(|group| group.showing.is_shown());
    Ok(Equity {
        question: question.clone(),
        reference,
        people: outcome.len(),
        mean: super::mean(&outcome).unwrap_or(0.0),
        theil: if is_open { theil(&outcome, &codes) } else { None },
        need: cases.points.as_ref().and_then(|points| need::money_and_need(&outcome, points, question, threads)),
        groups,
        comparisons,
        not_tried,
    })
}

fn check(group: &Group, question: &EquityQuestion, people: usize) -> Result<(), EquityError> {
    if let [only] = group.values.as_slice() {
        return Err(EquityError::OneGroup { column: group.name.clone(), value: only.clone() });
    }
    if group.values.len() > 200 || group.values.len() * 2 > people {
        return Err(EquityError::ManyGroups { column: group.name.clone(), values: group.values.len(), people });
    }
    match question.adjust.iter().find(|name| **name == group.name) {
        Some(name) => Err(EquityError::AdjustedForItself(name.clone())),
        None => Ok(()),
    }
}

/// Need as one more column, so that it can be allowed for like any other.
fn points_column(cases: &Cases) -> Option<Group> {
    let cells: Vec<String> = cases.points.as_ref()?.iter().map(i64::to_string).collect();
    Some(Group::of("points", &cells))
}

fn column<'a>(cases: &'a Cases, points: Option<&'a Group>, name: &str) -> Result<&'a Group, EquityError> {
    let need = points.filter(|points| points.name == name);
    cases.group(name).or(need).ok_or_else(|| {
        let found: Vec<String> = cases.groups.iter().chain(points).map(|group| format!("`{}`", group.name)).collect();
        let found = if found.is_empty() { "no such column at all".to_owned() } else { found.join(", ") };
        EquityError::NoColumn { wanted: name.to_owned(), found }
    })
}

fn reference(group: &Group, groups: &[GroupFigures], question: &EquityQuestion) -> Result<String, EquityError> {
    let Some(wanted) = &question.reference else {
        return Ok(groups.first().map(|largest| largest.group.clone()).unwrap_or_default());
    };
    if group.values.contains(wanted) {
        return Ok(wanted.clone());
    }
    let found = group.values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    Err(EquityError::NoReference { column: group.name.clone(), wanted: wanted.clone(), found })
}

/// The columns that nobody asked for and that can be tried as a factor; and those that cannot, with the reason.
fn others<'a>(
    cases: &'a Cases,
    points: Option<&'a Group>,
    group: &Group,
    asked: &[&Group],
) -> (Vec<&'a Group>, Vec<(String, &'static str)>) {
    let (mut tried, mut not_tried) = (Vec::new(), Vec::new());
    let unasked = |column: &&Group| column.name != group.name && asked.iter().all(|asked| asked.name != column.name);
    for column in cases.groups.iter().chain(points).filter(unasked) {
        let is_numbers = column.values.iter().all(|value| value.parse::<f64>().is_ok());
        if column.values.len() < 2 {
            not_tried.push((column.name.clone(), "one_value"));
        } else if column.values.len() * 10 > cases.len() * 9 {
            not_tried.push((column.name.clone(), "names_people"));
        } else if !is_numbers && column.values.len() > 40 {
            not_tried.push((column.name.clone(), "many_values"));
        } else {
            tried.push(column);
        }
    }
    (tried, not_tried)
}
