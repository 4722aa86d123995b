//! The picture of a receipt: checked by what it is, drawn anew, without what a telephone writes into it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::{MediaId, PersonId, SpendingId};
use store::StoreError;
use store::spending::records::{self, ReceiptPicture};

use super::by;
use crate::plan::picture::fit;
use crate::{ActionError, Caller, Problem};

/// No picture is larger, in bytes.
const MOST_BYTES: usize = 25 * 1024 * 1024;

/// Adds the picture of a record.
///
/// # Errors
/// Refused without [`Action::RecordSpending`]; invalid where it is too large or no picture; [`StoreError::Missing`].
pub async fn add_picture(
    caller: &Caller,
    child: PersonId,
    record: SpendingId,
    bytes: Vec<u8>,
) -> Result<MediaId, ActionError> {
    let permit = caller.permit_for(Action::RecordSpending, child).await?;
    let person = by(&permit)?;
    if bytes.len() > MOST_BYTES {
        let most = (MOST_BYTES / 1024 / 1024).to_string();
        return Err(ActionError::Invalid(vec![Problem::new("file", "file-too-large").with("most", most)]));
    }
    let drawn = tokio::task::spawn_blocking(move || fit(&bytes)).await;
    let (bytes, media_type) = drawn.map_err(|error| ActionError::Outside(error.to_string()))?.map_err(|why| {
        tracing::info!(why, "a picture of a receipt was not taken");
        ActionError::invalid("file", "no-picture")
    })?;
    let mut write = caller.writing(&permit).await?;
    records::find(&mut write, child, record).await?.ok_or(StoreError::Missing("record"))?;
    let picture = ReceiptPicture {
        id: write.id(),
        record,
        media_type: media_type.to_owned(),
        content: STANDARD.encode(&bytes),
        added_by: person,
        added_at: caller.moment.at,
    };
    records::add_picture(&mut write, child, &picture).await?;
    let event = Event::of(&permit, format!("spending {record}")).with("picture", picture.id);
    write.commit(event.with("bytes", bytes.len())).await?;
    Ok(picture.id)
}

/// Opens it: its media type and its bytes.
///
/// # Errors
/// Refused without [`Action::ViewSpending`]; [`StoreError::Missing`].
pub async fn open_picture(
    caller: &Caller,
    child: PersonId,
    record: SpendingId,
) -> Result<(String, Vec<u8>), ActionError> {
    caller.permit_for(Action::ViewSpending, child).await?;
    let mut reading = caller.reading().await?;
    let picture = records::picture(&mut reading, child, record).await?.ok_or(StoreError::Missing("picture"))?;
    let bytes = STANDARD.decode(&picture.content).map_err(|error| ActionError::Outside(error.to_string()))?;
    Ok((picture.media_type, bytes))
}
