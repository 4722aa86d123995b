//! The payment operator's tables of weights, as an authority loaded them.

use jiff::Timestamp;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// The tables, as they were published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWeights {
    /// The table of weights.
    pub weights: String,
    /// Sort codes that count in place of others; may be empty.
    pub substitutes: String,
    /// When they were loaded.
    pub loaded_at: Timestamp,
}

/// The tables, where the authority has loaded some.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query) -> Result<Option<StoredWeights>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT weights, substitutes, loaded_at FROM bank_weights WHERE authority_id = $1")
        .bind(authority)
        .fetch_optional(at.connection())
        .await?;
    let read = |row| {
        let line = Line(row);
        let (weights, substitutes) = (line.text("weights")?, line.text("substitutes")?);
        Ok(StoredWeights { weights, substitutes, loaded_at: line.instant("loaded_at")? })
    };
    row.as_ref().map(read).transpose()
}

/// Puts tables in the place of those that were there.
///
/// # Errors
/// What the database says.
pub async fn set(write: &mut Writing, weights: &str, substitutes: &str) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let (by, at) = (write.permit().actor(), write.moment().at);
    sqlx::query(
        "INSERT INTO bank_weights (authority_id, weights, substitutes, loaded_by, loaded_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (authority_id) DO UPDATE SET weights = excluded.weights, \
         substitutes = excluded.substitutes, loaded_by = excluded.loaded_by, loaded_at = excluded.loaded_at",
    )
    .bind(authority)
    .bind(weights)
    .bind(substitutes)
    .bind(by.map(|by| by.to_string()))
    .bind(instant(at))
    .execute(write.connection())
    .await?;
    Ok(())
}
