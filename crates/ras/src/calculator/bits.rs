//! A set of questions.

/// A set of small numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn one(at: usize) -> Bits {
        let mut words = vec![0; at / 64 + 1];
        if let Some(word) = words.last_mut() {
            *word = 1 << (at % 64);
        }
        Bits(words)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn contains(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    pub(crate) fn add(&mut self, other: &Bits) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    /// What is in both.
    pub(crate) fn and(&self, other: &Bits) -> Bits {
        Bits(self.0.iter().zip(&other.0).map(|(mine, theirs)| mine & theirs).collect())
    }

    /// What is not in the other.
    pub(crate) fn without(&self, other: &Bits) -> Bits {
        let theirs = other.0.iter().chain(std::iter::repeat(&0));
        Bits(self.0.iter().zip(theirs).map(|(mine, theirs)| mine & !theirs).collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len() * 64).filter(|at| self.contains(*at))
    }
}
