//! What a family and its worker learned from a review, and what of it others may read.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::people::Holder;
use seven_core::review::learning::{LearningError, LearningStatus};
use seven_core::review::{LearningNote, Review};
use seven_core::{LearningId, PersonId, ReviewId};
use store::papers::{self, Stored};
use store::{Query, StoreError, Writing, people, relations};

use crate::{ActionError, Caller, Problem};

fn refused(error: &LearningError) -> ActionError {
    let (field, code) = error.field_and_code();
    let problem = Problem::new(field, code);
    match error {
        LearningError::Names(names) => ActionError::Invalid(vec![problem.with("names", names)]),
        LearningError::NotAllowed => ActionError::Rule(problem),
        _ => ActionError::Invalid(vec![problem]),
    }
}

/// Writes down what was learned, in place of what was written before; `allows` where the family lets others read it without
/// names.
///
/// # Errors
/// Refused without [`Action::AskForReview`]; invalid where nothing is written; [`StoreError::Missing`] for no such review.
pub async fn learn(
    caller: &Caller,
    child: PersonId,
    review: ReviewId,
    (worked, tell, allows): (&str, &str, bool),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AskForReview, child).await?;
    let by = permit.actor().filter(|_| allows);
    let mut write = caller.writing(&permit).await?;
    papers::find_of::<Review>(&mut write, child, review).await?;
    let paper = LearningNote::written((child, review), (worked, tell), by, caller.moment.today)
        .map_err(|error| refused(&error))?;
    let status = paper.status;
    match papers::part_of::<LearningNote>(&mut write, review).await?.pop() {
        // other words need the others' eyes again: what was shared before is taken away with it
        Some(before) => papers::save(&mut write, &Stored { paper, ..before }).await?,
        None => {
            let id: LearningId = write.id();
            papers::insert(&mut write, id, &paper).await?;
        }
    }
    write.commit(Event::of(&permit, format!("learned from review {review}")).with("status", status)).await?;
    Ok(())
}

async fn note_of(write: &mut Writing, child: PersonId, review: ReviewId) -> Result<Stored<LearningNote>, ActionError> {
    let note = papers::part_of::<LearningNote>(write, review).await?.pop();
    Ok(note.filter(|note| note.paper.child == child).ok_or(StoreError::Missing("learning_note"))?)
}

/// Puts words without names among the stories, where the family said that others may read it.
///
/// # Errors
/// Refused without [`Action::HoldReview`]; a rule without the family's word; invalid where the words name somebody.
pub async fn share_learning(
    caller: &Caller,
    child: PersonId,
    review: ReviewId,
    words: (&str, &str),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HoldReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let names = names_around(&mut write, child).await?;
    let mut note = note_of(&mut write, child, review).await?;
    note.paper.share(words, &names, caller.moment.today).map_err(|error| refused(&error))?;
    papers::save(&mut write, &note).await?;
    write.commit(Event::of(&permit, format!("learned from review {review}")).with("status", note.paper.status)).await?;
    Ok(())
}

/// The family takes its word back: nobody else reads it any more.
///
/// # Errors
/// Refused without [`Action::AskForReview`]; [`StoreError::Missing`] where nothing was written.
pub async fn take_learning_back(caller: &Caller, child: PersonId, review: ReviewId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AskForReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut note = note_of(&mut write, child, review).await?;
    note.paper.take_back();
    papers::save(&mut write, &note).await?;
    write.commit(Event::of(&permit, format!("learned from review {review}")).with("status", note.paper.status)).await?;
    Ok(())
}

/// The names of the child and of everybody around it.
async fn names_around(at: &mut impl Query, child: PersonId) -> Result<Vec<String>, ActionError> {
    let mut around = vec![child];
    around.extend(relations::of_child(at, child).await?.iter().filter_map(|one| match one.holder {
        Holder::Person(person) => Some(person),
        Holder::Group(_) => None,
    }));
    let mut names = Vec::new();
    for person in around {
        if let Some(person) = people::find(at, person).await? {
            names.extend([person.name.in_full(), person.name.shown()]);
        }
    }
    Ok(names)
}

/// What families let others read, the latest first: a title and words without names.
///
/// # Errors
/// What the database says.
pub async fn shared_learning(
    at: &mut impl Query,
    today: jiff::civil::Date,
) -> Result<Vec<(String, String)>, ActionError> {
    let notes = papers::until::<LearningNote>(at, LearningStatus::Shared.code(), today).await?;
    Ok(notes.into_iter().rev().filter_map(|note| note.paper.told).collect())
}
