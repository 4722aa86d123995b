//! The two ways that are practised most, for comparison: the percentile table and one price for each point.

use super::error::TableError;
use super::profile::Profile;

/// The percentile table: a score at the middle of its ranks gets the cost at the same share of all costs, which are sorted by
/// themselves. Between two costs the amount is interpolated.
#[must_use]
pub fn percentile(profile: &Profile) -> Vec<f64> {
    let mut costs = profile.all_rows().to_vec();
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let whole = profile.weight();
    let mut before = 0.0;
    let shares = profile.weights.iter().map(|weight| {
        let share = (before + 0.5 * weight) / whole;
        before += weight;
        share
    });
    let shares: Vec<f64> = shares.collect();
    let mut amounts = Vec::with_capacity(shares.len());
    // Both lists rise, so one walk along the costs is enough. Each cost stands at the middle of its own weight.
    let (mut passed, mut last) = (0.0, None::<(f64, f64)>);
    let mut rest = costs.iter().peekable();
    for share in shares {
        while let Some((cost, weight)) = rest.peek() {
            let place = (passed + 0.5 * weight) / whole;
            if place > share {
                break;
            }
            last = Some((place, *cost));
            passed += weight;
            rest.next();
        }
        let next = rest.peek().map(|(cost, weight)| ((passed + 0.5 * weight) / whole, *cost));
        amounts.push(match (last, next) {
            (Some((from, low)), Some((to, high))) => low + (high - low) * (share - from) / (to - from),
            (Some((_, cost)), None) | (None, Some((_, cost))) => cost,
            (None, None) => 0.0,
        });
    }
    amounts
}

/// One price for each point: the money there is, or what is spent now, shared out by points.
///
/// # Errors
/// [`TableError::PointsWithoutPrice`].
pub fn price_point(profiles: &[Profile], available: Option<f64>) -> Result<f64, TableError> {
    let points = profiles.iter().flat_map(|profile| profile.points.iter().zip(&profile.weights));
    let all: f64 = points.clone().map(|(points, weight)| *points as f64 * weight).sum();
    if all <= 0.0 || points.clone().any(|(points, _)| *points < 0) {
        return Err(TableError::PointsWithoutPrice);
    }
    let spent: f64 = profiles.iter().map(|profile| profile.total(&profile.means)).sum();
    Ok(available.unwrap_or(spent) / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_score_gets_the_cost_of_the_same_rank() {
        // Costs in another order than scores: the table sorts both, so no link between them is left.
        let profile = Profile::of(&[10, 20, 30], &[900.0, 100.0, 500.0], &[1.0; 3]);
        assert_eq!(percentile(&profile), [100.0, 500.0, 900.0]);
    }

    #[test]
    fn tied_scores_get_the_cost_at_the_middle_of_their_ranks() {
        let profile = Profile::of(&[10, 10, 30, 30], &[100.0, 200.0, 300.0, 400.0], &[1.0; 4]);
        assert_eq!(percentile(&profile), [150.0, 350.0]);
    }

    #[test]
    fn one_price_shares_the_money_by_points() {
        let profile = [Profile::of(&[1, 3], &[10.0, 30.0], &[1.0, 1.0])];
        assert_eq!(price_point(&profile, Some(80.0)), Ok(20.0));
        assert_eq!(price_point(&profile, None), Ok(10.0));
        let none = [Profile::of(&[0], &[10.0], &[1.0])];
        assert_eq!(price_point(&none, None), Err(TableError::PointsWithoutPrice));
    }
}
