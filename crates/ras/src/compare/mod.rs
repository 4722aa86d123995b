//! What changed between two schemes or two versions of one: in the rules, and for people. Pure; whoever calls it reads
//! the schemes and the answers, and shows the result.

mod facts;
mod histogram;
mod notation;
mod people;
mod rules;
mod words;

#[cfg(test)]
mod tests;

pub use histogram::{Bin, bins};
pub use people::{
    Impact, NamedChange, NamedRefusal, People, Row, Side, StreamImpact, StreamPair, Tally, TogetherImpact, money_text,
};

use crate::scheme::Scheme;
use facts::{Fact, Item};
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that differs between two schemes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The scheme that is compared from.
    pub before: Version,
    /// The scheme that is compared to.
    pub after: Version,
    /// Whether the rule files are the same byte for byte, so that every figure is too.
    pub has_same_rules: bool,
    /// What differs in the rules, part by part; parts without a change are left out.
    pub parts: Vec<Part>,
    /// How many texts differ, by language.
    pub wording: Vec<WordingChanges>,
}

/// Which version of which scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The scheme's id.
    pub scheme: String,
    /// Its first day in force.
    pub version: String,
    /// SHA-256 of its rule files.
    pub hash: String,
}

/// A part of a scheme, such as its questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// What differs in it.
    pub changes: Vec<Change>,
}

/// A thing with an id that was added, removed or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its id.
    pub id: String,
    /// What happened to it.
    pub kind: ChangeKind,
    /// Its keys that differ; for a thing that was added or removed, all of them.
    pub details: Vec<Detail>,
}

/// What happened to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is only in the second scheme.
    Added,
    /// It is only in the first scheme.
    Removed,
    /// It is in both, and differs.
    Changed,
}

/// One key that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// The key, as in a scheme's files: `points.care.some`, `row 70 to 115`.
    pub what: String,
    /// In the first scheme.
    pub before: Option<String>,
    /// In the second scheme.
    pub after: Option<String>,
}

/// How many texts of a language differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordingChanges {
    /// The language.
    pub language: String,
    /// Texts only in the second scheme.
    pub added: usize,
    /// Texts only in the first scheme.
    pub removed: usize,
    /// Texts in both that differ.
    pub changed: usize,
}

impl Changes {
    /// Compares two schemes.
    #[must_use]
    pub fn between(before: &Scheme, after: &Scheme) -> Changes {
        let parts = facts::parts(before).into_iter().zip(facts::parts(after));
        let parts = parts.map(|((name, a), (_, b))| Part { name, changes: changes(&a, &b) });
        Changes {
            before: version(before),
            after: version(after),
            has_same_rules: before.hash == after.hash,
            parts: parts.filter(|part| !part.changes.is_empty()).collect(),
            wording: words::changes(before, after),
        }
    }

    /// Whether nothing at all differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.wording.is_empty()
    }
}

fn version(scheme: &Scheme) -> Version {
    Version { scheme: scheme.id.clone(), version: scheme.version(), hash: scheme.hash.to_string() }
}

/// What differs between two lists of things, in the order of the second, with what is gone at the end.
fn changes(before: &[Item], after: &[Item]) -> Vec<Change> {
    let earlier: BTreeMap<&str, &Item> = before.iter().map(|item| (item.id.as_str(), item)).collect();
    let later: BTreeMap<&str, &Item> = after.iter().map(|item| (item.id.as_str(), item)).collect();
    let mut changes = Vec::new();
    for item in after {
        let (kind, details) = match earlier.get(item.id.as_str()) {
            None => (ChangeKind::Added, details(&[], &item.facts)),
            Some(old) => (ChangeKind::Changed, details(&old.facts, &item.facts)),
        };
        if kind == ChangeKind::Added || !details.is_empty() {
            changes.push(Change { id: item.id.clone(), kind, details });
        }
    }
    for item in before.iter().filter(|item| !later.contains_key(item.id.as_str())) {
        changes.push(Change { id: item.id.clone(), kind: ChangeKind::Removed, details: details(&item.facts, &[]) });
    }
    changes
}

fn details(before: &[Fact], after: &[Fact]) -> Vec<Detail> {
    let earlier: BTreeMap<&str, &str> = before.iter().map(|(what, value)| (what.as_str(), value.as_str())).collect();
    let later: BTreeMap<&str, &str> = after.iter().map(|(what, value)| (what.as_str(), value.as_str())).collect();
    let mut found = Vec::new();
    for (what, value) in after {
        let old = earlier.get(what.as_str()).copied();
        if old != Some(value.as_str()) {
            found.push(Detail { what: what.clone(), before: old.map(str::to_owned), after: Some(value.clone()) });
        }
    }
    for (what, value) in before.iter().filter(|(what, _)| !later.contains_key(what.as_str())) {
        found.push(Detail { what: what.clone(), before: Some(value.clone()), after: None });
    }
    found
}
