//! "Something has changed": said at any time by the family or by somebody who works with it, answered by a day, and followed to
//! its end: questions answered again, another figure, a changed plan, its money. Each step is decided elsewhere; here stands
//! what was said, what somebody decided to do about it, and how far that has come.

mod course;
pub mod letter;

pub use course::{Course, Facts, Stage, course};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::budget::read_reasons;
use crate::codes::coded;
use crate::paper::Paper;
use crate::review::clock::ClockPack;
use crate::{AssessmentId, PersonId, PlanId, ReviewId};

/// The most characters that what has changed may have.
const LONGEST: usize = 4_000;

coded! {
    /// How soon somebody has to look at it.
    pub enum HowSoon ("urgency of a change") {
        /// Today: somebody is at the end of their strength, or not safe.
        Today = "today",
        /// Within the week.
        ThisWeek = "this-week",
        /// Within the month.
        ThisMonth = "this-month",
    }
}

impl HowSoon {
    /// Until when somebody has looked at it, counted from the day on which it was said: at once where the clocks do not say.
    #[must_use]
    pub fn look_by(self, said: Date, clocks: &ClockPack) -> Date {
        let days = clocks.look_days(&format!("need-{}", self.code())).unwrap_or(0);
        said.saturating_add(i64::from(days).days())
    }
}

coded! {
    /// What is done about a change.
    pub enum WhatFollows ("answer to a change") {
        /// The questions are answered again, for another figure.
        AnswerAgain = "answer-again",
        /// The plan changes within the money that there is.
        ChangePlan = "change-plan",
        /// All goes on as it is.
        GoesOn = "goes-on",
    }
}

/// What somebody decided to do about a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Answered {
    /// Who; nobody where the family itself went on to the questions.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// What follows.
    pub what: WhatFollows,
    /// Why, as the family is told; may be empty where more is looked at.
    pub why: String,
}

/// A change of need that somebody told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct NeedChange {
    /// Whose.
    pub child: PersonId,
    /// Who said it.
    pub said_by: PersonId,
    /// When.
    pub said_on: Date,
    /// What has changed, in their words.
    pub what: String,
    /// Since when.
    pub since: Date,
    /// How soon somebody has to look at it.
    pub how_soon: HowSoon,
    /// By when somebody looks at it.
    pub look_by: Date,
    /// The review that it comes out of.
    pub review: Option<ReviewId>,
    /// What is done about it.
    pub answered: Option<Answered>,
    /// The round of answering that follows.
    pub round: Option<AssessmentId>,
    /// The change of the plan that follows.
    pub plan: Option<PlanId>,
}

/// Why it is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NeedError {
    /// Nothing was said.
    #[error("say in a few words what has changed")]
    Nothing,
    /// Too long.
    #[error("these are more than 4000 characters: shorten it")]
    TooLong,
    /// A day to come.
    #[error("this day is still to come: say since when it has been so")]
    ToCome,
    /// Somebody answered it.
    #[error("this was answered already")]
    Answered,
    /// No reasons where all goes on.
    #[error("say why all goes on as it is, in 20 characters or more")]
    Reasons,
}

impl NeedError {
    /// The field that it is about; empty where it is about none.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            NeedError::Nothing | NeedError::TooLong => "what",
            NeedError::ToCome => "since",
            NeedError::Reasons => "why",
            NeedError::Answered => "",
        }
    }

    /// The key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NeedError::Nothing => "need-nothing",
            NeedError::TooLong => "need-too-long",
            NeedError::ToCome => "need-to-come",
            NeedError::Answered => "need-answered",
            NeedError::Reasons => "need-reasons",
        }
    }
}

impl NeedChange {
    /// As it is said on a day.
    ///
    /// # Errors
    /// [`NeedError`].
    pub fn say(
        (child, said_by): (PersonId, PersonId),
        (what, since): (&str, Date),
        (how_soon, clocks): (HowSoon, &ClockPack),
        today: Date,
    ) -> Result<NeedChange, NeedError> {
        let what = what.trim();
        if what.is_empty() {
            return Err(NeedError::Nothing);
        }
        if what.chars().count() > LONGEST {
            return Err(NeedError::TooLong);
        }
        if since > today {
            return Err(NeedError::ToCome);
        }
        Ok(NeedChange {
            child,
            said_by,
            said_on: today,
            what: what.to_owned(),
            since,
            how_soon,
            look_by: how_soon.look_by(today, clocks),
            review: None,
            answered: None,
            round: None,
            plan: None,
        })
    }

    /// Answers it, once. That all goes on as it is has its reasons.
    ///
    /// # Errors
    /// [`NeedError`].
    pub fn answer(&mut self, by: PersonId, (what, why): (WhatFollows, &str), today: Date) -> Result<(), NeedError> {
        if self.answered.is_some() {
            return Err(NeedError::Answered);
        }
        let why = match what {
            WhatFollows::GoesOn => read_reasons(why).map_err(|_| NeedError::Reasons)?,
            _ => why.trim().to_owned(),
        };
        self.answered = Some(Answered { by, on: today, what, why });
        Ok(())
    }

    /// By how many days an answer is late.
    #[must_use]
    pub fn days_late(&self, today: Date) -> u64 {
        let until = self.answered.as_ref().map_or(today, |answered| answered.on);
        u64::try_from((until - self.look_by).get_days()).unwrap_or(0)
    }
}

impl Paper for NeedChange {
    const TABLE: &'static str = "need_change";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        if self.answered.is_none() { "said" } else { "answered" }
    }

    fn day(&self) -> Date {
        self.look_by
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    fn said(what: &str, since: Date, how_soon: HowSoon) -> Result<NeedChange, NeedError> {
        let (child, by) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        NeedChange::say((child, by), (what, since), (how_soon, &crate::review::clock::known().unwrap()), TODAY)
    }

    #[test]
    fn a_change_is_said_in_words_since_a_day_and_has_its_clock() {
        for (how_soon, by) in
            [(HowSoon::Today, TODAY), (HowSoon::ThisWeek, date(2026, 11, 27)), (HowSoon::ThisMonth, date(2026, 12, 18))]
        {
            let said = said(" He does not sleep. ", date(2026, 10, 1), how_soon).unwrap();
            assert_eq!((said.what.as_str(), said.look_by), ("He does not sleep.", by));
            assert_eq!((said.days_late(by), said.days_late(by.tomorrow().unwrap())), (0, 1));
        }
        assert_eq!(said("  ", TODAY, HowSoon::Today), Err(NeedError::Nothing));
        assert_eq!(said(&"a".repeat(4_001), TODAY, HowSoon::Today), Err(NeedError::TooLong));
        assert_eq!(said("worse", date(2026, 11, 21), HowSoon::Today), Err(NeedError::ToCome));
    }

    #[test]
    fn it_is_answered_once_and_nothing_goes_on_without_a_reason() {
        let by = PersonId(Uuid::from_u128(3));
        let mut change = said("worse", TODAY, HowSoon::ThisWeek).unwrap();
        assert_eq!(change.answer(by, (WhatFollows::GoesOn, "no"), TODAY), Err(NeedError::Reasons));
        assert_eq!(change.status(), "said");
        change.answer(by, (WhatFollows::AnswerAgain, ""), TODAY).unwrap();
        assert_eq!(change.status(), "answered");
        assert_eq!(change.answer(by, (WhatFollows::ChangePlan, ""), TODAY), Err(NeedError::Answered));
        assert_eq!(change.days_late(date(2028, 1, 1)), 0, "the clock stops with the answer");
    }
}
