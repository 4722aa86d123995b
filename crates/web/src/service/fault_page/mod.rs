//! The page that says what went wrong, that nothing was lost, and what to do.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::fault::Fault;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "service/fault_page/page.html")]
struct FaultPage {
    page: Page,
    w: PageWords,
    what: String,
    next: String,
    reference: Option<String>,
}

/// The page of a fault; who has to sign in first is led there and back.
pub fn show(visit: &Visit, fault: &Fault) -> Response {
    if *fault == Fault::SignInFirst {
        let back: String = form_urlencoded::byte_serialize(visit.address.as_bytes()).collect();
        return Redirect::to(&format!("/sign-in?then={back}")).into_response();
    }
    if let Fault::SignInAgain(token) = fault {
        return crate::account::kept::sign_in_first(visit, token);
    }
    let words = visit.words("service/fault_page");
    let key = fault.key();
    let reference = match fault {
        Fault::Broken(reference) => Some(words.say("reference", &[("reference", reference)])),
        _ => None,
    };
    let says = |key: &str| words.t(key).to_owned();
    let what = match fault {
        Fault::Rule(code) => says(&format!("problem.{code}")),
        // a page of the whole authority is closed by role alone
        Fault::Refused(_) if key == "refused" && visit.child().is_err() => says("refused.what-role"),
        _ => says(&format!("{key}.what")),
    };
    let next = match fault {
        Fault::Refused(_) if key == "refused" && visit.child().is_err() => says("refused.next-role"),
        _ => says(&format!("{key}.next")),
    };
    let page = visit.page(words, words.t(&format!("{key}.title")));
    let html = FaultPage { page, w: words, what, next, reference }.render();
    match html {
        Ok(html) => (fault.status(), Html(html)).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "the page of this fault could not be made").into_response(),
    }
}
