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
    /// The organisation that vouches for its holder, and their subject there.
    pub organisation: Option<(String, String)>,
    /// Since when it is closed.
    pub disabled_at: Option<Timestamp>,
}

impl Account {
    /// An account that nobody can sign in with yet, but by a link to its e-mail address.
    #[must_use]
    pub fn new(id: AccountId, person: PersonId, email: &str) -> Account {
        Account {
            id,
            person,
            email: email.trim().to_lowercase(),
            password_hash: None,
            totp_secret: None,
            totp_last_step: None,
            organisation: None,
            disabled_at: None,
        }
    }
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

/// The account of a person.
///
/// # Errors
/// What the database says.
pub async fn of_person(at: &mut impl Query, person: PersonId) -> Result<Option<Account>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM account WHERE authority_id = $1 AND person_id = $2 ORDER BY id LIMIT 1")
        .bind(authority)
        .bind(person.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(account).transpose()
}

/// The account of somebody whom an organisation vouches for.
///
/// # Errors
/// What the database says.
pub async fn by_organisation(at: &mut impl Query, issuer: &str, subject: &str) -> Result<Option<Account>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM account WHERE authority_id = $1 AND oidc_issuer = $2 AND oidc_subject = $3")
        .bind(authority)
        .bind(issuer)
        .bind(subject)
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
        "INSERT INTO account (authority_id, id, person_id, email, password_hash, totp_secret, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
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

/// Sets the password.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn set_password(write: &mut Writing, id: AccountId, password_hash: &str) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query("UPDATE account SET password_hash = $3 WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .bind(password_hash)
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("account")) }
}

/// Sets the secret of the one-time codes, with the step whose code has shown that the person has it.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn set_totp(write: &mut Writing, id: AccountId, secret: &str, step: i64) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let done =
        sqlx::query("UPDATE account SET totp_secret = $3, totp_last_step = $4 WHERE authority_id = $1 AND id = $2")
            .bind(authority)
            .bind(id.to_string())
            .bind(secret)
            .bind(step)
            .execute(write.connection())
            .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("account")) }
}

/// Takes the password away, and the codes of the telephone where `codes` says so: their holder begins anew.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn take_away(write: &mut Writing, id: AccountId, codes: bool) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    // the last step stays: a code that was used before is good for nothing whatever becomes of the secret
    let done = sqlx::query(
        "UPDATE account SET password_hash = NULL, totp_secret = CASE WHEN $3 = 1 THEN NULL ELSE totp_secret END \
         WHERE authority_id = $1 AND id = $2",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(i64::from(codes))
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("account")) }
}

/// Uses up the code of a time step; says whether it was still to be had. Codes of earlier steps go with it.
///
/// # Errors
/// What the database says.
pub async fn use_step(write: &mut Writing, id: AccountId, step: i64) -> Result<bool, StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE account SET totp_last_step = $3 \
         WHERE authority_id = $1 AND id = $2 AND (totp_last_step IS NULL OR totp_last_step < $3)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(step)
    .execute(write.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Links an account that is linked to nothing to somebody at an organisation.
///
/// # Errors
/// [`StoreError::Changed`] where it is linked already, [`StoreError::Conflict`] where another account has them.
pub async fn link(write: &mut Writing, id: AccountId, issuer: &str, subject: &str) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE account SET oidc_issuer = $3, oidc_subject = $4 \
         WHERE authority_id = $1 AND id = $2 AND oidc_issuer IS NULL AND disabled_at IS NULL",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(issuer)
    .bind(subject)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("account")) }
}

/// Closes an account, or opens it again.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn disable(write: &mut Writing, id: AccountId, since: Option<Timestamp>) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query("UPDATE account SET disabled_at = $3 WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .bind(since.map(instant))
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("account")) }
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
        organisation: line.text_or_none("oidc_issuer")?.zip(line.text_or_none("oidc_subject")?),
        disabled_at: line.instant_or_none("disabled_at")?,
    })
}
