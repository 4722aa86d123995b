//! Forms that came after their session had ended. Each belongs to one person, and waits for that person to sign in again.

use jiff::Timestamp;
use seven_core::PersonId;
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A form that is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptForm {
    /// Whose text it is.
    pub person: PersonId,
    /// Where it was to be sent.
    pub path: String,
    /// Its fields, as a browser sends them.
    pub form: String,
    /// Since when it is kept.
    pub kept_at: Timestamp,
}

impl std::fmt::Debug for KeptForm {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("KeptForm").field("person", &self.person).finish_non_exhaustive()
    }
}

/// A person's own form, by the hash of their browser's token; never another's.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, person: PersonId, token_hash: &str) -> Result<Option<KeptForm>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM kept_form WHERE authority_id = $1 AND person_id = $2 AND token_hash = $3")
        .bind(authority)
        .bind(person.to_string())
        .bind(token_hash)
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(form).transpose()
}

/// Keeps a form, and clears away those kept before `old`.
///
/// # Errors
/// What the database says.
pub async fn insert(write: &mut Writing, form: &KeptForm, token_hash: &str, old: Timestamp) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("DELETE FROM kept_form WHERE authority_id = $1 AND kept_at < $2")
        .bind(authority.as_str())
        .bind(instant(old))
        .execute(write.connection())
        .await?;
    sqlx::query(
        "INSERT INTO kept_form (authority_id, token_hash, person_id, path, form, kept_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(authority.as_str())
    .bind(token_hash)
    .bind(form.person.to_string())
    .bind(form.path.as_str())
    .bind(form.form.as_str())
    .bind(instant(form.kept_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Throws a person's own form away.
///
/// # Errors
/// What the database says.
pub async fn delete(write: &mut Writing, person: PersonId, token_hash: &str) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("DELETE FROM kept_form WHERE authority_id = $1 AND person_id = $2 AND token_hash = $3")
        .bind(authority)
        .bind(person.to_string())
        .bind(token_hash)
        .execute(write.connection())
        .await?;
    Ok(())
}

fn form(row: &AnyRow) -> Result<KeptForm, StoreError> {
    let line = Line(row);
    Ok(KeptForm {
        person: line.read("person_id")?,
        path: line.text("path")?,
        form: line.text("form")?,
        kept_at: line.instant("kept_at")?,
    })
}
