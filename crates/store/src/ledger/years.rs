//! Financial years that are closed.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::ledger::FinancialYear;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A closed year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedYear {
    /// Its first day.
    pub year_from: Date,
    /// Its last.
    pub closed_until: Date,
    /// Who closed it.
    pub closed_by: Option<PersonId>,
    /// When.
    pub closed_at: Timestamp,
}

/// The last day of the closed books; none while no year is closed.
///
/// # Errors
/// What the database says.
pub async fn closed_until(at: &mut impl Query) -> Result<Option<Date>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT MAX(closed_until) AS closed_until FROM ledger_year WHERE authority_id = $1")
        .bind(authority)
        .fetch_one(at.connection())
        .await?;
    Line(&row).day_or_none("closed_until")
}

/// All closed years, the latest first.
///
/// # Errors
/// What the database says.
pub async fn closed_years(at: &mut impl Query) -> Result<Vec<ClosedYear>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM ledger_year WHERE authority_id = $1 ORDER BY year_from DESC")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    let year = |row| {
        let line = Line(row);
        Ok(ClosedYear {
            year_from: line.day("year_from")?,
            closed_until: line.day("closed_until")?,
            closed_by: line.read_or_none("closed_by")?,
            closed_at: line.instant("closed_at")?,
        })
    };
    rows.iter().map(year).collect()
}

/// Closes a year; whether it may be is decided before.
///
/// # Errors
/// [`StoreError::Taken`] where somebody closed it in the same moment.
pub async fn close(write: &mut Writing, year: FinancialYear, until: Date) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let (by, at) = (write.permit().actor(), write.moment().at);
    sqlx::query(
        "INSERT INTO ledger_year (authority_id, year_from, closed_until, closed_by, closed_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(authority)
    .bind(year.first().to_string())
    .bind(until.to_string())
    .bind(by.map(|by| by.to_string()))
    .bind(instant(at))
    .execute(write.connection())
    .await?;
    Ok(())
}
