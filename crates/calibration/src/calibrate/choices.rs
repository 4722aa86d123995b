//! What people choose: the method, the budget and how it is met, and how hard to look.

use crate::tables::{Edges, Limits, Meeting, Method, Nearness, Profile, TableError};
use crate::watch::Watch;

/// What people choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// How tables are made.
    pub method: Method,
    /// All the money, in pounds, contingency included; none leaves the total as it falls.
    pub budget: Option<f64>,
    /// Share of the budget that is held back, from 0 to below 1.
    pub contingency: f64,
    /// How the total is met.
    pub meeting: Meeting,
    /// Least amount in pounds.
    pub floor: f64,
    /// Greatest amount in pounds; infinite for none.
    pub ceiling: f64,
    /// The most that an amount may rise from one node to the next, in pounds.
    pub cap: Option<f64>,
    /// Every amount is a multiple of it, in pence.
    pub unit_pence: i64,
    /// A column with a table for each of its values.
    pub stratum: Option<String>,
    /// The seed of all chance.
    pub seed: u64,
    /// Bootstrap samples.
    pub samples: usize,
    /// Parts of cross-validation.
    pub folds: usize,
    /// Simulated years of the pot.
    pub years: usize,
    /// "Within a sum": pounds.
    pub within_sum: f64,
    /// Risk of an overspent pot that people would take.
    pub risk: f64,
    /// Share of plans that a range should hold.
    pub certainty: f64,
    /// Threads; they change no figure.
    pub threads: usize,
    /// Who waits for it.
    pub watch: Watch,
}

impl Default for Choices {
    fn default() -> Choices {
        Choices {
            method: Method::Isotonic(Nearness::Squares),
            budget: None,
            contingency: 0.0,
            meeting: Meeting::default(),
            floor: 0.0,
            ceiling: f64::INFINITY,
            cap: None,
            unit_pence: 100,
            stratum: None,
            seed: 1,
            samples: 1_000,
            folds: 5,
            years: 10_000,
            within_sum: 1_000.0,
            risk: 0.05,
            certainty: 0.8,
            threads: 1,
            watch: Watch::default(),
        }
    }
}

/// Why nothing can be made of cases and choices.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CalibrateError {
    /// No table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// No points.
    #[error(transparent)]
    Points(#[from] crate::points::PointsError),
    /// A contingency that is no share.
    #[error("the contingency {0} is not a share from 0 to below 1: write 12% or 0.12")]
    Contingency(f64),
    /// A column that is not there.
    #[error("the cases have no column `{wanted}` to part them by; they have {found}")]
    NoColumn {
        /// What was asked for.
        wanted: String,
        /// What there is.
        found: String,
    },
    /// More parts than tables make sense for.
    #[error(
        "the column `{column}` has {values} different values: tables are made for 12 at most; group the values first"
    )]
    ManyParts {
        /// The column.
        column: String,
        /// Its values.
        values: usize,
    },
    /// A part with hardly anyone in it.
    #[error(
        "`{value}` of the column `{column}` has {cases} cases: fewer than {least} make no table of their own; group it with another"
    )]
    SmallPart {
        /// The column.
        column: String,
        /// The value.
        value: String,
        /// Its cases.
        cases: usize,
        /// The fewest that are taken.
        least: usize,
    },
    /// Somebody asked it to stop.
    #[error("somebody stopped it")]
    Stopped,
}

impl Choices {
    pub(super) fn check(&self) -> Result<(), CalibrateError> {
        if !(0.0..1.0).contains(&self.contingency) {
            return Err(CalibrateError::Contingency(self.contingency));
        }
        Ok(())
    }

    /// What is left of the budget after contingency, in pounds.
    #[must_use]
    pub fn available(&self) -> Option<f64> {
        self.budget.map(|budget| budget * (1.0 - self.contingency))
    }

    /// What tables for all cases must keep to.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits_for(1.0)
    }

    /// The same for a part of the cases: the money goes with the people.
    pub(super) fn limits_for(&self, part: f64) -> Limits {
        Limits {
            floor: self.floor,
            ceiling: self.ceiling,
            available: self.available().map(|available| available * part),
            meeting: self.meeting,
            cap: self.cap,
        }
    }

    pub(super) fn is_price(&self) -> bool {
        self.method == Method::PricePoint
    }

    /// Whether a sample's single costs matter, not only their means.
    pub(super) fn needs_rows(&self) -> bool {
        matches!(
            self.method,
            Method::Percentile | Method::Isotonic(Nearness::Quantile(_)) | Method::Bands(_, Nearness::Quantile(_))
        )
    }

    /// The method for fewer cases: no more bands than they have scores.
    pub(super) fn method_for(&self, profiles: &[Profile]) -> Method {
        match &self.method {
            Method::Bands(Edges::Number { bands, multiple }, nearness) => {
                let cells = |profile: &Profile| {
                    let mut cells: Vec<i64> =
                        profile.points.iter().map(|points| points.div_euclid((*multiple).max(1))).collect();
                    cells.dedup();
                    cells.len()
                };
                let most = profiles.iter().map(cells).min().unwrap_or(1).max(1);
                Method::Bands(Edges::Number { bands: (*bands).min(most), multiple: *multiple }, *nearness)
            }
            other => other.clone(),
        }
    }

    /// The method in a few plain words.
    #[must_use]
    pub fn method_name(&self) -> String {
        let near = |nearness: &Nearness| match nearness {
            Nearness::Squares => "least squares".to_owned(),
            Nearness::Quantile(level) => format!("quantile {level}"),
        };
        match &self.method {
            Method::Percentile => "percentile".to_owned(),
            Method::PricePoint => "price-point".to_owned(),
            Method::Isotonic(nearness) => format!("isotonic, {}", near(nearness)),
            Method::Bands(Edges::Number { bands, multiple }, nearness) => {
                format!("{bands} bands at multiples of {multiple}, {}", near(nearness))
            }
            Method::Bands(Edges::At(_), nearness) => format!("bands at given edges, {}", near(nearness)),
            Method::Lines { stretches, multiple } => format!("{stretches} straight lines at multiples of {multiple}"),
        }
    }
}
