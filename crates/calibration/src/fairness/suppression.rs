//! Small numbers: a figure about a few people is a figure about each of them. What is too small is not shown, nor what would
//! let someone work it out from the rest.

use serde::Serialize;

/// What may be shown of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Showing {
    /// Everything.
    Shown,
    /// Nothing: too few people to say.
    TooFew,
    /// Nothing: the hidden ones could be worked out from the total.
    HiddenWithOthers,
}

impl Showing {
    /// Whether figures may stand.
    #[must_use]
    pub fn is_shown(self) -> bool {
        self == Showing::Shown
    }
}

/// What may be shown of each part of a whole whose total is known. A part with some people, but fewer than `least`, is hidden. What
/// is hidden must then be at least two parts that hold `least` people together, or the total less the rest would give it away:
/// so the next smallest is hidden too, the earlier where two are equal. A part with nobody hides nothing.
#[must_use]
pub fn showing(counts: &[usize], least: usize) -> Vec<Showing> {
    let mut showing: Vec<Showing> = counts
        .iter()
        .map(|count| if *count > 0 && *count < least { Showing::TooFew } else { Showing::Shown })
        .collect();
    if showing.iter().all(|part| part.is_shown()) {
        return showing;
    }
    loop {
        let hidden = || showing.iter().zip(counts).filter(|(part, _)| !part.is_shown());
        if hidden().count() > 1 && hidden().map(|(_, count)| count).sum::<usize>() >= least {
            return showing;
        }
        let next = (0..counts.len())
            .filter(|at| showing.get(*at).is_some_and(|part| part.is_shown()))
            .filter(|at| counts.get(*at).is_some_and(|count| *count > 0))
            .min_by_key(|at| counts.get(*at).copied().unwrap_or(usize::MAX));
        match next.and_then(|at| showing.get_mut(at)) {
            Some(part) => *part = Showing::HiddenWithOthers,
            None => return showing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Showing::{HiddenWithOthers, Shown, TooFew};
    use super::*;

    #[test]
    fn a_group_of_two_takes_the_next_smallest_with_it() {
        assert_eq!(showing(&[401, 2, 59, 129], 10), [Shown, TooFew, HiddenWithOthers, Shown]);
    }

    #[test]
    fn small_groups_that_are_enough_together_hide_each_other() {
        assert_eq!(showing(&[400, 6, 7], 10), [Shown, TooFew, TooFew]);
        // 4 + 3 + 2 are nine people: the total less the rest would speak of nine.
        assert_eq!(showing(&[401, 376, 4, 3, 2, 26], 10), [Shown, Shown, TooFew, TooFew, TooFew, HiddenWithOthers]);
    }

    #[test]
    fn nobody_is_no_secret_and_no_cover() {
        assert_eq!(showing(&[50, 0, 60], 10), [Shown, Shown, Shown]);
        assert_eq!(showing(&[50, 0, 3], 10), [HiddenWithOthers, Shown, TooFew]);
    }

    #[test]
    fn where_nothing_can_cover_everything_is_hidden() {
        assert_eq!(showing(&[3], 10), [TooFew]);
        assert_eq!(showing(&[3, 4], 10), [TooFew, TooFew]);
    }
}
