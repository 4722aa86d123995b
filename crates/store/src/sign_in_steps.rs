//! People half-way in: what their browser's token stands for until the second step is done. Each is used once.

use jiff::Timestamp;
use seven_core::AccountId;
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// Somebody half-way in.
#[derive(Clone, PartialEq, Eq)]
pub struct Step {
    /// What is missing still.
    pub kind: String,
    /// Whose account, where that is known.
    pub account: Option<AccountId>,
    /// What the next step needs, as JSON.
    pub particulars: String,
    /// When it began.
    pub made_at: Timestamp,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Step").field("kind", &self.kind).field("account", &self.account).finish_non_exhaustive()
    }
}

/// The step that a token's hash stands for.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, token_hash: &str) -> Result<Option<Step>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM sign_in_step WHERE authority_id = $1 AND token_hash = $2")
        .bind(authority)
        .bind(token_hash)
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(step).transpose()
}

/// Begins a step, and clears away those older than `old`.
///
/// # Errors
/// What the database says.
pub async fn insert(write: &mut Writing, step: &Step, token_hash: &str, old: Timestamp) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("DELETE FROM sign_in_step WHERE authority_id = $1 AND made_at < $2")
        .bind(authority.as_str())
        .bind(instant(old))
        .execute(write.connection())
        .await?;
    sqlx::query(
        "INSERT INTO sign_in_step (authority_id, token_hash, kind, account_id, particulars, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(authority.as_str())
    .bind(token_hash)
    .bind(step.kind.as_str())
    .bind(step.account.map(|id| id.to_string()))
    .bind(step.particulars.as_str())
    .bind(instant(step.made_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Uses a step up; says whether it was still there.
///
/// # Errors
/// What the database says.
pub async fn use_up(write: &mut Writing, token_hash: &str) -> Result<bool, StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query("DELETE FROM sign_in_step WHERE authority_id = $1 AND token_hash = $2")
        .bind(authority)
        .bind(token_hash)
        .execute(write.connection())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends every step that somebody has begun and not finished.
///
/// # Errors
/// What the database says.
pub async fn end_all(write: &mut Writing, account: AccountId) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("DELETE FROM sign_in_step WHERE authority_id = $1 AND account_id = $2")
        .bind(authority)
        .bind(account.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

fn step(row: &AnyRow) -> Result<Step, StoreError> {
    let line = Line(row);
    Ok(Step {
        kind: line.text("kind")?,
        account: line.read_or_none("account_id")?,
        particulars: line.text("particulars")?,
        made_at: line.instant("made_at")?,
    })
}
