//! A bank statement that came by post, typed in line by line. More rows come without losing what was typed.

use actions::ActionError;
use actions::spending::{Imported, PaperLine, PaperStatement, enter_statement};
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::Pence;

use super::super::{Known, home};
use crate::council::layout::{Form, refuse};
use crate::council::shown::typed_day;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, MoneyInput, Posted, TextInput};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// Rows to begin with.
const ROWS: usize = 8;
/// As many more each time.
const MORE: usize = 8;
/// The most rows of one statement.
const MOST_ROWS: usize = 200;

/// The lines of a statement as rows of fields.
#[derive(Template)]
#[template(
    source = "{% for row in rows %}<fieldset class=\"govuk-fieldset day-of-work\"><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">{{ row.name }}</legend><div class=\"day-of-work__fields\">{{ row.day }}{{ row.payee }}{{ row.out }}{{ row.into }}</div></fieldset>{% endfor %}",
    ext = "html"
)]
struct Rows {
    rows: Vec<Line>,
}

struct Line {
    name: String,
    day: TextInput,
    payee: TextInput,
    out: MoneyInput,
    into: MoneyInput,
}

impl HtmlSafe for Rows {}

/// The form.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(super::FOLDER)), ROWS, false).await
}

async fn page(visit: &Visit, posted: &Posted, rows: usize, asks_other: bool) -> Result<Response, Fault> {
    let w = visit.words(super::FOLDER);
    let known = Known::of(visit).await?;
    let at = format!("{}/money/spending", home(known.child.id));
    let mut form = Form::new(visit, format!("{at}/paper"))
        .hidden("rows", rows)
        .field(&posted.field("account").text().characters(20).autocomplete("off"))
        .field(&posted.field("from").date())
        .field(&posted.field("until").date())
        .field(&posted.field("opening").money())
        .field(&Rows { rows: (0..rows).map(|at| line(w, posted, at)).collect() })
        .field(&posted.field("closing").money());
    if asks_other {
        let choice = Choice::new("yes", w.t("other-account.yes")).chosen(posted.value("other-account") == "yes");
        form = form.field(&posted.field("other-account").checkboxes(vec![choice]));
    }
    let form =
        form.button(Button::new(w.t("enter"))).button(Button::new(w.t("more_rows")).secondary().sends("more", "yes"));
    let office = known.page(visit, w, "money").mended(posted).link(w.t("back_to_spending"), &at);
    office.heading(w.t("paper_statement")).say(w.t("paper_lead")).with(&form).shown()
}

fn line(w: PageWords, posted: &Posted, at: usize) -> Line {
    let field =
        |part: &str| posted.asking(&format!("line-{at}{part}"), w.find(&format!("row{part}")).unwrap_or_default());
    Line {
        name: w.say("row_name", &[("number", &(at + 1))]),
        // what an action says about a line is put to its first field
        day: posted.asking(&format!("line-{at}"), w.t("row-day")).text().characters(10).autocomplete("off"),
        payee: field("-payee").text().autocomplete("off"),
        out: field("-out").money(),
        into: field("-in").money(),
    }
}

/// Reads the rows that have something in them, with the row of each; what is wrong is put to its fields.
fn read(w: PageWords, posted: &mut Posted, rows: usize) -> Vec<(usize, PaperLine)> {
    let mut lines = Vec::new();
    let mut wrong: Vec<(String, &str)> = Vec::new();
    for at in 0..rows {
        let part = |part: &str| posted.value(&format!("line-{at}{part}"));
        let (day, payee, out, into) = (part(""), part("-payee"), part("-out"), part("-in"));
        if [day, payee, out, into].iter().all(|text| text.is_empty()) {
            continue;
        }
        let day = day_of(day);
        if day.is_none() {
            wrong.push((format!("line-{at}"), "problem.paper-day"));
        }
        let pence = match (out.is_empty(), into.is_empty()) {
            (false, true) => Pence::read(out).ok().map(|pence| Pence(pence.0.saturating_abs().saturating_neg())),
            (true, false) => Pence::read(into).ok().map(|pence| Pence(pence.0.saturating_abs())),
            _ => None,
        };
        if pence.is_none() {
            wrong.push((format!("line-{at}-out"), "problem.paper-sum"));
        }
        if let (Some(day), Some(pence)) = (day, pence) {
            lines.push((at, PaperLine { day, payee: payee.to_owned(), pence }));
        }
    }
    for (field, key) in wrong {
        posted.refuse_in_words(&field, w.find(key).unwrap_or_default());
    }
    lines
}

