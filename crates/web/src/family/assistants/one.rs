//! One assistant: hours that wait, hours so far, writing hours down for them, ending the work.

use actions::assistants::{AssistantView, HoursView, approve, assistants, end, enter, send_back};
use actions::{ActionError, Problem};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::AssistantId;
use seven_core::access::Action;
use seven_core::assistant::{AssistantStatus, HoursStatus};

use super::Home;
use crate::dates::day;
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Row, SummaryList, Table, Tag, Tone};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::week_form::{Week, said, stint};

/// The page.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let week = Week::of(&visit, None);
    let home = Home::open(visit).await?;
    page(&home, &id, &week, &Posted::empty(home.w), &[]).await
}

async fn page(home: &Home, id: &str, week: &Week, posted: &Posted, refused: &[String]) -> Result<Response, Fault> {
    let w = home.w;
    let all = assistants(&home.visit.signed_caller()?, home.child).await?;
    let view = all.iter().find(|view| view.seat.id.to_string() == id).ok_or(Fault::NotFound)?;
    let paper = &view.seat.paper;
    let back = Link::new(w.t("to.assistants"), home.at("/assistants"));
    let mut sheet = Sheet::new(home.page(&paper.name, back), paper.name.clone()).mended(posted);
    if !refused.is_empty() {
        sheet = sheet.alert(refused).status(axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    }
    sheet = sheet.with(&SummaryList::new(facts(home, view)));
    let may = home.visit.opens(Action::ApproveHours);
    let waiting = view.hours.iter().filter(|one| one.stored.paper.status == HoursStatus::HandedIn);
    for one in waiting {
        sheet = waits(home, sheet, one, (id, may), posted);
    }
    sheet = sheet.heading("so-far", w.t("one.so-far"));
    let answered: Vec<&HoursView> =
        view.hours.iter().filter(|one| one.stored.paper.status != HoursStatus::HandedIn).collect();
    sheet = match answered.is_empty() {
        true => sheet.with(&Empty::new(w, w.t("one.none"))),
        false => sheet.with(&table(home, &answered)),
    };
    if may && paper.person != home.visit.person().unwrap_or(paper.person) {
        let at = home.at(&format!("/assistants/{id}"));
        sheet = sheet.heading("write", w.t("one.write")).say(w.t("one.write-lead")).links(&week.others(&at));
        let form = Form::new(&home.visit, format!("{at}/hours")).hidden("week", week.monday());
        sheet = sheet.with(&form.field(&week.fields(posted)).button(Button::new(w.t("one.write-send"))));
    }
    if paper.status == AssistantStatus::Working && home.visit.opens(Action::EmployAssistant) {
        let form =
            Form::new(&home.visit, home.at(&format!("/assistants/{id}/end"))).hidden("version", view.seat.version);
        sheet = sheet.heading("end", w.t("one.end-title")).say(w.t("one.end-lead"));
        sheet = sheet.with(&form.button(Button::new(w.t("one.end")).warning()));
    }
    sheet.shown()
}

fn facts(home: &Home, view: &AssistantView) -> Vec<Row> {
    let w = home.w;
    let paper = &view.seat.paper;
    let line = view.line.as_ref().map_or_else(|| w.t("old-line").to_owned(), |line| line.what.clone());
    let mut rows = vec![
        Row::new(w.t("column.line"), line),
        Row::new(w.t("row.wage"), w.say("an-hour", &[("wage", &paper.wage)])),
        Row::new(w.t("row.from"), day(w, paper.from)),
    ];
    if let Some(left) = view.left {
        rows.push(Row::new(w.t("column.left"), w.say("hours-left", &[("hours", &left)])));
    }
    if let Some(ended) = paper.ended_on {
        rows.push(Row::new(w.t("row.ended"), day(w, ended)));
    }
    rows
}

/// Hours that wait, with the two answers.
fn waits(home: &Home, sheet: Sheet, one: &HoursView, (id, may): (&str, bool), posted: &Posted) -> Sheet {
    let w = home.w;
    let paper = &one.stored.paper;
    let hours = one.stored.id.to_string();
    let each: Vec<String> = paper.stints.iter().map(|each| stint(&home.visit, each)).collect();
    let sum = w.say("sum", &[("hours", &paper.hours()), ("pay", &paper.pay)]);
    let rows = vec![Row::new(w.t("row.days"), each.join("\n")), Row::new(w.t("row.sum"), sum)];
    let sheet = sheet.heading(&format!("hours-{hours}"), w.t("one.waits")).with(&SummaryList::new(rows));
    if !may || home.visit.person() == Some(paper.person) {
        return sheet;
    }
    let form = |what: &str| {
        let form = Form::new(&home.visit, home.at(&format!("/assistants/{id}/{what}")));
        form.hidden("hours", &hours).hidden("version", one.stored.version)
    };
    // a page may have several of these forms: what was typed stands in the one that was sent
    let own = if posted.value("hours") == hours { posted.clone() } else { Posted::empty(w) };
    let field = own.asking(&format!("asked-{hours}"), w.t("asked.label")).hint(w.t("asked.hint"));
    let ask = form("ask").field(&field.text_area(500).rows(2));
    sheet
        .with(&form("approve").button(Button::new(w.t("one.approve"))))
        .with(&ask.button(Button::new(w.t("one.ask")).secondary()))
}

fn table(home: &Home, hours: &[&HoursView]) -> Table {
    let w = home.w;
    let columns = ["days", "sum", "state"].map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
    let row = |one: &&HoursView| {
        let paper = &one.stored.paper;
        let days = paper.days().map_or_else(String::new, |(from, until)| match from == until {
            true => day(w, from),
            false => w.say("period", &[("from", &day(w, from)), ("until", &day(w, until))]),
        });
        let days = match paper.record.filter(|_| one.counts) {
            Some(record) => Cell::link(days, home.at(&format!("/records/{record}"))),
            None => Cell::text(days),
        };
        let (key, tone) = match (paper.status, one.paid_on) {
            (_, Some(_)) => ("hours.paid", Tone::Good),
            (HoursStatus::Approved, None) if one.counts => ("hours.approved", Tone::Active),
            (HoursStatus::SentBack, None) => ("hours.sent-back", Tone::Attention),
            _ => ("hours.taken-back", Tone::Calm),
        };
        let sum = w.say("sum", &[("hours", &paper.hours()), ("pay", &paper.pay)]);
        vec![days, Cell::text(sum), Cell::Tag(Tag::new(w.find(key).unwrap_or_default(), tone))]
    };
    Table::new(w, w.t("one.so-far"), columns.to_vec(), hours.iter().map(row).collect())
}

fn done(home: &Home, id: &str, what: &str) -> Result<Response, Fault> {
    Ok(Redirect::to(&home.at(&format!("/assistants/{id}?done={what}"))).into_response())
}

/// What was refused and belongs to no field, as sentences.
fn told(home: &Home, error: ActionError) -> Result<Vec<String>, Fault> {
    let problems = match error {
        ActionError::Rule(problem) => vec![problem],
        ActionError::Invalid(problems) => problems,
        ActionError::Store(store::StoreError::Changed(_)) => vec![Problem::new("", "hours-not-waiting")],
        other => return Err(other.into()),
    };
    let w = home.visit.words("week_form");
    Ok(problems.iter().map(|problem| said(w, problem)).collect())
}

/// Says yes to hours.
pub async fn yes(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let week = Week::of(&visit, None);
    let home = Home::open(visit).await?;
    let posted = sent.posted(home.w);
    let hours = posted.value("hours").parse().map_err(|_| Fault::NotFound)?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    match approve(&home.visit.signed_caller()?, home.child, (hours, version)).await {
        Ok(()) => done(&home, &id, "hours-approved"),
        Err(error) => {
            let refused = told(&home, error)?;
            page(&home, &id, &week, &Posted::empty(home.w), &refused).await
        }
    }
}

/// Asks once more.
pub async fn ask(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let week = Week::of(&visit, None);
    let home = Home::open(visit).await?;
    let mut posted = sent.posted(home.w);
    let hours = posted.value("hours").parse::<uuid::Uuid>().map_err(|_| Fault::NotFound)?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let field = format!("asked-{hours}");
    let words = posted.value(&field).to_owned();
    match send_back(&home.visit.signed_caller()?, home.child, (seven_core::HoursId(hours), version), &words).await {
        Ok(()) => done(&home, &id, "hours-asked"),
        Err(ActionError::Invalid(problems)) => {
            for problem in problems {
                let key = format!("problem.{}", problem.code);
                posted.refuse_in_words(&field, home.w.find(&key).unwrap_or_default());
            }
            page(&home, &id, &week, &posted, &[]).await
        }
        Err(error) => {
            let refused = told(&home, error)?;
            page(&home, &id, &week, &Posted::empty(home.w), &refused).await
        }
    }
}

/// Writes hours down for an assistant.
pub async fn write(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let home = Home::open(visit).await?;
    let mut posted = sent.posted(home.w);
    let seat: AssistantId = id.parse().map_err(|_| Fault::NotFound)?;
    let week = Week::of(&home.visit, Some(posted.value("week")));
    let stints = week.read(&mut posted);
    if posted.is_right() {
        match enter(&home.visit.signed_caller()?, home.child, seat, stints).await {
            Ok(_) => return done(&home, &id, "hours-written"),
            Err(error) => week.refuse(&mut posted, error)?,
        }
    }
    page(&home, &id, &week, &posted, &[]).await
}

/// Ends the work.
pub async fn stop(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let week = Week::of(&visit, None);
    let home = Home::open(visit).await?;
    let seat: AssistantId = id.parse().map_err(|_| Fault::NotFound)?;
    let version = sent.value("version").parse().map_err(|_| Fault::NotFound)?;
    match end(&home.visit.signed_caller()?, home.child, (seat, version)).await {
        Ok(()) => done(&home, &id, "work-ended"),
        Err(error @ ActionError::Rule(_)) => {
            let refused = told(&home, error)?;
            page(&home, &id, &week, &Posted::empty(home.w), &refused).await
        }
        Err(error) => Err(error.into()),
    }
}
