//! From an amount to a place in a drawing, in whole units, and round numbers for an axis.

/// An axis from 0 to a round number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    top: i64,
    step: i64,
    length: i64,
}

impl Scale {
    /// An axis that holds `most`, `length` units long, with two to five marks beside 0.
    pub fn holding(most: i64, length: i64) -> Scale {
        let most = most.max(1);
        // 1, 2, 5, 10, 20, 50 … until five steps reach the top.
        let mut step = 1_i64;
        let mut factors = [(2, 1), (5, 2), (2, 1)].into_iter().cycle();
        while step.saturating_mul(5) < most {
            let (times, over) = factors.next().unwrap_or((2, 1));
            step = step.saturating_mul(times) / over;
        }
        Scale {
            top: most.div_euclid(step).saturating_add(i64::from(most % step != 0)).saturating_mul(step),
            step,
            length,
        }
    }

    /// Where an amount stands, counted from 0.
    pub fn at(&self, amount: i64) -> i64 {
        let place = i128::from(amount.clamp(0, self.top)) * i128::from(self.length) / i128::from(self.top.max(1));
        i64::try_from(place).unwrap_or(self.length)
    }

    /// The marks of the axis: amount and place.
    pub fn marks(&self) -> Vec<(i64, i64)> {
        let count = self.top / self.step.max(1);
        (0..=count).map(|mark| mark.saturating_mul(self.step)).map(|amount| (amount, self.at(amount))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(most: i64) -> Vec<i64> {
        Scale::holding(most, 1_000).marks().into_iter().map(|(amount, _)| amount).collect()
    }

    #[test]
    fn an_axis_ends_at_a_round_number_and_has_few_marks() {
        assert_eq!(marks(0), [0, 1]);
        assert_eq!(marks(7), [0, 2, 4, 6, 8]);
        assert_eq!(marks(73), [0, 20, 40, 60, 80]);
        assert_eq!(marks(4_512_300), [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000]);
    }

    #[test]
    fn no_amount_falls_outside() {
        let scale = Scale::holding(50, 1_000);
        assert_eq!([-5, 0, 25, 50, 99].map(|amount| scale.at(amount)), [0, 0, 500, 1_000, 1_000]);
        assert!(marks(i64::MAX).len() < 12);
    }
}
