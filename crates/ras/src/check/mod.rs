//! Checking a scheme: faults and warnings beyond those of reading, the proof that more need never means less money or two
//! sheets that show the contrary, cliffs, and the range of possible results.
//!
//! Everything here is counted in work, never in seconds, and chance comes from a fixed seed: the same scheme gets the same
//! report everywhere.

mod certificate;
mod cliffs;
mod findings;
mod proof;
mod range;
mod report;
mod sheets;
mod text;

#[cfg(test)]
mod tests;

pub use report::{Answers, Certificate, Cliff, CliffKind, CounterExample, Day, Extreme, Proof, Range, Report};

use crate::calculator::{Bits, Calculator, Domain};
use crate::scheme::Scheme;
use crate::{Faults, Ratio};
use cliffs::Wanted;
use jiff::civil::Date;
use proof::asked;
use proof::cone::Cone;
use proof::effort::Effort;
use proof::view::{Look, View};
use range::End;
use std::collections::BTreeSet;

/// What a check is to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckOptions {
    /// A step is a cliff when it moves an amount by more than this share of the amount before.
    pub cliff_share: Ratio,
    /// Only this day, instead of every day on which something inside changes.
    pub on: Option<Date>,
}

impl Default for CheckOptions {
    /// A quarter, and every day on which something changes.
    fn default() -> CheckOptions {
        CheckOptions { cliff_share: Ratio::new(1, 4).unwrap_or(Ratio::ONE), on: None }
    }
}

impl CheckOptions {
    fn cliff_share_percent(&self) -> Ratio {
        self.cliff_share.times(Ratio::whole(100)).unwrap_or(self.cliff_share)
    }
}

/// Checks a scheme that was read.
///
/// ```
/// use ras::{Scheme, SchemeFiles, check};
/// # let files = SchemeFiles::new()
/// #     .with("scheme.toml", "format = 1\nid = \"hours\"\neffective-from = 2026-04-01\ncurrency = \"GBP\"\n\
/// #         period = \"week\"\n[[stream]]\nid = \"care\"\namount = \"budget\"\n")
/// #     .with("questions.toml", "[[question]]\nid = \"hours\"\nkind = \"whole\"\nmin = 0\nmax = 40\nmore-need = \"higher\"\n")
/// #     .with("rules.toml", "[[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"hours\", 18.50]\n");
/// let scheme = Scheme::read(&files)?;
/// let report = check::check(&scheme, &check::CheckOptions::default());
/// assert_eq!(report.faults().count(), 0);
/// assert_eq!(report.days[0].certificates[0].verdict, check::Proof::Proved);
/// # Ok::<(), ras::Faults>(())
/// ```
#[must_use]
pub fn check(scheme: &Scheme, options: &CheckOptions) -> Report {
    let mut found = findings::sources::findings(scheme);
    found.extend(findings::cases::faults(scheme));
    found.extend(findings::unused::warnings(scheme));
    found.extend(findings::amounts::review(scheme));
    let mut calculators = Vec::new();
    for made in made_ready(scheme, options.on) {
        match made {
            Ok(calculator) => calculators.push(calculator),
            Err(faults) => found.extend(faults.0),
        }
    }
    let mut movers = BTreeSet::new();
    let mut days = Vec::new();
    for calculator in &calculators {
        let day = day(calculator, options.cliff_share, &mut movers);
        found.extend(findings::amounts::rounded_twice(scheme, calculator));
        found.extend(day.ranges.iter().filter_map(|range| findings::amounts::below_nothing(scheme, range)));
        days.push(day);
    }
    found.extend(findings::questions::warnings(scheme, &calculators, &movers));
    found.extend(findings::rows::warnings(scheme, &calculators));
    found.extend(findings::wording::warnings(scheme, &calculators));
    found.extend(days.iter().flat_map(|day| findings::proof::findings(scheme, day)));
    Report {
        scheme: scheme.id.clone(),
        version: Some(scheme.version()),
        hash: Some(scheme.hash.to_string()),
        currency: Some(scheme.currency.code().to_owned()),
        cliff_share_percent: options.cliff_share_percent(),
        findings: findings::sorted(found),
        days,
    }
}

/// The calculators of the day that was asked for, or of every day on which something changes.
fn made_ready(scheme: &Scheme, on: Option<Date>) -> Vec<Result<Calculator, Faults>> {
    match on {
        Some(day) => vec![scheme.on(day)],
        None => scheme.turning_days().into_iter().map(|day| scheme.prepare(day)).collect(),
    }
}

/// All that is said about one day. The ids of questions that may move an amount are added to `movers`.
fn day(calculator: &Calculator, share: Ratio, movers: &mut BTreeSet<String>) -> Day {
    let asked = asked::all(calculator);
    let domains = asked::domains(calculator);
    let mut day = Day { on: calculator.on, certificates: Vec::new(), cliffs: Vec::new(), ranges: Vec::new() };
    for stream in &calculator.streams {
        let cone = Cone::of(calculator, &asked, stream.amount);
        let moving = movers_of(&cone, &domains);
        let ids = moving.iter().filter_map(|at| calculator.inputs.get(at)).map(|input| input.id.clone());
        movers.extend(ids);
        let certificate = certificate::certificate(&cone, &domains, &stream.id, &moving);
        let is_monotone = certificate.verdict == Proof::Proved;
        let range = Range {
            stream: stream.id.clone(),
            period: stream.period,
            least: range::extreme(&cone, &domains, End::Least, is_monotone),
            greatest: range::extreme(&cone, &domains, End::Greatest, is_monotone),
        };
        let greatest = range.greatest.as_ref().map_or(0, |greatest| i128::from(greatest.amount.0));
        let wanted = Wanted { cone: &cone, domains: &domains, stream: &stream.id, share, greatest };
        day.cliffs.extend(cliffs::cliffs(&wanted));
        day.certificates.push(certificate);
        day.ranges.push(range);
    }
    day.cliffs.sort_by_key(|cliff| std::cmp::Reverse(cliff.moved.0.abs()));
    day
}

/// The questions that may move the amount of a cone, or refuse it.
fn movers_of(cone: &Cone<'_>, domains: &[Domain]) -> Bits {
    let mut effort = Effort::of(u64::MAX);
    let view = View::of(cone, domains, &mut effort, Look::Plain);
    view.moves(cone.target).any.clone()
}
