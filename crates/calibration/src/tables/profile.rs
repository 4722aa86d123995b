//! Cases laid out by their points: for every score that occurs, how much it counts, its mean cost and its costs.

use super::order::in_order;

/// Cases by points.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// Every score that occurs, ascending.
    pub points: Vec<i64>,
    /// Weight of the rows of each score.
    pub weights: Vec<f64>,
    /// Weighted mean cost of each score, in pounds.
    pub means: Vec<f64>,
    /// Where the rows of each score begin, with the end of the last.
    starts: Vec<usize>,
    /// Cost and weight of each row, in order of points.
    rows: Vec<(f64, f64)>,
    /// Position of each of these rows in the columns they came from.
    order: Vec<u32>,
}

impl Profile {
    /// Lays out rows: points, cost in pounds, weight. Columns of different length end with the shortest.
    #[must_use]
    pub fn of(points: &[i64], costs: &[f64], weights: &[f64]) -> Profile {
        let mut made = Profile::default();
        // Room that is not used is not touched either: there are no more scores than numbers from the least to the greatest.
        let ends = points.iter().min().zip(points.iter().max());
        let scores = ends.map_or(0, |(least, most)| most.abs_diff(*least).saturating_add(1));
        let scores = usize::try_from(scores).unwrap_or(usize::MAX).min(points.len());
        made.rows.reserve(points.len());
        made.order.reserve(points.len());
        made.points.reserve(scores);
        made.weights.reserve(scores);
        made.means.reserve(scores);
        made.starts.reserve(scores + 1);
        let mut sum = 0.0;
        for (score, position) in in_order(points) {
            let at = position as usize;
            let (Some(cost), Some(weight)) = (costs.get(at), weights.get(at)) else { continue };
            if made.points.last() != Some(&score) {
                made.close(&mut sum);
                made.points.push(score);
                made.weights.push(0.0);
                made.starts.push(made.rows.len());
            }
            if let Some(total) = made.weights.last_mut() {
                *total += weight;
            }
            sum += weight * cost;
            made.rows.push((*cost, *weight));
            made.order.push(position);
        }
        made.close(&mut sum);
        made.starts.push(made.rows.len());
        made
    }

    fn close(&mut self, sum: &mut f64) {
        if let Some(weight) = self.weights.last() {
            self.means.push(std::mem::take(sum) / weight);
        }
    }

    /// The same scores with other means and weights: a sample drawn from the cases.
    #[must_use]
    pub fn with(&self, weights: Vec<f64>, means: Vec<f64>) -> Profile {
        Profile { weights, means, ..self.clone() }
    }

    /// The same scores when each row counts as often as it was drawn; `counts` stands beside the columns it was made of. The rows
    /// themselves are only kept where a quantile needs them.
    #[must_use]
    pub fn drawn(&self, counts: &[f64], keep_rows: bool) -> Profile {
        let mut made = Profile { points: self.points.clone(), ..Profile::default() };
        made.starts.push(0);
        for ends in self.starts.windows(2) {
            let [start, end] = ends else { continue };
            let (mut weights, mut sum) = (0.0, 0.0);
            let rows = self.rows.get(*start..*end).unwrap_or_default();
            let places = self.order.get(*start..*end).unwrap_or_default();
            for ((cost, weight), place) in rows.iter().zip(places) {
                let weight = weight * counts.get(*place as usize).copied().unwrap_or(0.0);
                weights += weight;
                sum += weight * cost;
                if keep_rows && weight > 0.0 {
                    made.rows.push((*cost, weight));
                }
            }
            made.weights.push(weights);
            made.means.push(if weights > 0.0 { sum / weights } else { 0.0 });
            made.starts.push(made.rows.len());
        }
        made
    }

    /// Scores put together into bands, each named by the points it begins with. The first band takes what lies below it too.
    #[must_use]
    pub fn in_bands(&self, edges: &[i64]) -> Profile {
        let mut made = Profile { rows: self.rows.clone(), points: edges.to_vec(), ..Profile::default() };
        let band = |points: &i64| edges.partition_point(|edge| edge <= points).saturating_sub(1);
        let mut sums = vec![(0.0, 0.0); edges.len()];
        made.starts = vec![self.rows.len(); edges.len() + 1];
        for (at, points) in self.points.iter().enumerate() {
            let of = band(points);
            let (Some(weight), Some(mean), Some(start)) =
                (self.weights.get(at), self.means.get(at), self.starts.get(at))
            else {
                continue;
            };
            if let (Some(sum), Some(first)) = (sums.get_mut(of), made.starts.get_mut(of)) {
                *sum = (sum.0 + weight, sum.1 + weight * mean);
                *first = (*first).min(*start);
            }
        }
        // A band without cases begins where the next one does, and keeps no cost of its own.
        let mut next = self.rows.len();
        for start in made.starts.iter_mut().rev() {
            next = next.min(*start);
            *start = next;
        }
        made.weights = sums.iter().map(|(weight, _)| *weight).collect();
        made.means = sums.iter().map(|(weight, sum)| if *weight > 0.0 { sum / weight } else { 0.0 }).collect();
        made
    }

    /// Cost and weight of the rows of a score, by its position.
    #[must_use]
    pub fn rows(&self, at: usize) -> &[(f64, f64)] {
        let ends = (self.starts.get(at), self.starts.get(at + 1));
        let (Some(start), Some(end)) = ends else { return &[] };
        self.rows.get(*start..*end).unwrap_or_default()
    }

    /// All costs with their weights, in order of points.
    #[must_use]
    pub fn all_rows(&self) -> &[(f64, f64)] {
        &self.rows
    }

    /// How many different scores occur.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is no case.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Weight of all rows.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// What a list of amounts, one for each score, adds up to over all rows.
    #[must_use]
    pub fn total(&self, amounts: &[f64]) -> f64 {
        self.weights.iter().zip(amounts).map(|(weight, amount)| weight * amount).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_laid_out_by_points() {
        let profile = Profile::of(&[3, 1, 3], &[10.0, 4.0, 40.0], &[2.0, 1.0, 1.0]);
        assert_eq!(profile.points, [1, 3]);
        assert_eq!(profile.means, [4.0, 20.0]);
        assert_eq!(profile.weights, [1.0, 3.0]);
        assert_eq!(profile.rows(1), [(10.0, 2.0), (40.0, 1.0)]);
        assert_eq!(profile.total(&[1.0, 2.0]), 7.0);
    }
}
