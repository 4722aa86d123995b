//! What people sign in with.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::people::name::Name;
use seven_core::people::{RelationKind, Role};
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

/// Somebody who has an account: their name, and what they are here in one row for each role and relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The account.
    pub account: AccountId,
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: Name,
    /// Whether a record of them is kept.
    pub has_record: bool,
    /// Live roles, each with the name of its group.
    pub roles: Vec<(Role, Option<String>)>,
    /// Live relations, each with the given name of the child.
    pub relations: Vec<(RelationKind, String)>,
}

/// Everybody with an open account, by name, with what they are on a day.
///
/// # Errors
/// What the database says.
pub async fn holders(at: &mut impl Query, today: Date) -> Result<Vec<Holder>, StoreError> {
    let (authority, day) = (at.authority().to_string(), today.to_string());
    let rows = sqlx::query(
        "SELECT a.id, a.person_id, p.given_name, p.family_name, p.known_as, p.has_record \
         FROM account a JOIN person p ON p.authority_id = a.authority_id AND p.id = a.person_id \
         WHERE a.authority_id = $1 AND a.disabled_at IS NULL AND p.erased_at IS NULL ORDER BY p.sorting_name, a.id",
    )
    .bind(authority.as_str())
    .fetch_all(at.connection())
    .await?;
    let mut holders = rows.iter().map(holder).collect::<Result<Vec<_>, _>>()?;
    let roles = sqlx::query(
        "SELECT m.person_id, m.role, g.name FROM membership m LEFT JOIN care_group g \
         ON g.authority_id = m.authority_id AND g.id = m.group_id \
         WHERE m.authority_id = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2) ORDER BY m.id",
    )
    .bind(authority.as_str())
    .bind(day.as_str())
    .fetch_all(at.connection())
    .await?;
    let mut at_person: HashMap<PersonId, usize> = HashMap::new();
    for (index, holder) in holders.iter().enumerate() {
        at_person.entry(holder.person).or_insert(index);
    }
    for row in &roles {
        let line = Line(row);
        let role = (line.coded("role", Role::from_code)?, line.text_or_none("name")?);
        if let Some(holder) = at_person.get(&line.read("person_id")?).and_then(|index| holders.get_mut(*index)) {
            holder.roles.push(role);
        }
    }
    let relations = sqlx::query(
        "SELECT r.holder_person_id, r.kind, p.given_name FROM relation r JOIN person p \
         ON p.authority_id = r.authority_id AND p.id = r.child_id \
         WHERE r.authority_id = $1 AND r.holder_person_id IS NOT NULL AND r.starts_on <= $2 \
         AND (r.ends_on IS NULL OR r.ends_on >= $2) AND p.erased_at IS NULL ORDER BY r.id",
    )
    .bind(authority.as_str())
    .bind(day.as_str())
    .fetch_all(at.connection())
    .await?;
    for row in &relations {
        let line = Line(row);
        let relation = (line.coded("kind", RelationKind::from_code)?, line.text("given_name")?);
        if let Some(holder) = at_person.get(&line.read("holder_person_id")?).and_then(|index| holders.get_mut(*index)) {
            holder.relations.push(relation);
        }
    }
    Ok(holders)
}

fn holder(row: &AnyRow) -> Result<Holder, StoreError> {
    let line = Line(row);
    let known_as = line.text_or_none("known_as")?.unwrap_or_default();
    let name = Name::read(&line.text("given_name")?, &line.text("family_name")?, &known_as)
        .map_err(|error| StoreError::Unreadable { column: "given_name", why: error.to_string() })?;
    Ok(Holder {
        account: line.read("id")?,
        person: line.read("person_id")?,
        name,
        has_record: line.flag("has_record")?,
        roles: Vec::new(),
        relations: Vec::new(),
    })
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
