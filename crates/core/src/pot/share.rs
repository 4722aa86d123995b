//! Sharing a whole so that the parts add up to it to the penny.

use std::cmp::Reverse;

use crate::Pence;

/// Shares a whole by weights. Every part is rounded down, and the pennies left over go one each to the parts that lost
/// most by it, the first of equals first: the parts always add up to the whole.
///
/// None where the whole is below nothing, or no weight is above zero.
#[must_use]
pub fn share_out(whole: Pence, weights: &[u32]) -> Option<Vec<Pence>> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if whole < Pence::ZERO || sum == 0 {
        return None;
    }
    let exact = weights.iter().map(|weight| i128::from(whole.0) * i128::from(*weight));
    let mut parts: Vec<(usize, i128, i128)> =
        exact.enumerate().map(|(at, exact)| (at, exact / sum, exact % sum)).collect();
    let given: i128 = parts.iter().map(|(_, part, _)| *part).sum();
    let left = usize::try_from(i128::from(whole.0) - given).ok()?;
    parts.sort_by_key(|(_, _, lost)| Reverse(*lost));
    for (_, part, _) in parts.iter_mut().take(left) {
        *part += 1;
    }
    parts.sort_by_key(|(at, _, _)| *at);
    parts.into_iter().map(|(_, part, _)| i64::try_from(part).ok().map(Pence)).collect()
}
