//! What all papers about a child have in common, whether money moves by them, a review is held by them or somebody writes in
//! them: where they are kept, and what they are looked for by.

use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{Pence, PersonId};

/// A paper: a holding, an instalment, an invoice, a case, a review, a message.
pub trait Paper: Serialize + DeserializeOwned + Send + Sync {
    /// The table that keeps it.
    const TABLE: &'static str;

    /// The child that it is about, where it is about one.
    fn child(&self) -> Option<PersonId>;

    /// The funding stream; empty where it is about several, or about none.
    fn stream(&self) -> &str {
        ""
    }

    /// The word of its status.
    fn status(&self) -> &'static str;

    /// The day that it is looked for by: when it is due, when it happened, when it ends.
    fn day(&self) -> Date;

    /// What it comes to; nothing where it is not about a sum.
    fn amount(&self) -> Pence {
        Pence::ZERO
    }

    /// The paper that it is part of.
    fn belongs_to(&self) -> Option<Uuid> {
        None
    }

    /// What no two papers of its kind may have, such as a provider with an invoice number.
    fn only_one(&self) -> Option<String> {
        None
    }
}
