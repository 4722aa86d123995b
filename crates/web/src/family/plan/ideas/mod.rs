//! Made-up stories of what others did with their plans, to get ideas from.

use axum::extract::Path;
use axum::response::Response;

use super::PlanDesk;
use super::sheet::Sheet;
use crate::fault::Fault;
use crate::parts::show::{Row, SummaryList};
use crate::visit::Visit;

/// The stories, as the catalogue names them. Nobody in them is real.
const STORIES: [&str; 3] = ["weekends", "leaving-school", "nights"];

/// The stories.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let w = desk.visit.words("family/plan/ideas");
    let title = w.t("ideas.title");
    let mut sheet = Sheet::new(desk.page(title, desk.to_contents()), title).lead(w.t("ideas.lead"));
    for story in STORIES {
        let t = |what: &str| w.t(&format!("ideas.{story}.{what}")).to_owned();
        let names = ["who", "wanted", "free", "paid", "money", "after"];
        let rows = names.map(|name| Row::new(w.t(&format!("ideas.name.{name}")), t(name)));
        sheet = sheet.with(&SummaryList::new(rows.into()).titled(t("title")));
    }
    sheet.shown()
}
