//! Where new ids and salts come from: the system's random numbers, or for a demo the same ones every time.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A source of unpredictable bytes, or of repeatable ones.
#[derive(Debug)]
pub enum Chance {
    /// The operating system's.
    System,
    /// The same bytes for the same seed, in the order asked: demo and tests only.
    Seeded {
        /// Where it starts.
        seed: u64,
        /// How often it was asked.
        asked: AtomicU64,
    },
}

impl Chance {
    /// Repeatable bytes from a seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Chance {
        Chance::Seeded { seed, asked: AtomicU64::new(0) }
    }

    /// Sixteen bytes.
    #[must_use]
    pub fn bytes(&self) -> [u8; 16] {
        match self {
            // version 4: 122 bits of the system's random numbers, spread over 16 bytes
            Chance::System => Uuid::new_v4().into_bytes(),
            Chance::Seeded { seed, asked } => {
                let count = asked.fetch_add(1, Ordering::Relaxed);
                let mut hasher = Sha256::new();
                hasher.update(seed.to_be_bytes());
                hasher.update(count.to_be_bytes());
                let mut bytes = [0; 16];
                for (to, from) in bytes.iter_mut().zip(hasher.finalize()) {
                    *to = from;
                }
                bytes
            }
        }
    }

    /// A new UUIDv7 for something made at `at`.
    #[must_use]
    pub fn id(&self, at: Timestamp) -> Uuid {
        let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or_default();
        let bytes = self.bytes();
        let mut tail = [0; 10];
        for (to, from) in tail.iter_mut().zip(bytes) {
            *to = from;
        }
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &tail).into_uuid()
    }

    /// A salt of 32 hex digits.
    #[must_use]
    pub fn salt(&self) -> String {
        self.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
