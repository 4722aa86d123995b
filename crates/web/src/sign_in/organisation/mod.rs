//! `/sign-in/organisation`: through the organisation that one works for. It is asked by a link, not by a form: what a form
//! leads to on another site is kept from browsers by the pages' own rules.

use actions::ActionError;
use actions::sign_in::{ask_organisation, back_from_organisation};
use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::choose::Then;
use super::road::{Small, local, trial};
use super::{arrive, told};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

/// The question is good for fifteen minutes.
const STEP_SECONDS: u32 = 15 * 60;

#[derive(Template)]
#[template(path = "sign_in/organisation/page.html")]
struct FailedPage {
    page: Page,
    w: PageWords,
}

/// What an organisation sends somebody back with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    code: String,
    state: String,
}

/// To the organisation.
pub async fn go(visit: Visit, headers: HeaderMap, Query(Then { then }): Query<Then>) -> Result<Response, Fault> {
    let organisation = visit.app.organisation(&visit.authority.id).ok_or(Fault::NotFound)?;
    let arrival = trial(&visit, &headers)?;
    match ask_organisation(&arrival, organisation, local(&then).unwrap_or_default()).await {
        Ok((token, address)) => {
            Ok(Small::Step.hold(&visit.app, Redirect::to(&address).into_response(), &token, STEP_SECONDS))
        }
        Err(error) => failed(&visit, error),
    }
}

/// Back from it.
pub async fn back(visit: Visit, headers: HeaderMap, Query(back): Query<Back>) -> Result<Response, Fault> {
    let organisation = visit.app.organisation(&visit.authority.id).ok_or(Fault::NotFound)?;
    let arrival = trial(&visit, &headers)?;
    let step = Small::Step.held(&visit.app, &headers);
    let answer = (back.code.as_str(), back.state.as_str());
    let response = match back_from_organisation(&arrival, organisation, &step, answer).await {
        Ok(arrived) => arrive(&visit.app, &arrived.token, &arrived.then),
        Err(error) => failed(&visit, error)?,
    };
    Ok(Small::Step.hold(&visit.app, response, "", 0))
}

fn failed(visit: &Visit, error: ActionError) -> Result<Response, Fault> {
    let w = visit.words("sign_in/organisation");
    let mut form = Posted::empty(w);
    told(&mut form, w, "", error)?;
    let mut page = visit.page(w, w.t("title"));
    page.back = Some(Link::new(w.t("back"), "/sign-in"));
    page.errors = form.errors();
    let html = Html(FailedPage { page, w }.render()?);
    Ok((StatusCode::FORBIDDEN, html).into_response())
}
