//! `/sign-in`: the ways in. In a demonstration the made-up people stand here, each with a button.

use askama::Template;
use axum::extract::Query;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use seven_core::access::{Action, Purpose, decide};

use super::demo::{Group, groups};
use super::road::{in_query, local};
use crate::app::Mode;
use crate::fault::Fault;
use crate::parts::form::Csrf;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

/// Where to go afterwards.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Then {
    /// The page that was asked for.
    pub then: String,
}

#[derive(Template)]
#[template(path = "sign_in/choose/page.html")]
struct ChoosePage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    then: String,
    query: String,
    groups: Vec<Group>,
    organisation: Option<String>,
}

/// The ways in.
pub async fn show(visit: Visit, Query(Then { then }): Query<Then>) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/choose");
    let is_demo = visit.app.mode == Mode::Demo;
    let groups = if is_demo { groups(&visit).await? } else { Vec::new() };
    let then = local(&then).unwrap_or_default().to_owned();
    let organisation = visit.app.sign_in(&visit.authority.id).organisation;
    let organisation = organisation.map(|one| w.say("way.organisation", &[("name", &one.name)]));
    let (page, query) = (visit.page(w, w.t("title")), in_query(&then));
    Ok(Html(ChoosePage { csrf: visit.csrf(), page, w, then, query, groups, organisation }.render()?))
}

/// First pages of people who work here, each with what one needs to see it.
const FIRST_PAGES: [(Action, &str); 5] = [
    (Action::ViewWorklist, "/council"),
    (Action::ViewNeedBesideSpend, "/council/need-beside-spend"),
    (Action::ViewAuditLog, "/council/audit"),
    (Action::ManageStaff, "/council/staff"),
    (Action::ViewSchemes, "/council/schemes"),
];

/// `/sign-in/arrived`: whoever asked for no page in particular comes to the first page of what they are here.
pub async fn arrived(visit: Visit) -> Result<Response, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let may = |action| decide(&signed.actor, action, None, Purpose::Work, visit.moment.today).is_ok();
    let first = FIRST_PAGES.iter().find(|(action, _)| may(*action));
    Ok(Redirect::to(first.map_or("/family", |(_, path)| path)).into_response())
}
