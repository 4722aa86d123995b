//! Young people who took the lead, and what they let their parents go on seeing.

use std::collections::BTreeSet;

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::people::consent::SharedPart;

use crate::line::{Line, instant};
use crate::line::{from_json, json};
use crate::{Query, StoreError, Writing};

/// What a young person chose, the latest time they chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The day of their own yes.
    pub agreed_on: Date,
    /// What parents go on seeing.
    pub parent_sees: BTreeSet<SharedPart>,
}

/// What a young person chose last; nothing before they took the lead.
///
/// # Errors
/// What the database says.
pub async fn latest(at: &mut impl Query, child: PersonId) -> Result<Option<Chosen>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT agreed_on, parent_sees FROM hand_over WHERE authority_id = $1 AND child_id = $2 \
         ORDER BY recorded_at DESC, id DESC LIMIT 1",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_optional(at.connection())
    .await?;
    row.map(|row| {
        let line = Line(&row);
        let parent_sees = from_json(&line.text("parent_sees")?, "parent_sees")?;
        Ok(Chosen { agreed_on: line.day("agreed_on")?, parent_sees })
    })
    .transpose()
}

/// Keeps what a young person chose.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, child: PersonId, chosen: &Chosen) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let id: uuid::Uuid = write.id();
    let recorded_by = write.permit().actor().map(|id| id.to_string());
    sqlx::query(
        "INSERT INTO hand_over (authority_id, id, child_id, agreed_on, parent_sees, recorded_by, recorded_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(child.to_string())
    .bind(chosen.agreed_on.to_string())
    .bind(json(&chosen.parent_sees)?)
    .bind(recorded_by)
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}
