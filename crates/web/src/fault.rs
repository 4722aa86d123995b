//! What goes wrong before or in a page. A fault knows its status; `guard` dresses it as a page in the reader's language.

use actions::ActionError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use seven_core::access::Refusal;
use store::StoreError;

/// Why a page is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is nothing under this address, or nothing that this person may know of.
    NotFound,
    /// Somebody has to sign in first.
    SignInFirst,
    /// The same, and what they sent is kept for them under this token.
    SignInAgain(String),
    /// It is not this person's to see or do.
    Refused(Refusal),
    /// The form did not come from a page of this session.
    Forged,
    /// More was sent than is taken.
    TooLarge,
    /// What was sent cannot be read.
    Unreadable(String),
    /// Somebody else changed the same thing in the meantime.
    Changed,
    /// A rule says no, by its code in the catalogue.
    Rule(&'static str),
    /// Too many tries from one place; it works again after so many seconds.
    TooMany(i64),
    /// The memory does not answer.
    Unavailable,
    /// Something failed here; the log has it under this reference.
    Broken(String),
}

impl Fault {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            // a stranger is told what anybody is told who asks for a child that is not there
            Fault::NotFound | Fault::Refused(Refusal::Stranger) => StatusCode::NOT_FOUND,
            Fault::SignInFirst | Fault::SignInAgain(_) => StatusCode::UNAUTHORIZED,
            Fault::Refused(_) | Fault::Forged => StatusCode::FORBIDDEN,
            Fault::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::Unreadable(_) => StatusCode::BAD_REQUEST,
            Fault::Changed => StatusCode::CONFLICT,
            Fault::Rule(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Fault::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Key of its words in the catalogue of `service/fault`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Fault::NotFound | Fault::Refused(Refusal::Stranger) => "not_found",
            Fault::SignInFirst | Fault::SignInAgain(_) => "sign_in_first",
            Fault::Refused(Refusal::AfterDeath(_)) => "after_death",
            Fault::Refused(_) => "refused",
            Fault::Forged => "forged",
            Fault::TooLarge => "too_large",
            Fault::Unreadable(_) => "unreadable",
            Fault::Changed => "changed",
            Fault::Rule(_) => "rule",
            Fault::TooMany(_) => "too_many",
            Fault::Unavailable => "unavailable",
            Fault::Broken(_) => "broken",
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Fault {
        match error {
            StoreError::Missing(_) => Fault::NotFound,
            StoreError::Changed(_) => Fault::Changed,
            StoreError::Gone(why) => {
                tracing::error!(%why, "the database does not answer");
                Fault::Unavailable
            }
            other => broken(&other),
        }
    }
}

impl From<ActionError> for Fault {
    fn from(error: ActionError) -> Fault {
        match error {
            ActionError::Refused(refusal) => Fault::Refused(refusal),
            ActionError::Store(error) => error.into(),
            ActionError::Rule(problem) => Fault::Rule(problem.code),
            ActionError::Invalid(problems) => {
                Fault::Unreadable(problems.first().map(|problem| problem.field.clone()).unwrap_or_default())
            }
            ActionError::Outside(why) => broken(&why),
        }
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Fault {
        broken(&error)
    }
}

/// Logs what failed and gives the reader a reference to name.
pub(crate) fn broken(error: &dyn std::fmt::Display) -> Fault {
    let reference = uuid::Uuid::now_v7().simple().to_string();
    let reference: String = reference.chars().skip(20).collect();
    tracing::error!(%reference, %error, "a page failed");
    Fault::Broken(reference)
}
