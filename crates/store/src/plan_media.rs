//! Pictures, drawings and recorded voices in plans.

use jiff::Timestamp;
use seven_core::{MediaId, PersonId, PlanId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// What is known of a picture or recording without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaLine {
    /// Its id.
    pub id: MediaId,
    /// Its media type: `image/jpeg`, `audio/webm`.
    pub media_type: String,
    /// What it shows or says.
    pub words: String,
    /// Who added it.
    pub added_by: PersonId,
    /// When.
    pub added_at: Timestamp,
}

/// All of a plan's media, the oldest first, without their contents.
///
/// # Errors
/// What the database says.
pub async fn of_plan(at: &mut impl Query, plan: PlanId) -> Result<Vec<MediaLine>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT id, media_type, words, added_by, added_at FROM plan_media WHERE authority_id = $1 AND plan_id = $2 \
         ORDER BY added_at, id",
    )
    .bind(authority)
    .bind(plan.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(media).collect()
}

/// One with its content, in base64.
///
/// # Errors
/// What the database says.
pub async fn open(at: &mut impl Query, plan: PlanId, id: MediaId) -> Result<Option<(MediaLine, String)>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM plan_media WHERE authority_id = $1 AND plan_id = $2 AND id = $3")
        .bind(authority)
        .bind(plan.to_string())
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.map(|row| Ok((media(&row)?, Line(&row).text("content")?))).transpose()
}

/// Adds one.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(
    write: &mut Writing,
    plan: PlanId,
    child: PersonId,
    new: &MediaLine,
    content: &str,
) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO plan_media (authority_id, id, plan_id, child_id, media_type, words, content, added_by, added_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(plan.to_string())
    .bind(child.to_string())
    .bind(new.media_type.as_str())
    .bind(new.words.as_str())
    .bind(content)
    .bind(new.added_by.to_string())
    .bind(instant(new.added_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

fn media(row: &AnyRow) -> Result<MediaLine, StoreError> {
    let line = Line(row);
    Ok(MediaLine {
        id: line.read("id")?,
        media_type: line.text("media_type")?,
        words: line.text("words")?,
        added_by: line.read("added_by")?,
        added_at: line.instant("added_at")?,
    })
}
