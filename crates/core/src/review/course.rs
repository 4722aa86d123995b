//! A review from the day it is planned to its decision, and another look at that where the family asks.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::decision::{Deciding, Proposed, ReviewDecision};
use super::status::ReviewStatus;
use crate::budget::read_reasons;
use crate::paper::Paper;
use crate::{PersonId, PlanId};

/// The longest text of a review, in characters.
const LONGEST: usize = 8_000;

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Review {
    /// Whose.
    pub child: PersonId,
    /// The plan that is looked at.
    pub plan: Option<PlanId>,
    /// Whether it is also the yearly review of an education, health and care plan.
    pub is_ehc: bool,
    /// Where it stands.
    pub status: ReviewStatus,
    /// The day that it was asked for or planned.
    pub made_on: Date,
    /// The day that it is to be held.
    pub on: Option<Date>,
    /// Where and how: `at home, 4 pm`.
    pub place: String,
    /// Why the family asked for it, or why it is not held.
    pub why: String,
    /// The day that it was held.
    pub held_on: Option<Date>,
    /// Who took part.
    pub present: String,
    /// What was said and agreed at it.
    pub notes: String,
    /// What was decided.
    pub decision: Option<ReviewDecision>,
    /// The last day to ask for another look.
    pub ask_by: Option<Date>,
    /// Another look.
    pub another_look: Option<AnotherLook>,
    /// Who has been reminded of what.
    pub reminded: Vec<(String, PersonId)>,
}

/// Another look at a decision, by somebody who did not make it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AnotherLook {
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// Why, in their words.
    pub words: String,
    /// The last day to answer.
    pub answer_by: Date,
    /// Who answered, when, whether the decision stands, and why.
    pub answer: Option<(PersonId, Date, bool, String)>,
}

/// Why something is not done with a review.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// Not from where it stands.
    #[error("a review that is {0} cannot go there")]
    NotFromHere(ReviewStatus),
    /// Planned for a day that is past.
    #[error("the day is past")]
    Past,
    /// Held or decided on a day to come.
    #[error("the day is still to come")]
    ToCome,
    /// Decided before it was held.
    #[error("the meeting was on {0}: a decision cannot be older")]
    BeforeMeeting(Date),
    /// No decision was chosen.
    #[error("nothing is decided")]
    NothingDecided,
    /// That all goes on, and that something changes.
    #[error("all goes on as it is, or something changes: not both")]
    BothWays,
    /// Reasons that are none.
    #[error("write reasons that the family can follow")]
    Reasons,
    /// Adult services are asked from 17 on.
    #[error("adult services are asked from the seventeenth birthday on")]
    TooYoung,
    /// The answer about an EHC plan is missing, or there is none to give.
    #[error("say what becomes of the education, health and care plan, where the review was of one")]
    EhcUnanswered,
    /// Savings are kept for nothing in particular.
    #[error("say how much is kept, for what, and until when")]
    SavingsUnsaid,
    /// The last day to ask has passed.
    #[error("the last day to ask was {0}")]
    TooLate(Date),
    /// The same person decided.
    #[error("somebody who did not decide has to look again")]
    SamePerson,
    /// Something is needed.
    #[error("`{0}` is empty")]
    Empty(&'static str),
    /// Too long.
    #[error("`{0}` may have {LONGEST} characters")]
    TooLong(&'static str),
}

impl ReviewError {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ReviewError::NotFromHere(_) => "review-not-from-here",
            ReviewError::Past => "day-past",
            ReviewError::ToCome => "day-to-come",
            ReviewError::BeforeMeeting(_) => "review-before-meeting",
            ReviewError::NothingDecided => "review-nothing-decided",
            ReviewError::BothWays => "review-both-ways",
            ReviewError::Reasons => "reasons-short",
            ReviewError::TooYoung => "review-too-young",
            ReviewError::EhcUnanswered => "review-ehc",
            ReviewError::SavingsUnsaid => "review-savings",
            ReviewError::TooLate(_) => "review-too-late",
            ReviewError::SamePerson => "review-same-person",
            ReviewError::Empty(_) => "empty",
            ReviewError::TooLong(_) => "too-long",
        }
    }

    /// The field of the form that it is about; empty for the form as a whole.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            ReviewError::Past | ReviewError::ToCome | ReviewError::BeforeMeeting(_) => "on",
            ReviewError::NothingDecided | ReviewError::BothWays | ReviewError::TooYoung => "kinds",
            ReviewError::Reasons => "reasons",
            ReviewError::EhcUnanswered => "ehc",
            ReviewError::Empty(field) | ReviewError::TooLong(field) => field,
            _ => "",
        }
    }
}

