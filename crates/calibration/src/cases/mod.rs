//! What has been found out about people: what each needs, as points or answers, and what their support costs now. One row a
//! person, read from a CSV file into columns, each fault named with its line. Nothing here calculates a budget.

mod amount;
mod columns;
mod fault;
mod groups;
mod quality;
mod read;

pub use amount::{AmountError, pence};
pub use columns::{Columns, QuestionColumn, has};
pub use fault::{CasesError, RowFault};
pub use groups::Group;
pub use quality::{MassPoint, Outlier, Quality, quality};
pub use read::{MAX_CASES, read};

use crate::tables;
use std::borrow::Cow;

/// The cases of a file, in columns: position `i` of every column belongs to the same person.
#[derive(Debug, Clone, Default)]
pub struct Cases {
    /// Who, as the file names them; a person with two rows stands twice.
    pub people: Vec<String>,
    /// Line of the file, counted from 1, the header being 1.
    pub lines: Vec<u64>,
    /// What support costs now, in pence a year (or whatever period the file is about); never negative.
    pub cost_pence: Vec<i64>,
    /// How much each row counts; 1 for every row where the file has no weights.
    pub weights: Vec<f64>,
    /// Whole points, where the file has them.
    pub points: Option<Vec<i64>>,
    /// Answers, one column for each question, in the order of the questions.
    pub answers: Vec<Answers>,
    /// Family of each person, where the file names families; those without one are a family by themselves.
    pub families: Option<Vec<String>>,
    /// Every other column, as text that sorts people into groups.
    pub groups: Vec<Group>,
}

/// One question's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The question's id.
    pub question: String,
    /// Its options from least to most need.
    pub options: Vec<String>,
    /// Each person's answer, as a position among the options.
    pub levels: Vec<u16>,
}

impl Cases {
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Costs in pounds, for statistics.
    #[must_use]
    pub fn costs(&self) -> Vec<f64> {
        self.cost_pence.iter().map(|pence| *pence as f64 / 100.0).collect()
    }

    /// The column that sorts people into groups, by its name in the file's header.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// The same with each row as often as its weight says, for measures in which a row is a person. None where a weight is no whole
    /// number, or more people come together than a file may hold.
    #[must_use]
    pub fn each_person(&self) -> Option<Cow<'_, Cases>> {
        if self.weights.iter().all(|weight| *weight == 1.0) {
            return Some(Cow::Borrowed(self));
        }
        let most = MAX_CASES as f64;
        let is_whole = |weight: &f64| weight.fract() == 0.0 && *weight >= 1.0;
        if !self.weights.iter().all(is_whole) || self.weights.iter().sum::<f64>() > most {
            return None;
        }
        let times: Vec<usize> =
            self.weights.iter().filter_map(|weight| usize::try_from(tables::whole(*weight)).ok()).collect();
        Some(Cow::Owned(Cases {
            people: repeated(&self.people, &times),
            lines: repeated(&self.lines, &times),
            cost_pence: repeated(&self.cost_pence, &times),
            weights: vec![1.0; times.iter().sum()],
            points: self.points.as_ref().map(|points| repeated(points, &times)),
            answers: self
                .answers
                .iter()
                .map(|one| Answers { levels: repeated(&one.levels, &times), ..one.clone() })
                .collect(),
            families: self.families.as_ref().map(|families| repeated(families, &times)),
            groups: self
                .groups
                .iter()
                .map(|one| Group { codes: repeated(&one.codes, &times), ..one.clone() })
                .collect(),
        }))
    }

    /// For each row the position of whoever must stay together when cases are drawn or parted: a family, or else a person.
    #[must_use]
    pub fn clusters(&self) -> Vec<usize> {
        let names = self.families.as_ref().unwrap_or(&self.people);
        let mut seen = std::collections::HashMap::new();
        let number = |name: &String| {
            let next = seen.len();
            *seen.entry(name.clone()).or_insert(next)
        };
        names.iter().map(number).collect()
    }
}

/// A list with each of its items as often as said.
fn repeated<T: Clone>(list: &[T], times: &[usize]) -> Vec<T> {
    list.iter().zip(times).flat_map(|(item, times)| std::iter::repeat_n(item.clone(), *times)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_weight_three_is_three_people() {
        let text = "person,points,current_cost,weight,area\nada,12,5,3,N\nbo,3,1,1,S\n";
        let (cases, _) = read(text.as_bytes(), &Columns::default()).unwrap();
        let each = cases.each_person().unwrap();
        assert_eq!((each.len(), each.cost_pence.clone()), (4, vec![500, 500, 500, 100]));
        assert_eq!(
            (each.group("area").unwrap().counts(), each.points.clone()),
            (vec![3, 1], Some(vec![12, 12, 12, 3]))
        );
        let (cases, _) = read(text.replace(",3,N", ",2.5,N").as_bytes(), &Columns::default()).unwrap();
        assert!(cases.each_person().is_none(), "two and a half people are nobody");
    }
}
