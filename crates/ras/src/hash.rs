//! The content hash of a scheme: SHA-256 over its three rule files. Wording is not part of it, so that a translation
//! added later does not make old results look foreign.

use sha2::{Digest, Sha256};
use std::fmt;

/// SHA-256 of a scheme's rule files.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SchemeHash([u8; 32]);

impl SchemeHash {
    /// Hashes files in the order given: for each its name, its length and its bytes, so that no byte can move from one
    /// file to another unseen.
    #[must_use]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> SchemeHash {
        let mut hasher = Sha256::new();
        for (name, bytes) in files {
            hasher.update(format!("{name}\n{}\n", bytes.len()));
            hasher.update(bytes);
        }
        SchemeHash(hasher.finalize().into())
    }
}

impl fmt::Display for SchemeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SchemeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
