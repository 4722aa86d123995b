//! Codes on paper, for someone whose telephone is gone. Only their hashes are here, and each counts once.

use seven_core::AccountId;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// Puts new codes in the place of all that an account had.
///
/// # Errors
/// What the database says.
pub async fn replace(write: &mut Writing, account: AccountId, hashes: &[String]) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query("DELETE FROM recovery_code WHERE authority_id = $1 AND account_id = $2")
        .bind(authority.as_str())
        .bind(account.to_string())
        .execute(write.connection())
        .await?;
    for hash in hashes {
        sqlx::query("INSERT INTO recovery_code (authority_id, account_id, code_hash, made_at) VALUES ($1, $2, $3, $4)")
            .bind(authority.as_str())
            .bind(account.to_string())
            .bind(hash.as_str())
            .bind(at.as_str())
            .execute(write.connection())
            .await?;
    }
    Ok(())
}

/// Uses a code up; says whether it was one that was still good.
///
/// # Errors
/// What the database says.
pub async fn use_up(write: &mut Writing, account: AccountId, hash: &str) -> Result<bool, StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE recovery_code SET used_at = $4 \
         WHERE authority_id = $1 AND account_id = $2 AND code_hash = $3 AND used_at IS NULL",
    )
    .bind(authority)
    .bind(account.to_string())
    .bind(hash)
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many codes of an account are still good.
///
/// # Errors
/// What the database says.
pub async fn left(at: &mut impl Query, account: AccountId) -> Result<i64, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT COUNT(*) AS how_many FROM recovery_code \
         WHERE authority_id = $1 AND account_id = $2 AND used_at IS NULL",
    )
    .bind(authority)
    .bind(account.to_string())
    .fetch_one(at.connection())
    .await?;
    Line(&row).number("how_many")
}
