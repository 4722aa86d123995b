//! Links by e-mail that sign somebody in. Only a hash of what the link holds is here.

use seven_core::AccountId;
use seven_core::sign_in::MagicLink;
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A link as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLink {
    /// Whom it signs in.
    pub account: AccountId,
    /// What its rules go by.
    pub link: MagicLink,
    /// The page that was asked for; may be empty.
    pub then: String,
}

/// The link of a token's hash, used ones too.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, token_hash: &str) -> Result<Option<StoredLink>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM magic_link WHERE authority_id = $1 AND token_hash = $2")
        .bind(authority)
        .bind(token_hash)
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(link).transpose()
}

/// Adds a link. Earlier ones of the account that were not used are good no longer.
///
/// # Errors
/// What the database says.
pub async fn insert(write: &mut Writing, link: &StoredLink, token_hash: &str) -> Result<(), StoreError> {
    take_back(write, link.account).await?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO magic_link (authority_id, token_hash, account_id, browser_hash, then_path, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(authority)
    .bind(token_hash)
    .bind(link.account.to_string())
    .bind(link.link.browser.as_deref())
    .bind(link.then.as_str())
    .bind(instant(link.link.made_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Uses a link up; says whether it had not been used before.
///
/// # Errors
/// What the database says.
pub async fn use_up(write: &mut Writing, token_hash: &str) -> Result<bool, StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE magic_link SET used_at = $3 WHERE authority_id = $1 AND token_hash = $2 AND used_at IS NULL",
    )
    .bind(authority)
    .bind(token_hash)
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes back links of an account that were not used.
///
/// # Errors
/// What the database says.
pub async fn take_back(write: &mut Writing, account: AccountId) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("DELETE FROM magic_link WHERE authority_id = $1 AND account_id = $2 AND used_at IS NULL")
        .bind(authority)
        .bind(account.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

fn link(row: &AnyRow) -> Result<StoredLink, StoreError> {
    let line = Line(row);
    let browser = line.text_or_none("browser_hash")?;
    let link = MagicLink { made_at: line.instant("made_at")?, used_at: line.instant_or_none("used_at")?, browser };
    Ok(StoredLink { account: line.read("account_id")?, link, then: line.text("then_path")? })
}
