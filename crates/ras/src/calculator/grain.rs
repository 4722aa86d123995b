//! Which numerators an operation can meet: points in fives never come to a seven, and a table need not have a row for it.

use super::input::Input;
use super::op::{NodeId, Op};
use crate::number::gcd;

/// Every numerator is `base` plus a multiple of `step`; with a step of 0 it is `base` itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grain {
    pub(crate) base: i128,
    pub(crate) step: i128,
}

impl Grain {
    /// Any whole numerator.
    const ANY: Grain = Grain { base: 0, step: 1 };

    /// The least numerator from `least` on that can be met.
    pub(crate) fn next_from(self, least: i128) -> Option<i128> {
        match self.step {
            0 => (self.base >= least).then_some(self.base),
            step => Some(least + (self.base - least).rem_euclid(step)),
        }
    }

    fn among(values: impl IntoIterator<Item = i128>) -> Option<Grain> {
        let mut values = values.into_iter();
        let base = values.next()?;
        let step = values.fold(0, |step, value| both(step, value - base));
        Some(Grain { base, step })
    }

    /// What either of two can meet.
    fn or(self, other: Grain) -> Grain {
        Grain { base: self.base, step: both(both(self.step, other.step), self.base - other.base) }
    }
}

/// The greatest common divisor, 0 standing for no step at all.
fn both(a: i128, b: i128) -> i128 {
    match (a, b) {
        (0, b) => b.abs(),
        (a, 0) => a.abs(),
        (a, b) => gcd(a, b),
    }
}

/// The grain of an operation whose inputs have been worked out.
pub(crate) fn grain(op: &Op, of: &dyn Fn(NodeId) -> Grain, inputs: &[Input]) -> Grain {
    match op {
        Op::Const(value) => Grain { base: *value, step: 0 },
        Op::Map { question, values, blank, .. } => {
            let may_be_blank = inputs.get(*question).is_none_or(Input::may_be_blank);
            Grain::among(values.iter().copied().chain(may_be_blank.then_some(*blank))).unwrap_or(Grain::ANY)
        }
        Op::Sum { terms, plus } => terms.iter().fold(Grain { base: *plus, step: 0 }, |all, (id, by)| {
            let term = of(*id);
            Grain { base: all.base + term.base * by, step: both(all.step, term.step * by) }
        }),
        Op::Select { then, otherwise, .. } => of(*then).or(of(*otherwise)),
        Op::Greatest(parts) | Op::Least(parts) => {
            let scaled = parts.iter().map(|(id, by)| Grain { base: of(*id).base * by, step: of(*id).step * by });
            scaled.reduce(Grain::or).unwrap_or(Grain::ANY)
        }
        Op::Rows { values, outside, .. } => Grain::among(values.iter().copied().chain(*outside)).unwrap_or(Grain::ANY),
        _ => Grain::ANY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_fives_meet_only_fives() {
        let fives = Grain::among([0, 10, 25]).unwrap();
        assert_eq!(fives, Grain { base: 0, step: 5 });
        assert_eq!(fives.next_from(6), Some(10));
        assert_eq!(fives.next_from(10), Some(10));
        assert_eq!(fives.or(Grain { base: 3, step: 0 }), Grain { base: 0, step: 1 });
        assert_eq!(Grain { base: 7, step: 0 }.next_from(8), None);
    }
}
