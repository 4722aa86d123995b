//! Money between two plans. Where a plan ends and the next is not signed, what it promised goes on at its rate, month by month,
//! until the next one is signed, somebody with the right ends it, or the money is stopped by a case. Somebody looks at it by a
//! day, and what was paid in the meantime counts towards the plan that follows.

mod settle;

pub use settle::{Used, settle};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::budget::{ReasonsError, read_reasons};
use crate::codes::coded;
use crate::ledger::{Movement, Named, Transfer};
use crate::paper::Paper;
use crate::plan::pattern::Stretch;
use crate::sentences::Sentences;
use crate::{EvidenceId, HoldingId, Pence, PersonId, PieceId, PlanId, TransferId};

const WORDS: &str = include_str!("bridge.en.toml");

/// So many days before a plan ends without another its money is made ready to go on: payment runs are put together ahead.
pub const AHEAD_DAYS: i64 = 28;
/// A plan that ended longer ago than this many days is for somebody to look at, and does not go on by itself.
pub const LATEST_DAYS: i64 = 92;
/// So many days there are at most from one look to the next.
pub const LOOK_DAYS_AT_MOST: i64 = 92;
/// The clocks by which somebody looks at it, and by which its end is told ahead.
pub const CLOCKS: [&str; 2] = ["between-plans", "between-plans-notice"];

coded! {
    /// Where it stands.
    pub enum BridgeStatus ("status of money between plans") {
        /// It goes on, and somebody looks at it by a day.
        Open = "open",
        /// The next plan is signed.
        Followed = "followed",
        /// Somebody ended it.
        Ended = "ended",
    }
}

/// What a line of a plan cost in its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The line.
    pub line: PieceId,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// Its cost.
    pub amount: Pence,
    /// In so many days.
    pub days: i64,
}

/// What a line has in a stretch of time between plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnTheWay {
    /// The line.
    pub line: PieceId,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// How much.
    pub amount: Pence,
}

/// A month between plans, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// From when until when.
    pub stretch: Stretch,
    /// Line by line.
    pub lines: Vec<OnTheWay>,
}

/// That somebody looked at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Looked {
    /// Who.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// What is done, as the family is told.
    pub words: String,
}

/// That somebody ended it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Ends {
    /// Who.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// The last day.
    pub until: Date,
    /// Why, as the family is told.
    pub why: String,
}

/// What counted towards the plan that followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counted {
    /// The plan.
    pub plan: PlanId,
    /// The day on which it took over.
    pub on: Date,
    /// Paid for its time before that.
    pub sum: Pence,
}

/// One stream's money between two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Bridge {
    /// Whose.
    pub child: PersonId,
    /// How it is held.
    pub holding: HoldingId,
    /// The stream.
    pub stream: String,
    /// The plan that ended.
    pub plan: PlanId,
    /// Its last day.
    pub plan_until: Date,
    /// Month by month.
    pub steps: Vec<Step>,
    /// Somebody looks at it by this day.
    pub look_by: Date,
    /// Who looked at it, the latest last.
    pub looked: Vec<Looked>,
    /// That somebody ended it.
    pub ends: Option<Ends>,
    /// What counted towards the plan that followed.
    pub counted: Option<Counted>,
    /// Where it stands.
    pub status: BridgeStatus,
}

/// Why it does not change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BridgeError {
    /// It is over.
    #[error("this is over: the next plan is signed, or somebody ended it")]
    Over,
    /// Reasons that are none.
    #[error(transparent)]
    Reasons(#[from] ReasonsError),
    /// The next look is not within the time.
    #[error("choose a day after today and not after {0}")]
    NotThen(Date),
    /// The family has to know ahead.
    #[error("the family has to know ahead: choose {0} or a later day")]
    TooSoon(Date),
}

impl BridgeError {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            BridgeError::Over => "bridge-over",
            BridgeError::Reasons(_) => "reasons-short",
            BridgeError::NotThen(_) => "bridge-look-day",
            BridgeError::TooSoon(_) => "bridge-too-soon",
        }
    }
}

impl Bridge {
    /// Begins after a plan's last day. Somebody looks at it within so many days.
    #[must_use]
    pub fn begin(
        (child, holding): (PersonId, HoldingId),
        stream: &str,
        (plan, plan_until): (PlanId, Date),
        (today, look_days): (Date, u16),
    ) -> Bridge {
        Bridge {
            child,
            holding,
            stream: stream.to_owned(),
            plan,
            plan_until,
            steps: Vec::new(),
            look_by: plan_until.max(today).saturating_add(i64::from(look_days).days()),
            looked: Vec::new(),
            ends: None,
            counted: None,
            status: BridgeStatus::Open,
        }
    }

