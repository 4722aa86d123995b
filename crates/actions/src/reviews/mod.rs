//! Seeing how it worked: asking for a review and planning it, saying what one thinks, telling how outcomes are, holding it,
//! deciding with reasons, learning from it. Each change keeps the list of work right about the next review.

mod decide;
mod due;
mod learn;
mod say;
mod steps;
mod view;

pub use decide::{answer_look, ask_again, decide};
pub use due::{Reminded, remind};
pub(crate) use due::{people_around, refresh};
pub use learn::{learn, share_learning, shared_learning, take_learning_back};
pub use say::{NewSaying, NewValue, say, say_on_paper, tell_value};
pub use steps::{ask_for, call_off, hold, plan, prepare};
pub use view::{OutcomeView, ReviewView, Said, next_due};

use seven_core::access::Permit;
use seven_core::audit::Event;
use seven_core::review::{Review, ReviewError};
use seven_core::{PersonId, ReviewId};
use store::papers::{self, Stored};
use store::{StoreError, Writing};

use crate::{ActionError, Problem};

/// Why a review refuses something, tied to its field.
fn refused(error: &ReviewError) -> ActionError {
    let problem = Problem::new(error.field(), error.code());
    let problem = match error {
        ReviewError::BeforeMeeting(day) | ReviewError::TooLate(day) => problem.with("day", day.to_string()),
        ReviewError::NotFromHere(status) => problem.with("status", status.code()),
        _ => problem,
    };
    if problem.field.is_empty() { ActionError::Rule(problem) } else { ActionError::Invalid(vec![problem]) }
}

/// A child's review, as somebody read it before.
async fn load(
    write: &mut Writing,
    child: PersonId,
    (id, version): (ReviewId, i64),
) -> Result<Stored<Review>, ActionError> {
    let stored = papers::find_of::<Review>(write, child, id).await?;
    if stored.version == version { Ok(stored) } else { Err(StoreError::Changed("review").into()) }
}

/// Keeps a review that changed, and what the list of work says about the next one.
async fn keep(mut write: Writing, permit: &Permit, stored: &Stored<Review>) -> Result<(), ActionError> {
    papers::save(&mut write, stored).await?;
    refresh(&mut write, stored.paper.child).await?;
    let event = Event::of(permit, format!("review {}", stored.id)).with("status", stored.paper.status);
    write.commit(event).await?;
    Ok(())
}
