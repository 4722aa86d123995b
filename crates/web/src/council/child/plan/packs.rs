//! `/council/children/{child}/plan/{plan}/packs/{pack}`: the plan in the sections of a rule pack, each saying where its words
//! come from and what is still empty.

use actions::plan::add_pictures;
use axum::extract::Path;
use axum::response::Response;

use super::Desk;
use crate::documents::printed;
use crate::fault::Fault;
use crate::parts::document::Blocks;
use crate::plan_view::in_sections;
use crate::query::query;
use crate::visit::Visit;

/// The plan in the sections of a pack, on the screen or with `?as=pdf` on paper.
pub async fn show(visit: Visit, Path((_, plan, pack)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let desk = Desk::open(&visit, &mut reading, &plan, "read").await?;
    let media_at = format!("{}/media", desk.at());
    let mut document = in_sections(&mut reading, &visit, &desk.view, &pack, &media_at).await?;
    if let (Some("pdf"), Some(documents)) = (query(&visit, "as").as_deref(), &visit.app.documents) {
        add_pictures(&mut reading, desk.view.plan.id, &mut document).await?;
        drop(reading);
        return printed(documents, document, &pack).await;
    }
    drop(reading);
    let mut office = desk.page(&visit, "read").heading(&document.title.plain());
    if visit.app.documents.is_some() {
        office = office.link(desk.w.t("pack_pdf"), &format!("{}/packs/{pack}?as=pdf", desk.at()));
    }
    office.with(&Blocks::new(document.blocks)).shown()
}
