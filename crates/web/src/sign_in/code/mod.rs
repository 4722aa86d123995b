//! `/sign-in/code`: the second step, with a code of the telephone or one on paper.

use actions::sign_in::try_code;
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};

use super::road::{Small, trial};
use super::{arrive, told};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Csrf, Posted};
use crate::parts::layout::Page;
use crate::parts::show::Details;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "sign_in/code/page.html")]
struct CodePage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    form: Posted,
    lost: Details,
}

/// The form.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/code");
    shown(&visit, Posted::empty(w))
}

fn shown(visit: &Visit, form: Posted) -> Result<Html<String>, Fault> {
    let w = visit.words("sign_in/code");
    let mut page = visit.page(w, w.t("title"));
    page.back = Some(Link::new(w.t("back"), "/sign-in"));
    page.errors = form.errors();
    let lost = Details::new(w.t("lost.title"), vec![w.t("lost.paper").to_owned(), w.t("lost.help").to_owned()]);
    Ok(Html(CodePage { csrf: visit.csrf(), page, w, form, lost }.render()?))
}

/// The form, sent.
pub async fn send(visit: Visit, headers: HeaderMap, sent: Sent) -> Result<Response, Fault> {
    let arrival = trial(&visit, &headers)?;
    let step = Small::Step.held(&visit.app, &headers);
    match try_code(&arrival, &step, sent.value("code")).await {
        Ok(arrived) => {
            let response = arrive(&visit.app, &arrived.token, &arrived.then);
            Ok(Small::Step.hold(&visit.app, response, "", 0))
        }
        Err(error) => {
            let w = visit.words("sign_in/code");
            // what was typed is used up or wrong: nobody wants it back
            let mut form = Posted::empty(w);
            told(&mut form, w, "code", error)?;
            Ok(shown(&visit, form)?.into_response())
        }
    }
}
