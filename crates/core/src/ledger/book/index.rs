//! Finding an entry by its id: open addressing over the rows themselves, eight bytes a place, so that a million ids cost
//! sixteen megabytes and not seventy.

use std::hash::BuildHasher;

use super::hashing::Folding;

/// No row.
const EMPTY: u32 = u32::MAX;

/// The fewest places that are laid out.
const FEWEST: usize = 1_024;

/// A place: some bits of the id's hash, so that a row is looked at only where they fit, and the row.
#[derive(Debug, Clone, Copy)]
struct Place {
    tag: u32,
    row: u32,
}

/// Rows by their ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// A power of two of places, at most half of them taken.
    places: Vec<Place>,
    taken: u32,
    hashing: Folding,
}

impl Index {
    /// An index in which so many rows find their place without its being laid out anew.
    pub fn with_room_for(rows: usize) -> Index {
        let places = (rows * 2).next_power_of_two().max(FEWEST);
        Index { places: vec![Place { tag: 0, row: EMPTY }; places], ..Index::default() }
    }

    /// The row of an id; `id_of` tells the id of a row.
    pub fn find(&self, id: u128, id_of: impl Fn(u32) -> Option<u128>) -> Option<u32> {
        let (mut at, tag) = self.start(id)?;
        loop {
            let place = self.places.get(at)?;
            if place.row == EMPTY {
                return None;
            }
            if place.tag == tag && id_of(place.row) == Some(id) {
                return Some(place.row);
            }
            at = self.after(at);
        }
    }

    /// Looks at the places where the search for some ids begins.
    pub fn look_ahead(&self, ids: impl Iterator<Item = u128>) {
        let places = ids.filter_map(|id| self.places.get(self.start(id)?.0));
        std::hint::black_box(places.fold(0, |seen, place| seen ^ place.row));
    }

    /// Adds the next row, whose id is not there yet.
    pub fn add(&mut self, id: u128, row: u32, id_of: impl Fn(u32) -> Option<u128>) {
        if usize::try_from(self.taken).is_ok_and(|taken| taken * 2 >= self.places.len()) {
            let larger = vec![Place { tag: 0, row: EMPTY }; (self.places.len() * 2).max(FEWEST)];
            self.places = larger;
            // in the order of the rows, which stand in memory in that order
            for earlier in 0..self.taken {
                if let Some(id) = id_of(earlier) {
                    self.put(id, earlier);
                }
            }
        }
        self.put(id, row);
        self.taken += 1;
    }

    fn put(&mut self, id: u128, row: u32) {
        let Some((mut at, tag)) = self.start(id) else { return };
        while self.places.get(at).is_some_and(|place| place.row != EMPTY) {
            at = self.after(at);
        }
        if let Some(free) = self.places.get_mut(at) {
            *free = Place { tag, row };
        }
    }

    /// Where the search for an id begins, and its tag.
    fn start(&self, id: u128) -> Option<(usize, u32)> {
        let hash = self.hashing.hash_one(id);
        let mask = u64::try_from(self.places.len().checked_sub(1)?).ok()?;
        Some((usize::try_from(hash & mask).ok()?, u32::try_from(hash >> 32).ok()?))
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.places.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_found_and_no_other() {
        let ids: Vec<u128> = (0..5_000).map(|n: u128| n * 7_919).collect();
        let id_of = |row: u32| ids.get(usize::try_from(row).unwrap()).copied();
        for mut index in [Index::default(), Index::with_room_for(0), Index::with_room_for(5_000)] {
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
}
