//! What counts of a figure once people have set amounts beside it. The figure itself stays as it was told.

use crate::Pence;

/// The sum of a figure's streams, each with the amount that a person set beside it in the place of its own. `lines` are the
/// figure's streams, `set` what was set beside them, the oldest first, of which the newest counts; a stream without an amount counts for nothing until one is set.
/// None where the sum is larger than money can be.
#[must_use]
pub fn counted(lines: &[(&str, Option<Pence>)], set: &[(&str, Pence)]) -> Option<Pence> {
    let amount = |stream: &str, own: Option<Pence>| {
        let beside = set.iter().rfind(|(other, _)| *other == stream).map(|(_, sum)| *sum);
        beside.or(own).unwrap_or(Pence::ZERO)
    };
    lines.iter().map(|(stream, own)| amount(stream, *own)).try_fold(Pence::ZERO, Pence::plus)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_set_counts_in_the_place_of_the_figure() {
        let lines = [("social-care", Some(Pence(70_800))), ("health", None), ("education", Some(Pence(10_000)))];
        assert_eq!(counted(&lines, &[]), Some(Pence(80_800)));
        assert_eq!(counted(&lines, &[("social-care", Pence(150_000))]), Some(Pence(160_000)));
        let twice = [("social-care", Pence(1)), ("social-care", Pence(150_000))];
        assert_eq!(counted(&lines, &twice), Some(Pence(160_000)), "the newest");
        assert_eq!(counted(&lines, &[("health", Pence(5)), ("social-care", Pence::ZERO)]), Some(Pence(10_005)));
    }
}
