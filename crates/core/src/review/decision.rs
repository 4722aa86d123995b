//! What is decided after a review, with reasons. A decision moves no money by itself: what becomes less needs a case with its
//! notice, and savings go where the plan said.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::course::ReviewError;
use crate::budget::read_reasons;
use crate::codes::coded;
use crate::people::age::{EIGHTEEN, turns};
use crate::plan::money::LeftOver;
use crate::{Pence, PersonId};

coded! {
    /// What is decided. Several can be decided at once.
    pub enum DecisionKind ("decision after a review") {
        /// All goes on as it is.
        Continue = "continue",
        /// The plan changes.
        Change = "change",
        /// The questions are answered again, for another sum.
        NewAllocation = "new-allocation",
        /// Something becomes less: it begins with a case and its notice.
        Less = "less",
        /// Adult services are asked to decide; the payment goes on until they have.
        AdultServices = "adult-services",
    }
}

coded! {
    /// What becomes of an education, health and care plan.
    pub enum EhcAnswer ("answer about an EHC plan") {
        /// It stays as it is.
        Keep = "keep",
        /// It is changed.
        Amend = "amend",
        /// It ends.
        Cease = "cease",
    }
}

/// What happens to what was saved in a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SavingsDecision {
    /// The stream.
    pub stream: String,
    /// What happens.
    pub what: LeftOver,
    /// What is kept for a named thing; nothing otherwise.
    pub amount: Pence,
    /// For what it is kept.
    pub for_what: String,
    /// Until when.
    pub until: Option<Date>,
}

/// A decision to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// What is decided.
    pub kinds: Vec<DecisionKind>,
    /// Why.
    pub reasons: String,
    /// The day that it bears.
    pub on: Date,
    /// What becomes of savings.
    pub savings: Vec<SavingsDecision>,
    /// What becomes of an education, health and care plan, where the review was of one.
    pub ehc: Option<EhcAnswer>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReviewDecision {
    /// Who decided.
    pub by: PersonId,
    /// The day that it bears.
    pub on: Date,
    /// What was decided.
    pub kinds: Vec<DecisionKind>,
    /// Why; may be empty where all goes on.
    pub reasons: String,
    /// What becomes of savings.
    pub savings: Vec<SavingsDecision>,
    /// What becomes of an education, health and care plan.
    pub ehc: Option<EhcAnswer>,
}

impl Proposed {
    /// Whether it can be decided so: after the meeting, not ahead of time, with reasons where anything changes.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn check(self, by: PersonId, facts: Deciding) -> Result<ReviewDecision, ReviewError> {
        let Deciding { held, today, born, is_ehc } = facts;
        if self.on < held {
            return Err(ReviewError::BeforeMeeting(held));
        }
        if self.on > today {
            return Err(ReviewError::ToCome);
        }
        let is_plain = self.kinds == [DecisionKind::Continue];
        if self.kinds.is_empty() {
            return Err(ReviewError::NothingDecided);
        }
        if self.kinds.contains(&DecisionKind::Continue) && !is_plain {
            return Err(ReviewError::BothWays);
        }
        // a year before, so that nobody has to hurry
        let asks_early = |born: Date| turns(born, EIGHTEEN - 1) > self.on;
        if self.kinds.contains(&DecisionKind::AdultServices) && born.is_none_or(asks_early) {
            return Err(ReviewError::TooYoung);
        }
        if is_ehc != self.ehc.is_some() {
            return Err(ReviewError::EhcUnanswered);
        }
        let is_kept = self.ehc.is_none_or(|ehc| ehc == EhcAnswer::Keep);
        let gives_back = self.savings.iter().any(|one| one.what == LeftOver::GiveBack);
        let reasons = match is_plain && is_kept && !gives_back {
            true => self.reasons.trim().to_owned(),
            false => read_reasons(&self.reasons).map_err(|_| ReviewError::Reasons)?,
        };
        for one in &self.savings {
            let is_kept = one.what == LeftOver::Earmark;
            if is_kept && (one.amount <= Pence::ZERO || one.for_what.trim().is_empty() || one.until.is_none()) {
                return Err(ReviewError::SavingsUnsaid);
            }
        }
        Ok(ReviewDecision { by, on: self.on, kinds: self.kinds, reasons, savings: self.savings, ehc: self.ehc })
    }
}

