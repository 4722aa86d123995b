//! Which way each kind of operation passes its movers on.

use super::moves::{Moves, Trend};
use super::view::View;
use crate::calculator::{Bits, Domain, NodeId, Op, Reach};
use crate::scheme::Comparison;

impl View<'_, '_> {
    /// The movers of an operation from those of what it uses.
    pub(super) fn rule(&self, op: &Op) -> Moves {
        match op {
            Op::Const(_) => Moves::default(),
            Op::Map { question, base, values, .. } => {
                let trend = self.domain(*question).map_or(Trend::EITHER, |domain| trend_of_map(domain, *base, values));
                self.question(*question, trend)
            }
            Op::Number { question, .. } => self.question(*question, Trend::KEEPS),
            // A later day of birth is a smaller age.
            Op::Age { question, .. } => self.question(*question, Trend::TURNS),
            // A blank is neither more nor less than an answer.
            Op::Answered { question } => self.question(*question, Trend::default()),
            Op::Days { from, until, birthday, .. } => {
                let mut moves = Moves::default();
                from.iter().for_each(|at| moves.add(&self.question(*at, Trend::TURNS)));
                until.iter().for_each(|at| moves.add(&self.question(*at, Trend::KEEPS)));
                birthday.iter().for_each(|(at, _)| moves.add(&self.question(*at, Trend::KEEPS)));
                moves
            }
            Op::Select { when, then, otherwise } => self.select(*when, *then, *otherwise),
            Op::Sum { terms, .. } => self.sum(terms),
            Op::Product(parts) => self.product(parts),
            Op::Greatest(parts) | Op::Least(parts) => self.extreme(parts, matches!(op, Op::Greatest(_))),
            Op::And(parts) | Op::Or(parts) => self.all_of(parts),
            Op::Not(of) => self.moves(*of).through(Trend::TURNS),
            Op::Round { of, .. } => self.moves(*of).through(Trend::KEEPS),
            Op::Power(of, exponent) => self.moves(*of).through(trend_of_power(self.reach(*of), *exponent)),
            Op::Polynomial(of, coefficients) => {
                self.moves(*of).through(trend_of_polynomial(self.reach(*of), coefficients))
            }
            Op::Divide { of, by, .. } => self.divide(*of, *by),
            Op::Compare { of, mul, comparison, with } => {
                self.moves(*of).through(trend_of_comparison(self.reach(*of), *mul, *comparison, *with))
            }
            Op::Rows { finder, values, outside } => self.rows(finder, values, *outside),
            Op::Pick { row, of } => self.pick(*row, of),
            Op::Line { of, xs, ys, slopes, outside } => {
                self.moves(*of).through(self.trend_of_line(*of, xs, ys, slopes, *outside))
            }
        }
    }

    fn domain(&self, question: usize) -> Option<Domain> {
        self.domains.get(question).copied()
    }

    fn question(&self, question: usize, trend: Trend) -> Moves {
        match (self.domain(question), self.cone.asked.get(question)) {
            (Some(domain), Some(asked)) if !domain.is_single() => {
                let is_more_than_one = domain.may_be_answered && domain.lo < domain.hi;
                let trend = if is_more_than_one { trend } else { Trend::default() };
                Moves::question(question, asked.toward).through(trend)
            }
            _ => Moves::default(),
        }
    }

    fn all_of(&self, parts: &[NodeId]) -> Moves {
        let mut moves = Moves::default();
        parts.iter().for_each(|part| moves.add(self.moves(*part)));
        moves
    }

    fn select(&self, when: NodeId, then: NodeId, otherwise: NodeId) -> Moves {
        match self.fixed(when) {
            Some(0) => return self.moves(otherwise).clone(),
            Some(_) => return self.moves(then).clone(),
            None => {}
        }
        let mut moves = self.moves(then).clone();
        moves.add(self.moves(otherwise));
        let (yes, no) = (self.reach(then), self.reach(otherwise));
        // From `otherwise` to `then`.
        let mut change = Trend { rises: yes.hi > no.lo, falls: yes.lo < no.hi };
        // Where one is never below the other on the same sheet, the change itself goes one way, and what both branches
        // do besides is among their own movers already.
        if change.is_either() && !self.refuses(then) && !self.refuses(otherwise) {
            let more = self.range_of(&[(then, 1), (otherwise, -1)]);
            change.falls = more.is_none_or(|more| more.0 < 0);
            change.rises = more.is_none_or(|more| more.1 > 0);
        }
        moves.add(&self.moves(when).through(change));
        moves
    }

