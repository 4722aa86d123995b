//! `/family/{child}/review`: how the plan is going. When we talk about it, what the child and everybody says, how what was hoped for
//! moved, the sheet for a pen, the letter, another look, and what others may learn.

mod after;
mod home;
mod paper;
mod say;

pub use after::{another_look, learn, take_back};
pub use home::show;
pub use paper::{letter, sheet};
pub use say::{ask, outcome, say};

use actions::ActionError;
use actions::reviews::ReviewView;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::{PersonId, ReviewId};
use store::{StoreError, people};

use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "family/review";

/// A child's reviews as a family page needs them.
struct Desk {
    w: PageWords,
    child: PersonId,
    /// What the child is called.
    name: String,
    view: ReviewView,
}

impl Desk {
    /// Loads it.
    async fn open(visit: &Visit) -> Result<Desk, Fault> {
        let child = visit.child()?;
        let mut reading = visit.reading().await?;
        let name = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?.name.first().to_owned();
        let view = ReviewView::load(&mut reading, child, visit.moment.today).await?;
        Ok(Desk { w: visit.words(FOLDER), child, name, view })
    }

    /// The address of the page.
    fn at(&self) -> String {
        format!("/family/{}/review", self.child)
    }
}

/// The review that an address names.
fn id(review: &str) -> Result<ReviewId, Fault> {
    review.parse().map_err(|_| Fault::NotFound)
}

/// After a form: back with what was done, or the page again with what is wrong. `mark` is put behind the names of fields, where
/// several forms of the page have the same.
async fn answered(
    visit: &Visit,
    mut posted: Posted,
    (mark, done): (&str, Result<&str, ActionError>),
) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let error = match done {
        Ok(what) => {
            let to = format!("/family/{}/review?done={what}", visit.child()?);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(ActionError::Store(StoreError::Changed(_))) => ActionError::rule("changed"),
        Err(error) => error,
    };
    for (field, text) in super::money::said(w, error)? {
        let name = if field.is_empty() { String::new() } else { format!("{field}{mark}") };
        posted.refuse_in_words(&name, text);
    }
    let desk = Desk::open(visit).await?;
    home::page(visit, &desk, &posted).await
}
