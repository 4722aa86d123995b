//! Asking for a review, saying what one thinks, telling how an outcome is.

use actions::ActionError;
use actions::reviews::{self, NewSaying, NewValue};
use axum::response::Response;
use seven_core::review::saying::Enough;

use super::{FOLDER, answered, id};
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::sent::Sent;
use crate::visit::Visit;

/// Asks for a review.
pub async fn ask(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let done = reviews::ask_for(&visit.signed_caller()?, visit.child()?, posted.value("why")).await;
    answered(&visit, posted, ("", done.map(|_| "review-asked"))).await
}

/// Keeps one's own view.
pub async fn say(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let review = id(posted.value("review"))?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let done = match typed(&posted) {
        Ok(new) => reviews::say(&visit.signed_caller()?, visit.child()?, (review, version), new).await,
        Err(error) => Err(error),
    };
    answered(&visit, posted, ("", done.map(|()| "view-kept"))).await
}

fn typed(posted: &Posted) -> Result<NewSaying, ActionError> {
    let face = match posted.value("face") {
        "" => None,
        face => Some(face.parse().map_err(|_| ActionError::invalid("face", "choose-from-the-list"))?),
    };
    let enough = match posted.value("enough") {
        "" => None,
        code => Some(Enough::from_code(code).map_err(|_| ActionError::invalid("enough", "choose-from-the-list"))?),
    };
    let yes_no = |name: &str| match posted.value(name) {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        _ => Err(ActionError::invalid(name, "choose-from-the-list")),
    };
    let text = |name: &str| posted.value(name).to_owned();
    Ok(NewSaying {
        face,
        good: text("good"),
        hard: text("hard"),
        change: text("change"),
        enough,
        is_safe: yes_no("safe")?,
        is_right: yes_no("right")?,
        written_by: text("written-by"),
    })
}

/// Tells how an outcome is.
pub async fn outcome(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let outcome = posted.value("outcome").to_owned();
    let own = |name: &str| format!("{name}-{outcome}");
    let piece = outcome.parse().map_err(|_| Fault::NotFound)?;
    let done = match (posted.value(&own("value")).parse(), posted.date(&own("day")).parse()) {
        (Err(_), _) => Err(ActionError::invalid("value", "no-value")),
        (_, Err(_)) => Err(ActionError::invalid("day", "no-day")),
        (Ok(value), Ok(day)) => {
            let (words, said_by) = (posted.value(&own("words")).to_owned(), posted.value(&own("said-by")).to_owned());
            let new = NewValue { outcome: piece, value, day, words, said_by };
            reviews::tell_value(&visit.signed_caller()?, visit.child()?, new).await
        }
    };
    let mark = format!("-{outcome}");
    answered(&visit, posted, (&mark, done.map(|_| "value-told"))).await
}
