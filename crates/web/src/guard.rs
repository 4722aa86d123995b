//! What stands before every page: which authority, who, whether they may, and the entry in the audit log. No page is
//! reached without it, since [`crate::router`] puts it around each route.

use std::sync::Arc;

use actions::sign_in::{self, Visitor};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN, REFERER};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use seven_core::access::{self, Permit, Refusal};
use seven_core::audit::Event;
use seven_core::{Moment, PersonId};
use store::relations;

use crate::app::App;
use crate::fault::Fault;
use crate::route::Needs;
use crate::service::fault_page;
use crate::visit::Visit;
use crate::words::Language;

/// The name of the session's cookie. Over a secure connection it is one that only this host can set, for all its pages.
pub(crate) fn session_cookie(is_secure: bool) -> &'static str {
    if is_secure { "__Host-session" } else { "session" }
}

/// The name of the language's cookie.
pub const LANGUAGE_COOKIE: &str = "language";
/// The most that a form without files may send.
pub const MOST_FORM_BYTES: usize = 512 * 1024;

/// What the guard needs to know of a route.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Post {
    pub needs: Needs,
    pub purpose: access::Purpose,
    /// Which part of the path names the child, counted from the first.
    pub child_at: Option<usize>,
}

/// Lets a request through to its page, or answers in its place.
pub(crate) async fn guard(State((app, post)): State<(App, Post)>, request: Request, next: Next) -> Response {
    let Some(mut visit) = arrive(&app, post, &request) else { return Fault::NotFound.into_response() };
    let response = match admit(&app, post, &mut visit, request).await {
        Ok(request) => next.run(request).await,
        Err(fault) => fault.into_response(),
    };
    match response.extensions().get::<Fault>() {
        Some(fault) => fault_page::show(&visit, fault),
        None => response,
    }
}

fn arrive(app: &App, post: Post, request: &Request) -> Option<Visit> {
    let headers = request.headers();
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let address = request.uri().path_and_query().map(|path| path.as_str().to_owned()).unwrap_or_default();
    Some(Visit {
        app: app.clone(),
        authority: app.authority(host)?,
        signed: None,
        ended: None,
        place: crate::sign_in::place(request),
        permit: None,
        purpose: post.purpose,
        moment: app.clock.now(),
        language: language(&address, headers),
        address,
    })
}

async fn admit(app: &App, post: Post, visit: &mut Visit, request: Request) -> Result<Request, Fault> {
    let is_change = request.method() == Method::POST;
    if is_change && !is_from_here(request.headers()) {
        return Err(Fault::Forged);
    }
    match visitor(app, visit, request.headers()).await? {
        Visitor::Nobody => {}
        Visitor::Ended(session) => visit.ended = Some(Arc::new(session)),
        Visitor::Signed(signed) => visit.signed = Some(Arc::new(signed)),
    }
    if is_change && visit.signed.is_none() && post.needs != Needs::Nothing {
        return Err(sent_too_late(visit, request).await?);
    }
    visit.permit = permit(visit, post, request.uri().path()).await?;
    let mut request = if is_change { checked_form(visit, request).await? } else { request };
    let is_view = !is_change && matches!(post.needs, Needs::TowardsChild(_));
    if let Some(permit) = visit.permit.as_ref().filter(|_| is_view) {
        let event = Event::of(permit, format!("page {}", request.uri().path()));
        app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    }
    request.extensions_mut().insert(visit.clone());
    Ok(request)
}

async fn visitor(app: &App, visit: &Visit, headers: &HeaderMap) -> Result<Visitor, Fault> {
    let Some(token) = cookie(headers, session_cookie(app.is_secure())) else { return Ok(Visitor::Nobody) };
    let (authority, settings) = (&visit.authority.id, app.sign_in(&visit.authority.id));
    Ok(sign_in::visitor(&app.store, authority, &settings, &token, visit.moment).await?)
}

