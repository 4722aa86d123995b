//! What it truly costs a family to employ a personal assistant, and how many hours a sum really buys. Wages, thresholds
//! and shares are dated data with their source (`rates.toml`); a day that no rates cover is an error, never last year's.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Ratio;
use super::support::{Quantity, UnitPrice};
use crate::Pence;
use crate::codes::coded;

coded! {
    /// The age band of who is employed: the lowest lawful wage goes by it (National Minimum Wage Act 1998).
    pub enum WageBand ("age band") {
        /// 21 and over.
        From21 = "from-21",
        /// 18 to 20.
        From18 = "from-18",
        /// Under 18, and apprentices.
        Under18 = "under-18",
    }
}

/// What a family settles when it employs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Employing {
    /// The assistant's age band.
    pub band: WageBand,
    /// Whether the assistant has other work that keeps them from the family's pension scheme, or opted out.
    #[serde(default)]
    pub without_pension: bool,
    /// Whether the family has the Employment Allowance: who employs a care worker usually does.
    #[serde(default = "yes")]
    pub allowance: bool,
    /// Insurance of a year that falls on this line.
    #[serde(default)]
    pub insurance: Pence,
    /// The payroll service's fee of a year that falls on this line.
    #[serde(default)]
    pub payroll: Pence,
}

fn yes() -> bool {
    true
}

/// What holds from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Rates {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Where the figures stand.
    pub source: String,
    /// The lowest lawful wage an hour from 21, in pence.
    pub wage_from_21: i64,
    /// From 18 to 20, in pence.
    pub wage_from_18: i64,
    /// Under 18, in pence.
    pub wage_under_18: i64,
    /// A year's pay on which the employer pays no National Insurance, in pence.
    pub insurance_threshold: i64,
    /// National Insurance above it, in basis points.
    pub insurance_basis_points: u32,
    /// The Employment Allowance of a year, in pence.
    pub employment_allowance: i64,
    /// A year's pay from which a pension is due, in pence.
    pub pension_trigger: i64,
    /// The pay above which the pension is reckoned, in pence a year.
    pub pension_from: i64,
    /// The pay up to which it is reckoned, in pence a year.
    pub pension_until: i64,
    /// The employer's share of the pension, in basis points.
    pub pension_basis_points: u32,
    /// Weeks of paid holiday in a year, in tenths.
    pub holiday_tenths: u32,
}

/// What a year of employing costs, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrueCost {
    /// Pay for the hours worked.
    pub pay: Pence,
    /// Pay while the assistant has their holiday.
    pub holiday: Pence,
    /// The employer's National Insurance.
    pub insurance: Pence,
    /// The employer's share of the pension.
    pub pension: Pence,
    /// Employer's liability insurance and payroll, as the family named them.
    pub costs: Pence,
    /// All of it.
    pub total: Pence,
}

/// Why it cannot be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EmployingError {
    /// No rates for the day.
    #[error("there are no wages and thresholds for {0}: add them to the rates before planning for that day")]
    NoRates(Date),
    /// A sum that is too large.
    #[error("the hours and the wage make a sum that is too large: check both")]
    TooLarge,
    /// The rates cannot be read.
    #[error("the wages and thresholds cannot be read: {0}")]
    Unreadable(String),
}

#[derive(Deserialize)]
struct File {
    rates: Vec<Rates>,
}

/// The rates that the program knows, the oldest first.
///
/// # Errors
/// [`EmployingError::Unreadable`] where the file is not as it should be.
pub fn known() -> Result<Vec<Rates>, EmployingError> {
    static KNOWN: LazyLock<Result<Vec<Rates>, EmployingError>> = LazyLock::new(all);
    KNOWN.clone()
}

fn all() -> Result<Vec<Rates>, EmployingError> {
    let file: File =
        toml_edit::de::from_str(include_str!("rates.toml")).map_err(|e| EmployingError::Unreadable(e.to_string()))?;
    Ok(file.rates)
}

/// The rates of a day.
///
/// # Errors
/// [`EmployingError::NoRates`] where none hold.
pub fn on(rates: &[Rates], day: Date) -> Result<&Rates, EmployingError> {
    rates.iter().find(|rates| rates.from <= day && day <= rates.until).ok_or(EmployingError::NoRates(day))
}

impl Rates {
    /// The lowest lawful wage an hour of an age band.
    #[must_use]
    pub fn lowest_wage(&self, band: WageBand) -> Pence {
        Pence(match band {
            WageBand::From21 => self.wage_from_21,
            WageBand::From18 => self.wage_from_18,
            WageBand::Under18 => self.wage_under_18,
        })
    }

    /// Whether a wage an hour is below what the law asks.
    #[must_use]
    pub fn is_below_the_law(&self, band: WageBand, wage: UnitPrice) -> bool {
        UnitPrice::of(self.lowest_wage(band)).is_some_and(|lowest| wage < lowest)
    }

    /// What so many hours of a year cost. Each part is rounded once to the penny, and the total is the sum of the parts.
    ///
    /// # Errors
    /// [`EmployingError::TooLarge`].
    pub fn cost(&self, hours: Ratio, wage: UnitPrice, terms: &Employing) -> Result<TrueCost, EmployingError> {
        self.parts(hours, wage, terms).ok_or(EmployingError::TooLarge)
    }

