//! What a check says when it fails: where, what is wrong, what to do.

use std::fmt;

/// One failure of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path from the repository's root.
    pub path: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong, in lower case and without a full stop.
    pub what: String,
    /// What to do about it.
    pub help: String,
}

impl Fault {
    /// A failure at a line of a file.
    pub fn new(path: &str, line: usize, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into(), help: help.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}:{}: {}", self.path, self.line, self.what)?;
        write!(out, "    help: {}", self.help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_the_place_the_wrong_and_the_way_out() {
        let fault = Fault::new("docs/a.md", 3, "the link leads nowhere", "mend it");
        assert_eq!(fault.to_string(), "docs/a.md:3: the link leads nowhere\n    help: mend it");
    }
}
