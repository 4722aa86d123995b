//! The papers that money moves by: holdings, instalments, runs, cases, invoices and their like. Each kind has its table, and
//! all tables have the same columns; what a paper says is its noun's own JSON, and what it is looked for by stands beside it.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::paper::Paper;
use seven_core::{Pence, PersonId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use uuid::Uuid;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing};

/// A paper with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<P> {
    /// Its id.
    pub id: Uuid,
    /// What it says.
    pub paper: P,
    /// Who made it.
    pub made_by: Option<PersonId>,
    /// When.
    pub made_at: Timestamp,
    /// How often it was changed.
    pub version: i64,
}

/// Adds a paper.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child's permit; [`StoreError::Taken`] where only one may have what it has.
pub async fn insert<P: Paper>(write: &mut Writing, id: impl Into<Uuid> + Send, paper: &P) -> Result<(), StoreError> {
    if let Some(child) = paper.child() {
        write.about(child)?;
    }
    let (authority, by, at) = (write.authority().to_string(), write.permit().actor(), write.moment().at);
    let sql = format!(
        "INSERT INTO {} (authority_id, id, child_id, stream, status, due_day, amount_pence, belongs_to, only_one, body, \
         made_by, made_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
        P::TABLE
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(authority)
        .bind(id.into().to_string())
        .bind(paper.child().map(|child| child.to_string()))
        .bind(paper.stream().to_owned())
        .bind(paper.status())
        .bind(paper.day().to_string())
        .bind(paper.amount().0)
        .bind(paper.belongs_to().map(|id| id.to_string()))
        .bind(paper.only_one())
        .bind(json(paper)?)
        .bind(by.map(|by| by.to_string()))
        .bind(instant(at))
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Keeps a paper that changed.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else changed it since it was read.
pub async fn save<P: Paper>(write: &mut Writing, stored: &Stored<P>) -> Result<(), StoreError> {
    let paper = &stored.paper;
    if let Some(child) = paper.child() {
        write.about(child)?;
    }
    let authority = write.authority().to_string();
    let sql = format!(
        "UPDATE {} SET status = $4, due_day = $5, amount_pence = $6, belongs_to = $7, only_one = $8, body = $9, \
         version = version + 1 WHERE authority_id = $1 AND id = $2 AND version = $3",
        P::TABLE
    );
    let done = sqlx::query(AssertSqlSafe(sql))
        .bind(authority)
        .bind(stored.id.to_string())
        .bind(stored.version)
        .bind(paper.status())
        .bind(paper.day().to_string())
        .bind(paper.amount().0)
        .bind(paper.belongs_to().map(|id| id.to_string()))
        .bind(paper.only_one())
        .bind(json(paper)?)
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed(P::TABLE)) }
}

/// One paper.
///
/// # Errors
/// [`StoreError::Missing`] where there is none.
pub async fn find<P: Paper>(at: &mut impl Query, id: impl Into<Uuid> + Send) -> Result<Stored<P>, StoreError> {
    let authority = at.authority().to_string();
    let sql = format!("SELECT * FROM {} WHERE authority_id = $1 AND id = $2", P::TABLE);
    let id = id.into().to_string();
    let row = sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(id).fetch_optional(at.connection()).await?;
    row.as_ref().map(stored).transpose()?.ok_or(StoreError::Missing(P::TABLE))
}

/// One paper of a child.
///
/// # Errors
/// [`StoreError::Missing`] where this child has no such paper.
pub async fn find_of<P: Paper>(
    at: &mut impl Query,
    child: PersonId,
    id: impl Into<Uuid> + Send,
) -> Result<Stored<P>, StoreError> {
    let found: Stored<P> = find(at, id).await?;
    if found.paper.child() == Some(child) { Ok(found) } else { Err(StoreError::Missing(P::TABLE)) }
}

