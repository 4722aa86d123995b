//! The days of the plan, what the law asks of it, and why more money is needed where it is.

use actions::ActionError;
use actions::plan::set_heading;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::plan::pack;
use seven_core::plan::pattern::Stretch;
use seven_core::plan::writing::LONGEST_TEXT;
use store::StoreError;
use store::plan_unsaved::Unsaved;
use store::plans::StoredPlan;

use super::sheet::{Form, Sheet, refuse};
use super::{PlanDesk, unsaved};
use crate::fault::{Fault, broken};
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;

/// The form.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    if !desk.may(Action::WritePlan) {
        return Ok(Redirect::to(&desk.at("")).into_response());
    }
    let kept = unsaved::of(&desk, &desk.at("/days")).await?;
    if let Some(kept) = kept.as_ref().filter(|_| unsaved::is_wanted(&desk)) {
        let (fields, version) = unsaved::fields(kept);
        return page(&desk, &Posted::of(desk.w, fields), version != desk.view.plan.version, None);
    }
    let posted = Posted::of(desk.w, typed(&desk.view.plan));
    page(&desk, &posted, false, kept.as_ref())
}

fn typed(plan: &StoredPlan) -> Vec<(String, String)> {
    let day = |name: &str, day: Date| {
        [
            (format!("{name}-day"), day.day().to_string()),
            (format!("{name}-month"), day.month().to_string()),
            (format!("{name}-year"), day.year().to_string()),
        ]
    };
    let mut all: Vec<(String, String)> = day("from", plan.stretch.from).into();
    all.extend(day("until", plan.stretch.until));
    all.extend(plan.packs.iter().map(|pack| ("packs".to_owned(), pack.clone())));
    all.push(("shortfall".to_owned(), plan.shortfall.clone()));
    all
}

fn page(desk: &PlanDesk, posted: &Posted, was_changed: bool, kept: Option<&Unsaved>) -> Result<Response, Fault> {
    let w = desk.w;
    let title = w.t("days.title");
    let known = pack::known().map_err(|error| broken(&error))?;
    let chosen = posted.all("packs");
    let pack = |pack: &pack::Pack| {
        let hint = w.find(&format!("pack-hint.{}", pack.id)).unwrap_or_default();
        let name = w.find(&format!("pack.{}", pack.id)).map_or_else(|| pack.title.clone(), str::to_owned);
        Choice::new(pack.id.as_str(), name).hint(hint).chosen(chosen.contains(&pack.id.as_str()))
    };
    let packs = known.iter().map(pack).collect();
    let form = Form::new(&desk.visit, desk.at("/days"))
        .hidden("version", desk.view.plan.version)
        .field(&posted.field_said("from", "days.from").date())
        .field(&posted.field_said("until", "days.until").date())
        .field(&posted.field_said("packs", "days.packs").checkboxes(packs))
        .field(&posted.field_said("shortfall", "days.shortfall").text_area(LONGEST_TEXT).rows(4))
        .button(Button::new(w.t("keep")))
        .keeping(desk);
    let mut sheet = Sheet::new(desk.page(title, desk.to_contents()), title).lead(w.t("days.lead"));
    if was_changed {
        let rows = vec![
            Row::new(w.t("days.there"), desk.sheet().days()),
            Row::new(w.t("days.shortfall.label"), desk.view.plan.shortfall.as_str()),
        ];
        sheet = sheet.alert(&[w.t("meanwhile.heading").to_owned()]).with(&SummaryList::new(rows));
    }
    if let Some(kept) = kept {
        sheet = sheet.with(&unsaved::offer(desk, kept));
    }
    sheet = sheet.with(&form).mended(posted);
    if was_changed { sheet.status(StatusCode::CONFLICT).shown() } else { sheet.shown() }
}

/// Keeps it.
pub async fn save(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let version = sent.value("version").parse().unwrap_or(0);
    let mut posted = sent.posted(desk.w);
    let mut day = |name: &str| {
        let found = posted.date(name).parse().ok();
        if found.is_none() {
            posted.refuse_in_words(name, desk.w.t("problem.no-day"));
        }
        found
    };
    let (from, until): (Option<Date>, Option<Date>) = (day("from"), day("until"));
    let (Some(from), Some(until)) = (from, until) else { return page(&desk, &posted, false, None) };
    let packs = posted.all("packs").into_iter().map(str::to_owned).collect();
    let (child, id) = desk.ids();
    let caller = desk.visit.signed_caller()?;
    let shortfall = posted.value("shortfall");
    match set_heading(&caller, child, id, Stretch { from, until }, packs, shortfall, version).await {
        Ok(()) => {
            let to = format!("{}?done=days", desk.at(""));
            unsaved::saved(&desk, &desk.at("/days"), posted.value("sent"), &to, "").await
        }
        Err(ActionError::Store(StoreError::Changed(_))) => page(&desk.again().await?, &posted, true, None),
        Err(error) => {
            refuse(&mut posted, desk.w, error)?;
            page(&desk, &posted, false, None)
        }
    }
}
