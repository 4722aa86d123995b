//! Components: small view structs, each with its template beside it. A page prints one with `{{ part }}`.
//!
//! They know nothing of children and budgets beyond what is handed to them, already worded and already permitted.

/// A part's template escapes what it is given, so a page prints the part as it is.
macro_rules! safe {
    ($($part:ty),+ $(,)?) => { $(impl askama::filters::HtmlSafe for $part {})+ };
}

pub mod chart;
pub mod document;
pub mod form;
pub mod layout;
mod made;
pub mod show;
pub mod steps;

pub use made::Made;

/// A link: what it says and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it says; makes sense read by itself.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link.
    #[must_use]
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Link {
        Link { text: text.into(), href: href.into() }
    }
}
