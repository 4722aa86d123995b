//! The chain: sealing an event into an entry, and finding the first link that does not hold.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{Entry, Event};
use crate::ids::AuthorityId;

/// The end of a chain: the number and hash of its last entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Number of the last entry; 0 where there is none.
    pub number: i64,
    /// Its hash in hex.
    pub hash: String,
}

/// The beginning of an authority's chain: no entry, and a hash that no other authority's chain starts from.
#[must_use]
pub fn genesis(authority: &AuthorityId) -> Link {
    Link { number: 0, hash: hex(&[b"seven-steps audit chain 1", authority.as_str().as_bytes()]) }
}

/// Gives an event its place after `last`. `salt` is fresh chance (32 hex digits), so that a purged detail cannot be guessed
/// back from its hash.
#[must_use]
pub fn seal(authority: &AuthorityId, last: &Link, at: Timestamp, event: &Event, salt: &str) -> Entry {
    let mut detail = event.detail.clone();
    detail.insert("salt".to_owned(), salt.to_owned());
    let detail = serde_json::to_string(&detail).unwrap_or_default();
    let mut entry = Entry {
        number: last.number.saturating_add(1),
        at,
        actor: event.actor,
        seat: event.seat,
        action: event.action,
        purpose: event.purpose,
        child: event.child,
        subject: event.subject.clone(),
        detail_hash: hex(&[detail.as_bytes()]),
        detail: Some(detail),
        previous: last.hash.clone(),
        hash: String::new(),
    };
    entry.hash = hash_of(authority, &entry);
    entry
}

/// The first link that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// Numbers are not one after the other: something was taken out, or put in.
    #[error("entry {expected} is missing: the next one found is {found}")]
    Gap {
        /// The number that should come.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// The entry names another predecessor than the one before it.
    #[error("entry {number} does not continue entry {before}: its link to the one before is another", before = number - 1)]
    Previous {
        /// The entry.
        number: i64,
    },
    /// The entry's own hash does not fit what it says.
    #[error("entry {number} was changed after it was written: its hash does not fit what it says")]
    Changed {
        /// The entry.
        number: i64,
    },
    /// The detail is not the one that was written.
    #[error("the detail of entry {number} was changed after it was written")]
    Detail {
        /// The entry.
        number: i64,
    },
    /// The chain ends before the number that was noted as its end.
    #[error("the chain ends at entry {found}, but entry {noted} was noted as written: the end is missing")]
    End {
        /// The last entry noted.
        noted: i64,
        /// The last one found.
        found: i64,
    },
    /// The last entry is another one than was noted.
    #[error("entry {number} is not the one that was noted: the chain was written anew")]
    Anchor {
        /// The entry.
        number: i64,
    },
}

/// Reads a chain entry by entry and stops at the first break.
#[derive(Debug)]
pub struct Verifier<'a> {
    authority: &'a AuthorityId,
    last: Link,
    purged: u64,
    /// Links noted elsewhere that the chain must pass through.
    anchors: Vec<Link>,
}

impl<'a> Verifier<'a> {
    /// A verifier at the beginning of an authority's chain.
    #[must_use]
    pub fn new(authority: &'a AuthorityId, anchors: Vec<Link>) -> Verifier<'a> {
        Verifier { authority, last: genesis(authority), purged: 0, anchors }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// The [`Break`], if this entry does not hold.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Break> {
        let number = entry.number;
        let expected = self.last.number.saturating_add(1);
        if number != expected {
            return Err(Break::Gap { expected, found: number });
        }
        if entry.previous != self.last.hash {
            return Err(Break::Previous { number });
        }
        if entry.hash != hash_of(self.authority, entry) {
            return Err(Break::Changed { number });
        }
        match &entry.detail {
            Some(detail) if hex(&[detail.as_bytes()]) != entry.detail_hash => return Err(Break::Detail { number }),
            Some(_) => {}
            None => self.purged += 1,
        }
        if self.anchors.iter().any(|anchor| anchor.number == number && anchor.hash != entry.hash) {
            return Err(Break::Anchor { number });
        }
        self.last = Link { number, hash: entry.hash.clone() };
        Ok(())
    }

    /// The end of the chain and the number of purged details in it.
    ///
    /// # Errors
    /// [`Break::End`] where an anchor lies beyond the end.
    pub fn finish(self) -> Result<(Link, u64), Break> {
        match self.anchors.iter().map(|anchor| anchor.number).max() {
            Some(noted) if noted > self.last.number => Err(Break::End { noted, found: self.last.number }),
            _ => Ok((self.last, self.purged)),
        }
    }
}

fn hash_of(authority: &AuthorityId, entry: &Entry) -> String {
    let optional = |id: Option<crate::ids::PersonId>| id.map(|id| id.to_string()).unwrap_or_default();
    hex(&[
        authority.as_str().as_bytes(),
        entry.number.to_string().as_bytes(),
        entry.at.to_string().as_bytes(),
        optional(entry.actor).as_bytes(),
        entry.seat.map(crate::access::Seat::code).unwrap_or_default().as_bytes(),
        entry.action.code().as_bytes(),
        entry.purpose.code().as_bytes(),
        optional(entry.child).as_bytes(),
        entry.subject.as_bytes(),
        entry.detail_hash.as_bytes(),
        entry.previous.as_bytes(),
    ])
}

/// SHA-256 over the parts, each led by its length so that no two lists of parts read the same.
fn hex(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
