//! `/family/{child}/money/cases/{case}`: what the council says, how much, by when to answer; answering, asking for another look,
//! the letters. Deciding is the council's side.

use actions::ActionError;
use actions::money::{answer_case, ask_again};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::money::MoneyCase;
use seven_core::money::case::CaseStatus;
use seven_core::settings::Settings;
use seven_core::{CaseId, Pence};
use store::papers::{self, Stored};
use store::people;

use super::said;
use crate::case_letters;
use crate::dates::day;
use crate::documents::printed;
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::document::Blocks;
use crate::parts::form::{Csrf, Posted, TextArea};
use crate::parts::layout::Page;
use crate::parts::show::{Cell, Column, Row, SummaryList, Table};
use crate::query::{query, style, style_code, told};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "family/money/cases";
/// The most that is taken as an answer, in characters.
const MOST_CHARACTERS: usize = 4_000;

#[derive(Template)]
#[template(path = "family/money/cases/page.html")]
struct CasePage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    at: String,
    version: i64,
    now: String,
    next: String,
    is_quiet: bool,
    facts: SummaryList,
    letters: Vec<(Link, Option<Link>)>,
    parts: Option<Table>,
    answer: Option<TextArea>,
    again: Option<TextArea>,
    helpers: Vec<String>,
}

/// A case of the child.
async fn find(visit: &Visit, id: &str) -> Result<Stored<MoneyCase>, Fault> {
    let id: CaseId = id.parse().map_err(|_| Fault::NotFound)?;
    Ok(papers::find_of(&mut visit.reading().await?, visit.child()?, id).await?)
}

/// The page.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &id, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, id: &str, posted: &Posted) -> Result<Response, Fault> {
    let (w, child) = (visit.words(FOLDER), visit.child()?);
    let case = find(visit, id).await?;
    let paper = &case.paper;
    let mut reading = visit.reading().await?;
    let mut who = Vec::new();
    let people = [paper.answer.as_ref().map(|one| one.0), paper.asked_again.as_ref().map(|one| one.0)];
    for person in people {
        who.push(match person {
            Some(person) => name_of(&mut reading, person).await?,
            None => String::new(),
        });
    }
    drop(reading);
    let title = w.say(&format!("title.{}", paper.kind.code()), &[("stream", &called(&paper.stream))]);
    let at = format!("/family/{child}/money/cases/{}", case.id);
    let mut page = told(visit, w, visit.page(w, title.clone()));
    page.back = Some(Link::new(w.t("back"), format!("/family/{child}/money")));
    page.errors = posted.errors();
    let status = if posted.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let may = visit.opens(Action::AnswerMoneyCase);
    let (now, next) = stands(w, paper, visit.moment.today);
    let page = CasePage {
        page,
        w,
        csrf: visit.csrf(),
        title,
        version: case.version,
        now,
        next,
        is_quiet: !paper.is_open(),
        facts: facts(w, paper, &who),
        letters: letters(visit, w, paper, &at),
        parts: parts(w, paper),
        answer: (may && paper.status == CaseStatus::Notice).then(|| posted.field("words").text_area(MOST_CHARACTERS)),
        again: (may && paper.status == CaseStatus::Decided && paper.asked_again.is_none())
            .then(|| posted.field("again").text_area(MOST_CHARACTERS)),
        helpers: helpers(visit),
        at,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// Where it stands, and what comes next.
fn stands(w: PageWords, case: &MoneyCase, today: jiff::civil::Date) -> (String, String) {
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("answer-by", &day(w, case.answer_by)),
        ("from", &day(w, case.can_take_effect_from())),
        ("amount", &case.amount),
        ("left", &case.still_asked()),
    ];
    let key = match case.status {
        CaseStatus::Notice if case.answer.is_some() => "answered",
        CaseStatus::Notice if today > case.answer_by => "answer-over",
        CaseStatus::Decided if case.asked_again.is_some() => "looking",
        CaseStatus::InEffect if case.still_asked() == Pence::ZERO => "in-effect-done",
        CaseStatus::InEffect if !case.hardship_plan.is_empty() => "in-parts",
        status => status.code(),
    };
    (w.say(&format!("now.{key}"), &values), w.say(&format!("next.{key}"), &values))
}

fn facts(w: PageWords, case: &MoneyCase, who: &[String]) -> SummaryList {
    let mut rows = Vec::new();
    if case.amount > Pence::ZERO {
        rows.push(Row::new(w.t("fact.amount"), case.amount.to_string()));
    }
    if let Some(was) = case.lowered_from {
        rows.push(Row::new(w.t("fact.was"), was.to_string()));
    }
    if case.recovered > Pence::ZERO {
        rows.push(Row::new(w.t("fact.came"), case.recovered.to_string()));
    }
    rows.extend([
        Row::new(w.t("fact.reasons"), case.reasons.clone()),
        Row::new(w.t("fact.rule"), case.ground_words.clone()),
        Row::new(w.t("fact.shown-by"), case.shown_by.clone()),
        Row::new(w.t("fact.answer-by"), day(w, case.answer_by)),
    ]);
    if case.is_open() {
        rows.push(Row::new(w.t("fact.from"), day(w, case.can_take_effect_from())));
    }
    let own = [("fact.answered", &case.answer), ("fact.asked-again", &case.asked_again)];
    for ((key, words), name) in own.into_iter().zip(who) {
        if let Some((_, on, words)) = words {
            let values: [(&str, &dyn std::fmt::Display); 3] = [("name", name), ("day", &day(w, *on)), ("words", words)];
            rows.push(Row::new(w.t(key), w.say("said", &values)));
        }
    }
    SummaryList::new(rows)
}

