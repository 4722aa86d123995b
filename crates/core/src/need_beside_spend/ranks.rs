//! Ranks with ties: equals share the middle of the places that they take.

/// Twice the rank of each value, the least first: doubled, so that a shared place such as 2½ is whole (5). The doubled ranks
/// of `n` values add up to `n × (n + 1)`, with ties or without.
#[must_use]
pub fn double_ranks(values: &[i64]) -> Vec<i64> {
    let mut order: Vec<(i64, usize)> = values.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut ranks = vec![0; values.len()];
    let mut before = 0_i64;
    for equals in order.chunk_by(|a, b| a.0 == b.0) {
        let count = i64::try_from(equals.len()).unwrap_or(i64::MAX);
        // places before+1 to before+count: the middle, doubled, is the first and the last added up
        let doubled = 2 * before + count + 1;
        for (_, at) in equals {
            if let Some(rank) = ranks.get_mut(*at) {
                *rank = doubled;
            }
        }
        before += count;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equals_share_the_middle_of_their_places() {
        for (values, ranks) in [
            (&[10, 30, 20][..], &[2, 6, 4][..]),
            (&[5, 5, 1, 9], &[5, 5, 2, 8]),
            (&[7, 7, 7], &[4, 4, 4]),
            (&[-1], &[2]),
            (&[], &[]),
        ] {
            assert_eq!(double_ranks(values), ranks);
        }
    }

    proptest! {
        #[test]
        fn ranks_add_up_and_keep_the_order(values in prop::collection::vec(-5_i64..5, 0..40)) {
            let ranks = double_ranks(&values);
            let n = i64::try_from(values.len()).unwrap();
            prop_assert_eq!(ranks.iter().sum::<i64>(), n * (n + 1));
            for (a, ra) in values.iter().zip(&ranks) {
                for (b, rb) in values.iter().zip(&ranks) {
                    prop_assert_eq!(a.cmp(b), ra.cmp(rb));
                }
            }
        }
    }
}
