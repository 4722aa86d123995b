//! A statement held against itself and against the account that it should be of. Whoever imports refuses what is a refusal
//! and tells the rest.

use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::{Statement, StatementLine};
use crate::Pence;
use crate::banking::AccountTold;

/// What a statement should be of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The account, where it is known.
    pub account: AccountTold,
    /// The currency: three letters, empty for any.
    pub currency: String,
    /// No line is of a later day than this.
    pub today: Option<Date>,
    /// What the account held at the end of the statement before, and that statement's last day.
    pub before: Option<(Date, Pence)>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "kebab-case")]
pub enum Finding {
    /// Opening balance and lines do not come to the closing balance: something is missing or there twice.
    SumDiffers {
        /// Before the first line.
        opening: Pence,
        /// All lines together.
        lines: Pence,
        /// After the last, as the bank says.
        closing: Pence,
    },
    /// A line's own balance does not follow from the line before.
    BalanceBreaks {
        /// The line of the file.
        place: u64,
        /// What the account should hold after it.
        wanted: Pence,
        /// What the file says.
        found: Pence,
    },
    /// The lines go neither forwards nor backwards in time.
    OutOfOrder {
        /// The line of the file.
        place: u64,
        /// Its day.
        day: Date,
        /// The day of the line before.
        before: Date,
    },
    /// A line is of a day that has not come: day and month may have changed places.
    NotYet {
        /// The line of the file.
        place: u64,
        /// Its day.
        day: Date,
    },
    /// A line is of a day outside the days that the statement says it covers.
    OutsidePeriod {
        /// The line of the file.
        place: u64,
        /// Its day.
        day: Date,
        /// The statement's first day.
        from: Date,
        /// And its last.
        until: Date,
    },
    /// The bank's own id stands on two lines that are otherwise alike.
    Repeated {
        /// The line of the file.
        place: u64,
        /// Where it stood first.
        first: u64,
    },
    /// Another currency than wanted, or than the rest of the statement.
    OtherCurrency {
        /// Where: `lines`, `opening`, `closing`.
        of: &'static str,
        /// What the file says.
        found: String,
        /// What it should be.
        wanted: String,
    },
    /// The statement is of another account.
    OtherAccount {
        /// What the file says.
        found: String,
        /// What it should be.
        wanted: String,
    },
    /// What was there at the end of the statement before is not what is there at the beginning of this one.
    Gap {
        /// The last day of the one before.
        since: Date,
        /// What it ended with.
        ended: Pence,
        /// What this one begins with.
        begins: Pence,
    },
    /// Nothing happened between its days.
    NoLines,
    /// The file gives no balances to hold the lines against.
    NoBalances,
}

impl Finding {
    /// Whether the statement cannot be taken as it is. What is not is told beside it.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        match self {
            Finding::SumDiffers { .. }
            | Finding::BalanceBreaks { .. }
            | Finding::OtherCurrency { .. }
            | Finding::OtherAccount { .. }
            | Finding::NotYet { .. }
            | Finding::Repeated { .. } => true,
            Finding::OutOfOrder { .. }
            | Finding::OutsidePeriod { .. }
            | Finding::Gap { .. }
            | Finding::NoLines
            | Finding::NoBalances => false,
        }
    }

    /// The word by which catalogues find their own sentence for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Finding::SumDiffers { .. } => "sum-differs",
            Finding::BalanceBreaks { .. } => "balance-breaks",
            Finding::OutOfOrder { .. } => "out-of-order",
            Finding::NotYet { .. } => "not-yet",
            Finding::OutsidePeriod { .. } => "outside-period",
            Finding::Repeated { .. } => "repeated",
            Finding::OtherCurrency { .. } => "other-currency",
            Finding::OtherAccount { .. } => "other-account",
            Finding::Gap { .. } => "gap",
            Finding::NoLines => "no-lines",
            Finding::NoBalances => "no-balances",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Finding::SumDiffers { .. } => "fetch the statement from the bank again: lines are missing or there twice",
            Finding::BalanceBreaks { .. } => "fetch the file again, whole and in the bank's own order",
            Finding::OutOfOrder { .. } => "nothing, if the sums hold: the lines are put in order",
            Finding::NotYet { .. } | Finding::OutsidePeriod { .. } => {
                "look whether day and month have changed places; say in the column profile which comes first"
            }
            Finding::Repeated { .. } => "fetch the statement again, without the days that are in it twice",
            Finding::OtherCurrency { .. } => "choose the statement of the account that is held in this currency",
            Finding::OtherAccount { .. } => "choose the statement of this account, or import it where it belongs",
            Finding::Gap { .. } => "import the statement for the days between as well",
            Finding::NoLines => "nothing: there is nothing to import",
            Finding::NoBalances => "compare the last balance on paper, as the file has none",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::SumDiffers { opening, lines, closing } => {
                let comes = opening.plus(*lines).unwrap_or_default();
                let [opening, lines, comes, closing] = [*opening, *lines, comes, *closing].map(plain);
                write!(out, "it opens with {opening}, its lines come to {lines}, which makes {comes} and not {closing}")
            }
            Finding::BalanceBreaks { place, wanted, found } => {
                write!(out, "line {place}: the balance should be {} and is {}", plain(*wanted), plain(*found))
            }
            Finding::OutOfOrder { place, day, before } => write!(out, "line {place}: {day} comes after {before}"),
            Finding::NotYet { place, day } => write!(out, "line {place}: {day} has not come yet"),
            Finding::OutsidePeriod { place, day, from, until } => {
                write!(out, "line {place}: {day} is outside the statement's days, {from} to {until}")
            }
            Finding::Repeated { place, first } => {
                write!(out, "line {place}: the same as line {first}, with the same id")
            }
            Finding::OtherCurrency { of, found, wanted } => write!(out, "the {of} are in {found} and not in {wanted}"),
            Finding::OtherAccount { found, wanted } => write!(out, "it is of account {found} and not of {wanted}"),
            Finding::Gap { since, ended, begins } => {
                let (ended, begins) = (plain(*ended), plain(*begins));
                write!(out, "the statement before ended on {since} with {ended}, this one begins with {begins}")
            }
            Finding::NoLines => out.write_str("it has no lines"),
            Finding::NoBalances => out.write_str("it has no balances"),
        }
    }
}

