//! What the pages draw of a study: whole pence and counts, small numbers already kept back, so that it can be stored and shown
//! without the cases.

use super::make::Made;
use crate::cases::Cases;
use crate::fairness::equity::Comparison;
use crate::fairness::suppression::showing;
use crate::tables::Shape;
use serde::{Deserialize, Serialize};

/// People below whom nothing is said of a group.
const FEWEST: usize = 10;
/// Weight of cases below which an amount rests on too few.
const FEW: f64 = 5.0;
/// Parts of the cases in order of need.
const PARTS: usize = 12;

/// All of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Picture {
    /// The tables.
    pub tables: Vec<PictureTable>,
    /// Cases in order of need, in parts of about equal size.
    pub parts: Vec<Part>,
    /// Who gains and who loses, all together.
    pub everybody: Spread,
    /// The same by group.
    pub by_group: Vec<ByGroup>,
    /// Gaps between groups.
    pub gaps: Vec<Gap>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureTable {
    /// What stands between rows.
    pub shape: Shape,
    /// Price of a point in pence, where that is the method.
    pub price_pence: Option<i64>,
    /// Its rows.
    pub rows: Vec<PictureRow>,
    /// Rises of more than a quarter from one score to the next: points before, pence before, pence after.
    pub cliffs: Vec<(i64, i64, i64)>,
}

/// An amount and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PictureRow {
    /// Points from which it holds.
    pub from: i64,
    /// The amount.
    pub amount_pence: i64,
    /// Lower and upper end; none where too few cases stand behind it.
    pub interval_pence: Option<(i64, i64)>,
}

/// Some of the cases, neighbours by need.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Least and most points.
    pub points: (i64, i64),
    /// How many.
    pub cases: usize,
    /// Mean cost now.
    pub cost_pence: i64,
    /// Mean amount.
    pub amount_pence: i64,
}

/// How many gain and lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spread {
    /// How many people.
    pub people: usize,
    /// Of them, by what changes, in the order of [`Bar::ALL`]; none where it would speak of a few.
    pub counts: Option<[usize; 5]>,
}

/// What changes for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// More than a quarter less.
    MuchLess,
    /// More than a tenth less.
    Less,
    /// Within a tenth.
    Alike,
    /// More than a tenth more.
    More,
    /// More than a quarter more, or something where there was nothing.
    MuchMore,
}

impl Bar {
    /// From the greatest loss to the greatest gain.
    pub const ALL: [Bar; 5] = [Bar::MuchLess, Bar::Less, Bar::Alike, Bar::More, Bar::MuchMore];

    fn of(before: i64, after: i64) -> Bar {
        let (before, after) = (i128::from(before), i128::from(after));
        match () {
            () if after * 4 < before * 3 => Bar::MuchLess,
            () if after * 10 < before * 9 => Bar::Less,
            () if after * 4 > before * 5 => Bar::MuchMore,
            () if after * 10 > before * 11 => Bar::More,
            () => Bar::Alike,
        }
    }

    fn place(self) -> usize {
        Bar::ALL.iter().position(|bar| *bar == self).unwrap_or(2)
    }
}

/// One column's groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ByGroup {
    /// The column.
    pub column: String,
    /// Value, and who gains and loses; nothing where there are too few people.
    pub groups: Vec<(String, Option<Spread>)>,
}

/// A gap between a group and the largest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The column.
    pub column: String,
    /// The group.
    pub first: String,
    /// The largest group.
    pub second: String,
    /// The gap as it is: value, low, high, in pence.
    pub raw_pence: (i64, i64, i64),
    /// The gap with what was asked for allowed for.
    pub allowed_for_pence: Option<(i64, i64, i64)>,
    /// What was allowed for.
    pub factors: Vec<String>,
    /// Whether it turns round once that, or any other column, is allowed for.
    pub turns_round: bool,
}

/// Whole pence, of a sum in pounds.
fn pence(pounds: f64) -> i64 {
    crate::tables::whole((pounds * 100.0).round())
}

impl Picture {
    /// What can be drawn.
    #[must_use]
    pub fn of(made: &Made) -> Picture {
        let after = &made.found.amounts_pence;
        let everybody = spread(made.cases.cost_pence.iter().zip(after).map(|(before, after)| (*before, *after)));
        Picture {
            tables: tables(made),
            parts: parts(made),
            everybody: Spread { counts: covered(everybody.counts), ..everybody },
            by_group: by_group(&made.cases, after),
            gaps: gaps(made),
        }
    }
}

