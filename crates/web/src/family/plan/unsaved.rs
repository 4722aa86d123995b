//! What is typed into the forms of a plan is kept while it is typed, and offered to whoever typed it when they come back:
//! after a lost connection, a closed window, a browser that broke down.

use actions::plan::{forget_unsaved, keep_unsaved, unsaved};
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::PlanId;
use store::plan_unsaved::Unsaved;

use super::PlanDesk;
use crate::dates::{day, day_of};
use crate::fault::Fault;
use crate::parts::form::Csrf;
use crate::query::query;
use crate::sent::{Sent, pairs};
use crate::visit::Visit;
use crate::words::PageWords;

/// Fields that are the page's own and not typed by anybody.
const NOT_TYPED: [&str; 3] = ["csrf", "of", "sent"];

/// What was typed and not saved, offered back.
#[derive(Template)]
#[template(path = "family/plan/unsaved.html")]
pub(super) struct Offer {
    w: PageWords,
    csrf: Csrf,
    lead: String,
    texts: Vec<String>,
    form: String,
    of: String,
    throw_away: String,
}

impl HtmlSafe for Offer {}

/// What the reader typed into the form that is sent to `path` and never saved.
pub(super) async fn of(desk: &PlanDesk, path: &str) -> Result<Option<Unsaved>, Fault> {
    Ok(unsaved(&desk.visit.signed_caller()?, path).await?)
}

/// Whether the reader wants it back in its boxes.
pub(super) fn is_wanted(desk: &PlanDesk) -> bool {
    query(&desk.visit, "unsaved").is_some()
}

/// The fields of what was typed, and the version that it was typed upon.
pub(super) fn fields(kept: &Unsaved) -> (Vec<(String, String)>, i64) {
    let fields = pairs(kept.form.as_bytes());
    let version = fields.iter().find(|(name, _)| name == "version").and_then(|(_, value)| value.parse().ok());
    (fields, version.unwrap_or(0))
}

/// The offer.
pub(super) fn offer(desk: &PlanDesk, kept: &Unsaved) -> Offer {
    let is_read = |text: &str| text.contains(char::is_whitespace) || text.chars().count() > 40;
    let texts = fields(kept).0.into_iter().map(|(_, text)| text).filter(|text| is_read(text)).collect();
    let on = day(desk.w, day_of(&desk.visit.app.clock, kept.kept_at));
    Offer {
        w: desk.w,
        csrf: desk.visit.csrf(),
        lead: desk.w.say("unsaved.lead", &[("day", &on)]),
        texts,
        form: kept.form.clone(),
        of: kept.path.clone(),
        throw_away: desk.at("/unsaved/throw-away"),
    }
}

/// Forgets what was typed, since it is saved now, and leads on; the browser is told which form it was.
pub(super) async fn saved(desk: &PlanDesk, path: &str, sent: &str, to: &str, mark: &str) -> Result<Response, Fault> {
    forget_unsaved(&desk.visit.signed_caller()?, path).await?;
    let is_ours = (1..=40).contains(&sent.len()) && sent.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let sent = if is_ours { format!("&sent={sent}") } else { String::new() };
    Ok(Redirect::to(&format!("{to}{sent}{mark}")).into_response())
}

/// Keeps what is being typed. Sent by the page's script; no page is shown.
pub async fn keep(visit: Visit, Path((child, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let path = path_of(&child, &plan, &sent)?;
    let plan: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let typed = sent.0.iter().filter(|(name, _)| !NOT_TYPED.contains(&name.as_str()));
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(typed).finish();
    keep_unsaved(&visit.signed_caller()?, visit.child()?, plan, path, form).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Throws it away.
pub async fn throw_away(
    visit: Visit,
    Path((child, plan)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let path = path_of(&child, &plan, &sent)?;
    forget_unsaved(&visit.signed_caller()?, &path).await?;
    Ok(Redirect::to(&path).into_response())
}

/// The form that it is about: one of this plan's.
fn path_of(child: &str, plan: &str, sent: &Sent) -> Result<String, Fault> {
    let path = sent.value("of");
    let is_ours = path.len() < 300
        && path.starts_with(&format!("/family/{child}/plan/{plan}/"))
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-".contains(&byte));
    if is_ours { Ok(path.to_owned()) } else { Err(Fault::NotFound) }
}
