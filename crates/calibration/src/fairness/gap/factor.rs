//! Something else that is known of people, in a few levels: an age band, an area, a score in bands.

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
    /// A factor from what stands in a file. Numbers with more than twelve different values are cut into bands of about equal
    /// numbers of people: one for every 50 people, between 2 and 12. Everything else keeps its own levels.
    #[must_use]
    pub fn of_texts(name: impl Into<Cow<'a, str>>, texts: &[&str]) -> Factor<'a> {
        let mut names: Vec<&str> = texts.to_vec();
        names.sort_unstable();
        names.dedup();
        let numbers: Option<Vec<f64>> = texts.iter().map(|text| text.trim().parse().ok().filter(|n: &f64| n.is_finite())).collect();
        match numbers {
            Some(numbers) if names.len() > MOST_LEVELS => Factor::banded(name, &numbers),
            _ => {
                names.sort_by(|a, b| first_number(a).total_cmp(&first_number(b)).then(a.cmp(b)));
                let level_of = texts.iter().map(|text| names.iter().position(|name| name == text).unwrap_or(0)).collect();
                Factor { name: name.into(), levels: names.into_iter().map(str::to_owned).collect(), level_of }
            }
        }
    }

    /// A factor of numbers in bands of about equal numbers of people.
    #[must_use]
    pub fn banded(name: impl Into<Cow<'a, str>>, numbers: &[f64]) -> Factor<'a> {
        let bands = (numbers.len() / PEOPLE_IN_A_BAND).clamp(2, MOST_LEVELS);
        let mut sorted = numbers.to_vec();
        sorted.sort_by(f64::total_cmp);
        let mut starts: Vec<f64> = (0..bands).filter_map(|band| sorted.get(band * sorted.len() / bands).copied()).collect();
        starts.dedup();
        let level_of: Vec<usize> =
            numbers.iter().map(|number| starts.iter().filter(|start| *start <= number).count().saturating_sub(1)).collect();
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

/// The number a level begins with, so that `6-12` stands before `13-17`; words come last.
fn first_number(text: &str) -> f64 {
    let digits: String = text.trim_start_matches(|c: char| !c.is_ascii_digit()).chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let number = digits.trim_end_matches('.').parse().unwrap_or(f64::INFINITY);
    if text.trim_start().starts_with(['<', '≤']) || text.to_lowercase().starts_with("under") { number - 0.5 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_bands_stand_in_the_order_of_ages() {
        let factor = Factor::of_texts("age band", &["13-17", "0-5", "51+", "6-12", "0-5"]);
        assert_eq!(factor.levels, ["0-5", "6-12", "13-17", "51+"]);
        assert_eq!(factor.level_of, [2, 0, 3, 1, 0]);
    }

    #[test]
    fn many_different_numbers_become_bands_of_equal_size() {
        let ages: Vec<String> = (0..200).map(|at| (at % 20).to_string()).collect();
        let texts: Vec<&str> = ages.iter().map(String::as_str).collect();
        let factor = Factor::of_texts("age", &texts);
        assert_eq!(factor.levels, ["0 to 4", "5 to 9", "10 to 14", "15 to 19"]);
        let sizes: Vec<usize> = (0..4).map(|level| factor.level_of.iter().filter(|own| **own == level).count()).collect();
        assert_eq!(sizes, [50; 4]);
    }

    #[test]
    fn a_few_numbers_keep_their_own_levels() {
        assert_eq!(Factor::of_texts("level", &["2", "0", "10", "2"]).levels, ["0", "2", "10"]);
    }
}
