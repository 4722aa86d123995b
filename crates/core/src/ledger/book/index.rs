//! Finding an entry by its id: open addressing over the rows themselves, four bytes a place, so that a million ids cost
//! eight megabytes and not seventy.

use std::hash::{BuildHasher, RandomState};

/// No row.
const EMPTY: u32 = u32::MAX;

/// Rows by their ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// A power of two of places, at most half of them taken.
    places: Vec<u32>,
    taken: usize,
    hashing: RandomState,
}

impl Index {
    /// The row of an id; `id_of` tells the id of a row.
    pub fn find(&self, id: u128, id_of: impl Fn(u32) -> Option<u128>) -> Option<u32> {
        let mut place = self.start(id)?;
        loop {
            let row = *self.places.get(place)?;
            if row == EMPTY {
                return None;
            }
            if id_of(row) == Some(id) {
                return Some(row);
            }
            place = self.after(place);
        }
    }

    /// Adds a row whose id is not there yet.
    pub fn add(&mut self, id: u128, row: u32, id_of: impl Fn(u32) -> Option<u128>) {
        if self.taken.saturating_mul(2) >= self.places.len() {
            let larger = vec![EMPTY; (self.places.len() * 2).max(1_024)];
            let before = std::mem::replace(&mut self.places, larger);
            for row in before.into_iter().filter(|row| *row != EMPTY) {
                if let Some(id) = id_of(row) {
                    self.put(id, row);
                }
            }
        }
        self.put(id, row);
        self.taken += 1;
    }

    fn put(&mut self, id: u128, row: u32) {
        let Some(mut place) = self.start(id) else { return };
        while self.places.get(place).is_some_and(|taken| *taken != EMPTY) {
            place = self.after(place);
        }
        if let Some(free) = self.places.get_mut(place) {
            *free = row;
        }
    }

    /// Where the search for an id begins; ids come from outside, so the hash is keyed.
    fn start(&self, id: u128) -> Option<usize> {
        let mask = self.places.len().checked_sub(1)?;
        usize::try_from(self.hashing.hash_one(id) & u64::try_from(mask).ok()?).ok()
    }

    fn after(&self, place: usize) -> usize {
        (place + 1) & (self.places.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_found_and_no_other() {
        let ids: Vec<u128> = (0..5_000).map(|n: u128| n * 7_919).collect();
        let id_of = |row: u32| ids.get(usize::try_from(row).unwrap()).copied();
        let mut index = Index::default();
        assert_eq!(index.find(0, id_of), None);
        for (row, id) in ids.iter().enumerate() {
            index.add(*id, u32::try_from(row).unwrap(), id_of);
        }
        for (row, id) in ids.iter().enumerate() {
            assert_eq!(index.find(*id, id_of), u32::try_from(row).ok());
        }
        assert_eq!(index.find(1, id_of), None);
    }
}
