//! What an authority sets for itself beside its scheme: whom to ask, how many days there are, how large the practice sum
//! is. Kept as JSON; what is left out has its usual value.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Pence;
use crate::agreement::{MarketRate, Question};
use crate::budget::ChallengeRules;
use crate::ledger::CostCode;
use crate::money::PaysFrom;
use crate::money::working_days::PayDayRule;
use crate::plan::Terms;

/// The settings of an authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    /// Whom families write to.
    pub email: Option<String>,
    /// Whom families call.
    pub phone: Option<String>,
    /// Where families write by post, on one line.
    pub address: Option<String>,
    /// The address of the team for adults, whose decision is asked for when somebody is passed on to adult services.
    pub adult_team_email: Option<String>,
    /// The sum to practise with, in pence; nothing where the authority offers none.
    pub practice_budget_pence: Option<i64>,
    /// From the day of the letter to the last day to ask for another look, in calendar days.
    pub challenge_within_days: u16,
    /// From asking to the last day to answer, in calendar days.
    pub challenge_answered_within_days: u16,
    /// Who else helps to answer and to plan.
    pub helpers: Vec<Helper>,
    /// From asking for a plan to be agreed to the last day to answer, in calendar days.
    pub plan_answered_within_days: u16,
    /// From the signatures of a plan to its first review, in weeks.
    pub first_review_within_weeks: u16,
    /// The outcomes that plans are written to, by id and in words; the five outcomes where the authority names none.
    pub outcomes: Vec<Named>,
    /// The authority's own questions beside the seven.
    pub plan_questions: Vec<Question>,
    /// How many others decide with whoever decides on a plan; 0 without a panel.
    pub panel_of: u8,
    /// When school is on.
    pub terms: Terms,
    /// Funding streams that end on a day, such as a grant: what they pay for is counted until then.
    pub stream_ends: Vec<(String, Date)>,
    /// What support costs in the market, as far as the authority found out.
    pub market: Vec<MarketRate>,
    /// The time in which spending can be queried, in months: after it, it stands.
    pub query_within_months: u16,
    /// So many days after a child's death no money is asked back.
    pub quiet_days_after_death: u16,
    /// What a worker may spend for one child out of a small budget, in pence.
    pub float_child_limit_pence: i64,
    /// What anybody who may give money in a crisis may give one child within four weeks, in pence; a manager's own limit for
    /// plans reaches further.
    pub crisis_limit_pence: i64,
    /// What becomes of a day of payment on which banks do not work.
    pub pay_day_rule: PayDayRule,
    /// The authority's own cost codes for its books.
    pub cost_codes: Vec<CostCode>,
    /// The account that payments come from, and the files that its bank takes.
    pub pays_from: Option<PaysFrom>,
    /// In a demonstration, the names of the made-up people whom a visitor meets first.
    pub introduced: Vec<String>,
}

/// Something that an authority names: a stable id and the words that people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Named {
    /// The id, which is stored.
    pub id: String,
    /// The words.
    pub words: String,
}

/// Somebody who helps families.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Helper {
    /// What they are called.
    pub name: String,
    /// What they help with.
    pub what: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
}

impl Default for Settings {
    /// Four weeks to ask, three to answer, £200 to practise with.
    fn default() -> Settings {
        Settings {
            email: None,
            phone: None,
            address: None,
            adult_team_email: None,
            practice_budget_pence: Some(20_000),
            challenge_within_days: 28,
            challenge_answered_within_days: 21,
            plan_answered_within_days: 20,
            first_review_within_weeks: 8,
            outcomes: five_outcomes(),
            plan_questions: Vec::new(),
            panel_of: 0,
            terms: Terms::default(),
            stream_ends: Vec::new(),
            market: Vec::new(),
            helpers: Vec::new(),
            query_within_months: 12,
            quiet_days_after_death: crate::life::quiet::QUIET_DAYS,
            float_child_limit_pence: crate::money::find::CHILD_LIMIT.0,
            crisis_limit_pence: 50_000,
            pay_day_rule: PayDayRule::Before,
            cost_codes: Vec::new(),
            pays_from: None,
            introduced: Vec::new(),
        }
    }
}

/// The five outcomes of Every Child Matters.
fn five_outcomes() -> Vec<Named> {
    [
        ("be-healthy", "Be healthy"),
        ("stay-safe", "Stay safe"),
        ("enjoy-and-achieve", "Enjoy and achieve"),
        ("make-a-positive-contribution", "Make a positive contribution"),
        ("achieve-economic-well-being", "Achieve economic well-being"),
    ]
    .map(|(id, words)| Named { id: id.to_owned(), words: words.to_owned() })
    .into()
}

impl Settings {
    /// The settings in a JSON text; the usual ones where it cannot be read.
    #[must_use]
    pub fn read(json: &str) -> Settings {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// The days of a challenge.
    #[must_use]
    pub fn challenge_rules(&self) -> ChallengeRules {
        ChallengeRules {
            ask_within_days: self.challenge_within_days,
            answer_within_days: self.challenge_answered_within_days,
        }
    }

    /// An outcome's words.
    #[must_use]
    pub fn outcome_words(&self, id: &str) -> Option<&str> {
        self.outcomes.iter().find(|outcome| outcome.id == id).map(|outcome| outcome.words.as_str())
    }

    /// The sum to practise with.
    #[must_use]
    pub fn practice(&self) -> Option<Pence> {
        self.practice_budget_pence.filter(|pence| *pence > 0).map(Pence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_authority_leaves_out_has_its_usual_value() {
        let settings = Settings::read(r#"{"challenge-within-days": 42, "phone": "01632 960000"}"#);
        let rules = settings.challenge_rules();
        assert_eq!((rules.ask_within_days, rules.answer_within_days), (42, 21));
        assert_eq!(settings.practice(), Some(Pence(20_000)));
        assert_eq!(Settings::read("no json").challenge_rules().ask_within_days, 28);
        assert_eq!(Settings::read(r#"{"practice-budget-pence": null}"#).practice(), None);
    }
}
