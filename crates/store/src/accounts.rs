//! What people sign in with.

use jiff::Timestamp;
use seven_core::{AccountId, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// An account as it is stored. Its secrets are never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Whose it is.
    pub person: PersonId,
    /// E-mail address in lower case: what people sign in as.
    pub email: String,
    /// Argon2id hash in PHC form.
    pub password_hash: Option<String>,
    /// Base32 secret of the one-time codes.
    pub totp_secret: Option<String>,
    /// The last time step whose code was used.
    pub totp_last_step: Option<i64>,
    /// Wrong attempts since the last right one.
    pub failures: i64,
    /// Until when it takes no attempt.
    pub locked_until: Option<Timestamp>,
    /// Since when it is closed.
    pub disabled_at: Option<Timestamp>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Account").field("id", &self.id).field("person", &self.person).finish_non_exhaustive()
    }
}

/// The account of an e-mail address.
///
/// # Errors
/// What the database says.
pub async fn by_email(at: &mut impl Query, email: &str) -> Result<Option<Account>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM account WHERE authority_id = $1 AND email = $2")
        .bind(authority)
        .bind(email.trim().to_lowercase())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(account).transpose()
}

/// An account by id.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, id: AccountId) -> Result<Option<Account>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM account WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(account).transpose()
}

/// Adds an account.
///
/// # Errors
/// [`StoreError::Conflict`] where the e-mail address has one.
pub async fn insert(write: &mut Writing, account: &Account) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO account (authority_id, id, person_id, email, password_hash, totp_secret, failures, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7)",
    )
    .bind(authority)
    .bind(account.id.to_string())
    .bind(account.person.to_string())
    .bind(account.email.trim().to_lowercase())
    .bind(account.password_hash.as_deref())
    .bind(account.totp_secret.as_deref())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

fn account(row: &AnyRow) -> Result<Account, StoreError> {
    let line = Line(row);
    Ok(Account {
        id: line.read("id")?,
        person: line.read("person_id")?,
        email: line.text("email")?,
        password_hash: line.text_or_none("password_hash")?,
        totp_secret: line.text_or_none("totp_secret")?,
        totp_last_step: line.number_or_none("totp_last_step")?,
        failures: line.number("failures")?,
        locked_until: line.instant_or_none("locked_until")?,
        disabled_at: line.instant_or_none("disabled_at")?,
    })
}