    /// Its first day.
    #[must_use]
    pub fn from(&self) -> Date {
        self.plan_until.tomorrow().unwrap_or(self.plan_until)
    }

    /// The last day that money is there for.
    #[must_use]
    pub fn until(&self) -> Date {
        self.steps.last().map_or(self.plan_until, |step| step.stretch.until)
    }

    /// The next month, where money is not there for so many days ahead; until the plan that follows begins, where one is signed.
    #[must_use]
    pub fn next(&self, today: Date, follows: Option<Date>) -> Option<Stretch> {
        if self.ends.is_some() || self.until() >= today.saturating_add(AHEAD_DAYS.days()) {
            return None;
        }
        let from = self.until().tomorrow().ok()?;
        let month = from.saturating_add(1.month()).yesterday().ok()?;
        let until = follows.and_then(|day| day.yesterday().ok()).map_or(month, |last| last.min(month));
        (from <= until).then_some(Stretch { from, until })
    }

    /// Adds a stretch at the plan's rates, and gives the transfers: new money, promised to its lines.
    pub fn step(&mut self, stretch: Stretch, rates: &[Rate], (day, named): (Date, &Named)) -> Vec<Transfer> {
        let of = |rate: &Rate| {
            let amount = part(rate.amount, stretch.length(), rate.days);
            OnTheWay { line: rate.line, outcome: rate.outcome, amount }
        };
        let lines: Vec<OnTheWay> = rates.iter().map(of).filter(|one| one.amount > Pence::ZERO).collect();
        let named = named.clone().because(Sentences::of(&[WORDS]).text("bridge.goes-on"));
        let (holding, plan, from) = (self.holding.to_string(), self.plan.to_string(), stretch.from.to_string());
        let post = |word: &str, movement, amount, line: &str, named| {
            let id = TransferId::of(&[word, &holding, &plan, &from, line]);
            Transfer::post(id, movement, self.child, &self.stream, amount, day, named)
        };
        let sum = Pence(lines.iter().fold(0, |sum, one| sum.saturating_add(one.amount.0)));
        let mut transfers = Vec::new();
        if sum > Pence::ZERO {
            transfers.push(post("goes on", Movement::Allocate, sum, "", named.clone()));
        }
        for one in &lines {
            let named = named.clone().for_line(one.line, one.outcome);
            transfers.push(post("goes on", Movement::Commit, one.amount, &one.line.to_string(), named));
        }
        self.steps.push(Step { stretch, lines });
        transfers
    }

    /// What each line has from a day on.
    #[must_use]
    pub fn lines_from(&self, day: Date) -> Vec<OnTheWay> {
        let mut all: Vec<OnTheWay> = Vec::new();
        for step in &self.steps {
            let days = step.stretch.length();
            let before = Stretch { from: step.stretch.from, until: day.yesterday().unwrap_or(day) };
            let gone = before.length().min(days);
            for one in &step.lines {
                let rest = Pence(one.amount.0.saturating_sub(part(one.amount, gone, days).0));
                match all.iter_mut().find(|known| known.line == one.line) {
                    Some(known) => known.amount = Pence(known.amount.0.saturating_add(rest.0)),
                    None => all.push(OnTheWay { amount: rest, ..*one }),
                }
            }
        }
        all
    }

    /// More for a line from a day on, where rates have risen.
    pub fn raise(&mut self, (line, day): (PieceId, Date), more: Pence) {
        let step = self.steps.iter_mut().find(|step| step.stretch.from <= day && day <= step.stretch.until);
        if let Some(one) = step.and_then(|step| step.lines.iter_mut().find(|one| one.line == line)) {
            one.amount = Pence(one.amount.0.saturating_add(more.0));
        }
    }

    /// Ends the day before a day: what was there for later is there no longer.
    pub fn cut(&mut self, day: Date) {
        let last = day.yesterday().unwrap_or(day);
        self.steps.retain(|step| step.stretch.from <= last);
        if let Some(step) = self.steps.last_mut().filter(|step| step.stretch.until > last) {
            let (days, kept) = (step.stretch.length(), Stretch { from: step.stretch.from, until: last });
            for one in &mut step.lines {
                one.amount = part(one.amount, kept.length(), days);
            }
            step.stretch = kept;
        }
    }

