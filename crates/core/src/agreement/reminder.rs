//! Reminders: who is waited for, since when, and on which day they are told. Each is told once, without a word about whose
//! plan it is.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::codes::coded;
use crate::sentences::Sentences;

static ENGLISH: LazyLock<Sentences> =
    LazyLock::new(|| Sentences::of(&[include_str!("../plan/paper/paper.en.toml"), include_str!("reminder.en.toml")]));

/// So many days before the last day somebody is reminded.
const AHEAD_DAYS: i64 = 5;
/// So many days after a plan was agreed the family is reminded that its signature is missing.
const UNSIGNED_DAYS: i64 = 14;

coded! {
    /// What somebody is reminded of.
    pub enum ReminderKind ("kind of reminder") {
        /// A plan waits for an answer, and the last day is near.
        AnswerDue = "answer-due",
        /// The last day has passed without an answer.
        AnswerLate = "answer-late",
        /// The family is told that its answer is late, and that it can call.
        LateForFamily = "late-for-family",
        /// A plan is agreed and the family has not signed.
        SignatureMissing = "signature-missing",
        /// Another look was asked for, and the last day is near.
        LookDue = "look-due",
        /// The last day for another look has passed.
        LookLate = "look-late",
    }
}

/// What an asking waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitsFor {
    /// An answer, by a day.
    Answer(Date),
    /// The family's signature, since a day.
    Signature(Date),
    /// Another look, by a day.
    Look(Date),
}

impl ReminderKind {
    /// Whether it goes to the family; else to those who may decide.
    #[must_use]
    pub fn is_for_family(self) -> bool {
        matches!(self, ReminderKind::LateForFamily | ReminderKind::SignatureMissing)
    }

    /// Subject and text of its letter: the day, and no word about anybody.
    #[must_use]
    pub fn letter(self, authority: &str, day: Date) -> (String, String) {
        let values = [("authority", authority), ("day", &ENGLISH.day(day))];
        let key = |part: &str| format!("{}.{part}", self.code());
        let body = format!("{}\n\n{}", ENGLISH.say(&key("body"), &values), ENGLISH.say("letter.end", &values));
        (ENGLISH.say(&key("subject"), &values), body)
    }
}

impl WaitsFor {
    /// The day that a reminder names.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            WaitsFor::Answer(day) | WaitsFor::Signature(day) | WaitsFor::Look(day) => day,
        }
    }

    /// What has to be told today, if it has not been told yet.
    #[must_use]
    pub fn due(self, today: Date) -> Vec<ReminderKind> {
        let is_near = |by: Date| by.saturating_sub(AHEAD_DAYS.days()) <= today && today <= by;
        match self {
            WaitsFor::Answer(by) if is_near(by) => vec![ReminderKind::AnswerDue],
            WaitsFor::Answer(by) if today > by => vec![ReminderKind::AnswerLate, ReminderKind::LateForFamily],
            WaitsFor::Look(by) if is_near(by) => vec![ReminderKind::LookDue],
            WaitsFor::Look(by) if today > by => vec![ReminderKind::LookLate, ReminderKind::LateForFamily],
            WaitsFor::Signature(since) if today >= since.saturating_add(UNSIGNED_DAYS.days()) => {
                vec![ReminderKind::SignatureMissing]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whoever_is_waited_for_is_reminded_before_the_last_day_and_after_it() {
        let by = date(2026, 11, 20);
        for (today, kinds) in [
            (date(2026, 11, 14), vec![]),
            (date(2026, 11, 15), vec!["answer-due"]),
            (by, vec!["answer-due"]),
            (date(2026, 11, 21), vec!["answer-late", "late-for-family"]),
        ] {
            let due: Vec<&str> = WaitsFor::Answer(by).due(today).iter().map(|kind| kind.code()).collect();
            assert_eq!(due, kinds, "{today}");
        }
        assert!(WaitsFor::Signature(by).due(date(2026, 12, 3)).is_empty());
        assert_eq!(WaitsFor::Signature(by).due(date(2026, 12, 4)), [ReminderKind::SignatureMissing]);
        assert_eq!(WaitsFor::Look(by).due(date(2026, 11, 19)), [ReminderKind::LookDue]);
    }

    #[test]
    fn a_letter_says_by_when_and_nothing_about_anybody() {
        for kind in ReminderKind::ALL {
            let (subject, body) = kind.letter("Exampleshire", date(2026, 11, 20));
            assert!(!subject.is_empty() && body.contains("Exampleshire"), "{kind}: {subject} {body}");
            assert!(body.contains("20 November 2026"), "{kind}: {body}");
            assert!(!body.contains('{'), "{kind}: {body}");
        }
    }
}
