//! The sheet to fill in with a pen and the letter with the decision: as a page, in large print, as a PDF.

use actions::reviews::ReviewView;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use seven_core::document::Document;
use seven_core::review::letter::{Head, ReviewLetter, ReviewSheet};
use seven_core::review::{Review, clock};
use store::{Query, people};

use super::words;
use crate::documents::printed;
use crate::fault::{Fault, broken};
use crate::parts::Link;
use crate::parts::document::Blocks;
use crate::parts::layout::Page;
use crate::query::{query, style, style_code};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "review_view/paper.html")]
struct PaperPage {
    page: Page,
    w: PageWords,
    title: String,
    day: String,
    blocks: Blocks,
    style: &'static str,
    at: String,
    has_pdf: bool,
}

/// A document as the reader asked for it.
pub(crate) async fn shown(visit: &Visit, document: Document, at: String, back: Link) -> Result<Response, Fault> {
    if let (Some("pdf"), Some(documents)) = (query(visit, "as").as_deref(), &visit.app.documents) {
        return printed(documents, document, "review").await;
    }
    let w = words(visit);
    let mut page = visit.page(w, document.title.plain());
    page.back = Some(back);
    let page = PaperPage {
        page,
        w,
        title: document.title.plain(),
        day: document.day_text,
        blocks: Blocks::new(document.blocks),
        style: style_code(style(visit)),
        at,
        has_pdf: visit.app.documents.is_some(),
    };
    Ok(Html(page.render()?).into_response())
}

/// The sheet for whoever takes part on paper.
pub(crate) async fn sheet(at: &mut impl Query, visit: &Visit, view: &ReviewView) -> Result<Document, Fault> {
    let child = people::find(at, view.child).await?.ok_or(Fault::NotFound)?;
    let outcomes: Vec<_> = view.outcomes.iter().map(|one| one.outcome.clone()).collect();
    let meeting = view.open().and_then(|one| Some((one.paper.on?, one.paper.place.as_str())));
    let sheet = ReviewSheet {
        head: Head {
            name: child.name.first(),
            authority: &visit.authority.name,
            day: visit.moment.today,
            style: style(visit),
        },
        meeting,
        points: &view.points,
        outcomes: &outcomes,
    };
    Ok(sheet.document())
}

/// The letter about a decision; nothing where none is made.
pub(crate) async fn letter(
    at: &mut impl Query,
    visit: &Visit,
    view: &ReviewView,
    review: &Review,
) -> Result<Option<Document>, Fault> {
    let (Some(decision), Some(held), Some(ask_by)) = (&review.decision, review.held_on, review.ask_by) else {
        return Ok(None);
    };
    let child = people::find(at, view.child).await?.ok_or(Fault::NotFound)?;
    let by = people::find(at, decision.by).await?.map(|person| person.name.shown()).unwrap_or_default();
    let streams: Vec<(String, String)> =
        decision.savings.iter().map(|one| (one.stream.clone(), called(&one.stream))).collect();
    let pack = clock::known().map_err(|error| broken(&error))?;
    let settings = &view.settings;
    let is_amended = decision.ehc == Some(seven_core::review::decision::EhcAnswer::Amend);
    let letter = ReviewLetter {
        head: Head {
            name: child.name.first(),
            authority: &visit.authority.name,
            day: decision.on,
            style: style(visit),
        },
        held,
        present: &review.present,
        decision,
        decided_by: &by,
        streams: &streams,
        ask_by,
        amended_by: is_amended.then(|| pack.answer_by("ehc-amended", held)).flatten(),
        contact: [settings.phone.as_deref(), settings.email.as_deref(), settings.address.as_deref()],
    };
    Ok(Some(letter.document()))
}
