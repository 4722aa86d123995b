//! `/`: what this is, and where to go.

use askama::Template;
use axum::response::Html;

use crate::fault::Fault;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "public/home/page.html")]
struct HomePage {
    page: Page,
    w: PageWords,
}

/// The start page.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("public/home");
    let page = visit.page(w, w.t("title"));
    Ok(Html(HomePage { page, w }.render()?))
}
