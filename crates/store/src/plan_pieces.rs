//! The pieces of plans, each with its own version, and every text of them that was ever saved.

use std::collections::BTreeMap;

use jiff::Timestamp;
use seven_core::plan::piece::{Body, Piece};
use seven_core::{PersonId, PieceId, PlanId};
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing};

/// A piece as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPiece {
    /// The piece.
    pub piece: Piece,
    /// Who wrote it last.
    pub written_by: PersonId,
    /// When.
    pub written_at: Timestamp,
    /// How often it was written.
    pub version: i64,
}

/// One text of a piece that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The piece.
    pub piece: PieceId,
    /// The how many-th text of it.
    pub version: i64,
    /// What it said; nothing where the piece was taken out.
    pub body: Option<Body>,
    /// Who wrote it.
    pub written_by: PersonId,
    /// When.
    pub written_at: Timestamp,
}

/// A plan's pieces, by place.
///
/// # Errors
/// What the database says.
pub async fn of_plan(at: &mut impl Query, plan: PlanId) -> Result<Vec<StoredPiece>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM plan_piece WHERE authority_id = $1 AND plan_id = $2 ORDER BY place, id")
        .bind(authority)
        .bind(plan.to_string())
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(stored).collect()
}

/// One piece.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, plan: PlanId, id: PieceId) -> Result<Option<StoredPiece>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM plan_piece WHERE authority_id = $1 AND plan_id = $2 AND id = $3")
        .bind(authority)
        .bind(plan.to_string())
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(stored).transpose()
}

/// Every plan's outcomes, each with the outcome of the authority's framework that it belongs to.
///
/// # Errors
/// What the database says.
pub async fn frameworks(at: &mut impl Query) -> Result<BTreeMap<PieceId, String>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM plan_piece WHERE authority_id = $1 AND kind = 'outcome'")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    let mut all = BTreeMap::new();
    for row in &rows {
        let piece = stored(row)?;
        if let Body::Outcome(outcome) = piece.piece.body {
            all.insert(piece.piece.id, outcome.framework);
        }
    }
    Ok(all)
}

/// Everything that was ever saved of a plan, the oldest first.
///
/// # Errors
/// What the database says.
pub async fn writings(at: &mut impl Query, plan: PlanId) -> Result<Vec<Saved>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM plan_writing WHERE authority_id = $1 AND plan_id = $2 ORDER BY written_at, piece_id, version",
    )
    .bind(authority)
    .bind(plan.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(saved).collect()
}

/// Writes a piece: a new one where `version` is 0, else over the text of that version. What stood there stays among
/// the plan's writings.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else wrote in it since.
pub async fn write(
    write: &mut Writing,
    plan: PlanId,
    child: PersonId,
    piece: &Piece,
    by: PersonId,
    version: i64,
) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let body = json(&piece.body)?;
    let done = if version == 0 {
        sqlx::query(
            "INSERT INTO plan_piece (authority_id, plan_id, id, child_id, place, kind, body, written_by, written_at, version) \
             VALUES ($1, $2, $3, $5, $6, $7, $8, $9, $10, $4 + 1)",
        )
    } else {
        sqlx::query(
            "UPDATE plan_piece SET place = $6, kind = $7, body = $8, written_by = $9, written_at = $10, version = version + 1 \
             WHERE authority_id = $1 AND plan_id = $2 AND id = $3 AND version = $4 AND child_id = $5",
        )
    }
    .bind(authority.clone())
    .bind(plan.to_string())
    .bind(piece.id.to_string())
    .bind(version)
    .bind(child.to_string())
    .bind(piece.place)
    .bind(piece.body.kind().code())
    .bind(body.clone())
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Changed("piece"));
    }
    let next = version.saturating_add(1);
    keep(write, plan, child, piece, Some(body), by, next).await
}

/// Takes a piece out. Its texts stay among the plan's writings.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else wrote in it since.
pub async fn remove(
    write: &mut Writing,
    plan: PlanId,
    child: PersonId,
    stored: &StoredPiece,
    by: PersonId,
) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let done =
        sqlx::query("DELETE FROM plan_piece WHERE authority_id = $1 AND plan_id = $2 AND id = $3 AND version = $4")
            .bind(authority)
            .bind(plan.to_string())
            .bind(stored.piece.id.to_string())
            .bind(stored.version)
            .execute(write.connection())
            .await?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Changed("piece"));
    }
    keep(write, plan, child, &stored.piece, None, by, stored.version.saturating_add(1)).await
}

async fn keep(
    write: &mut Writing,
    plan: PlanId,
    child: PersonId,
    piece: &Piece,
    body: Option<String>,
    by: PersonId,
    version: i64,
) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO plan_writing (authority_id, plan_id, piece_id, version, child_id, kind, body, written_by, written_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(authority)
    .bind(plan.to_string())
    .bind(piece.id.to_string())
    .bind(version)
    .bind(child.to_string())
    .bind(piece.body.kind().code())
    .bind(body)
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

fn stored(row: &AnyRow) -> Result<StoredPiece, StoreError> {
    let line = Line(row);
    let body = from_json(&line.text("body")?, "body")?;
    Ok(StoredPiece {
        piece: Piece { id: line.read("id")?, place: line.number("place")?, body },
        written_by: line.read("written_by")?,
        written_at: line.instant("written_at")?,
        version: line.number("version")?,
    })
}

fn saved(row: &AnyRow) -> Result<Saved, StoreError> {
    let line = Line(row);
    let body = line.text_or_none("body")?.map(|body| from_json(&body, "body")).transpose()?;
    Ok(Saved {
        piece: line.read("piece_id")?,
        version: line.number("version")?,
        body,
        written_by: line.read("written_by")?,
        written_at: line.instant("written_at")?,
    })
}
