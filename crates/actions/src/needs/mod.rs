//! "Something has changed": saying it, deciding what is done about it, and how far it has come.

mod view;

pub use view::{NeedView, changes_of};

use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::assessment::{Reason, Status};
use seven_core::audit::Event;
use seven_core::life::Ongoing;
use seven_core::needs::letter::NeedLetter;
use seven_core::needs::{HowSoon, NeedChange, NeedError, WhatFollows};
use seven_core::review::clock::{self, ClockPack};
use seven_core::{NeedId, PersonId, ReviewId};
use store::papers::{self, Stored};
use store::{StoreError, Writing, accounts, assessments, authorities, mail};

use crate::life::stops;
use crate::reviews::people_around;
use crate::{ActionError, Caller, Problem, assessment, plan};

/// What somebody says has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNeed {
    /// What, in their words.
    pub what: String,
    /// Since when.
    pub since: Date,
    /// How soon somebody has to look at it.
    pub how_soon: HowSoon,
    /// Whether the family goes on to the questions at once.
    pub answers_again: bool,
}

/// Says that something has changed. The child's workers are told, and the list of work shows it with its last day. Sent twice,
/// it is said once.
///
/// # Errors
/// Refused without [`Action::SayNeedsChanged`], and to go on to the questions without [`Action::OpenAssessment`]; invalid without
/// words or for a day to come; a rule where no scheme is in force.
pub async fn say(caller: &Caller, child: PersonId, id: NeedId, new: NewNeed) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SayNeedsChanged, child).await?;
    if new.answers_again {
        caller.permit_for(Action::OpenAssessment, child).await?;
    }
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    match papers::find_of::<NeedChange>(&mut write, child, id).await {
        // the same form, sent twice
        Ok(_) => return Ok(()),
        Err(StoreError::Missing(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let words = (new.what.as_str(), new.since);
    let mut change =
        NeedChange::say((child, by), words, (new.how_soon, &clocks()?), caller.moment.today).map_err(refused)?;
    if new.answers_again {
        change.round = Some(begin_round(&mut write, child).await?);
    }
    papers::insert(&mut write, id, &change).await?;
    tell(caller, &mut write, (child, true), NeedLetter::Said(change.look_by)).await?;
    let event = Event::of(&permit, format!("change of need {id}")).with("look-by", change.look_by);
    write.commit(event.with("answers-again", new.answers_again)).await?;
    Ok(())
}

/// Decides what is done about it, once: the round of answering or the change of the plan begins in the same moment, and the
/// family is told.
///
/// # Errors
/// Refused without [`Action::AnswerNeedsChanged`]; invalid without reasons where all goes on; rules where it was answered, and as
/// beginning a round or changing a plan says; [`StoreError::Changed`].
pub async fn answer(
    caller: &Caller,
    child: PersonId,
    (id, version): (NeedId, i64),
    (what, why): (WhatFollows, &str),
    from: Option<Date>,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AnswerNeedsChanged, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let mut stored = papers::find_of::<NeedChange>(&mut write, child, id).await?;
    if stored.version != version {
        return Err(StoreError::Changed("need_change").into());
    }
    stored.paper.answer(by, (what, why), caller.moment.today).map_err(refused)?;
    begin(&mut write, &mut stored, from).await?;
    papers::save(&mut write, &stored).await?;
    tell(caller, &mut write, (child, false), NeedLetter::Answered).await?;
    write.commit(Event::of(&permit, format!("change of need {id}")).with("follows", what)).await?;
    Ok(())
}

/// Begins what follows.
async fn begin(write: &mut Writing, stored: &mut Stored<NeedChange>, from: Option<Date>) -> Result<(), ActionError> {
    let change = &mut stored.paper;
    match change.answered.as_ref().map(|answered| answered.what) {
        Some(WhatFollows::AnswerAgain) if change.round.is_none() => {
            change.round = Some(begin_round(write, change.child).await?);
        }
        Some(WhatFollows::ChangePlan) => {
            let from = from.ok_or_else(|| ActionError::invalid("from", "no-day"))?;
            change.plan = Some(plan::amend_within(write, change.child, from).await?.0);
        }
        _ => {}
    }
    Ok(())
}

/// The change that a review's decision is: said by whoever decided, and answered in the same moment.
pub(crate) async fn out_of_review(
    write: &mut Writing,
    permit: &Permit,
    (child, review): (PersonId, ReviewId),
    (what, why, from): (WhatFollows, &str, Option<Date>),
) -> Result<(), ActionError> {
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let today = write.moment().today;
    let mut change =
        NeedChange::say((child, by), (why, today), (HowSoon::ThisWeek, &clocks()?), today).map_err(refused)?;
    change.review = Some(review);
    change.answer(by, (what, ""), today).map_err(refused)?;
    let id: NeedId = write.id();
    let mut stored = Stored { id: id.0, paper: change, made_by: Some(by), made_at: write.moment().at, version: 1 };
    begin(write, &mut stored, from).await?;
    papers::insert(write, id, &stored.paper).await?;
    Ok(())
}

/// A round because needs changed; the first where there was none.
async fn begin_round(write: &mut Writing, child: PersonId) -> Result<seven_core::AssessmentId, ActionError> {
    let before = assessments::of_child(write, child).await?;
    let was_told = before.iter().any(|one| matches!(one.status, Status::Told | Status::Superseded));
    let reason = if was_told { Reason::ChangedNeeds } else { Reason::First };
    Ok(assessment::open_within(write, child, reason).await?.id)
}

/// Writes to the child's workers, or to everybody around it; whoever does it is not told, and no letter names anybody.
pub(crate) async fn tell(
    caller: &Caller,
    write: &mut Writing,
    (child, workers_only): (PersonId, bool),
    letter: NeedLetter,
) -> Result<(), ActionError> {
    let all = authorities::all(&caller.store).await?;
    let name = all.into_iter().find(|one| one.id == caller.authority).map(|one| one.name).unwrap_or_default();
    let (subject, body) = letter.written(&name);
    let workers_only = workers_only || stops(write, child, Ongoing::Letter).await?;
    for person in people_around(write, child, caller.moment.today, workers_only).await? {
        let account = accounts::of_person(write, person).await?.filter(|account| account.disabled_at.is_none());
        if let Some(account) = account.filter(|_| Some(person) != caller.person) {
            mail::write_letter(write, &account.email, &subject, &body).await?;
        }
    }
    Ok(())
}

/// The clocks that come with the program.
fn clocks() -> Result<ClockPack, ActionError> {
    clock::known().map_err(|error| ActionError::Outside(error.to_string()))
}

fn refused(error: NeedError) -> ActionError {
    let problem = Problem::new(error.field(), error.code());
    if problem.field.is_empty() { ActionError::Rule(problem) } else { ActionError::Invalid(vec![problem]) }
}
