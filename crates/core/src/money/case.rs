//! Refusing, lowering, stopping or asking back money is a case: a lawful ground from the stream's pack, evidence, a notice with
//! time to answer, the sum, the reasons; another person looks at it again where the family asks. Without a case that has run
//! its course no money goes back, and what is earmarked is out of its reach.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::grounds::{CaseKind, GroundsPack};
use super::reach::Reach;
use crate::budget::{ReasonsError, read_reasons};
use crate::codes::coded;
use crate::paper::Paper;
use crate::{EvidenceId, Pence, PersonId};

coded! {
    /// Where a case stands.
    pub enum CaseStatus ("status of a case") {
        /// The family has its notice and can answer.
        Notice = "notice",
        /// Decided; the family can ask for another look.
        Decided = "decided",
        /// Another person looks at it again.
        Reconsidered = "reconsidered",
        /// In effect: money is lowered, stopped or asked back.
        InEffect = "in-effect",
        /// Over, with nothing taken: dropped or overturned.
        Dropped = "dropped",
        /// Over: what was asked back has come, or was paid off.
        Closed = "closed",
    }
}

coded! {
    /// What another look found.
    pub enum Reconsideration ("outcome of another look") {
        /// It stands.
        Upheld = "upheld",
        /// Less of it stands.
        Lowered = "lowered",
        /// It does not stand.
        Overturned = "overturned",
    }
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MoneyCase {
    /// Whose.
    pub child: PersonId,
    /// The stream.
    pub stream: String,
    /// What kind.
    pub kind: CaseKind,
    /// The lawful ground, by its id in the pack.
    pub ground: String,
    /// What the ground says, and where it stands, as the family was told.
    pub ground_words: String,
    /// What shows it.
    pub evidence: EvidenceId,
    /// What that is, as the family is told.
    #[serde(default)]
    pub shown_by: String,
    /// How much; nothing for a refusal or a stop.
    pub amount: Pence,
    /// How much it was before another look lowered it.
    #[serde(default)]
    pub lowered_from: Option<Pence>,
    /// The first day that the spending or the change is about.
    pub about_day: Date,
    /// The reasons.
    pub reasons: String,
    /// Name and address of the one person whom its letters go to, after a death; empty where they go to the family.
    #[serde(default)]
    pub addressed_to: String,
    /// Who opened it, and when the notice went out.
    pub opened: (PersonId, Date),
    /// The last day to answer, or to ask for another look before it is decided.
    pub answer_by: Date,
    /// The first day on which it can take effect.
    pub effect_from: Date,
    /// What the family said.
    pub answer: Option<(PersonId, Date, String)>,
    /// Who decided, and when.
    pub decided: Option<(PersonId, Date)>,
    /// Who asked for another look, and when.
    pub asked_again: Option<(PersonId, Date, String)>,
    /// The other look: who, when, what it found, why.
    pub reconsidered: Option<(PersonId, Date, Reconsideration, String)>,
    /// When it took effect.
    #[serde(default)]
    pub in_effect_on: Option<Date>,
    /// How what is asked back is paid: sums and days, so that nobody is left without.
    pub hardship_plan: Vec<(Date, Pence)>,
    /// When that was agreed.
    #[serde(default)]
    pub hardship_agreed_on: Option<Date>,
    /// What has come back.
    pub recovered: Pence,
    /// Where it stands.
    pub status: CaseStatus,
}

/// Why a case is not opened or does not go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// The ground is none of the stream's law, or does not allow this.
    #[error("`{0}` is no lawful ground for this: choose one of the list")]
    NoGround(String),
    /// Reasons that are none.
    #[error(transparent)]
    Reasons(#[from] ReasonsError),
    /// No sum for what takes money, or one where none is taken.
    #[error("a case of this kind needs a sum above nothing, or none at all")]
    Amount,
    /// What it is about is still to come.
    #[error("{0} is still to come: name the day of the spending")]
    ToCome(Date),
    /// Nothing was written.
    #[error("write at least a word")]
    NoWords,
    /// More than can be reached.
    #[error("{reach} can be asked back and {amount} is asked: what is earmarked is out of reach")]
    OutOfReach {
        /// What can be reached.
        reach: Pence,
        /// What was asked.
        amount: Pence,
    },
    /// Too long ago.
    #[error("spending of {0} was not queried in time, so it stands")]
    TooLate(Date),
    /// Not from where it stands.
    #[error("this case is `{0}`")]
    NotFromHere(CaseStatus),
    /// The notice runs.
    #[error("the family has until {0}: it cannot take effect before")]
    NoticeRuns(Date),
    /// The same person twice.
    #[error("somebody else has to look at it again")]
    SamePerson,
    /// After a death only money can be asked back, and nothing else is stopped or lowered by a case.
    #[error("after a death nothing is refused, lowered or stopped by a case")]
    AfterDeath,
    /// No death stands on the record.
    #[error("no death is on the record: write it down first, with who may be asked")]
    NoDeath,
    /// The quiet time after a death.
    #[error("after a death no money is asked back before {0}")]
    Quiet(Date),
    /// Nobody to write to.
    #[error("name the personal representative and their address: after a death a notice goes to a named person")]
    NobodyNamed,
    /// Parts that do not come to what is asked back, or not one after the other.
    #[error("parts have to come to {0} together, each above nothing, one after the other")]
    Parts(Pence),
}

impl CaseError {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            CaseError::NoGround(_) => "case-no-ground",
            CaseError::Reasons(_) => "reasons-short",
            CaseError::Amount => "case-amount",
            CaseError::ToCome(_) => "day-to-come",
            CaseError::NoWords => "empty",
            CaseError::OutOfReach { .. } => "case-out-of-reach",
            CaseError::TooLate(_) => "case-too-late",
            CaseError::NotFromHere(_) => "case-not-from-here",
            CaseError::NoticeRuns(_) => "case-notice-runs",
            CaseError::SamePerson => "case-same-person",
            CaseError::Parts(_) => "case-parts",
            CaseError::AfterDeath => "case-after-death",
            CaseError::NoDeath => "case-no-death",
            CaseError::Quiet(_) => "case-quiet",
            CaseError::NobodyNamed => "case-nobody-named",
        }
    }
}

