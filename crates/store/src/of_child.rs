//! Looking up what is a child's, in whichever table: `$1` is the authority, `$2` the child, `$3` the id. The SQL stands with the
//! noun that asks.

use std::fmt::Display;

use seven_core::PersonId;
use sqlx::SqlSafeStr;
use sqlx::any::AnyRow;

use crate::{Query, StoreError};

/// Every row of a child.
///
/// # Errors
/// What the database says.
pub(crate) async fn all(at: &mut impl Query, sql: impl SqlSafeStr, child: PersonId) -> Result<Vec<AnyRow>, StoreError> {
    let authority = at.authority().to_string();
    Ok(sqlx::query(sql).bind(authority).bind(child.to_string()).fetch_all(at.connection()).await?)
}

/// The row of a child that has this id; nothing where it is another child's.
///
/// # Errors
/// What the database says.
pub(crate) async fn one(
    at: &mut impl Query,
    sql: impl SqlSafeStr,
    child: PersonId,
    id: impl Display + Send,
) -> Result<Option<AnyRow>, StoreError> {
    let authority = at.authority().to_string();
    let query = sqlx::query(sql).bind(authority).bind(child.to_string()).bind(id.to_string());
    Ok(query.fetch_optional(at.connection()).await?)
}
