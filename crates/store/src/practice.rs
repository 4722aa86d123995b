//! A person's practice budget: how far they are, and what they wrote. Nothing here is anybody's entitlement.

use std::collections::BTreeMap;

use seven_core::PersonId;

use crate::line::{Line, instant};
use crate::line::{from_json, json};
use crate::{Query, StoreError, Writing};

/// How far somebody is with practising.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Practice {
    /// The step they are at, from 1.
    pub step: i64,
    /// What they wrote, by the name of the field.
    pub notes: BTreeMap<String, String>,
}

/// A person's practice; nothing before they began.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, person: PersonId) -> Result<Option<Practice>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT step, notes FROM practice WHERE authority_id = $1 AND person_id = $2")
        .bind(authority)
        .bind(person.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.map(|row| {
        let line = Line(&row);
        Ok(Practice { step: line.number("step")?, notes: from_json(&line.text("notes")?, "notes")? })
    })
    .transpose()
}

/// Keeps a person's practice as it is now.
///
/// # Errors
/// What the database says.
pub async fn save(write: &mut Writing, person: PersonId, practice: &Practice) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO practice (authority_id, person_id, step, notes, changed_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (authority_id, person_id) DO UPDATE SET step = $3, notes = $4, changed_at = $5",
    )
    .bind(authority)
    .bind(person.to_string())
    .bind(practice.step)
    .bind(json(&practice.notes)?)
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}
