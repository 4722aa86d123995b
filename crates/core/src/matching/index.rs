//! Expectations by a key and their day, so that a line finds its few in a million at once. Those that are used up are stepped
//! over without being counted again.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use super::keys::spread;

/// So many keys are looked ahead for together.
pub(super) const TOGETHER: usize = 32;

/// One entry: the key, the first day, which expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u64,
    day: i32,
    content: u64,
    expectation: u32,
}

/// Entries by key, those of one key by their day.
#[derive(Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    /// Where the entries begin whose keys begin with some bits.
    starts: Vec<u32>,
    shift: u32,
    /// For each entry the next one at or before it that is not used up, plus one; 0 where there is none. Whoever searches may
    /// shorten the way for the others: every value that is ever written leads to the same end, in whatever order they are.
    free: Vec<AtomicU32>,
    longest_span: i32,
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Index {
    /// An index of what a closure yields: key, first and last day, a number for its content, which expectation.
    pub fn of(found: impl Iterator<Item = (u64, i32, i32, u64, u32)>) -> Index {
        let mut longest_span = 0;
        let found: Vec<Entry> = found
            .map(|(key, from, until, content, expectation)| {
                longest_span = longest_span.max(until - from);
                Entry { key: spread(key), day: from, content, expectation }
            })
            .collect();
        let bits = (usize::BITS - found.len().leading_zeros()).clamp(1, 24);
        let mut starts = vec![0_u32; (1_usize << bits) + 1];
        let shift = u64::BITS - bits;
        for entry in &found {
            if let Some(count) = starts.get_mut(to_bucket(entry.key, shift) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0_u32;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let entries = in_buckets(&found, &starts, shift);
        let free = (1..=to_u32(entries.len())).map(AtomicU32::new).collect();
        Index { entries, starts, shift, free, longest_span }
    }

    /// The entries of a key.
    fn range(&self, key: u64) -> (usize, usize) {
        let key = spread(key);
        let bucket = to_bucket(key, self.shift);
        let start = self.starts.get(bucket).copied().map_or(0, to_usize);
        let end = self.starts.get(bucket + 1).copied().map_or(0, to_usize);
        let within = self.entries.get(start..end).unwrap_or_default();
        let from = start + within.iter().take_while(|entry| entry.key < key).count();
        match within.get(from - start) {
            Some(entry) if entry.key == key => {}
            _ => return (from, from),
        }
        let same = within.get(from - start..).unwrap_or_default();
        (from, from + same.partition_point(|entry| entry.key == key))
    }

    /// Looks at the places where the search for some keys will begin, and tells whom it will find there first. The places lie far
    /// apart in memory: asked for together they are waited for once. Nothing changes, and nothing depends on it.
    pub fn look_ahead(&self, keys: impl Iterator<Item = u64>) -> impl Iterator<Item = u32> {
        let start = |key: u64| self.starts.get(to_bucket(spread(key), self.shift)).copied().map_or(0, to_usize);
        let mut starts = [usize::MAX; TOGETHER];
        for (place, key) in starts.iter_mut().zip(keys) {
            *place = start(key);
        }
        starts.into_iter().filter_map(|at| {
            std::hint::black_box(self.free.get(at)?.load(Relaxed));
            self.entries.get(at).map(|entry| entry.expectation)
        })
    }

    /// Whatever of a key lies near a day: first what is due on it or before it, then what is due later, each the latest first and
    /// at most half of `most`. `take` says of each whether it can still be used; what cannot is not asked about again.
    pub fn near(&self, key: u64, (early, late): (i32, i32), day: i32, most: usize, mut take: impl FnMut(u32) -> bool) {
        let range = self.range(key);
        if range.0 == range.1 {
            return;
        }
        let first_day = day - late - self.longest_span;
        self.walk(range, (first_day, day), most / 2, &mut take);
        self.walk(range, (day + 1, day + early), most / 2, &mut take);
    }

    /// Entries of a range whose first day lies between two days, the latest first.
    fn walk(&self, range: (usize, usize), days: (i32, i32), most: usize, take: &mut impl FnMut(u32) -> bool) {
        let (start, end) = range;
        let same = self.entries.get(start..end).unwrap_or_default();
        let mut place = start + same.partition_point(|entry| entry.day <= days.1);
        let mut many = 0;
        while many < most {
            place = self.free_before(place);
            let Some(entry) = place.checked_sub(1).filter(|at| *at >= start).and_then(|at| self.entries.get(at)) else {
                return;
            };
            if entry.day < days.0 {
                return;
            }
            if take(entry.expectation) {
                many += 1;
            } else if let Some(free) = self.free.get(place - 1) {
                free.store(to_u32(place - 1), Relaxed);
            }
            place -= 1;
        }
    }

    /// The place after the last free entry before a place, with the way there shortened.
    fn free_before(&self, place: usize) -> usize {
        let step = |at: usize| at.checked_sub(1).and_then(|entry| self.free.get(entry));
        let mut at = place;
        loop {
            let Some(free) = step(at) else { return 0 };
            let next = to_usize(free.load(Relaxed));
            if next == at {
                return at;
            }
            // halve the way for whoever comes next
            free.store(step(next).map_or(0, |beyond| beyond.load(Relaxed)), Relaxed);
            at = next;
        }
    }
}

/// Entries put into their buckets, each of which is then put in order: most hold one or two.
fn in_buckets(found: &[Entry], starts: &[u32], shift: u32) -> Vec<Entry> {
    let mut entries = found.to_vec();
    let mut next: Vec<u32> = starts.to_vec();
    for entry in found {
        let Some(place) = next.get_mut(to_bucket(entry.key, shift)) else { continue };
        if let Some(target) = entries.get_mut(to_usize(*place)) {
            *target = *entry;
        }
        *place += 1;
    }
    for pair in starts.windows(2) {
        let (Some(from), Some(until)) = (pair.first(), pair.last()) else { continue };
        if until - from > 1 {
            entries.get_mut(to_usize(*from)..to_usize(*until)).unwrap_or_default().sort_unstable();
        }
    }
    entries
}

fn to_bucket(key: u64, shift: u32) -> usize {
    usize::try_from(key >> shift).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(index: &Index, key: u64, day: i32, used: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        index.near(key, (7, 31), day, 64, |expectation| {
            let is_free = !used.contains(&expectation);
            if is_free {
                found.push(expectation);
            }
            is_free
        });
        found
    }

    #[test]
    fn a_key_finds_its_own_near_a_day_and_nothing_used_up() {
        let all = (0..100_u32).map(|n| (u64::from(n % 3), i32::try_from(n).unwrap() * 10, 0, u64::from(n), n));
        let index = Index::of(all.map(|(key, day, _, content, n)| (key, day, day, content, n)));
        assert_eq!(near(&index, 1, 70, &[]), [7, 4]);
        assert_eq!(near(&index, 1, 70, &[7]), [4]);
        assert_eq!(near(&index, 1, 70, &[]), [4], "what was used up is not asked about again");
        assert_eq!(near(&index, 9, 70, &[]), [] as [u32; 0]);
        assert_eq!(near(&Index::default(), 1, 70, &[]), [] as [u32; 0]);
    }

    #[test]
    fn many_alike_are_found_one_after_another() {
        let index = Index::of((0..10_000_u32).map(|n| (5, 100, 100, u64::from(n), n)));
        let mut used = vec![false; 10_000];
        let mut asked = 0_u32;
        for n in (0..10_000_u32).rev() {
            let mut found = None;
            index.near(5, (0, 0), 100, 2, |expectation| {
                asked += 1;
                let is_free = !used[expectation as usize];
                found = found.or(Some(expectation).filter(|_| is_free));
                is_free
            });
            assert_eq!(found, Some(n));
            used[n as usize] = true;
        }
        assert!(asked < 30_000, "what is used up is stepped over: {asked}");
    }
}
