//! How the columns of a bank's files are read.

use seven_core::banking::profile::ColumnProfile;
use seven_core::{PersonId, ProfileId};

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing};

/// A family's profiles, by name.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<(ProfileId, ColumnProfile)>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT id, profile FROM column_profile WHERE authority_id = $1 AND child_id = $2 ORDER BY name")
            .bind(authority)
            .bind(child.to_string())
            .fetch_all(at.connection())
            .await?;
    let one = |row| {
        let line = Line(row);
        Ok((line.read("id")?, from_json(&line.text("profile")?, "profile")?))
    };
    rows.iter().map(one).collect()
}

/// Keeps a profile; one of the same name makes room for it.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn save(
    write: &mut Writing,
    child: PersonId,
    id: ProfileId,
    profile: &ColumnProfile,
    by: PersonId,
) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query("DELETE FROM column_profile WHERE authority_id = $1 AND child_id = $2 AND name = $3")
        .bind(authority.clone())
        .bind(child.to_string())
        .bind(profile.name.as_str())
        .execute(write.connection())
        .await?;
    sqlx::query(
        "INSERT INTO column_profile (authority_id, id, child_id, name, profile, made_by, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(child.to_string())
    .bind(profile.name.as_str())
    .bind(json(profile)?)
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}
