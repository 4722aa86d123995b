//! `/account/codes`: another telephone. A code of the old one first, then the new one takes a secret over, then new codes
//! for paper.

use actions::sign_in::{Enrolment, begin_new_codes, finish_new_codes, new_codes};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::mended;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Csrf, Posted};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::sign_in::Small;
use crate::sign_in::enrol::{in_fours, paper, picture};
use crate::visit::Visit;
use crate::words::PageWords;

/// A browser keeps the token for fifteen minutes.
const STEP_SECONDS: u32 = 15 * 60;

#[derive(Template)]
#[template(path = "account/codes/page.html")]
struct CodesPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    form: Posted,
    /// Secret, address and picture for the new telephone; nothing before the old one has shown a code.
    new: Option<(String, String, String)>,
}

/// The form that asks for a code of the old telephone.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("account/codes");
    shown(&visit, Posted::empty(w), None)
}

fn shown(visit: &Visit, form: Posted, new: Option<Enrolment>) -> Result<Html<String>, Fault> {
    let w = visit.words("account/codes");
    let mut page = visit.page(w, w.t("title"));
    page.back = Some(Link::new(w.t("account"), "/account"));
    page.errors = form.errors();
    let new = new.map(|new| (in_fours(&new.secret), new.address.clone(), picture(&new.address, w.t("picture"))));
    Ok(Html(CodesPage { csrf: visit.csrf(), page, w, form, new }.render()?))
}

/// A code of the old telephone, sent.
pub async fn begin(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    match begin_new_codes(&visit.signed_caller()?, sent.value("code")).await {
        Ok(token) => {
            let response = Redirect::to("/account/codes/new").into_response();
            Ok(Small::Step.hold(&visit.app, response, &token, STEP_SECONDS))
        }
        Err(error) => {
            let w = visit.words("account/codes");
            let mut form = Posted::empty(w);
            mended(&mut form, w, "code", error)?;
            Ok(shown(&visit, form, None)?.into_response())
        }
    }
}

/// The secret for the new telephone.
pub async fn show_new(visit: Visit, headers: HeaderMap) -> Result<Response, Fault> {
    let form = Posted::empty(visit.words("account/codes"));
    new_shown(&visit, &headers, form).await
}

async fn new_shown(visit: &Visit, headers: &HeaderMap, form: Posted) -> Result<Response, Fault> {
    let step = Small::Step.held(&visit.app, headers);
    match new_codes(&visit.signed_caller()?, &step, &visit.authority.name).await {
        Ok(new) => Ok(shown(visit, form, Some(new))?.into_response()),
        Err(_) => Ok(Redirect::to("/account/codes").into_response()),
    }
}

/// A first code of the new telephone, sent.
pub async fn finish(visit: Visit, headers: HeaderMap, sent: Sent) -> Result<Response, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let step = Small::Step.held(&visit.app, &headers);
    match finish_new_codes(&visit.signed_caller()?, signed.session.id, &step, sent.value("code")).await {
        Ok(codes) => Ok(Small::Step.hold(&visit.app, paper(&visit, codes, "/account".to_owned())?, "", 0)),
        Err(error) => {
            let w = visit.words("account/codes");
            let mut form = Posted::empty(w);
            mended(&mut form, w, "code", error)?;
            new_shown(&visit, &headers, form).await
        }
    }
}
