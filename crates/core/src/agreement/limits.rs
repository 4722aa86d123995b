//! How much somebody may agree to. A limit belongs to a person, for one stream or for a plan as a whole; without a limit
//! there is no right. What is held against it is the cost of a whole year as it was frozen when the family asked: no later
//! price, no recovery and no shorter plan makes it smaller. Nobody agrees to what they wrote.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Pence, PersonId};

/// How far somebody may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// Up to this sum of a whole year.
    UpTo(Pence),
    /// Any sum: the head of service.
    Any,
}

/// A limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Limit {
    /// Whose.
    pub person: PersonId,
    /// For one stream; none where it is for all streams of a plan together.
    pub stream: Option<String>,
    /// How far.
    pub bound: Bound,
    /// The first day.
    pub from: Date,
    /// The last day, where there is one.
    pub until: Option<Date>,
}

/// What a plan costs one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StreamCost {
    /// The stream.
    pub stream: String,
    /// What the family was told; none where nothing was.
    pub indicative: Option<Pence>,
    /// What the plan asks of it in the plan's time.
    pub asked: Pence,
    /// What a whole year of it costs.
    pub full_year: Pence,
}

/// Why somebody may not agree to a plan, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LimitRefusal {
    /// They wrote it.
    #[error("you wrote in this plan or asked for it to be agreed: somebody else has to decide")]
    OwnPlan,
    /// They have no limit.
    #[error("you have no limit for {0}, so you cannot agree to it: send it on to somebody who has")]
    NoLimit(String),
    /// It is above their limit.
    #[error(
        "a whole year of {what} costs {cost} and your limit is {limit}: send it on to somebody who may agree to it"
    )]
    AboveLimit {
        /// The stream, or the plan as a whole.
        what: String,
        /// The cost of a whole year.
        cost: Pence,
        /// The limit.
        limit: Pence,
    },
    /// Below nothing.
    #[error("{stream} costs {cost}, which is below nothing: a line is wrong, return the plan")]
    BelowNothing {
        /// The stream.
        stream: String,
        /// The cost.
        cost: Pence,
    },
}

impl LimitRefusal {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            LimitRefusal::OwnPlan => "own-plan",
            LimitRefusal::NoLimit(_) => "no-limit",
            LimitRefusal::AboveLimit { .. } => "above-limit",
            LimitRefusal::BelowNothing { .. } => "below-nothing",
        }
    }
}

/// Whether a person may agree to a plan of these costs on a day. `wrote` are those who wrote in it or asked for it.
///
/// # Errors
/// [`LimitRefusal`].
pub fn may_agree(
    person: PersonId,
    wrote: &[PersonId],
    costs: &[StreamCost],
    limits: &[Limit],
    today: Date,
) -> Result<(), LimitRefusal> {
    if wrote.contains(&person) {
        return Err(LimitRefusal::OwnPlan);
    }
    let live: Vec<&Limit> = limits
        .iter()
        .filter(|limit| limit.person == person && limit.from <= today && limit.until.is_none_or(|until| today <= until))
        .collect();
    // two limits for the same thing: the lower one holds
    let bound = |stream: Option<&str>| live.iter().filter(|l| l.stream.as_deref() == stream).map(|l| l.bound).min();
    let whole_plan = bound(None);
    let mut total = Pence::ZERO;
    for cost in costs {
        if cost.full_year < Pence::ZERO {
            return Err(LimitRefusal::BelowNothing { stream: cost.stream.clone(), cost: cost.full_year });
        }
        total = Pence(total.0.saturating_add(cost.full_year.0));
        match (bound(Some(&cost.stream)), whole_plan) {
            (Some(bound), _) => within(&cost.stream, cost.full_year, bound)?,
            (None, Some(_)) => {}
            (None, None) => return Err(LimitRefusal::NoLimit(cost.stream.clone())),
        }
    }
    match whole_plan {
        Some(bound) => within("the plan", total, bound),
        // a plan that costs nothing still wants somebody who may decide
        None if costs.is_empty() && live.is_empty() => Err(LimitRefusal::NoLimit("the plan".to_owned())),
        None => Ok(()),
    }
}

fn within(what: &str, cost: Pence, bound: Bound) -> Result<(), LimitRefusal> {
    match bound {
        Bound::UpTo(limit) if cost > limit => Err(LimitRefusal::AboveLimit { what: what.to_owned(), cost, limit }),
        _ => Ok(()),
    }
}

