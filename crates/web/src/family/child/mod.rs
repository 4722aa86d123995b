//! `/family/{child}`: one child's page.

use askama::Template;
use axum::response::Html;
use store::people;

use crate::fault::Fault;
use crate::parts::layout::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "family/child/page.html")]
struct ChildPage {
    page: Page,
    name: String,
}

/// The child's page.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/child");
    let mut reading = visit.reading().await?;
    let child = people::find(&mut reading, visit.child()?).await?.ok_or(Fault::NotFound)?;
    let name = child.name.shown();
    let page = visit.page(w, name.clone());
    Ok(Html(ChildPage { page, name }.render()?))
}