    /// What is there in all.
    #[must_use]
    pub fn total(&self) -> Pence {
        let lines = self.steps.iter().flat_map(|step| &step.lines);
        Pence(lines.fold(0, |sum, one| sum.saturating_add(one.amount.0)))
    }

    /// Somebody looked at it, and looks again by a day.
    ///
    /// # Errors
    /// [`BridgeError`].
    pub fn look(&mut self, by: PersonId, words: &str, (next, today): (Date, Date)) -> Result<(), BridgeError> {
        self.is_open()?;
        let latest = today.saturating_add(LOOK_DAYS_AT_MOST.days());
        let words = read_reasons(words)?;
        if next <= today || next > latest {
            return Err(BridgeError::NotThen(latest));
        }
        self.looked.push(Looked { by, on: today, words });
        self.look_by = next;
        Ok(())
    }

    /// Somebody ends it with a day, told so many days ahead.
    ///
    /// # Errors
    /// [`BridgeError`].
    pub fn end(
        &mut self,
        (by, why): (PersonId, &str),
        until: Date,
        (today, notice_days): (Date, u16),
    ) -> Result<(), BridgeError> {
        self.is_open()?;
        let why = read_reasons(why)?;
        let first = today.saturating_add(i64::from(notice_days).days()).max(self.plan_until);
        if until < first {
            return Err(BridgeError::TooSoon(first));
        }
        self.ends = Some(Ends { by, on: today, until, why });
        self.status = BridgeStatus::Ended;
        Ok(())
    }

    fn is_open(&self) -> Result<(), BridgeError> {
        if self.status == BridgeStatus::Open { Ok(()) } else { Err(BridgeError::Over) }
    }

    /// Takes back what is not needed between plans after all: no longer promised to its lines, and given back.
    #[must_use]
    pub fn taken_back(&self, lines: &[OnTheWay], (day, named): (Date, &Named)) -> Vec<Transfer> {
        let named = named.clone().because(Sentences::of(&[WORDS]).text("bridge.not-needed"));
        let (holding, plan, at) = (self.holding.to_string(), self.plan.to_string(), day.to_string());
        let post = |movement, amount, line: &str, named| {
            let id = TransferId::of(&["goes on no longer", &holding, &plan, &at, line]);
            Transfer::post(id, movement, self.child, &self.stream, amount, day, named)
        };
        let own = || lines.iter().filter(|one| one.amount > Pence::ZERO);
        let free = own().map(|one| {
            post(Movement::Free, one.amount, &one.line.to_string(), named.clone().for_line(one.line, one.outcome))
        });
        let mut transfers: Vec<Transfer> = free.collect();
        let sum = Pence(own().fold(0, |sum, one| sum.saturating_add(one.amount.0)));
        transfers.extend(self.given_back(sum, (day, &named)));
        transfers
    }

    /// Gives back what was there between plans and is promised to nothing.
    #[must_use]
    pub fn given_back(&self, sum: Pence, (day, named): (Date, &Named)) -> Option<Transfer> {
        let words = Sentences::of(&[WORDS]);
        let named = named.clone().because(words.text("bridge.not-needed")).shown_by(EvidenceId(self.plan.0));
        let (holding, plan, at) = (self.holding.to_string(), self.plan.to_string(), day.to_string());
        let id = TransferId::of(&["given back between plans", &holding, &plan, &at]);
        let post = || Transfer::post(id, Movement::Withdraw, self.child, &self.stream, sum, day, named);
        (sum > Pence::ZERO).then(post)
    }

    /// What is said beside a payment between plans.
    #[must_use]
    pub fn note() -> String {
        Sentences::of(&[WORDS]).text("bridge.note").to_owned()
    }
}

/// A sum's part for some of its days, rounded half up once.
fn part(sum: Pence, days: i64, of: i64) -> Pence {
    if of <= 0 || days <= 0 {
        return Pence::ZERO;
    }
    let twice = i128::from(sum.0).saturating_mul(i128::from(days)).saturating_mul(2).saturating_add(i128::from(of));
    Pence(i64::try_from(twice.div_euclid(i128::from(of).saturating_mul(2))).unwrap_or(i64::MAX))
}

impl Paper for Bridge {
    const TABLE: &'static str = "bridge";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn stream(&self) -> &str {
        &self.stream
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.look_by
    }

    fn amount(&self) -> Pence {
        self.total()
    }

    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.holding.0)
    }

    fn only_one(&self) -> Option<String> {
        Some(format!("{} {}", self.holding, self.plan))
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
