//! The rules of signing in: passwords, links by e-mail, waiting after mistakes, how long a session lasts. Whoever is
//! kept waiting is told until when and what else they can do.
//!
//! Hashing, cookies and mail are at the edge; the instant is passed in.

pub mod lockout;
pub mod magic_link;
pub mod password;
pub mod rate;
pub mod reset;
pub mod session;

pub use lockout::Failures;
pub use magic_link::{LinkRefusal, MagicLink, Opening};
pub use password::PasswordFault;
pub use rate::{Bucket, Rate};
pub use reset::{Colleague, Lost, Reset, ResetReason, ResetRefusal};
pub use session::{Ended, Limits, Session};

/// What a person is told: a key of the message catalogue, and the values that its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The key.
    pub key: &'static str,
    /// Name and value of each blank in the sentence.
    pub values: Vec<(&'static str, String)>,
}
