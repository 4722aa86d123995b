//! Whether a record is still kept on a day. When in doubt it is kept, and the doubt is named.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rule::{Anchor, Rules};
use crate::{HoldId, PersonId};

/// What has to be known of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept<'a> {
    /// The name of the rule that keeps it.
    pub rule: &'a str,
    /// Whose record it is.
    pub person: PersonId,
    /// The child's date of birth, where it is about one.
    pub born: Option<Date>,
    /// When what it is about ended; none while it goes on.
    pub ended_on: Option<Date>,
    /// When it was made.
    pub made_on: Date,
}

/// Somebody has ordered that a person's records are kept: a claim, an inquiry, a court.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// Whose records.
    pub person: PersonId,
    /// First day.
    pub since: Date,
    /// The day on which it was lifted; none while it lasts.
    pub lifted_on: Option<Date>,
}

impl Hold {
    /// Whether it lasts on a day. A hold with a first day to come already counts: erasing cannot be undone.
    #[must_use]
    pub fn lasts(&self, today: Date) -> bool {
        self.lifted_on.is_none_or(|lifted| today < lifted)
    }
}

/// What is to happen to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It stays.
    Keep(KeepWhy),
    /// Its time is over.
    Erase,
}

/// Why a record stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepWhy {
    /// A hold, whatever the rule says.
    Hold(HoldId),
    /// The rule keeps it; it is due on this day.
    Until(Date),
    /// What it is about goes on, or the day that the rule counts from is not known.
    NothingToCountFrom(Anchor),
    /// No rule of this name holds today: somebody has to set one.
    NoRule,
}

impl KeepWhy {
    /// The word under which its wording is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            KeepWhy::Hold(_) => "hold",
            KeepWhy::Until(_) => "until",
            KeepWhy::NothingToCountFrom(_) => "nothing-to-count-from",
            KeepWhy::NoRule => "no-rule",
        }
    }
}

/// Whether a record is kept on a day, and why. A hold on its person always wins.
#[must_use]
pub fn due(record: &Kept<'_>, today: Date, rules: &Rules, holds: &[Hold]) -> Due {
    if let Some(hold) = holds.iter().find(|hold| hold.person == record.person && hold.lasts(today)) {
        return Due::Keep(KeepWhy::Hold(hold.id));
    }
    let Some(rule) = rules.on(record.rule, today) else { return Due::Keep(KeepWhy::NoRule) };
    let anchored_on = match rule.anchor {
        Anchor::Birth => record.born,
        Anchor::Ended => record.ended_on,
        Anchor::Made | Anchor::TaxYear => Some(record.made_on),
    };
    let Some(anchored_on) = anchored_on else { return Due::Keep(KeepWhy::NothingToCountFrom(rule.anchor)) };
    let until = rule.kept_until(anchored_on);
    if today < until { Due::Keep(KeepWhy::Until(until)) } else { Due::Erase }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn record(rule: &str) -> Kept<'_> {
        Kept { rule, person: person(1), born: Some(date(1996, 5, 17)), ended_on: None, made_on: date(2020, 6, 1) }
    }

    fn hold(number: u128, since: Date, lifted_on: Option<Date>) -> Hold {
        Hold { id: HoldId(Uuid::from_u128(number)), person: person(number), since, lifted_on }
    }

    #[test]
    fn a_record_is_erased_on_its_day_and_not_before() {
        let rules = Rules::to_start_from();
        let day = date(2027, 5, 17);
        let before = date(2027, 5, 16);
        assert_eq!(due(&record("child-record"), before, &rules, &[]), Due::Keep(KeepWhy::Until(day)));
        assert_eq!(due(&record("child-record"), day, &rules, &[]), Due::Erase);
    }

    #[test]
    fn a_legal_hold_always_wins() {
        let rules = Rules::to_start_from();
        let day = date(2030, 1, 1);
        let kept = Due::Keep(KeepWhy::Hold(HoldId(Uuid::from_u128(1))));
        for (holds, wanted) in [
            (vec![hold(1, date(2026, 1, 1), None)], kept),
            (vec![hold(1, date(2031, 1, 1), None)], kept),
            (vec![hold(1, date(2026, 1, 1), Some(date(2030, 1, 2)))], kept),
            (vec![hold(1, date(2026, 1, 1), Some(day))], Due::Erase),
            (vec![hold(2, date(2026, 1, 1), None)], Due::Erase),
        ] {
            assert_eq!(due(&record("child-record"), day, &rules, &holds), wanted);
        }
    }

    #[test]
    fn in_doubt_a_record_is_kept() {
        let rules = Rules::to_start_from();
        let far = date(2200, 1, 1);
        assert_eq!(due(&record("staff"), far, &rules, &[]), Due::Keep(KeepWhy::NothingToCountFrom(Anchor::Ended)));
        assert_eq!(due(&record("misspelt"), far, &rules, &[]), Due::Keep(KeepWhy::NoRule));
        let unborn = Kept { born: None, ..record("child-record") };
        assert_eq!(due(&unborn, far, &rules, &[]), Due::Keep(KeepWhy::NothingToCountFrom(Anchor::Birth)));
    }
}
