//! Deciding after a review; and another look at that, by somebody else.

use seven_core::access::{Action, Permit};
use seven_core::life::Ongoing;
use seven_core::needs::WhatFollows;
use seven_core::needs::letter::NeedLetter;
use seven_core::plan::money::LeftOver;
use seven_core::review::{DecisionKind, Proposed, Review, clock};
use seven_core::settings::Settings;
use seven_core::{PersonId, ReviewId};
use store::{Writing, authorities, mail, people};

use super::{keep, load, refused};
use crate::life::stops;
use crate::money::{NewEarmark, keep_within};
use crate::{ActionError, Caller, needs, plan};

/// Decides. What is to be kept for a named thing is kept at once, in the same change, and what the decision begins is begun: a
/// round of answering, a change of the plan, its next year. Nothing else moves money.
///
/// # Errors
/// Refused without [`Action::DecideReview`]; invalid for a day before the meeting or to come, without reasons where something
/// changes; rules where the review is not held, or there is not so much to keep.
pub async fn decide(
    caller: &Caller,
    child: PersonId,
    id: (ReviewId, i64),
    proposed: Proposed,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecideReview, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let settings = Settings::read(&authorities::settings(&mut write).await?);
    let born = people::find(&mut write, child).await?.and_then(|person| person.born);
    let mut stored = load(&mut write, child, id).await?;
    let kept = proposed.savings.clone();
    let within = (born, settings.challenge_within_days);
    stored.paper.decide(proposed, by, within, caller.moment.today).map_err(|error| refused(&error))?;
    for one in kept.iter().filter(|one| one.what == LeftOver::Earmark) {
        let until = one.until.ok_or_else(|| ActionError::invalid("savings", "review-savings"))?;
        let (stream, for_what) = (one.stream.clone(), one.for_what.clone());
        let id = write.id();
        keep_within(&mut write, child, id, NewEarmark { stream, for_what, amount: one.amount, until }).await?;
    }
    begin(caller, &mut write, &permit, (ReviewId(stored.id), &stored.paper)).await?;
    keep(write, &permit, &stored).await
}

/// Begins what was decided, so that nobody has to remember it.
async fn begin(
    caller: &Caller,
    write: &mut Writing,
    permit: &Permit,
    (id, review): (ReviewId, &Review),
) -> Result<(), ActionError> {
    let Some(decision) = &review.decision else { return Ok(()) };
    let decided = |kind| decision.kinds.contains(&kind);
    if decided(DecisionKind::NewAllocation) {
        // the plan changes once the new figure is told
        let follows = (WhatFollows::AnswerAgain, decision.reasons.as_str(), None);
        needs::out_of_review(write, permit, (review.child, id), follows).await?;
    } else if decided(DecisionKind::Change) {
        match (plan::change_day(write, review.child).await?, plan::is_being_written(write, review.child).await?) {
            // with a draft there, that is the one in which it changes
            (_, true) => {}
            (Some(from), false) => {
                let follows = (WhatFollows::ChangePlan, decision.reasons.as_str(), Some(from));
                needs::out_of_review(write, permit, (review.child, id), follows).await?;
            }
            (None, false) => {
                plan::next_year_within(write, review.child).await?;
            }
        }
    }
    if decided(DecisionKind::Continue) || decided(DecisionKind::AdultServices) {
        // promise 16: the payment goes on until the adult decision, so the plan has its next year
        plan::next_year_within(write, review.child).await?;
    }
    if decided(DecisionKind::AdultServices) {
        needs::tell(caller, write, (review.child, true), NeedLetter::AskAdults).await?;
        ask_adults(caller, write, review.child).await?;
    }
    Ok(())
}

/// Asks the team for adults for its decision, where the authority has given its address; after a death nothing is sent.
async fn ask_adults(caller: &Caller, write: &mut Writing, child: PersonId) -> Result<(), ActionError> {
    let settings = Settings::read(&authorities::settings(write).await?);
    let Some(email) = settings.adult_team_email.filter(|email| email.contains('@')) else { return Ok(()) };
    if stops(write, child, Ongoing::Letter).await? {
        return Ok(());
    }
    let pack = clock::known().map_err(|error| ActionError::Outside(error.to_string()))?;
    let by = pack.adults_decide_by(caller.moment.today).unwrap_or(caller.moment.today);
    let all = authorities::all(&caller.store).await?;
    let name = all.into_iter().find(|one| one.id == caller.authority).map(|one| one.name).unwrap_or_default();
    let (subject, body) = NeedLetter::ToAdults(by).written(&name);
    Ok(mail::write_letter(write, &email, &subject, &body).await?)
}

/// The family asks for another look at the decision.
///
/// # Errors
/// Refused without [`Action::AskForReview`]; invalid without words; a rule after the last day, or where one was asked for.
pub async fn ask_again(caller: &Caller, child: PersonId, id: (ReviewId, i64), words: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AskForReview, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let settings = Settings::read(&authorities::settings(&mut write).await?);
    let mut stored = load(&mut write, child, id).await?;
    let within = settings.challenge_answered_within_days;
    stored.paper.ask_again(by, words, within, caller.moment.today).map_err(|error| refused(&error))?;
    keep(write, &permit, &stored).await
}

/// Somebody who did not decide answers: the decision stands, or is made again in a new review.
///
/// # Errors
/// Refused without [`Action::DecideReview`]; invalid without reasons; rules for whoever decided, and where nothing was asked.
pub async fn answer_look(
    caller: &Caller,
    child: PersonId,
    id: (ReviewId, i64),
    (stands, reasons): (bool, &str),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecideReview, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let mut stored = load(&mut write, child, id).await?;
    stored.paper.answer_look(by, stands, reasons, caller.moment.today).map_err(|error| refused(&error))?;
    keep(write, &permit, &stored).await
}
