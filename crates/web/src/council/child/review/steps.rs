//! From the planned day to the meeting: preparing, entering what came on paper, holding, calling off.

use actions::ActionError;
use actions::reviews::{self, NewSaying};
use axum::extract::Path;
use axum::response::Response;
use seven_core::ReviewId;
use seven_core::review::TakesPart;
use seven_core::review::saying::Enough;

use super::super::home;
use super::{FOLDER, day, desk, id, opened, version};
use crate::council::layout::{back, refuse};
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::sent::Sent;
use crate::visit::Visit;

type Place = Path<(String, String)>;

/// Back to the review, or the page again with what is wrong.
pub(super) async fn answered(
    visit: &Visit,
    review: &str,
    mut posted: Posted,
    done: Result<&str, ActionError>,
) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("{}/review/{review}", home(visit.child()?)), what)),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            desk::page(visit, review, &posted).await
        }
    }
}

/// What it talks about was sent.
pub async fn prepare(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let of = (id(&review)?, version(&posted)?);
    let done = reviews::prepare(&visit.signed_caller()?, visit.child()?, of).await;
    answered(&visit, &review, posted, done.map(|()| "prepared")).await
}

/// It was held.
pub async fn hold(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let of = (id(&review)?, version(&posted)?);
    let done = match day(&posted, "held") {
        Ok(on) => {
            let told = (on, posted.value("present"), posted.value("notes"));
            let done = reviews::hold(&visit.signed_caller()?, visit.child()?, of, told).await;
            done.map_err(|error| on_field(error, "on", "held"))
        }
        Err(error) => Err(error),
    };
    answered(&visit, &review, posted, done.map(|()| "held")).await
}

/// A problem with a field that the form has under another name.
pub(super) fn on_field(error: ActionError, from: &str, to: &str) -> ActionError {
    match error {
        ActionError::Invalid(mut problems) => {
            for problem in &mut problems {
                if problem.field == from {
                    to.clone_into(&mut problem.field);
                }
            }
            ActionError::Invalid(problems)
        }
        other => other,
    }
}

/// It is not held.
pub async fn call_off(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let of = (id(&review)?, version(&posted)?);
    let done = reviews::call_off(&visit.signed_caller()?, visit.child()?, of, posted.value("why")).await;
    answered(&visit, &review, posted, done.map(|()| "called-off")).await
}

/// Enters what somebody said on paper or at the meeting.
pub async fn paper(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let review_id = id(&review)?;
    let done = match typed(&posted) {
        Err(error) => Err(error),
        Ok((of, way, new)) => {
            let known = said_before(&visit, review_id, of).await?;
            reviews::say_on_paper(&visit.signed_caller()?, visit.child()?, (review_id, known), (of, way), new).await
        }
    };
    answered(&visit, &review, posted, done.map(|()| "paper-kept")).await
}

/// The version of what somebody said before: paper that comes later takes its place.
async fn said_before(visit: &Visit, review: ReviewId, of: seven_core::PersonId) -> Result<i64, Fault> {
    let (_, view) = opened(visit).await?;
    let known = view.said_for(review).iter().find(|one| one.stored.paper.of == of);
    Ok(known.map_or(0, |one| one.stored.version))
}

fn typed(posted: &Posted) -> Result<(seven_core::PersonId, TakesPart, NewSaying), ActionError> {
    let unknown = |field: &str| ActionError::invalid(field, "choose-from-the-list");
    let of = posted.value("of").parse().map_err(|_| unknown("of"))?;
    let way = TakesPart::from_code(posted.value("way")).map_err(|_| unknown("way"))?;
    let face = match posted.value("face") {
        "" => None,
        face => Some(face.parse().map_err(|_| unknown("face"))?),
    };
    let enough = match posted.value("enough") {
        "" => None,
        code => Some(Enough::from_code(code).map_err(|_| unknown("enough"))?),
    };
    let yes_no = |name: &str| match posted.value(name) {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        _ => Err(unknown(name)),
    };
    let text = |name: &str| posted.value(name).to_owned();
    let new = NewSaying {
        face,
        good: text("good"),
        hard: text("hard"),
        change: text("change"),
        enough,
        is_safe: yes_no("safe")?,
        is_right: yes_no("right")?,
        written_by: text("written-by"),
    };
    Ok((of, way, new))
}
