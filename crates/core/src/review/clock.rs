//! When a review is due: the law's clocks as dated data, and the authority's own for the first weeks of a plan.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::codes::coded;
use crate::people::age::{EIGHTEEN, has_turned, turns};

coded! {
    /// For whom a clock runs.
    pub enum Ages ("ages of a clock") {
        /// For everybody.
        All = "all",
        /// Until the eighteenth birthday.
        Child = "child",
        /// From the eighteenth birthday.
        Adult = "adult",
    }
}

/// One clock.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Clock {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// The first day on which the rule holds.
    pub from: Date,
    /// The streams whose first payment starts it; none where the signed plan does.
    pub streams: Vec<String>,
    /// For whom.
    #[serde(default = "all_ages")]
    pub ages: Ages,
    /// Months to the first review at the latest.
    pub first_months: u16,
    /// Months from a review to the next at the latest.
    pub then_months: u16,
    /// Where it stands.
    pub source: String,
    /// `V` where it was read there, `P` in part, `K` where it is known and still to be read.
    pub mark: String,
}

fn all_ages() -> Ages {
    Ages::All
}

/// By when an authority answers after a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AnswerClock {
    /// Its id.
    pub id: String,
    /// What is answered.
    pub title: String,
    /// Weeks from the meeting at the latest.
    pub weeks: u16,
    /// Where it stands.
    pub source: String,
    /// As for a clock.
    pub mark: String,
}

/// By when somebody looks at something.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LookClock {
    /// Its id.
    pub id: String,
    /// What is looked at.
    pub title: String,
    /// Days at the latest.
    pub days: u16,
    /// Where it stands.
    pub source: String,
    /// As for a clock; `O` where no law says it and the days are ours.
    pub mark: String,
}

/// All clocks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ClockPack {
    /// When a review is due.
    pub clocks: Vec<Clock>,
    /// By when it is answered.
    pub answers: Vec<AnswerClock>,
    /// By when somebody looks at something.
    pub looks: Vec<LookClock>,
}

/// The clocks cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the clocks of reviews cannot be read: {0}")]
pub struct ClockError(pub String);

/// The clocks that come with the program.
///
/// # Errors
/// [`ClockError`].
pub fn known() -> Result<ClockPack, ClockError> {
    toml_edit::de::from_str(include_str!("clocks.toml")).map_err(|error| ClockError(error.to_string()))
}

/// What of a record decides when a review is due.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Date of birth.
    pub born: Option<Date>,
    /// The day that the plan in force was signed by both sides.
    pub signed_on: Option<Date>,
    /// The day of each stream's first payment.
    pub first_payments: Vec<(String, Date)>,
    /// The days on which reviews were held.
    pub held: Vec<Date>,
}

/// A review that is due by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The clock; `first-weeks` for the authority's own.
    pub clock: String,
    /// The last day.
    pub by: Date,
    /// Whether it is the first by this clock.
    pub is_first: bool,
    /// Where the rule stands; empty for the authority's own.
    pub source: String,
    /// How sure the source is; empty for the authority's own.
    pub mark: String,
}

/// The clock of the decision that adult services are asked for.
pub const ADULT_DECISION: &str = "adult-decision";
/// The authority's own clock.
pub const FIRST_WEEKS: &str = "first-weeks";

impl Due {
    /// By how many days it is late; 0 where it is not.
    #[must_use]
    pub fn days_late(&self, today: Date) -> i32 {
        (today - self.by).get_days().max(0)
    }
}

impl ClockPack {
    /// By when adult services are to decide that were asked on a day.
    #[must_use]
    pub fn adults_decide_by(&self, asked: Date) -> Option<Date> {
        let days = self.look_days(ADULT_DECISION)?;
        Some(asked.saturating_add(i64::from(days).days()))
    }

    /// So many days there are at the latest to look at something.
    #[must_use]
    pub fn look_days(&self, id: &str) -> Option<u16> {
        self.looks.iter().find(|look| look.id == id).map(|look| look.days)
    }

    /// Everything that is due by a clock, the earliest first.
    #[must_use]
    pub fn due(&self, facts: &Facts, first_weeks: u16, today: Date) -> Vec<Due> {
        let mut all: Vec<Due> = self.clocks.iter().filter_map(|clock| clock.due(facts, today)).collect();
        if let Some(signed) = facts.signed_on.filter(|signed| !facts.held.iter().any(|held| held >= signed)) {
            let by = signed.saturating_add(i64::from(first_weeks).weeks());
            let (source, mark) = (String::new(), String::new());
            all.push(Due { clock: FIRST_WEEKS.to_owned(), by, is_first: true, source, mark });
        }
        all.sort_by(|one, other| (one.by, &one.clock).cmp(&(other.by, &other.clock)));
        all
    }

    /// The last day to answer after a meeting, by the id of what is answered.
    #[must_use]
    pub fn answer_by(&self, id: &str, held: Date) -> Option<Date> {
        let clock = self.answers.iter().find(|clock| clock.id == id)?;
        Some(held.saturating_add(i64::from(clock.weeks).weeks()))
    }
}

