//! Reading one's own sheet through, finishing it, handing everything in, stopping.

use actions::ActionError;
use actions::assessment::{finish_sheet, submit, take_sheet_up_again, withdraw};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::Desk;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Csrf;
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

struct Line {
    outcome: Option<String>,
    question: String,
    answer: String,
    remark: Option<String>,
    change: String,
}

#[derive(Template)]
#[template(path = "family/rounds/check.html")]
struct CheckPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    lines: Vec<Line>,
    missing: Option<String>,
    is_finished: bool,
    is_open: bool,
    finish: String,
    again: String,
}

#[derive(Template)]
#[template(path = "family/rounds/refused.html")]
struct RefusedPage {
    page: Page,
    w: PageWords,
    text: String,
    back: Link,
}

const FOLDER: &str = "family/rounds";

/// One's own sheet, to be read through.
pub async fn show(visit: Visit, Path((_, round)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let Some(own) = desk.own() else { return Ok(Redirect::to(&desk.overview()).into_response()) };
    let (w, asker) = (desk.w, desk.asker());
    let mut outcome = None;
    let mut lines = Vec::new();
    for question in desk.mine() {
        let value = own.sheet.answers.get(&question.id).map_or("", String::as_str);
        let heading = (outcome.as_ref() != Some(&question.outcome)).then(|| asker.outcome(question));
        outcome = Some(question.outcome.clone());
        let remark = own.remarks.get(&question.id).map(|remark| w.say("check.words", &[("remark", remark)]));
        lines.push(Line {
            outcome: heading,
            question: desk.words.question(&question.id).to_owned(),
            answer: asker.in_words(question, value),
            remark,
            change: desk.at(&format!("/question/{}", question.id)),
        });
    }
    let is_missing = |question: &&&ras::scheme::Question| !own.sheet.answers.contains_key(&question.id);
    let missing = desk.mine().iter().filter(is_missing).count();
    let page = CheckPage {
        page: desk.page(w.t("check.title")),
        w,
        csrf: desk.visit.csrf(),
        lines,
        missing: (missing > 0).then(|| w.say("check.missing", &[("count", &missing)])),
        is_finished: own.sheet.is_finished,
        is_open: desk.round.assessment.status.takes_answers(),
        finish: desk.at("/finish"),
        again: desk.at("/write-again"),
    };
    Ok(Html(page.render()?).into_response())
}

/// The own sheet is finished.
pub async fn finish(visit: Visit, Path((_, round)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let (child, id) = (desk.round.assessment.child, desk.round.assessment.id);
    let done = finish_sheet(&desk.visit.signed_caller()?, child, id).await;
    after(&desk, done, "finished")
}

/// The own sheet is taken up again.
pub async fn write_again(visit: Visit, Path((_, round)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let (child, id) = (desk.round.assessment.child, desk.round.assessment.id);
    let done = take_sheet_up_again(&desk.visit.signed_caller()?, child, id).await;
    after(&desk, done, "taken-up")
}

/// Everything is handed in.
pub async fn hand_in(visit: Visit, Path((_, round)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let (child, id) = (desk.round.assessment.child, desk.round.assessment.id);
    let done = submit(&desk.visit.signed_caller()?, child, id).await;
    after(&desk, done, "handed-in")
}

/// The round is stopped.
pub async fn stop(visit: Visit, Path((_, round)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let (child, id) = (desk.round.assessment.child, desk.round.assessment.id);
    let done = withdraw(&desk.visit.signed_caller()?, child, id, sent.value("why")).await;
    after(&desk, done, "stopped")
}

fn after(desk: &Desk, done: Result<(), ActionError>, what: &str) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done={what}", desk.overview())).into_response()),
        Err(error) => explained(desk, error),
    }
}

/// A rule that says no, in words, with the way back; other faults as everywhere.
pub(crate) fn explained(desk: &Desk, error: ActionError) -> Result<Response, Fault> {
    let code = match &error {
        ActionError::Rule(problem) => problem.code,
        ActionError::Invalid(problems) => problems.first().map_or("", |problem| problem.code),
        _ => "",
    };
    let Some(text) = desk.w.find(&format!("problem.{code}")) else { return Err(error.into()) };
    let page = RefusedPage {
        page: desk.page(desk.w.t("problem.title")),
        w: desk.w,
        text: text.to_owned(),
        back: Link::new(desk.w.t("nav.answers"), desk.overview()),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}