    fn parts(&self, hours: Ratio, wage: UnitPrice, terms: &Employing) -> Option<TrueCost> {
        let pay = Pence(hours.times(Ratio::new(i128::from(wage.0), 1_000)?)?.rounded()?);
        // holiday is earned by the hour: 5.6 weeks for the 46.4 that are worked
        let weeks = i128::from(self.holiday_tenths);
        let holiday = Ratio::whole(pay.0).times(Ratio::new(weeks, 520i128.checked_sub(weeks)?)?)?.rounded()?;
        let year = pay.0.checked_add(holiday)?;
        let due = Pence(year.checked_sub(self.insurance_threshold)?.max(0)).share(self.insurance_basis_points)?;
        let insurance = if terms.allowance { (due.0.checked_sub(self.employment_allowance)?).max(0) } else { due.0 };
        let pension = if terms.without_pension || year <= self.pension_trigger {
            Pence::ZERO
        } else {
            let reckoned = year.min(self.pension_until).checked_sub(self.pension_from)?.max(0);
            Pence(reckoned).share(self.pension_basis_points)?
        };
        let costs = terms.insurance.plus(terms.payroll)?;
        let total = Pence(year).plus(Pence(insurance))?.plus(pension)?.plus(costs)?;
        Some(TrueCost { pay, holiday: Pence(holiday), insurance: Pence(insurance), pension, costs, total })
    }

    /// The most hours of a year, to the quarter of an hour, that a sum pays for with everything that has to be paid.
    ///
    /// # Errors
    /// [`EmployingError::TooLarge`].
    pub fn hours_for(&self, sum: Pence, wage: UnitPrice, terms: &Employing) -> Result<Quantity, EmployingError> {
        // more hours never cost less, so the last that fits is found by halving
        let (mut fits, mut too_many) = (-1i64, 40_000i64);
        while too_many - fits > 1 {
            let middle = i64::midpoint(fits, too_many);
            let hours = Ratio::new(i128::from(middle), 4).ok_or(EmployingError::TooLarge)?;
            if self.cost(hours, wage, terms)?.total <= sum { fits = middle } else { too_many = middle }
        }
        Ok(Quantity(fits.max(0).saturating_mul(250)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn terms() -> Employing {
        Employing {
            band: WageBand::From21,
            without_pension: false,
            allowance: true,
            insurance: Pence(12_000),
            payroll: Pence(18_000),
        }
    }

    fn rates() -> Rates {
        on(&known().unwrap(), date(2026, 9, 1)).unwrap().clone()
    }

    #[test]
    fn wages_are_dated_and_never_last_years() {
        let known = known().unwrap();
        assert_eq!(on(&known, date(2026, 3, 31)).unwrap().wage_from_21, 1_221);
        assert_eq!(on(&known, date(2026, 4, 1)).unwrap().wage_from_21, 1_271);
        assert_eq!(on(&known, date(2031, 4, 1)), Err(EmployingError::NoRates(date(2031, 4, 1))));
        for (one, next) in known.iter().zip(known.iter().skip(1)) {
            assert_eq!(one.until.tomorrow().unwrap(), next.from, "no gap and no overlap");
        }
    }

    #[test]
    fn what_a_family_pays_is_more_than_the_wage() {
        let wage = UnitPrice::read("14.50").unwrap();
        let cost = rates().cost(Ratio::whole(520), wage, &terms()).unwrap();
        // 520 × £14.50 = £7,540.00; × 5.6 ⁄ 46.4 = £910.00; below the pension's trigger; insurance within the allowance
        assert_eq!((cost.pay, cost.holiday), (Pence(754_000), Pence(91_000)));
        assert_eq!((cost.insurance, cost.pension, cost.costs), (Pence::ZERO, Pence::ZERO, Pence(30_000)));
        assert_eq!(cost.total, Pence(875_000));
        let alone = Employing { allowance: false, ..terms() };
        // £8,450 less £5,000 at 15 %
        assert_eq!(rates().cost(Ratio::whole(520), wage, &alone).unwrap().insurance, Pence(51_750));
        // 1,000 hours: £14,500 + £1,750 holiday = £16,250; less £6,240 at 3 %
        assert_eq!(rates().cost(Ratio::whole(1_000), wage, &terms()).unwrap().pension, Pence(30_030));
    }

    #[test]
    fn the_hours_a_sum_buys_fit_into_it_and_no_more_would() {
        let wage = UnitPrice::read("13").unwrap();
        for sum in [0, 30_000, 31_000, 450_000, 1_234_567, 2_000_000] {
            let sum = Pence(sum);
            let hours = rates().hours_for(sum, wage, &terms()).unwrap();
            let cost = |thousandths: i64| {
                rates().cost(Ratio::new(i128::from(thousandths), 1_000).unwrap(), wage, &terms()).unwrap().total
            };
            assert!(hours.0 == 0 || cost(hours.0) <= sum, "{sum}: {hours}");
            assert!(cost(hours.0 + 250) > sum, "{sum}: {hours}");
        }
    }

    #[test]
    fn a_wage_below_the_law_is_seen() {
        let below = UnitPrice::read("12.70").unwrap();
        assert!(rates().is_below_the_law(WageBand::From21, below));
        assert!(!rates().is_below_the_law(WageBand::From18, below));
        assert!(!rates().is_below_the_law(WageBand::From21, UnitPrice::read("12.71").unwrap()));
        let huge = rates().cost(Ratio::whole(i64::MAX), UnitPrice(i64::MAX), &terms());
        assert_eq!(huge, Err(EmployingError::TooLarge));
    }
}
