//! What a child has today and what it costs in a year, and both beside the child's need.

use jiff::civil::Date;
use seven_core::{ImportId, PackageId, Pence, PersonId};
use sqlx::any::AnyRow;

use crate::line::Line;
use crate::{Query, StoreError, Writing};

/// One line of what a child has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its id.
    pub id: PackageId,
    /// Whose.
    pub child: PersonId,
    /// What it is.
    pub description: String,
    /// From which stream it is paid.
    pub stream: String,
    /// Cost in a full year.
    pub yearly_cost: Pence,
    /// First day.
    pub starts_on: Date,
    /// Last day, where one is known.
    pub ends_on: Option<Date>,
    /// Who or what says so.
    pub source: String,
    /// The import that brought it.
    pub import: Option<ImportId>,
}

/// A child's need beside what is spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedAndSpend {
    /// The child.
    pub child: PersonId,
    /// The name as pages show it.
    pub name: String,
    /// Points of the newest figure over all streams, in thousandths.
    pub points_thousandths: i64,
    /// The newest figure over all streams.
    pub figure: Pence,
    /// What the packages that run on the day cost in a full year.
    pub spend: Pence,
}

/// Adds a line.
///
/// # Errors
/// [`StoreError::WrongPermit`], [`StoreError::Conflict`].
pub async fn insert(write: &mut Writing, package: &Package) -> Result<(), StoreError> {
    write.about(package.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO package (authority_id, id, child_id, description, stream, yearly_cost_pence, starts_on, ends_on, \
         source, import_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(authority)
    .bind(package.id.to_string())
    .bind(package.child.to_string())
    .bind(package.description.as_str())
    .bind(package.stream.as_str())
    .bind(package.yearly_cost.0)
    .bind(package.starts_on.to_string())
    .bind(package.ends_on.map(|day| day.to_string()))
    .bind(package.source.as_str())
    .bind(package.import.map(|id| id.to_string()))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Keeps a line's new cost, last day and source.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn update(write: &mut Writing, package: &Package) -> Result<(), StoreError> {
    write.about(package.child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE package SET yearly_cost_pence = $4, ends_on = $5, source = $6 \
         WHERE authority_id = $1 AND child_id = $2 AND id = $3",
    )
    .bind(authority)
    .bind(package.child.to_string())
    .bind(package.id.to_string())
    .bind(package.yearly_cost.0)
    .bind(package.ends_on.map(|day| day.to_string()))
    .bind(package.source.as_str())
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("package")) }
}

/// Takes a line away: only an import that is undone does.
///
/// # Errors
/// What the database says.
pub async fn delete(write: &mut Writing, child: PersonId, id: PackageId) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    sqlx::query("DELETE FROM package WHERE authority_id = $1 AND child_id = $2 AND id = $3")
        .bind(authority)
        .bind(child.to_string())
        .bind(id.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// A child's lines, ended ones too, newest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<Package>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM package WHERE authority_id = $1 AND child_id = $2 ORDER BY starts_on DESC, id")
            .bind(authority)
            .bind(child.to_string())
            .fetch_all(at.connection())
            .await?;
    rows.iter().map(package).collect()
}

/// Every line of the authority.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<Package>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM package WHERE authority_id = $1 ORDER BY id")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(package).collect()
}

/// Every child who has been told a figure, with its points and what is spent on the day.
///
/// # Errors
/// What the database says.
pub async fn beside_need(at: &mut impl Query, today: Date) -> Result<Vec<NeedAndSpend>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT w.child_id, w.name, b.points, b.total_pence, CAST(COALESCE((SELECT SUM(k.yearly_cost_pence) FROM package k \
           WHERE k.authority_id = b.authority_id AND k.child_id = b.child_id AND k.starts_on <= $2 \
           AND (k.ends_on IS NULL OR k.ends_on >= $2)), 0) AS BIGINT) AS spend \
         FROM indicative_budget b JOIN worklist w ON w.authority_id = b.authority_id AND w.child_id = b.child_id \
         WHERE b.authority_id = $1 AND NOT EXISTS (SELECT 1 FROM indicative_budget later \
           WHERE later.authority_id = b.authority_id AND later.child_id = b.child_id \
           AND (later.told_at > b.told_at OR (later.told_at = b.told_at AND later.id > b.id))) \
         ORDER BY b.points DESC, w.sorting_name, w.child_id",
    )
    .bind(authority)
    .bind(today.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(NeedAndSpend {
                child: line.read("child_id")?,
                name: line.text("name")?,
                points_thousandths: line.number("points")?,
                figure: line.pence("total_pence")?,
                spend: line.pence("spend")?,
            })
        })
        .collect()
}

/// The stored results of every child's newest figure: to work them out again under other rules.
///
/// # Errors
/// What the database says.
pub async fn newest_records(at: &mut impl Query) -> Result<Vec<(PersonId, String)>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT b.child_id, b.record FROM indicative_budget b WHERE b.authority_id = $1 AND NOT EXISTS (\
           SELECT 1 FROM indicative_budget later WHERE later.authority_id = b.authority_id AND later.child_id = b.child_id \
           AND (later.told_at > b.told_at OR (later.told_at = b.told_at AND later.id > b.id)))",
    )
    .bind(authority)
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(|row| Ok((Line(row).read("child_id")?, Line(row).text("record")?))).collect()
}

fn package(row: &AnyRow) -> Result<Package, StoreError> {
    let line = Line(row);
    Ok(Package {
        id: line.read("id")?,
        child: line.read("child_id")?,
        description: line.text("description")?,
        stream: line.text("stream")?,
        yearly_cost: line.pence("yearly_cost_pence")?,
        starts_on: line.day("starts_on")?,
        ends_on: line.day_or_none("ends_on")?,
        source: line.text("source")?,
        import: line.read_or_none("import_id")?,
    })
}

/// The lines of a child's budget: stream and amount.
///
/// # Errors
/// What the database says.
pub async fn lines_of(
    at: &mut impl Query,
    child: PersonId,
    budget: seven_core::BudgetId,
) -> Result<Vec<(String, Option<Pence>)>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT l.stream, l.amount_pence FROM indicative_budget b JOIN budget_line l ON l.authority_id = b.authority_id \
         AND l.budget_id = b.id WHERE b.authority_id = $1 AND b.child_id = $2 AND b.id = $3 ORDER BY l.position",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(budget.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| Ok((Line(row).text("stream")?, Line(row).number_or_none("amount_pence")?.map(Pence))))
        .collect()
}
