//! Cliffs: places where one step of one answer, or one unit of a total, moves an amount by much.
//!
//! Steps are tried on many sheets: all answers at least need, all at most, every option of every choice, and sheets made by
//! a fixed generator. So the list holds what was seen; it is no proof that there is nothing else.

mod answers;
mod contexts;
mod totals;

use super::proof::cone::Cone;
use super::proof::effort::Effort;
use super::report::{Answers, Cliff, CliffKind};
use super::sheets;
use crate::Ratio;
use crate::calculator::{Domain, Sheet};

/// Operations that the cliffs of one stream may take.
const EFFORT: u64 = 40_000_000;

/// What one stream's cliffs are looked for with.
pub(super) struct Wanted<'c, 'a> {
    pub(super) cone: &'c Cone<'a>,
    pub(super) domains: &'c [Domain],
    pub(super) stream: &'c str,
    /// The share of the amount before that a step must pass.
    pub(super) share: Ratio,
    /// The greatest amount that was found, in hundredths.
    pub(super) greatest: i128,
}

/// What one step does to the amount, over all the places where it was tried.
#[derive(Debug, Clone, Default)]
struct Seen {
    /// The largest move between two amounts above nothing.
    largest_between: i128,
    /// The worst place where the move passes the share.
    between: Option<Spot>,
    /// The worst place where the amount before is nothing.
    from_nothing: Option<Spot>,
}

/// A place: the amounts before and after, and the sheet before.
#[derive(Debug, Clone)]
struct Spot {
    before: i128,
    after: i128,
    sheet: Sheet,
}

impl Spot {
    fn moved(&self) -> i128 {
        (self.after - self.before).abs()
    }
}

impl Seen {
    /// Takes in one place.
    fn take(&mut self, before: i128, after: i128, sheet: &Sheet, share: Ratio) {
        if before == after {
            return;
        }
        let moved = (after - before).abs();
        let slot = if before == 0 {
            &mut self.from_nothing
        } else {
            if after != 0 {
                self.largest_between = self.largest_between.max(moved);
            }
            if !is_more_than(moved, share, before.abs()) {
                return;
            }
            &mut self.between
        };
        // Of places alike the first stays: the sheets come with the plainest first.
        if slot.as_ref().is_none_or(|known| moved > known.moved()) {
            *slot = Some(Spot { before, after, sheet: sheet.clone() });
        }
    }

    /// The place that makes the step a cliff, if one does.
    fn cliff(self, smallest: i128) -> Option<Spot> {
        let from_nothing = self.from_nothing.filter(|spot| spot.moved() > self.largest_between);
        let places = self.between.into_iter().chain(from_nothing).filter(|spot| spot.moved() >= smallest);
        places.reduce(|a, b| if b.moved() > a.moved() { b } else { a })
    }
}

/// Whether a move is more than a share of an amount.
fn is_more_than(moved: i128, share: Ratio, of: i128) -> bool {
    match (moved.checked_mul(share.den()), share.num().checked_mul(of)) {
        (Some(moved), Some(limit)) => moved > limit,
        _ => false,
    }
}

/// All cliffs of a stream, the largest first.
pub(super) fn cliffs(wanted: &Wanted<'_, '_>) -> Vec<Cliff> {
    let mut effort = Effort::of(EFFORT);
    let boundaries = totals::of_totals(wanted, &mut effort);
    let contexts = contexts::contexts(wanted.cone, wanted.domains, &boundaries, &mut effort);
    let totals = totals::by_themselves(wanted, &boundaries);
    let mut found = totals::cliffs(wanted, &totals, &contexts, &mut effort);
    found.extend(answers::cliffs(wanted, &totals, &contexts, &mut effort));
    found.sort_by(|a, b| (b.moved.0.abs(), &a.of, &a.from).cmp(&(a.moved.0.abs(), &b.of, &b.from)));
    found
}

impl Wanted<'_, '_> {
    /// The smallest move that is listed: a hundredth of the greatest amount.
    fn smallest(&self) -> i128 {
        self.greatest.abs() / 100
    }

    fn cliff(
        &self,
        kind: CliffKind,
        of: String,
        (from, to): (String, String),
        spot: &Spot,
        but: Option<usize>,
    ) -> Cliff {
        let other_answers = match kind {
            CliffKind::Answer => sheets::telling(self.cone, self.domains, &spot.sheet, but),
            CliffKind::Number => Answers::default(),
        };
        Cliff {
            stream: self.stream.to_owned(),
            kind,
            of,
            from,
            to,
            amount_before: sheets::money(spot.before),
            amount_after: sheets::money(spot.after),
            moved: sheets::money(spot.after - spot.before),
            share_percent: per_cent(spot.after - spot.before, spot.before),
            other_answers,
        }
    }
}

/// A part in per cent, with one decimal.
fn per_cent(part: i128, of: i128) -> Option<String> {
    if of == 0 {
        return None;
    }
    let tenths = crate::RoundingMode::HalfUp.divide(part.checked_mul(1_000)?, of.abs());
    let sign = if tenths < 0 { "-" } else { "" };
    Some(format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(places: &[(i128, i128)]) -> Seen {
        let mut seen = Seen::default();
        let share = Ratio::new(1, 4).unwrap();
        places.iter().for_each(|(before, after)| seen.take(*before, *after, &Sheet(Vec::new()), share));
        seen
    }

    #[test]
    fn a_step_counts_by_its_share_of_the_amount_before() {
        assert!(seen(&[(1_000, 1_250)]).cliff(0).is_none());
        assert_eq!(seen(&[(1_000, 1_251), (500, 800)]).cliff(0).unwrap().moved(), 300);
        assert!(seen(&[(500, 800)]).cliff(301).is_none());
    }

    #[test]
    fn a_step_from_nothing_counts_where_it_is_larger_than_elsewhere() {
        assert!(seen(&[(0, 100), (1_000, 1_100)]).cliff(0).is_none());
        assert_eq!(seen(&[(0, 500), (5_000, 5_100)]).cliff(0).unwrap().moved(), 500);
        assert_eq!(seen(&[(0, 500)]).cliff(0).unwrap().moved(), 500);
    }

    #[test]
    fn shares_are_told_with_one_decimal() {
        assert_eq!(per_cent(1_300, 1_500).as_deref(), Some("86.7"));
        assert_eq!(per_cent(-1, 3).as_deref(), Some("-33.3"));
        assert_eq!(per_cent(5, 0), None);
    }
}
