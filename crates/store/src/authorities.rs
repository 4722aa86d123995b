//! Authorities: the tenants of one database. The only reads without an authority are here, since they find it.

use jiff::Timestamp;
use seven_core::AuthorityId;
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, Store, StoreError, Writing};

/// An authority as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its id.
    pub id: AuthorityId,
    /// Its name as families read it.
    pub name: String,
    /// Three digits, the department's code.
    pub la_code: Option<String>,
    /// The host name that its pages are served under; nothing where it is the only one.
    pub host: Option<String>,
    /// Settings as JSON.
    pub settings: String,
    /// Since when it is here.
    pub created_at: Timestamp,
}

/// Every authority of the database, by id.
///
/// # Errors
/// What the database says.
pub async fn all(store: &Store) -> Result<Vec<Authority>, StoreError> {
    let rows = sqlx::query("SELECT * FROM authority ORDER BY id").fetch_all(&store.shared.pool).await?;
    rows.iter().map(authority).collect()
}

/// Adds the authority that `write` is about.
///
/// # Errors
/// [`StoreError::Conflict`] where there is one of this id.
pub async fn insert(write: &mut Writing, authority: &Authority) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO authority (id, name, la_code, host, settings, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(authority.id.as_str())
    .bind(authority.name.as_str())
    .bind(authority.la_code.as_deref())
    .bind(authority.host.as_deref())
    .bind(authority.settings.as_str())
    .bind(instant(authority.created_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// The settings of the authority that is looked at, as JSON.
///
/// # Errors
/// What the database says.
pub async fn settings(at: &mut impl Query) -> Result<String, StoreError> {
    let id = at.authority().to_string();
    let row = sqlx::query("SELECT settings FROM authority WHERE id = $1").bind(id).fetch_one(at.connection()).await?;
    Line(&row).text("settings")
}

/// Sets them.
///
/// # Errors
/// What the database says.
pub async fn set_settings(write: &mut Writing, json: &str) -> Result<(), StoreError> {
    let id = write.authority().to_string();
    sqlx::query("UPDATE authority SET settings = $2 WHERE id = $1")
        .bind(id)
        .bind(json)
        .execute(write.connection())
        .await?;
    Ok(())
}

fn authority(row: &AnyRow) -> Result<Authority, StoreError> {
    let line = Line(row);
    Ok(Authority {
        id: line.read("id")?,
        name: line.text("name")?,
        la_code: line.text_or_none("la_code")?,
        host: line.text_or_none("host")?,
        settings: line.text("settings")?,
        created_at: line.instant("created_at")?,
    })
}
