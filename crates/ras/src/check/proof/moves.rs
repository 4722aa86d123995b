//! Which questions move a value, and which way: what the proof carries along from operation to operation.

use super::asked::Toward;
use crate::calculator::Bits;

/// How a value may go when what it is made from grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::check) struct Trend {
    pub(in crate::check) rises: bool,
    pub(in crate::check) falls: bool,
}

impl Trend {
    /// Grows along.
    pub(super) const KEEPS: Trend = Trend { rises: true, falls: false };
    /// Goes the other way.
    pub(super) const TURNS: Trend = Trend { rises: false, falls: true };
    /// Nothing is known.
    pub(super) const EITHER: Trend = Trend { rises: true, falls: true };

    /// That of a list of values in order. What is refused is passed over.
    pub(super) fn of(values: impl IntoIterator<Item = Option<i128>>) -> Trend {
        let mut trend = Trend::default();
        let mut before: Option<i128> = None;
        for value in values.into_iter().flatten() {
            if let Some(before) = before {
                trend.rises |= value > before;
                trend.falls |= value < before;
            }
            before = Some(value);
        }
        trend
    }

    /// Multiplied by a factor whose least and greatest value are known.
    pub(super) fn of_factor(lo: i128, hi: i128) -> Trend {
        match (lo >= 0, hi <= 0) {
            (true, true) => Trend::default(),
            (true, false) => Trend::KEEPS,
            (false, true) => Trend::TURNS,
            (false, false) => Trend::EITHER,
        }
    }

    pub(super) fn is_either(self) -> bool {
        self.rises && self.falls
    }

    pub(super) fn or(self, other: Trend) -> Trend {
        Trend { rises: self.rises || other.rises, falls: self.falls || other.falls }
    }
}

/// The questions that may move a value. What is not named is proven not to.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Moves {
    /// In any way, refusal among them.
    pub(in crate::check) any: Bits,
    /// Growing need may raise the value.
    pub(in crate::check) up: Bits,
    /// Growing need may lower the value.
    pub(in crate::check) down: Bits,
}

impl Moves {
    /// A question whose answer's code is the value.
    pub(super) fn question(at: usize, toward: Toward) -> Moves {
        let one = Bits::one(at);
        let (up, down) = match toward {
            Toward::Greater => (one.clone(), Bits::default()),
            Toward::Smaller => (Bits::default(), one.clone()),
            Toward::Unordered => (Bits::default(), Bits::default()),
        };
        Moves { any: one, up, down }
    }

    pub(super) fn add(&mut self, other: &Moves) {
        self.any.add(&other.any);
        self.up.add(&other.up);
        self.down.add(&other.down);
    }

    /// The moves of something made from this value alone.
    pub(super) fn through(&self, trend: Trend) -> Moves {
        let mut through = Moves { any: self.any.clone(), ..Moves::default() };
        if trend.rises {
            through.up.add(&self.up);
            through.down.add(&self.down);
        }
        if trend.falls {
            through.up.add(&self.down);
            through.down.add(&self.up);
        }
        through
    }

    /// The questions of which neither way is ruled out.
    pub(super) fn conflict(&self) -> Bits {
        self.up.and(&self.down)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_a_hole_rises_if_what_is_there_rises() {
        assert_eq!(Trend::of([Some(1), None, Some(3)]), Trend::KEEPS);
        assert_eq!(Trend::of([Some(4), None, Some(3), Some(3)]), Trend::TURNS);
        assert_eq!(Trend::of([Some(1), Some(3), Some(2)]), Trend::EITHER);
        assert_eq!(Trend::of([None, Some(2), Some(2)]), Trend::default());
    }

    #[test]
    fn what_is_taken_off_turns_the_way() {
        let hours = Moves::question(3, Toward::Smaller);
        let less = hours.through(Trend::TURNS);
        assert!(less.up.contains(3) && !less.down.contains(3) && less.conflict().is_empty());
    }
}
