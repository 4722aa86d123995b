//! Answers that came on paper, typed in by staff and marked as such.

use seven_core::access::Action;
use seven_core::assessment::Capacity;
use seven_core::audit::Event;
use seven_core::people::Holder;
use seven_core::{AssessmentId, PersonId, SheetId};
use store::relations;
use store::sheets::{self, Answer};

use super::answer::{new_sheet, read};
use super::round::Round;
use crate::{ActionError, Caller};

/// Keeps the sheet of somebody who answered on paper. It counts as finished, since they gave the paper in. A sheet from
/// paper can be corrected; one that its author wrote on screen is left alone.
///
/// # Errors
/// Refused without [`Action::EnterPaper`]; a rule where the author is nobody of the family, or has written on screen.
pub async fn enter_paper(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    author: PersonId,
    answers: &[Answer],
) -> Result<SheetId, ActionError> {
    let permit = caller.permit_for(Action::EnterPaper, child).await?;
    let mut write = caller.writing(&permit).await?;
    let round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    round.takes_answers()?;
    let relations = relations::of_child(&mut write, child).await?;
    let today = caller.moment.today;
    let is_related = author == child
        || relations.iter().any(|relation| relation.is_live(today) && relation.holder == Holder::Person(author));
    if !is_related {
        return Err(ActionError::rule("author-not-related"));
    }
    let capacity = if author == child { Capacity::Child } else { Capacity::Parent };
    let mut stored = match round.own(author) {
        Some(own) if own.sheet.is_on_paper => own.clone(),
        Some(_) => return Err(ActionError::rule("author-answers-on-screen")),
        None => {
            let mut new = new_sheet(&write, &round, author, capacity);
            new.sheet.entered_by = permit.actor();
            new.sheet.is_on_paper = true;
            sheets::insert(&mut write, &new).await?;
            new
        }
    };
    let answers = read(&round, capacity, answers)?;
    if answers.iter().all(|answer| answer.answer.is_empty()) {
        return Err(ActionError::rule("nothing-answered"));
    }
    stored.sheet.is_finished = true;
    sheets::save(&mut write, &stored, &answers).await?;
    let event = Event::of(&permit, format!("sheet {}", stored.sheet.id)).with("on-paper", true).with("author", author);
    write.commit(event).await?;
    Ok(stored.sheet.id)
}
