//! Adding a picture, a drawing or a recorded voice to one of the child's own pages: drawn or recorded here, or chosen as a
//! file.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use seven_core::PieceId;
use seven_core::plan::Body;

use super::PlanDesk;
use super::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::visit::Visit;
use crate::words::PageWords;

/// What can be sent, by the endings of files.
const KINDS: [&str; 9] = ["jpg", "png", "gif", "webp", "mp3", "wav", "ogg", "m4a", "webm"];

/// The pens, and what they are called in the style sheet and in the words; white rubs out.
const COLOURS: [(&str, &str); 7] = [
    ("#1d1d1f", "black"),
    ("#c4271b", "red"),
    ("#e08a00", "orange"),
    ("#1f7a3d", "green"),
    ("#1f5fbf", "blue"),
    ("#7a3fa8", "purple"),
    ("#ffffff", "rubber"),
];

/// A sheet to draw on and a button to record with. Both are hidden until a script can work them.
#[derive(Template)]
#[template(path = "family/plan/drawing.html")]
struct Drawing {
    w: PageWords,
    colours: [(&'static str, &'static str); 7],
}

impl HtmlSafe for Drawing {}

impl Drawing {
    fn colour(&self, name: &str) -> &'static str {
        self.w.find(&format!("picture.colour.{name}")).unwrap_or_default()
    }
}

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
        .field(&Drawing { w, colours: COLOURS })
        .field(&posted.field_said("file", "picture.file").file(&KINDS, &size))
        .field(&posted.field_said("picture-words", "picture.words").text())
        .button(Button::new(w.t("picture.add")));
    let back = Link::new(w.t("to-me"), desk.at("/me"));
    let title = w.say("picture.title", &[("topic", &topic)]);
    let sheet = Sheet::new(desk.page(title.clone(), back), title).lead(w.t("picture.lead")).with(&form).mended(posted);
    let mut response = sheet.shown()?;
    // this page alone may ask for the microphone
    let features = HeaderValue::from_static("camera=(), geolocation=(), microphone=(self), payment=(), usb=()");
    response.headers_mut().insert(HeaderName::from_static("permissions-policy"), features);
    Ok(response)
}
