//! What finance and commissioners are told about all children together: punctuality, recoveries, what is not spent and why,
//! what outcomes cost. Counts that are small enough to point at somebody can be left out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::case::{CaseStatus, MoneyCase, Reconsideration};
use super::grounds::CaseKind;
use super::late::{Timeliness, days_between, timeliness};
use super::schedule::Instalment;
use crate::ledger::{AccountKind, Holdings, Transfer, statement};
use crate::{Pence, PersonId, PieceId};

/// A number of children from here on points at nobody.
pub const LEAST_TOLD: usize = 5;

/// How punctual payments were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Punctuality {
    /// There on the day or before.
    pub on_time: usize,
    /// There within a week after it.
    pub within_a_week: usize,
    /// There later than that.
    pub later: usize,
    /// Not there yet.
    pub overdue: usize,
    /// Days of lateness, of what was late and what is overdue.
    pub days: i64,
}

impl Punctuality {
    /// Over the payments that were due until a day.
    pub fn of<'p>(payments: impl IntoIterator<Item = &'p Instalment>, today: Date) -> Punctuality {
        let mut all = Punctuality::default();
        for payment in payments {
            match timeliness(payment, today) {
                Timeliness::OnTime => all.on_time += 1,
                Timeliness::PaidLate(days) if days <= 7 => all.late(days, |all| &mut all.within_a_week),
                Timeliness::PaidLate(days) => all.late(days, |all| &mut all.later),
                Timeliness::Overdue(days) => all.late(days, |all| &mut all.overdue),
                _ => {}
            }
        }
        all
    }

    fn late(&mut self, days: i32, which: fn(&mut Punctuality) -> &mut usize) {
        *which(self) += 1;
        self.days = self.days.saturating_add(i64::from(days));
    }
}

/// What was asked back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recoveries {
    /// How many cases.
    pub cases: usize,
    /// What was asked in them.
    pub asked: Pence,
    /// What came back.
    pub came: Pence,
    /// How many were overturned or dropped.
    pub overturned: usize,
    /// How many took less than first asked, after another look.
    pub lowered: usize,
    /// By ground: how many, and how much.
    pub grounds: BTreeMap<String, (usize, Pence)>,
    /// Days from the notice to the decision, of those that were decided, in order.
    pub days: Vec<i32>,
}

impl Recoveries {
    /// Over the cases about asking money back.
    pub fn of<'c>(cases: impl IntoIterator<Item = &'c MoneyCase>) -> Recoveries {
        let mut all = Recoveries::default();
        for case in cases.into_iter().filter(|case| case.kind == CaseKind::Recover) {
            all.cases += 1;
            all.asked = added(all.asked, case.amount);
            all.came = added(all.came, case.recovered);
            let found = case.reconsidered.as_ref().map(|(_, _, found, _)| *found);
            let is_over = found == Some(Reconsideration::Overturned) || case.status == CaseStatus::Dropped;
            all.overturned += usize::from(is_over);
            all.lowered += usize::from(found == Some(Reconsideration::Lowered));
            let ground = all.grounds.entry(case.ground.clone()).or_default();
            *ground = (ground.0 + 1, added(ground.1, case.amount));
            if let Some((_, decided)) = case.decided {
                all.days.push(days_between(case.opened.1, decided));
            }
        }
        all.days.sort_unstable();
        all
    }
}

/// The middle one of numbers in order; none of none.
#[must_use]
pub fn middle(sorted: &[i32]) -> Option<i32> {
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

fn added(sum: Pence, more: Pence) -> Pence {
    Pence(sum.0.saturating_add(more.0))
}

/// From the day on which the money of a holding was opened to the day of its first payment, in days, in order.
pub fn to_the_first_payment<'p>(
    holdings: impl IntoIterator<Item = (crate::HoldingId, Date)>,
    payments: impl IntoIterator<Item = &'p Instalment>,
) -> Vec<i32> {
    let mut first: BTreeMap<crate::HoldingId, Date> = BTreeMap::new();
    for payment in payments {
        let Some(paid) = payment.paid_on else { continue };
        first.entry(payment.holding).and_modify(|day| *day = (*day).min(paid)).or_insert(paid);
    }
    let days = holdings.into_iter().filter_map(|(id, opened)| Some(days_between(opened, *first.get(&id)?).max(0)));
    let mut days: Vec<i32> = days.collect();
    days.sort_unstable();
    days
}

/// What an outcome of the authority's framework cost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutcomeCost {
    /// What was spent on its lines.
    pub spent: Pence,
    /// On how many lines of plans.
    pub lines: BTreeSet<PieceId>,
    /// For how many children.
    pub children: BTreeSet<PersonId>,
}

