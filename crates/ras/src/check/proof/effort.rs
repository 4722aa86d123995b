//! How much work a check may do: counted in operations, never in seconds, so that every run finds the same.

/// An allowance of work.
#[derive(Debug)]
pub(in crate::check) struct Effort {
    left: u64,
}

impl Effort {
    pub(in crate::check) fn of(operations: u64) -> Effort {
        Effort { left: operations }
    }

    /// Takes so much from what is left; false when there is not so much.
    pub(in crate::check) fn spend(&mut self, operations: usize) -> bool {
        let operations = u64::try_from(operations).unwrap_or(u64::MAX);
        match self.left.checked_sub(operations) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    /// Takes a part of what is left for one purpose; what is not used of it goes back with [`Effort::give_back`].
    pub(in crate::check) fn part(&mut self, one_in: u64) -> Effort {
        let part = self.left / one_in.max(1);
        self.left -= part;
        Effort { left: part }
    }

    pub(in crate::check) fn give_back(&mut self, part: &Effort) {
        self.left += part.left;
    }

    /// Whether hardly anything is left.
    pub(in crate::check) fn is_spent(&self) -> bool {
        self.left < 1_000
    }
}

/// A small generator of numbers that look like chance and are the same in every run (splitmix64).
#[derive(Debug)]
pub(in crate::check) struct Dice(u64);

impl Dice {
    pub(in crate::check) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit; 0 when the limit is 0.
    pub(in crate::check) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % limit).unwrap_or(0)
    }

    /// One of a list.
    pub(in crate::check) fn pick<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        list.get(self.below(list.len())).copied()
    }

    /// A list in another order.
    pub(in crate::check) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = self.below(at + 1);
            list.swap(at, other);
        }
    }
}
