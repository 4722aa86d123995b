//! The choices of `studio fit`, `compare` and `report` as they are typed.

use crate::failure::Failure;
use calibration::calibrate::Choices;
use calibration::tables::{Edges, Meeting, Method, Nearness};

/// How a table is made, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum MethodName {
    /// As practised: scores and costs sorted each by itself
    Percentile,
    /// One price for each point
    PricePoint,
    /// An amount for each score, never falling
    Isotonic,
    /// Steps that hold over a range of points
    Bands,
    /// Straight lines between knots
    Lines,
}

/// What an amount is near to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum NearnessName {
    /// The mean cost: the total balances
    Squares,
    /// The median cost, or another quantile with --quantile
    Quantile,
}

/// How a budget is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum MeetingName {
    /// Whatever keeps amounts nearest to costs
    LeastLoss,
    /// The same sum for every amount
    CommonShift,
    /// The same share of every amount
    CommonShare,
}

/// Arguments that say how tables are made.
#[derive(Debug, Clone, clap::Args)]
pub struct ChoiceArguments {
    /// How the table is made
    #[arg(long, value_enum, default_value_t = MethodName::Isotonic)]
    pub method: MethodName,
    /// What amounts are to be near to, for isotonic tables and bands
    #[arg(long, value_enum, default_value_t = NearnessName::Squares)]
    pub near: NearnessName,
    /// The quantile, with --near quantile; 0.5 is the median
    #[arg(long, value_name = "SHARE", default_value = "0.5")]
    pub quantile: f64,
    /// How many bands, or straight lines
    #[arg(long, value_name = "NUMBER", default_value = "6")]
    pub bands: usize,
    /// First points of each band but the lowest, instead of a number: 10,20,40
    #[arg(long, value_name = "POINTS", value_delimiter = ',')]
    pub edges: Vec<i64>,
    /// Bands and lines begin at multiples of it
    #[arg(long, value_name = "NUMBER", default_value = "5")]
    pub multiple: i64,
    /// All the money in pounds, contingency included; without it the total falls as it may
    #[arg(long, value_name = "POUNDS", value_parser = pounds)]
    pub budget: Option<f64>,
    /// Share of the budget that is held back, such as 12%
    #[arg(long, value_name = "SHARE", default_value = "0%", value_parser = share)]
    pub contingency: f64,
    /// How the budget is met
    #[arg(long, value_enum, default_value_t = MeetingName::LeastLoss)]
    pub meet: MeetingName,
    /// Least amount in pounds
    #[arg(long, value_name = "POUNDS", default_value = "0", value_parser = pounds)]
    pub floor: f64,
    /// Greatest amount in pounds
    #[arg(long, value_name = "POUNDS", value_parser = pounds)]
    pub ceiling: Option<f64>,
    /// The most that an amount may rise from one row to the next, in pounds
    #[arg(long, value_name = "POUNDS", value_parser = pounds)]
    pub cap: Option<f64>,
    /// Every amount is a multiple of it, in pounds
    #[arg(long, value_name = "POUNDS", default_value = "1", value_parser = pounds)]
    pub unit: f64,
    /// A table for each value of this column, within one budget
    #[arg(long, value_name = "COLUMN")]
    pub stratum: Option<String>,
    /// "Within a sum" of the cost: pounds
    #[arg(long, value_name = "POUNDS", default_value = "1000", value_parser = pounds)]
    pub within: f64,
    /// The risk of an overspent pot that would be taken
    #[arg(long, value_name = "SHARE", default_value = "5%", value_parser = share)]
    pub risk: f64,
    /// The share of plans that a range should hold
    #[arg(long, value_name = "SHARE", default_value = "80%", value_parser = share)]
    pub certainty: f64,
    /// The seed of all chance; the same seed gives the same bytes
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// Samples behind the interval of each figure
    #[arg(long, value_name = "NUMBER", default_value = "1000")]
    pub samples: usize,
    /// Threads; they change how long it takes and nothing else [default: all]
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<usize>,
}

impl ChoiceArguments {
    /// The choices as the library takes them.
    pub fn choices(&self) -> Result<Choices, Failure> {
        Ok(Choices {
            method: self.method(self.method),
            budget: self.budget,
            contingency: self.contingency,
            meeting: match self.meet {
                MeetingName::LeastLoss => Meeting::LeastLoss,
                MeetingName::CommonShift => Meeting::CommonShift,
                MeetingName::CommonShare => Meeting::CommonShare,
            },
            floor: self.floor,
            ceiling: self.ceiling.unwrap_or(f64::INFINITY),
            cap: self.cap,
            unit_pence: self.unit_pence()?,
            stratum: self.stratum.clone(),
            seed: self.seed,
            samples: self.samples,
            within_sum: self.within,
            risk: self.risk,
            certainty: self.certainty,
            threads: self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
            ..Choices::default()
        })
    }

    /// A method with the other choices.
    pub fn method(&self, name: MethodName) -> Method {
        let nearness = match self.near {
            NearnessName::Squares => Nearness::Squares,
            NearnessName::Quantile => Nearness::Quantile(self.quantile),
        };
        match name {
            MethodName::Percentile => Method::Percentile,
            MethodName::PricePoint => Method::PricePoint,
            MethodName::Isotonic => Method::Isotonic(nearness),
            MethodName::Bands if !self.edges.is_empty() => Method::Bands(Edges::At(self.edges.clone()), nearness),
            MethodName::Bands => Method::Bands(Edges::Number { bands: self.bands, multiple: self.multiple }, nearness),
            MethodName::Lines => Method::Lines { stretches: self.bands, multiple: self.multiple },
        }
    }

    fn unit_pence(&self) -> Result<i64, Failure> {
        #[expect(clippy::float_arithmetic, reason = "pounds as typed, to whole pence")]
        #[expect(clippy::cast_possible_truncation, reason = "between a penny and a million pounds")]
        let pence = (self.unit.clamp(0.0, 1e6) * 100.0).round() as i64;
        if pence < 1 {
            return Err(Failure::new("--unit is less than a penny").help("write pounds, such as 1, 10 or 0.01"));
        }
        Ok(pence)
    }
}

/// Pounds as people type them.
pub fn pounds(text: &str) -> Result<f64, String> {
    let pence = calibration::cases::pence(text).map_err(|_| "write pounds such as 1,250,000 or £500".to_owned())?;
    #[expect(clippy::float_arithmetic, reason = "the studio's statistics are in pounds")]
    let pounds = pence as f64 / 100.0;
    Ok(pounds)
}

/// `12%`, or a part such as `0.12`.
pub fn share(text: &str) -> Result<f64, String> {
    let help = || "write a share such as 12% or 0.12".to_owned();
    let (number, by) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim_end(), 100.0),
        None => (text.trim(), 1.0),
    };
    let number: f64 = number.parse().map_err(|_| help())?;
    #[expect(clippy::float_arithmetic, reason = "a share as typed")]
    let share = number / by;
    if (0.0..1.0).contains(&share) { Ok(share) } else { Err(help()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_pounds_are_read_as_people_type_them() {
        assert_eq!(share("12%"), Ok(0.12));
        assert_eq!(share("0.12"), Ok(0.12));
        assert!(share("12").is_err() && share("-1%").is_err() && share("some").is_err());
        assert_eq!(pounds("£1,250.50"), Ok(1_250.5));
        assert!(pounds("much").is_err());
    }
}
