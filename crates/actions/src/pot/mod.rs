//! The budget pot: how it stands, setting it, and promising more than there is, by name.

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::pot::{Commitment, Position, Pot, Source, Stage, position};
use seven_core::{DecisionId, Pence};
use store::pots::{self, StoredPot};
use store::{Query, StoreError};

use crate::access::too_short;
use crate::{ActionError, Caller, Problem};

/// The first day of the financial year that a day is in: 1 April.
#[must_use]
pub fn year_of(day: Date) -> Date {
    let year = if (day.month(), day.day()) >= (4, 1) { day.year() } else { day.year() - 1 };
    Date::new(year, 4, 1).unwrap_or(day)
}

/// The first day of the year after.
#[must_use]
pub fn year_after(first: Date) -> Date {
    Date::new(first.year().saturating_add(1), first.month(), first.day()).unwrap_or(Date::MAX)
}

/// A pot with its promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingPot {
    /// The pot as it is stored; its `version` is 0 where nobody has set it.
    pub pot: StoredPot,
    /// How it stands.
    pub position: Position,
}

/// How every pot of a year stands: those that are set, and streams that have promises but no pot.
///
/// # Errors
/// [`ActionError::Store`]; sums that no pot has.
pub async fn standing(at: &mut impl Query, year_from: Date) -> Result<Vec<StandingPot>, ActionError> {
    let mut by_stream: BTreeMap<String, (Option<StoredPot>, Vec<Commitment>)> = BTreeMap::new();
    for pot in pots::of_year(at, year_from).await? {
        let stream = pot.stream.clone();
        by_stream.entry(stream).or_default().0 = Some(pot);
    }
    for promise in pots::promises(at, year_after(year_from)).await? {
        let commitment = Commitment {
            budget: promise.budget,
            stage: Stage::Indicative,
            source: Source::Main,
            amount: promise.amount,
        };
        by_stream.entry(promise.stream).or_default().1.push(commitment);
    }
    let mut all = Vec::new();
    for (stream, (pot, commitments)) in by_stream {
        let empty = StoredPot { year_from, stream, available: Pence::ZERO, contingency_basis_points: 0, version: 0 };
        let pot = pot.unwrap_or(empty);
        let position =
            position(&core_pot(&pot), &commitments).map_err(|error| ActionError::Outside(error.to_string()))?;
        all.push(StandingPot { pot, position });
    }
    Ok(all)
}

fn core_pot(pot: &StoredPot) -> Pot {
    Pot {
        year: pot.year_from.year(),
        stream: pot.stream.clone(),
        available: pot.available,
        contingency_basis_points: pot.contingency_basis_points,
    }
}

/// Sets the money and the share kept back for a stream in a year.
///
/// # Errors
/// Refused without [`Action::ManagePot`]; invalid for sums that cannot be; [`StoreError::Changed`].
pub async fn set_pot(caller: &Caller, pot: StoredPot) -> Result<(), ActionError> {
    let permit = caller.permit(Action::ManagePot).await?;
    let mut problems = Vec::new();
    if !ras::is_id(&pot.stream) {
        problems.push(Problem::new("stream", "missing"));
    }
    if pot.available < Pence::ZERO {
        problems.push(Problem::new("available", "below-nothing"));
    }
    if pot.contingency_basis_points > 10_000 {
        problems.push(Problem::new("contingency", "share"));
    }
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let mut write = caller.writing(&permit).await?;
    pots::set(&mut write, &pot).await?;
    let event = Event::of(&permit, format!("pot {} {}", pot.year_from, pot.stream))
        .with("available", pot.available)
        .with("contingency-basis-points", pot.contingency_basis_points);
    write.commit(event).await?;
    Ok(())
}

/// Lets more be promised from a pot than there is, by name and with reasons. The sum is what is missing at that moment.
///
/// # Errors
/// Refused without [`Action::AllowOverCommitment`]; invalid without reasons; a rule where nothing is missing.
pub async fn allow_over(
    caller: &Caller,
    year_from: Date,
    stream: &str,
    reasons: &str,
) -> Result<DecisionId, ActionError> {
    let permit = caller.permit(Action::AllowOverCommitment).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let all = standing(&mut write, year_from).await?;
    let found = all.into_iter().find(|one| one.pot.stream == stream).ok_or(StoreError::Missing("pot"))?;
    if found.position.left >= Pence::ZERO {
        return Err(ActionError::rule("nothing-over"));
    }
    let over_by = Pence(found.position.left.0.saturating_neg());
    let reasons = seven_core::budget::read_reasons(reasons)
        .map_err(|error| ActionError::Invalid(vec![too_short("reasons", error.characters)]))?;
    let id = pots::allow_over(&mut write, (year_from, stream), over_by, &reasons, by).await?;
    write.commit(Event::of(&permit, format!("pot {year_from} {stream}")).with("over-by", over_by)).await?;
    Ok(id)
}

/// What more promises would do to the pots of a day's year: for each stream that would be over, how much is missing. Asked
/// before a family is told a figure, so that whoever tells it knows.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn missing_for(
    at: &mut impl Query,
    day: Date,
    promises: &[(String, Pence)],
) -> Result<Vec<(String, Pence)>, ActionError> {
    let pots = standing(at, year_of(day)).await?;
    let left = |stream: &str| pots.iter().find(|one| one.pot.stream == stream && one.pot.version > 0);
    let missing = promises.iter().filter_map(|(stream, amount)| {
        let after = left(stream)?.position.left.minus(*amount)?;
        (after < Pence::ZERO).then(|| (stream.clone(), Pence(after.0.saturating_neg())))
    });
    Ok(missing.collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_financial_year_begins_on_the_first_of_april() {
        assert_eq!(year_of(date(2026, 3, 31)), date(2025, 4, 1));
        assert_eq!(year_of(date(2026, 4, 1)), date(2026, 4, 1));
        assert_eq!(year_after(date(2026, 4, 1)), date(2027, 4, 1));
    }
}
