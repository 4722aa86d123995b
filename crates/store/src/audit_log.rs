//! The audit log as people read it: newest first, with names, filtered by whose record, by whom and what.

use jiff::Timestamp;
use seven_core::PersonId;
use seven_core::access::{Action, Purpose, Seat};
use sqlx::any::AnyRow;

use crate::line::Line;
use crate::{Query, StoreError};

/// An entry with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Its number in the chain.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who; empty for the server's command line and attempts to sign in.
    pub actor: String,
    /// In what capacity.
    pub seat: Option<Seat>,
    /// What.
    pub action: Action,
    /// Why.
    pub purpose: Purpose,
    /// Whose record.
    pub child: Option<PersonId>,
    /// That child's name; empty where it is about none, or the record was erased.
    pub child_name: String,
    /// What it is about.
    pub subject: String,
    /// Particulars as JSON; nothing after a purge.
    pub detail: Option<String>,
}

/// Which entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// About this child.
    pub child: Option<PersonId>,
    /// By this person.
    pub actor: Option<PersonId>,
    /// Of this action.
    pub action: Option<Action>,
}

/// Entries before a number, newest first, at most `limit`.
///
/// # Errors
/// What the database says.
pub async fn newest(
    at: &mut impl Query,
    filter: &LogFilter,
    before: i64,
    limit: i64,
) -> Result<Vec<LogLine>, StoreError> {
    // each part is written here; values are bound
    let child = if filter.child.is_some() { "e.child_id = $2" } else { "$2 = ''" };
    let actor = if filter.actor.is_some() { "e.actor_id = $3" } else { "$3 = ''" };
    let action = if filter.action.is_some() { "e.action = $4" } else { "$4 = ''" };
    let sql = format!(
        "SELECT e.*, COALESCE(TRIM(COALESCE(a.known_as, a.given_name) || ' ' || a.family_name), '') AS actor_name, \
         COALESCE(TRIM(COALESCE(c.known_as, c.given_name) || ' ' || c.family_name), '') AS child_name FROM audit_entry e \
         LEFT JOIN person a ON a.authority_id = e.authority_id AND a.id = e.actor_id \
         LEFT JOIN person c ON c.authority_id = e.authority_id AND c.id = e.child_id \
         WHERE e.authority_id = $1 AND {child} AND {actor} AND {action} AND e.number < $5 \
         ORDER BY e.number DESC LIMIT $6"
    );
    let authority = at.authority().to_string();
    let text = |id: Option<PersonId>| id.map(|id| id.to_string()).unwrap_or_default();
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(authority)
        .bind(text(filter.child))
        .bind(text(filter.actor))
        .bind(filter.action.map(Action::code).unwrap_or_default())
        .bind(before)
        .bind(limit)
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(line).collect()
}

fn line(row: &AnyRow) -> Result<LogLine, StoreError> {
    let line = Line(row);
    Ok(LogLine {
        number: line.number("number")?,
        at: line.instant("at")?,
        actor: line.text("actor_name")?,
        seat: line.coded_or_none("seat", Seat::from_code)?,
        action: line.coded("action", Action::from_code)?,
        purpose: line.coded("purpose", Purpose::from_code)?,
        child: line.read_or_none("child_id")?,
        child_name: line.text("child_name")?,
        subject: line.text("subject")?,
        detail: line.text_or_none("detail")?,
    })
}
