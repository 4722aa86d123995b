//! What a line of support costs: occasions × quantity × price, the budget's part of it, rounded once. And how that falls on
//! parts of the plan's time, so that parts always add up to the whole.

use jiff::civil::Date;

use super::employing::{self, EmployingError, Rates, TrueCost};
use super::pattern::{Stretch, Terms};
use super::support::{Paid, Part, Support};
use super::{Ratio, Season};
use crate::Pence;

/// What costs are worked out with beside the line itself.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The plan's first and last day.
    pub plan: Stretch,
    /// When school is on.
    pub terms: &'a Terms,
    /// Wages and thresholds.
    pub rates: &'a [Rates],
    /// The last day that each stream pays for, where it ends before the plan does.
    pub ends: &'a [(String, Date)],
}

/// A line's cost with its working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineCost {
    /// The days it is for.
    pub stretch: Stretch,
    /// How often it happens in them.
    pub occasions: Ratio,
    /// Units in all: occasions × quantity.
    pub units: Ratio,
    /// The price of it all, whoever pays.
    pub price: Pence,
    /// What the budget pays.
    pub cost: Pence,
    /// What the budget would pay for a whole year of it: what an approver's limit is held against.
    pub full_year: Pence,
    /// Whether the stream ends before the plan or the line does.
    pub is_cut_short: bool,
    /// Part by part, where the family employs.
    pub employing: Option<TrueCost>,
}

/// Why a cost cannot be worked out, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CostError {
    /// The line's days lie outside the plan's.
    #[error("this support is from {from} to {until}, which is not within the plan: change its days or the plan's")]
    OutsideThePlan {
        /// The line's first day.
        from: Date,
        /// Its last day.
        until: Date,
    },
    /// Term dates are not known so far.
    #[error("term dates are not known from {0}: ask the council to add them, or say how many times a year instead")]
    NoTerms(Date),
    /// A share that is none.
    #[error("{parts} of {of} is not a part of a price: write for example 1 of 3")]
    Share {
        /// The budget's parts.
        parts: u16,
        /// Of how many.
        of: u16,
    },
    /// More than the price.
    #[error("the budget's part of {part} is more than the price of {price}: write at most the price")]
    PartAbovePrice {
        /// The budget's part.
        part: Pence,
        /// The whole price.
        price: Pence,
    },
    /// A sum that does not fit.
    #[error("the numbers make a sum that is too large: check how often, how much and the price")]
    TooLarge,
    /// Employing.
    #[error(transparent)]
    Employing(#[from] EmployingError),
}

/// The cost of a line; nothing for unpaid support.
///
/// # Errors
/// [`CostError`].
pub fn cost(line: &Support, ground: Ground<'_>) -> Result<Option<LineCost>, CostError> {
    let Some(paid) = &line.paid else { return Ok(None) };
    let written = written(line, ground.plan)?;
    let end = ground.ends.iter().find(|(stream, _)| *stream == paid.stream).map(|(_, end)| *end);
    let until = end.map_or(written.until, |end| end.min(written.until));
    let stretch = Stretch { from: written.from, until };
    let is_cut_short = until < written.until;
    let priced = price(line, paid, written, stretch, ground)?;
    let year = Stretch::year_from(written.from);
    let yearly = if line.pattern.is_one_off() { written } else { year };
    let full_year = price(line, paid, yearly, yearly, Ground { terms: ground.terms, ..ground })
        // terms of a whole year may not be known yet; then the year is reckoned from the days that are
        .or_else(
            |error| if matches!(error, CostError::NoTerms(_)) { scaled(&priced, stretch, year) } else { Err(error) },
        )?;
    Ok(Some(LineCost {
        stretch,
        occasions: priced.occasions,
        units: priced.units,
        price: priced.price,
        cost: priced.cost,
        full_year: full_year.cost.max(priced.cost),
        is_cut_short,
        employing: priced.employing,
    }))
}