impl Clock {
    fn due(&self, facts: &Facts, today: Date) -> Option<Due> {
        let adult_from = facts.born.map(|born| turns(born, EIGHTEEN));
        let is_adult = facts.born.is_some_and(|born| has_turned(born, EIGHTEEN, today));
        let starts = match self.ages {
            Ages::All => self.starts(facts)?,
            Ages::Child => self.starts(facts).filter(|_| !is_adult)?,
            // who was paid as a child is paid as an adult from the birthday
            Ages::Adult => self.starts(facts).filter(|_| is_adult)?.max(adult_from?),
        };
        let last = facts.held.iter().copied().filter(|held| *held >= starts).max();
        let by = match last {
            Some(held) => held.saturating_add(i64::from(self.then_months).months()),
            None => starts.saturating_add(i64::from(self.first_months).months()),
        };
        let (clock, source, mark) = (self.id.clone(), self.source.clone(), self.mark.clone());
        Some(Due { clock, by, is_first: last.is_none(), source, mark })
    }

    /// The day that starts it; not before the rule holds.
    fn starts(&self, facts: &Facts) -> Option<Date> {
        let starts = if self.streams.is_empty() {
            facts.signed_on?
        } else {
            let own = facts.first_payments.iter().filter(|(stream, _)| self.streams.contains(stream));
            own.map(|(_, day)| *day).min()?
        };
        Some(starts.max(self.from))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn paid(stream: &str, born: Date) -> Facts {
        Facts {
            born: Some(born),
            signed_on: Some(date(2026, 9, 1)),
            first_payments: vec![(stream.to_owned(), date(2026, 10, 1))],
            held: Vec::new(),
        }
    }

    fn due(facts: &Facts, today: Date) -> Vec<(String, Date)> {
        let due = known().unwrap().due(facts, 8, today);
        due.into_iter().map(|due| (due.clock, due.by)).collect()
    }

    fn said(expected: &[(&str, Date)]) -> Vec<(String, Date)> {
        expected.iter().map(|(clock, by)| ((*clock).to_owned(), *by)).collect()
    }

    #[test]
    fn the_first_review_is_within_weeks_and_each_stream_keeps_its_own_clock() {
        let born = date(2014, 5, 1);
        let today = date(2026, 10, 2);
        assert_eq!(
            due(&paid("education", born), today),
            said(&[
                ("first-weeks", date(2026, 10, 27)),
                ("education-payment", date(2027, 1, 1)),
                ("yearly", date(2027, 9, 1)),
            ])
        );
        let health = due(&paid("health", born), today);
        assert!(health.contains(&("health-payment".to_owned(), date(2027, 1, 1))), "{health:?}");
        let care = due(&paid("social-care", born), today);
        assert!(care.contains(&("social-care-payment".to_owned(), date(2027, 10, 1))), "{care:?}");
        assert!(due(&Facts::default(), today).is_empty(), "nothing signed, nothing due");
    }

    #[test]
    fn after_a_review_the_next_is_a_year_away_and_the_first_weeks_are_over() {
        let mut facts = paid("education", date(2014, 5, 1));
        facts.held = vec![date(2026, 10, 20)];
        let expected = [("education-payment", date(2027, 10, 20)), ("yearly", date(2027, 10, 20))];
        assert_eq!(due(&facts, date(2026, 11, 1)), said(&expected));
        // a review before the first payment does not stand for the check of that payment
        facts.held = vec![date(2026, 9, 20)];
        let before = due(&facts, date(2026, 11, 1));
        assert!(before.contains(&("education-payment".to_owned(), date(2027, 1, 1))), "{before:?}");
    }

    #[test]
    fn at_eighteen_the_clock_of_adults_begins_with_the_birthday() {
        let facts = paid("social-care", date(2009, 1, 15));
        let child = due(&facts, date(2027, 1, 14));
        assert!(child.iter().any(|(clock, _)| clock == "social-care-payment"));
        let adult = due(&facts, date(2027, 1, 15));
        assert!(adult.contains(&("adult-payment".to_owned(), date(2027, 7, 15))), "{adult:?}");
        assert!(!adult.iter().any(|(clock, _)| clock == "social-care-payment"));
    }

    #[test]
    fn lateness_is_counted_by_the_day_and_an_answer_has_its_weeks() {
        let pack = known().unwrap();
        let first = &pack.due(&paid("health", date(2014, 5, 1)), 6, date(2026, 11, 1))[0];
        assert_eq!((first.days_late(date(2026, 10, 13)), first.days_late(date(2026, 10, 20))), (0, 7));
        assert_eq!(pack.answer_by("ehc-decision", date(2026, 11, 2)), Some(date(2026, 11, 30)));
        assert_eq!(pack.answer_by("ehc-amended", date(2026, 11, 2)), Some(date(2027, 1, 25)));
        assert_eq!(pack.answer_by("nothing", date(2026, 11, 2)), None);
    }
}
