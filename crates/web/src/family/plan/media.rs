//! Pictures and recordings: opened one by one, added to a page of the child's own.

use actions::ActionError;
use actions::plan::{Entry, NewMedia, add_media, open_media, write_piece};
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::plan::Body;
use seven_core::{MediaId, PieceId, PlanId};

use store::{StoreError, plan_pieces};

use super::sheet::refuse;
use super::{PlanDesk, pictures};
use crate::fault::Fault;
use crate::sent::Upload;
use crate::visit::Visit;

/// One picture or recording, for its page to show.
pub async fn show(visit: Visit, Path((_, plan, id)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let caller = visit.signed_caller()?;
    let plan: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let id: MediaId = id.parse().map_err(|_| Fault::NotFound)?;
    let (line, bytes) = open_media(&caller, visit.child()?, plan, id).await?;
    let kind = HeaderValue::from_str(&line.media_type).map_err(|error| crate::fault::broken(&error))?;
    // nothing but the reader's own browser keeps it, and for this sitting only
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, HeaderValue::from_static("private, max-age=600")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
    ];
    Ok((headers, bytes).into_response())
}

/// Adds a picture or recording to a page of the child's own.
pub async fn add(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
    upload: Upload,
) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let id: PieceId = id.parse().map_err(|_| Fault::NotFound)?;
    let Some(Body::Page(_)) = desk.view.piece(id).map(|stored| &stored.piece.body) else { return Err(Fault::NotFound) };
    let (child, plan) = desk.ids();
    let caller = desk.visit.signed_caller()?;
    let mut posted = upload.fields.posted(desk.w);
    if upload.bytes.is_empty() {
        posted.refuse_in_words("file", desk.w.t("problem.no-file"));
        return pictures::page(&desk, id, &posted);
    }
    let new = NewMedia { bytes: upload.bytes, words: posted.value("picture-words").to_owned() };
    let media = match add_media(&caller, child, plan, new).await {
        Ok(media) => media,
        Err(error) => {
            refuse(&mut posted, desk.w, error)?;
            return pictures::page(&desk, id, &posted);
        }
    };
    attach(&desk, id, media).await?;
    Ok(Redirect::to(&format!("{}?done=picture#piece-{id}", desk.at("/me"))).into_response())
}

/// Puts a picture on its page. Somebody may be writing there at the same moment: a picture takes no word away, so it is
/// tried again on what stands there then.
async fn attach(desk: &PlanDesk, id: PieceId, media: MediaId) -> Result<(), Fault> {
    let caller = desk.visit.signed_caller()?;
    let (child, plan) = desk.ids();
    for _ in 0..3 {
        let stored = plan_pieces::find(&mut desk.visit.reading().await?, plan, id).await?.ok_or(Fault::NotFound)?;
        let Body::Page(mut page) = stored.piece.body else { return Err(Fault::NotFound) };
        page.media.push(media);
        let entry = Entry { piece: Some(id), version: stored.version, place: None, body: Body::Page(page) };
        match write_piece(&caller, child, plan, entry).await {
            Err(ActionError::Store(StoreError::Changed(_))) => {}
            other => return Ok(other.map(drop)?),
        }
    }
    Err(Fault::Changed)
}
