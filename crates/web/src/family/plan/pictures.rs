//! Adding a picture, a drawing or a recorded voice to one of the child's own pages.

use axum::extract::Path;
use axum::response::Response;
use seven_core::PieceId;
use seven_core::plan::Body;

use super::PlanDesk;
use super::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::visit::Visit;

/// What can be sent, by the endings of files.
const KINDS: [&str; 9] = ["jpg", "png", "gif", "webp", "mp3", "wav", "ogg", "m4a", "webm"];

/// The form, with the limits told before anything is chosen.
pub async fn show(visit: Visit, Path((_, plan, id)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    page(&desk, id, &Posted::empty(desk.w))
}

pub(super) fn page(desk: &PlanDesk, id: PieceId, posted: &Posted) -> Result<Response, Fault> {
    let (w, plan) = (desk.w, desk.sheet());
    let Some(Body::Page(page)) = desk.view.piece(id).map(|stored| &stored.piece.body) else {
        return Err(Fault::NotFound);
    };
    let topic = plan.w.t(&format!("topic.{}", page.topic)).to_owned();
    let size = format!("{} MB", actions::plan::MOST_BYTES / 1024 / 1024);
    let form = Form::new(&desk.visit, desk.at(&format!("/me/pictures/{id}")))
        .upload()
        .field(&posted.field_said("file", "picture.file").file(&KINDS, &size))
        .field(&posted.field_said("picture-words", "picture.words").text())
        .button(Button::new(w.t("picture.add")));
    let back = Link::new(w.t("to-me"), desk.at("/me"));
    let title = w.say("picture.title", &[("topic", &topic)]);
    Sheet::new(desk.page(title.clone(), back), title).lead(w.t("picture.lead")).with(&form).mended(posted).shown()
}