/// What of a line's cost falls into each of several stretches that follow one another. The parts add up to the cost of
/// all of them together: each is the difference of two running totals.
///
/// # Errors
/// [`CostError`].
pub fn spread(line: &Support, parts: &[Stretch], ground: Ground<'_>) -> Result<Vec<Pence>, CostError> {
    let Some(whole) = cost(line, ground)? else { return Ok(vec![Pence::ZERO; parts.len()]) };
    let days = |until: Date| -> Result<Ratio, CostError> {
        let part = Stretch { from: whole.stretch.from, until };
        line.pattern.occasions(part, whole.stretch, ground.terms).ok_or(CostError::TooLarge)
    };
    let mut before = Pence::ZERO;
    let mut shares = Vec::with_capacity(parts.len());
    for part in parts {
        let until = part.until.min(whole.stretch.until);
        let reached = if part.until < whole.stretch.from {
            Pence::ZERO
        } else if until == whole.stretch.until || whole.occasions == Ratio::ZERO {
            whole.cost
        } else {
            running(whole.cost, days(until)?, whole.occasions).ok_or(CostError::TooLarge)?
        };
        shares.push(Pence(reached.0.saturating_sub(before.0)));
        before = reached;
    }
    Ok(shares)
}

fn running(cost: Pence, so_far: Ratio, all: Ratio) -> Option<Pence> {
    so_far.times(Ratio::whole(cost.0))?.over(all)?.rounded().map(Pence)
}

struct Priced {
    occasions: Ratio,
    units: Ratio,
    price: Pence,
    cost: Pence,
    employing: Option<TrueCost>,
}

fn written(line: &Support, plan: Stretch) -> Result<Stretch, CostError> {
    let (from, until) = (line.from.unwrap_or(plan.from), line.until.unwrap_or(plan.until));
    if from < plan.from || until > plan.until || until < from {
        return Err(CostError::OutsideThePlan { from, until });
    }
    Ok(Stretch { from, until })
}

fn price(line: &Support, paid: &Paid, whole: Stretch, part: Stretch, ground: Ground<'_>) -> Result<Priced, CostError> {
    if line.pattern.season() != Season::AllYear
        && let Some(day) = ground.terms.unknown_from(part)
        && part.length() > 0
    {
        return Err(CostError::NoTerms(day));
    }
    let occasions = line.pattern.occasions(part, whole, ground.terms).ok_or(CostError::TooLarge)?;
    let each = Ratio::new(i128::from(line.quantity.0), 1_000).ok_or(CostError::TooLarge)?;
    let units = occasions.times(each).ok_or(CostError::TooLarge)?;
    if let Some(terms) = &paid.employing {
        let rates = employing::on(ground.rates, part.from)?;
        let employed = rates.cost(units, paid.price, terms)?;
        let (price, cost) = (employed.total, part_of(paid.part, Ratio::whole(employed.total.0))?);
        return Ok(Priced { occasions, units, price, cost, employing: Some(employed) });
    }
    let exact = Ratio::new(i128::from(paid.price.0), 1_000).and_then(|one| units.times(one));
    let exact = exact.ok_or(CostError::TooLarge)?;
    let price = Pence(exact.rounded().ok_or(CostError::TooLarge)?);
    Ok(Priced { occasions, units, price, cost: part_of(paid.part, exact)?, employing: None })
}

fn part_of(part: Part, price: Ratio) -> Result<Pence, CostError> {
    let rounded = |exact: Option<Ratio>| exact.and_then(Ratio::rounded).map(Pence).ok_or(CostError::TooLarge);
    match part {
        Part::Whole => rounded(Some(price)),
        Part::Sum { pence } => {
            let price = rounded(Some(price))?;
            // what never happens costs nothing, whatever the part
            if price == Pence::ZERO {
                return Ok(Pence::ZERO);
            }
            if pence > price { Err(CostError::PartAbovePrice { part: pence, price }) } else { Ok(pence) }
        }
        Part::Share { parts, of } => {
            if parts == 0 || parts > of {
                return Err(CostError::Share { parts, of });
            }
            rounded(Ratio::new(i128::from(parts), i128::from(of)).and_then(|share| price.times(share)))
        }
    }
}

fn scaled(priced: &Priced, stretch: Stretch, year: Stretch) -> Result<Priced, CostError> {
    let days = Ratio::new(i128::from(year.length()), i128::from(stretch.length().max(1)));
    let cost = days.and_then(|days| days.times(Ratio::whole(priced.cost.0))).and_then(Ratio::rounded);
    let cost = Pence(cost.ok_or(CostError::TooLarge)?);
    Ok(Priced { occasions: priced.occasions, units: priced.units, price: cost, cost, employing: None })
}

#[cfg(test)]
#[path = "costing_tests.rs"]
mod tests;
