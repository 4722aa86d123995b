//! A review that is due soon or late: what the list of work shows, and what is written to whom, without a word about anybody.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::clock::Due;
use super::course::Review;
use crate::PersonId;
use crate::codes::coded;
use crate::paper::Paper;
use crate::sentences::Sentences;

static ENGLISH: LazyLock<Sentences> =
    LazyLock::new(|| Sentences::of(&[include_str!("../plan/paper/paper.en.toml"), include_str!("review.en.toml")]));

/// So many days before its last day a review stands in the list of work.
const SHOWN_DAYS: i64 = 42;
/// So many days before the meeting everybody is reminded: papers go out two weeks before.
const MEETING_DAYS: i64 = 14;

coded! {
    /// What somebody is reminded of.
    pub enum ReviewReminder ("reminder of a review") {
        /// The worker: a review has to be planned.
        ToPlan = "to-plan",
        /// The worker: the last day has passed.
        Overdue = "overdue",
        /// Everybody: the meeting is near.
        Meeting = "meeting",
    }
}

/// The review that a child needs next, as the list of work shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReviewDue {
    /// Whose.
    pub child: PersonId,
    /// By when.
    pub by: Date,
    /// By which clock.
    pub clock: String,
    /// Whether it is over: held, planned, or not due any more.
    pub is_over: bool,
    /// Who has been reminded of what.
    pub reminded: Vec<(String, PersonId)>,
}

impl ReviewDue {
    /// What the list is to say of a child today; nothing where nothing is near, or a review has its day already.
    #[must_use]
    pub fn of(child: PersonId, due: &[Due], has_a_day: bool, today: Date) -> Option<ReviewDue> {
        let next = due.first().filter(|next| !has_a_day && next.by.saturating_sub(SHOWN_DAYS.days()) <= today)?;
        let (by, clock) = (next.by, next.clock.clone());
        Some(ReviewDue { child, by, clock, is_over: false, reminded: Vec::new() })
    }

    /// Of what the worker is reminded today.
    #[must_use]
    pub fn reminder(&self, today: Date) -> Option<ReviewReminder> {
        if self.is_over {
            return None;
        }
        Some(if today > self.by { ReviewReminder::Overdue } else { ReviewReminder::ToPlan })
    }
}

impl Review {
    /// Whether everybody is reminded of the meeting today, and of which day.
    #[must_use]
    pub fn reminder(&self, today: Date) -> Option<Date> {
        let on = self.on.filter(|_| self.status.is_ahead())?;
        (on.saturating_sub(MEETING_DAYS.days()) <= today && today <= on).then_some(on)
    }
}

impl ReviewReminder {
    /// Subject and text of its letter: the day, and no word about anybody.
    #[must_use]
    pub fn letter(self, authority: &str, day: Date) -> (String, String) {
        let values = [("authority", authority), ("day", &ENGLISH.day(day))];
        let key = |part: &str| format!("{}.{part}", self.code());
        let body = format!("{}\n\n{}", ENGLISH.say(&key("body"), &values), ENGLISH.say("letter.end", &values));
        (ENGLISH.say(&key("subject"), &values), body)
    }
}

impl Paper for ReviewDue {
    const TABLE: &'static str = "review_due";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        if self.is_over { "over" } else { "shown" }
    }

    fn day(&self) -> Date {
        self.by
    }

    fn only_one(&self) -> Option<String> {
        (!self.is_over).then(|| self.child.to_string())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn due(by: Date) -> Vec<Due> {
        let (clock, source, mark) = ("yearly".to_owned(), String::new(), String::new());
        vec![Due { clock, by, is_first: true, source, mark }]
    }

    #[test]
    fn a_review_is_shown_six_weeks_ahead_and_not_where_one_is_planned() {
        let child = PersonId(uuid::Uuid::from_u128(1));
        let of = |today, has_a_day| ReviewDue::of(child, &due(date(2026, 11, 30)), has_a_day, today);
        assert_eq!(of(date(2026, 10, 18), false), None);
        let near = of(date(2026, 10, 19), false).unwrap();
        assert_eq!(near.reminder(date(2026, 10, 19)), Some(ReviewReminder::ToPlan));
        assert_eq!(near.reminder(date(2026, 12, 1)), Some(ReviewReminder::Overdue));
        assert_eq!(ReviewDue { is_over: true, ..near }.reminder(date(2026, 12, 1)), None);
        assert_eq!(of(date(2026, 12, 1), true), None, "one is planned");
        assert_eq!(ReviewDue::of(child, &[], false, date(2026, 12, 1)), None);
    }

    #[test]
    fn a_letter_says_the_day_and_nothing_about_anybody() {
        for kind in ReviewReminder::ALL {
            let (subject, body) = kind.letter("Exampleshire", date(2026, 11, 20));
            assert!(!subject.is_empty() && !body.contains('{'), "{kind}: {subject} {body}");
            assert!(body.contains("20 November 2026") && body.contains("Exampleshire"), "{kind}: {body}");
        }
    }
}
