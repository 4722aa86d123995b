//! `/account/password`: a new password, with a code to show that it is oneself.

use actions::sign_in::change_password;
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::mended;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Csrf, Posted};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "account/password/page.html")]
struct PasswordPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    form: Posted,
}

/// The form.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("account/password");
    shown(&visit, Posted::empty(w))
}

fn shown(visit: &Visit, form: Posted) -> Result<Html<String>, Fault> {
    let w = visit.words("account/password");
    let mut page = visit.page(w, w.t("title"));
    page.back = Some(Link::new(w.t("account"), "/account"));
    page.errors = form.errors();
    Ok(Html(PasswordPage { csrf: visit.csrf(), page, w, form }.render()?))
}

/// The form, sent.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let whole = |name: &str| sent.0.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value.as_str());
    let passwords = (whole("new"), whole("again"));
    match change_password(&visit.signed_caller()?, signed.session.id, sent.value("code"), passwords).await {
        Ok(()) => Ok(Redirect::to("/account").into_response()),
        Err(error) => {
            let w = visit.words("account/password");
            let mut form = Posted::empty(w);
            mended(&mut form, w, "code", error)?;
            Ok(shown(&visit, form)?.into_response())
        }
    }
}
