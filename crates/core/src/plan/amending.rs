//! A plan that is changed in the middle of its time: a new version that begins from the agreed one on a day, for the rest of
//! its time. Pieces keep their ids, so what was spent on a line goes on being told of that line.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::pattern::{Pattern, Stretch};
use super::piece::{Body, Piece};
use super::support::{Part, Support};
use crate::{Pence, PieceId};

/// Why a plan cannot be changed from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmendError {
    /// The day is not in the plan's time, or is its first.
    #[error("a change begins within the plan's time: choose a day after {from} and not after {until}")]
    OutsideThePlan {
        /// The plan's first day.
        from: Date,
        /// Its last day.
        until: Date,
    },
}

/// The time of a plan that changes another from a day on.
///
/// # Errors
/// [`AmendError`].
pub fn rest_of(agreed: Stretch, from: Date) -> Result<Stretch, AmendError> {
    if from <= agreed.from || from > agreed.until {
        return Err(AmendError::OutsideThePlan { from: agreed.from, until: agreed.until });
    }
    Ok(Stretch { from, until: agreed.until })
}

/// The day on which a change begins that nobody has named one for: the first of a month, so that payments change on their days.
/// None where too little is left of the plan.
#[must_use]
pub fn first_day(agreed: Stretch, today: Date) -> Option<Date> {
    let next = |day: Date| day.last_of_month().tomorrow().ok();
    let first = next(today)?.max(next(agreed.from)?);
    (first <= agreed.until).then_some(first)
}

/// What goes on of an agreed plan in the rest of its time. Support that is over by then is left out; what the budget pays as a
/// sum counts with what is left of it.
#[must_use]
pub fn carried(agreed: &[Piece], rest: Stretch, sums: &BTreeMap<PieceId, Pence>) -> Vec<Piece> {
    let goes_on = |piece: &Piece| match &piece.body {
        Body::Support(line) => line_in(line, rest, sums.get(&piece.id).copied()).map(Body::Support),
        body => Some(body.clone()),
    };
    agreed.iter().filter_map(|piece| Some(Piece { body: goes_on(piece)?, ..piece.clone() })).collect()
}

fn line_in(line: &Support, rest: Stretch, left: Option<Pence>) -> Option<Support> {
    let is_over = match line.pattern {
        // what happens once and has no day falls on the plan's first
        Pattern::Once { on } => on.or(line.from).is_none_or(|on| on < rest.from),
        _ => line.until.is_some_and(|until| until < rest.from),
    };
    if is_over {
        return None;
    }
    let mut line = line.clone();
    line.from = line.from.filter(|from| rest.from < *from);
    if let (Some(paid), Some(left)) = (&mut line.paid, left)
        && let Part::Sum { pence } = &mut paid.part
    {
        *pence = left;
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::plan::Season;
    use crate::plan::support::{Paid, Quadrant, Quantity, SupportKind, Unit, UnitPrice};

    const AGREED: Stretch = Stretch { from: date(2026, 10, 1), until: date(2027, 9, 30) };

    fn piece(number: u128, pattern: Pattern, from: Option<Date>, until: Option<Date>) -> Piece {
        let paid = Paid {
            stream: "social-care".to_owned(),
            price: UnitPrice(1_000_000),
            part: Part::Sum { pence: Pence(30_000) },
            employing: None,
            payee: String::new(),
        };
        let line = Support {
            what: "Saturdays in town".to_owned(),
            who: "Rob".to_owned(),
            kind: SupportKind::Activity,
            quadrant: Quadrant::SelfDirected,
            outcomes: Vec::new(),
            pattern,
            from,
            until,
            quantity: Quantity::ONE,
            unit: Unit::Session,
            paid: Some(paid),
        };
        Piece { id: PieceId(Uuid::from_u128(number)), place: 1, body: Body::Support(line) }
    }

    #[test]
    fn a_change_begins_within_the_time_of_the_plan() {
        for (from, is_within) in [
            (date(2026, 10, 1), false),
            (date(2026, 10, 2), true),
            (date(2027, 9, 30), true),
            (date(2027, 10, 1), false),
        ] {
            assert_eq!(rest_of(AGREED, from).is_ok(), is_within, "{from}");
        }
    }

    #[test]
    fn a_change_begins_with_a_month_that_has_not_begun() {
        for (today, first) in [
            (date(2026, 8, 20), Some(date(2026, 11, 1))),
            (date(2026, 10, 1), Some(date(2026, 11, 1))),
            (date(2027, 2, 28), Some(date(2027, 3, 1))),
            (date(2027, 9, 1), None),
        ] {
            assert_eq!(first_day(AGREED, today), first, "{today}");
        }
    }

    #[test]
    fn what_is_over_is_left_out_and_the_rest_keeps_its_name() {
        let rest = rest_of(AGREED, date(2027, 2, 1)).unwrap();
        let weekly = Pattern::TimesAWeek { times: 1, season: Season::AllYear };
        let (christmas, summer) = (date(2026, 12, 20), date(2027, 7, 20));
        let agreed = [
            piece(1, weekly.clone(), None, None),
            piece(2, weekly.clone(), Some(date(2026, 11, 1)), Some(summer)),
            piece(3, weekly, Some(date(2026, 11, 1)), Some(christmas)),
            piece(4, Pattern::Once { on: Some(christmas) }, None, None),
            piece(5, Pattern::Once { on: None }, None, None),
            piece(6, Pattern::Once { on: Some(summer) }, None, None),
        ];
        let sums = BTreeMap::from([(PieceId(Uuid::from_u128(1)), Pence(20_000))]);
        let carried = carried(&agreed, rest, &sums);
        let ids: Vec<u128> = carried.iter().map(|piece| piece.id.0.as_u128()).collect();
        assert_eq!(ids, [1, 2, 6]);
        let Body::Support(second) = &carried[1].body else { panic!("support") };
        assert_eq!((second.from, second.until), (None, Some(summer)), "it began before and goes on");
        let Body::Support(first) = &carried[0].body else { panic!("support") };
        assert_eq!(first.paid.as_ref().unwrap().part, Part::Sum { pence: Pence(20_000) }, "a sum is not given twice");
    }
}
