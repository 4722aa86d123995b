//! What a change of the plan brings: both figures, what is new, and once it is signed what the money has.

use actions::money::MoneyView;
use actions::plan::PlanView;
use axum::extract::Path;
use axum::response::Response;
use seven_core::PlanId;
use seven_core::access::Action;

use super::FOLDER;
use crate::change_view::{self, Beside};
use crate::family::plan::sheet::Sheet;
use crate::fault::Fault;
use crate::parts::Link;
use crate::query::told;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let (w, cw, child) = (visit.words(FOLDER), change_view::words(&visit), visit.child()?);
    let id: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let mut reading = visit.reading().await?;
    let view = PlanView::load(&mut reading, child, id).await?;
    let beside = Beside::load(&mut reading, view).await?.ok_or(Fault::NotFound)?;
    let money = match beside.is_signed() && visit.opens(Action::ViewMoney) {
        true => Some(MoneyView::load(&mut reading, child, visit.moment.today).await?),
        false => None,
    };
    drop(reading);
    let title = w.t("beside.title").to_owned();
    let mut page = told(&visit, w, visit.page(w, title.clone()));
    page.back = Some(Link::new(w.t("nav.changes"), format!("/family/{child}/changes")));
    let mut sheet = Sheet::new(page, title).lead(beside.days(cw));
    if let Some(figures) = beside.figures(cw) {
        sheet = sheet.with(&figures).say(&beside.working(cw));
        if beside.plan.additional.iter().any(seven_core::budget::Additional::is_kept_up) {
            sheet = sheet.set_apart("information", &[w.t("beside.kept-up").to_owned()]);
        }
    }
    sheet = match beside.pieces(cw) {
        Some(pieces) => sheet.with(&pieces),
        None => sheet.say(w.t("beside.nothing-new")),
    };
    if let Some(money) = &money {
        if let Some(lines) = beside.money(cw, money) {
            sheet = sheet.with(&lines);
        }
        let payments = beside.payments(cw, money);
        if !payments.is_empty() {
            sheet = sheet.set_apart("information", &payments);
        }
    }
    let at = format!("/family/{child}");
    let mut links = vec![Link::new(w.t("beside.to-plan"), format!("{at}/plan/{id}"))];
    if visit.opens(Action::ViewMoney) && money.is_some() {
        links.push(Link::new(w.t("to.money"), format!("{at}/money")));
    }
    sheet.links(&links).shown()
}
