//! The whole plan to read or to print.

use axum::extract::Path;
use axum::response::Response;

use super::PlanDesk;
use super::sheet::Sheet;
use crate::fault::Fault;
use crate::visit::Visit;

/// The whole plan.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let title = desk.w.say("whole.title", &[("name", &desk.first_name())]);
    let sheet = desk.sheet();
    Sheet::new(desk.page(title.clone(), desk.to_contents()), title)
        .caption(sheet.days())
        .with(&sheet.status())
        .with(&sheet.whole(false))
        .shown()
}
