//! What a calibration gives, as other programs read it. `docs/studio.md` defines every field.

use super::warnings::Warning;
use crate::cases::Quality;
use crate::judging::{GroupFit, Interval, Measures, PlanRange, Pot};
use crate::tables::{Meeting, Table};

/// Tables and all that is known about them. Sums are in pounds unless their name says pence.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Calibration {
    /// The method in a few words.
    pub method: String,
    /// How the total is met.
    pub meeting: Meeting,
    /// Rows.
    pub cases: usize,
    /// What all cases cost now, by weight.
    pub spent_now: f64,
    /// All the money.
    pub budget: Option<f64>,
    /// Share held back.
    pub contingency: f64,
    /// Budget less contingency.
    pub available: Option<f64>,
    /// What the tables come to.
    pub total: f64,
    /// What is left of the money available: it stays with the contingency.
    pub left: Option<f64>,
    /// Price of a point before rounding, where that is the method.
    pub price: Option<f64>,
    /// A table for each stratum.
    pub strata: Vec<StratumTable>,
    /// How near the tables are to the cases that they were made from.
    pub fit: Measures,
    /// How near such tables are to cases that they had not seen.
    pub unseen: Measures,
    /// The first measures by tenths of the amounts.
    pub deciles: Vec<GroupFit>,
    /// The first measures by each group: column, values.
    pub groups: Vec<(String, Vec<GroupFit>)>,
    /// Where plans usually fall around an amount; none with too few cases.
    pub plan_range: Option<PlanRange>,
    /// Whether the pot holds.
    pub pot: Pot,
    /// What stands out about the cases.
    pub quality: Quality,
    /// What a reader must not overlook.
    pub warnings: Vec<Warning>,
    /// The seed of all chance.
    pub seed: u64,
    /// Bootstrap samples behind the intervals.
    pub samples: usize,
    /// Parts of the cross-validation.
    pub folds: usize,
    /// Each row's amount in pence, in the order of the cases.
    #[serde(skip)]
    pub amounts_pence: Vec<i64>,
    /// Each row's amount in pounds from tables that had not seen it.
    #[serde(skip)]
    pub unseen_amounts: Vec<f64>,
}

/// One stratum's table.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct StratumTable {
    /// The stratum; none when there is one table for all.
    pub stratum: Option<String>,
    /// Its rows.
    pub cases: usize,
    /// The table in whole units.
    pub table: Table,
    /// The figures it was rounded from.
    pub nodes: Vec<Node>,
    /// The largest rise from one score to the next: points before it, pence before, pence after.
    pub largest_step: Option<(i64, i64, i64)>,
}

/// One figure of a table.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Node {
    /// Points.
    pub points: i64,
    /// Before rounding.
    pub fitted: f64,
    /// After it.
    pub amount_pence: i64,
    /// Where it lies in 95 of 100 bootstrap samples.
    pub interval: Option<Interval>,
    /// Weight of the cases that it rests on.
    pub weight: f64,
}
