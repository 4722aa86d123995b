//! Chance that comes from a seed: the same seed gives the same numbers on every machine and with any number of threads.
//!
//! Each piece of work that runs beside others draws from a stream of its own, named by its position, so that no order of
//! work can change what it draws. The generator is xoshiro256++, started by splitmix64 (Blackman and Vigna, 2019).

/// A source of random numbers.
#[derive(Debug, Clone)]
pub struct Chance {
    state: [u64; 4],
}

fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

impl Chance {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Chance {
        Chance::stream(seed, 0)
    }

    /// The numbers of one piece of work under a seed: bootstrap sample 17, say.
    #[must_use]
    pub fn stream(seed: u64, position: u64) -> Chance {
        let mut start = seed ^ position.wrapping_mul(0xD1B5_4A32_D192_ED03).rotate_left(17);
        let state = [splitmix(&mut start), splitmix(&mut start), splitmix(&mut start), splitmix(&mut start)];
        Chance { state }
    }

    /// Any 64 bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let drawn = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (third, fourth) = (c ^ a, d ^ b);
        self.state = [a ^ fourth, b ^ third, third ^ (b << 17), fourth.rotate_left(45)];
        drawn
    }

    /// A position below `count`; 0 when there is none.
    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        // Lemire's multiplication; its bias is below 2^-32 for any count that fits a file of cases.
        let product = u128::from(self.bits()) * u128::from(count);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        let bits = self.bits() >> 11;
        // 53 bits fit a float exactly.
        bits as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// A draw from the normal distribution with mean 0 and standard deviation 1 (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// Puts a list into a random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        // Reference output of xoshiro256++ for the state 1, 2, 3, 4.
        let mut chance = Chance { state: [1, 2, 3, 4] };
        let drawn: Vec<u64> = (0..5).map(|_| chance.bits()).collect();
        assert_eq!(
            drawn,
            [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205]
        );
    }

    #[test]
    fn two_pieces_of_work_draw_different_numbers() {
        assert_ne!(Chance::stream(7, 0).bits(), Chance::stream(7, 1).bits());
        assert_eq!(Chance::stream(7, 1).bits(), Chance::stream(7, 1).bits());
    }

    #[test]
    fn draws_are_spread_as_they_should_be() {
        let mut chance = Chance::new(1);
        let mut counts = [0_u32; 10];
        (0..100_000).for_each(|_| counts[chance.below(10)] += 1);
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
        let draws: Vec<f64> = (0..100_000).map(|_| chance.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 1e5;
        let variance = draws.iter().map(|draw| draw * draw).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.02, "{mean} {variance}");
    }

    #[test]
    fn a_shuffled_list_holds_the_same_things() {
        let mut list: Vec<usize> = (0..100).collect();
        Chance::new(3).shuffle(&mut list);
        assert_ne!(list, (0..100).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..100).collect::<Vec<_>>());
    }
}
