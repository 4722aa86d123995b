//! The road in and out: the session's cookie, and the page that the visitor wanted when they were asked to sign in.

use actions::sign_in::{Arrival, Browser};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::fault::Fault;
use crate::guard::{cookie, session_cookie};
use crate::visit::Visit;

/// A cookie that no script reads and no other site's form sends along. `seconds` is how long a browser keeps it; none is
/// until it is closed.
pub(crate) fn cookie_line(app: &App, name: &str, value: &str, seconds: Option<u32>) -> Option<HeaderValue> {
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")).ok()
}

/// Somebody at the door, by one request.
pub(crate) fn arrival(visit: &Visit, headers: &HeaderMap) -> Arrival {
    let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let old_token = cookie(headers, session_cookie(visit.app.is_secure()));
    Arrival {
        store: visit.app.store.clone(),
        authority: visit.authority.id.clone(),
        browser: Browser { user_agent: user_agent.to_owned(), old_token },
        moment: visit.moment,
    }
}

/// The same for a form that is a try at signing in: so many from one place, and no more.
pub(crate) fn trial(visit: &Visit, headers: &HeaderMap) -> Result<Arrival, Fault> {
    visit.app.crowd.let_in(&visit.place, visit.moment.at)?;
    Ok(arrival(visit, headers))
}

/// Cookies of signing in, besides the session's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Small {
    /// Somebody half-way in.
    Step,
    /// The browser that asked for a link.
    Link,
    /// A form that is kept.
    Kept,
}

impl Small {
    fn name(self, app: &App) -> &'static str {
        match (self, app.is_secure()) {
            (Small::Step, false) => "step",
            (Small::Step, true) => "__Host-step",
            (Small::Link, false) => "link",
            (Small::Link, true) => "__Host-link",
            (Small::Kept, false) => "kept",
            (Small::Kept, true) => "__Host-kept",
        }
    }

    /// What the browser holds; empty where it holds nothing.
    pub(crate) fn held(self, app: &App, headers: &HeaderMap) -> String {
        cookie(headers, self.name(app)).unwrap_or_default()
    }

    /// An answer that has the browser hold something for so many seconds; none takes it away.
    pub(crate) fn hold(self, app: &App, response: Response, value: &str, seconds: u32) -> Response {
        with_cookie(response, cookie_line(app, self.name(app), value, Some(seconds)))
    }
}

/// Signed in: the new token goes to the browser, which goes to the page it came for.
pub(crate) fn arrive(app: &App, token: &str, then: &str) -> Response {
    let to = local(then).unwrap_or("/sign-in/arrived");
    session_held(app, Redirect::to(to).into_response(), token)
}

/// An answer that has the browser hold a session's token until it is closed.
pub(crate) fn session_held(app: &App, response: Response, token: &str) -> Response {
    with_cookie(response, cookie_line(app, session_cookie(app.is_secure()), token, None))
}

/// Signed out: the browser forgets its token.
pub(crate) fn out(app: &App, to: &str) -> Response {
    with_cookie(Redirect::to(to).into_response(), cookie_line(app, session_cookie(app.is_secure()), "", Some(0)))
}

/// An answer that also sets a cookie.
pub(crate) fn with_cookie(mut response: Response, line: Option<HeaderValue>) -> Response {
    if let Some(line) = line {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

/// An address of this service, if it is one: a path, never another site's address in disguise, and not one that would
/// lead round in a circle or straight out again.
pub(crate) fn local(then: &str) -> Option<&str> {
    let is_path = then.starts_with('/') && !then.starts_with("//") && then.len() <= 2_000;
    let is_plain = then.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let path = then.split(['?', '#']).next().unwrap_or_default();
    let is_round = path.starts_with("/sign-in") || path == "/account/sign-out";
    (is_path && is_plain && !is_round).then_some(then)
}

/// The same, ready to be put into a query.
pub(crate) fn in_query(then: &str) -> String {
    match local(then) {
        Some(then) => format!("?then={}", form_urlencoded::byte_serialize(then.as_bytes()).collect::<String>()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_service_are_gone_to() {
        for good in ["/", "/family", "/family/01890a5d-ac96-774b-bcce-b302099a8057/answers?page=2#q3"] {
            assert_eq!(local(good), Some(good));
        }
        for bad in [
            "",
            "family",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "https://evil.example/",
            "javascript:alert(1)",
            " /family",
            "/\t/evil.example",
            "/\n",
            "/é",
            "/sign-in",
            "/sign-in?then=/sign-in",
            "/account/sign-out",
        ] {
            assert_eq!(local(bad), None, "{bad:?}");
        }
        assert_eq!(local(&format!("/{}", "a".repeat(2_000))), None);
    }

    #[test]
    fn a_page_with_a_query_of_its_own_survives_being_asked_for_later() {
        assert_eq!(in_query("/a?b=c&d=e"), "?then=%2Fa%3Fb%3Dc%26d%3De");
        assert_eq!(in_query("//evil.example"), "");
    }
}