impl Review {
    /// A review that a family asks for; it has no day yet.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn asked(child: PersonId, plan: Option<PlanId>, why: &str, today: Date) -> Result<Review, ReviewError> {
        Ok(Review { why: text("why", why, true)?, ..Review::new(child, plan, ReviewStatus::Asked, today) })
    }

    /// A review with nothing in it, to be planned.
    #[must_use]
    pub fn new(child: PersonId, plan: Option<PlanId>, status: ReviewStatus, today: Date) -> Review {
        let empty = String::new;
        Review {
            child,
            plan,
            is_ehc: false,
            status,
            made_on: today,
            on: None,
            place: empty(),
            why: empty(),
            held_on: None,
            present: empty(),
            notes: empty(),
            decision: None,
            ask_by: None,
            another_look: None,
            reminded: Vec::new(),
        }
    }

    fn go(&mut self, to: ReviewStatus) -> Result<(), ReviewError> {
        if !self.status.next().contains(&to) {
            return Err(ReviewError::NotFromHere(self.status));
        }
        self.status = to;
        Ok(())
    }

    /// Gives it a day, or another one.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn plan(&mut self, on: Date, place: &str, is_ehc: bool, today: Date) -> Result<(), ReviewError> {
        if on < today {
            return Err(ReviewError::Past);
        }
        let place = text("place", place, true)?;
        self.go(ReviewStatus::Planned)?;
        (self.on, self.place, self.is_ehc) = (Some(on), place, is_ehc);
        self.reminded.clear();
        Ok(())
    }

    /// What it talks about was sent to everybody.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn prepare(&mut self) -> Result<(), ReviewError> {
        self.go(ReviewStatus::Prepared)
    }

    /// It was held.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn hold(&mut self, on: Date, present: &str, notes: &str, today: Date) -> Result<(), ReviewError> {
        if on > today {
            return Err(ReviewError::ToCome);
        }
        let (present, notes) = (text("present", present, true)?, text("notes", notes, false)?);
        self.go(ReviewStatus::Held)?;
        (self.held_on, self.present, self.notes) = (Some(on), present, notes);
        Ok(())
    }

    /// It is not held.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn call_off(&mut self, why: &str) -> Result<(), ReviewError> {
        let why = text("why", why, true)?;
        self.go(ReviewStatus::CalledOff)?;
        self.why = why;
        Ok(())
    }

    /// Decides it; the family has so many days to ask for another look.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn decide(
        &mut self,
        proposed: Proposed,
        by: PersonId,
        (born, ask_within_days): (Option<Date>, u16),
        today: Date,
    ) -> Result<(), ReviewError> {
        let held = self.held_on.filter(|_| self.status == ReviewStatus::Held);
        let held = held.ok_or(ReviewError::NotFromHere(self.status))?;
        let decision = proposed.check(by, Deciding { held, today, born, is_ehc: self.is_ehc })?;
        self.go(ReviewStatus::Decided)?;
        // counted from the day that it is told
        self.ask_by = Some(today.saturating_add(i64::from(ask_within_days).days()));
        self.decision = Some(decision);
        Ok(())
    }

    /// The family asks for another look.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn ask_again(
        &mut self,
        by: PersonId,
        words: &str,
        answer_within_days: u16,
        today: Date,
    ) -> Result<(), ReviewError> {
        let ask_by = self.ask_by.filter(|_| self.decision.is_some() && self.another_look.is_none());
        let ask_by = ask_by.ok_or(ReviewError::NotFromHere(self.status))?;
        if today > ask_by {
            return Err(ReviewError::TooLate(ask_by));
        }
        let words = text("words", words, true)?;
        let answer_by = today.saturating_add(i64::from(answer_within_days).days());
        self.another_look = Some(AnotherLook { by, on: today, words, answer_by, answer: None });
        Ok(())
    }

    /// Somebody who did not decide answers: the decision stands, or has to be made again.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub fn answer_look(&mut self, by: PersonId, stands: bool, reasons: &str, today: Date) -> Result<(), ReviewError> {
        let status = self.status;
        if self.decision.as_ref().is_some_and(|decision| decision.by == by) {
            return Err(ReviewError::SamePerson);
        }
        let look = self.another_look.as_mut().filter(|look| look.answer.is_none());
        let look = look.ok_or(ReviewError::NotFromHere(status))?;
        let reasons = read_reasons(reasons).map_err(|_| ReviewError::Reasons)?;
        look.answer = Some((by, today, stands, reasons));
        Ok(())
    }
}

