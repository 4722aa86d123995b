//! The risk and opportunity register.

use seven_core::DecisionId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::budget::read_reasons;
use seven_core::plan::writing::needed;
use store::register::{self, RegisterEntry};

use crate::{ActionError, Caller};

/// An entry to be made.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// Whether it is an opportunity rather than a risk.
    pub is_opportunity: bool,
    /// What came up, without anybody's name.
    pub issue: String,
    /// How it was decided.
    pub decided: String,
    /// Why.
    pub reasons: String,
}

/// Entries in which every word stands; all of them for no words.
///
/// # Errors
/// Refused without [`Action::ViewConsistency`].
pub async fn search(caller: &Caller, words: &str) -> Result<Vec<RegisterEntry>, ActionError> {
    caller.permit(Action::ViewConsistency).await?;
    let mut reading = caller.reading().await?;
    Ok(register::search(&mut reading, words).await?)
}

/// Adds an entry.
///
/// # Errors
/// Refused without [`Action::KeepRegister`]; invalid where something is empty.
pub async fn add(caller: &Caller, new: NewEntry) -> Result<DecisionId, ActionError> {
    let permit = caller.permit(Action::KeepRegister).await?;
    let made_by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let text =
        |field: &'static str, written: &str| needed(field, written).map_err(|_| ActionError::invalid(field, "empty"));
    let mut write = caller.writing(&permit).await?;
    let entry = RegisterEntry {
        id: write.id(),
        kind: if new.is_opportunity { "opportunity" } else { "risk" }.to_owned(),
        issue: text("issue", &new.issue)?,
        decided: text("decided", &new.decided)?,
        reasons: read_reasons(&new.reasons).map_err(|_| ActionError::invalid("reasons", "reasons-too-short"))?,
        made_by,
        made_at: caller.moment.at,
    };
    register::insert(&mut write, &entry).await?;
    write.commit(Event::of(&permit, format!("register entry {}", entry.id)).with("kind", entry.kind.as_str())).await?;
    Ok(entry.id)
}
