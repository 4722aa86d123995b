//! `/sign-in/staff`: e-mail address and password, the first step for people who work here.

use actions::sign_in::{Half, try_password};
use askama::Template;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::choose::Then;
use super::road::{Small, in_query, local, trial};
use super::told;
use crate::app::App;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Csrf, Posted};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// A browser keeps the token of a step for fifteen minutes.
const STEP_SECONDS: u32 = 15 * 60;

#[derive(Template)]
#[template(path = "sign_in/staff/page.html")]
struct StaffPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    form: Posted,
    then: String,
    link: String,
}

/// The form.
pub async fn show(visit: Visit, Query(Then { then }): Query<Then>) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/staff");
    shown(&visit, Posted::empty(w), &then)
}

fn shown(visit: &Visit, form: Posted, then: &str) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/staff");
    let mut page = visit.page(w, w.t("title"));
    let then = local(then).unwrap_or_default().to_owned();
    page.back = Some(Link::new(w.t("back"), format!("/sign-in{}", in_query(&then))));
    page.errors = form.errors();
    let link = format!("/sign-in/link{}", in_query(&then));
    Ok(Html(StaffPage { csrf: visit.csrf(), page, w, form, then, link }.render()?))
}

/// The form, sent.
pub async fn send(visit: Visit, headers: HeaderMap, sent: Sent) -> Result<Response, Fault> {
    let arrival = trial(&visit, &headers)?;
    let then = local(sent.value("then")).unwrap_or_default();
    // a password may begin and end with blanks
    let password = sent.0.iter().find(|(name, _)| name == "password").map_or("", |(_, value)| value.as_str());
    match try_password(&arrival, sent.value("email"), password, then).await {
        Ok(half) => Ok(half_way(&visit.app, &half)),
        Err(error) => {
            let (w, then) = (visit.words("sign_in/staff"), then.to_owned());
            let mut form = sent.posted(w);
            told(&mut form, w, "email", error)?;
            Ok(shown(&visit, form, &then)?.into_response())
        }
    }
}

/// On to the second step.
pub(super) fn half_way(app: &App, half: &Half) -> Response {
    let to = if half.enrols { "/sign-in/enrol" } else { "/sign-in/code" };
    Small::Step.hold(app, Redirect::to(to).into_response(), &half.token, STEP_SECONDS)
}
