//! After a decision: another look, and what others may learn.

use actions::ActionError;
use actions::reviews;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use store::StoreError;

use super::{FOLDER, answered, id, paper};
use crate::fault::Fault;
use crate::sent::Sent;
use crate::visit::Visit;

type Place = Path<(String, String)>;

/// Asks for another look at a decision.
pub async fn another_look(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let child = visit.child()?;
    let done = reviews::ask_again(&visit.signed_caller()?, child, (id(&review)?, version), posted.value("words")).await;
    let error = match done {
        Ok(()) => return Ok(Redirect::to(&format!("/family/{child}/review?done=look-asked")).into_response()),
        Err(ActionError::Store(StoreError::Changed(_))) => ActionError::rule("changed"),
        Err(error) => error,
    };
    for (field, text) in crate::family::money::said(w, error)? {
        posted.refuse_in_words(&field, text);
    }
    paper::page(&visit, &review, &posted).await
}

/// Writes down what was learned.
pub async fn learn(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let words = (posted.value("worked"), posted.value("tell"), !posted.all("allows").is_empty());
    let done = reviews::learn(&visit.signed_caller()?, visit.child()?, id(&review)?, words).await;
    answered(&visit, posted, ("", done.map(|()| "learned"))).await
}

/// Takes back that others may read it.
pub async fn take_back(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let done = reviews::take_learning_back(&visit.signed_caller()?, visit.child()?, id(&review)?).await;
    answered(&visit, posted, ("", done.map(|()| "learning-back"))).await
}
