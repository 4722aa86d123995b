//! What one entry says.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::{Action, Permit, Purpose, Seat};
use crate::ids::PersonId;

/// Particulars of an event, by name. No free text of people's lives belongs here: ids, codes, figures and reasons given.
pub type Detail = BTreeMap<String, String>;

/// A particular as text, from whatever shows itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particular(pub String);

impl<T: std::fmt::Display> From<T> for Particular {
    fn from(value: T) -> Particular {
        Particular(value.to_string())
    }
}

/// Something that happened, before it has its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Who did it; nobody for the server's command line and for failed attempts to sign in.
    pub actor: Option<PersonId>,
    /// In what capacity.
    pub seat: Option<Seat>,
    /// What they did.
    pub action: Action,
    /// Why.
    pub purpose: Purpose,
    /// Whose record, where it is a child's.
    pub child: Option<PersonId>,
    /// What it is about, such as `budget 0190…` or `page /family/…`.
    pub subject: String,
    /// Particulars.
    pub detail: Detail,
}

impl Event {
    /// What a permit allowed, now done.
    #[must_use]
    pub fn of(permit: &Permit, subject: impl Into<String>) -> Event {
        Event {
            actor: permit.actor(),
            seat: permit.seat(),
            action: permit.action(),
            purpose: permit.purpose(),
            child: permit.child(),
            subject: subject.into(),
            detail: Detail::new(),
        }
    }

    /// With one more particular.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Particular>) -> Event {
        self.detail.insert(name.to_owned(), value.into().0);
        self
    }
}

/// An entry in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number in the authority's chain, from 1 without gaps.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Option<PersonId>,
    /// In what capacity.
    pub seat: Option<Seat>,
    /// What.
    pub action: Action,
    /// Why.
    pub purpose: Purpose,
    /// Whose record.
    pub child: Option<PersonId>,
    /// What it is about.
    pub subject: String,
    /// Particulars with the salt of their hash, as JSON; nothing after a purge.
    pub detail: Option<String>,
    /// SHA-256 of `detail`, in hex: what the chain holds of it.
    pub detail_hash: String,
    /// Hash of the entry before, in hex.
    pub previous: String,
    /// Hash of this entry, in hex.
    pub hash: String,
}