    fn sum(&self, terms: &[(NodeId, i128)]) -> Moves {
        let mut moves = Moves::default();
        for (term, by) in terms {
            moves.add(&self.moves(*term).through(Trend::of_factor(*by, *by)));
        }
        if !moves.conflict().is_empty()
            && let Some((up, down)) = self.movers_of_sum(terms)
        {
            moves.up = moves.up.and(&up);
            moves.down = moves.down.and(&down);
        }
        moves
    }

    /// The difference of two products is A·(B′ − B) + B·(A′ − A): each factor's way counts by the other's sign.
    fn product(&self, parts: &[NodeId]) -> Moves {
        let mut moves = Moves::default();
        let mut so_far = (1_i128, 1_i128);
        for part in parts {
            let reach = self.reach(*part);
            let before = moves.through(Trend::of_factor(reach.lo, reach.hi));
            let added = self.moves(*part).through(Trend::of_factor(so_far.0, so_far.1));
            moves = before;
            moves.add(&added);
            let ends = [so_far.0 * reach.lo, so_far.0 * reach.hi, so_far.1 * reach.lo, so_far.1 * reach.hi];
            so_far = (ends.into_iter().min().unwrap_or(0), ends.into_iter().max().unwrap_or(0));
        }
        moves
    }

    fn extreme(&self, parts: &[(NodeId, i128)], is_greatest: bool) -> Moves {
        let ends = |(node, by): &(NodeId, i128)| (self.reach(*node).lo * by, self.reach(*node).hi * by);
        let (best_lo, best_hi) = (parts.iter().map(|part| ends(part).0), parts.iter().map(|part| ends(part).1));
        let (best_lo, best_hi) = (best_lo.max().unwrap_or(0), best_hi.min().unwrap_or(0));
        let mut moves = Moves::default();
        for part in parts {
            let (lo, hi) = ends(part);
            let counts = if is_greatest { hi >= best_lo } else { lo <= best_hi };
            let own = self.moves(part.0);
            if counts {
                moves.add(own);
            } else {
                // It is never the one, but where it is refused so is the whole.
                moves.any.add(&own.any);
            }
        }
        moves
    }

    fn divide(&self, of: NodeId, by: NodeId) -> Moves {
        let (top, bottom) = (self.reach(of), self.reach(by));
        let sign = if bottom.lo > 0 { Trend::KEEPS } else { Trend::TURNS };
        let mut moves = self.moves(of).through(sign);
        // A greater divisor makes the quotient smaller where the dividend is above nothing, whatever the divisor's sign.
        let of_divisor = match (top.lo >= 0, top.hi <= 0) {
            (true, _) => Trend::TURNS,
            (_, true) => Trend::KEEPS,
            _ => Trend::EITHER,
        };
        moves.add(&self.moves(by).through(of_divisor));
        moves
    }

    /// Neither way is ruled out for whatever moves it.
    pub(super) fn unknown(&self, of: impl IntoIterator<Item = NodeId>) -> Moves {
        let mut moves = Moves::default();
        of.into_iter().for_each(|id| moves.add(&self.moves(id).through(Trend::EITHER)));
        moves
    }

    /// The questions that move more than one of these.
    pub(super) fn shared(&self, of: impl IntoIterator<Item = NodeId>) -> Bits {
        let (mut seen, mut twice) = (Bits::default(), Bits::default());
        for id in of {
            twice.add(&seen.and(&self.moves(id).any));
            seen.add(&self.moves(id).any);
        }
        twice
    }
}

