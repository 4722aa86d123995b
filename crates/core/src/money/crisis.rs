//! Money in a crisis, the same day: out of what the authority keeps back, as much as whoever gives it may give for one child
//! without asking anybody. More than that is an ordinary decision.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::agreement::{Bound, Limit};
use crate::ledger::{Movement, Step, Transfer};
use crate::{Pence, PersonId};

/// So many days are looked back for what was given in a crisis already.
pub const WITHIN_DAYS: i64 = 28;

/// What was given to a child in a crisis in the last four weeks, all streams together.
#[must_use]
pub fn given_lately<'t>(entries: impl IntoIterator<Item = &'t Transfer>, today: Date) -> Pence {
    let since = today.saturating_sub(WITHIN_DAYS.days());
    let is_lately =
        |one: &&Transfer| one.movement == Movement::AllocateFromContingency && one.day > since && one.day <= today;
    let sum = entries.into_iter().filter(is_lately).fold(0_i64, |sum, one| match one.step {
        Step::Post => sum.saturating_add(one.amount.0),
        Step::Correct(_) => sum.saturating_sub(one.amount.0),
        _ => sum,
    });
    Pence(sum.max(0))
}

/// How far somebody may go in a stream: as far as everybody who may give money in a crisis, or as their own limit for plans
/// allows where that is more.
#[must_use]
pub fn bound(limits: &[Limit], (person, stream): (PersonId, &str), today: Date, everybody: Pence) -> Bound {
    let live = || {
        limits
            .iter()
            .filter(|one| one.person == person && one.from <= today && one.until.is_none_or(|until| today <= until))
    };
    let of = |wanted: Option<&str>| live().filter(|one| one.stream.as_deref() == wanted).map(|one| one.bound).min();
    let own = of(Some(stream)).or_else(|| of(None));
    own.map_or(Bound::UpTo(everybody), |own| own.max(Bound::UpTo(everybody)))
}

/// What can still be given today; none where there is no limit.
#[must_use]
pub fn still_open(bound: Bound, given: Pence) -> Option<Pence> {
    match bound {
        Bound::UpTo(limit) => Some(Pence(limit.0.saturating_sub(given.0).max(0))),
        Bound::Any => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::ledger::Named;
    use crate::{PersonId, TransferId};

    #[test]
    fn a_second_crisis_within_four_weeks_counts_with_the_first() {
        let given = |name: &str, movement, day| {
            let named = Named::by(None, jiff::Timestamp::UNIX_EPOCH);
            let (id, child) = (TransferId::of(&[name]), PersonId(Uuid::from_u128(1)));
            Transfer::post(id, movement, child, "health", Pence(30_000), day, named)
        };
        let entries = [
            given("a", Movement::AllocateFromContingency, date(2026, 8, 1)),
            given("b", Movement::Allocate, date(2026, 9, 1)),
            given("c", Movement::AllocateFromContingency, date(2026, 9, 1)),
        ];
        assert_eq!(given_lately(&entries, date(2026, 8, 28)), Pence(30_000));
        assert_eq!(given_lately(&entries, date(2026, 9, 28)), Pence(30_000));
        assert_eq!(given_lately(&entries, date(2026, 9, 29)), Pence::ZERO);
        assert_eq!(still_open(Bound::UpTo(Pence(50_000)), Pence(30_000)), Some(Pence(20_000)));
        assert_eq!(still_open(Bound::UpTo(Pence(50_000)), Pence(60_000)), Some(Pence::ZERO));
    }

    #[test]
    fn whoever_has_a_limit_for_plans_may_go_as_far_in_a_crisis() {
        let today = date(2026, 9, 1);
        let limit = |person: u128, stream: Option<&str>, bound| Limit {
            person: PersonId(Uuid::from_u128(person)),
            stream: stream.map(str::to_owned),
            bound,
            from: date(2026, 4, 1),
            until: None,
        };
        let limits = [
            limit(1, None, Bound::UpTo(Pence(500_000))),
            limit(1, Some("health"), Bound::UpTo(Pence(60_000))),
            limit(2, None, Bound::Any),
            limit(3, None, Bound::UpTo(Pence(100))),
        ];
        let of =
            |person: u128, stream| bound(&limits, (PersonId(Uuid::from_u128(person)), stream), today, Pence(50_000));
        assert_eq!(of(1, "social-care"), Bound::UpTo(Pence(500_000)));
        assert_eq!(of(1, "health"), Bound::UpTo(Pence(60_000)));
        assert_eq!((of(2, "health"), still_open(of(2, "health"), Pence(1))), (Bound::Any, None));
        assert_eq!((of(3, "health"), of(4, "health")), (Bound::UpTo(Pence(50_000)), Bound::UpTo(Pence(50_000))));
    }
}
