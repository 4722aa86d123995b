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

/// The ways to one total with the fewest answers away from their first.
#[derive(Debug)]
pub(super) struct Ways {
    /// After each part, for each total up to the wanted one: the fewest answers, or `NONE`.
    rows: Vec<Vec<u16>>,
    /// The values of each part as offsets, with the answers that each takes.
    parts: Vec<Vec<(usize, u16)>>,
}

const NONE: u16 = u16::MAX;

impl Ways {
    /// No parts yet.
    pub(super) fn to(total: usize) -> Ways {
        let mut first = vec![NONE; total + 1];
        if let Some(least) = first.first_mut() {
            *least = 0;
        }
        Ways { rows: vec![first], parts: Vec::new() }
    }

    /// Adds a part: its values as offsets, with the answers that each takes.
    pub(super) fn add(&mut self, part: &[(usize, u16)]) {
        let Some(before) = self.rows.last() else { return };
        let mut row = vec![NONE; before.len()];
        for (offset, answers) in part {
            for (slot, fewest) in row.iter_mut().skip(*offset).zip(before) {
                *slot = (*slot).min(fewest.saturating_add(*answers));
            }
        }
        self.rows.push(row);
        self.parts.push(part.to_vec());
    }

    /// The fewest answers that the total takes.
    pub(super) fn fewest(&self) -> Option<u16> {
        self.rows.last()?.last().copied().filter(|fewest| *fewest != NONE)
    }

    /// The offset of each part on a way to the total with the fewest answers.
    pub(super) fn back(&self) -> Option<Vec<usize>> {
        let mut left = self.rows.first()?.len().checked_sub(1)?;
        let mut offsets = Vec::new();
        for (part, before) in self.parts.iter().zip(&self.rows).rev() {
            let fewest = |(offset, answers): &(usize, u16)| {
                let way = left.checked_sub(*offset).and_then(|rest| before.get(rest));
                way.filter(|way| **way != NONE).map(|way| (way.saturating_add(*answers), *offset))
            };
            let (_, offset) = part.iter().filter_map(fewest).min()?;
            left -= offset;
            offsets.push(offset);
        }
        offsets.reverse();
        (left == 0).then_some(offsets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_totals_of_two_questions_are_all_their_sums() {
        let both = Sums::least(200).plus(&[0, 10, 25]).plus(&[0, 5, 130]);
        assert_eq!(both.iter().collect::<Vec<_>>(), [0, 5, 10, 15, 25, 30, 130, 140, 155]);
        assert_eq!(Sums::least(200).plus(&[64]).plus(&[63, 64]).iter().collect::<Vec<_>>(), [127, 128]);
    }

    #[test]
    fn the_way_to_a_total_takes_few_answers() {
        let mut ways = Ways::to(60);
        (0..6).for_each(|_| ways.add(&[(0, 0), (10, 1), (25, 1), (50, 1)]));
        let offsets = ways.back().unwrap();
        assert_eq!(ways.fewest(), Some(2));
        assert_eq!(offsets.iter().sum::<usize>(), 60);
        assert_eq!(offsets.iter().filter(|offset| **offset > 0).count(), 2);
        let mut none = Ways::to(3);
        none.add(&[(0, 0), (2, 1)]);
        assert_eq!(none.back(), None);
    }
}
