//! The risk and opportunity register: what came up in plans and how it was decided, so that the next like case is decided
//! alike. It names no child.

use jiff::Timestamp;
use seven_core::{DecisionId, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterEntry {
    /// Its id.
    pub id: DecisionId,
    /// `risk` or `opportunity`.
    pub kind: String,
    /// What came up.
    pub issue: String,
    /// How it was decided.
    pub decided: String,
    /// Why.
    pub reasons: String,
    /// Who wrote it down.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
}

/// Entries in which every word of `words` stands, the latest first; all of them for no words.
///
/// # Errors
/// What the database says.
pub async fn search(at: &mut impl Query, words: &str) -> Result<Vec<RegisterEntry>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM register_entry WHERE authority_id = $1 ORDER BY made_at DESC, id DESC")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    let entries: Result<Vec<RegisterEntry>, StoreError> = rows.iter().map(entry).collect();
    // a register has hundreds of entries, not thousands: reading it whole finds words in any script and case
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let holds = |entry: &RegisterEntry| {
        let text = format!("{} {} {}", entry.issue, entry.decided, entry.reasons).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    Ok(entries?.into_iter().filter(holds).collect())
}

/// Adds an entry.
///
/// # Errors
/// What the database says.
pub async fn insert(write: &mut Writing, new: &RegisterEntry) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO register_entry (authority_id, id, kind, issue, decided, reasons, made_by, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.kind.as_str())
    .bind(new.issue.as_str())
    .bind(new.decided.as_str())
    .bind(new.reasons.as_str())
    .bind(new.made_by.to_string())
    .bind(instant(new.made_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

fn entry(row: &AnyRow) -> Result<RegisterEntry, StoreError> {
    let line = Line(row);
    Ok(RegisterEntry {
        id: line.read("id")?,
        kind: line.text("kind")?,
        issue: line.text("issue")?,
        decided: line.text("decided")?,
        reasons: line.text("reasons")?,
        made_by: line.read("made_by")?,
        made_at: line.instant("made_at")?,
    })
}
