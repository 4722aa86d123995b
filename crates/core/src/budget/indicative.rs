//! The indicative budget as it was worked out and told: what was answered, under which rules, what came out, when and
//! by whom. It can be worked out again years later, because it holds the engine's record.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ras::record::{Record, StreamRecord};
use serde::{Deserialize, Serialize};

use crate::{Pence, PersonId};

/// A sum named before planning starts. A starting point, never a decision about whether a need is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicativeBudget {
    /// Every stream in the scheme's order.
    pub streams: Vec<StreamBudget>,
    /// Routes out of the table that are open, by id: where there is one, people settle the amount.
    pub routes: Vec<String>,
    /// The day it was worked out for.
    pub on: Date,
    /// Who had it worked out.
    pub by: PersonId,
    /// Scheme, version, hash, answers and results, as the engine keeps them.
    pub record: Record,
}

/// One stream of an indicative budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamBudget {
    /// The stream's id.
    pub stream: String,
    /// Points, where the stream shows some.
    pub points: Option<String>,
    /// The amount; none where the scheme refuses one.
    pub amount: Option<Pence>,
    /// What the amount is for: `year`, `week`, `once` …
    pub period: String,
    /// Why there is no amount, or nothing, or which route is open; empty for a plain amount.
    pub reason: String,
}

/// A result that cannot be kept as a budget.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// Budgets are in pounds.
    #[error("the scheme pays in `{0}` and budgets are in GBP: choose a scheme in pounds")]
    Currency(String),
    /// An amount that is no amount.
    #[error("`{amount}` of stream `{stream}` is not a sum of money: work the result out again")]
    Amount {
        /// The stream's id.
        stream: String,
        /// As it stands in the record.
        amount: String,
    },
    /// A day that is no day.
    #[error("`{0}` is not a day: work the result out again")]
    Day(String),
}

impl IndicativeBudget {
    /// The budget of a stored result.
    ///
    /// # Errors
    /// [`BudgetError`] for a result in another currency, or one that was tampered with.
    pub fn of(record: Record, by: PersonId) -> Result<IndicativeBudget, BudgetError> {
        if record.currency != "GBP" {
            return Err(BudgetError::Currency(record.currency));
        }
        let on = record.on.parse().map_err(|_| BudgetError::Day(record.on.clone()))?;
        let streams: Result<Vec<StreamBudget>, BudgetError> = record.streams.iter().map(stream_budget).collect();
        Ok(IndicativeBudget { streams: streams?, routes: record.routes.clone(), on, by, record })
    }

    /// The scheme with its version: `exampleshire/2026-04-01`.
    #[must_use]
    pub fn scheme_version(&self) -> String {
        format!("{}/{}", self.record.scheme, self.record.version)
    }

    /// SHA-256 of the rules that made it.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.record.hash
    }

    /// A stream by its id.
    #[must_use]
    pub fn stream(&self, id: &str) -> Option<&StreamBudget> {
        self.streams.iter().find(|stream| stream.stream == id)
    }

    /// The amounts added up, one sum for each period: a week's money is never added to a year's. Refused streams add
    /// nothing; [`IndicativeBudget::is_whole`] says whether there are any.
    #[must_use]
    pub fn totals(&self) -> BTreeMap<String, Pence> {
        let mut totals = BTreeMap::new();
        for stream in &self.streams {
            if let Some(amount) = stream.amount {
                let total: &mut Pence = totals.entry(stream.period.clone()).or_default();
                *total = Pence(total.0.saturating_add(amount.0));
            }
        }
        totals
    }

    /// Whether every stream has an amount.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.streams.iter().all(|stream| stream.amount.is_some())
    }
}

fn stream_budget(stream: &StreamRecord) -> Result<StreamBudget, BudgetError> {
    let wrong =
        |amount: &str| BudgetError::Amount { stream: stream.stream.clone(), amount: amount.chars().take(40).collect() };
    let amount = stream.amount.as_deref().map(|text| Pence::read(text).map_err(|_| wrong(text)));
    Ok(StreamBudget {
        stream: stream.stream.clone(),
        points: stream.points.clone(),
        amount: amount.transpose()?,
        period: stream.period.clone(),
        reason: stream.reason.clone(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn record() -> Record {
        let (scheme, calculator) = (ras::doc::scheme().unwrap(), ras::doc::calculator().unwrap());
        let sheet = calculator.sheet([("eating", "substantial"), ("friends", "some")]).unwrap();
        Record::of(&scheme, &calculator, "Ann", &sheet, &calculator.score(&sheet))
    }

    fn stream(id: &str, period: &str, amount: Option<&str>) -> StreamRecord {
        StreamRecord {
            stream: id.to_owned(),
            points: None,
            amount: amount.map(str::to_owned),
            period: period.to_owned(),
            status: "ok".to_owned(),
            reason: String::new(),
        }
    }

    #[test]
    fn a_budget_says_which_rules_made_it() {
        let budget = IndicativeBudget::of(record(), PersonId(Uuid::nil())).unwrap();
        assert_eq!(budget.scheme_version(), "small/2026-04-01");
        assert_eq!((budget.hash().len(), budget.on), (64, date(2026, 5, 1)));
        let care = budget.stream("social-care").unwrap();
        assert_eq!((care.points.as_deref(), care.amount), (Some("30"), Some(Pence(187_500))));
        let json = serde_json::to_string(&budget).unwrap();
        assert_eq!(serde_json::from_str::<IndicativeBudget>(&json).unwrap(), budget);
    }

    #[test]
    fn a_weeks_money_is_not_added_to_a_years() {
        let mut record = record();
        record.streams = vec![
            stream("care", "year", Some("100.10")),
            stream("health", "year", Some("0.90")),
            stream("school", "week", Some("5.00")),
            stream("other", "year", None),
        ];
        let budget = IndicativeBudget::of(record, PersonId(Uuid::nil())).unwrap();
        let totals: Vec<_> = budget.totals().into_iter().collect();
        assert_eq!(totals, [("week".to_owned(), Pence(500)), ("year".to_owned(), Pence(10_100))]);
        assert!(!budget.is_whole());
    }

    #[test]
    fn a_result_that_was_tampered_with_is_refused() {
        let by = PersonId(Uuid::nil());
        let with = |change: &dyn Fn(&mut Record)| {
            let mut record = record();
            change(&mut record);
            IndicativeBudget::of(record, by).unwrap_err()
        };
        assert_eq!(with(&|record| record.currency = "EUR".to_owned()), BudgetError::Currency("EUR".to_owned()));
        assert_eq!(with(&|record| record.on = "soon".to_owned()), BudgetError::Day("soon".to_owned()));
        let wrong = with(&|record| record.streams = vec![stream("care", "year", Some("1e9"))]);
        assert_eq!(wrong, BudgetError::Amount { stream: "care".to_owned(), amount: "1e9".to_owned() });
    }
}
