//! A file of columns that nobody has explained yet: kept for whoever sent it until they say which column is which, and the saying
//! kept for the next month.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use interchange::statements::{self, FirstRows};
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::banking::profile::ColumnProfile;
use seven_core::{ImportId, PersonId, ProfileId};
use store::StoreError;
use store::spending::profiles;
use store::uploads::{self, KeptUpload};

use super::by;
use super::import::unreadable;
use crate::{ActionError, Caller};

/// A file that waits for its columns to be named.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What it is called.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Its headings and first rows.
    pub first: FirstRows,
}

/// The kind under which a child's file is kept.
fn kind_of(child: PersonId) -> String {
    format!("statement {child}")
}

/// Keeps a file of columns for its sender, for a day.
///
/// # Errors
/// Refused without [`Action::ImportStatement`]; invalid where it is no file of columns.
pub async fn keep_file(
    caller: &Caller,
    child: PersonId,
    file_name: &str,
    bytes: &[u8],
) -> Result<ImportId, ActionError> {
    let permit = caller.permit_for(Action::ImportStatement, child).await?;
    let person = by(&permit)?;
    statements::first_rows(bytes, None).map_err(|error| unreadable(&error))?;
    let mut write = caller.writing(&permit).await?;
    let upload = KeptUpload {
        id: write.id(),
        kind: kind_of(child),
        file_name: file_name.chars().filter(|letter| !letter.is_control()).take(200).collect(),
        content: STANDARD.encode(bytes),
    };
    uploads::keep(&mut write, person, &upload).await?;
    let event = Event::of(&permit, format!("statement file {}", upload.id)).with("bytes", bytes.len());
    write.commit(event).await?;
    Ok(upload.id)
}

/// A file that the caller sent for this child, with what it looks like.
///
/// # Errors
/// Refused without [`Action::ImportStatement`]; [`StoreError::Missing`] where it is somebody else's, of another child, or gone.
pub async fn kept_file(caller: &Caller, child: PersonId, id: ImportId) -> Result<Waiting, ActionError> {
    let permit = caller.permit_for(Action::ImportStatement, child).await?;
    let mut reading = caller.reading().await?;
    let kept = uploads::find(&mut reading, by(&permit)?, id).await?;
    let kept = kept.filter(|kept| kept.kind == kind_of(child)).ok_or(StoreError::Missing("file"))?;
    let bytes = STANDARD.decode(&kept.content).map_err(|error| ActionError::Outside(error.to_string()))?;
    let first = statements::first_rows(&bytes, None).map_err(|error| unreadable(&error))?;
    Ok(Waiting { file_name: kept.file_name, bytes, first })
}

/// How the family's banks write their columns, as it was said before.
///
/// # Errors
/// Refused without [`Action::ImportStatement`].
pub async fn saved_profiles(caller: &Caller, child: PersonId) -> Result<Vec<ColumnProfile>, ActionError> {
    caller.permit_for(Action::ImportStatement, child).await?;
    let mut reading = caller.reading().await?;
    Ok(profiles::of_child(&mut reading, child).await?.into_iter().map(|(_, profile)| profile).collect())
}

/// Saves how a bank's columns are read; one of the same name makes room.
///
/// # Errors
/// Refused without [`Action::ImportStatement`]; invalid without a name.
pub async fn save_profile(caller: &Caller, child: PersonId, profile: &ColumnProfile) -> Result<ProfileId, ActionError> {
    let permit = caller.permit_for(Action::ImportStatement, child).await?;
    let person = by(&permit)?;
    if profile.name.trim().is_empty() {
        return Err(ActionError::invalid("name", "missing"));
    }
    let mut write = caller.writing(&permit).await?;
    let id = write.id();
    profiles::save(&mut write, child, id, profile, person).await?;
    write.commit(Event::of(&permit, format!("column profile {id}"))).await?;
    Ok(id)
}
