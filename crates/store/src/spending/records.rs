//! Receipts, bills, cash, miles and hours, and their pictures.

use std::collections::BTreeMap;

use jiff::Timestamp;
use seven_core::matching::ExpectedKind;
use seven_core::spending::{NewRecord, RecordState};
use seven_core::{MediaId, PersonId, SpendingId};
use sqlx::any::AnyRow;

use crate::line::{Line, from_json, instant, json};
use crate::{Query, StoreError, Writing};

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its id.
    pub id: SpendingId,
    /// Whose spending it is.
    pub child: PersonId,
    /// What it says.
    pub record: NewRecord,
    /// Whether somebody who works with the family entered it for them from paper.
    pub from_paper: bool,
    /// Whether it counts.
    pub state: RecordState,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// Who approved it, or took it back.
    pub decided_by: Option<PersonId>,
    /// How often it was changed.
    pub version: i64,
}

/// A child's records, the latest days first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredRecord>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM spending_record WHERE authority_id = $1 AND child_id = $2 ORDER BY day DESC, made_at DESC, id",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(record).collect()
}

/// One of them.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, child: PersonId, id: SpendingId) -> Result<Option<StoredRecord>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM spending_record WHERE authority_id = $1 AND child_id = $2 AND id = $3")
        .bind(authority)
        .bind(child.to_string())
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(record).transpose()
}

/// Adds one.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert(write: &mut Writing, new: &StoredRecord) -> Result<(), StoreError> {
    write.about(new.child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO spending_record (authority_id, id, child_id, kind, day, amount_pence, payee, reference, piece_id, \
         working, state, made_by, made_at, from_paper, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.child.to_string())
    .bind(new.record.kind.code())
    .bind(new.record.day.to_string())
    .bind(new.record.pence.0)
    .bind(new.record.payee.as_str())
    .bind(new.record.reference.as_str())
    .bind(new.record.piece.map(|piece| piece.to_string()))
    .bind(json(&new.record.working)?)
    .bind(new.state.code())
    .bind(new.made_by.to_string())
    .bind(instant(new.made_at))
    .bind(i64::from(new.from_paper))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Approves one or takes it back, as it was when it was read.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else did meanwhile.
pub async fn decide(
    write: &mut Writing,
    was: &StoredRecord,
    state: RecordState,
    by: PersonId,
) -> Result<(), StoreError> {
    write.about(was.child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let done = sqlx::query(
        "UPDATE spending_record SET state = $4, decided_by = $5, decided_at = $6, version = version + 1 \
         WHERE authority_id = $1 AND id = $2 AND version = $3",
    )
    .bind(authority)
    .bind(was.id.to_string())
    .bind(was.version)
    .bind(state.code())
    .bind(by.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("record")) }
}

/// A picture of a receipt, in base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptPicture {
    /// Its id.
    pub id: MediaId,
    /// The record that it shows.
    pub record: SpendingId,
    /// Its media type.
    pub media_type: String,
    /// The picture, in base64.
    pub content: String,
    /// Who added it.
    pub added_by: PersonId,
    /// When.
    pub added_at: Timestamp,
}

/// Adds a picture.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn add_picture(write: &mut Writing, child: PersonId, new: &ReceiptPicture) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO spending_picture (authority_id, id, record_id, child_id, media_type, content, added_by, added_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(authority)
    .bind(new.id.to_string())
    .bind(new.record.to_string())
    .bind(child.to_string())
    .bind(new.media_type.as_str())
    .bind(new.content.as_str())
    .bind(new.added_by.to_string())
    .bind(instant(new.added_at))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// The picture of a record, if it has one.
///
/// # Errors
/// What the database says.
pub async fn picture(
    at: &mut impl Query,
    child: PersonId,
    record: SpendingId,
) -> Result<Option<ReceiptPicture>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT * FROM spending_picture WHERE authority_id = $1 AND child_id = $2 AND record_id = $3 ORDER BY added_at, id",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(record.to_string())
    .fetch_optional(at.connection())
    .await?;
    row.map(|row| {
        let line = Line(&row);
        Ok(ReceiptPicture {
            id: line.read("id")?,
            record: line.read("record_id")?,
            media_type: line.text("media_type")?,
            content: line.text("content")?,
            added_by: line.read("added_by")?,
            added_at: line.instant("added_at")?,
        })
    })
    .transpose()
}

/// The records of a child that have a picture or a PDF, with its media type.
///
/// # Errors
/// What the database says.
pub async fn pictured(at: &mut impl Query, child: PersonId) -> Result<BTreeMap<SpendingId, String>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT shown.record_id, shown.media_type FROM spending_record AS kept JOIN spending_picture AS shown \
         ON shown.authority_id = kept.authority_id AND shown.record_id = kept.id \
         WHERE kept.authority_id = $1 AND kept.child_id = $2 ORDER BY shown.added_at DESC, shown.id DESC",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(at.connection())
    .await?;
    // the first that was added comes last here, and is the one that is shown
    rows.iter().map(|row| Ok((Line(row).read("record_id")?, Line(row).text("media_type")?))).collect()
}

fn record(row: &AnyRow) -> Result<StoredRecord, StoreError> {
    let line = Line(row);
    Ok(StoredRecord {
        id: line.read("id")?,
        child: line.read("child_id")?,
        record: NewRecord {
            kind: line.coded("kind", ExpectedKind::from_code)?,
            day: line.day("day")?,
            pence: line.pence("amount_pence")?,
            payee: line.text("payee")?,
            reference: line.text("reference")?,
            piece: line.read_or_none("piece_id")?,
            working: from_json(&line.text("working")?, "working")?,
        },
        from_paper: line.flag("from_paper")?,
        state: line.coded("state", RecordState::from_code)?,
        made_by: line.read("made_by")?,
        made_at: line.instant("made_at")?,
        decided_by: line.read_or_none("decided_by")?,
        version: line.number("version")?,
    })
}
