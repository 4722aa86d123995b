//! `/council/children/{child}/plan/{plan}/check`: the questions that a plan is read with, and whether it is enough.

use actions::ActionError;
use actions::agreement::{answer_enough, answer_question, sufficiency};
use axum::extract::Path;
use axum::response::Response;
use seven_core::agreement::checklist::ids;
use seven_core::agreement::{Answer, CheckAnswer, Sufficiency};
use seven_core::plan::piece::{outcomes, supports};
use seven_core::{PersonId, PieceId};
use store::Reading;
use store::agreements::StoredAgreement;

use super::{Desk, name_of};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Row, SummaryList, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;

const FOLDER: &str = "council/child/plan/check";

/// The questions and the look at the money.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &plan, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, plan: &str, posted: &Posted) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let desk = Desk::open(visit, &mut reading, plan, "check").await?;
    let w = desk.w;
    let Some(asked) = desk.waiting() else {
        let empty = Empty::new(w, w.t("nothing_asked"));
        return desk.page(visit, "check").with(&empty).shown();
    };
    let names = names(&mut reading, asked).await?;
    drop(reading);
    let found = sufficiency(&desk.view, asked)?;
    let mut office = desk.page(visit, "check").mended(posted).heading(w.t("questions")).say(w.t("questions_lead"));
    office = office.with(&questions(visit, &desk, asked, &names, posted));
    office = office.heading(w.t("enough.label")).say(w.t("enough_lead")).with(&served(&desk, asked, &found));
    office = shortcomings(&desk, asked, office, &found);
    if let Some(enough) = &asked.enough {
        let by = w.say("by_on", &[("name", &name(&names, enough.by)), ("day", &shown::day(enough.on))]);
        let word = w.t(if enough.is_enough { "enough.yes" } else { "enough.no" });
        let mut rows = vec![Row::new(w.t("answered"), word), Row::new(w.t("answered_by"), by)];
        if !enough.reasons.is_empty() {
            rows.push(Row::new(w.t("reasons.label"), enough.reasons.clone()));
        }
        office = office.with(&SummaryList::new(rows));
    }
    let choices = ["yes", "no"].map(|code| Choice::new(code, shown::coded(w, "enough", code))).to_vec();
    let form = Form::new(visit, format!("{}/check/enough", desk.at()))
        .field(&posted.field("enough").radios(choices).inline())
        .field(&posted.field("reasons").text_area(4_000).rows(4))
        .button(Button::new(w.t("save_enough")));
    office.with(&form).shown()
}

/// The names of all who answered.
async fn names(reading: &mut Reading, asked: &StoredAgreement) -> Result<Vec<(PersonId, String)>, Fault> {
    let mut names: Vec<(PersonId, String)> = Vec::new();
    let people = asked.checks.iter().map(|check| check.by).chain(asked.enough.as_ref().map(|enough| enough.by));
    for person in people {
        if !names.iter().any(|(known, _)| *known == person) {
            names.push((person, name_of(reading, person).await?));
        }
    }
    Ok(names)
}

fn name(names: &[(PersonId, String)], person: PersonId) -> String {
    names.iter().find(|(known, _)| *known == person).map(|(_, name)| name.clone()).unwrap_or_default()
}

/// One form for all questions: whoever reads the plan answers as they go.
fn questions(
    visit: &Visit,
    desk: &Desk,
    asked: &StoredAgreement,
    names: &[(PersonId, String)],
    posted: &Posted,
) -> Form {
    let w = desk.w;
    let own = &desk.view.settings.plan_questions;
    let is_sent = ids(own).any(|id| !posted.value(&format!("answer-{id}")).is_empty());
    let mut form = Form::new(visit, format!("{}/check/question", desk.at()));
    for id in ids(own) {
        let given = asked.checks.iter().find(|check| check.question == id);
        let words = own.iter().find(|question| question.id == id).map(|question| question.words.clone());
        let words = words.unwrap_or_else(|| shown::coded(w, "question", id));
        let (answer, note) = (format!("answer-{id}"), format!("note-{id}"));
        let choices = Answer::ALL.iter().map(|one| Choice::new(one.code(), shown::coded(w, "answer", one.code())));
        let mut field = posted.field_said(&answer, "answer");
        field.label = words.clone();
        field.hint = given.map(|check| w.say("answered_so", &[("name", &name(names, check.by))]));
        let mut said = posted.field_said(&note, "note");
        said.label = w.say("note_on", &[("question", &words)]);
        if let Some(check) = given.filter(|_| !is_sent) {
            field = field.value(check.answer.code());
            said = said.value(check.note.clone());
        }
        form = form.field(&field.radios(choices.collect()).inline()).field(&said.text_area(2_000).rows(2));
    }
    form.button(Button::new(w.t("save_answers")))
}

fn what(asked: &StoredAgreement, id: PieceId) -> String {
    let line = supports(&asked.pieces).find(|(piece, _)| *piece == id).map(|(_, line)| (&line.what, &line.who));
    line.map(|(what, who)| if who.is_empty() { what.clone() } else { format!("{what}, {who}") }).unwrap_or_default()
}

