//! Choosing where bands begin. The best rising step table of a number of bands has its edges among those of the best rising
//! table without a number (Haiminen, Gionis and Laasonen, 2008), so a dynamic programme over these is exact.

use super::error::TableError;
use super::isotonic::by_squares;
use super::profile::Profile;

/// How bands are chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edges {
    /// So many, each beginning at a multiple of a number that people can read: 5, 10.
    Number {
        /// How many bands.
        bands: usize,
        /// Every edge is a multiple of it; 1 lets any score be an edge.
        multiple: i64,
    },
    /// First points of each band but the lowest.
    At(Vec<i64>),
}

/// The lowest points of each band.
///
/// # Errors
/// [`TableError`] when there are fewer scores than bands, or edges that do not rise.
pub fn edges(profile: &Profile, wanted: &Edges) -> Result<Vec<i64>, TableError> {
    let first = profile.points.first().copied().ok_or(TableError::NoCases)?;
    match wanted {
        Edges::At(edges) => {
            if edges.windows(2).any(|pair| matches!(pair, [low, high] if low >= high)) {
                return Err(TableError::Edges(edges.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")));
            }
            let above = edges.iter().copied().filter(|edge| *edge > first);
            Ok(std::iter::once(edges.first().copied().unwrap_or(first).min(first)).chain(above).collect())
        }
        Edges::Number { bands, multiple } => {
            let cells = cells(profile, (*multiple).max(1));
            if *bands == 0 || *bands > cells.len() {
                return Err(TableError::FewScores { wanted: *bands, found: cells.len() });
            }
            Ok(chosen(&cells, *bands))
        }
    }
}

/// Scores between two neighbouring possible edges.
struct Cell {
    from: i64,
    weight: f64,
    mean: f64,
}

fn cells(profile: &Profile, multiple: i64) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for ((points, weight), mean) in profile.points.iter().zip(&profile.weights).zip(&profile.means) {
        let from = points.div_euclid(multiple) * multiple;
        match cells.last_mut().filter(|cell| cell.from == from) {
            Some(cell) => {
                let together = cell.weight + weight;
                cell.mean = (cell.mean * cell.weight + mean * weight) / together;
                cell.weight = together;
            }
            None => cells.push(Cell { from, weight: *weight, mean: *mean }),
        }
    }
    cells
}

/// The edges of the best table of `bands` bands; fewer when that many cannot all differ.
fn chosen(cells: &[Cell], bands: usize) -> Vec<i64> {
    let means: Vec<f64> = cells.iter().map(|cell| cell.mean).collect();
    let weights: Vec<f64> = cells.iter().map(|cell| cell.weight).collect();
    let rising = by_squares(&means, &weights);
    // Blocks of the rising table: first points, weight, value.
    let mut blocks: Vec<(i64, f64, f64)> = Vec::new();
    for (cell, value) in cells.iter().zip(rising) {
        match blocks.last_mut().filter(|block| block.2 >= value) {
            Some(block) => block.1 += cell.weight,
            None => blocks.push((cell.from, cell.weight, value)),
        }
    }
    let sums = Sums::of(&blocks);
    let count = blocks.len();
    let bands = bands.min(count);
    // least[end]: the loss of the first `end` blocks in the bands so far; starts: where the last of them begins.
    let mut least: Vec<f64> = (0..=count).map(|end| if end == 0 { 0.0 } else { f64::INFINITY }).collect();
    let mut starts: Vec<Vec<usize>> = Vec::with_capacity(bands);
    for _ in 0..bands {
        let step = |end: usize| {
            let from = least.iter().enumerate().take(end);
            let losses = from.map(|(start, loss)| (loss + sums.loss(start, end), start));
            losses.fold((f64::INFINITY, 0), |best, next| if next.0 < best.0 { next } else { best })
        };
        let (next, from): (Vec<f64>, Vec<usize>) = (0..=count).map(step).unzip();
        least = next;
        starts.push(from);
    }
    let mut end = count;
    let mut edges = Vec::with_capacity(bands);
    for from in starts.iter().rev() {
        end = from.get(end).copied().unwrap_or(0);
        edges.extend(blocks.get(end).map(|block| block.0));
    }
    edges.reverse();
    edges
}

/// Running sums of weight, value and square, so that the loss of any stretch is known at once.
struct Sums(Vec<(f64, f64, f64)>);

impl Sums {
    fn of(blocks: &[(i64, f64, f64)]) -> Sums {
        let mut sums = vec![(0.0, 0.0, 0.0)];
        let (mut weights, mut values, mut squares) = (0.0, 0.0, 0.0);
        for (_, weight, value) in blocks {
            weights += weight;
            values += weight * value;
            squares += weight * value * value;
            sums.push((weights, values, squares));
        }
        Sums(sums)
    }

    fn loss(&self, start: usize, end: usize) -> f64 {
        let (Some(from), Some(to)) = (self.0.get(start), self.0.get(end)) else { return f64::INFINITY };
        let (weight, value) = (to.0 - from.0, to.1 - from.1);
        if weight > 0.0 { (to.2 - from.2 - value * value / weight).max(0.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bands_begin_where_costs_jump() {
        let points: Vec<i64> = (0..30).collect();
        let costs: Vec<f64> = points
            .iter()
            .map(|p| {
                if *p < 12 {
                    500.0
                } else if *p < 20 {
                    2_000.0
                } else {
                    9_000.0
                }
            })
            .collect();
        let profile = Profile::of(&points, &costs, &[1.0; 30]);
        assert_eq!(edges(&profile, &Edges::Number { bands: 3, multiple: 1 }), Ok(vec![0, 12, 20]));
        assert_eq!(edges(&profile, &Edges::Number { bands: 3, multiple: 5 }), Ok(vec![0, 10, 20]));
        assert!(
            edges(&profile, &Edges::Number { bands: 7, multiple: 5 }).unwrap_err().to_string().contains("6 or fewer")
        );
        assert_eq!(edges(&profile, &Edges::At(vec![10, 20])), Ok(vec![0, 10, 20]));
        assert!(edges(&profile, &Edges::At(vec![10, 10])).is_err());
    }

    /// Every way to part a list, each part's mean, and the least loss among those whose means rise.
    fn by_trying(means: &[f64], weights: &[f64], bands: usize) -> f64 {
        let count = means.len();
        let mut least = f64::INFINITY;
        for cuts in 0_u32..1 << (count - 1) {
            if cuts.count_ones() as usize + 1 > bands {
                continue;
            }
            let (mut loss, mut last, mut start) = (0.0, f64::NEG_INFINITY, 0);
            for end in 1..=count {
                if end < count && cuts & (1 << (end - 1)) == 0 {
                    continue;
                }
                let weight: f64 = weights[start..end].iter().sum();
                let mean = (start..end).map(|at| means[at] * weights[at]).sum::<f64>() / weight;
                loss += (start..end).map(|at| weights[at] * (means[at] - mean).powi(2)).sum::<f64>();
                loss += if mean < last { f64::INFINITY } else { 0.0 };
                (last, start) = (mean, end);
            }
            least = least.min(loss);
        }
        least
    }

    proptest! {
        #[test]
        fn no_other_rising_bands_are_nearer(means in proptest::collection::vec(0_u8..40, 3..9), bands in 1_usize..4) {
            let means: Vec<f64> = means.into_iter().map(f64::from).collect();
            let points: Vec<i64> = (0..).take(means.len()).collect();
            let weights: Vec<f64> = points.iter().map(|points| 1.0 + (points % 2) as f64).collect();
            let profile = Profile::of(&points, &means, &weights);
            let found = edges(&profile, &Edges::Number { bands, multiple: 1 }).unwrap();
            let mut loss = 0.0;
            for (at, edge) in found.iter().enumerate() {
                let end = found.get(at + 1).copied().unwrap_or(i64::MAX);
                let rows: Vec<usize> = (0..means.len()).filter(|row| (*edge..end).contains(&points[*row])).collect();
                let weight: f64 = rows.iter().map(|row| weights[*row]).sum();
                let mean = rows.iter().map(|row| means[*row] * weights[*row]).sum::<f64>() / weight;
                loss += rows.iter().map(|row| weights[*row] * (means[*row] - mean).powi(2)).sum::<f64>();
            }
            prop_assert!(loss <= by_trying(&means, &weights, bands) + 1e-6);
        }
    }
}
