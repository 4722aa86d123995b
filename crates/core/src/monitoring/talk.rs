//! The conversation that something noticed begins: it is opened once, has a day by which it is held, and ends with what was said,
//! or by itself where what was noticed is gone. It asks for nothing: whoever wants money back opens a case.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Alert;
use crate::codes::coded;
use crate::paper::Paper;
use crate::{Pence, PersonId};

/// For so many days after a talk about something that no payment shows, as money piling up, the family hears nothing more of it.
const QUIET_DAYS: i64 = 90;

coded! {
    /// Where a conversation stands.
    pub enum TalkStatus ("status of a conversation") {
        /// It is to be held.
        Open = "open",
        /// It was held.
        Talked = "talked",
        /// What was noticed is gone, or its time for asking is over: the spending stands.
        Passed = "passed",
    }
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Said {
    /// On which day.
    pub on: Date,
    /// With whom, and what.
    pub words: String,
    /// Who wrote it down.
    pub by: PersonId,
}

/// A conversation about spending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SpendingTalk {
    /// Whose spending.
    pub child: PersonId,
    /// What was noticed, with its days, which never move.
    pub alert: Alert,
    /// When.
    pub noticed_on: Date,
    /// What was said.
    pub said: Option<Said>,
    /// Where it stands.
    pub status: TalkStatus,
}

impl Paper for SpendingTalk {
    const TABLE: &'static str = "spending_talk";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.alert.talk_by
    }

    fn amount(&self) -> Pence {
        self.alert.pence
    }

    /// Of each kind one conversation at a time.
    fn only_one(&self) -> Option<String> {
        (self.status == TalkStatus::Open).then(|| format!("{} {}", self.child, self.alert.kind))
    }
}

/// What changes about a child's conversations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Noticed {
    /// Conversations to begin.
    pub begin: Vec<Alert>,
    /// Places of those that have passed.
    pub passed: Vec<usize>,
}

/// Which conversations begin and which have passed, by what is out of the ordinary today.
#[must_use]
pub fn notice(alerts: &[Alert], talks: &[SpendingTalk], today: Date) -> Noticed {
    let is_open =
        |alert: &Alert| talks.iter().any(|talk| talk.status == TalkStatus::Open && talk.alert.kind == alert.kind);
    let begin = alerts.iter().filter(|alert| !is_open(alert) && !was_said(alert, talks, today)).cloned().collect();
    let is_there = |talk: &SpendingTalk| alerts.iter().any(|alert| alert.kind == talk.alert.kind);
    let passed = talks.iter().enumerate().filter(|(_, talk)| talk.status == TalkStatus::Open && !is_there(talk));
    Noticed { begin, passed: passed.map(|(at, _)| at).collect() }
}

/// Whether it was talked about: each payment that it is about, or the thing itself not long ago.
fn was_said(alert: &Alert, talks: &[SpendingTalk], today: Date) -> bool {
    let same = || talks.iter().filter(|talk| talk.alert.kind == alert.kind && talk.status == TalkStatus::Talked);
    if alert.about.is_empty() {
        let quiet_from = today.saturating_sub(Span::new().days(QUIET_DAYS));
        return same().any(|talk| talk.said.as_ref().is_some_and(|said| said.on >= quiet_from));
    }
    let about: BTreeSet<&String> = same().flat_map(|talk| &talk.alert.about).collect();
    alert.about.iter().all(|payment| about.contains(payment))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::monitoring::AlertKind;

    fn alert(kind: AlertKind, about: &[&str]) -> Alert {
        let about = about.iter().map(|id| (*id).to_owned()).collect();
        Alert { kind, pence: Pence(100), about, talk_by: date(2026, 9, 29), ask_by: None }
    }

    fn talk(alert: &Alert, said_on: Option<Date>) -> SpendingTalk {
        let said = said_on.map(|on| Said { on, words: "By telephone.".to_owned(), by: PersonId(Uuid::from_u128(2)) });
        SpendingTalk {
            child: PersonId(Uuid::from_u128(1)),
            alert: alert.clone(),
            noticed_on: date(2026, 9, 1),
            status: if said.is_some() { TalkStatus::Talked } else { TalkStatus::Open },
            said,
        }
    }

    #[test]
    fn something_noticed_begins_one_conversation_whose_day_does_not_move() {
        let cash = alert(AlertKind::SuddenCash, &["a"]);
        let begun = notice(std::slice::from_ref(&cash), &[], date(2026, 9, 1)).begin;
        assert_eq!(begun.as_slice(), std::slice::from_ref(&cash));
        let later = Alert { talk_by: date(2026, 10, 20), ..cash.clone() };
        assert_eq!(notice(&[later], &[talk(&cash, None)], date(2026, 9, 22)), Noticed::default());
    }

    #[test]
    fn what_was_talked_about_is_not_raised_again() {
        let cash = alert(AlertKind::SuddenCash, &["a", "b"]);
        let said = [talk(&cash, Some(date(2026, 9, 10)))];
        assert_eq!(notice(&[alert(AlertKind::SuddenCash, &["b"])], &said, date(2026, 9, 11)), Noticed::default());
        let more = alert(AlertKind::SuddenCash, &["b", "c"]);
        assert_eq!(notice(std::slice::from_ref(&more), &said, date(2026, 9, 11)).begin, [more]);
        let piling = alert(AlertKind::PilingUp, &[]);
        let said = [talk(&piling, Some(date(2026, 9, 10)))];
        assert!(
            notice(std::slice::from_ref(&piling), &said, date(2026, 12, 9)).begin.is_empty(),
            "three months of quiet"
        );
        assert_eq!(notice(std::slice::from_ref(&piling), &said, date(2026, 12, 10)).begin.len(), 1);
    }

    #[test]
    fn dorset_a_conversation_whose_time_is_over_passes_and_the_spending_stands() {
        let talks = [talk(&alert(AlertKind::Unmatched, &["a"]), None)];
        // the time for asking is over, so nothing is out of the ordinary any more
        assert_eq!(notice(&[], &talks, date(2026, 12, 1)), Noticed { begin: Vec::new(), passed: vec![0] });
    }
}