/// Somebody sends a form who is not signed in, or not any more: what they wrote is kept, if it can be, and they come back to
/// the page that they wrote it on.
async fn sent_too_late(visit: &mut Visit, request: Request) -> Result<Fault, Fault> {
    let (parts, body) = request.into_parts();
    if visit.ended.is_some() && !is_upload(&parts.headers) {
        let bytes = to_bytes(body, MOST_FORM_BYTES).await.map_err(|_| Fault::TooLarge)?;
        if let Some(token) = crate::account::kept::keep(visit, &parts.headers, &bytes).await? {
            return Ok(Fault::SignInAgain(token));
        }
    }
    let from = parts.headers.get(REFERER).and_then(|from| from.to_str().ok()).unwrap_or_default();
    let path = from.split_once("://").and_then(|(_, rest)| rest.get(rest.find('/')?..));
    visit.address = path.unwrap_or("/").to_owned();
    Ok(Fault::SignInFirst)
}

fn is_upload(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("multipart/form-data")
}

async fn permit(visit: &Visit, post: Post, path: &str) -> Result<Option<Permit>, Fault> {
    let Some(action) = post.needs.action() else { return Ok(None) };
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let Moment { at, today } = visit.moment;
    let permit = match post.needs {
        Needs::Nothing => return Ok(None),
        Needs::SignedIn(_) => access::self_service(signed.actor.person, action),
        Needs::InAuthority(_) => access::decide(&signed.actor, action, None, post.purpose, today),
        Needs::TowardsChild(_) => {
            let child = child_of(path, post).ok_or(Fault::NotFound)?;
            let mut reading = visit.reading().await?;
            let standing = relations::standing(&mut reading, child, signed.actor.person, at).await?;
            let standing = standing.ok_or(Fault::Refused(Refusal::Stranger))?;
            access::decide(&signed.actor, action, Some(&standing), post.purpose, today)
        }
    };
    permit.map(Some).map_err(Fault::Refused)
}

fn child_of(path: &str, post: Post) -> Option<PersonId> {
    path.split('/').nth(post.child_at?)?.parse().ok()
}

/// Browsers say where a form comes from; what comes from elsewhere is not taken.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text(ORIGIN.as_str()) {
        Some(origin) => origin.split_once("://").map(|(_, host)| host) == text(HOST.as_str()),
        None => true,
    }
}

/// Reads a form that holds no files and compares its token with the session's. Forms with files are read, and compared, by
/// [`crate::sent::Upload`].
async fn checked_form(visit: &Visit, request: Request) -> Result<Request, Fault> {
    if is_upload(request.headers()) {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let bytes: Bytes = to_bytes(body, MOST_FORM_BYTES).await.map_err(|_| Fault::TooLarge)?;
    if let Some(signed) = &visit.signed {
        let sent = crate::sent::pairs(&bytes);
        let token = sent.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.as_str());
        if !same(token.unwrap_or_default(), &signed.session.csrf_token) {
            return Err(Fault::Forged);
        }
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// Compares without telling by its time where two texts begin to differ.
pub(crate) fn same(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.bytes().zip(right.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// The value of a cookie.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (given, value) = pair.trim().split_once('=')?;
        (given == name).then(|| value.to_owned())
    })
}

/// `?lang=cy` first, then the cookie that remembers it.
fn language(address: &str, headers: &HeaderMap) -> Language {
    let asked = address.split_once('?').and_then(|(_, query)| {
        let pairs = crate::sent::pairs(query.as_bytes());
        pairs.into_iter().find(|(name, _)| name == "lang").and_then(|(_, code)| Language::of_code(&code))
    });
    asked.or_else(|| Language::of_code(&cookie(headers, LANGUAGE_COOKIE)?)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_form_from_another_site_is_not_taken() {
        assert!(is_from_here(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!is_from_here(&headers(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")])));
        assert!(is_from_here(&headers(&[("origin", "http://a:80"), ("host", "a:80")])));
        assert!(!is_from_here(&headers(&[("origin", "http://b"), ("host", "a")])));
        assert!(!is_from_here(&headers(&[("origin", "null"), ("host", "a")])));
    }

    #[test]
    fn cookies_are_told_apart_by_their_whole_name() {
        let headers = headers(&[("cookie", "xsession=1; session=two; language=cy")]);
        assert_eq!(cookie(&headers, "session").as_deref(), Some("two"));
        assert_eq!(cookie(&headers, "sess"), None);
        assert_eq!(language("/", &headers), Language::Welsh);
        assert_eq!(language("/?lang=en", &headers), Language::English);
    }

    #[test]
    fn tokens_are_compared_whole() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("", "abc") && !same("abc", "ab"));
    }
}
