//! More promised than there is: what one more figure would do to the pots, and who lets it be.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::pot::{Commit, Promise, commit};
use seven_core::{BudgetId, DecisionId, Pence, PersonId};
use store::pots::{self, StoredOverCommitment};
use store::{Query, StoreError, Writing};

use super::{core_pot, indicative, promised, standing, year_of};
use crate::access::too_short;
use crate::{ActionError, Caller, Problem};

/// A pot that a figure would take more from than there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The stream's id.
    pub stream: String,
    /// How much is missing once the figure is told.
    pub over_by: Pence,
    /// The newest decision that lets so much be promised beyond what there is; nothing where nobody has decided it.
    pub allowed: Option<StoredOverCommitment>,
}

/// What a child's figure would do to the pots of a day's year, in the place of any earlier figure of the child: a line for each
/// pot that would be short. Streams for which no money is set are not weighed, nor those from which the figure takes no more than
/// the child was promised before.
///
/// # Errors
/// [`ActionError::Store`]; sums that no pot has.
pub async fn missing_for(
    at: &mut impl Query,
    day: Date,
    (child, budget): (PersonId, BudgetId),
    figure: &[(String, Pence)],
) -> Result<Vec<Shortfall>, ActionError> {
    let year = year_of(day);
    let set = pots::of_year(at, year).await?;
    let promises = promised(at, year).await?;
    let allowed = pots::allowed_over(at, year).await?;
    let mut short = Vec::new();
    for (stream, amount) in figure {
        let Some(pot) = set.iter().find(|pot| pot.stream == *stream) else { continue };
        let of_child = |promise: &&Promise| promise.stream == *stream && promise.child == child;
        if *amount <= promises.iter().find(of_child).map_or(Pence::ZERO, |promise| promise.commitment.amount) {
            continue;
        }
        let others = promises.iter().filter(|promise| promise.stream == *stream && promise.child != child);
        let others: Vec<_> = others.map(|promise| promise.commitment.clone()).collect();
        let weighed = commit(&core_pot(pot), &others, &indicative(budget, *amount))
            .map_err(|error| ActionError::Outside(error.to_string()))?;
        let Commit::Over(warning) = weighed else { continue };
        let newest = allowed.iter().find(|one| one.stream == *stream);
        let allowed = newest.filter(|one| one.over_by >= warning.over_by).cloned();
        short.push(Shortfall { stream: stream.clone(), over_by: warning.over_by, allowed });
    }
    Ok(short)
}

/// Weighs sums that are decided beside a child's figure or in its plan, stream by stream, with the pots of the year held still until the change is kept: names
/// in the audit entry whose decision lets it go beyond a pot.
///
/// # Errors
/// Invalid (`pot-short`) where a pot would be short and nobody has decided so much; what [`missing_for`] says.
pub(crate) async fn weighed(
    write: &mut Writing,
    day: Date,
    whose: (PersonId, BudgetId),
    sums: &[(String, Pence)],
    event: Event,
) -> Result<Event, ActionError> {
    pots::lock(write, year_of(day)).await?;
    let short = missing_for(write, day, whose, sums).await?;
    if let Some(refusal) = undecided(&short) {
        return Err(refusal);
    }
    Ok(named(event, short))
}

/// With the decisions that let a figure go beyond the pots.
pub(crate) fn named(mut event: Event, short: Vec<Shortfall>) -> Event {
    for one in short {
        let Some(decision) = one.allowed else { continue };
        event = event.with(&format!("over-commitment-{}", one.stream), decision.id);
    }
    event
}

/// The refusal of a figure for which somebody has to decide first; nothing where all is decided or nothing is short.
#[must_use]
pub fn undecided(short: &[Shortfall]) -> Option<ActionError> {
    let open = short.iter().filter(|one| one.allowed.is_none());
    let problem = |one: &Shortfall| {
        Problem::new("", "pot-short").with("stream", one.stream.clone()).with("sum", one.over_by.to_string())
    };
    let problems: Vec<Problem> = open.map(problem).collect();
    (!problems.is_empty()).then_some(ActionError::Invalid(problems))
}

/// Lets more be promised from a pot than there is, up to a sum, by name and with reasons. The newest decision about a pot counts.
///
/// # Errors
/// Refused without [`Action::AllowOverCommitment`]; invalid without reasons, or where the sum is less than what is missing
/// already; [`StoreError::Missing`] where no such pot is set.
pub async fn allow_over(
    caller: &Caller,
    (year_from, stream): (Date, &str),
    most: Pence,
    reasons: &str,
) -> Result<DecisionId, ActionError> {
    let permit = caller.permit(Action::AllowOverCommitment).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    pots::lock(&mut write, year_from).await?;
    let all = standing(&mut write, year_from).await?;
    let found = all.into_iter().find(|one| one.pot.stream == stream && one.pot.version > 0);
    let left = found.ok_or(StoreError::Missing("pot"))?.position.left;
    let least = Pence(left.0.saturating_neg().max(1));
    if most < least {
        return Err(ActionError::Invalid(vec![
            Problem::new("most", "less-than-missing").with("least", least.to_string()),
        ]));
    }
    let reasons = seven_core::budget::read_reasons(reasons)
        .map_err(|error| ActionError::Invalid(vec![too_short("reasons", error.characters)]))?;
    let id = pots::allow_over(&mut write, (year_from, stream), most, &reasons, by).await?;
    let event = Event::of(&permit, format!("pot {year_from} {stream}")).with("decision", id).with("over-by", most);
    write.commit(event).await?;
    Ok(id)
}
