//! Something else that is known of people, in a few levels: an age band, an area, a score in bands.

use crate::cases::Group;
use std::borrow::Cow;

/// A factor has at most this many levels before it is cut into bands.
const MOST_LEVELS: usize = 12;
/// A band of numbers holds about this many people at least.
const PEOPLE_IN_A_BAND: usize = 50;

/// A factor, and which of its levels each person has.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// The names of its levels, in the order they are shown.
    pub levels: Vec<String>,
    /// The position of each person's level.
    pub level_of: Vec<usize>,
}

impl<'a> Factor<'a> {
    /// A factor from a column of a file, for the rows given. Numbers with more than twelve different values are cut into bands of
    /// about equal numbers of people: one for every 50 people, between 2 and 12. Everything else keeps its own levels.
    #[must_use]
    pub fn of_column(column: &'a Group, rows: &[usize]) -> Factor<'a> {
        let numbers: Option<Vec<f64>> = rows.iter().map(|row| finite(column.value(*row))).collect();
        match numbers {
            Some(numbers) if column.values.len() > MOST_LEVELS => Factor::banded(column.name.as_str(), &numbers),
            _ => {
                let code = |row: &usize| column.codes.get(*row).and_then(|code| usize::try_from(*code).ok());
                let level_of = rows.iter().map(|row| code(row).unwrap_or(0)).collect();
                Factor { name: column.name.as_str().into(), levels: column.values.clone(), level_of }
            }
        }
    }

    /// A factor of numbers in bands of about equal numbers of people.
    #[must_use]
    pub fn banded(name: impl Into<Cow<'a, str>>, numbers: &[f64]) -> Factor<'a> {
        let bands = (numbers.len() / PEOPLE_IN_A_BAND).clamp(2, MOST_LEVELS);
        let mut sorted = numbers.to_vec();
        sorted.sort_by(f64::total_cmp);
        let mut starts: Vec<f64> =
            (0..bands).filter_map(|band| sorted.get(band * sorted.len() / bands).copied()).collect();
        starts.dedup();
        let level_of: Vec<usize> = numbers
            .iter()
            .map(|number| starts.iter().filter(|start| *start <= number).count().saturating_sub(1))
            .collect();
        let levels = starts.iter().enumerate().map(|(at, start)| {
            let own = |number: &&f64| **number >= *start && starts.get(at + 1).is_none_or(|next| *number < next);
            let last = sorted.iter().filter(own).copied().fold(*start, f64::max);
            if last > *start { format!("{start} to {last}") } else { format!("{start}") }
        });
        Factor { name: name.into(), levels: levels.collect(), level_of }
    }

    /// People by position, in the order given.
    pub(super) fn only(&self, kept: &[usize]) -> Factor<'a> {
        let level_of = kept.iter().filter_map(|at| self.level_of.get(*at).copied()).collect();
        Factor { name: self.name.clone(), levels: self.levels.clone(), level_of }
    }

    /// Of each level, whether both groups have people in it.
    pub(super) fn in_both(&self, is_first: &[bool]) -> Vec<bool> {
        let has = |level: usize, first: bool| {
            self.level_of.iter().zip(is_first).any(|(own, is)| *own == level && *is == first)
        };
        (0..self.levels.len()).map(|level| has(level, true) && has(level, false)).collect()
    }

    /// The columns of nought and one for every level that somebody has, but the first of those.
    pub(super) fn dummies(&self) -> Vec<usize> {
        let mut used = self.level_of.clone();
        used.sort_unstable();
        used.dedup();
        used.into_iter().skip(1).collect()
    }
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[String]) -> Group {
        Group::of("age", cells)
    }

    #[test]
    fn many_different_numbers_become_bands_of_equal_size() {
        let ages: Vec<String> = (0..200).map(|at| (at % 20).to_string()).collect();
        let column = column(&ages);
        let factor = Factor::of_column(&column, &(0..200).collect::<Vec<_>>());
        assert_eq!(factor.levels, ["0 to 4", "5 to 9", "10 to 14", "15 to 19"]);
        let sizes: Vec<usize> =
            (0..4).map(|level| factor.level_of.iter().filter(|own| **own == level).count()).collect();
        assert_eq!(sizes, [50; 4]);
    }

    #[test]
    fn a_few_levels_keep_their_names_and_their_order() {
        let column = column(&["6-12", "0-5", "13-17"].map(str::to_owned));
        let factor = Factor::of_column(&column, &[2, 1]);
        assert_eq!(factor.levels, ["0-5", "6-12", "13-17"]);
        assert_eq!(factor.level_of, [2, 0]);
    }
}
