//! Birthdays from which something is different: at 16 the young person's own word counts, at 18 the law sees an adult, at 25 the
//! last education, health and care plan ends. What changes and what has to be asked is told a year before; nothing ends by itself
//! on a birthday.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::codes::coded;
use crate::people::age::{EIGHTEEN, SIXTEEN, TWENTY_FIVE, academic_year, turns};

/// So long after a birthday it is still told what has to be asked.
const TOLD_AFTER_DAYS: i64 = 90;

coded! {
    /// What changes or has to be asked on a birthday.
    pub enum Change ("change on a birthday") {
        /// The young person signs and decides, unless they cannot or do not want to.
        SignsThemself = "signs-themself",
        /// Payments for care can go to the young person (Children Act 1989, section 17A).
        CarePaidToThemself = "care-paid-to-themself",
        /// Health payments need the young person's own consent (SI 2013/1617, regulation 2).
        HealthConsent = "health-consent",
        /// Once school age is over, education money goes on to the parent only if the young person says so in writing
        /// (SI 2014/1652, regulation 15).
        EducationConsent = "education-consent",
        /// The adult decision is asked for (Care Act 2014, sections 58 to 66).
        AskAdultDecision = "ask-adult-decision",
        /// Care goes on until the adult decision is made: no payment stops because of the birthday.
        CareGoesOn = "care-goes-on",
        /// The first review as an adult falls within six months (SI 2014/2871, regulation 7).
        AdultReview = "adult-review",
        /// Health money passes to adult continuing care, which decides anew.
        AdultHealth = "adult-health",
        /// Education money can run to the end of the school year.
        EducationEnds = "education-ends",
    }
}

/// A birthday that is near, with what it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birthday {
    /// The age.
    pub years: i16,
    /// The day.
    pub on: Date,
    /// What changes or has to be asked.
    pub changes: Vec<Change>,
    /// The last day of education money, at 25.
    pub education_until: Option<Date>,
}

/// The birthdays of the next year, and of the last three months, with what they change for the streams that a child has.
#[must_use]
pub fn birthdays(born: Date, streams: &[String], today: Date) -> Vec<Birthday> {
    let has = |stream: &str| streams.iter().any(|one| one == stream);
    let is_near = |on: Date| {
        let from = on.saturating_sub(1.years());
        from <= today && today <= on.saturating_add(TOLD_AFTER_DAYS.days())
    };
    let of = |years: i16| {
        let on = turns(born, years);
        let changes = match years {
            SIXTEEN => vec![
                (true, Change::SignsThemself),
                (has("social-care"), Change::CarePaidToThemself),
                (has("health"), Change::HealthConsent),
                (has("education"), Change::EducationConsent),
            ],
            EIGHTEEN => vec![
                (true, Change::AskAdultDecision),
                (has("social-care"), Change::CareGoesOn),
                (has("social-care"), Change::AdultReview),
                (has("health"), Change::AdultHealth),
            ],
            _ => vec![(has("education"), Change::EducationEnds)],
        };
        let changes: Vec<Change> = changes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, change)| change).collect();
        let education_until = (years == TWENTY_FIVE && has("education")).then(|| academic_year(on).last_day());
        Birthday { years, on, changes, education_until }
    };
    let ages = [SIXTEEN, EIGHTEEN, TWENTY_FIVE].map(of);
    ages.into_iter().filter(|one| is_near(one.on) && !one.changes.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn near(born: Date, streams: &[&str], today: Date) -> Vec<Birthday> {
        let streams: Vec<String> = streams.iter().map(|one| (*one).to_owned()).collect();
        birthdays(born, &streams, today)
    }

    #[test]
    fn a_birthday_is_told_a_year_before_and_three_months_after() {
        let born = date(2010, 11, 30);
        let told = |today| near(born, &["health"], today).iter().map(|one| one.years).collect::<Vec<_>>();
        assert!(told(date(2025, 11, 29)).is_empty());
        assert_eq!(told(date(2025, 11, 30)), [16]);
        assert_eq!(told(date(2027, 2, 28)), [16]);
        assert!(told(date(2027, 3, 1)).is_empty());
        assert_eq!(told(date(2027, 11, 30)), [18]);
    }

    #[test]
    fn at_eighteen_no_payment_stops_and_the_adult_decision_is_asked_for() {
        let changes = near(date(2009, 1, 15), &["social-care"], date(2026, 11, 22)).remove(0).changes;
        assert_eq!(changes, [Change::AskAdultDecision, Change::CareGoesOn, Change::AdultReview]);
    }

    #[test]
    fn education_money_runs_to_the_end_of_the_school_year_of_twenty_five() {
        let last = near(date(2002, 2, 1), &["education"], date(2026, 11, 22)).remove(0);
        assert_eq!((last.years, last.education_until), (25, Some(date(2027, 8, 31))));
        assert!(near(date(2002, 2, 1), &["social-care"], date(2026, 11, 22)).is_empty());
    }
}
