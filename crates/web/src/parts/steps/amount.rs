//! A figure with what it is and the way to its working. No amount is shown without one.

use askama::Template;
use seven_core::Pence;

use crate::parts::Link;

/// An amount as a card.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/steps/amount.html")]
pub struct Amount {
    label: String,
    shown: String,
    period: Option<String>,
    note: Option<String>,
    working: Link,
}

impl Amount {
    /// What it is, how much, and where its working is.
    #[must_use]
    pub fn new(label: impl Into<String>, amount: Pence, working: Link) -> Amount {
        Amount::in_words(label, amount.to_string(), working)
    }

    /// The same for what is no single sum: `£4,000 to £5,200`, or why there is none.
    #[must_use]
    pub fn in_words(label: impl Into<String>, shown: impl Into<String>, working: Link) -> Amount {
        Amount { label: label.into(), shown: shown.into(), period: None, note: None, working }
    }

    /// With the time it is for: `a year`.
    #[must_use]
    pub fn period(mut self, period: impl Into<String>) -> Amount {
        self.period = Some(period.into());
        self
    }

    /// With a sentence below.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Amount {
        self.note = Some(note.into());
        self
    }
}

safe!(Amount);
