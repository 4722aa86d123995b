//! What a reader of figures must not overlook.

use super::result::Calibration;

/// Cases below which no figure is solid.
const FEW_CASES: usize = 100;
/// Cases below which one row of a table says little.
const FEW_IN_ROW: f64 = 5.0;

/// A warning; its words are in the catalogue under the same name.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "warning", rename_all = "kebab-case")]
pub enum Warning {
    /// Fewer cases than people usually calibrate with.
    FewCases {
        /// Rows.
        cases: usize,
    },
    /// Rows of a table that rest on a handful of cases.
    ThinRows {
        /// How many such rows.
        rows: usize,
        /// Of how many.
        of: usize,
    },
    /// All costs alike.
    OneCostEverywhere,
    /// All points alike.
    OneScoreEverywhere,
    /// Need and cost have little to do with each other.
    NeedSaysLittle {
        /// R² for cases not seen.
        r_squared: f64,
    },
    /// A jump of more than a quarter from one score to the next.
    Cliff {
        /// Points before it.
        points: i64,
        /// Pence before.
        before_pence: i64,
        /// Pence after.
        after_pence: i64,
    },
    /// The pot is likely to be overspent.
    PotAtRisk {
        /// How likely.
        probability: f64,
        /// Contingency that these amounts would need.
        contingency: f64,
    },
    /// Rows that move the table by themselves.
    Outliers {
        /// How many.
        rows: usize,
    },
    /// Many rows share one cost.
    MassPoint {
        /// The cost in pence.
        cost_pence: i64,
        /// Rows.
        rows: usize,
    },
}

pub fn of(found: &Calibration) -> Vec<Warning> {
    let mut made = Vec::new();
    if found.cases < FEW_CASES {
        made.push(Warning::FewCases { cases: found.cases });
    }
    let nodes = || found.strata.iter().flat_map(|stratum| &stratum.nodes);
    let thin = nodes().filter(|node| node.weight < FEW_IN_ROW).count();
    if thin > 0 && found.price.is_none() {
        made.push(Warning::ThinRows { rows: thin, of: nodes().count() });
    }
    let quality = &found.quality;
    if quality.one_cost_everywhere {
        made.push(Warning::OneCostEverywhere);
    }
    if quality.one_score_everywhere {
        made.push(Warning::OneScoreEverywhere);
    }
    if let Some(r_squared) = found.unseen.r_squared.filter(|r_squared| *r_squared < 0.1) {
        made.push(Warning::NeedSaysLittle { r_squared });
    }
    let steps = found.strata.iter().filter_map(|stratum| stratum.largest_step);
    for (points, before_pence, after_pence) in steps.filter(|(_, before, after)| (after - before) * 4 > *before) {
        made.push(Warning::Cliff { points, before_pence, after_pence });
    }
    if found.budget.is_some() && found.pot.overspend_probability > found.pot.risk {
        let (probability, contingency) = (found.pot.overspend_probability, found.pot.contingency_for_risk);
        made.push(Warning::PotAtRisk { probability, contingency });
    }
    if !quality.outliers.is_empty() {
        made.push(Warning::Outliers { rows: quality.outliers.len() });
    }
    made.extend(
        quality.mass_points.first().map(|mass| Warning::MassPoint { cost_pence: mass.cost_pence, rows: mass.rows }),
    );
    made
}
