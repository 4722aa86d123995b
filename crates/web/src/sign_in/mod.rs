//! Signing in: choosing a way, and each way's pages. What makes somebody known is in `actions::sign_in`; here are forms,
//! cookies and the road back to where the visitor wanted to go.

pub mod choose;
pub mod code;
mod crowd;
pub mod demo;
pub mod enrol;
pub mod link;
pub mod organisation;
mod road;
pub mod staff;

use actions::ActionError;

pub use crowd::Crowd;
pub(crate) use crowd::place;
pub(crate) use road::{Small, arrival, arrive, local, out};

use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::words::PageWords;

/// What a rule of signing in says no to, put into words above a form; other errors are faults.
pub(crate) fn told(posted: &mut Posted, w: PageWords, field: &str, error: ActionError) -> Result<(), Fault> {
    match error {
        ActionError::Rule(problem) => {
            let values: Vec<(&str, &dyn std::fmt::Display)> =
                problem.values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
            posted.refuse_in_words(field, w.say(&format!("problem.{}", problem.code), &values));
            Ok(())
        }
        other => Err(other.into()),
    }
}
