//! Files between their check and their use: whoever sent one finds it again for a day, nobody else ever.

use jiff::SignedDuration;
use seven_core::{ImportId, PersonId};

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A kept file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptUpload {
    /// Its id.
    pub id: ImportId,
    /// What it holds.
    pub kind: String,
    /// What it is called.
    pub file_name: String,
    /// The file, in base64.
    pub content: String,
}

/// Keeps a file; older ones go.
///
/// # Errors
/// What the database says.
pub async fn keep(write: &mut Writing, person: PersonId, upload: &KeptUpload) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), write.moment().at);
    let yesterday = at.checked_sub(SignedDuration::from_hours(24)).unwrap_or(at);
    sqlx::query("DELETE FROM kept_upload WHERE authority_id = $1 AND kept_at < $2")
        .bind(authority.clone())
        .bind(instant(yesterday))
        .execute(write.connection())
        .await?;
    sqlx::query(
        "INSERT INTO kept_upload (authority_id, id, person_id, kind, file_name, content, kept_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(authority)
    .bind(upload.id.to_string())
    .bind(person.to_string())
    .bind(upload.kind.as_str())
    .bind(upload.file_name.as_str())
    .bind(upload.content.as_str())
    .bind(instant(at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// One of a person's own kept files.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, person: PersonId, id: ImportId) -> Result<Option<KeptUpload>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM kept_upload WHERE authority_id = $1 AND person_id = $2 AND id = $3")
        .bind(authority)
        .bind(person.to_string())
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.map(|row| {
        let line = Line(&row);
        Ok(KeptUpload {
            id: line.read("id")?,
            kind: line.text("kind")?,
            file_name: line.text("file_name")?,
            content: line.text("content")?,
        })
    })
    .transpose()
}
