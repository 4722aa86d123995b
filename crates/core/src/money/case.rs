//! Refusing, lowering, stopping or asking back money is a case: a lawful ground from the stream's pack, evidence, a notice with
//! time to answer, the sum, the reasons; another person looks at it again where the family asks. Without a case that has run
//! its course no money goes back, and what is earmarked is out of its reach.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::grounds::{CaseKind, GroundsPack};
use super::paper::Paper;
use crate::budget::{ReasonsError, read_reasons};
use crate::codes::coded;
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
    /// How much; nothing for a refusal or a stop.
    pub amount: Pence,
    /// The first day that the spending or the change is about.
    pub about_day: Date,
    /// The reasons.
    pub reasons: String,
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
    /// How what is asked back is paid: sums and days, so that nobody is left without.
    pub hardship_plan: Vec<(Date, Pence)>,
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
}

impl CaseError {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            CaseError::NoGround(_) => "case-no-ground",
            CaseError::Reasons(_) => "reasons-short",
            CaseError::Amount => "case-amount",
            CaseError::OutOfReach { .. } => "case-out-of-reach",
            CaseError::TooLate(_) => "case-too-late",
            CaseError::NotFromHere(_) => "case-not-from-here",
            CaseError::NoticeRuns(_) => "case-notice-runs",
            CaseError::SamePerson => "case-same-person",
        }
    }
}

/// The ground under fraud is not bound by the time to query.
const FRAUD: &str = "fraud";

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
    /// How much.
    pub amount: Pence,
    /// The day of the spending, or from which things changed.
    pub about_day: Date,
    /// The reasons.
    pub reasons: String,
}

/// Opens a case: the family has its notice from today. `reach` is what could be asked back, earmarks left out; `query_months`
/// is the time in which spending can be queried.
///
/// # Errors
/// [`CaseError`].
pub fn open(
    (child, by, today): (PersonId, PersonId, Date),
    new: NewCase,
    pack: &GroundsPack,
    (reach, query_months): (Pence, u16),
) -> Result<MoneyCase, CaseError> {
    let ground = pack.ground(&new.ground, new.kind).ok_or_else(|| CaseError::NoGround(new.ground.clone()))?;
    let reasons = read_reasons(&new.reasons)?;
    let takes = matches!(new.kind, CaseKind::Recover | CaseKind::Reduce);
    if takes != (new.amount > Pence::ZERO) || new.amount < Pence::ZERO {
        return Err(CaseError::Amount);
    }
    if new.kind == CaseKind::Recover {
        let last = new.about_day.saturating_add(i64::from(query_months).months());
        if today > last && ground.id != FRAUD {
            return Err(CaseError::TooLate(new.about_day));
        }
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
        amount: new.amount,
        about_day: new.about_day,
        reasons,
        opened: (by, today),
        // also where a ground takes effect at once, there is time to answer
        answer_by: effect_from.max(today.saturating_add(14.days())),
        effect_from,
        answer: None,
        decided: None,
        asked_again: None,
        reconsidered: None,
        hardship_plan: Vec::new(),
        recovered: Pence::ZERO,
        status: CaseStatus::Notice,
    })
}

impl MoneyCase {
    /// The family answers the notice.
    ///
    /// # Errors
    /// [`CaseError::NotFromHere`].
    pub fn answered(&mut self, by: PersonId, on: Date, words: &str) -> Result<(), CaseError> {
        self.stands(CaseStatus::Notice)?;
        self.answer = Some((by, on, words.trim().to_owned()));
        Ok(())
    }