/// Everybody who may agree to it, those with the lowest limit first: the plan goes no higher than it has to.
#[must_use]
pub fn who_may(wrote: &[PersonId], costs: &[StreamCost], limits: &[Limit], today: Date) -> Vec<PersonId> {
    let mut people: Vec<(Bound, PersonId)> = limits.iter().map(|limit| (limit.bound, limit.person)).collect();
    people.sort();
    let mut found = Vec::new();
    for (_, person) in people {
        if !found.contains(&person) && may_agree(person, wrote, costs, limits, today).is_ok() {
            found.push(person);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const TODAY: Date = date(2026, 11, 2);

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn limit(number: u128, stream: Option<&str>, bound: Bound) -> Limit {
        let stream = stream.map(str::to_owned);
        Limit { person: person(number), stream, bound, from: date(2026, 4, 1), until: None }
    }

    fn cost(stream: &str, full_year: i64) -> StreamCost {
        StreamCost { stream: stream.to_owned(), indicative: None, asked: Pence(full_year), full_year: Pence(full_year) }
    }

    /// Team manager 1, group manager 2, head of service 3, as in the example authority.
    fn ladder() -> Vec<Limit> {
        let up_to = |pence| Bound::UpTo(Pence(pence));
        vec![limit(3, None, Bound::Any), limit(1, None, up_to(500_000)), limit(2, None, up_to(2_000_000))]
    }

    #[test]
    fn a_plan_goes_no_higher_than_it_has_to() {
        for (full_year, first) in [(500_000, 1), (500_001, 2), (2_000_000, 2), (2_000_001, 3)] {
            let found = who_may(&[], &[cost("social-care", full_year)], &ladder(), TODAY);
            assert_eq!(found.first(), Some(&person(first)), "{full_year}");
        }
    }

    #[test]
    fn hackney_no_limit_set_is_no_right_to_approve() {
        let costs = [cost("social-care", 1)];
        let none = may_agree(person(9), &[], &costs, &ladder(), TODAY);
        assert_eq!(none, Err(LimitRefusal::NoLimit("social-care".to_owned())));
        let other = [limit(9, Some("health"), Bound::Any)];
        assert!(may_agree(person(9), &[], &costs, &other, TODAY).is_err());
        assert!(may_agree(person(9), &[], &[], &[], TODAY).is_err());
        let mut ended = ladder();
        ended[0].until = Some(date(2026, 11, 1));
        assert!(may_agree(person(3), &[], &costs, &ended, TODAY).is_err());
        ended[0].until = Some(TODAY);
        assert!(may_agree(person(3), &[], &costs, &ended, TODAY).is_ok());
    }

    #[test]
    fn hackney_an_approver_is_not_the_author() {
        let costs = [cost("social-care", 100)];
        let refusal = may_agree(person(3), &[person(4), person(3)], &costs, &ladder(), TODAY);
        assert_eq!(refusal, Err(LimitRefusal::OwnPlan));
        assert!(!who_may(&[person(1)], &costs, &ladder(), TODAY).contains(&person(1)));
    }

    #[test]
    fn hackney_recoveries_never_lower_the_tested_sum() {
        let costs = [cost("social-care", 600_000), cost("health", -200_000)];
        let refusal = may_agree(person(1), &[], &costs, &ladder(), TODAY).unwrap_err();
        assert_eq!(refusal.code(), "below-nothing");
        let sum = [cost("social-care", 300_000), cost("health", 300_000)];
        let refusal = may_agree(person(1), &[], &sum, &ladder(), TODAY).unwrap_err();
        let (cost, limit) = (Pence(600_000), Pence(500_000));
        assert_eq!(refusal, LimitRefusal::AboveLimit { what: "the plan".to_owned(), cost, limit });
    }

    #[test]
    fn a_stream_can_have_its_own_limit_and_the_lower_of_two_holds() {
        let mut limits = vec![limit(1, Some("health"), Bound::UpTo(Pence(1_000))), limit(1, None, Bound::Any)];
        assert!(may_agree(person(1), &[], &[cost("social-care", 9_999_999)], &limits, TODAY).is_ok());
        assert!(may_agree(person(1), &[], &[cost("health", 1_001)], &limits, TODAY).is_err());
        limits.push(limit(1, None, Bound::UpTo(Pence(5))));
        assert!(may_agree(person(1), &[], &[cost("social-care", 6)], &limits, TODAY).is_err());
    }
}
