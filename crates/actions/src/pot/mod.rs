//! The budget pot: how it stands, setting it, and promising more than there is, by name.

mod over;

pub use over::{Shortfall, allow_over, missing_for, undecided};
pub(crate) use over::{named, weighed};

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::pot::{Commitment, Position, Pot, Promise, Source, Stage, position, promises};
use seven_core::{BudgetId, Pence};
use store::Query;
use store::agreements;
use store::pots::{self, StoredPot};

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
    for promise in promised(at, year_from).await? {
        by_stream.entry(promise.stream).or_default().1.push(promise.commitment);
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

/// What is promised to every child from the pots of a year.
async fn promised(at: &mut impl Query, year_from: Date) -> Result<Vec<Promise>, ActionError> {
    let until = year_after(year_from);
    let told = pots::told_before(at, until).await?;
    Ok(promises(&told, &agreements::signed_before(at, until).await?))
}

/// What an indicative budget promises of a pot.
fn indicative(budget: BudgetId, amount: Pence) -> Commitment {
    Commitment { budget, stage: Stage::Indicative, source: Source::Main, amount }
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
/// Refused without [`Action::ManagePot`]; invalid for sums that cannot be; [`store::StoreError::Changed`].
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
