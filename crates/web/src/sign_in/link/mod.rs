//! `/sign-in/link`: a link by e-mail, for families first of all. Asking, the answer that is the same for everybody, and the
//! page of the link with its button: mail programs look at links before people do, so looking uses nothing up.

use actions::sign_in::{Brought, Letter, look_at_link, open_link, send_link};
use askama::Template;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use seven_core::sign_in::Opening;

use super::choose::Then;
use super::road::{Small, arrival, in_query, local, trial};
use super::staff::half_way;
use super::{arrive, told};
use crate::app::Mode;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Csrf, Posted};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The asking browser is remembered for as long as a link is good.
const LINK_SECONDS: u32 = 20 * 60;

#[derive(Template)]
#[template(path = "sign_in/link/page.html")]
struct AskPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    form: Posted,
    then: String,
}

#[derive(Template)]
#[template(path = "sign_in/link/sent.html")]
struct SentPage {
    page: Page,
    w: PageWords,
    is_demo: bool,
}

#[derive(Template)]
#[template(path = "sign_in/link/open.html")]
struct OpenPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    form: Posted,
    token: String,
    asks_address: bool,
    works: bool,
}

/// The form that asks for a link.
pub async fn show(visit: Visit, Query(Then { then }): Query<Then>) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/link");
    shown(&visit, Posted::empty(w), &then)
}

fn shown(visit: &Visit, form: Posted, then: &str) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/link");
    let mut page = visit.page(w, w.t("title"));
    let then = local(then).unwrap_or_default().to_owned();
    page.back = Some(Link::new(w.t("back"), format!("/sign-in{}", in_query(&then))));
    page.errors = form.errors();
    Ok(Html(AskPage { csrf: visit.csrf(), page, w, form, then }.render()?))
}

/// Asks for a link.
pub async fn send(visit: Visit, headers: HeaderMap, sent: Sent) -> Result<Response, Fault> {
    let arrival = trial(&visit, &headers)?;
    let w = visit.words("sign_in/link");
    let (email, then) = (sent.value("email").to_owned(), local(sent.value("then")).unwrap_or_default().to_owned());
    let mut form = sent.posted(w);
    if !email.contains('@') || email.len() > 254 || email.chars().any(char::is_whitespace) {
        form.refuse("email", "none", &[]);
        return Ok(shown(&visit, form, &then)?.into_response());
    }
    match send_link(&arrival, &email, &then, &letter(&visit, w)).await {
        Ok(kept) => {
            let response = Redirect::to("/sign-in/link/sent").into_response();
            Ok(Small::Link.hold(&visit.app, response, &kept, LINK_SECONDS))
        }
        Err(error) => {
            told(&mut form, w, "email", error)?;
            Ok(shown(&visit, form, &then)?.into_response())
        }
    }
}

/// The message. Its link is made from the settings and the authority's own host, never from what the request says of its host.
fn letter(visit: &Visit, w: PageWords) -> Letter {
    let authority = &visit.authority.name;
    Letter {
        subject: w.say("mail.subject", &[("authority", authority)]),
        body: w.say("mail.body", &[("authority", authority), ("link", &"{link}")]),
        page: format!("{}/sign-in/link/open", visit.app.here(&visit.authority)),
    }
}

/// `/sign-in/link/sent`: what everybody reads, whether the address is known or not.
pub async fn sent(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/link");
    let page = visit.page(w, w.t("sent.title"));
    let is_demo = visit.app.mode == Mode::Demo;
    Ok(Html(SentPage { page, w, is_demo }.render()?))
}

/// What a link holds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Held {
    token: String,
}

/// `/sign-in/link/open`: the page that a link leads to.
pub async fn look(visit: Visit, headers: HeaderMap, Query(held): Query<Held>) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/link");
    opened(&visit, &headers, &held.token, Posted::empty(w)).await
}

async fn opened(visit: &Visit, headers: &HeaderMap, token: &str, mut form: Posted) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/link");
    let kept = Small::Link.held(&visit.app, headers);
    let opening = look_at_link(&arrival(visit, headers), token, Some(&kept)).await;
    let (works, asks_address) = match opening {
        Ok(opening) => (true, opening == Opening::ConfirmAddress),
        Err(error) => {
            if form.is_right() {
                told(&mut form, w, "", error)?;
            }
            (false, false)
        }
    };
    let mut page = visit.page(w, w.t("open.title"));
    page.errors = form.errors();
    let token = token.to_owned();
    Ok(Html(OpenPage { csrf: visit.csrf(), page, w, form, token, asks_address, works }.render()?))
}

/// The button of that page.
pub async fn open(visit: Visit, headers: HeaderMap, sent: Sent) -> Result<Response, Fault> {
    let arrival = trial(&visit, &headers)?;
    let kept = Small::Link.held(&visit.app, &headers);
    match open_link(&arrival, sent.value("token"), Some(&kept), sent.value("email")).await {
        Ok(brought) => {
            let response = match brought {
                Brought::In(arrived) => arrive(&visit.app, &arrived.token, &arrived.then),
                Brought::HalfWay(half) => half_way(&visit.app, &half),
            };
            Ok(Small::Link.hold(&visit.app, response, "", 0))
        }
        Err(error) => {
            let (w, token) = (visit.words("sign_in/link"), sent.value("token").to_owned());
            let mut form = sent.posted(w);
            told(&mut form, w, "email", error)?;
            Ok(opened(&visit, &headers, &token, form).await?.into_response())
        }
    }
}
