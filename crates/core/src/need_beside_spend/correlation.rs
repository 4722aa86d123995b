//! How far two orders agree: Spearman's rank correlation with ties, exact, in hundredths, and in words.

use std::cmp::Ordering;

use super::ranks::double_ranks;
use crate::codes::coded;

/// With fewer pairs a correlation says nothing, and is not given in words.
pub const LEAST_PAIRS: usize = 10;

/// Spearman's rank correlation of so many pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correlation {
    /// From -100 (the other way round) over 0 (none) to 100 (the same order), rounded once, halves away from zero.
    pub hundredths: i64,
    /// How many pairs.
    pub pairs: usize,
}

/// How strong a correlation is. The limits are a convention of the social sciences, no law: they stand in the page's notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Too few pairs to say.
    TooFew,
    /// Under 0.10.
    None,
    /// From 0.10.
    Weak,
    /// From 0.30.
    Moderate,
    /// From 0.50.
    Strong,
    /// From 0.80.
    VeryStrong,
}

coded!(Strength {
    TooFew => "too-few",
    None => "no-link",
    Weak => "weak",
    Moderate => "moderate",
    Strong => "strong",
    VeryStrong => "very-strong",
});

/// Which way it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More of one, more of the other.
    Together,
    /// More of one, less of the other.
    Against,
}

coded!(Direction { Together => "together", Against => "against" });

/// The correlation of two lists of the same length. None where there are fewer than two pairs, where one list has one
/// value only, or where there are more pairs than the sums can hold (about 400,000).
#[must_use]
pub fn correlation(one: &[i64], other: &[i64]) -> Option<Correlation> {
    let pairs = one.len();
    if pairs != other.len() || pairs < 2 {
        return None;
    }
    let middle = i128::try_from(pairs).ok()? + 1;
    let from_middle = |values| double_ranks(values).into_iter().map(move |rank| i128::from(rank) - middle);
    let (mut xx, mut yy, mut xy) = (0_i128, 0_i128, 0_i128);
    for (x, y) in from_middle(one).zip(from_middle(other)) {
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    if xx == 0 || yy == 0 {
        return None;
    }
    let size = rounded_hundredths(xy.checked_abs()?, xx.checked_mul(yy)?)?;
    Some(Correlation { hundredths: if xy < 0 { -size } else { size }, pairs })
}

/// The nearest whole number to `100 × part / √squared`, halves up. It is the largest `h` with
/// `(2h - 1)² × squared ≤ (200 × part)²`, which needs no root.
fn rounded_hundredths(part: i128, squared: i128) -> Option<i64> {
    let wanted = part.checked_mul(200)?.checked_pow(2)?;
    let fits = |h: i64| {
        let edge = i128::from(2 * h - 1);
        Some(squared.checked_mul(edge * edge)? <= wanted)
    };
    for h in (1..=100).rev() {
        if fits(h)? {
            return Some(h);
        }
    }
    Some(0)
}

impl Correlation {
    /// With two decimals, as pages show it: `0.07`, `-0.42`.
    #[must_use]
    pub fn shown(self) -> String {
        let size = self.hundredths.unsigned_abs();
        format!("{}{}.{:02}", if self.hundredths < 0 { "-" } else { "" }, size / 100, size % 100)
    }

    /// In words.
    #[must_use]
    pub fn strength(self) -> Strength {
        match self.hundredths.unsigned_abs() {
            _ if self.pairs < LEAST_PAIRS => Strength::TooFew,
            0..10 => Strength::None,
            10..30 => Strength::Weak,
            30..50 => Strength::Moderate,
            50..80 => Strength::Strong,
            _ => Strength::VeryStrong,
        }
    }

    /// Which way it goes; none where there is no correlation.
    #[must_use]
    pub fn direction(self) -> Option<Direction> {
        match self.hundredths.cmp(&0) {
            Ordering::Greater => Some(Direction::Together),
            Ordering::Less => Some(Direction::Against),
            Ordering::Equal => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hundredths(one: &[i64], other: &[i64]) -> Option<i64> {
        correlation(one, other).map(|found| found.hundredths)
    }

    #[test]
    fn known_correlations_come_out() {
        for (one, other, wanted) in [
            (&[1, 2, 3, 4, 5][..], &[10, 20, 30, 40, 50][..], Some(100)),
            (&[1, 2, 3, 4, 5], &[50, 40, 30, 20, 10], Some(-100)),
            // 1 - 6 × 194 / (10 × 99) = -0.1757…, a textbook example
            (&[106, 100, 86, 101, 99, 103, 97, 113, 112, 110], &[7, 27, 2, 50, 28, 29, 20, 12, 6, 17], Some(-18)),
            // with ties: 4.5 / √(4.5 × 5) = 0.9487
            (&[1, 2, 2, 3], &[1, 2, 3, 4], Some(95)),
            // 1 - 6 × 4 / (4 × 15) = 0.6
            (&[1, 2, 3, 4], &[2, 1, 4, 3], Some(60)),
            (&[1, 2, 3, 4], &[5, 5, 5, 5], None),
            (&[1], &[1], None),
            (&[1, 2], &[1], None),
        ] {
            assert_eq!(hundredths(one, other), wanted, "{one:?} {other:?}");
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero_and_only_once() {
        // 100 × 1 / √(200²) is exactly a half
        assert_eq!(rounded_hundredths(1, 40_000), Some(1));
        assert_eq!(rounded_hundredths(1, 40_001), Some(0));
        assert_eq!(rounded_hundredths(199, 40_000), Some(100));
        assert_eq!(rounded_hundredths(0, 1), Some(0));
    }

    #[test]
    fn a_hundred_thousand_children_fit() {
        let one: Vec<i64> = (0..100_000).collect();
        let other: Vec<i64> = one.iter().map(|value| -value).collect();
        assert_eq!(hundredths(&one, &other), Some(-100));
    }

    #[test]
    fn strength_is_told_in_words_once_there_is_enough_to_say() {
        let words = |hundredths, pairs| Correlation { hundredths, pairs }.strength().code();
        for (value, word) in
            [(0, "no-link"), (-9, "no-link"), (10, "weak"), (-30, "moderate"), (50, "strong"), (80, "very-strong")]
        {
            assert_eq!(words(value, 121), word);
        }
        assert_eq!(words(100, 9), "too-few");
        assert_eq!(Correlation { hundredths: -7, pairs: 121 }.shown(), "-0.07");
        assert_eq!(Correlation { hundredths: -7, pairs: 121 }.direction(), Some(Direction::Against));
        assert_eq!(Correlation { hundredths: 100, pairs: 121 }.shown(), "1.00");
    }

    proptest! {
        #[test]
        fn the_order_of_the_two_and_a_turn_of_one_do_what_they_should(
            pairs in prop::collection::vec((-20_i64..20, -20_i64..20), 2..60),
        ) {
            let (one, other): (Vec<i64>, Vec<i64>) = pairs.into_iter().unzip();
            let turned: Vec<i64> = other.iter().map(|value| -value).collect();
            let found = hundredths(&one, &other);
            prop_assert_eq!(found, hundredths(&other, &one));
            prop_assert_eq!(found.map(|value| -value), hundredths(&one, &turned));
            prop_assert!(found.is_none_or(|value| (-100..=100).contains(&value)));
        }
    }
}
