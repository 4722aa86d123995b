//! One question on a page. Going on, going back and stopping all save.

use actions::assessment::save_answers;
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use ras::scheme::Question;
use store::sheets::Answer;

use super::{Desk, is_changed, other_words};
use crate::asking::{Asked, Beside, field_name};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Csrf, Posted, TextArea};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/rounds/question.html")]
struct QuestionPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    version: i64,
    outcome: String,
    asked: Asked,
    remark: TextArea,
    other_words: Option<Link>,
    changed: Option<(String, Option<String>)>,
    is_first: bool,
}

/// What stands on the page besides what is stored.
#[derive(Default)]
struct Typed {
    value: Option<String>,
    remark: Option<String>,
    error: Option<String>,
    remark_error: Option<String>,
    was_changed: bool,
}

const FOLDER: &str = "family/rounds";

/// The question.
pub async fn show(visit: Visit, Path((_, round, question)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    if desk.own().is_none() || !desk.round.assessment.status.takes_answers() {
        return Ok(Redirect::to(&desk.overview()).into_response());
    }
    page(&desk, &question, Typed::default())
}

fn page(desk: &Desk, id: &str, typed: Typed) -> Result<Response, Fault> {
    let mine = desk.mine();
    let at = mine.iter().position(|question| question.id == id).ok_or(Fault::NotFound)?;
    let question = mine.get(at).ok_or(Fault::NotFound)?;
    let own = desk.own().ok_or(Fault::NotFound)?;
    let stored = own.sheet.answers.get(id).cloned().unwrap_or_default();
    let stored_remark = own.remarks.get(id).cloned().unwrap_or_default();
    let w = desk.w;
    let changed = typed.was_changed.then(|| {
        let theirs = desk.asker().in_words(question, &stored);
        let remark =
            (!stored_remark.is_empty()).then(|| w.say("question.changed-remark", &[("remark", &stored_remark)]));
        (w.say("question.changed", &[("theirs", &theirs)]), remark)
    });
    let value = typed.value.unwrap_or(stored);
    let beside = Beside { position: Some((at + 1, mine.len())), is_heading: true, error: typed.error.clone() };
    let mut posted = Posted::of(w, vec![("remark".to_owned(), typed.remark.unwrap_or(stored_remark))]);
    if let Some(error) = typed.error {
        posted.refuse_in_words(&field_name(id), error);
    }
    if let Some(error) = typed.remark_error {
        posted.refuse_in_words("remark", error);
    }
    let field = posted.asking("remark", w.t("question.remark")).hint(w.t("question.remark-hint"));
    let mut page = desk.page(desk.words.question(id));
    page.errors = posted.errors();
    let page = QuestionPage {
        page,
        w,
        csrf: desk.visit.csrf(),
        version: own.version,
        outcome: desk.asker().outcome(question),
        asked: desk.asker().ask(question, &value, beside),
        remark: field.text_area(actions::assessment::MOST_REMARK_CHARACTERS).rows(3),
        other_words: other_words(desk, &format!("/question/{id}")),
        changed,
        is_first: at == 0,
    };
    Ok(Html(page.render()?).into_response())
}

/// Saves the answer and goes where the button says.
pub async fn save(
    visit: Visit,
    Path((_, round, question)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let version = sent.value("version").parse().unwrap_or(0);
    let go = sent.value("go").to_owned();
    let posted = sent.posted(desk.w);
    let value = desk.asker().read(&posted).remove(&question).ok_or(Fault::NotFound)?;
    let remark = posted.value("remark").to_owned();
    let answer = Answer { question: question.clone(), answer: value.clone(), remark: remark.clone() };
    let caller = desk.visit.signed_caller()?;
    let (child, id) = (desk.round.assessment.child, desk.round.assessment.id);
    let kept = Typed { value: Some(value), remark: Some(remark), ..Typed::default() };
    match save_answers(&caller, child, id, version, &[answer]).await {
        Ok(_) => {}
        Err(error) if is_changed(&error) => {
            // the page shows what is stored now beside what was typed
            let desk = Desk::open(desk.visit, FOLDER, &round).await?;
            return page(&desk, &question, Typed { was_changed: true, ..kept });
        }
        Err(actions::ActionError::Invalid(problems)) => {
            let is_remark = problems.iter().any(|problem| problem.code == "remark-too-long");
            let fault =
                desk.mine().into_iter().find(|one| one.id == question).map(|one| desk.asker().fault(one).message);
            let error = fault.filter(|_| !is_remark);
            let remark_error = is_remark.then(|| desk.w.t("problem.too-long").to_owned());
            return page(&desk, &question, Typed { error, remark_error, ..kept });
        }
        Err(error) => return super::check::explained(&desk, error),
    }
    let desk = Desk::open(desk.visit, FOLDER, &round).await?;
    Ok(Redirect::to(&next(&desk, &question, &go)).into_response())
}

fn next(desk: &Desk, question: &str, go: &str) -> String {
    let mine: Vec<&Question> = desk.mine();
    let at = mine.iter().position(|one| one.id == question).unwrap_or(0);
    let other = match go {
        "later" => return format!("{}?done=saved", desk.overview()),
        "back" => at.checked_sub(1).and_then(|at| mine.get(at)),
        _ => mine.get(at + 1),
    };
    match other {
        Some(other) => desk.at(&format!("/question/{}", other.id)),
        None if go == "back" => desk.overview(),
        None => desk.at("/check"),
    }
}
