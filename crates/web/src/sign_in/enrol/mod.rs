//! `/sign-in/enrol`: the second step for someone who has no codes yet. A telephone takes a secret over and shows with a
//! first code that it has it; then come the codes for paper, this once.

use actions::sign_in::{Enrolment, enrol, enrolment};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::road::{Small, arrival, session_held, trial};
use super::told;
use crate::fault::Fault;
use crate::parts::form::{Button, Csrf, Posted};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::sign_in::road::local;
use crate::visit::Visit;
use crate::words::PageWords;

mod picture;

pub(crate) use picture::picture;

#[derive(Template)]
#[template(path = "sign_in/enrol/page.html")]
struct EnrolPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    form: Posted,
    secret: String,
    address: String,
    picture: String,
}

#[derive(Template)]
#[template(path = "sign_in/enrol/paper.html")]
struct PaperPage {
    page: Page,
    w: PageWords,
    codes: Vec<String>,
    then: String,
}

/// The secret and the form.
pub async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Fault> {
    let w = visit.words("sign_in/enrol");
    shown(&visit, &headers, Posted::empty(w)).await
}

async fn shown(visit: &Visit, headers: &HeaderMap, form: Posted) -> Result<Response, Fault> {
    let w = visit.words("sign_in/enrol");
    let step = Small::Step.held(&visit.app, headers);
    let Ok(Enrolment { secret, address }) = enrolment(&arrival(visit, headers), &step, &visit.authority.name).await
    else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let mut page = visit.page(w, w.t("title"));
    page.errors = form.errors();
    let (picture, secret) = (picture(&address, w.t("picture")), in_fours(&secret));
    Ok(Html(EnrolPage { csrf: visit.csrf(), page, w, form, secret, address, picture }.render()?).into_response())
}

/// The first code, sent.
pub async fn send(visit: Visit, headers: HeaderMap, sent: Sent) -> Result<Response, Fault> {
    let arrival = trial(&visit, &headers)?;
    let step = Small::Step.held(&visit.app, &headers);
    match enrol(&arrival, &step, sent.value("code")).await {
        Ok((arrived, codes)) => {
            let then = local(&arrived.then).unwrap_or("/sign-in/arrived").to_owned();
            let response = paper(&visit, codes, then)?;
            let response = session_held(&visit.app, response, &arrived.token);
            Ok(Small::Step.hold(&visit.app, response, "", 0))
        }
        Err(error) => {
            let w = visit.words("sign_in/enrol");
            let mut form = Posted::empty(w);
            told(&mut form, w, "code", error)?;
            shown(&visit, &headers, form).await
        }
    }
}

/// The codes for paper. They are shown this once, so the page is the answer to the form itself.
pub(crate) fn paper(visit: &Visit, codes: Vec<String>, then: String) -> Result<Response, Fault> {
    let w = visit.words("sign_in/enrol");
    let page = visit.page(w, w.t("paper.title"));
    Ok(Html(PaperPage { page, w, codes, then }.render()?).into_response())
}

/// `ABCD EFGH …`, which people can type.
pub(crate) fn in_fours(secret: &str) -> String {
    let signs: Vec<char> = secret.chars().collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
