//! A quick keyed hash: ids come from outside, so nobody may know which of them fall on one place; and there are six of them in
//! every entry, so a hash made for texts of any length would be most of the work.

use std::hash::{BuildHasher, Hasher, RandomState};

/// An odd number without a pattern: the fraction of the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Makes hashers with a key of this process.
#[derive(Debug, Clone)]
pub(super) struct Folding {
    key: u64,
}

impl Default for Folding {
    fn default() -> Folding {
        Folding { key: RandomState::new().hash_one(MIX) | 1 }
    }
}

impl BuildHasher for Folding {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded { state: self.key, key: self.key }
    }
}

/// A hash in the making.
#[derive(Debug)]
pub(super) struct Folded {
    state: u64,
    key: u64,
}

impl Folded {
    fn add(&mut self, word: u64) {
        // both halves of the whole product: every bit of the word reaches every bit of the state
        let product = u128::from(self.state ^ word) * u128::from(MIX ^ self.key.rotate_left(17));
        let (high, low) = (product >> 64, product & u128::from(u64::MAX));
        self.state = u64::try_from(high ^ low).unwrap_or_default().rotate_left(23) ^ self.key;
    }
}

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0_u8; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            self.add(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.add(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_u128(&mut self, word: u128) {
        self.add(u64::try_from(word >> 64).unwrap_or_default());
        self.add(u64::try_from(word & u128::from(u64::MAX)).unwrap_or_default());
    }

    fn finish(&self) -> u64 {
        self.state ^ (self.state >> 29)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_that_differ_little_fall_far_apart() {
        let folding = Folding::default();
        let low: HashSet<u64> = (0..10_000_u128).map(|id| folding.hash_one(id << 40) & 0xFFFF).collect();
        // ten thousand balls in 65,536 boxes: about 9,270 boxes have one
        assert!(low.len() > 9_000, "{}", low.len());
        assert_ne!(Folding::default().hash_one(1_u128), Folding::default().hash_one(1_u128), "each has its own key");
    }
}
