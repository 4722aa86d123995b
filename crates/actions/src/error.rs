//! Why an action was not done. Texts for people stand in message catalogues; here are codes and values.

use seven_core::access::Refusal;
use store::StoreError;

/// Something in what was typed that cannot be taken, tied to its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field of the form; empty for the form as a whole.
    pub field: String,
    /// Key of the message in the catalogue, under `problem.`.
    pub code: &'static str,
    /// Values that the message names.
    pub values: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem with a field.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str) -> Problem {
        Problem { field: field.into(), code, values: Vec::new() }
    }

    /// With a value that the message names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Problem {
        self.values.push((name, value.into()));
        self
    }
}

/// Why an action was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// It is not this person's to do.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What was typed cannot be taken.
    #[error("{} cannot be taken as typed: {}", .0.len(), .0.iter().map(|problem| problem.code).collect::<Vec<_>>().join(", "))]
    Invalid(Vec<Problem>),
    /// A rule of the service says no; the code is a key under `problem.`.
    #[error("{}", .0.code)]
    Rule(Problem),
    /// The memory failed, or somebody else changed the same thing.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something outside the service failed: mail, an identity provider.
    #[error("{0}")]
    Outside(String),
}

impl ActionError {
    /// One problem with one field.
    #[must_use]
    pub fn invalid(field: &str, code: &'static str) -> ActionError {
        ActionError::Invalid(vec![Problem::new(field, code)])
    }

    /// A rule that says no.
    #[must_use]
    pub fn rule(code: &'static str) -> ActionError {
        ActionError::Rule(Problem::new("", code))
    }
}
