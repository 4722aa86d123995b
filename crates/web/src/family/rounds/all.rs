//! All questions on one page. Only what this reader touched is saved, so that what somebody else changed stays.

use std::collections::BTreeMap;

use actions::assessment::save_answers;
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use store::sheets::Answer;

use super::{Desk, is_changed, other_words};
use crate::asking::{Asked, Beside};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Csrf, Posted};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

struct Line {
    outcome: Option<String>,
    asked: Asked,
    /// The name and value that tell whether the reader touched it.
    was: (String, String),
    changed: Option<String>,
}

#[derive(Template)]
#[template(path = "family/rounds/all.html")]
struct AllPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    version: i64,
    lines: Vec<Line>,
    other_words: Option<Link>,
}

const FOLDER: &str = "family/rounds";

/// What was typed, what was wrong with it, and what changed beside it.
#[derive(Default)]
struct Typed {
    values: BTreeMap<String, String>,
    faults: Vec<String>,
    changed: Vec<String>,
}

/// All questions that are this person's to answer.
pub async fn show(visit: Visit, Path((_, round)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    if desk.own().is_none() || !desk.round.assessment.status.takes_answers() {
        return Ok(Redirect::to(&desk.overview()).into_response());
    }
    page(&desk, &Typed::default())
}

fn page(desk: &Desk, typed: &Typed) -> Result<Response, Fault> {
    let own = desk.own().ok_or(Fault::NotFound)?;
    let (w, asker) = (desk.w, desk.asker());
    let mut posted = Posted::empty(w);
    let mine = desk.mine();
    let total = mine.len();
    let mut outcome = None;
    let mut lines = Vec::new();
    for (at, question) in mine.into_iter().enumerate() {
        let stored = own.sheet.answers.get(&question.id).cloned().unwrap_or_default();
        let value = typed.values.get(&question.id).unwrap_or(&stored);
        let error = typed.faults.contains(&question.id).then(|| asker.fault(question));
        let changed = typed.changed.contains(&question.id).then(|| {
            let (name, theirs) = (desk.words.question(&question.id), asker.in_words(question, &stored));
            w.say("all.changed", &[("question", &name), ("theirs", &theirs)])
        });
        if let Some(problem) = &error {
            posted.refuse_in_words(&problem.name, problem.message.clone());
        }
        let heading = (outcome.as_ref() != Some(&question.outcome)).then(|| asker.outcome(question));
        outcome = Some(question.outcome.clone());
        let error = error.map(|problem| problem.message);
        let beside = Beside { position: Some((at + 1, total)), is_heading: false, error };
        let asked = asker.ask(question, value, beside);
        lines.push(Line { outcome: heading, asked, was: (format!("was-{}", question.id), stored), changed });
    }
    let mut page = desk.page(w.t("all.title"));
    page.errors = posted.errors();
    let (csrf, version, other_words) = (desk.visit.csrf(), own.version, other_words(desk, "/all"));
    Ok(Html(AllPage { page, w, csrf, version, lines, other_words }.render()?).into_response())
}

/// Saves what was touched.
pub async fn save(visit: Visit, Path((_, round)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let version: i64 = sent.value("version").parse().unwrap_or(0);
    let go = sent.value("go").to_owned();
    let posted = sent.posted(desk.w);
    // a question that was not on the page was sent as nothing and was nothing before: it counts as untouched
    let values = desk.asker().read(&posted);
    let is_touched =
        |(question, value): &(&String, &String)| posted.value(&format!("was-{question}")) != value.as_str();
    let remarks = desk.own().map(|own| own.remarks.clone()).unwrap_or_default();
    let answer = |(question, value): (&String, &String)| Answer {
        question: question.clone(),
        answer: value.clone(),
        remark: remarks.get(question).cloned().unwrap_or_default(),
    };
    let touched: Vec<Answer> = values.iter().filter(is_touched).map(answer).collect();
    let caller = desk.visit.signed_caller()?;
    let (child, id) = (desk.round.assessment.child, desk.round.assessment.id);
    match save_answers(&caller, child, id, version, &touched).await {
        Ok(_) if go == "check" => Ok(Redirect::to(&desk.at("/check")).into_response()),
        Ok(_) => Ok(desk.done("/all", "saved")),
        Err(error) if is_changed(&error) => {
            let desk = Desk::open(desk.visit, FOLDER, &round).await?;
            let versions = desk.own().map(|own| own.versions.clone()).unwrap_or_default();
            let newer = |answer: &&Answer| versions.get(&answer.question).is_some_and(|at| *at > version);
            let changed = touched.iter().filter(newer).map(|answer| answer.question.clone()).collect();
            // what the reader did not touch shows as it is stored now
            let values = touched.into_iter().map(|answer| (answer.question, answer.answer)).collect();
            page(&desk, &Typed { values, changed, faults: Vec::new() })
        }
        Err(actions::ActionError::Invalid(problems)) => {
            let faults = problems.into_iter().map(|problem| problem.field).collect();
            page(&desk, &Typed { values, faults, changed: Vec::new() })
        }
        Err(error) => super::check::explained(&desk, error),
    }
}
