//! Does it matter who assesses? Each assessor's leaning beside the others', shrunk towards nought as far as chance would make it
//! look, with case mix allowed for: a random intercept fitted by restricted likelihood (Patterson and Thompson, 1971).

use crate::algebra::{Matrix, dot};
use crate::distributions::{chi_squared_above, normal_quantile};
use serde::Serialize;

/// One assessor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessor {
    /// The name that stands in the file.
    pub assessor: String,
    /// How many people.
    pub people: usize,
    /// Mean of what these people have beyond what is foreseen, in units of the outcome.
    pub raw: f64,
    /// The same, shrunk.
    pub leaning: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessors {
    /// The part of what is not foreseen that lies with assessors (intraclass correlation), as a share of one.
    pub share: f64,
    /// Standard deviation between assessors, in units of the outcome.
    pub deviation: f64,
    /// Standard deviation of the rest.
    pub rest: f64,
    /// How likely so large a share is by chance: likelihood ratio, half a chi-squared with one degree of freedom.
    pub chance: f64,
    /// The assessors, the highest leaning first.
    pub assessors: Vec<Assessor>,
}

/// Sums over one assessor's people.
struct Cluster {
    people: f64,
    columns: Vec<f64>,
    outcome: f64,
}

struct Model<'a> {
    design: &'a Matrix,
    outcome: &'a [f64],
    clusters: Vec<Cluster>,
    gram: Matrix,
    products: Vec<f64>,
    squares: f64,
}

/// What follows from one ratio of variances.
struct Solved {
    coefficients: Vec<f64>,
    rest_variance: f64,
    criterion: f64,
}

/// Fits the model. `design` holds a column of ones and what is allowed for; `assessor_of` the position of each person's assessor among
/// `names`. `None` with fewer than two assessors, or no freedom left.
#[must_use]
pub fn assessors(
    outcome: &[f64],
    design: &Matrix,
    assessor_of: &[usize],
    names: &[String],
    confidence: f64,
) -> Option<Assessors> {
    let model = Model::of(outcome, design, assessor_of, names.len());
    if model.clusters.iter().filter(|cluster| cluster.people > 0.0).count() < 2 || design.height() <= design.width() + 1
    {
        return None;
    }
    let none = model.solved(0.0)?;
    let ratio = model.best_ratio()?;
    let solved = model.solved(ratio)?;
    let chance =
        if ratio > 0.0 { 0.5 * chi_squared_above((none.criterion - solved.criterion).max(0.0), 1.0) } else { 1.0 };
    let between = ratio * solved.rest_variance;
    let reach = normal_quantile(0.5 + confidence / 2.0);
    let mut found: Vec<Assessor> = names
        .iter()
        .zip(&model.clusters)
        .filter(|(_, cluster)| cluster.people > 0.0)
        .map(|(name, cluster)| {
            let raw = (cluster.outcome - dot(&cluster.columns, &solved.coefficients)) / cluster.people;
            let kept = ratio * cluster.people / (1.0 + ratio * cluster.people);
            let error = (between * (1.0 - kept)).sqrt();
            let leaning = kept * raw;
            let people = model.design.rows().zip(assessor_of).filter(|(_, own)| names.get(**own) == Some(name)).count();
            Assessor {
                assessor: name.clone(),
                people,
                raw,
                leaning,
                low: leaning - reach * error,
                high: leaning + reach * error,
            }
        })
        .collect();
    found.sort_by(|a, b| b.leaning.total_cmp(&a.leaning).then(a.assessor.cmp(&b.assessor)));
    Some(Assessors {
        share: ratio / (1.0 + ratio),
        deviation: between.sqrt(),
        rest: solved.rest_variance.sqrt(),
        chance,
        assessors: found,
    })
}

