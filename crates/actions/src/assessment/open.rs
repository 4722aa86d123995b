//! Beginning a round of answering: the first, or another because something changed.

use seven_core::access::Action;
use seven_core::assessment::{Choices, Reason, Status};
use seven_core::audit::Event;
use seven_core::{AssessmentId, PersonId, SchemeVersionId};
use store::Writing;
use store::assessments::{self, Assessment};

use crate::{ActionError, Caller, schemes};

/// Begins a round under the scheme in force today. Where one is under way already, gives that one: there is never more
/// than one at a time.
///
/// # Errors
/// Refused without [`Action::OpenAssessment`]; a rule where no scheme is in force, where a first round was told already, or
/// where there is nothing yet to answer again.
pub async fn open(caller: &Caller, child: PersonId, reason: Reason) -> Result<AssessmentId, ActionError> {
    let permit = caller.permit_for(Action::OpenAssessment, child).await?;
    let mut write = caller.writing(&permit).await?;
    let Opened { id, begun } = open_within(&mut write, child, reason).await?;
    let Some(version) = begun else { return Ok(id) };
    let event = Event::of(&permit, format!("assessment {id}")).with("reason", reason).with("scheme-version", version);
    write.commit(event).await?;
    Ok(id)
}

/// A round that is under way.
pub(crate) struct Opened {
    /// The round.
    pub id: AssessmentId,
    /// The scheme that it goes by, where it was begun now.
    pub begun: Option<SchemeVersionId>,
}

/// The same inside another change, such as the decision after a review.
pub(crate) async fn open_within(write: &mut Writing, child: PersonId, reason: Reason) -> Result<Opened, ActionError> {
    let before = assessments::of_child(write, child).await?;
    if let Some(open) = before.iter().find(|one| one.status.is_waiting()) {
        return Ok(Opened { id: open.id, begun: None });
    }
    let was_told = before.iter().any(|one| matches!(one.status, Status::Told | Status::Superseded));
    match (reason, was_told) {
        (Reason::First, true) => return Err(ActionError::rule("not-the-first-time")),
        (Reason::ChangedNeeds | Reason::Yearly, false) => return Err(ActionError::rule("nothing-to-answer-again")),
        _ => {}
    }
    let loaded = schemes::in_force(write, write.moment().today).await?;
    let loaded = loaded.ok_or_else(|| ActionError::rule("no-scheme-in-force"))?;
    let new = Assessment {
        id: write.id(),
        child,
        scheme_version: loaded.version.id,
        reason,
        status: Status::Open,
        status_why: String::new(),
        // what the family chose last time still stands, until they choose anew
        choices: before.first().map_or_else(Choices::default, |last| last.choices),
        opened_by: write.permit().actor(),
        opened_at: write.moment().at,
        submitted_at: None,
        settled_at: None,
        told_at: None,
        version: 1,
    };
    assessments::insert(write, &new).await?;
    Ok(Opened { id: new.id, begun: Some(loaded.version.id) })
}