/// Each letter on the screen and, where there is a printer, as a PDF.
fn letters(visit: &Visit, w: PageWords, case: &MoneyCase, at: &str) -> Vec<(Link, Option<Link>)> {
    let one = |(step, on): (seven_core::money::case_letter::CaseStep, jiff::civil::Date)| {
        let name = w.find(&format!("letter.{}", step.code())).unwrap_or_default();
        let text = w.say("letter.of", &[("name", &name), ("day", &day(w, on))]);
        let href = format!("{at}/letter/{}", step.code());
        let pdf = visit.app.documents.is_some().then(|| Link::new(w.t("letter.pdf"), format!("{href}?as=pdf")));
        (Link::new(text, href), pdf)
    };
    case.letters().into_iter().map(one).collect()
}

fn parts(w: PageWords, case: &MoneyCase) -> Option<Table> {
    if case.hardship_plan.is_empty() {
        return None;
    }
    let columns = vec![Column::day(w.t("parts.day")), Column::number(w.t("parts.sum"))];
    let row = |(on, sum): &(jiff::civil::Date, Pence)| vec![Cell::text(day(w, *on)), Cell::text(sum.to_string())];
    Some(Table::new(w, w.t("parts.title"), columns, case.hardship_plan.iter().map(row).collect()))
}

fn helpers(visit: &Visit) -> Vec<String> {
    let one = |helper: seven_core::settings::Helper| {
        let parts = [Some(helper.name), Some(helper.what), helper.phone, helper.email];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    };
    Settings::read(&visit.authority.settings).helpers.into_iter().map(one).collect()
}

/// The family answers.
pub async fn answer(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    send(visit, &id, sent, "words").await
}

/// The family asks for another look.
pub async fn again(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    send(visit, &id, sent, "again").await
}

async fn send(visit: Visit, id: &str, sent: Sent, field: &str) -> Result<Response, Fault> {
    let (w, child) = (visit.words(FOLDER), visit.child()?);
    let mut posted = sent.posted(w);
    let case: CaseId = id.parse().map_err(|_| Fault::NotFound)?;
    let version: i64 = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let words = posted.value(field).to_owned();
    if words.is_empty() {
        posted.refuse_in_words(field, w.t("problem.empty"));
    } else if words.chars().count() > MOST_CHARACTERS {
        posted.refuse_in_words(field, w.t("problem.too-long"));
    }
    if !posted.is_right() {
        return page(&visit, id, &posted).await;
    }
    let caller = visit.signed_caller()?;
    let done = match field {
        "words" => answer_case(&caller, child, (case, version), &words).await.map(|()| "answered"),
        _ => ask_again(&caller, child, (case, version), &words).await.map(|()| "asked-again"),
    };
    let error = match done {
        Ok(done) => return Ok(Redirect::to(&format!("/family/{child}/money/cases/{case}?done={done}")).into_response()),
        Err(ActionError::Store(store::StoreError::Changed(_))) => ActionError::rule("case-moved-on"),
        Err(error) => error,
    };
    for (_, text) in said(w, error)? {
        posted.refuse_in_words(field, text);
    }
    page(&visit, id, &posted).await
}

#[derive(Template)]
#[template(path = "family/money/cases/letter.html")]
struct LetterPage {
    page: Page,
    w: PageWords,
    title: String,
    date: String,
    blocks: Blocks,
    style: &'static str,
    at: String,
    has_pdf: bool,
}

/// One of its letters.
pub async fn letter(visit: Visit, Path((_, id, step)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let (w, child) = (visit.words(FOLDER), visit.child()?);
    let case = find(&visit, &id).await?;
    let mut reading = visit.reading().await?;
    let person = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?;
    drop(reading);
    let document = case_letters::letter(&visit, &person, &case, &step)?;
    if let (Some("pdf"), Some(documents)) = (query(&visit, "as").as_deref(), &visit.app.documents) {
        return printed(documents, document, "letter").await;
    }
    let mut page = visit.page(w, document.title.plain());
    page.back = Some(Link::new(w.t("letter.back"), format!("/family/{child}/money/cases/{id}")));
    let page = LetterPage {
        page,
        w,
        title: document.title.plain(),
        date: document.day_text,
        blocks: Blocks::new(document.blocks),
        style: style_code(style(&visit)),
        at: format!("/family/{child}/money/cases/{id}/letter/{step}"),
        has_pdf: visit.app.documents.is_some(),
    };
    Ok(Html(page.render()?).into_response())
}
