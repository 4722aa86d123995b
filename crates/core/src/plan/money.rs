//! How the money of each stream is to be held (step 4), and what happens to what is left over. The plan holds the family's
//! choice; the holding itself follows after the signature.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;

coded! {
    /// The ways to hold money. A mix is two streams, or two choices of one stream.
    pub enum Holding ("way to hold money") {
        /// Paid to the family, the young person or somebody they name.
        DirectPayment = "direct-payment",
        /// A provider, school or trust holds it and accounts for it child by child.
        IndividualServiceFund = "individual-service-fund",
        /// The council holds it and buys what the plan says.
        CouncilManaged = "council-managed",
    }
}

coded! {
    /// Help with holding it.
    pub enum MoneyHelp ("help with money") {
        /// Somebody who does the payroll.
        Payroll = "payroll",
        /// An account that somebody else keeps.
        Account = "account",
        /// Advice on employing.
        Employing = "employing",
        /// Finding support.
        Finding = "finding",
    }
}

/// A choice for one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MoneyChoice {
    /// The stream.
    pub stream: String,
    /// How it is held.
    pub holding: Holding,
    /// Who manages it, by name.
    #[serde(default)]
    pub manager: String,
    /// What help is wanted.
    #[serde(default)]
    pub help: Vec<MoneyHelp>,
}

coded! {
    /// What is to happen to money that was not needed.
    pub enum LeftOver ("use of savings") {
        /// Kept for a named thing until a day.
        Earmark = "earmark",
        /// Taken into next year's plan.
        RollOver = "roll-over",
        /// Given back.
        GiveBack = "give-back",
    }
}

/// What happens to savings of one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Savings {
    /// The stream.
    pub stream: String,
    /// What happens.
    pub left_over: LeftOver,
    /// For what it is kept.
    #[serde(default)]
    pub for_what: String,
    /// Until when.
    #[serde(default)]
    pub until: Option<Date>,
}
