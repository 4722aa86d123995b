//! The law of each funding stream's money as dated data: what has to be so for a direct payment, what it cannot buy, and on
//! which grounds money may be refused, lowered, stopped or asked back. A ground that is not in a pack is none.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;

coded! {
    /// What a ground allows.
    pub enum CaseKind ("kind of case") {
        /// A direct payment is not given.
        Refuse = "refuse",
        /// Less is paid from a day on.
        Reduce = "reduce",
        /// Nothing more is paid from a day on.
        Stop = "stop",
        /// Money is asked back.
        Recover = "recover",
    }
}

/// A pack of rules for streams, from a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct GroundsPack {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The first day on which it holds.
    pub from: Date,
    /// Where its rules stand.
    pub source: String,
    /// The streams that go by it.
    pub streams: Vec<String>,
    /// What has to be so before a direct payment is made.
    pub checks: Vec<Check>,
    /// What the money cannot buy.
    pub excluded: Vec<Excluded>,
    /// What it says about paying somebody of the household; nothing where it says nothing.
    #[serde(default)]
    pub household: Option<HouseholdRule>,
    /// On what grounds money may be refused, lowered, stopped or asked back.
    pub grounds: Vec<LawfulGround>,
}

/// Something that has to be so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Check {
    /// Its id.
    pub id: String,
    /// The question, so that the answer yes is the good one.
    pub ask: String,
    /// Whether it is only asked where support is given on a school's premises.
    #[serde(default)]
    pub on_school_premises: bool,
    /// Where it stands.
    pub source: String,
    /// `V` where it was read there, `P` in part, `K` where it is known and still to be read.
    pub mark: String,
}

/// Something that the money cannot buy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Excluded {
    /// Its id.
    pub id: String,
    /// What it is.
    pub what: String,
    /// Where it stands.
    pub source: String,
    /// As for a check.
    pub mark: String,
}

/// What has to be so before somebody of the household is paid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HouseholdRule {
    /// What it says.
    pub words: String,
    /// Where it stands.
    pub source: String,
    /// As for a check.
    pub mark: String,
}

/// A lawful ground.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LawfulGround {
    /// Its id.
    pub id: String,
    /// What it says.
    pub words: String,
    /// What it allows.
    pub allows: Vec<CaseKind>,
    /// At least so many days from the notice to its effect.
    pub notice_days: u16,
    /// Whether the authority has no choice.
    #[serde(default)]
    pub must: bool,
    /// Where it stands.
    pub source: String,
    /// As for a check.
    pub mark: String,
}

/// A pack that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rule pack of money `{name}` cannot be read: {why}")]
pub struct GroundsError {
    /// The file.
    pub name: String,
    /// What is wrong, with its line.
    pub why: String,
}

const FILES: [(&str, &str); 3] = [
    ("social-care", include_str!("packs/social-care.toml")),
    ("education", include_str!("packs/education.toml")),
    ("health", include_str!("packs/health.toml")),
];

/// The packs that come with the program.
///
/// # Errors
/// [`GroundsError`].
pub fn known() -> Result<Vec<GroundsPack>, GroundsError> {
    FILES.iter().map(|(name, text)| read(name, text)).collect()
}

/// A pack as text.
///
/// # Errors
/// [`GroundsError`].
pub fn read(name: &str, text: &str) -> Result<GroundsPack, GroundsError> {
    toml_edit::de::from_str(text).map_err(|error| GroundsError { name: name.to_owned(), why: error.to_string() })
}

/// The pack that a stream goes by on a day: the latest that has begun. A stream that no pack names goes by that of social
/// care, the duty that every local authority has.
#[must_use]
pub fn of_stream<'p>(packs: &'p [GroundsPack], stream: &str, day: Date) -> Option<&'p GroundsPack> {
    let named = |stream: &str| {
        packs
            .iter()
            .filter(|pack| pack.from <= day && pack.streams.iter().any(|one| one == stream))
            .max_by_key(|pack| pack.from)
    };
    named(stream).or_else(|| named("social-care"))
}

impl GroundsPack {
    /// A ground by its id, if it allows this.
    #[must_use]
    pub fn ground(&self, id: &str, kind: CaseKind) -> Option<&LawfulGround> {
        self.grounds.iter().find(|ground| ground.id == id && ground.allows.contains(&kind))
    }

    /// What has to be answered before a direct payment.
    pub fn checks_for(&self, is_on_school_premises: bool) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| is_on_school_premises || !check.on_school_premises)
    }
}

/// An answer to a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CheckAnswered {
    /// The check.
    pub check: String,
    /// Whether it is so.
    pub is_so: bool,
    /// What shows it: never a sentence or a diagnosis, only that it was seen.
    #[serde(default)]
    pub seen: String,
}

/// Checks without an answer, and those that are not so.
#[must_use]
pub fn open_checks<'p>(
    pack: &'p GroundsPack,
    is_on_school_premises: bool,
    answers: &[CheckAnswered],
) -> (Vec<&'p str>, Vec<&'p str>) {
    let (mut unanswered, mut not_so) = (Vec::new(), Vec::new());
    for check in pack.checks_for(is_on_school_premises) {
        match answers.iter().find(|answer| answer.check == check.id) {
            None => unanswered.push(check.id.as_str()),
            Some(answer) if !answer.is_so => not_so.push(check.id.as_str()),
            Some(_) => {}
        }
    }
    (unanswered, not_so)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_rule_of_a_pack_says_where_it_stands() {
        let packs = known().unwrap();
        for pack in &packs {
            type Told<'p> = (&'p String, &'p String, &'p String);
            let checks: Vec<Told<'_>> = pack.checks.iter().map(|one| (&one.id, &one.source, &one.mark)).collect();
            let excluded: Vec<Told<'_>> = pack.excluded.iter().map(|one| (&one.id, &one.source, &one.mark)).collect();
            let grounds: Vec<Told<'_>> = pack.grounds.iter().map(|one| (&one.id, &one.source, &one.mark)).collect();
            for list in [checks, excluded, grounds] {
                let mut ids = Vec::new();
                for (id, source, mark) in list {
                    assert!(!source.is_empty() && ["V", "P", "K"].contains(&mark.as_str()), "{} {id}", pack.id);
                    assert!(!ids.contains(&id), "{} {id} stands twice", pack.id);
                    ids.push(id);
                }
            }
            for kind in CaseKind::ALL {
                assert!(pack.grounds.iter().any(|ground| ground.allows.contains(kind)), "{} {kind}", pack.id);
            }
        }
    }

    #[test]
    fn a_stream_goes_by_its_own_law() {
        let packs = known().unwrap();
        let of = |stream| of_stream(&packs, stream, date(2026, 9, 1)).unwrap().id.as_str();
        assert_eq!(of("education"), "sen-direct-payments");
        assert_eq!(of("health"), "nhs-direct-payments");
        assert_eq!(of("short-breaks"), "social-care-direct-payments");
        assert!(of_stream(&packs, "education", date(2010, 1, 1)).is_none_or(|pack| pack.id != "sen-direct-payments"));
    }

    #[test]
    fn the_head_is_asked_where_support_is_given_at_school() {
        let packs = known().unwrap();
        let pack = of_stream(&packs, "education", date(2026, 9, 1)).unwrap();
        let all: Vec<CheckAnswered> = pack
            .checks_for(false)
            .map(|check| CheckAnswered { check: check.id.clone(), is_so: true, seen: String::new() })
            .collect();
        assert_eq!(open_checks(pack, false, &all), (vec![], vec![]));
        assert_eq!(open_checks(pack, true, &all).0, ["school-consent"]);
    }
}
