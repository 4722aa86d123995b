//! Asking for another look at an answer about a plan, and seeing what became of it.

use actions::ActionError;
use actions::agreement::{challenge, withdraw_challenge};
use actions::budget::challenge::MOST_CHARACTERS;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::ChallengeId;
use seven_core::access::Action;
use store::agreement_challenges::{self, PlanChallenge};

use super::{Way, said};
use crate::dates::{clock, day};
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Csrf, Posted, TextArea};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// A challenge as the family reads it.
struct Shown {
    id: String,
    state: String,
    by: String,
    why: String,
    reasons: Option<String>,
    answered_by: Option<String>,
    is_waiting: bool,
    is_again: bool,
}

#[derive(Template)]
#[template(path = "family/agreement/challenge.html")]
struct ChallengePage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    shown: Vec<Shown>,
    until: String,
    answered: String,
    form: Option<TextArea>,
    refused: Option<String>,
    at: String,
    may: bool,
    is_signed: bool,
}

/// The form, or what became of it.
pub async fn show(visit: Visit, Path((_, plan, id)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let posted = Posted::empty(visit.words("family/agreement"));
    page(&visit, &plan, &id, &posted, None).await
}

async fn page(
    visit: &Visit,
    plan: &str,
    id: &str,
    posted: &Posted,
    refused: Option<String>,
) -> Result<Response, Fault> {
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let way = Way::open(visit, &mut reading, plan).await?;
    let asked = way.asking(id)?;
    let w = way.w;
    let Some(until) = asked.challenge_by else { return Ok(Redirect::to(&way.at()).into_response()) };
    let mut shown = Vec::new();
    for one in agreement_challenges::of_agreement(&mut reading, asked.id).await? {
        let by = name_of(&mut reading, one.asked_by).await?;
        let answered = match one.answered_by {
            Some(person) => Some(w.say("challenge.by", &[("name", &name_of(&mut reading, person).await?)])),
            None => None,
        };
        shown.push(shown_as(w, one, by, answered, today));
    }
    drop(reading);
    let may = visit.opens(Action::SignPlan);
    let may_ask = may && today <= until && !shown.iter().any(|one| one.is_waiting);
    let rules = way.view.settings.challenge_rules();
    let title = w.t("challenge.title");
    let mut page = way.page(visit, title, Link::new(w.t("nav.letter"), way.of(asked, "")));
    page.errors = posted.errors();
    let is_wrong = refused.is_some() || !posted.is_right();
    let page = ChallengePage {
        page,
        w,
        csrf: visit.csrf(),
        shown,
        until: w.say("challenge.until", &[("day", &day(w, until))]),
        answered: w.say("challenge.answered", &[("day", &day(w, rules.answer_by(today)))]),
        form: may_ask.then(|| posted.field("why").text_area(MOST_CHARACTERS).rows(6)),
        refused,
        at: way.of(asked, "/challenge"),
        may,
        is_signed: asked.signatures.are_complete(),
    };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

fn shown_as(
    w: PageWords,
    one: PlanChallenge,
    by: String,
    answered_by: Option<String>,
    today: jiff::civil::Date,
) -> Shown {
    let state = match one.outcome.as_deref() {
        None => clock(w, one.answer_by, today),
        Some("withdrawn") => w.t("challenge.withdrawn").to_owned(),
        Some("decide-again") => w.t("challenge.again").to_owned(),
        Some(_) => w.t("challenge.upheld").to_owned(),
    };
    Shown {
        id: one.id.to_string(),
        state,
        by,
        is_waiting: one.outcome.is_none(),
        is_again: one.outcome.as_deref() == Some("decide-again"),
        why: one.why,
        reasons: one.reasons,
        answered_by,
    }
}

/// Asks.
pub async fn send(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let w = visit.words("family/agreement");
    let mut posted = sent.posted(w);
    let asked = id.parse().map_err(|_| Fault::NotFound)?;
    let child = visit.child()?;
    match challenge(&visit.signed_caller()?, child, asked, posted.value("why")).await {
        Ok(_) => {
            let to = format!("/family/{child}/plan/{plan}/agree/{id}/challenge?done=asked");
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActionError::Invalid(_)) => {
            posted.refuse_in_words("why", w.t("problem.too-long"));
            page(&visit, &plan, &id, &posted, None).await
        }
        Err(error) => {
            let why = said(w, error)?;
            page(&visit, &plan, &id, &posted, Some(why)).await
        }
    }
}

/// Takes it back.
pub async fn take(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let asked = id.parse().map_err(|_| Fault::NotFound)?;
    let one: ChallengeId = sent.value("challenge").parse().map_err(|_| Fault::NotFound)?;
    let child = visit.child()?;
    withdraw_challenge(&visit.signed_caller()?, child, asked, one).await?;
    let to = format!("/family/{child}/plan/{plan}/agree/{id}/challenge?done=taken-back");
    Ok(Redirect::to(&to).into_response())
}
