//! Signed-in browsers. The browser holds a token; only its hash is kept here.

use jiff::Timestamp;
use seven_core::access::Actor;
use seven_core::{AccountId, AuthorityId, PersonId, SessionId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, Store, StoreError, Writing, people, relations};

/// A session as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Its id.
    pub id: SessionId,
    /// The account that signed in.
    pub account: AccountId,
    /// Whose account.
    pub person: PersonId,
    /// What every form of the session carries.
    pub csrf_token: String,
    /// The browser, in words its owner recognises.
    pub browser: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When it was ended, if it was.
    pub ended_at: Option<Timestamp>,
}

impl std::fmt::Debug for StoredSession {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("StoredSession").field("id", &self.id).field("person", &self.person).finish_non_exhaustive()
    }
}

/// The session of a token's hash, ended ones too.
///
/// # Errors
/// What the database says.
pub async fn by_token(at: &mut impl Query, token_hash: &str) -> Result<Option<StoredSession>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM session WHERE authority_id = $1 AND token_hash = $2")
        .bind(authority)
        .bind(token_hash)
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(session).transpose()
}

/// A session with whose it is.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The session.
    pub session: StoredSession,
    /// Their name as pages show it; nothing where their record was erased.
    pub name: Option<String>,
    /// The person with all their roles.
    pub actor: Actor,
}

/// What every page asks first, in one look: the session of a token's hash, ended ones too, and who signed in.
///
/// # Errors
/// What the database says.
pub async fn visitor(at: &mut impl Query, token_hash: &str) -> Result<Option<Visitor>, StoreError> {
    let authority = at.authority().to_string();
    // one row for each role, and one where there are none
    let rows = sqlx::query(
        "SELECT s.id AS session_id, s.account_id, s.person_id AS visitor_id, s.csrf_token, s.browser, s.started_at, \
         s.last_seen_at, s.ended_at, p.given_name, p.family_name, p.known_as, \
         m.id, m.person_id, m.role, m.group_id, m.starts_on, m.ends_on \
         FROM session s \
         LEFT JOIN person p ON p.authority_id = s.authority_id AND p.id = s.person_id AND p.erased_at IS NULL \
         LEFT JOIN membership m ON m.authority_id = s.authority_id AND m.person_id = s.person_id \
         WHERE s.authority_id = $1 AND s.token_hash = $2 ORDER BY m.id",
    )
    .bind(authority)
    .bind(token_hash)
    .fetch_all(at.connection())
    .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let session = session_of(first, "session_id", "visitor_id")?;
    let name = match Line(first).text_or_none("given_name")? {
        Some(_) => Some(people::name(first)?.shown()),
        None => None,
    };
    let roles = rows.iter().filter(|row| !matches!(Line(row).text_or_none("id"), Ok(None)));
    let memberships = roles.map(relations::membership).collect::<Result<_, _>>()?;
    Ok(Some(Visitor { actor: Actor { person: session.person, memberships }, session, name }))
}

/// A person's sessions that were not ended, newest first.
///
/// # Errors
/// What the database says.
pub async fn of_person(at: &mut impl Query, person: PersonId) -> Result<Vec<StoredSession>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM session WHERE authority_id = $1 AND person_id = $2 AND ended_at IS NULL \
         ORDER BY started_at DESC, id DESC",
    )
    .bind(authority)
    .bind(person.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(session).collect()
}

/// Begins a session.
///
/// # Errors
/// What the database says.
pub async fn insert(write: &mut Writing, session: &StoredSession, token_hash: &str) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO session (authority_id, id, token_hash, account_id, person_id, csrf_token, browser, started_at, \
         last_seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(authority)
    .bind(session.id.to_string())
    .bind(token_hash)
    .bind(session.account.to_string())
    .bind(session.person.to_string())
    .bind(session.csrf_token.as_str())
    .bind(session.browser.as_str())
    .bind(instant(session.started_at))
    .bind(instant(session.last_seen_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Ends a session of a person.
///
/// # Errors
/// [`StoreError::Missing`] where it is not theirs, or has ended.
pub async fn end(write: &mut Writing, person: PersonId, id: SessionId) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE session SET ended_at = $4 WHERE authority_id = $1 AND person_id = $2 AND id = $3 AND ended_at IS NULL",
    )
    .bind(authority)
    .bind(person.to_string())
    .bind(id.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("session")) }
}

/// Ends every session of a person but one; says how many.
///
/// # Errors
/// What the database says.
pub async fn end_others(write: &mut Writing, person: PersonId, kept: Option<SessionId>) -> Result<u64, StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE session SET ended_at = $4 WHERE authority_id = $1 AND person_id = $2 AND id <> $3 AND ended_at IS NULL",
    )
    .bind(authority)
    .bind(person.to_string())
    .bind(kept.map(|id| id.to_string()).unwrap_or_default())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(done.rows_affected())
}

/// Notes that a session was used. Not a change of anybody's record, so it needs no audit entry; called at most once a
/// minute for a session.
///
/// # Errors
/// What the database says.
pub async fn touch(store: &Store, authority: &AuthorityId, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    let _turn = store.shared.turn.lock().await;
    sqlx::query("UPDATE session SET last_seen_at = $3 WHERE authority_id = $1 AND id = $2 AND last_seen_at < $3")
        .bind(authority.as_str())
        .bind(id.to_string())
        .bind(instant(now))
        .execute(&store.shared.writers)
        .await?;
    Ok(())
}

fn session(row: &AnyRow) -> Result<StoredSession, StoreError> {
    session_of(row, "id", "person_id")
}

fn session_of(row: &AnyRow, id: &'static str, person: &'static str) -> Result<StoredSession, StoreError> {
    let line = Line(row);
    Ok(StoredSession {
        id: line.read(id)?,
        account: line.read("account_id")?,
        person: line.read(person)?,
        csrf_token: line.text("csrf_token")?,
        browser: line.text("browser")?,
        started_at: line.instant("started_at")?,
        last_seen_at: line.instant("last_seen_at")?,
        ended_at: line.instant_or_none("ended_at")?,
    })
}