fn tables(made: &Made) -> Vec<PictureTable> {
    let table = |stratum: &crate::calibrate::StratumTable| {
        let table = &stratum.table;
        let is_price = table.shape == Shape::Price;
        let froms: Vec<i64> = match is_price {
            true => stratum.nodes.iter().map(|node| node.points).collect(),
            false => table.rows.iter().map(|row| row.from).collect(),
        };
        let row = |(at, from): (usize, &i64)| {
            let next = froms.get(at + 1).copied().unwrap_or(i64::MAX);
            let nodes: Vec<_> = stratum.nodes.iter().filter(|node| (*from..next).contains(&node.points)).collect();
            let weight: f64 = nodes.iter().map(|node| node.weight).sum();
            let interval = nodes.first().and_then(|node| node.interval).filter(|_| weight >= FEW || is_price);
            PictureRow {
                from: *from,
                amount_pence: table.amount_pence(*from),
                interval_pence: interval.map(|interval| (pence(interval.low), pence(interval.high))),
            }
        };
        let price_pence = table.rows.first().filter(|_| is_price).map(|row| row.amount_pence);
        PictureTable {
            shape: table.shape,
            price_pence,
            rows: froms.iter().enumerate().map(row).collect(),
            cliffs: cliffs(table),
        }
    };
    made.found.strata.iter().map(table).collect()
}

fn cliffs(table: &crate::tables::Table) -> Vec<(i64, i64, i64)> {
    if table.shape != Shape::Steps {
        return Vec::new();
    }
    let step = |pair: &[crate::tables::Row]| match pair {
        [before, after] => Some((after.from - 1, before.amount_pence, after.amount_pence)),
        _ => None,
    };
    let steep = |(_, before, after): &(i64, i64, i64)| (after - before) * 4 > *before;
    table.rows.windows(2).filter_map(step).filter(steep).collect()
}

fn parts(made: &Made) -> Vec<Part> {
    let mut rows: Vec<(i64, i64, i64)> = made
        .points
        .iter()
        .zip(&made.cases.cost_pence)
        .zip(&made.found.amounts_pence)
        .map(|((points, cost), amount)| (*points, *cost, *amount))
        .collect();
    rows.sort_unstable();
    let count = PARTS.min(rows.len() / FEWEST).max(1);
    let part = |at: usize| {
        let own = rows.get(at * rows.len() / count..(at + 1) * rows.len() / count).unwrap_or_default();
        let cases = i64::try_from(own.len()).ok().filter(|cases| own.len() >= FEWEST && *cases > 0)?;
        let sum = |of: fn(&(i64, i64, i64)) -> i64| own.iter().map(of).sum::<i64>() / cases;
        Some(Part {
            points: (own.first()?.0, own.last()?.0),
            cases: own.len(),
            cost_pence: sum(|row| row.1),
            amount_pence: sum(|row| row.2),
        })
    };
    (0..count).filter_map(part).collect()
}

fn spread(rows: impl Iterator<Item = (i64, i64)>) -> Spread {
    let (mut people, mut counts) = (0, [0; 5]);
    for (before, after) in rows {
        people += 1;
        if let Some(count) = counts.get_mut(Bar::of(before, after).place()) {
            *count += 1;
        }
    }
    Spread { people, counts: Some(counts) }
}

/// Counts that speak of no few: neither those who lose, nor those who gain, nor whom either leaves are between one and four.
fn covered(counts: Option<[usize; 5]>) -> Option<[usize; 5]> {
    counts.filter(|[much_less, less, alike, more, much_more]| {
        let (losing, gaining) = (much_less + less, more + much_more);
        let parts = [losing, gaining, alike + gaining, alike + losing];
        parts.iter().all(|count| *count == 0 || *count >= 5)
    })
}

fn by_group(cases: &Cases, after: &[i64]) -> Vec<ByGroup> {
    let columns = cases.groups.iter().filter(|group| group.values.len() <= 30);
    let column = |group: &crate::cases::Group| {
        let hidden = showing(&group.counts(), FEWEST);
        let value = |((at, name), showing): ((usize, &String), crate::fairness::suppression::Showing)| {
            let rows = group.rows(at);
            let pairs = rows.iter().filter_map(|row| Some((*cases.cost_pence.get(*row)?, *after.get(*row)?)));
            let found = spread(pairs);
            let shown = Spread { counts: covered(found.counts), ..found };
            (name.clone(), showing.is_shown().then_some(shown))
        };
        ByGroup { column: group.name.clone(), groups: group.values.iter().enumerate().zip(hidden).map(value).collect() }
    };
    columns.map(column).collect()
}

fn gaps(made: &Made) -> Vec<Gap> {
    let of = |(column, found): &(String, Result<crate::fairness::equity::Equity, _>)| {
        let comparisons = found.as_ref().map(|equity| equity.comparisons.as_slice()).unwrap_or_default();
        comparisons.iter().filter_map(|one| gap(column, one)).collect::<Vec<_>>()
    };
    made.compared.iter().flat_map(of).collect()
}

fn gap(column: &str, one: &Comparison) -> Option<Gap> {
    let ends = |found: &crate::fairness::Estimate| (pence(found.value), pence(found.low), pence(found.high));
    let raw_pence = ends(one.raw.as_ref()?);
    // all that was asked for together stands last of what was asked for
    let asked = one.allowances.iter().rfind(|allowance| allowance.is_asked);
    Some(Gap {
        column: column.to_owned(),
        first: one.first.clone(),
        second: one.second.clone(),
        raw_pence,
        allowed_for_pence: asked.and_then(|asked| asked.adjusted.as_ref()).map(ends),
        factors: asked.map(|asked| asked.factors.clone()).unwrap_or_default(),
        turns_round: one.allowances.iter().any(|allowance| allowance.is_reversal),
    })
}