/// The ground that needs a death on the record.
pub(super) const DIED: &str = "child-died";

/// Whether a case may be opened or go on as far as a death has a say in it: after one, only money is asked back, not before the quiet
/// time is over, and from a named person (SI 2013/1617, regulation 15; SI 2014/1652, regulation 13).
///
/// # Errors
/// [`CaseError`].
pub fn after_death(
    (kind, ground, addressed_to): (CaseKind, &str, &str),
    death: Option<(Date, u16)>,
    today: Date,
) -> Result<(), CaseError> {
    let Some((died_on, quiet_days)) = death else {
        return if ground == DIED { Err(CaseError::NoDeath) } else { Ok(()) };
    };
    if kind != CaseKind::Recover {
        return Err(CaseError::AfterDeath);
    }
    let until = crate::life::quiet::quiet_until(died_on, quiet_days);
    if today < until {
        return Err(CaseError::Quiet(until));
    }
    if addressed_to.trim().is_empty() { Err(CaseError::NobodyNamed) } else { Ok(()) }
}

/// The ground under fraud is not bound by the time to query.
pub(super) const FRAUD: &str = "fraud";

/// So many days there are at least to ask for another look at a decision.
const LOOK_DAYS: i64 = 14;

/// A case that somebody wants to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// The stream.
    pub stream: String,
    /// What kind.
    pub kind: CaseKind,
    /// The ground, by its id.
    pub ground: String,
    /// What shows it.
    pub evidence: EvidenceId,
    /// What that is, as the family is told.
    pub shown_by: String,
    /// How much.
    pub amount: Pence,
    /// The day of the spending, or from which things changed.
    pub about_day: Date,
    /// The reasons.
    pub reasons: String,
    /// Name and address of the personal representative, after a death; empty before.
    pub addressed_to: String,
}