fn trend_of_map(domain: Domain, base: i64, values: &[i128]) -> Trend {
    let at = |code: i64| usize::try_from(code - base).ok();
    let (Some(from), Some(to)) = (at(domain.lo), at(domain.hi)) else { return Trend::EITHER };
    Trend::of(values.get(from..=to).unwrap_or_default().iter().map(|value| Some(*value)))
}

fn trend_of_power(of: Reach, exponent: u32) -> Trend {
    if exponent % 2 == 1 || of.lo >= 0 {
        Trend::KEEPS
    } else if of.hi <= 0 {
        Trend::TURNS
    } else {
        Trend::EITHER
    }
}

/// By the sign of the slope over the whole range: c1 + 2 c2 x + 3 c3 x² …
fn trend_of_polynomial(of: Reach, coefficients: &[i128]) -> Trend {
    let (mut lo, mut hi) = (Some(0_i128), Some(0_i128));
    for (exponent, coefficient) in (1_i128..).zip(coefficients.iter().skip(1)) {
        let power = u32::try_from(exponent - 1).unwrap_or(u32::MAX);
        let ends = (of.lo.checked_pow(power), of.hi.checked_pow(power), coefficient.checked_mul(exponent));
        let (Some(a), Some(b), Some(by)) = ends else { return Trend::EITHER };
        let crosses = power > 0 && power % 2 == 0 && of.lo < 0 && of.hi > 0;
        let (least, most) = (if crosses { 0 } else { a.min(b) }, a.max(b));
        let (Some(x), Some(y)) = (least.checked_mul(by), most.checked_mul(by)) else { return Trend::EITHER };
        lo = lo.and_then(|lo| lo.checked_add(x.min(y)));
        hi = hi.and_then(|hi| hi.checked_add(x.max(y)));
    }
    match (lo, hi) {
        (Some(lo), Some(hi)) => Trend::of_factor(lo, hi),
        _ => Trend::EITHER,
    }
}

fn trend_of_comparison(of: Reach, mul: i128, comparison: Comparison, with: i128) -> Trend {
    match comparison {
        Comparison::AtLeast | Comparison::Above => Trend::KEEPS,
        Comparison::AtMost | Comparison::Below => Trend::TURNS,
        Comparison::Equals if of.lo * mul >= with => Trend::TURNS,
        Comparison::Equals if of.hi * mul <= with => Trend::KEEPS,
        Comparison::Equals => Trend::EITHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(lo: i128, hi: i128) -> Reach {
        Reach { lo, hi, largest: lo.abs().max(hi.abs()) }
    }

    #[test]
    fn a_square_rises_only_above_nothing() {
        assert_eq!(trend_of_power(reach(0, 9), 2), Trend::KEEPS);
        assert_eq!(trend_of_power(reach(-9, 0), 2), Trend::TURNS);
        assert_eq!(trend_of_power(reach(-1, 9), 2), Trend::EITHER);
        assert_eq!(trend_of_power(reach(-1, 9), 3), Trend::KEEPS);
    }

    #[test]
    fn a_polynomial_goes_by_the_sign_of_its_slope() {
        // 100 + 12 x − x²: rises up to 6, falls after it.
        assert_eq!(trend_of_polynomial(reach(0, 6), &[100, 12, -1]), Trend::KEEPS);
        assert_eq!(trend_of_polynomial(reach(6, 20), &[100, 12, -1]), Trend::TURNS);
        assert_eq!(trend_of_polynomial(reach(0, 20), &[100, 12, -1]), Trend::EITHER);
        assert_eq!(trend_of_polynomial(reach(-5, 5), &[7]), Trend::default());
        assert_eq!(trend_of_polynomial(reach(-5, 5), &[0, 0, 0, 1]), Trend::KEEPS);
    }

    #[test]
    fn equal_to_the_end_of_a_range_is_a_threshold() {
        assert_eq!(trend_of_comparison(reach(0, 3), 1, Comparison::Equals, 3), Trend::KEEPS);
        assert_eq!(trend_of_comparison(reach(0, 3), 1, Comparison::Equals, 0), Trend::TURNS);
        assert_eq!(trend_of_comparison(reach(0, 3), 1, Comparison::Equals, 2), Trend::EITHER);
    }
}
