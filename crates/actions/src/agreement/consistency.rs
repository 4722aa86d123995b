//! The month's decisions on plans, so that a group of people can see whether like cases are treated alike.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use seven_core::access::Action;
use seven_core::agreement::consistency::Case;
use seven_core::people::age::stage;
use seven_core::{Pence, PersonId};
use store::agreements::StoredAgreement;
use store::{Query, agreement_challenges, agreements, people};

use crate::{ActionError, Caller};

/// A month of decisions.
#[derive(Debug, Clone)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// The decided cases.
    pub cases: Vec<Case>,
    /// The names of those who decided.
    pub names: HashMap<PersonId, String>,
}

/// The month that a day is in.
///
/// # Errors
/// Refused without [`Action::ViewConsistency`].
pub async fn month(caller: &Caller, day: Date) -> Result<Month, ActionError> {
    caller.permit(Action::ViewConsistency).await?;
    let first = day.first_of_month();
    let next = first.last_of_month().tomorrow().unwrap_or(first);
    let instant = |day: Date| day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or_default();
    let mut reading = caller.reading().await?;
    let decided = agreements::decided_between(&mut reading, instant(first), instant(next)).await?;
    let (mut cases, mut names) = (Vec::new(), HashMap::new());
    for asked in &decided {
        if let Some(case) = case(&mut reading, asked).await? {
            if let Some(person) = people::find(&mut reading, case.by).await? {
                names.insert(case.by, person.name.shown());
            }
            cases.push(case);
        }
    }
    Ok(Month { first, cases, names })
}

async fn case(at: &mut impl Query, asked: &StoredAgreement) -> Result<Option<Case>, ActionError> {
    let Some(decision) = &asked.decision else { return Ok(None) };
    let challenges = agreement_challenges::of_agreement(at, asked.id).await?;
    let challenged = challenges.iter().find(|one| one.outcome.as_deref() != Some("withdrawn"));
    let born = people::find(at, asked.child).await?.and_then(|person| person.born);
    let told = asked.request.costs.iter().filter_map(|cost| cost.indicative);
    Ok(Some(Case {
        plan: asked.plan,
        by: decision.by,
        asked_on: asked.request.asked_on,
        decided_on: decision.on,
        outcome: decision.outcome,
        told: Pence(told.fold(0, |sum, part| sum.saturating_add(part.0))),
        agreed: Pence(decision.agreed.iter().fold(0, |sum, (_, part)| sum.saturating_add(part.0))),
        challenged: challenged.map(|one| one.outcome.as_deref() == Some("decide-again")),
        group: born.map_or("unknown", |born| stage(born, decision.on).code()).to_owned(),
    }))
}
