//! A plan as one document: on the screen, in large print, in easy read, as a PDF; or the child's own pages alone.

use actions::plan::{PlanView, add_pictures};
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use seven_core::PersonId;
use seven_core::document::{Document, Style};
use seven_core::plan::paper::{Media, Paper, Which};
use store::{Query, people, plan_media};

use crate::documents::printed;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::document::Blocks;
use crate::parts::layout::Page;
use crate::query::{query, style, style_code};
use crate::streams::names_of;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/plan/paper/page.html")]
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

/// The whole plan.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    shown(&visit, &plan, Which::Whole, "paper").await
}

/// The child's own pages: all about me.
pub async fn profile(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    shown(&visit, &plan, Which::OwnPages, "profile").await
}

async fn shown(visit: &Visit, plan: &str, which: Which, name: &str) -> Result<Response, Fault> {
    let w = visit.words("family/plan/paper");
    let child = visit.child()?;
    let id = plan.parse().map_err(|_| Fault::NotFound)?;
    let mut reading = visit.reading().await?;
    let view = PlanView::load(&mut reading, child, id).await?;
    let first = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?.name.first().to_owned();
    let mut document = document(&mut reading, visit, &view, child, which, style(visit)).await?;
    if let (Some("pdf"), Some(documents)) = (query(visit, "as").as_deref(), &visit.app.documents) {
        add_pictures(&mut reading, view.plan.id, &mut document).await?;
        drop(reading);
        return printed(documents, document, name).await;
    }
    drop(reading);
    let mut page = visit.page(w, document.title.plain());
    page.back = Some(match which {
        Which::Whole => Link::new(w.t("back"), format!("/family/{child}/plan")),
        Which::OwnPages => Link::new(w.say("nav.child", &[("name", &first)]), format!("/family/{child}")),
    });
    let page = PaperPage {
        page,
        w,
        title: document.title.plain(),
        day: document.day_text,
        blocks: Blocks::new(document.blocks),
        style: style_code(style(visit)),
        at: format!("/family/{child}/plan/{id}/{name}"),
        has_pdf: visit.app.documents.is_some(),
    };
    Ok(Html(page.render()?).into_response())
}

/// A plan as a document.
async fn document(
    at: &mut impl Query,
    visit: &Visit,
    view: &PlanView,
    child: PersonId,
    which: Which,
    style: Style,
) -> Result<Document, Fault> {
    let child = people::find(at, child).await?.ok_or(Fault::NotFound)?;
    let streams = names_of(at, visit.language, view.told.as_ref()).await?;
    let media = plan_media::of_plan(at, view.plan.id).await?;
    let media: Vec<Media> = media.iter().map(|one| Media::of(one.id, &one.media_type, &one.words)).collect();
    let media_at = format!("/family/{}/plan/{}/media", child.id, view.plan.id);
    let paper = Paper {
        name: child.name.first(),
        authority: &visit.authority.name,
        day: visit.moment.today,
        style,
        which,
        pieces: &view.pieces(),
        summary: &view.summary,
        stretch: view.plan.stretch,
        status: view.plan.status,
        shortfall: &view.plan.shortfall,
        streams: &streams,
        media: &media,
        media_at: &media_at,
    };
    Ok(paper.document())
}
