//! What shows a record: a picture, drawn anew without what a telephone writes into it, or a PDF, looked through and kept as it is.
//! Either is checked by what it is, whatever it is called.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use interchange::pdf;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::{MediaId, PersonId, SpendingId};
use store::StoreError;
use store::spending::records::{self, ReceiptPicture};

use super::by;
use crate::plan::picture::fit;
use crate::{ActionError, Caller, Problem};

/// No picture is larger, in megabytes.
const MOST_MEGABYTES: usize = 25;
/// No PDF is larger, in megabytes: it is kept as it came.
pub const MOST_PDF_MEGABYTES: usize = 10;
/// How a PDF is told from pictures.
pub const PDF: &str = "application/pdf";

/// Adds the picture or the PDF of a record.
///
/// # Errors
/// Refused without [`Action::RecordSpending`]; invalid where it is too large, no picture, or a PDF that is not kept
/// ([`interchange::pdf::PdfRefusal`]); [`StoreError::Missing`].
pub async fn add_picture(
    caller: &Caller,
    child: PersonId,
    record: SpendingId,
    bytes: Vec<u8>,
) -> Result<MediaId, ActionError> {
    let permit = caller.permit_for(Action::RecordSpending, child).await?;
    let person = by(&permit)?;
    let most = if pdf::is_pdf(&bytes) { MOST_PDF_MEGABYTES } else { MOST_MEGABYTES };
    if bytes.len() > most * 1024 * 1024 {
        return Err(ActionError::Invalid(vec![Problem::new("file", "file-too-large").with("most", most.to_string())]));
    }
    let looked = tokio::task::spawn_blocking(move || checked(bytes)).await;
    let (bytes, media_type) = looked.map_err(|error| ActionError::Outside(error.to_string()))??;
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

/// What is kept of a file, and its media type.
fn checked(bytes: Vec<u8>) -> Result<(Vec<u8>, &'static str), ActionError> {
    if pdf::is_pdf(&bytes) {
        pdf::look_through(&bytes).map_err(|why| ActionError::invalid("file", why.code()))?;
        return Ok((bytes, PDF));
    }
    fit(&bytes).map_err(|why| {
        tracing::info!(why, "a picture of a receipt was not taken");
        ActionError::invalid("file", "no-picture")
    })
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
