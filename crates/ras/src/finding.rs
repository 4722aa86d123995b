//! What reading or checking a scheme finds: where, what is wrong, and what to do about it.

use std::fmt;
use std::sync::Arc;

/// A place in a scheme's files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// File name inside the scheme's folder, such as `rules.toml`.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
}

impl Place {
    /// The top of a file.
    #[must_use]
    pub fn top_of(file: &str) -> Place {
        Place { file: file.into(), line: 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The scheme must not be used.
    Fault,
    /// The scheme works; a person should look.
    Warning,
}

/// One thing found wrong or doubtful in a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// A short stable name of the kind of finding, such as `unknown-id`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
}

impl Finding {
    /// A fault.
    #[must_use]
    pub fn fault(code: &'static str, place: &Place, message: impl Into<String>) -> Finding {
        Finding { severity: Severity::Fault, code, place: place.clone(), message: message.into(), help: String::new() }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, place: &Place, message: impl Into<String>) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::fault(code, place, message) }
    }

    /// The same with a line on what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = help.into();
        self
    }

    /// Whether it forbids use of the scheme.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.severity == Severity::Fault
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.is_fault() { "fault" } else { "warning" };
        write!(f, "{}: {severity}: {} [{}]", self.place, self.message, self.code)?;
        if !self.help.is_empty() {
            write!(f, "\n    help: {}", self.help)?;
        }
        Ok(())
    }
}

impl serde::Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("Finding", 6)?;
        out.serialize_field("severity", &self.severity)?;
        out.serialize_field("code", self.code)?;
        out.serialize_field("file", &*self.place.file)?;
        out.serialize_field("line", &self.place.line)?;
        out.serialize_field("message", &self.message)?;
        out.serialize_field("help", &self.help)?;
        out.end()
    }
}

/// A scheme that could not be read or made ready: every fault found, first in file order.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", lines(.0))]
pub struct Faults(pub Vec<Finding>);

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The known name nearest to a mistyped one, if any is near enough to be worth saying.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (typed.chars().count() / 3).max(1);
    known
        .into_iter()
        .filter(|name| name.len().abs_diff(typed.len()) <= limit)
        .map(|name| (strsim::osa_distance(typed, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_name_gets_the_nearest_known_one() {
        assert_eq!(nearest("careponts", ["care-points", "price-point"]), Some("care-points"));
        assert_eq!(nearest("zebra", ["care-points", "price-point"]), None);
    }
}
