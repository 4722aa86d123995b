//! Asking for another look at a figure, and seeing what became of it.

use actions::budget::challenge::{MOST_CHARACTERS, ask, take_back};
use actions::{ActionError, Problem};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::ChallengeId;
use seven_core::access::Action;
use seven_core::settings::Settings;
use store::challenges::{self, StoredChallenge};

use super::Told;
use crate::dates::day;
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Csrf, Posted, TextArea};
use crate::parts::layout::Page;
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// A challenge as the family reads it.
struct Shown {
    id: String,
    why: String,
    by: String,
    state: String,
    reasons: Option<String>,
    is_waiting: bool,
}

#[derive(Template)]
#[template(path = "family/budget/challenge.html")]
struct ChallengePage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    shown: Vec<Shown>,
    form: Option<TextArea>,
    until: String,
    answered: String,
    refused: Option<String>,
    at: String,
}

/// The form, or what became of it.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let posted = Posted::empty(visit.words("family/budget"));
    page(&visit, &id, &posted, None).await
}

async fn page(visit: &Visit, id: &str, posted: &Posted, refused: Option<String>) -> Result<Response, Fault> {
    let w = visit.words("family/budget");
    let mut reading = visit.reading().await?;
    let found = Told::open(visit, &mut reading, id).await?;
    let mut shown = Vec::new();
    for one in challenges::of_child(&mut reading, found.child).await? {
        if one.budget == found.budget.id {
            let by = name_of(&mut reading, one.asked_by).await?;
            shown.push(shown_as(w, &one, by, visit.moment.today));
        }
    }
    drop(reading);
    let today = visit.moment.today;
    let is_waiting = shown.iter().any(|one| one.is_waiting);
    let may_ask = today <= found.budget.challenge_by && visit.opens(Action::ChallengeBudget) && !is_waiting;
    let rules = Settings::read(&visit.authority.settings).challenge_rules();
    let mut page = told(visit, w, visit.page(w, w.t("challenge.title")));
    page.back = Some(Link::new(w.t("nav.letter"), found.at("")));
    page.errors = posted.errors();
    let status =
        if refused.is_some() || !posted.is_right() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = ChallengePage {
        page,
        w,
        csrf: visit.csrf(),
        shown,
        form: may_ask.then(|| posted.field("why").text_area(MOST_CHARACTERS).rows(6)),
        until: w.say("challenge.until", &[("day", &day(w, found.budget.challenge_by))]),
        answered: w.say("challenge.answered", &[("day", &day(w, rules.answer_by(today)))]),
        refused,
        at: found.at("/challenge"),
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn shown_as(w: PageWords, one: &StoredChallenge, by: String, today: Date) -> Shown {
    let state = match one.outcome.as_deref() {
        None if one.answer_by < today => w.say("challenge.late", &[("day", &day(w, one.answer_by))]),
        None => w.say("challenge.waiting", &[("day", &day(w, one.answer_by))]),
        Some("withdrawn") => w.t("challenge.withdrawn").to_owned(),
        Some("changed") => {
            let amount = one.decided.map(|amount| amount.to_string()).unwrap_or_default();
            w.say("challenge.changed", &[("amount", &amount)])
        }
        Some(_) => w.t("challenge.upheld").to_owned(),
    };
    Shown {
        id: one.id.to_string(),
        why: one.why.clone(),
        by,
        state,
        reasons: one.reasons.clone(),
        is_waiting: one.outcome.is_none(),
    }
}

/// Asks.
pub async fn send(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let found = Told::open(&visit, &mut reading, &id).await?;
    drop(reading);
    let w = visit.words("family/budget");
    let mut posted = sent.posted(w);
    match ask(&visit.signed_caller()?, found.child, found.budget.id, posted.value("why")).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=asked", found.at("/challenge"))).into_response()),
        Err(ActionError::Invalid(_)) => {
            posted.refuse_in_words("why", w.t("problem.too-long"));
            page(&visit, &id, &posted, None).await
        }
        Err(ActionError::Rule(Problem { code, .. })) => {
            let why = w.find(&format!("problem.{code}")).ok_or(Fault::Rule(code))?;
            page(&visit, &id, &posted, Some(why.to_owned())).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes it back.
pub async fn take(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let challenge: ChallengeId = sent.value("challenge").parse().map_err(|_| Fault::NotFound)?;
    take_back(&visit.signed_caller()?, visit.child()?, challenge).await?;
    let child = visit.child()?;
    Ok(Redirect::to(&format!("/family/{child}/budget/{id}/challenge?done=taken-back")).into_response())
}
