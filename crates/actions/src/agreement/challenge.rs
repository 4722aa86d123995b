//! A family asks for another look at a decision on its plan; somebody who had no part in it answers. Where they find that it
//! has to be decided again, somebody else than before decides.

use seven_core::access::Action;
use seven_core::agreement::Signatures;
use seven_core::audit::Event;
use seven_core::budget::read_reasons;
use seven_core::plan::PlanStatus;
use seven_core::plan::status::change;
use seven_core::{AgreementId, ChallengeId, PersonId};
use store::agreement_challenges::{self, PlanChallenge};
use store::agreements::{self, StoredAgreement};
use store::plans::{self, StoredPlan};
use store::{StoreError, authorities};

use crate::people::speaks;
use crate::plan::refused;
use crate::{ActionError, Caller, Problem};

/// Asks for another look. Asked twice while the first waits, gives the first.
///
/// # Errors
/// Refused without [`Action::SignPlan`]; rules where nothing was decided, the last day has passed, or somebody else speaks
/// for the child.
pub async fn challenge(
    caller: &Caller,
    child: PersonId,
    agreement: AgreementId,
    why: &str,
) -> Result<ChallengeId, ActionError> {
    let permit = caller.permit_for(Action::SignPlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    if why.chars().count() > crate::budget::challenge::MOST_CHARACTERS {
        let most = crate::budget::challenge::MOST_CHARACTERS.to_string();
        return Err(ActionError::Invalid(vec![Problem::new("why", "too-long").with("most", most)]));
    }
    let mut write = caller.writing(&permit).await?;
    let asked = agreements::find(&mut write, child, agreement).await?.ok_or(StoreError::Missing("agreement"))?;
    let (Some(_), Some(until)) = (&asked.decision, asked.challenge_by) else {
        return Err(ActionError::rule("nothing-decided"));
    };
    let earlier = agreement_challenges::of_agreement(&mut write, agreement).await?;
    if let Some(waits) = earlier.iter().find(|one| one.outcome.is_none()) {
        return Ok(waits.id);
    }
    if !speaks(&mut write, child, by, permit.seat(), caller.moment.today).await? {
        return Err(ActionError::rule("challenge-not-theirs"));
    }
    if caller.moment.today > until {
        let problem = Problem::new("", "challenge-too-late").with("until", until.to_string());
        return Err(ActionError::Rule(problem));
    }
    let settings = seven_core::settings::Settings::read(&authorities::settings(&mut write).await?);
    let new = PlanChallenge {
        id: write.id(),
        agreement,
        child,
        asked_by: by,
        asked_at: caller.moment.at,
        why: why.trim().to_owned(),
        answer_by: settings.challenge_rules().answer_by(caller.moment.today),
        outcome: None,
        reasons: None,
        answered_by: None,
        answered_at: None,
        version: 1,
    };
    agreement_challenges::insert(&mut write, &new).await?;
    let event = Event::of(&permit, format!("challenge {}", new.id)).with("agreement", agreement);
    write.commit(event.with("answer-by", new.answer_by)).await?;
    Ok(new.id)
}

/// Takes a challenge back.
///
/// # Errors
/// Refused without [`Action::SignPlan`]; a rule where it was answered.
pub async fn withdraw(
    caller: &Caller,
    child: PersonId,
    agreement: AgreementId,
    id: ChallengeId,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SignPlan, child).await?;
    let mut write = caller.writing(&permit).await?;
    let challenge = find(&mut write, child, agreement, id).await?;
    if challenge.outcome.is_some() {
        return Err(ActionError::rule("challenge-ended"));
    }
    let ended =
        PlanChallenge { outcome: Some("withdrawn".to_owned()), answered_at: Some(caller.moment.at), ..challenge };
    agreement_challenges::end(&mut write, &ended).await?;
    write.commit(Event::of(&permit, format!("challenge {id}")).with("outcome", "withdrawn")).await?;
    Ok(())
}

/// Answers a challenge with reasons. Whoever decided, asked or wrote cannot. To be decided again, the plan waits anew, and
/// whoever decided before cannot decide. A signed plan stands meanwhile: the family copies it into the next one and asks.
///
/// # Errors
/// Refused without [`Action::AnswerPlanChallenge`]; invalid without reasons; a rule for the same decider.
pub async fn answer(
    caller: &Caller,
    child: PersonId,
    agreement: AgreementId,
    id: ChallengeId,
    decide_again: bool,
    reasons: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AnswerPlanChallenge, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let challenge = find(&mut write, child, agreement, id).await?;
    if challenge.outcome.is_some() {
        return Err(ActionError::rule("challenge-ended"));
    }
    let asked = agreements::find(&mut write, child, agreement).await?.ok_or(StoreError::Missing("agreement"))?;
    let decider = asked.decision.as_ref().map(|decision| decision.by);
    if decider == Some(by) || asked.request.wrote.contains(&by) || challenge.asked_by == by {
        return Err(ActionError::rule("challenge-same-decider"));
    }
    let reasons = read_reasons(reasons).map_err(|_| ActionError::invalid("reasons", "reasons-too-short"))?;
    let outcome = if decide_again { "decide-again" } else { "upheld" };
    let ended = PlanChallenge {
        outcome: Some(outcome.to_owned()),
        reasons: Some(reasons),
        answered_by: Some(by),
        answered_at: Some(caller.moment.at),
        ..challenge
    };
    agreement_challenges::end(&mut write, &ended).await?;
    let plan = plans::find(&mut write, child, asked.plan).await?.ok_or(StoreError::Missing("plan"))?;
    // a signed plan stands while the family writes the next one; `ask` keeps whoever decided on this one away from that
    if decide_again && !matches!(plan.status, PlanStatus::Signed | PlanStatus::Replaced) {
        change(plan.status, PlanStatus::Asked).map_err(refused)?;
        let mut again = StoredAgreement {
            id: write.id(),
            number: asked.number.saturating_add(1),
            asked_at: caller.moment.at,
            enough: None,
            decision: None,
            decided_at: None,
            challenge_by: None,
            signatures: Signatures::default(),
            ended_at: None,
            version: 1,
            ..asked.clone()
        };
        again.request.decided_before.extend(decider);
        agreements::insert(&mut write, &again).await?;
        agreements::save(&mut write, &StoredAgreement { ended_at: Some(caller.moment.at), ..asked }).await?;
        plans::save(&mut write, &StoredPlan { status: PlanStatus::Asked, ..plan }).await?;
    }
    write.commit(Event::of(&permit, format!("challenge {id}")).with("outcome", outcome)).await?;
    Ok(())
}

async fn find(
    at: &mut impl store::Query,
    child: PersonId,
    agreement: AgreementId,
    id: ChallengeId,
) -> Result<PlanChallenge, ActionError> {
    let all = agreement_challenges::of_agreement(at, agreement).await?;
    let found = all.into_iter().find(|one| one.id == id && one.child == child);
    Ok(found.ok_or(StoreError::Missing("challenge"))?)
}
