//! The audit log: what happened, to whose record, by whom, why. Append-only; each entry carries the hash of the one before.
//!
//! Hashed is everything but the detail itself: of the detail the chain holds only a salted hash. So a purge under a
//! retention rule can take detail and salt away and leave a tombstone that still verifies.

mod chain;
mod event;

pub use chain::{Break, Link, Verifier, genesis, seal};
pub use event::{Detail, Entry, Event};
