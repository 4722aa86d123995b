//! Whose sheet may be seen by whom: authors choose for their own, families for the whole round.

use seven_core::access::{Action, Seat};
use seven_core::assessment::{Choices, Sharing};
use seven_core::audit::Event;
use seven_core::{AssessmentId, PersonId};
use store::{StoreError, assessments, sheets};

use super::round::Round;
use crate::{ActionError, Caller};

/// Keeps whom the caller lets see their own sheet.
///
/// # Errors
/// Refused without [`Action::AnswerSheet`]; [`StoreError::Missing`] before they have a sheet.
pub async fn share_sheet(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    sharing: Sharing,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AnswerSheet, child).await?;
    let mut write = caller.writing(&permit).await?;
    let round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    let own = permit.actor().and_then(|person| round.own(person));
    let mut own = own.ok_or(StoreError::Missing("sheet"))?.clone();
    if own.sheet.sharing == sharing {
        return Ok(());
    }
    own.sheet.sharing = sharing;
    sheets::update(&mut write, &own).await?;
    let event = Event::of(&permit, format!("sheet {}", own.sheet.id))
        .with("with-child", sharing.with_child)
        .with("with-parents", sharing.with_parents)
        .with("with-professionals", sharing.with_professionals);
    write.commit(event).await?;
    Ok(())
}

/// Keeps the family's choices for the whole round. From 16 the young person chooses what parents see; parents choose about
/// their own sheets. A choice that is not the caller's stays as it is.
///
/// # Errors
/// Refused without [`Action::ShareSheets`].
pub async fn choose(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    wanted: Choices,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ShareSheets, child).await?;
    let mut write = caller.writing(&permit).await?;
    let found = assessments::find(&mut write, child, assessment).await?;
    let mut found = found.ok_or(StoreError::Missing("assessment"))?;
    let was = found.choices;
    found.choices = match permit.seat() {
        Some(Seat::YoungPerson) => Choices { young_person_shows_parents: wanted.young_person_shows_parents, ..was },
        Some(Seat::Parent | Seat::Nominee) => {
            Choices { young_person_shows_parents: was.young_person_shows_parents, ..wanted }
        }
        _ => was,
    };
    if found.choices == was {
        return Ok(());
    }
    assessments::update(&mut write, &found).await?;
    let event = Event::of(&permit, format!("assessment {assessment}"))
        .with("young-person-shows-parents", found.choices.young_person_shows_parents)
        .with("parents-see-each-other", found.choices.parents_see_each_other)
        .with("parents-show-child", found.choices.parents_show_child);
    write.commit(event).await?;
    Ok(())
}