/// A child's papers, by their days.
///
/// # Errors
/// What the database says.
pub async fn of_child<P: Paper>(at: &mut impl Query, child: PersonId) -> Result<Vec<Stored<P>>, StoreError> {
    let sql = format!("SELECT * FROM {} WHERE authority_id = $1 AND child_id = $2 ORDER BY due_day, id", P::TABLE);
    list(at, sql, &[child.to_string()]).await
}

/// What belongs to another paper, by their days.
///
/// # Errors
/// What the database says.
pub async fn part_of<P: Paper>(
    at: &mut impl Query,
    whole: impl Into<Uuid> + Send,
) -> Result<Vec<Stored<P>>, StoreError> {
    let sql = format!("SELECT * FROM {} WHERE authority_id = $1 AND belongs_to = $2 ORDER BY due_day, id", P::TABLE);
    list(at, sql, &[whole.into().to_string()]).await
}

/// Papers of a status whose day has come until a day, the earliest first.
///
/// # Errors
/// What the database says.
pub async fn until<P: Paper>(at: &mut impl Query, status: &str, day: Date) -> Result<Vec<Stored<P>>, StoreError> {
    let sql = format!(
        "SELECT * FROM {} WHERE authority_id = $1 AND status = $2 AND due_day <= $3 ORDER BY due_day, id",
        P::TABLE
    );
    list(at, sql, &[status.to_owned(), day.to_string()]).await
}

/// Papers whose day is in a stretch, both ends counted in, the earliest first.
///
/// # Errors
/// What the database says.
pub async fn between<P: Paper>(at: &mut impl Query, from: Date, until: Date) -> Result<Vec<Stored<P>>, StoreError> {
    let sql = format!(
        "SELECT * FROM {} WHERE authority_id = $1 AND due_day >= $2 AND due_day <= $3 ORDER BY due_day, id",
        P::TABLE
    );
    list(at, sql, &[from.to_string(), until.to_string()]).await
}

/// The one paper that has what only one may have.
///
/// # Errors
/// What the database says.
pub async fn only_one<P: Paper>(at: &mut impl Query, what: &str) -> Result<Option<Stored<P>>, StoreError> {
    let sql = format!("SELECT * FROM {} WHERE authority_id = $1 AND only_one = $2", P::TABLE);
    Ok(list(at, sql, &[what.to_owned()]).await?.pop())
}

async fn list<P: Paper>(at: &mut impl Query, sql: String, values: &[String]) -> Result<Vec<Stored<P>>, StoreError> {
    let authority = at.authority().to_string();
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(authority);
    for value in values {
        query = query.bind(value.clone());
    }
    let rows = query.fetch_all(at.connection()).await?;
    // of an erased record only days and sums are left
    let says_something = |row: &&AnyRow| !Line(row).text("body").is_ok_and(|body| body.is_empty());
    rows.iter().filter(says_something).map(stored).collect()
}

fn stored<P: Paper>(row: &AnyRow) -> Result<Stored<P>, StoreError> {
    let line = Line(row);
    Ok(Stored {
        id: line.read("id")?,
        paper: from_json(&line.text("body")?, "body")?,
        made_by: line.read_or_none("made_by")?,
        made_at: line.instant("made_at")?,
        version: line.number("version")?,
    })
}

/// What papers of a kind come to, by their status, in a stretch of days.
///
/// # Errors
/// What the database says.
pub async fn sums<P: Paper>(
    at: &mut impl Query,
    from: Date,
    until: Date,
) -> Result<Vec<(String, i64, Pence)>, StoreError> {
    let authority = at.authority().to_string();
    let sql = format!(
        "SELECT status, COUNT(*) AS papers, CAST(SUM(amount_pence) AS BIGINT) AS total FROM {} \
         WHERE authority_id = $1 AND due_day >= $2 AND due_day <= $3 GROUP BY status ORDER BY status",
        P::TABLE
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(authority).bind(from.to_string()).bind(until.to_string());
    let rows = query.fetch_all(at.connection()).await?;
    let sum = |row| {
        let line = Line(row);
        Ok((line.text("status")?, line.number("papers")?, line.pence("total")?))
    };
    rows.iter().map(sum).collect()
}
