//! `/account/sessions`: the browsers one is signed in with, each with a button that ends it.

use actions::sign_in::{end_other_sessions, own_sessions, sign_out};
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use seven_core::SessionId;

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Csrf};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::sign_in::out;
use crate::visit::Visit;
use crate::words::PageWords;

struct Line {
    id: String,
    browser: String,
    times: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "account/sessions/page.html")]
struct SessionsPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    lines: Vec<Line>,
}

/// The list.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("account/sessions");
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let settings = visit.app.sign_in(&visit.authority.id);
    let sessions = own_sessions(&visit.signed_caller()?, &settings, signed.works_here).await?;
    let lines = sessions.into_iter().map(|session| Line {
        id: session.id.to_string(),
        browser: if session.browser.is_empty() { w.t("unknown").to_owned() } else { session.browser },
        times: w.say("times", &[("started", &day_time(session.started_at)), ("seen", &day_time(session.last_seen_at))]),
        is_this: session.id == signed.session.id,
    });
    let lines = lines.collect();
    let mut page = visit.page(w, w.t("title"));
    page.back = Some(Link::new(w.t("account"), "/account"));
    Ok(Html(SessionsPage { csrf: visit.csrf(), page, w, lines }.render()?))
}

/// `1 September 2026, 10:30`, as clocks in England show it.
fn day_time(at: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap_or(jiff::tz::TimeZone::UTC);
    at.to_zoned(zone).strftime("%-d %B %Y, %H:%M").to_string()
}

/// Ends one: this one is signing out.
pub async fn end(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let id: SessionId = sent.value("session").parse().map_err(|_| Fault::NotFound)?;
    sign_out(&visit.signed_caller()?, id).await?;
    if id == signed.session.id {
        return Ok(out(&visit.app, "/sign-in"));
    }
    Ok(Redirect::to("/account/sessions").into_response())
}

/// Signs out everywhere, here too.
pub async fn end_all(visit: Visit) -> Result<Response, Fault> {
    end_other_sessions(&visit.signed_caller()?, None).await?;
    Ok(out(&visit.app, "/sign-in"))
}
