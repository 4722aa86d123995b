//! The rules: facts in, alerts out.

use jiff::civil::Date;

use super::{Alert, AlertKind, Facts, Spent, Thresholds};
use crate::Pence;

/// What should be talked about today. Spending that may no longer be asked about is passed over.
#[must_use]
pub fn watch(facts: &Facts, today: Date, thresholds: &Thresholds) -> Vec<Alert> {
    let rules = Rules { facts, today, thresholds };
    let alerts = [
        rules.low_use(),
        rules.unmatched(),
        rules.piling_up(),
        rules.sudden_cash(),
        rules.household(),
        rules.missing_statement(),
    ];
    alerts.into_iter().flatten().collect()
}

struct Rules<'a> {
    facts: &'a Facts,
    today: Date,
    thresholds: &'a Thresholds,
}

/// A day some days later; the last day there is where it would be after it.
fn later(day: Date, days: u16) -> Date {
    day.saturating_add(jiff::Span::new().days(i64::from(days)))
}

fn sum(spent: &[&Spent]) -> i64 {
    spent.iter().fold(0, |sum, one| sum.saturating_add(one.pence.0))
}

/// A share in hundredths, rounded down: shares are for telling large from small.
fn share(of: Pence, percent: u8) -> i64 {
    i64::try_from(i128::from(of.0) * i128::from(percent) / 100).unwrap_or(i64::MAX)
}

impl Rules<'_> {
    fn alert(&self, kind: AlertKind, pence: i64, about: &[&Spent]) -> Alert {
        let oldest = about.iter().map(|one| one.on).min();
        let ask_by = oldest.map(|day| later(day, self.thresholds.question_days));
        let talk_by = later(self.today, self.thresholds.talk_days);
        Alert {
            kind,
            pence: Pence(pence),
            about: about.iter().map(|one| one.id.clone()).collect(),
            // the talk comes before the time for asking is over
            talk_by: ask_by.map_or(talk_by, |last| talk_by.min(last)),
            ask_by,
        }
    }

    /// What may still be asked about.
    fn askable<'s>(&self, spent: &'s [Spent]) -> Vec<&'s Spent> {
        spent.iter().filter(|one| later(one.on, self.thresholds.question_days) >= self.today).collect()
    }

    fn low_use(&self) -> Option<Alert> {
        let since = self.facts.paid_since?;
        let expected = share(self.facts.paid_in, self.thresholds.low_use_percent);
        let is_time = later(since, self.thresholds.low_use_after_days) <= self.today;
        // what is kept for something is in use
        let used = self.facts.spent.0.saturating_add(self.facts.earmarked.0);
        let unused = self.facts.paid_in.0.saturating_sub(used);
        (is_time && used < expected).then(|| self.alert(AlertKind::LowUse, unused, &[]))
    }

    fn unmatched(&self) -> Option<Alert> {
        let open = self.askable(&self.facts.unmatched);
        let total = sum(&open);
        let least = self.thresholds.unmatched_pence.max(share(self.facts.paid_in, self.thresholds.unmatched_percent));
        (total >= least && total > 0).then(|| self.alert(AlertKind::Unmatched, total, &open))
    }

    fn piling_up(&self) -> Option<Alert> {
        let most = self.facts.monthly.0.saturating_mul(i64::from(self.thresholds.piling_months));
        let free = self.facts.balance.0.saturating_sub(self.facts.earmarked.0);
        (most > 0 && free > most).then(|| self.alert(AlertKind::PilingUp, free - most, &[]))
    }

    fn sudden_cash(&self) -> Option<Alert> {
        let days = self.thresholds.cash_days;
        let within = |spent: &&Spent, from: u16, until: u16| {
            later(spent.on, until) > self.today && later(spent.on, from) <= self.today
        };
        let all = self.askable(&self.facts.cash);
        let recent: Vec<&Spent> = all.iter().copied().filter(|spent| within(spent, 0, days)).collect();
        let before: Vec<&Spent> =
            self.facts.cash.iter().filter(|spent| within(spent, days, days.saturating_mul(2))).collect();
        let (now, then) = (sum(&recent), sum(&before));
        let is_sudden = now >= then.saturating_mul(i64::from(self.thresholds.cash_times));
        (now >= self.thresholds.cash_pence && is_sudden).then(|| self.alert(AlertKind::SuddenCash, now, &recent))
    }

    fn household(&self) -> Option<Alert> {
        let open = self.askable(&self.facts.to_household);
        let total = sum(&open);
        (total >= self.thresholds.household_pence).then(|| self.alert(AlertKind::Household, total, &open))
    }

    fn missing_statement(&self) -> Option<Alert> {
        let last = self.facts.statements_until.or(self.facts.paid_since)?;
        let is_missing = later(last, self.thresholds.statement_days) < self.today;
        is_missing.then(|| self.alert(AlertKind::MissingStatement, 0, &[]))
    }
}