fn text(field: &'static str, text: &str, is_needed: bool) -> Result<String, ReviewError> {
    let text = text.trim();
    if is_needed && text.is_empty() {
        return Err(ReviewError::Empty(field));
    }
    if text.chars().count() > LONGEST { Err(ReviewError::TooLong(field)) } else { Ok(text.to_owned()) }
}

impl Paper for Review {
    const TABLE: &'static str = "review";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.held_on.or(self.on).unwrap_or(self.made_on)
    }

    fn belongs_to(&self) -> Option<uuid::Uuid> {
        self.plan.map(|plan| plan.0)
    }

    /// A child has one review ahead at a time.
    fn only_one(&self) -> Option<String> {
        self.status.is_ahead().then(|| self.child.to_string())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::decision::DecisionKind;
    use super::*;

    const TODAY: Date = date(2026, 11, 1);

    fn person(number: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(number))
    }

    fn held() -> Review {
        let mut review = Review::asked(person(1), None, "The afternoons are too short", TODAY).unwrap();
        review.plan(date(2026, 11, 5), "at home, 4 pm", false, TODAY).unwrap();
        review.prepare().unwrap();
        review.hold(date(2026, 11, 5), "John, Mum, Grace", "", date(2026, 11, 6)).unwrap();
        review
    }

    fn decided() -> Review {
        let mut review = held();
        let proposed = Proposed {
            kinds: vec![DecisionKind::Continue],
            reasons: String::new(),
            on: date(2026, 11, 6),
            savings: Vec::new(),
            ehc: None,
        };
        review.decide(proposed, person(9), (None, 28), date(2026, 11, 6)).unwrap();
        review
    }

    #[test]
    fn a_review_goes_from_the_asking_to_the_decision_and_no_step_is_left_out() {
        let review = decided();
        assert_eq!((review.status, review.ask_by), (ReviewStatus::Decided, Some(date(2026, 12, 4))));
        let mut asked = Review::asked(person(1), None, "please", TODAY).unwrap();
        let not_yet = asked.hold(TODAY, "all", "", TODAY);
        assert_eq!(not_yet, Err(ReviewError::NotFromHere(ReviewStatus::Asked)));
        assert_eq!(asked.plan(date(2026, 10, 31), "here", false, TODAY), Err(ReviewError::Past));
        assert_eq!(asked.plan(TODAY, " ", false, TODAY), Err(ReviewError::Empty("place")));
        asked.plan(TODAY, "here", false, TODAY).unwrap();
        assert_eq!(asked.hold(date(2026, 11, 2), "all", "", TODAY), Err(ReviewError::ToCome));
        asked.call_off("ill").unwrap();
        assert_eq!(asked.prepare(), Err(ReviewError::NotFromHere(ReviewStatus::CalledOff)));
        assert_eq!(asked.only_one(), None, "another can be planned");
    }

    #[test]
    fn another_look_is_asked_for_in_time_and_answered_by_somebody_else() {
        let mut review = decided();
        let late = review.ask_again(person(2), "It is too little", 21, date(2026, 12, 5));
        assert_eq!(late, Err(ReviewError::TooLate(date(2026, 12, 4))));
        review.ask_again(person(2), "It is too little", 21, date(2026, 12, 4)).unwrap();
        let twice = review.ask_again(person(2), "again", 21, date(2026, 12, 4));
        assert_eq!(twice, Err(ReviewError::NotFromHere(ReviewStatus::Decided)));
        let why = "The plan was read again with the family, and the sum follows the prices of today.";
        let own = review.answer_look(person(9), true, why, date(2026, 12, 10));
        assert_eq!(own, Err(ReviewError::SamePerson));
        assert_eq!(review.answer_look(person(8), true, "no", date(2026, 12, 10)), Err(ReviewError::Reasons));
        review.answer_look(person(8), true, why, date(2026, 12, 10)).unwrap();
        let look = review.another_look.unwrap();
        assert_eq!((look.answer_by, look.answer.unwrap().2), (date(2026, 12, 25), true));
    }
}