/// Each outcome with what serves it and the price.
fn served(desk: &Desk, asked: &StoredAgreement, found: &Sufficiency) -> Table {
    let w = desk.w;
    let columns = vec![
        Column::new(w.t("column.outcome")),
        Column::new(w.t("column.served")),
        Column::number(w.t("column.price")),
        Column::new(w.t("column.state")),
    ];
    let words = |id: PieceId| {
        let outcome = outcomes(&asked.pieces).find(|(piece, _)| *piece == id);
        outcome.map(|(_, outcome)| outcome.words.clone()).unwrap_or_default()
    };
    let mut rows = Vec::new();
    for outcome in &found.outcomes {
        let state = if outcome.is_bare() {
            Tag::new(w.t("state.bare"), Tone::Urgent)
        } else {
            Tag::new(w.t("state.served"), Tone::Good)
        };
        let paid = outcome.paid.iter().map(|(piece, price)| (what(asked, *piece), price.to_string()));
        let unpaid = outcome.unpaid.iter().map(|piece| (what(asked, *piece), w.t("unpaid").to_owned()));
        let mut lines: Vec<(String, String)> = paid.chain(unpaid).collect();
        if lines.is_empty() {
            lines.push((w.t("served_by_nothing").to_owned(), String::new()));
        }
        for (what, price) in lines {
            let state = Cell::Tag(state.clone());
            rows.push(vec![Cell::text(words(outcome.outcome)), Cell::text(what), Cell::text(price), state]);
        }
    }
    Table::new(w, w.t("served"), columns, rows)
}

/// What the figures say against it: streams short, prices below the market's, lines without a cost.
fn shortcomings(desk: &Desk, asked: &StoredAgreement, mut office: Office, found: &Sufficiency) -> Office {
    let w = desk.w;
    let mut lines: Vec<String> = Vec::new();
    for (stream, by) in &found.short {
        lines.push(w.say("short", &[("stream", &called(stream)), ("by", by)]));
    }
    for one in &found.without_cost {
        lines.push(w.say("without_cost", &[("what", &what(asked, *one))]));
    }
    if !found.below_market.is_empty() {
        let columns = vec![
            Column::new(w.t("column.line")),
            Column::number(w.t("column.price")),
            Column::number(w.t("column.least")),
            Column::number(w.t("column.usual")),
            Column::new(w.t("column.source")),
        ];
        let row = |one: &seven_core::agreement::sufficiency::BelowMarket| {
            let rate = &one.rate;
            let texts = [one.price, rate.least, rate.usual].map(|price| price.to_string());
            [what(asked, one.piece)].into_iter().chain(texts).chain([rate.source.clone()]).map(Cell::Text).collect()
        };
        let rows = found.below_market.iter().map(row).collect();
        office = office.with(&Table::new(w, w.t("below_market"), columns, rows));
    }
    if found.buys_its_provision() {
        return office.say(w.t("buys_it"));
    }
    office.say(w.t("buys_it_not")).bullets(&lines)
}

/// Keeps the answers that were given, changed ones alone.
pub async fn question(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let mut reading = visit.reading().await?;
    let desk = Desk::open(&visit, &mut reading, &plan, "check").await?;
    drop(reading);
    let Some(asked) = desk.waiting() else {
        refuse(&mut posted, w, ActionError::rule("agreement-decided"))?;
        return page(&visit, &plan, &posted).await;
    };
    let (caller, child) = (visit.signed_caller()?, desk.known.child.id);
    for id in ids(&desk.view.settings.plan_questions) {
        let Ok(given) = Answer::from_code(posted.value(&format!("answer-{id}"))) else { continue };
        let note = posted.value(&format!("note-{id}")).to_owned();
        let is_there = |check: &CheckAnswer| check.question == id && check.answer == given && check.note == note;
        if asked.checks.iter().any(is_there) {
            continue;
        }
        if let Err(error) = answer_question(&caller, child, asked.id, id, given, &note).await {
            let renamed = match error {
                ActionError::Invalid(problems) => ActionError::Invalid(
                    problems.into_iter().map(|one| actions::Problem { field: format!("note-{id}"), ..one }).collect(),
                ),
                other => other,
            };
            refuse(&mut posted, w, renamed)?;
        }
    }
    if posted.is_right() {
        Ok(back(&format!("{}/check", desk.at()), "answered"))
    } else {
        page(&visit, &plan, &posted).await
    }
}

/// Keeps the answer to "is it enough?".
pub async fn enough(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let mut reading = visit.reading().await?;
    let desk = Desk::open(&visit, &mut reading, &plan, "check").await?;
    drop(reading);
    let is_enough = match posted.value("enough") {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(ActionError::invalid("enough", "missing")),
    };
    let done = match (desk.waiting(), is_enough) {
        (None, _) => Err(ActionError::rule("agreement-decided")),
        (_, Err(error)) => Err(error),
        (Some(asked), Ok(is_enough)) => {
            let caller = visit.signed_caller()?;
            answer_enough(&caller, desk.known.child.id, asked.id, is_enough, posted.value("reasons")).await
        }
    };
    match done {
        Ok(()) => Ok(back(&format!("{}/check", desk.at()), "answered")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &plan, &posted).await
        }
    }
}
