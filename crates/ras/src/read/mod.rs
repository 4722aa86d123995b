//! From the bytes of a scheme's files to a [`Scheme`]. Shape only: whether ids are known and tables fit is decided when
//! the scheme is made ready for a day.

mod cases_file;
mod conditions;
mod each;
mod fields;
mod node;
mod questions_file;
mod rules_file;
mod scheme_file;
mod steps;
mod tables;
mod words_file;

pub use fields::is_id;

use crate::finding::{Faults, Finding, Place};
use crate::hash::SchemeHash;
use crate::scheme::Scheme;
use node::Node;
use std::collections::BTreeMap;

/// Largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;

/// The three files that decide a figure, in the order they are hashed.
pub const RULE_FILES: [&str; 3] = ["scheme.toml", "questions.toml", "rules.toml"];

/// The files of one dated scheme folder: name → bytes.
#[derive(Debug, Clone, Default)]
pub struct SchemeFiles(BTreeMap<String, Vec<u8>>);

impl SchemeFiles {
    /// No files yet.
    #[must_use]
    pub fn new() -> SchemeFiles {
        SchemeFiles::default()
    }

    /// Adds a file by its name inside the folder.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> SchemeFiles {
        self.insert(name, bytes);
        self
    }

    /// Adds a file by its name inside the folder.
    pub fn insert(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(name.into(), bytes.into());
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Names and bytes, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

impl Scheme {
    /// Reads a scheme from its files.
    ///
    /// # Errors
    /// Every fault of shape, with file, line and what to do: missing files, bytes that are not UTF-8, invalid TOML,
    /// unknown keys, values of the wrong kind.
    pub fn read(files: &SchemeFiles) -> Result<Scheme, Faults> {
        let mut findings = Vec::new();
        let scheme = read(files, &mut findings);
        match scheme {
            Some(scheme) if findings.is_empty() => Ok(scheme),
            _ => {
                findings.sort_by(|a, b| a.place.cmp(&b.place));
                findings.dedup();
                Err(Faults(findings))
            }
        }
    }
}

fn read(files: &SchemeFiles, findings: &mut Vec<Finding>) -> Option<Scheme> {
    let rule_files = RULE_FILES.map(|name| (name, files.get(name).unwrap_or_default()));
    let [head, questions, rules] = RULE_FILES.map(|name| {
        if files.get(name).is_none() {
            findings.push(
                Finding::fault("missing-file", &Place::top_of(name), "this file is missing")
                    .help("a scheme folder holds scheme.toml, questions.toml and rules.toml"),
            );
            return None;
        }
        toml(files, name, findings)
    });
    let mut words = BTreeMap::new();
    for (name, _) in files.iter() {
        let Some(language) = name.strip_prefix("words.").and_then(|rest| rest.strip_suffix(".toml")) else { continue };
        if let Some(node) = toml(files, name, findings)
            && let Some(read) = words_file::read(&node, findings)
        {
            words.insert(language.to_owned(), read);
        }
    }
    let cases = match files.get("cases.toml") {
        Some(_) => toml(files, "cases.toml", findings).map(|node| cases_file::read(&node, findings)),
        None => None,
    };
    let (head, questions, rules) = (head?, questions?, rules?);
    let mut scheme = scheme_file::read(&head, findings)?;
    scheme.questions = questions_file::read(&questions, findings);
    rules_file::read(&rules, &mut scheme, findings);
    scheme.words = words;
    scheme.cases = cases.unwrap_or_default();
    scheme.hash = SchemeHash::of(rule_files);
    limits(&scheme, findings);
    Some(scheme)
}

/// Decodes and parses one file, with `each` unrolled.
fn toml(files: &SchemeFiles, name: &str, findings: &mut Vec<Finding>) -> Option<Node> {
    let bytes = files.get(name)?;
    let top = Place::top_of(name);
    if bytes.len() > MAX_FILE_BYTES {
        let message = format!("this file has {} bytes, more than the {MAX_FILE_BYTES} that are read", bytes.len());
        findings.push(
            Finding::fault("too-large", &top, message).help("split the scheme, or take out what is not part of it"),
        );
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            let place = Place { line: u32::try_from(line).unwrap_or(u32::MAX), ..top };
            findings.push(
                Finding::fault("encoding", &place, "this line holds bytes that are not UTF-8 text")
                    .help("save the file as UTF-8"),
            );
            return None;
        }
    };
    let mut node = node::parse(name, text, findings)?;
    each::unroll(&mut node, findings);
    Some(node)
}

fn limits(scheme: &Scheme, findings: &mut Vec<Finding>) {
    let inline = scheme.steps.iter().map(|step| match &step.kind {
        crate::scheme::StepKind::Table { rows: Ok(rows), .. } => rows.len(),
        _ => 0,
    });
    let rows = inline.sum::<usize>() + scheme.tables.iter().map(|table| table.rows.len()).sum::<usize>();
    let options = scheme.questions.iter().filter_map(|q| q.options()).map(<[String]>::len).max().unwrap_or(0);
    let counted = [
        ("questions.toml", "questions", scheme.questions.len(), 1_000),
        ("questions.toml", "options in one question", options, 250),
        ("rules.toml", "steps", scheme.steps.len(), 5_000),
        ("rules.toml", "table rows", rows, 100_000),
    ];
    for (file, what, found, most) in counted {
        if found > most {
            let message = format!("there are {found} {what}, and at most {most} are read");
            findings.push(
                Finding::fault("too-many", &Place::top_of(file), message).help("see the limits in docs/schemes.md"),
            );
        }
    }
}
