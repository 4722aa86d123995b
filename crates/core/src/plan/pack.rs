//! Rule packs: what a law or a scheme of practice asks of a plan, as dated data with its source. A pack is attached to a
//! plan; nothing of it is built into the plan itself, so that a new law is a new file.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::Deserialize;

use crate::codes::coded;

/// A rule pack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The first day on which it holds.
    pub from: Date,
    /// Where its rules stand.
    pub source: String,
    /// The funding streams that it goes with, by their ids.
    #[serde(default)]
    pub streams: Vec<String>,
    /// The sections of the document that it asks for, in their order.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Its clocks.
    #[serde(default)]
    pub clocks: Vec<Clock>,
    /// Who signs.
    #[serde(default)]
    pub signs: Vec<Signer>,
}

/// A section of a document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Section {
    /// Its letter or number there.
    pub id: String,
    /// What it holds.
    pub title: String,
    /// The part of the plan that it is filled from; none where people write it elsewhere.
    #[serde(default)]
    pub from_plan: Option<PlanPart>,
    /// Who writes it, and from what, where it does not come from the plan.
    #[serde(default)]
    pub elsewhere: String,
}

coded! {
    /// A part of a plan that can fill a section.
    pub enum PlanPart ("part of a plan") {
        /// The child's pages.
        Pages = "pages",
        /// The outcomes.
        Outcomes = "outcomes",
        /// Support that a direct payment is to secure, with its outcomes and money.
        DirectPayments = "direct-payments",
        /// All paid support.
        PaidSupport = "paid-support",
        /// Unpaid support.
        UnpaidSupport = "unpaid-support",
        /// Risks and how the child keeps safe.
        Risks = "risks",
    }
}

coded! {
    /// From when a clock runs.
    pub enum Since ("start of a clock") {
        /// The family asked for the plan to be agreed.
        Asked = "asked",
        /// It was signed.
        Signed = "signed",
        /// The first payment.
        FirstPayment = "first-payment",
        /// The last review.
        LastReview = "last-review",
        /// A decision was challenged.
        Challenged = "challenged",
    }
}

coded! {
    /// Who is waited for.
    pub enum Party ("party") {
        /// The family or the young person.
        Family = "family",
        /// The authority.
        Authority = "authority",
        /// The health body.
        Health = "health",
        /// The school or college.
        Setting = "setting",
    }
}

/// A limit of time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Clock {
    /// Its id.
    pub id: String,
    /// What has to be done.
    pub what: String,
    /// By whom.
    pub by: Party,
    /// From when it runs.
    pub since: Since,
    /// Days, where it is counted in days.
    #[serde(default)]
    pub days: u16,
    /// Weeks.
    #[serde(default)]
    pub weeks: u16,
    /// Months.
    #[serde(default)]
    pub months: u16,
    /// Where the rule stands.
    pub source: String,
    /// `V` where it was read there, `K` where it is known and still to be read.
    pub mark: String,
}

coded! {
    /// Who signs.
    pub enum Signer ("signer") {
        /// Who speaks for the child.
        Family = "family",
        /// The authority.
        Authority = "authority",
        /// The health body.
        Health = "health",
        /// Head of the school or college, where support is given on its premises.
        Setting = "setting",
    }
}

/// A pack that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rule pack `{name}` cannot be read: {why}")]
pub struct PackError {
    /// The file.
    pub name: String,
    /// What is wrong, with its line.
    pub why: String,
}

const FILES: [(&str, &str); 3] = [
    ("child-in-need", include_str!("packs/child-in-need.toml")),
    ("ehc-plan", include_str!("packs/ehc-plan.toml")),
    ("personal-health-budget", include_str!("packs/personal-health-budget.toml")),
];

/// The packs that come with the program.
///
/// # Errors
/// [`PackError`].
pub fn known() -> Result<Vec<Pack>, PackError> {
    static KNOWN: LazyLock<Result<Vec<Pack>, PackError>> =
        LazyLock::new(|| FILES.iter().map(|(name, text)| read(name, text)).collect());
    KNOWN.clone()
}

/// A pack as text.
///
/// # Errors
/// [`PackError`].
pub fn read(name: &str, text: &str) -> Result<Pack, PackError> {
    toml_edit::de::from_str(text).map_err(|error| PackError { name: name.to_owned(), why: error.to_string() })
}

impl Clock {
    /// The last day, for a clock that began on a day. Weeks and months are calendar weeks and months (Interpretation Act 1978).
    #[must_use]
    pub fn until(&self, began: Date) -> Date {
        let length: Span = i64::from(self.days).days().weeks(i64::from(self.weeks)).months(i64::from(self.months));
        began.saturating_add(length)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_pack_says_where_its_rules_stand() {
        let packs = known().unwrap();
        assert_eq!(packs.len(), 3);
        for pack in &packs {
            assert!(!pack.source.is_empty() && !pack.signs.is_empty(), "{}", pack.id);
            for clock in &pack.clocks {
                assert!(!clock.source.is_empty() && ["V", "P", "K"].contains(&clock.mark.as_str()), "{}", clock.id);
                assert!(clock.days + clock.weeks + clock.months > 0, "{}", clock.id);
            }
        }
        let ehc = packs.iter().find(|pack| pack.id == "ehc-plan").unwrap();
        let letters: Vec<&str> = ehc.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(letters, ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]);
        let j = ehc.sections.iter().find(|section| section.id == "J").unwrap();
        assert_eq!(j.from_plan, Some(PlanPart::DirectPayments));
    }

    #[test]
    fn a_clock_counts_calendar_days() {
        let packs = known().unwrap();
        let first =
            packs.iter().flat_map(|pack| &pack.clocks).find(|clock| clock.id == "first-review-of-payment").unwrap();
        assert_eq!(first.until(date(2026, 11, 30)), date(2027, 2, 28));
        assert!(read("x", "id = 3").unwrap_err().to_string().starts_with("rule pack `x` cannot be read: "));
    }
}
