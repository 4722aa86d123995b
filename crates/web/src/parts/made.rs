//! A part that has been made already, so that parts of different kinds can stand in one list.

use std::fmt::Display;

use askama::filters::HtmlSafe;

/// A part as it stands on a page: its template has escaped what it was given.
#[derive(Debug, Clone)]
pub struct Made(String);

impl Made {
    /// Makes a part.
    #[must_use]
    pub fn of<T: HtmlSafe + Display>(part: &T) -> Made {
        Made(part.to_string())
    }
}

impl Display for Made {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

safe!(Made);
