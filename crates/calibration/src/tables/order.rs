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
#[must_use]
pub fn in_order(keys: &[i64]) -> Vec<(i64, u32)> {
    let least = keys.iter().copied().min().unwrap_or(0);
    let distance = |key: i64| key.wrapping_sub(least).cast_unsigned();
    let most = keys.iter().copied().max().map_or(0, distance);
    let numbered = keys.iter().map(|key| distance(*key)).zip(0_u32..);
    if most >> POSITION == 0 {
        // Key and position fit one number, so half as much is moved about.
        let packed: Vec<u64> = numbered.map(|(key, position)| key << POSITION | u64::from(position)).collect();
        let sorted = sorted(packed, most, |row| row >> POSITION);
        let low = |row: u64| u32::try_from(row & u64::from(u32::MAX)).unwrap_or(0);
        return sorted.into_iter().map(|row| (least.wrapping_add_unsigned(row >> POSITION), low(row))).collect();
    }
    let sorted = sorted(numbered.collect(), most, |row: (u64, u32)| row.0);
    sorted.into_iter().map(|(key, position)| (least.wrapping_add_unsigned(key), position)).collect()
}

/// Positions in order of their key; positions with one key stay as they were.
#[must_use]
pub fn order(keys: &[i64]) -> Vec<u32> {
    in_order(keys).into_iter().map(|(_, position)| position).collect()
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
