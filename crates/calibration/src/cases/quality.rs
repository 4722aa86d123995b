//! What whoever uses the cases should know about them first: costs that many people share, costs far from others of the same
//! need, people who stand twice. Nothing is taken out; the list goes to people.

use super::Cases;
use crate::tables::Profile;
use crate::tables::isotonic::by_squares;

/// A cost shared by this share of rows or more stands out.
const MASS_SHARE: f64 = 0.03;
/// And by at least as many.
const MASS_ROWS: usize = 5;
/// A row that moves its own amount by this share of the mean cost stands out.
const INFLUENCE_SHARE: f64 = 0.05;
/// And lies this many robust deviations from what its need would cost.
const FAR: f64 = 3.5;
/// Rows named in a list.
const MOST_NAMED: usize = 50;

/// What stands out about a file of cases.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Quality {
    /// Rows that can be used.
    pub rows: usize,
    /// Different people.
    pub people: usize,
    /// Families, where they are named.
    pub families: Option<usize>,
    /// Costs that many rows share: a block contract, a standard package, a typing aid.
    pub mass_points: Vec<MassPoint>,
    /// Rows far from others of the same points that move the table by themselves: to be looked at by hand, perhaps on the
    /// exceptional route. They stay in.
    pub outliers: Vec<Outlier>,
    /// How many people have more than one row.
    pub repeated_people: usize,
    /// Share of rows whose cost is a whole number of hundreds of pounds.
    pub round_hundreds_share: f64,
    /// Rows that cost nothing.
    pub no_cost: usize,
    /// Whether every cost is the same.
    pub one_cost_everywhere: bool,
    /// Whether every row has the same points.
    pub one_score_everywhere: bool,
}

/// A cost that many rows share.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct MassPoint {
    /// The cost in pence.
    pub cost_pence: i64,
    /// Rows.
    pub rows: usize,
    /// Share of all rows.
    pub share: f64,
}

/// A row that stands far from others of the same need.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Outlier {
    /// Line of the file; a result that may be published names nobody.
    pub line: u64,
    /// What support costs now, in pounds.
    pub cost: f64,
    /// What a rising table gives for these points, in pounds.
    pub usual: f64,
    /// By how many pounds the row moves that amount by itself.
    pub influence: f64,
}

/// Looks at cases; without points no row is called far from others.
#[must_use]
pub fn quality(cases: &Cases, points: Option<&[i64]>) -> Quality {
    let distinct = |names: &[String]| names.iter().collect::<std::collections::HashSet<_>>().len();
    let count = cases.len();
    let hundreds = cases.cost_pence.iter().filter(|pence| **pence > 0 && **pence % 10_000 == 0).count();
    let all_same = |list: &[i64]| list.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    Quality {
        rows: count,
        people: distinct(&cases.people),
        families: cases.families.as_deref().map(distinct),
        mass_points: mass_points(&cases.cost_pence),
        outliers: points.map(|points| outliers(cases, points)).unwrap_or_default(),
        repeated_people: repeated(&cases.people),
        round_hundreds_share: hundreds as f64 / count.max(1) as f64,
        no_cost: cases.cost_pence.iter().filter(|pence| **pence == 0).count(),
        one_cost_everywhere: all_same(&cases.cost_pence),
        one_score_everywhere: points.is_some_and(all_same),
    }
}

fn mass_points(costs: &[i64]) -> Vec<MassPoint> {
    let mut counts = std::collections::BTreeMap::new();
    costs.iter().for_each(|cost| *counts.entry(*cost).or_insert(0_usize) += 1);
    let share = |rows: usize| rows as f64 / costs.len().max(1) as f64;
    let many = counts.into_iter().filter(|(_, rows)| *rows >= MASS_ROWS && share(*rows) >= MASS_SHARE);
    let mut found: Vec<MassPoint> =
        many.map(|(cost_pence, rows)| MassPoint { cost_pence, rows, share: share(rows) }).collect();
    found.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.cost_pence.cmp(&b.cost_pence)));
    found.truncate(MOST_NAMED);
    found
}

fn repeated(people: &[String]) -> usize {
    let mut counts = std::collections::HashMap::new();
    people.iter().for_each(|person| *counts.entry(person).or_insert(0) += 1);
    counts.values().filter(|count| **count > 1).count()
}

fn outliers(cases: &Cases, points: &[i64]) -> Vec<Outlier> {
    let costs = cases.costs();
    let profile = Profile::of(points, &costs, &cases.weights);
    let rising = by_squares(&profile.means, &profile.weights);
    let block = |at: usize| -> f64 {
        let own = rising.get(at).copied().unwrap_or(0.0);
        profile.weights.iter().zip(&rising).filter(|(_, value)| **value == own).map(|(weight, _)| weight).sum()
    };
    let blocks: Vec<f64> = (0..rising.len()).map(block).collect();
    let place = |score: i64| profile.points.binary_search(&score).unwrap_or(0);
    let usual = |score: i64| rising.get(place(score)).copied().unwrap_or(0.0);
    let mut sizes: Vec<f64> = costs.iter().zip(points).map(|(cost, score)| (cost - usual(*score)).abs()).collect();
    sizes.sort_by(f64::total_cmp);
    // The median of the distances, made comparable with a standard deviation.
    let deviation = 1.4826 * crate::judging::quantile(&sizes, 0.5);
    let mean = costs.iter().sum::<f64>() / costs.len().max(1) as f64;
    let rows = points.iter().zip(&costs).zip(&cases.weights).enumerate();
    let mut found: Vec<Outlier> = rows
        .filter_map(|(row, ((score, cost), weight))| {
            let (usual, whole) = (usual(*score), blocks.get(place(*score)).copied().unwrap_or(0.0));
            let influence = weight * (cost - usual) / (whole - weight).max(*weight);
            let is_far = (cost - usual).abs() > FAR * deviation && influence.abs() > INFLUENCE_SHARE * mean;
            let line = cases.lines.get(row).copied()?;
            is_far.then_some(Outlier { line, cost: *cost, usual, influence })
        })
        .collect();
    found.sort_by(|a, b| b.influence.abs().total_cmp(&a.influence.abs()).then(a.line.cmp(&b.line)));
    found.truncate(MOST_NAMED);
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Columns, read};
    use super::*;

    #[test]
    fn what_stands_out_is_named_and_nothing_is_taken_out() {
        let mut text = "person,points,current_cost\n".to_owned();
        for row in 0..60 {
            let cost = if row % 6 == 0 { 5_200 } else { row * 100 + 37 };
            text.push_str(&format!("p{row},{},{cost}\n", row / 10));
        }
        text.push_str("p1,2,150000\n");
        let (cases, _) = read(text.as_bytes(), &Columns::default()).unwrap();
        let found = quality(&cases, cases.points.as_deref());
        assert_eq!((found.rows, found.people), (61, 60));
        assert_eq!(found.mass_points[0].cost_pence, 520_000);
        assert_eq!(found.outliers[0].line, 62);
        assert!(found.outliers[0].influence > 1_000.0);
        assert_eq!(found.repeated_people, 1);
        assert!(!found.one_cost_everywhere && !found.one_score_everywhere);
    }
}