/// Opens a case: the family has its notice from today. `query_months` is the time in which spending can be queried.
///
/// # Errors
/// [`CaseError`].
pub fn open(
    (child, by, today): (PersonId, PersonId, Date),
    new: NewCase,
    pack: &GroundsPack,
    (reach, query_months): (&Reach, u16),
) -> Result<MoneyCase, CaseError> {
    let ground = pack.ground(&new.ground, new.kind).ok_or_else(|| CaseError::NoGround(new.ground.clone()))?;
    let reasons = read_reasons(&new.reasons)?;
    let shown_by = new.shown_by.trim().to_owned();
    if shown_by.is_empty() {
        return Err(CaseError::NoWords);
    }
    let takes = matches!(new.kind, CaseKind::Recover | CaseKind::Reduce);
    if takes != (new.amount > Pence::ZERO) || new.amount < Pence::ZERO {
        return Err(CaseError::Amount);
    }
    if new.kind == CaseKind::Recover {
        if new.about_day > today {
            return Err(CaseError::ToCome(new.about_day));
        }
        let last = new.about_day.saturating_add(i64::from(query_months).months());
        if today > last && ground.id != FRAUD {
            return Err(CaseError::TooLate(new.about_day));
        }
        let reach = reach.within(ground.id == FRAUD);
        if new.amount > reach {
            return Err(CaseError::OutOfReach { reach, amount: new.amount });
        }
    }
    let effect_from = today.saturating_add(i64::from(ground.notice_days).days());
    Ok(MoneyCase {
        child,
        stream: new.stream,
        kind: new.kind,
        ground: ground.id.clone(),
        ground_words: format!("{} ({})", ground.words, ground.source),
        evidence: new.evidence,
        shown_by,
        amount: new.amount,
        lowered_from: None,
        about_day: new.about_day,
        reasons,
        addressed_to: new.addressed_to.trim().to_owned(),
        opened: (by, today),
        // also where a ground takes effect at once, there is time to answer
        answer_by: effect_from.max(today.saturating_add(14.days())),
        effect_from,
        answer: None,
        decided: None,
        asked_again: None,
        reconsidered: None,
        in_effect_on: None,
        hardship_plan: Vec::new(),
        hardship_agreed_on: None,
        recovered: Pence::ZERO,
        status: CaseStatus::Notice,
    })
}

