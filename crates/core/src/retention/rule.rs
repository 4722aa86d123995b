//! Rules of keeping as dated data: so many years from such a day, with the source of the number. There is no statute for
//! most of them, and councils differ, so every one can be replaced.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::people::age::turns;

/// What the years are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The child's date of birth.
    Birth,
    /// The day on which support, or whatever the record is about, ended.
    Ended,
    /// The day on which the record was made.
    Made,
    /// The end of the tax year, 5 April, in which the record was made.
    TaxYear,
}

coded!(Anchor { Birth => "birth", Ended => "ended", Made => "made", TaxYear => "tax-year" });

/// How sure the number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Read in a source.
    Verified,
    /// Read in part.
    Partly,
    /// Generally known; to be confirmed before it is relied on.
    ToConfirm,
    /// The authority's own decision.
    OwnDecision,
}

coded!(Mark { Verified => "verified", Partly => "partly", ToConfirm => "to-confirm", OwnDecision => "own-decision" });

/// One dated rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, such as `child-record`.
    pub name: String,
    /// First day on which it holds.
    pub since: Date,
    /// What the years are counted from.
    pub anchor: Anchor,
    /// How many.
    pub years: u16,
    /// Where the number comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

impl Rule {
    /// The first day on which a record is no longer kept, for its anchor's day.
    #[must_use]
    pub fn kept_until(&self, anchored_on: Date) -> Date {
        let years = i16::try_from(self.years).unwrap_or(i16::MAX);
        match self.anchor {
            Anchor::TaxYear => {
                let end = |year: i16| Date::new(year, 4, 5).unwrap_or(Date::MAX);
                let this = end(anchored_on.year());
                let end = if anchored_on <= this { this } else { end(anchored_on.year().saturating_add(1)) };
                turns(end.tomorrow().unwrap_or(end), years)
            }
            Anchor::Birth | Anchor::Ended | Anchor::Made => turns(anchored_on, years),
        }
    }
}

/// All rules of an authority, old ones with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rules(pub Vec<Rule>);

/// What is wrong with rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// Two rules of one name from one day.
    #[error("the rule `{name}` stands twice from {since}: keep one")]
    Twice {
        /// The rule's name.
        name: String,
        /// The day.
        since: Date,
    },
    /// A number without a source.
    #[error("the rule `{name}` names no source: write where its {years} years come from")]
    NoSource {
        /// The rule's name.
        name: String,
        /// Its years.
        years: u16,
    },
}

impl Rules {
    /// What an authority starts from until it sets its own.
    #[must_use]
    pub fn to_start_from() -> Rules {
        let rule = |name: &str, anchor, years, source: &str, mark| Rule {
            name: name.to_owned(),
            since: Date::constant(2026, 1, 1),
            anchor,
            years,
            source: source.to_owned(),
            mark,
        };
        let files =
            "25 years from birth and 6 after: the common rule for EHC plan files (IRMS toolkit); councils differ";
        Rules(vec![
            rule("child-record", Anchor::Birth, 31, files, Mark::Verified),
            rule(
                "money",
                Anchor::TaxYear,
                6,
                "financial records, 6 years after the end of the tax year",
                Mark::ToConfirm,
            ),
            rule("audit", Anchor::Birth, 31, "as long as the record that it is about", Mark::OwnDecision),
            rule("staff", Anchor::Ended, 6, "6 years after leaving, for claims in contract", Mark::ToConfirm),
            rule("sign-in", Anchor::Made, 1, "long enough to look into a break-in", Mark::OwnDecision),
            rule("mail", Anchor::Made, 2, "long enough to show what was sent", Mark::OwnDecision),
        ])
    }

    /// The rule of a name that holds on a day: the latest that has begun.
    #[must_use]
    pub fn on(&self, name: &str, day: Date) -> Option<&Rule> {
        self.0.iter().filter(|rule| rule.name == name && rule.since <= day).max_by_key(|rule| rule.since)
    }

    /// Every name once.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.0.iter().map(|rule| rule.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Checks the rules that an authority sets.
    ///
    /// # Errors
    /// [`RulesError`].
    pub fn check(&self) -> Result<(), RulesError> {
        for (at, rule) in self.0.iter().enumerate() {
            let same = |other: &&Rule| other.name == rule.name && other.since == rule.since;
            if self.0.iter().take(at).any(|other| same(&other)) {
                return Err(RulesError::Twice { name: rule.name.clone(), since: rule.since });
            }
            if rule.source.trim().is_empty() {
                return Err(RulesError::NoSource { name: rule.name.clone(), years: rule.years });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn years_are_counted_from_the_anchor() {
        let rule = |anchor, years| Rule { anchor, years, ..Rules::to_start_from().0.remove(0) };
        for (anchor, years, day, until) in [
            (Anchor::Birth, 31, date(2010, 5, 17), date(2041, 5, 17)),
            (Anchor::Ended, 6, date(2024, 2, 29), date(2030, 3, 1)),
            (Anchor::TaxYear, 6, date(2026, 4, 5), date(2032, 4, 6)),
            (Anchor::TaxYear, 6, date(2026, 4, 6), date(2033, 4, 6)),
        ] {
            assert_eq!(rule(anchor, years).kept_until(day), until, "{anchor:?} {day}");
        }
    }

    #[test]
    fn a_newer_rule_holds_from_its_first_day() {
        let mut rules = Rules::to_start_from();
        let own = Rule { since: date(2027, 1, 1), years: 35, ..rules.0[0].clone() };
        rules.0.push(own);
        assert_eq!(rules.on("child-record", date(2026, 12, 31)).unwrap().years, 31);
        assert_eq!(rules.on("child-record", date(2027, 1, 1)).unwrap().years, 35);
        assert_eq!(rules.on("child-record", date(2025, 1, 1)), None);
        assert_eq!(rules.names().len(), 6);
        assert_eq!(rules.check(), Ok(()));
    }

    #[test]
    fn rules_that_cannot_be_relied_on_are_refused() {
        let mut twice = Rules::to_start_from();
        twice.0.push(twice.0[1].clone());
        assert_eq!(twice.check(), Err(RulesError::Twice { name: "money".to_owned(), since: date(2026, 1, 1) }));
        let mut unsourced = Rules::to_start_from();
        unsourced.0[1].source = " ".to_owned();
        assert_eq!(unsourced.check(), Err(RulesError::NoSource { name: "money".to_owned(), years: 6 }));
    }
}
