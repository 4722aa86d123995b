//! Asking: what happens next, by when, who decides; taking it back; every asking there was.

use actions::agreement::{ask, ready, take_back, who_may, who_would};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::plan::PlanStatus;
use store::agreements::StoredAgreement;

use super::{Way, said, state};
use crate::dates::{clock, day};
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Csrf;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

/// An asking in the list of all.
struct Past {
    asked: String,
    state: &'static str,
    link: Option<Link>,
}

#[derive(Template)]
#[template(path = "family/agreement/ask.html")]
struct AskPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    /// `ask`, `waiting`, `agreed`, `signed` or `put-away`.
    stage: &'static str,
    sum: String,
    by: String,
    deciders: Vec<String>,
    refused: Option<String>,
    plan: String,
    at: String,
    next: Option<Link>,
    may_ask: bool,
    past: Vec<Past>,
}

/// Where the plan stands on its way to being agreed.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &plan, None).await
}

async fn page(visit: &Visit, plan: &str, refused: Option<String>) -> Result<Response, Fault> {
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let way = Way::open(visit, &mut reading, plan).await?;
    let w = way.w;
    let newest = way.all.first();
    let waiting = newest.filter(|one| one.decision.is_none() && one.ended_at.is_none());
    let deciders = match (way.view.plan.status, waiting) {
        (PlanStatus::Asked, Some(asked)) => who_may(&mut reading, asked, visit.moment).await?,
        (PlanStatus::Draft, _) => who_would(&mut reading, &way.view, visit.moment).await?,
        _ => Vec::new(),
    };
    let mut past = Vec::new();
    for (at, one) in way.all.iter().enumerate() {
        past.push(past_of(&way, one, at == 0, &name_of(&mut reading, one.asked_by).await?));
    }
    drop(reading);
    let may_ask = visit.opens(Action::DecidePlan);
    let unready = match way.view.plan.status {
        PlanStatus::Draft => ready(&way.view).err().map(|error| said(w, error)).transpose()?,
        _ => None,
    };
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let within = i64::from(way.view.settings.plan_answered_within_days);
    let by = match waiting {
        Some(asked) => clock(w, asked.answer_by, today),
        None => w.say("ask.by", &[("day", &day(w, today.saturating_add(jiff::Span::new().days(within))))]),
    };
    let title = w.say("ask.title", &[("name", &way.name)]);
    let back = Link::new(w.t("nav.plan"), way.plan());
    let page = AskPage {
        page: way.page(visit, &title, back),
        w,
        csrf: visit.csrf(),
        title,
        stage: stage(way.view.plan.status),
        sum: w.say("ask.sum", &[("sum", &way.view.summary.planned())]),
        by,
        deciders: deciders.into_iter().map(|(_, name)| name).collect(),
        may_ask: may_ask && unready.is_none(),
        refused: refused.or(unready),
        plan: way.plan(),
        at: way.at(),
        next: newest.and_then(|asked| next(&way, asked)),
        past,
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn stage(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Draft => "ask",
        PlanStatus::Asked => "waiting",
        PlanStatus::Agreed => "agreed",
        PlanStatus::Signed | PlanStatus::Replaced => "signed",
        PlanStatus::PutAway => "put-away",
    }
}

/// Where to go from here: to the letter that wants an answer, or to what both sides signed.
fn next(way: &Way, asked: &StoredAgreement) -> Option<Link> {
    let w = way.w;
    match way.view.plan.status {
        PlanStatus::Agreed => Some(Link::new(w.t("ask.go-letter"), way.of(asked, ""))),
        PlanStatus::Signed | PlanStatus::Replaced => {
            let signed = way.all.iter().find(|one| one.signatures.are_complete())?;
            Some(Link::new(w.t("ask.go-agreement"), way.of(signed, "/agreement")))
        }
        PlanStatus::Draft if asked.decision.is_some() => Some(Link::new(w.t("ask.go-answer"), way.of(asked, ""))),
        _ => None,
    }
}

fn past_of(way: &Way, one: &StoredAgreement, is_newest: bool, by: &str) -> Past {
    let w = way.w;
    let on = day(w, one.request.asked_on);
    let state = format!("state.{}", state(one, is_newest, way.view.plan.status));
    let letter = |asked: &StoredAgreement| {
        let text = asked.decision.as_ref().map(|decision| w.say("ask.letter", &[("day", &day(w, decision.on))]));
        text.map(|text| Link::new(text, way.of(asked, "")))
    };
    Past {
        asked: w.say("ask.asked", &[("day", &on), ("name", &by)]),
        state: w.find(&state).unwrap_or_default(),
        link: letter(one),
    }
}

/// Asks.
pub async fn send(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let id = plan.parse().map_err(|_| Fault::NotFound)?;
    match ask(&visit.signed_caller()?, visit.child()?, id).await {
        Ok(_) => Ok(done(&visit, &plan, "plan-asked")?),
        Err(error) => {
            let why = said(visit.words("family/agreement"), error)?;
            page(&visit, &plan, Some(why)).await
        }
    }
}

/// Takes it back.
pub async fn take(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let way = Way::open(&visit, &mut reading, &plan).await?;
    drop(reading);
    let asked = way.all.first().ok_or(Fault::NotFound)?;
    match take_back(&visit.signed_caller()?, way.child, asked.id).await {
        Ok(()) => Ok(done(&visit, &plan, "plan-taken-back")?),
        Err(error) => {
            let why = said(way.w, error)?;
            page(&visit, &plan, Some(why)).await
        }
    }
}

fn done(visit: &Visit, plan: &str, what: &str) -> Result<Response, Fault> {
    let to = format!("/family/{}/plan/{plan}/agree?done={what}", visit.child()?);
    Ok(Redirect::to(&to).into_response())
}