impl Model<'_> {
    fn of<'a>(outcome: &'a [f64], design: &'a Matrix, assessor_of: &[usize], count: usize) -> Model<'a> {
        let mut clusters: Vec<Cluster> =
            (0..count).map(|_| Cluster { people: 0.0, columns: vec![0.0; design.width()], outcome: 0.0 }).collect();
        for ((row, own), at) in design.rows().zip(outcome).zip(assessor_of) {
            if let Some(cluster) = clusters.get_mut(*at) {
                cluster.people += 1.0;
                cluster.outcome += own;
                cluster.columns.iter_mut().zip(row).for_each(|(sum, cell)| *sum += cell);
            }
        }
        Model {
            design,
            outcome,
            clusters,
            gram: design.gram(std::iter::repeat(1.0)),
            products: design.transposed_times(outcome),
            squares: dot(outcome, outcome),
        }
    }

    /// Coefficients, rest variance and −2 restricted log-likelihood (up to a constant) for a ratio of the variance between assessors
    /// to the rest.
    fn solved(&self, ratio: f64) -> Option<Solved> {
        let (mut gram, mut products, mut squares, mut logs) =
            (self.gram.clone(), self.products.clone(), self.squares, 0.0);
        for cluster in &self.clusters {
            let drawn = ratio / (1.0 + ratio * cluster.people);
            for (row, left) in cluster.columns.iter().enumerate() {
                for (column, right) in cluster.columns.iter().enumerate() {
                    gram.add(row, column, -drawn * left * right);
                }
            }
            products.iter_mut().zip(&cluster.columns).for_each(|(own, sum)| *own -= drawn * sum * cluster.outcome);
            squares -= drawn * cluster.outcome * cluster.outcome;
            logs += (ratio * cluster.people).ln_1p();
        }
        let freedom = (self.outcome.len() - self.design.width()) as f64;
        let coefficients = gram.inverse()?.times(&products);
        let rest_variance = (squares - dot(&coefficients, &products)) / freedom;
        if rest_variance <= 0.0 {
            return None;
        }
        let criterion = freedom * rest_variance.ln() + logs + gram.log_determinant()?;
        Some(Solved { coefficients, rest_variance, criterion })
    }

    /// The ratio with the least criterion: a look along a scale of logarithms, then golden section about the best.
    fn best_ratio(&self) -> Option<f64> {
        let at = |step: f64| Some(self.solved(step.exp())?.criterion);
        let scale: Vec<(f64, f64)> =
            (-40..=20).filter_map(|step| Some((f64::from(step) * 0.5, at(f64::from(step) * 0.5)?))).collect();
        let (middle, least) = scale.into_iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
        let (mut low, mut high) = (middle - 0.5, middle + 0.5);
        for _ in 0..100 {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low));
            if at(left)? <= at(right)? { high = right } else { low = left }
        }
        let best = 0.5 * (low + high);
        let none = self.solved(0.0)?.criterion;
        Some(if at(best)?.min(least) < none - 1e-9 { best.exp() } else { 0.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> (Vec<f64>, Matrix, Vec<usize>, Vec<String>) {
        // Sixty people of six assessors, unevenly many each; points follow need, and two assessors lean.
        let assessor_of: Vec<usize> = (0..60).map(|at| at * at % 11 % 6).collect();
        let need: Vec<f64> = (0..60).map(|at| f64::from(at * 17 % 23)).collect();
        let lean = [4.0, 0.0, -1.0, 0.5, -5.0, 0.0];
        let outcome: Vec<f64> = (0..60_usize)
            .map(|at| {
                20.0 + 1.5 * need[at] + lean[assessor_of[at]] + f64::from(u8::try_from(at * 29 % 13).unwrap()) - 6.0
            })
            .collect();
        let rows: Vec<[f64; 2]> = need.iter().map(|need| [1.0, *need]).collect();
        let design = Matrix::of_rows(2, rows.iter().map(|row| row.as_slice()));
        (outcome, design, assessor_of, (0..6).map(|at| format!("assessor {at}")).collect())
    }

    #[test]
    fn the_leanings_are_those_of_statsmodels() {
        // The restricted likelihood over full matrices in numpy, its peak by scipy's bounded search. MixedLM of statsmodels stops
        // 0.004 % away from it.
        let (outcome, design, assessor_of, names) = example();
        let found = assessors(&outcome, &design, &assessor_of, &names, 0.95).unwrap();
        let close =
            |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-6 * wanted.abs(), "{found} for {wanted}");
        close(found.deviation.powi(2), 12.109_114_322);
        close(found.rest.powi(2), 14.125_446_529);
        let first = found.assessors.iter().find(|one| one.assessor == "assessor 0").unwrap();
        close(first.leaning, 2.457_622_35);
        let fifth = found.assessors.iter().find(|one| one.assessor == "assessor 4").unwrap();
        close(fifth.leaning, -5.735_969_33);
        assert!(fifth.leaning.abs() < fifth.raw.abs() && fifth.high < 0.0 && found.chance < 0.05);
    }

    #[test]
    fn without_a_difference_all_leanings_are_nought() {
        let (_, design, assessor_of, names) = example();
        let mut seen = [0_u32; 6];
        // Each assessor's people have 1, 2, 1, 2 and so on.
        let outcome: Vec<f64> = assessor_of
            .iter()
            .map(|at| {
                seen[*at] += 1;
                f64::from(seen[*at] % 2)
            })
            .collect();
        let found = assessors(&outcome, &design, &assessor_of, &names, 0.95).unwrap();
        assert_eq!((found.share, found.chance), (0.0, 1.0));
        assert!(found.assessors.iter().all(|one| one.leaning == 0.0));
    }

    #[test]
    fn one_assessor_alone_has_no_leaning() {
        let (outcome, design, ..) = example();
        assert_eq!(assessors(&outcome, &design, &[0; 60], &["a".to_owned()], 0.95), None);
    }
}