/// Without a sign of a currency: a statement may be in any.
fn plain(sum: Pence) -> String {
    sum.to_string().replace('£', "")
}

impl Statement {
    /// Everything that does not fit, refusals first.
    #[must_use]
    pub fn check(&self, wanted: &Wanted) -> Vec<Finding> {
        let mut found = Vec::new();
        self.check_identity(wanted, &mut found);
        self.check_sums(&mut found);
        self.check_days(wanted, &mut found);
        self.check_before(wanted, &mut found);
        if self.lines.is_empty() {
            found.push(Finding::NoLines);
        } else if self.opening.is_none() && self.closing.is_none() && self.lines.iter().all(|l| l.balance.is_none()) {
            found.push(Finding::NoBalances);
        }
        found.sort_by_key(|finding| !finding.is_refusal());
        found
    }

    fn check_identity(&self, wanted: &Wanted, found: &mut Vec<Finding>) {
        if !self.account.may_be(&wanted.account) {
            let (is, should) = (self.account.0.clone(), wanted.account.0.clone());
            found.push(Finding::OtherAccount { found: is, wanted: should });
        }
        let mut currency = |of: &'static str, is: &str, should: &str| {
            if !is.is_empty() && !should.is_empty() && is != should {
                found.push(Finding::OtherCurrency { of, found: is.to_owned(), wanted: should.to_owned() });
            }
        };
        currency("lines", &self.currency, &wanted.currency);
        for (of, balance) in [("opening balances", &self.opening), ("closing balances", &self.closing)] {
            if let Some(balance) = balance {
                currency(of, &balance.currency, &self.currency);
            }
        }
    }

    fn check_sums(&self, found: &mut Vec<Finding>) {
        let mut holds = false;
        if let (Some(opening), Some(closing)) = (&self.opening, &self.closing) {
            let sum = self.sum();
            holds = sum.and_then(|sum| opening.pence.plus(sum)) == Some(closing.pence);
            if !holds {
                let lines = sum.unwrap_or(Pence(i64::MAX));
                found.push(Finding::SumDiffers { opening: opening.pence, lines, closing: closing.pence });
            }
        }
        let mut before: Option<Pence> = None;
        for line in &self.lines {
            if let (Some(before), Some(is)) = (before, line.balance) {
                let should = before.plus(line.pence).unwrap_or(Pence(i64::MAX));
                if should != is {
                    found.push(Finding::BalanceBreaks { place: line.place, wanted: should, found: is });
                    break;
                }
            }
            before = line.balance.or(before.and_then(|before| before.plus(line.pence)));
        }
        if !holds {
            found.extend(repeated(&self.lines));
        }
    }

    fn check_days(&self, wanted: &Wanted, found: &mut Vec<Finding>) {
        let late = self.lines.iter().find(|line| wanted.today.is_some_and(|today| line.booked > today));
        found.extend(late.map(|line| Finding::NotYet { place: line.place, day: line.booked }));
        let turned = self.lines.windows(2).find_map(|pair| match pair {
            [a, b] if a.booked > b.booked => {
                Some(Finding::OutOfOrder { place: b.place, day: b.booked, before: a.booked })
            }
            _ => None,
        });
        found.extend(turned);
        if let (Some(from), Some(until)) = (self.from, self.until) {
            let outside = self.lines.iter().find(|line| line.booked < from || line.booked > until);
            found.extend(outside.map(|line| Finding::OutsidePeriod {
                place: line.place,
                day: line.booked,
                from,
                until,
            }));
        }
    }

    fn check_before(&self, wanted: &Wanted, found: &mut Vec<Finding>) {
        let Some((since, ended)) = wanted.before else { return };
        let follows = self.first_day().is_some_and(|first| first > since);
        let begins = self.opening.as_ref().map(|balance| balance.pence).or_else(|| {
            let first = self.lines.first()?;
            first.balance?.minus(first.pence)
        });
        match begins {
            Some(begins) if follows && begins != ended => found.push(Finding::Gap { since, ended, begins }),
            _ => {}
        }
    }
}

/// Lines alike that have the same id of the bank. Without an id, two like lines of one day are two payments.
fn repeated(lines: &[StatementLine]) -> Option<Finding> {
    let mut seen: HashMap<(&str, Date, Pence, &str), u64> = HashMap::new();
    lines.iter().filter(|line| !line.bank_id.is_empty()).find_map(|line| {
        let key = (line.bank_id.as_str(), line.booked, line.pence, line.payee.as_str());
        let first = *seen.entry(key).or_insert(line.place);
        (first != line.place).then_some(Finding::Repeated { place: line.place, first })
    })
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
