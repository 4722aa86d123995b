//! How much people may agree to.

use jiff::civil::Date;
use seven_core::agreement::{Bound, Limit};
use seven_core::{DecisionId, Pence, PersonId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A limit with its id and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLimit {
    /// Its id.
    pub id: DecisionId,
    /// The limit.
    pub limit: Limit,
    /// The person's name.
    pub name: String,
}

/// Every limit of the authority, those of one person together.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<StoredLimit>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT l.*, TRIM(COALESCE(p.known_as, p.given_name) || ' ' || p.family_name) AS name FROM agreement_limit l \
         JOIN person p ON p.authority_id = l.authority_id AND p.id = l.person_id \
         WHERE l.authority_id = $1 ORDER BY l.bound_pence, l.person_id, l.from_day, l.id",
    )
    .bind(authority)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(limit).collect()
}

/// Adds a limit; an earlier one of the same person for the same thing ends the day before.
///
/// # Errors
/// What the database says.
pub async fn set(write: &mut Writing, id: DecisionId, new: &Limit, by: Option<PersonId>) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let eve = new.from.yesterday().unwrap_or(new.from).to_string();
    sqlx::query(
        "UPDATE agreement_limit SET until_day = $4 WHERE authority_id = $1 AND person_id = $2 AND COALESCE(stream, '') = $3 \
         AND (until_day IS NULL OR until_day > $4)",
    )
    .bind(authority.clone())
    .bind(new.person.to_string())
    .bind(new.stream.clone().unwrap_or_default())
    .bind(eve)
    .execute(write.connection())
    .await?;
    let bound = match new.bound {
        Bound::UpTo(sum) => Some(sum.0),
        Bound::Any => None,
    };
    sqlx::query(
        "INSERT INTO agreement_limit (authority_id, id, person_id, stream, bound_pence, from_day, until_day, set_by, set_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(new.person.to_string())
    .bind(new.stream.as_deref())
    .bind(bound)
    .bind(new.from.to_string())
    .bind(new.until.map(|day| day.to_string()))
    .bind(by.map(|person| person.to_string()))
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Ends a limit on a day, its last.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn end(write: &mut Writing, id: DecisionId, last: Date) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let done = sqlx::query("UPDATE agreement_limit SET until_day = $3 WHERE authority_id = $1 AND id = $2")
        .bind(authority)
        .bind(id.to_string())
        .bind(last.to_string())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("limit")) }
}

fn limit(row: &AnyRow) -> Result<StoredLimit, StoreError> {
    let line = Line(row);
    let bound = line.number_or_none("bound_pence")?.map_or(Bound::Any, |sum| Bound::UpTo(Pence(sum)));
    Ok(StoredLimit {
        id: line.read("id")?,
        limit: Limit {
            person: line.read("person_id")?,
            stream: line.text_or_none("stream")?,
            bound,
            from: line.day("from_day")?,
            until: line.day_or_none("until_day")?,
        },
        name: line.text("name")?,
    })
}
