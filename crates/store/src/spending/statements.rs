//! Bank statements that were imported.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::banking::{AccountTold, StatementFormat};
use seven_core::{Pence, PersonId, StatementId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A statement without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStatement {
    /// Its id.
    pub id: StatementId,
    /// Whose spending it tells.
    pub child: PersonId,
    /// What the file was.
    pub format: StatementFormat,
    /// As the file names the account.
    pub account: AccountTold,
    /// Three letters; may be empty.
    pub currency: String,
    /// The bank's name for it; may be empty.
    pub number: String,
    /// What the file was called.
    pub file_name: String,
    /// SHA-256 of the file.
    pub file_hash: String,
    /// The first day that it covers.
    pub from: Option<Date>,
    /// The last.
    pub until: Option<Date>,
    /// What was there before.
    pub opening: Option<Pence>,
    /// What was there after.
    pub closing: Option<Pence>,
    /// Who imported it.
    pub imported_by: PersonId,
    /// When.
    pub imported_at: Timestamp,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

/// A child's statements, the latest days first; those that were taken back among them.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredStatement>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM bank_statement WHERE authority_id = $1 AND child_id = $2 ORDER BY until_day DESC, imported_at DESC, id",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(statement).collect()
}

/// One of them.
///
/// # Errors
/// What the database says.
pub async fn find(
    at: &mut impl Query,
    child: PersonId,
    id: StatementId,
) -> Result<Option<StoredStatement>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM bank_statement WHERE authority_id = $1 AND child_id = $2 AND id = $3")
        .bind(authority)
        .bind(child.to_string())
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(statement).transpose()
}

/// Adds one.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &StoredStatement) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO bank_statement (authority_id, id, child_id, format, account, currency, number, file_name, file_hash, \
         from_day, until_day, opening_pence, closing_pence, imported_by, imported_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.child.to_string())
    .bind(new.format.code())
    .bind(new.account.0.as_str())
    .bind(new.currency.as_str())
    .bind(new.number.as_str())
    .bind(new.file_name.as_str())
    .bind(new.file_hash.as_str())
    .bind(new.from.map(|day| day.to_string()))
    .bind(new.until.map(|day| day.to_string()))
    .bind(new.opening.map(|sum| sum.0))
    .bind(new.closing.map(|sum| sum.0))
    .bind(new.imported_by.to_string())
    .bind(instant(new.imported_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Until which day each child's newest statement goes; children without one are left out.
///
/// # Errors
/// What the database says.
pub async fn newest_days(at: &mut impl Query) -> Result<BTreeMap<PersonId, Date>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT child_id, MAX(until_day) AS until_day FROM bank_statement \
         WHERE authority_id = $1 AND undone_at IS NULL AND until_day IS NOT NULL GROUP BY child_id",
    )
    .bind(authority)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(|row| Ok((Line(row).read("child_id")?, Line(row).day("until_day")?))).collect()
}

/// Takes one back, once.
///
/// # Errors
/// [`StoreError::Changed`] where it was taken back meanwhile.
pub async fn take_back(write: &mut Writing, child: PersonId, id: StatementId, by: PersonId) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE bank_statement SET undone_by = $4, undone_at = $5 WHERE authority_id = $1 AND child_id = $2 AND id = $3 \
         AND undone_at IS NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(id.to_string())
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("statement")) }
}

fn statement(row: &AnyRow) -> Result<StoredStatement, StoreError> {
    let line = Line(row);
    Ok(StoredStatement {
        id: line.read("id")?,
        child: line.read("child_id")?,
        format: line.coded("format", StatementFormat::from_code)?,
        account: AccountTold(line.text("account")?),
        currency: line.text("currency")?,
        number: line.text("number")?,
        file_name: line.text("file_name")?,
        file_hash: line.text("file_hash")?,
        from: line.day_or_none("from_day")?,
        until: line.day_or_none("until_day")?,
        opening: line.number_or_none("opening_pence")?.map(Pence),
        closing: line.number_or_none("closing_pence")?.map(Pence),
        imported_by: line.read("imported_by")?,
        imported_at: line.instant("imported_at")?,
        undone_at: line.instant_or_none("undone_at")?,
    })
}
