//! A scheme folder made from tables and questions, ready for `ras check`. Nothing leaves here that is not proven: more need
//! never means less money, for every possible sheet of answers.

mod asked;
mod draft;
mod examples;
mod rules;
mod statement;
mod text;

pub use asked::{AskedError, answered, asked};
pub use draft::{Draft, DraftQuestion, Needs, Strata};
pub use statement::{made_from, method_for_the_public};
pub use text::id;

use ras::check::{CheckOptions, Proof, check};
use ras::{Scheme, SchemeFiles};

/// Why a folder was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemeOutError {
    /// An id that a scheme cannot have.
    #[error("`{0}` cannot be an id of a scheme: use small letters, digits and hyphens, with at least one letter")]
    Id(String),
    /// Two names that become one id.
    #[error("`{0}` and `{1}` become the same id in a scheme: rename one of them in the file")]
    SameId(String, String),
    /// The scheme does not pass its own check.
    #[error("the scheme that was made does not pass `ras check`: {0}")]
    Faulty(String),
    /// The proof could not be made.
    #[error("it could not be proven that more need never means less money: {0}")]
    NotProven(String),
}

/// The files of a scheme, read again and certified.
///
/// # Errors
/// [`SchemeOutError`]; a folder that is not certified is never given back.
pub fn folder(draft: &Draft) -> Result<SchemeFiles, SchemeOutError> {
    draft.check()?;
    let files = SchemeFiles::new()
        .with("scheme.toml", draft.scheme_toml())
        .with("questions.toml", draft.questions_toml())
        .with("rules.toml", rules::rules_toml(draft))
        .with("words.en.toml", draft.words_toml())
        .with("cases.toml", examples::cases_toml(draft));
    certify(&files)?;
    Ok(files)
}

/// Reads files as a scheme and proves it.
///
/// # Errors
/// [`SchemeOutError`] with the first fault, or with the two sheets that break the order.
pub fn certify(files: &SchemeFiles) -> Result<(), SchemeOutError> {
    let scheme = Scheme::read(files).map_err(|faults| SchemeOutError::Faulty(faults.to_string()))?;
    let report = check(&scheme, &CheckOptions::default());
    if let Some(fault) = report.faults().next() {
        return Err(SchemeOutError::Faulty(fault.to_string()));
    }
    let certificates = report.days.iter().flat_map(|day| &day.certificates);
    let unproven = certificates.into_iter().find(|certificate| certificate.verdict != Proof::Proved);
    match unproven {
        Some(certificate) => Err(SchemeOutError::NotProven(format!("stream `{}`", certificate.stream))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