impl OutcomeCost {
    /// What a line cost, rounded half up once; nothing without lines.
    #[must_use]
    pub fn of_a_line(&self) -> Option<Pence> {
        let lines = i64::try_from(self.lines.len()).ok().filter(|lines| *lines > 0)?;
        Some(Pence((self.spent.0.saturating_mul(2).saturating_add(lines)).div_euclid(lines.saturating_mul(2))))
    }
}

/// What was spent on each outcome of the framework in some days. `framework` says to which one an outcome of a plan belongs;
/// spending that names none is under the empty word.
pub fn by_outcome<'t>(
    entries: impl IntoIterator<Item = &'t Transfer>,
    (from, until): (Date, Date),
    framework: &BTreeMap<PieceId, String>,
) -> BTreeMap<String, OutcomeCost> {
    let mut all: BTreeMap<String, OutcomeCost> = BTreeMap::new();
    for entry in entries.into_iter().filter(|entry| from <= entry.day && entry.day <= until) {
        let mut held = Holdings::new();
        statement::apply(&mut held, entry);
        let spent = statement::of(&held, AccountKind::Spent);
        if spent == Pence::ZERO {
            continue;
        }
        let known = entry.named.outcome.and_then(|outcome| framework.get(&outcome));
        let cost = all.entry(known.cloned().unwrap_or_default()).or_default();
        cost.spent = added(cost.spent, spent);
        cost.lines.extend(entry.named.line);
        cost.children.extend(entry.child);
    }
    all
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::ledger::{Movement, Named};
    use crate::money::schedule::InstalmentStatus;
    use crate::plan::pattern::Stretch;
    use crate::{HoldingId, TransferId};

    fn payment(holding: u128, due: Date, paid_on: Option<Date>) -> Instalment {
        Instalment {
            child: PersonId(Uuid::from_u128(1)),
            holding: HoldingId(Uuid::from_u128(holding)),
            stream: "social-care".to_owned(),
            number: 1,
            due,
            covers: Stretch { from: due, until: due },
            parts: Vec::new(),
            run: None,
            paid_on,
            is_owed: false,
            note: String::new(),
            status: if paid_on.is_some() { InstalmentStatus::Paid } else { InstalmentStatus::Planned },
        }
    }

    #[test]
    fn lateness_is_counted_by_the_day() {
        let due = date(2026, 5, 1);
        let paid = [Some(due), Some(date(2026, 5, 4)), Some(date(2026, 5, 20)), None];
        let all = paid.map(|day| payment(1, due, day));
        let told = Punctuality::of(&all, date(2026, 5, 31));
        assert_eq!((told.on_time, told.within_a_week, told.later, told.overdue, told.days), (1, 1, 1, 1, 3 + 19 + 30));
        let opened = [(HoldingId(Uuid::from_u128(1)), date(2026, 4, 1)), (HoldingId(Uuid::from_u128(2)), due)];
        assert_eq!(to_the_first_payment(opened, &all), [30], "who was never paid has no first payment");
        assert_eq!((middle(&[1, 5, 9]), middle(&[1, 5]), middle(&[])), (Some(5), Some(1), None));
    }

    #[test]
    fn what_an_outcome_cost_is_what_was_spent_less_what_was_put_right() {
        let (line, outcome) = (PieceId(Uuid::from_u128(7)), PieceId(Uuid::from_u128(8)));
        let at = "2026-05-01T10:00:00Z".parse().unwrap();
        let spend = |number: u128, pence, outcome| {
            let named = Named::by(None, at).for_line(line, outcome);
            let (id, child) = (TransferId(Uuid::from_u128(number)), PersonId(Uuid::from_u128(1)));
            Transfer::post(id, Movement::Spend, child, "social-care", Pence(pence), date(2026, 5, 1), named)
        };
        let wrong = spend(2, 500, Some(outcome));
        let id = TransferId(Uuid::from_u128(9));
        let right = wrong.follow(id, crate::ledger::Step::Correct, date(2026, 5, 2), Named::by(None, at));
        let entries = [spend(1, 2_001, Some(outcome)), wrong, right, spend(3, 100, None)];
        let framework = [(outcome, "stay-safe".to_owned())].into();
        let told = by_outcome(&entries, (date(2026, 4, 1), date(2027, 3, 31)), &framework);
        let safe = told.get("stay-safe").unwrap();
        assert_eq!((safe.spent, safe.of_a_line()), (Pence(2_001), Some(Pence(2_001))));
        assert_eq!(told.get("").unwrap().spent, Pence(100));
    }
}