/// What a decision is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deciding {
    /// The day of the meeting.
    pub held: Date,
    /// Today.
    pub today: Date,
    /// Date of birth, where known.
    pub born: Option<Date>,
    /// Whether the review was one of an education, health and care plan.
    pub is_ehc: bool,
}

impl ReviewDecision {
    /// Whether something was decided that a family may not like, so that it is told first how to ask for another look.
    #[must_use]
    pub fn lowers(&self) -> bool {
        self.kinds.contains(&DecisionKind::Less) || self.ehc == Some(EhcAnswer::Cease)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const WHY: &str = "He goes out every Saturday now, and wants one more afternoon in the week.";

    fn decided(change: impl FnOnce(&mut Proposed)) -> Result<ReviewDecision, ReviewError> {
        let mut proposed = Proposed {
            kinds: vec![DecisionKind::Change],
            reasons: WHY.to_owned(),
            on: date(2026, 11, 10),
            savings: Vec::new(),
            ehc: None,
        };
        change(&mut proposed);
        let facts = Deciding {
            held: date(2026, 11, 5),
            today: date(2026, 11, 12),
            born: Some(date(2010, 5, 1)),
            is_ehc: false,
        };
        proposed.check(PersonId(uuid::Uuid::from_u128(1)), facts)
    }

    #[test]
    fn central_bedfordshire_no_decision_is_dated_before_its_meeting() {
        assert!(decided(|_| {}).is_ok());
        let early = decided(|proposed| proposed.on = date(2026, 11, 4));
        assert_eq!(early, Err(ReviewError::BeforeMeeting(date(2026, 11, 5))));
        assert_eq!(decided(|proposed| proposed.on = date(2026, 11, 13)), Err(ReviewError::ToCome));
    }

    #[test]
    fn whatever_changes_has_reasons_and_what_goes_on_may_go_without() {
        let bare = |kind| decided(|proposed| (proposed.kinds, proposed.reasons) = (vec![kind], "ok".to_owned()));
        for kind in DecisionKind::ALL {
            let expected = match kind {
                DecisionKind::Continue => None,
                DecisionKind::AdultServices => Some(ReviewError::TooYoung),
                _ => Some(ReviewError::Reasons),
            };
            assert_eq!(bare(*kind).err(), expected, "{kind}");
        }
        let both = decided(|proposed| proposed.kinds.push(DecisionKind::Continue));
        assert_eq!(both, Err(ReviewError::BothWays));
        assert_eq!(decided(|proposed| proposed.kinds.clear()), Err(ReviewError::NothingDecided));
    }

    #[test]
    fn savings_that_are_kept_have_a_name_a_sum_and_a_day_and_giving_back_has_reasons() {
        let kept = |amount: i64, what: LeftOver| {
            decided(|proposed| {
                proposed.kinds = vec![DecisionKind::Continue];
                proposed.reasons = String::new();
                proposed.savings = vec![SavingsDecision {
                    stream: "social-care".to_owned(),
                    what,
                    amount: Pence(amount),
                    for_what: "a weekend away with Rob".to_owned(),
                    until: Some(date(2027, 8, 31)),
                }];
            })
        };
        assert!(kept(20_000, LeftOver::Earmark).is_ok());
        assert_eq!(kept(0, LeftOver::Earmark), Err(ReviewError::SavingsUnsaid));
        assert!(kept(0, LeftOver::RollOver).is_ok());
        assert_eq!(kept(0, LeftOver::GiveBack), Err(ReviewError::Reasons));
    }

    #[test]
    fn adult_services_are_asked_from_seventeen_and_an_ehc_review_has_its_answer() {
        let facts = |born| Deciding { held: date(2026, 11, 5), today: date(2026, 11, 12), born, is_ehc: true };
        let proposed = |ehc| Proposed {
            kinds: vec![DecisionKind::AdultServices],
            reasons: WHY.to_owned(),
            on: date(2026, 11, 10),
            savings: Vec::new(),
            ehc,
        };
        let by = PersonId(uuid::Uuid::from_u128(1));
        let of = |born, ehc| proposed(ehc).check(by, facts(Some(born))).err();
        assert_eq!(of(date(2009, 11, 10), Some(EhcAnswer::Keep)), None);
        assert_eq!(of(date(2009, 11, 11), Some(EhcAnswer::Keep)), Some(ReviewError::TooYoung));
        assert_eq!(of(date(2009, 11, 10), None), Some(ReviewError::EhcUnanswered));
    }
}
