//! Names that many entries share, kept once: people, lines, streams, reasons. An entry holds their number.

use std::collections::HashMap;
use std::hash::Hash;

use super::hashing::Folding;

/// Names by number and numbers by name.
#[derive(Debug, Clone)]
pub(super) struct Names<N> {
    names: Vec<N>,
    numbers: HashMap<N, u32, Folding>,
    /// The number that was asked for last: the entries of one payment follow each other.
    last: u32,
}

impl<N> Default for Names<N> {
    fn default() -> Names<N> {
        Names { names: Vec::new(), numbers: HashMap::default(), last: NONE }
    }
}

/// Nothing is named.
pub(super) const NONE: u32 = u32::MAX;

impl<N: Hash + Eq + Clone> Names<N> {
    /// The number of a name, given now if it has none yet.
    pub fn number(&mut self, name: &N) -> u32 {
        if self.name(self.last) == Some(name) {
            return self.last;
        }
        if let Some(number) = self.numbers.get(name) {
            self.last = *number;
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(NONE);
        self.last = number;
        self.names.push(name.clone());
        self.numbers.insert(name.clone(), number);
        number
    }

    /// The same for a name that may be missing.
    pub fn number_of(&mut self, name: Option<&N>) -> u32 {
        name.map_or(NONE, |name| self.number(name))
    }

    /// Looks where some names stand that will be asked for next.
    pub fn look_ahead(&self, names: impl Iterator<Item = N>) {
        let numbers = names.filter_map(|name| self.numbers.get(&name));
        std::hint::black_box(numbers.fold(0, |seen, number| seen ^ number));
    }

    /// The number of a name that may not be known.
    pub fn known(&self, name: &N) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> Option<&N> {
        usize::try_from(number).ok().and_then(|at| self.names.get(at))
    }
}