impl MoneyCase {
    /// Whether it may go on as far as a death has a say in it.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn goes_on_after(&self, death: Option<(Date, u16)>, today: Date) -> Result<(), CaseError> {
        after_death((self.kind, &self.ground, &self.addressed_to), death, today)
    }

    /// What the notice asked for, before any other look.
    #[must_use]
    pub fn first_amount(&self) -> Pence {
        self.lowered_from.unwrap_or(self.amount)
    }

    /// What is asked back and has not come yet.
    #[must_use]
    pub fn still_asked(&self) -> Pence {
        Pence(self.amount.0.saturating_sub(self.recovered.0).max(0))
    }

    /// The first day on which it can take effect: after its notice, and with time to ask for another look at the decision.
    /// Where a ground takes effect at once, for safety or because the payee wants so, it does.
    #[must_use]
    pub fn can_take_effect_from(&self) -> Date {
        let is_at_once = self.effect_from <= self.opened.1;
        match self.decided {
            Some((_, on)) if self.reconsidered.is_none() && !is_at_once => {
                self.effect_from.max(on.saturating_add(LOOK_DAYS.days()))
            }
            _ => self.effect_from,
        }
    }

    /// Whether it is neither over nor dropped.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.status, CaseStatus::Dropped | CaseStatus::Closed)
    }

    /// The family answers the notice.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn answered(&mut self, by: PersonId, on: Date, words: &str) -> Result<(), CaseError> {
        self.stands(CaseStatus::Notice)?;
        let words = told(words)?;
        // whoever answers twice has said both
        let all = self.answer.take().map_or_else(String::new, |(.., before)| format!("{before}\n\n"));
        self.answer = Some((by, on, all + &words));
        Ok(())
    }

    /// It is decided: kept up, or dropped after what the family said. A case that takes money back waits for the answer or the
    /// last day for one.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn decide(&mut self, by: PersonId, on: Date, keeps: bool) -> Result<(), CaseError> {
        self.stands(CaseStatus::Notice)?;
        // what whoever opened it wrote down for the family does not shorten the family's time
        let is_answered = self.answer.as_ref().is_some_and(|(by, ..)| *by != self.opened.0);
        if keeps && !is_answered && on <= self.answer_by && self.kind == CaseKind::Recover {
            return Err(CaseError::NoticeRuns(self.answer_by));
        }
        self.decided = Some((by, on));
        self.status = if keeps { CaseStatus::Decided } else { CaseStatus::Dropped };
        Ok(())
    }

    /// The family asks for another look.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn ask_again(&mut self, by: PersonId, on: Date, words: &str) -> Result<(), CaseError> {
        self.stands(CaseStatus::Decided)?;
        if self.asked_again.is_some() {
            return Err(CaseError::NotFromHere(self.status));
        }
        self.asked_again = Some((by, on, told(words)?));
        Ok(())
    }

    /// Another person looks at it again.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn reconsider(
        &mut self,
        (by, on): (PersonId, Date),
        found: Reconsideration,
        amount: Pence,
        reasons: &str,
    ) -> Result<(), CaseError> {
        self.stands(CaseStatus::Decided)?;
        if self.asked_again.is_none() {
            return Err(CaseError::NotFromHere(self.status));
        }
        if self.opened.0 == by || self.decided.is_some_and(|(person, _)| person == by) {
            return Err(CaseError::SamePerson);
        }
        let reasons = read_reasons(reasons)?;
        if found == Reconsideration::Lowered {
            if amount >= self.amount || amount <= Pence::ZERO {
                return Err(CaseError::Amount);
            }
            self.lowered_from = Some(self.amount);
            self.amount = amount;
        }
        self.reconsidered = Some((by, on, found, reasons));
        self.status = if found == Reconsideration::Overturned { CaseStatus::Dropped } else { CaseStatus::Reconsidered };
        Ok(())
    }

    /// It takes effect, on its day at the earliest and never while another look is waited for.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn take_effect(&mut self, today: Date) -> Result<(), CaseError> {
        let may = match self.status {
            CaseStatus::Reconsidered => true,
            CaseStatus::Decided => self.asked_again.is_none(),
            _ => false,
        };
        if !may {
            return Err(CaseError::NotFromHere(self.status));
        }
        let first = self.can_take_effect_from();
        if today < first {
            return Err(CaseError::NoticeRuns(first));
        }
        self.status = CaseStatus::InEffect;
        self.in_effect_on = Some(today);
        Ok(())
    }

    /// What is asked back is paid in parts, so that nobody is left without: each sum with its day. A later plan takes the
    /// place of an earlier one.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn pay_in_parts(&mut self, parts: Vec<(Date, Pence)>, today: Date) -> Result<(), CaseError> {
        self.stands(CaseStatus::InEffect)?;
        let left = self.still_asked();
        let is_right = self.kind == CaseKind::Recover
            && !parts.is_empty()
            && parts.iter().all(|(day, sum)| *day >= today && *sum > Pence::ZERO)
            && parts.windows(2).all(|pair| matches!(pair, [one, next] if one.0 < next.0))
            && parts.iter().fold(0_i64, |sum, (_, part)| sum.saturating_add(part.0)) == left.0;
        if !is_right {
            return Err(CaseError::Parts(left));
        }
        self.hardship_plan = parts;
        self.hardship_agreed_on = Some(today);
        Ok(())
    }

    /// Money has come back.
    ///
    /// # Errors
    /// [`CaseError`] for more than was asked.
    pub fn came_back(&mut self, amount: Pence) -> Result<(), CaseError> {
        self.stands(CaseStatus::InEffect)?;
        let recovered = self.recovered.plus(amount).ok_or(CaseError::Amount)?;
        if self.kind != CaseKind::Recover || amount <= Pence::ZERO || recovered > self.amount {
            return Err(CaseError::Amount);
        }
        self.recovered = recovered;
        if recovered == self.amount {
            self.status = CaseStatus::Closed;
        }
        Ok(())
    }

    fn stands(&self, status: CaseStatus) -> Result<(), CaseError> {
        if self.status == status { Ok(()) } else { Err(CaseError::NotFromHere(self.status)) }
    }
}

/// A sum in so many monthly parts from a first day on; what does not divide is in the first ones, a penny each.
#[must_use]
pub fn parts_of(sum: Pence, count: u16, first: Date) -> Vec<(Date, Pence)> {
    let count = i64::from(count.max(1));
    let (each, more) = (sum.0.div_euclid(count), sum.0.rem_euclid(count));
    let part = |place: i64| {
        let day = first.saturating_add(place.months());
        (day, Pence(each.saturating_add(i64::from(place < more))))
    };
    (0..count).map(part).collect()
}

fn told(words: &str) -> Result<String, CaseError> {
    let words = words.trim();
    if words.is_empty() { Err(CaseError::NoWords) } else { Ok(words.to_owned()) }
}

impl Paper for MoneyCase {
    const TABLE: &'static str = "money_case";

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
        self.answer_by
    }

    fn amount(&self) -> Pence {
        self.amount
    }

    fn only_one(&self) -> Option<String> {
        // sent twice, the same form opens one case
        Some(format!("{} {}", self.kind, self.evidence))
    }
}

#[cfg(test)]
mod tests;
