//! Which totals can be reached: a set of numbers, one bit each, to which the values of one more part can be added.

/// A set of totals, counted from the least in steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sums {
    words: Vec<u64>,
    count: usize,
}

impl Sums {
    /// Only the least total, of `count` possible ones.
    pub(super) fn least(count: usize) -> Sums {
        let mut words = vec![0; count / 64 + 1];
        if let Some(first) = words.first_mut() {
            *first = 1;
        }
        Sums { words, count }
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Every total of these with one of the offsets added.
    pub(super) fn plus(&self, offsets: &[usize]) -> Sums {
        let mut all = Sums { words: vec![0; self.words.len()], count: self.count };
        for offset in offsets {
            let (whole, bits) = (offset / 64, offset % 64);
            let mut carried = 0;
            for (word, slot) in self.words.iter().zip(all.words.iter_mut().skip(whole)) {
                *slot |= word << bits | carried;
                carried = if bits == 0 { 0 } else { word >> (64 - bits) };
            }
            if let Some(slot) = all.words.get_mut(whole + self.words.len()) {
                *slot |= carried;
            }
        }
        all
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.words.iter().enumerate().filter(|(_, word)| **word != 0);
        words.flat_map(|(at, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit))
    }

    /// The work of adding one offset.
    pub(super) fn work(&self) -> usize {
        self.words.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_totals_of_two_questions_are_all_their_sums() {
        let both = Sums::least(200).plus(&[0, 10, 25]).plus(&[0, 5, 130]);
        assert_eq!(both.iter().collect::<Vec<_>>(), [0, 5, 10, 15, 25, 30, 130, 140, 155]);
        assert!(both.contains(155) && !both.contains(131));
        assert_eq!(Sums::least(200).plus(&[64]).plus(&[63, 64]).iter().collect::<Vec<_>>(), [127, 128]);
    }
}