    /// It is decided: kept up, or dropped after what the family said. A case that takes money back waits for the answer or the
    /// last day for one.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn decide(&mut self, by: PersonId, on: Date, keeps: bool) -> Result<(), CaseError> {
        self.stands(CaseStatus::Notice)?;
        if keeps && self.answer.is_none() && on <= self.answer_by && self.kind == CaseKind::Recover {
            return Err(CaseError::NoticeRuns(self.answer_by));
        }
        self.decided = Some((by, on));
        self.status = if keeps { CaseStatus::Decided } else { CaseStatus::Dropped };
        Ok(())
    }

    /// The family asks for another look.
    ///
    /// # Errors
    /// [`CaseError::NotFromHere`].
    pub fn ask_again(&mut self, by: PersonId, on: Date, words: &str) -> Result<(), CaseError> {
        self.stands(CaseStatus::Decided)?;
        if self.asked_again.is_some() {
            return Err(CaseError::NotFromHere(self.status));
        }
        self.asked_again = Some((by, on, words.trim().to_owned()));
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
        if today < self.effect_from {
            return Err(CaseError::NoticeRuns(self.effect_from));
        }
        self.status = CaseStatus::InEffect;
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
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::super::grounds;
    use super::*;

    const TODAY: Date = date(2026, 9, 1);
    const WHY: &str = "the statements of June and July show it";

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn new(kind: CaseKind, ground: &str, pounds: i64) -> NewCase {
        NewCase {
            stream: "social-care".to_owned(),
            kind,
            ground: ground.to_owned(),
            evidence: EvidenceId(Uuid::from_u128(9)),
            amount: Pence(pounds * 100),
            about_day: date(2026, 6, 1),
            reasons: WHY.to_owned(),
        }
    }

    fn opened(case: NewCase) -> Result<MoneyCase, CaseError> {
        let packs = grounds::known().unwrap();
        let pack = grounds::of_stream(&packs, "social-care", TODAY).unwrap();
        open((person(1), person(2), TODAY), case, pack, (Pence(50_000), 12))
    }

    #[test]
    fn liverpool_a_refusal_needs_a_lawful_ground_from_the_list() {
        assert!(opened(new(CaseKind::Refuse, "cannot-manage", 0)).is_ok());
        let wished = opened(new(CaseKind::Refuse, "we-never-do-that", 0));
        assert_eq!(wished.unwrap_err().code(), "case-no-ground");
        let wrong_kind = opened(new(CaseKind::Refuse, "money-piled-up", 0));
        assert_eq!(wrong_kind.unwrap_err().code(), "case-no-ground");
        let silent = NewCase { reasons: "no".to_owned(), ..new(CaseKind::Refuse, "cannot-manage", 0) };
        assert_eq!(opened(silent).unwrap_err().code(), "reasons-short");
    }

    #[test]
    fn lancashire_nothing_is_asked_back_before_the_family_could_answer() {
        let mut case = opened(new(CaseKind::Recover, "money-piled-up", 400)).unwrap();
        assert_eq!((case.answer_by, case.effect_from), (date(2026, 9, 29), date(2026, 9, 29)));
        assert_eq!(case.take_effect(TODAY).unwrap_err().code(), "case-not-from-here");
        let early = case.decide(person(3), date(2026, 9, 20), true);
        assert_eq!(early, Err(CaseError::NoticeRuns(date(2026, 9, 29))));
        case.answered(person(5), date(2026, 9, 10), "we saved it for the summer").unwrap();
        case.decide(person(3), date(2026, 9, 20), true).unwrap();
        assert_eq!(case.take_effect(date(2026, 9, 28)), Err(CaseError::NoticeRuns(date(2026, 9, 29))));
        case.take_effect(date(2026, 9, 29)).unwrap();
        assert_eq!(case.came_back(Pence(40_001)), Err(CaseError::Amount));
        case.came_back(Pence(10_000)).unwrap();
        case.came_back(Pence(30_000)).unwrap();
        assert_eq!(case.status, CaseStatus::Closed);
    }

    #[test]
    fn dorset_spending_that_was_not_queried_in_time_stands() {
        let old = |ground: &str| NewCase { about_day: date(2025, 8, 31), ..new(CaseKind::Recover, ground, 400) };
        assert_eq!(opened(old("not-used-for-services")), Err(CaseError::TooLate(date(2025, 8, 31))));
        let packs = grounds::known().unwrap();
        let health = grounds::of_stream(&packs, "health", TODAY).unwrap();
        let ids = (person(1), person(2), TODAY);
        assert!(open(ids, old("fraud"), health, (Pence(50_000), 12)).is_ok(), "fraud apart");
    }

    #[test]
    fn what_is_earmarked_is_out_of_reach() {
        let too_much = opened(new(CaseKind::Recover, "money-piled-up", 501)).unwrap_err();
        assert_eq!(too_much, CaseError::OutOfReach { reach: Pence(50_000), amount: Pence(50_100) });
        assert_eq!(opened(new(CaseKind::Recover, "money-piled-up", 0)).unwrap_err(), CaseError::Amount);
        assert_eq!(opened(new(CaseKind::Stop, "consent-withdrawn", 5)).unwrap_err(), CaseError::Amount);
    }

    #[test]
    fn another_person_looks_again_and_nothing_happens_meanwhile() {
        let mut case = opened(new(CaseKind::Recover, "money-piled-up", 400)).unwrap();
        case.answered(person(5), TODAY, "no").unwrap();
        case.decide(person(3), TODAY, true).unwrap();
        case.ask_again(person(5), TODAY, "look at the receipts").unwrap();
        assert!(case.take_effect(date(2027, 1, 1)).is_err());
        let look = |case: &mut MoneyCase, by, found, pounds: i64| {
            case.reconsider((person(by), date(2026, 10, 1)), found, Pence(pounds * 100), WHY)
        };
        assert_eq!(look(&mut case, 3, Reconsideration::Upheld, 0), Err(CaseError::SamePerson));
        assert_eq!(look(&mut case, 4, Reconsideration::Lowered, 400), Err(CaseError::Amount));
        let mut other = case.clone();
        look(&mut case, 4, Reconsideration::Lowered, 100).unwrap();
        case.take_effect(date(2026, 10, 2)).unwrap();
        assert_eq!(case.amount, Pence(10_000));
        look(&mut other, 4, Reconsideration::Overturned, 0).unwrap();
        assert_eq!(other.status, CaseStatus::Dropped);
        assert!(other.take_effect(date(2027, 1, 1)).is_err());
    }
}