/// A day as it stands on paper: `28/08/2026`, `28 8 2026`, `2026-08-28`.
fn day_of(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
        _ => None,
    }
}

/// Enters it, or gives more rows.
pub async fn send(visit: Visit, _path: Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(super::FOLDER);
    let child = visit.child()?;
    let mut posted = sent.posted(w);
    let rows = posted.value("rows").parse().unwrap_or(ROWS).min(MOST_ROWS);
    if !posted.value("more").is_empty() {
        return page(&visit, &posted, rows.saturating_add(MORE).min(MOST_ROWS), false).await;
    }
    let lines = read(w, &mut posted, rows);
    let sum = |posted: &mut Posted, field: &str| {
        let read = Pence::read(posted.value(field)).ok();
        if read.is_none() {
            posted.refuse_in_words(field, w.t("problem.sum"));
        }
        read
    };
    let (opening, closing) = (sum(&mut posted, "opening"), sum(&mut posted, "closing"));
    let day = |posted: &mut Posted, field: &str| {
        let read = typed_day(&posted.date(field));
        if read.is_none() {
            posted.refuse_in_words(field, w.t("problem.no-day"));
        }
        read
    };
    let (from, until) = (day(&mut posted, "from"), day(&mut posted, "until"));
    if posted.value("account").is_empty() {
        posted.refuse_in_words("account", w.t("problem.empty"));
    }
    let (Some(opening), Some(closing), Some(from), Some(until), true) =
        (opening, closing, from, until, posted.is_right())
    else {
        return page(&visit, &posted, rows, false).await;
    };
    let (places, lines): (Vec<usize>, Vec<PaperLine>) = lines.into_iter().unzip();
    let new = PaperStatement {
        account: posted.value("account").to_owned(),
        from,
        until,
        opening,
        closing,
        lines,
        is_of_another_account: posted.value("other-account") == "yes",
    };
    match enter_statement(&visit.signed_caller()?, child, new).await {
        Ok(done) => Ok(entered(&format!("{}/money/spending", home(child)), &done)),
        Err(error) => {
            let (error, asks_other) = told(error, &places);
            refuse(&mut posted, w, error)?;
            page(&visit, &posted, rows, asks_other).await
        }
    }
}

/// To what came of it.
fn entered(at: &str, done: &Imported) -> Response {
    let what = if done.notes.is_empty() { "statement-entered" } else { "statement-entered-gap" };
    Redirect::to(&format!("{at}?done={what}")).into_response()
}

/// Faults of lines by the rows that were typed, those of the whole statement to its closing balance; and whether it may be of
/// another account.
fn told(error: ActionError, places: &[usize]) -> (ActionError, bool) {
    let ActionError::Invalid(mut problems) = error else { return (error, false) };
    let mut asks_other = false;
    for problem in &mut problems {
        asks_other |= problem.values.iter().any(|(name, value)| *name == "kind" && value == "other-account");
        let row = problem.field.strip_prefix("line-").and_then(|at| at.parse::<usize>().ok());
        if let Some(row) = row.and_then(|at| places.get(at)) {
            problem.field = format!("line-{row}");
        }
        if problem.field == "file" {
            "closing".clone_into(&mut problem.field);
        }
    }
    (ActionError::Invalid(problems), asks_other)
}
