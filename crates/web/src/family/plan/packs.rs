//! `/family/{child}/plan/{plan}/packs/{pack}`: the plan as the law wants to see it, section by section.

use actions::plan::{PlanView, add_pictures};
use axum::extract::Path;
use axum::response::Response;

use super::sheet::Sheet;
use crate::documents::printed;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::document::Blocks;
use crate::plan_view::in_sections;
use crate::query::query;
use crate::visit::Visit;

/// The plan in the sections of a pack, on the screen or with `?as=pdf` on paper.
pub async fn show(visit: Visit, Path((_, plan, pack)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let w = visit.words(super::FOLDER);
    let child = visit.child()?;
    let id = plan.parse().map_err(|_| Fault::NotFound)?;
    let at = format!("/family/{child}/plan/{id}");
    let mut reading = visit.reading().await?;
    let view = PlanView::load(&mut reading, child, id).await?;
    let mut document = in_sections(&mut reading, &visit, &view, &pack, &format!("{at}/media")).await?;
    if let (Some("pdf"), Some(documents)) = (query(&visit, "as").as_deref(), &visit.app.documents) {
        add_pictures(&mut reading, id, &mut document).await?;
        drop(reading);
        return printed(documents, document, &pack).await;
    }
    drop(reading);
    let title = document.title.plain();
    let mut page = visit.page(w, title.clone());
    page.back = Some(Link::new(w.t("to-contents"), at.clone()));
    let mut sheet = Sheet::new(page, title).caption(document.day_text);
    if visit.app.documents.is_some() {
        sheet = sheet.links(&[Link::new(w.t("pack-pdf"), format!("{at}/packs/{pack}?as=pdf"))]);
    }
    sheet.with(&Blocks::new(document.blocks)).shown()
}
