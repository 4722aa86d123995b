//! The sheet to fill in with a pen, and the letter about a decision with the way to another look.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use seven_core::access::Action;

use super::{Desk, FOLDER, id};
use crate::dates::day;
use crate::documents::printed;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::document::Blocks;
use crate::parts::form::{Csrf, Posted, TextArea};
use crate::parts::layout::Page;
use crate::query::query;
use crate::review_view;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/review/letter.html")]
struct LetterPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    day: String,
    blocks: Blocks,
    at: String,
    has_pdf: bool,
    look: Option<String>,
    answer: Option<(String, String)>,
    asks: Option<TextArea>,
    version: i64,
}

/// The sheet.
pub async fn sheet(visit: Visit) -> Result<Response, Fault> {
    let desk = Desk::open(&visit).await?;
    let document = review_view::sheet(&mut visit.reading().await?, &visit, &desk.view).await?;
    let back = Link::new(desk.w.t("nav.review"), desk.at());
    review_view::shown(&visit, document, format!("{}/paper", desk.at()), back).await
}

/// The letter.
pub async fn letter(visit: Visit, Path((_, review)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &review, &Posted::empty(visit.words(FOLDER))).await
}

pub(super) async fn page(visit: &Visit, review: &str, posted: &Posted) -> Result<Response, Fault> {
    let desk = Desk::open(visit).await?;
    let w = desk.w;
    let stored = desk.view.review(id(review)?).ok_or(Fault::NotFound)?;
    let mut reading = visit.reading().await?;
    let document = review_view::letter(&mut reading, visit, &desk.view, &stored.paper).await?.ok_or(Fault::NotFound)?;
    let look = stored.paper.another_look.as_ref();
    let by = match look.and_then(|look| look.answer.as_ref()) {
        Some((by, ..)) => crate::family::name_of(&mut reading, *by).await?,
        None => String::new(),
    };
    drop(reading);
    if let (Some("pdf"), Some(documents)) = (query(visit, "as").as_deref(), &visit.app.documents) {
        return printed(documents, document, "review").await;
    }
    let today = visit.moment.today;
    let may_ask = look.is_none()
        && visit.opens(Action::AskForReview)
        && stored.paper.ask_by.is_some_and(|ask_by| today <= ask_by);
    let answer = look.and_then(|look| look.answer.as_ref()).map(|(_, on, stands, reasons)| {
        let key = if *stands { "look.stands" } else { "look.again" };
        (w.say(key, &[("name", &by), ("day", &day(w, *on))]), reasons.clone())
    });
    let mut page = visit.page(w, document.title.plain());
    page.back = Some(Link::new(w.t("nav.review"), desk.at()));
    page.errors = posted.errors();
    let status = if posted.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = LetterPage {
        page,
        w,
        csrf: visit.csrf(),
        title: document.title.plain(),
        day: document.day_text,
        blocks: Blocks::new(document.blocks),
        at: format!("{}/{review}", desk.at()),
        has_pdf: visit.app.documents.is_some(),
        look: look.map(|look| w.say("look.asked", &[("day", &day(w, look.on)), ("by", &day(w, look.answer_by))])),
        answer,
        asks: may_ask.then(|| posted.field_said("words", "look.words").text_area(4_000).rows(4)),
        version: stored.version,
    };
    Ok((status, Html(page.render()?)).into_response())
}
