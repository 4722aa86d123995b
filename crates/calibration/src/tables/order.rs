//! Putting rows in order of their points. A sort that counts digits passes over a million rows a few times, where one that
//! compares does so twenty times.

/// Bits of a digit.
const DIGIT: u32 = 11;
/// Digits that a number of 64 bits may have.
const DIGITS: u32 = 6;
/// Values of a digit.
const VALUES: usize = 1 << DIGIT;

/// Bits of a position that is packed beside its key.
const POSITION: u32 = 32;

/// Keys with their positions, in order of the keys; those of one key stay as they were.
pub enum InOrder {
    /// Key and position packed into one number, so that half as much is moved about: the least key, and the rest from it.
    Near(i64, std::vec::IntoIter<u64>),
    /// Keys too far apart for that.
    Far(i64, std::vec::IntoIter<(u64, u32)>),
}

impl Iterator for InOrder {
    type Item = (i64, u32);

    fn next(&mut self) -> Option<(i64, u32)> {
        match self {
            InOrder::Near(least, rows) => {
                let row = rows.next()?;
                let position = u32::try_from(row & u64::from(u32::MAX)).unwrap_or(0);
                Some((least.wrapping_add_unsigned(row >> POSITION), position))
            }
            InOrder::Far(least, rows) => {
                let (key, position) = rows.next()?;
                Some((least.wrapping_add_unsigned(key), position))
            }
        }
    }
}

/// Puts keys in order.
#[must_use]
pub fn in_order(keys: &[i64]) -> InOrder {
    let least = keys.iter().copied().min().unwrap_or(0);
    let distance = |key: i64| key.wrapping_sub(least).cast_unsigned();
    let most = keys.iter().copied().max().map_or(0, distance);
    let numbered = keys.iter().map(|key| distance(*key)).zip(0_u32..);
    if most >> POSITION == 0 {
        let packed: Vec<u64> = numbered.map(|(key, position)| key << POSITION | u64::from(position)).collect();
        return InOrder::Near(least, sorted(packed, most, |row| row >> POSITION).into_iter());
    }
    InOrder::Far(least, sorted(numbered.collect(), most, |row: (u64, u32)| row.0).into_iter())
}

/// Positions in order of their key; positions with one key stay as they were.
#[must_use]
pub fn order(keys: &[i64]) -> Vec<u32> {
    in_order(keys).map(|(_, position)| position).collect()
}

/// Rows by key, digit by digit from the least.
fn sorted<T: Copy>(mut rows: Vec<T>, most: u64, key: impl Fn(T) -> u64) -> Vec<T> {
    let mut sorted = rows.clone();
    for digit in 0..DIGITS {
        let shift = digit * DIGIT;
        if most >> shift == 0 {
            break;
        }
        let value = |row: T| usize::try_from(key(row) >> shift).unwrap_or(0) & (VALUES - 1);
        let mut places = [0_usize; VALUES];
        for row in &rows {
            if let Some(place) = places.get_mut(value(*row)) {
                *place += 1;
            }
        }
        let mut before = 0;
        for place in &mut places {
            before += std::mem::replace(place, before);
        }
        for row in &rows {
            if let Some(place) = places.get_mut(value(*row)) {
                if let Some(slot) = sorted.get_mut(*place) {
                    *slot = *row;
                }
                *place += 1;
            }
        }
        std::mem::swap(&mut rows, &mut sorted);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn rows_come_in_order_and_equal_ones_stay_as_they_were() {
        for range in [1, 3, 5_000, u64::from(u32::MAX), u64::MAX / 4] {
            let mut chance = Chance::new(range);
            let keys: Vec<i64> = (0..2_000).map(|_| (chance.bits() % range).cast_signed() - 500).collect();
            let mut expected: Vec<u32> = (0..2_000).collect();
            expected.sort_by_key(|at| keys[*at as usize]);
            assert_eq!(order(&keys), expected, "{range}");
        }
        assert_eq!(order(&[]), [0; 0]);
    }
}
