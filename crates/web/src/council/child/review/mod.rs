//! `/council/children/{child}/review`: by when a review is due and planning it; and each review with what everybody said, what there
//! is to talk about, holding it, deciding, another look, what others may learn.

mod decide;
mod desk;
mod list;
mod steps;

pub use decide::{decide, look, share};
pub use desk::{letter, show};
pub use list::{overview, plan};
pub use steps::{call_off, hold, paper, prepare};

use actions::reviews::ReviewView;
use jiff::civil::Date;
use seven_core::ReviewId;

use super::Known;
use crate::council::shown::typed_day;
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::visit::Visit;

/// The folder of the words.
const FOLDER: &str = "council/child/review";

/// A child with its reviews.
async fn opened(visit: &Visit) -> Result<(Known, ReviewView), Fault> {
    let known = Known::of(visit).await?;
    let view = ReviewView::load(&mut visit.reading().await?, known.child.id, visit.moment.today).await?;
    Ok((known, view))
}

/// The review that an address names.
fn id(review: &str) -> Result<ReviewId, Fault> {
    review.parse().map_err(|_| Fault::NotFound)
}

/// The version that a form was made of.
fn version(posted: &Posted) -> Result<i64, Fault> {
    posted.value("version").parse().map_err(|_| Fault::NotFound)
}

/// A day that was typed.
fn day(posted: &Posted, field: &str) -> Result<Date, actions::ActionError> {
    typed_day(&posted.date(field)).ok_or_else(|| actions::ActionError::invalid(field, "no-day"))
}
