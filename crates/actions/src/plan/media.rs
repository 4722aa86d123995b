//! Pictures, drawings and recorded voices: checked by what they are, not by what they are called. Photos are scaled and lose
//! what the camera wrote into them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::document::{Block, Document, PictureFile};
use seven_core::plan::writing::text;
use seven_core::{MediaId, PersonId, PlanId};
use store::plan_media::{self, MediaLine};
use store::{Query, StoreError, plans};

use super::picture::fit;
use super::{is_draft, unwritten};
use crate::{ActionError, Caller, Problem};

/// No file is larger, in bytes.
pub const MOST_BYTES: usize = 25 * 1024 * 1024;

/// What can be kept: first bytes and media type. Others are refused, whatever they are called.
const KINDS: [&str; 9] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "audio/mpeg",
    "audio/x-wav",
    "audio/ogg",
    "audio/m4a",
    "video/webm",
];

/// A file to be added.
#[derive(Debug, Clone)]
pub struct NewMedia {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it shows or says.
    pub words: String,
}

/// Adds a picture or recording.
///
/// # Errors
/// Refused without [`Action::WriteOwnPages`]; invalid where it is too large or of no kind that is kept.
pub async fn add(caller: &Caller, child: PersonId, plan: PlanId, new: NewMedia) -> Result<MediaId, ActionError> {
    let permit = caller.permit_for(Action::WriteOwnPages, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    if new.bytes.len() > MOST_BYTES {
        let most = (MOST_BYTES / 1024 / 1024).to_string();
        return Err(ActionError::Invalid(vec![Problem::new("file", "file-too-large").with("most", most)]));
    }
    let kind = infer::get(&new.bytes).map(|kind| kind.mime_type());
    let Some(media_type) = kind.filter(|kind| KINDS.contains(kind)) else {
        return Err(ActionError::invalid("file", "no-picture-or-recording"));
    };
    let (bytes, media_type) = match media_type.starts_with("image/") {
        // drawing anew is work for a thread of its own
        true => {
            let drawn = tokio::task::spawn_blocking(move || fit(&new.bytes)).await;
            drawn.map_err(|error| ActionError::Outside(error.to_string()))?.map_err(|why| {
                tracing::info!(why, "a picture was not taken");
                ActionError::invalid("file", "no-picture-or-recording")
            })?
        }
        false => (new.bytes, media_type),
    };
    let words = text("picture-words", &new.words).map_err(|error| unwritten(&error))?;
    let mut write = caller.writing(&permit).await?;
    let heading = plans::find(&mut write, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    is_draft(&heading)?;
    let line = MediaLine {
        id: write.id(),
        media_type: media_type.to_owned(),
        words,
        added_by: by,
        added_at: caller.moment.at,
    };
    plan_media::insert(&mut write, plan, child, &line, &STANDARD.encode(&bytes)).await?;
    let event = Event::of(&permit, format!("picture {}", line.id)).with("plan", plan).with("type", media_type);
    write.commit(event.with("bytes", bytes.len())).await?;
    Ok(line.id)
}

/// Opens one: its media type and its bytes.
///
/// # Errors
/// Refused without [`Action::ViewOwnPages`]; [`StoreError::Missing`].
pub async fn open(
    caller: &Caller,
    child: PersonId,
    plan: PlanId,
    id: MediaId,
) -> Result<(MediaLine, Vec<u8>), ActionError> {
    caller.permit_for(Action::ViewOwnPages, child).await?;
    let mut reading = caller.reading().await?;
    plans::find(&mut reading, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    let (line, content) = plan_media::open(&mut reading, plan, id).await?.ok_or(StoreError::Missing("picture"))?;
    let bytes = STANDARD.decode(&content).map_err(|error| ActionError::Outside(error.to_string()))?;
    Ok((line, bytes))
}

/// Opens the pictures that stand in a document of the plan, so that they can be printed. All of them were drawn anew when they
/// were taken; a recording is never among them.
///
/// # Errors
/// What the database says.
pub async fn into(at: &mut impl Query, plan: PlanId, document: &mut Document) -> Result<(), ActionError> {
    let file = |block: &Block| if let Block::Picture { file, .. } = block { Some(file.clone()) } else { None };
    for name in document.blocks.iter().filter_map(file).collect::<Vec<_>>() {
        let Some(id) = name.split('.').next().and_then(|id| id.parse().ok()) else { continue };
        let Some((_, content)) = plan_media::open(at, plan, id).await? else { continue };
        let bytes = STANDARD.decode(&content).map_err(|error| ActionError::Outside(error.to_string()))?;
        document.pictures.push(PictureFile { name, bytes });
    }
    Ok(())
}
