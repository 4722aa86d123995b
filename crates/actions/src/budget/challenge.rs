//! A family asks for another look at its figure; somebody who did not decide before answers.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::budget::{Challenge, ChallengeError, ChallengeOutcome, ChallengeRules, ChallengeState, decide, raise};
use seven_core::settings::Settings;
use seven_core::{BudgetId, ChallengeId, Pence, PersonId};
use store::challenges::{self, StoredChallenge};
use store::{StoreError, Writing, assessments, authorities, budgets};

use crate::people::speaks;
use crate::{ActionError, Caller, Problem};

/// The most that a family may write, in characters.
pub const MOST_CHARACTERS: usize = 4_000;

/// Asks for another look at a figure. Asked twice while the first still waits, gives the first: a second press of the button
/// is no second challenge.
///
/// # Errors
/// Refused without [`Action::ChallengeBudget`]; a rule where the last day has passed or somebody else speaks for the child.
pub async fn ask(caller: &Caller, child: PersonId, budget: BudgetId, why: &str) -> Result<ChallengeId, ActionError> {
    let permit = caller.permit_for(Action::ChallengeBudget, child).await?;
    let asked_by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    if why.chars().count() > MOST_CHARACTERS {
        let problem = Problem::new("why", "too-long").with("most", MOST_CHARACTERS.to_string());
        return Err(ActionError::Invalid(vec![problem]));
    }
    let mut write = caller.writing(&permit).await?;
    let told = budgets::find(&mut write, child, budget).await?.ok_or(StoreError::Missing("budget"))?;
    let waiting = challenges::of_child(&mut write, child).await?;
    if let Some(same) = waiting.into_iter().find(|one| one.budget == budget && one.outcome.is_none()) {
        return Ok(same.id);
    }
    let may_ask = speaks(&mut write, child, asked_by, permit.seat(), caller.moment.today).await?;
    if caller.moment.today > told.challenge_by {
        return Err(refused(ChallengeError::TooLate(told.challenge_by)));
    }
    let days = Settings::read(&authorities::settings(&mut write).await?).challenge_rules();
    // the letter's own last day counts, whatever the authority's days are by now
    let rules = ChallengeRules { ask_within_days: u16::MAX, ..days };
    let decided_before = decided_before(&mut write, &told).await?;
    let raised = raise(asked_by, may_ask, why, &decided_before, day_of(told.told_at), caller.moment.today, rules)
        .map_err(refused)?;
    let new = StoredChallenge {
        id: write.id(),
        budget,
        child,
        asked_by,
        asked_at: caller.moment.at,
        why: raised.why,
        answer_by: raised.answer_by,
        outcome: None,
        decided: None,
        reasons: None,
        answered_by: None,
        answered_at: None,
        version: 1,
    };
    challenges::insert(&mut write, &new).await?;
    let event =
        Event::of(&permit, format!("challenge {}", new.id)).with("budget", budget).with("answer-by", new.answer_by);
    write.commit(event).await?;
    Ok(new.id)
}

/// Takes a challenge back. Nobody needs a reason for that.
///
/// # Errors
/// Refused without [`Action::ChallengeBudget`]; a rule where it has ended.
pub async fn take_back(caller: &Caller, child: PersonId, challenge: ChallengeId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ChallengeBudget, child).await?;
    let mut write = caller.writing(&permit).await?;
    let stored = challenges::find(&mut write, child, challenge).await?.ok_or(StoreError::Missing("challenge"))?;
    if stored.outcome.as_deref() == Some("withdrawn") {
        return Ok(());
    }
    if stored.outcome.is_some() {
        return Err(ActionError::rule("challenge-ended"));
    }
    let ended = StoredChallenge {
        outcome: Some(ChallengeState::Withdrawn.code().to_owned()),
        answered_at: Some(caller.moment.at),
        ..stored
    };
    challenges::end(&mut write, &ended).await?;
    let event = Event::of(&permit, format!("challenge {challenge}")).with("outcome", "withdrawn");
    write.commit(event).await?;
    Ok(())
}

/// Answers a challenge, with reasons. Whoever settled or told the figure, or asked, cannot.
///
/// # Errors
/// Refused without [`Action::AnswerChallenge`]; a rule for the same decider; invalid without reasons.
pub async fn answer(
    caller: &Caller,
    child: PersonId,
    challenge: ChallengeId,
    outcome: ChallengeOutcome,
    reasons: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AnswerChallenge, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let stored = challenges::find(&mut write, child, challenge).await?.ok_or(StoreError::Missing("challenge"))?;
    let told = budgets::find(&mut write, child, stored.budget).await?.ok_or(StoreError::Missing("budget"))?;
    let raised = Challenge {
        raised_by: stored.asked_by,
        raised_on: day_of(stored.asked_at),
        why: stored.why.clone(),
        answer_by: stored.answer_by,
        decided_before_by: decided_before(&mut write, &told).await?,
        state: match stored.outcome.as_deref() {
            None => ChallengeState::Raised,
            Some("withdrawn") => ChallengeState::Withdrawn,
            Some(_) => ChallengeState::Decided,
        },
        answer: None,
    };
    let decided = decide(&raised, outcome, reasons, by, caller.moment.today).map_err(refused)?;
    let (word, amount): (&str, Option<Pence>) = match outcome {
        ChallengeOutcome::Upheld => ("upheld", None),
        ChallengeOutcome::Changed(amount) => ("changed", Some(amount)),
    };
    let ended = StoredChallenge {
        outcome: Some(word.to_owned()),
        decided: amount,
        reasons: decided.answer.map(|answer| answer.reasons),
        answered_by: Some(by),
        answered_at: Some(caller.moment.at),
        ..stored
    };
    challenges::end(&mut write, &ended).await?;
    let event = Event::of(&permit, format!("challenge {challenge}")).with("outcome", word);
    write.commit(event).await?;
    Ok(())
}

/// Who told the figure and who settled what it came of.
async fn decided_before(write: &mut Writing, told: &budgets::StoredBudget) -> Result<Vec<PersonId>, StoreError> {
    let settled = assessments::settlements(write, told.assessment).await?;
    let mut people: Vec<PersonId> = told.told_by.into_iter().chain(settled.into_iter().map(|one| one.by)).collect();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

fn day_of(at: jiff::Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn refused(error: ChallengeError) -> ActionError {
    match error {
        ChallengeError::NotTheirs => ActionError::rule("challenge-not-theirs"),
        ChallengeError::TooLate(until) => {
            ActionError::Rule(Problem::new("", "challenge-too-late").with("until", until.to_string()))
        }
        ChallengeError::NotToldYet(_) | ChallengeError::BeforeRaised(_) => ActionError::rule("challenge-before-letter"),
        ChallengeError::Ended(_) => ActionError::rule("challenge-ended"),
        ChallengeError::SameDecider => ActionError::rule("challenge-same-decider"),
        ChallengeError::Negative(_) => ActionError::invalid("amount", "amount-below-nothing"),
        ChallengeError::Reasons(_) => ActionError::invalid("reasons", "reasons-too-short"),
    }
}
