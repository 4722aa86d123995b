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
    /// Why something was refused or returned, in the order of the cases, without the child's name. Only for whoever keeps
    /// the register: reasons are written for one family.
    pub reasons: Vec<Option<String>>,
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
    let sees_reasons = caller.permit(Action::KeepRegister).await.is_ok();
    let (mut cases, mut names, mut reasons) = (Vec::new(), HashMap::new(), Vec::new());
    for asked in &decided {
        if let Some(case) = case(&mut reading, asked).await? {
            if let Some(person) = people::find(&mut reading, case.by).await? {
                names.insert(case.by, person.name.shown());
            }
            let said = !case.outcome.agrees() && sees_reasons;
            reasons.push(if said { Some(nameless(&mut reading, asked).await?) } else { None });
            cases.push(case);
        }
    }
    Ok(Month { first, cases, names, reasons })
}

/// The reasons with the child's names left out.
async fn nameless(at: &mut impl Query, asked: &StoredAgreement) -> Result<String, ActionError> {
    let reasons = asked.decision.as_ref().map(|decision| decision.reasons.as_str()).unwrap_or_default();
    let shown = people::find(at, asked.child).await?.map(|person| person.name.shown()).unwrap_or_default();
    Ok(without(reasons, &shown))
}

/// A text in which every word of a name has given way to dots.
fn without(text: &str, name: &str) -> String {
    let names: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let mut kept = String::with_capacity(text.len());
    for part in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let word = part.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        if names.contains(&word.to_lowercase()) {
            kept.push('…');
            kept.push_str(part.get(word.len()..).unwrap_or_default());
        } else {
            kept.push_str(part);
        }
    }
    kept
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_that_go_round_name_no_child() {
        let text = "Sam's plan pays for nights. SAM is safe; the Bells have samples.";
        assert_eq!(without(text, "Sam Bell"), "…'s plan pays for nights. … is safe; the Bells have samples.");
        assert_eq!(without("Zoë", "Zoë"), "…");
    }
}
