//! From amounts in floats to whole units of money, within the total. Everyone with the same amount before rounding has the same
//! after it, and no amount overtakes the next. What cannot be shared out without splitting a row is left and named.

/// One row to round: what it should be, and how many cases stand behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unrounded {
    /// Amount in pounds.
    pub amount: f64,
    /// Weight of its cases.
    pub weight: f64,
}

/// Amounts in pence, multiples of `unit_pence`. Each list rises and stays so. With a total, in pounds, all lists together do
/// not pass it.
#[must_use]
pub fn rounded(lists: &[Vec<Unrounded>], unit_pence: i64, total: Option<f64>) -> Vec<Vec<i64>> {
    let unit = unit_pence.max(1);
    let in_units = |amount: f64| amount * 100.0 / unit as f64;
    let Some(total) = total else {
        return lists
            .iter()
            .map(|list| list.iter().map(|row| unit * whole(in_units(row.amount).round())).collect())
            .collect();
    };
    // A hair is forgiven downwards, so that 1,200.0000 does not become 1,199.
    let floor = |amount: f64| whole((in_units(amount) + 1e-6).floor());
    let mut units: Vec<Vec<i64>> =
        lists.iter().map(|list| list.iter().map(|row| floor(row.amount)).collect()).collect();
    let spent = |units: &[Vec<i64>]| -> f64 {
        let rows = lists.iter().zip(units).flat_map(|(list, units)| list.iter().zip(units));
        rows.map(|(row, units)| row.weight * *units as f64).sum()
    };
    let mut left = in_units(total) - spent(&units);
    for (list, stretch, weight) in by_remainder(lists, &units, &in_units) {
        let Some(rows) = units.get_mut(list) else { continue };
        let next = rows.get(stretch.1).copied();
        let own = rows.get(stretch.0).copied().unwrap_or(0);
        // A raised row may reach the next, not pass it.
        if weight > left + 1e-9 || next.is_some_and(|next| own + 1 > next) {
            continue;
        }
        if let Some(rows) = rows.get_mut(stretch.0..stretch.1) {
            rows.iter_mut().for_each(|row| *row += 1);
        }
        left -= weight;
    }
    units.into_iter().map(|list| list.into_iter().map(|units| units * unit).collect()).collect()
}

/// A stretch of rows: which list, from where to where (not included), and its weight.
type Stretch = (usize, (usize, usize), f64);

/// Stretches of equal amounts by what rounding down took from them, the most first; only those that lost something.
fn by_remainder(lists: &[Vec<Unrounded>], units: &[Vec<i64>], in_units: &dyn Fn(f64) -> f64) -> Vec<Stretch> {
    let mut stretches: Vec<(f64, Stretch)> = Vec::new();
    for (at, (list, units)) in lists.iter().zip(units).enumerate() {
        let mut start = 0;
        while let (Some(row), Some(own)) = (list.get(start), units.get(start)) {
            let same = |other: &&Unrounded| (other.amount - row.amount).abs() <= 1e-9 * row.amount.abs();
            let rest = list.get(start..).unwrap_or_default();
            let count = rest.iter().take_while(same).count().max(1);
            let weight: f64 = rest.iter().take(count).map(|row| row.weight).sum();
            let lost = in_units(row.amount) - *own as f64;
            if lost > 1e-6 {
                stretches.push((lost, (at, (start, start + count), weight)));
            }
            start += count;
        }
    }
    // The upper of two that lost the same comes first, so that it makes room for the lower.
    stretches.sort_by(|(a, (list, span, _)), (b, (other, over, _))| {
        b.total_cmp(a).then(list.cmp(other)).then(over.0.cmp(&span.0))
    });
    stretches.into_iter().map(|(_, stretch)| stretch).collect()
}

/// A float that is a whole number, as one.
pub fn whole(value: f64) -> i64 {
    // Amounts are far below 2^53 pence; what is not a number has no business here and becomes nought.
    #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
    let whole = value.clamp(-9e15, 9e15) as i64;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(rows: &[(f64, f64)]) -> Vec<Unrounded> {
        rows.iter().map(|(amount, weight)| Unrounded { amount: *amount, weight: *weight }).collect()
    }

    #[test]
    fn pounds_left_over_go_to_whole_rows_that_lost_most() {
        let rows = list(&[(10.4, 3.0), (20.9, 1.0), (30.5, 2.0)]);
        // 31.2 + 20.9 + 61.0 = 113.1: after rounding down 3.1 pounds are left, for the rows of weight 1 and then 2.
        assert_eq!(rounded(&[rows], 100, Some(113.1)), [[1_000, 2_100, 3_100]]);
    }

    #[test]
    fn without_a_total_every_amount_is_rounded_by_itself() {
        assert_eq!(rounded(&[list(&[(10.4, 1.0), (10.6, 1.0)])], 100, None), [[1_000, 1_100]]);
        assert_eq!(rounded(&[list(&[(1_234.0, 1.0)])], 5_000, None), [[125_000]]);
    }

    proptest! {
        #[test]
        fn the_total_is_never_passed_and_the_order_stays(
            steps in proptest::collection::vec((0.0_f64..50.0, 1_u8..9), 1..12),
            unit in 1_i64..1_000,
        ) {
            let mut amount = 0.0;
            let rows: Vec<Unrounded> = steps.iter().map(|(step, weight)| {
                amount += step;
                Unrounded { amount, weight: f64::from(*weight) }
            }).collect();
            let total: f64 = rows.iter().map(|row| row.amount * row.weight).sum();
            let pence = rounded(std::slice::from_ref(&rows), unit, Some(total)).remove(0);
            let spent: f64 = rows.iter().zip(&pence).map(|(row, pence)| row.weight * *pence as f64 / 100.0).sum();
            prop_assert!(spent <= total + 1e-6);
            prop_assert!(pence.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(pence.iter().all(|pence| pence % unit == 0));
            let heaviest = rows.iter().map(|row| row.weight).fold(0.0, f64::max);
            prop_assert!(total - spent <= (rows.len() as f64 + 1.0) * heaviest * unit as f64 / 100.0);
        }
    }
}
