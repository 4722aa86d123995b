//! A file between its check and its use, so that nobody has to send it twice.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use seven_core::ImportId;
use seven_core::access::Action;
use seven_core::audit::Event;
use store::StoreError;
use store::uploads::{self, KeptUpload};

use crate::{ActionError, Caller};

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// What it holds: `people`, `packages`, `scheme`, `bank-answer`.
    pub kind: String,
    /// What it is called.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What one needs to be allowed for a kind of file.
fn needed(kind: &str) -> Action {
    match kind {
        "scheme" => Action::PublishScheme,
        "bank-answer" => Action::PreparePayments,
        _ => Action::ImportPeople,
    }
}

/// Keeps a file for its sender, for a day.
///
/// # Errors
/// Refused to whom the kind of file is nothing to do.
pub async fn keep(caller: &Caller, file: &SentFile) -> Result<ImportId, ActionError> {
    let permit = caller.permit(needed(&file.kind)).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    if file.bytes.is_empty() {
        return Err(ActionError::invalid("file", "missing"));
    }
    let mut write = caller.writing(&permit).await?;
    let upload = KeptUpload {
        id: write.id(),
        kind: file.kind.clone(),
        file_name: file.file_name.chars().filter(|letter| !letter.is_control()).take(200).collect(),
        content: STANDARD.encode(&file.bytes),
    };
    uploads::keep(&mut write, person, &upload).await?;
    let event = Event::of(&permit, format!("upload {}", upload.id)).with("kind", file.kind.as_str());
    write.commit(event.with("bytes", file.bytes.len())).await?;
    Ok(upload.id)
}

/// A file that the caller sent before.
///
/// # Errors
/// Refused; [`StoreError::Missing`] where it is somebody else's, or gone.
pub async fn find(caller: &Caller, id: ImportId) -> Result<SentFile, ActionError> {
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut reading = caller.reading().await?;
    let kept = uploads::find(&mut reading, person, id).await?.ok_or(StoreError::Missing("upload"))?;
    drop(reading);
    caller.permit(needed(&kept.kind)).await?;
    let bytes = STANDARD.decode(&kept.content).map_err(|error| ActionError::Outside(error.to_string()))?;
    Ok(SentFile { kind: kept.kind, file_name: kept.file_name, bytes })
}
