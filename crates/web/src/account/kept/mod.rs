//! `/account/kept`: what somebody sent after their session had ended, shown again to the same person, with a button that
//! sends it now.

use actions::sign_in::{drop_kept_form, keep_form, own_kept_form};
use askama::Template;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::fault::Fault;
use crate::guard::same;
use crate::parts::form::{Button, Csrf};
use crate::parts::layout::Page;
use crate::parts::show::Inset;
use crate::sent::{Sent, pairs};
use crate::sign_in::{Small, arrival, local};
use crate::visit::Visit;
use crate::words::PageWords;

/// A browser keeps its token for a day.
const DAY_SECONDS: u32 = 24 * 60 * 60;
/// The page.
const PAGE: &str = "/account/kept";

/// Fields that are never kept: they are secret, or of the session that has ended.
fn is_kept(name: &str) -> bool {
    name != "csrf" && !["password", "code", "token", "secret"].iter().any(|word| name.contains(word))
}

/// Keeps a form whose session has ended, if it is that session's own form. Gives what the browser keeps.
pub(crate) async fn keep(visit: &Visit, headers: &HeaderMap, form: &Bytes) -> Result<Option<String>, Fault> {
    let Some(session) = &visit.ended else { return Ok(None) };
    let sent = pairs(form);
    let token = sent.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value.as_str());
    // what a script sends of its own accord is no form that anybody sent
    let is_a_page = |path: &&str| !path.starts_with("/account") && !path.ends_with("/unsaved");
    let path = local(&visit.address).filter(is_a_page);
    let Some(path) = path.filter(|_| same(token, &session.csrf_token)) else { return Ok(None) };
    let kept = sent.iter().filter(|(name, _)| is_kept(name));
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    Ok(Some(keep_form(&arrival(visit, headers), session, path, &text).await?))
}

/// To signing in, and from there to the page that shows what was kept.
pub(crate) fn sign_in_first(visit: &Visit, token: &str) -> Response {
    let response = Redirect::to("/sign-in?then=%2Faccount%2Fkept").into_response();
    Small::Kept.hold(&visit.app, response, token, DAY_SECONDS)
}

#[derive(Template)]
#[template(path = "account/kept/page.html")]
struct KeptPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    fields: Vec<(String, String)>,
    texts: Vec<Inset>,
}

/// What was kept; where nothing is, or it is another's, that nothing is.
pub async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Fault> {
    let w = visit.words("account/kept");
    let token = Small::Kept.held(&visit.app, &headers);
    let kept = own_kept_form(&visit.signed_caller()?, &token).await?;
    let fields = kept.map(|kept| pairs(kept.form.as_bytes())).unwrap_or_default();
    let is_read = |text: &str| text.contains(char::is_whitespace) || text.chars().count() > 40;
    let texts = fields.iter().filter(|(_, text)| is_read(text)).map(|(_, text)| Inset::new(text.clone())).collect();
    let page = visit.page(w, if fields.is_empty() { w.t("none.title") } else { w.t("title") });
    Ok(Html(KeptPage { csrf: visit.csrf(), page, w, fields, texts }.render()?).into_response())
}

/// Sends it now: the browser is told to send the same once more to where it belongs, and nothing is kept any more. There
/// the form is checked like any other.
pub async fn send(visit: Visit, headers: HeaderMap) -> Result<Response, Fault> {
    let token = Small::Kept.held(&visit.app, &headers);
    let caller = visit.signed_caller()?;
    let kept = own_kept_form(&caller, &token).await?;
    let path = kept.as_ref().and_then(|kept| local(&kept.path)).unwrap_or(PAGE).to_owned();
    let response = if path == PAGE { Redirect::to(PAGE) } else { Redirect::temporary(&path) };
    drop_kept_form(&caller, &token).await?;
    Ok(Small::Kept.hold(&visit.app, response.into_response(), "", 0))
}

/// Throws it away.
pub async fn throw_away(visit: Visit, headers: HeaderMap, _sent: Sent) -> Result<Response, Fault> {
    drop_kept_form(&visit.signed_caller()?, &Small::Kept.held(&visit.app, &headers)).await?;
    Ok(Small::Kept.hold(&visit.app, Redirect::to("/sign-in/arrived").into_response(), "", 0))
}
