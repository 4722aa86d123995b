//! The bank's answer to a run as a file: what it will do, payment by payment; then doing it.

use actions::ActionError;
use actions::money::{AnswersRead, Will, read_bank_file, take_bank_file};
use actions::uploads::{self, SentFile};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::{ImportId, RunId};

use super::run::{id, page};
use super::{AT, FOLDER};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Notice, Table, Tag, Tone};
use crate::sent::{Sent, Upload};
use crate::visit::Visit;
use crate::words::PageWords;

/// Keeps the file and leads to what it will do.
pub async fn send(visit: Visit, Path(run): Path<String>, upload: Upload) -> Result<Response, Fault> {
    let (w, run) = (visit.words(FOLDER), id(&run)?);
    let caller = visit.signed_caller()?;
    let mut posted = upload.fields.clone().posted(w);
    let kept = match typed_day(&posted.date("answered-on")) {
        None => Err(ActionError::invalid("answered-on", "no-day")),
        Some(on) if on > visit.moment.today => Err(ActionError::invalid("answered-on", "day-to-come")),
        // read before it is kept, so that what is no answer is never stored
        Some(on) => match read_bank_file(&caller, run, &upload.bytes).await {
            Ok(_) => {
                let kind = "bank-answer".to_owned();
                let file = SentFile { kind, file_name: upload.file_name, bytes: upload.bytes };
                uploads::keep(&caller, &file).await.map(|kept| (kept, on))
            }
            Err(error) => Err(error),
        },
    };
    match kept {
        Ok((kept, on)) => Ok(Redirect::to(&format!("{AT}/{run}/answers/{kept}?on={on}")).into_response()),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, run, &posted).await
        }
    }
}

/// What a kept file will do.
pub async fn show(visit: Visit, Path((run, kept)): Path<(String, String)>) -> Result<Response, Fault> {
    let on = crate::council::layout::query(&visit, "on").and_then(|on| typed_day(&on)).unwrap_or(visit.moment.today);
    preview(&visit, id(&run)?, (kept.parse().map_err(|_| Fault::NotFound)?, on), &Posted::empty(visit.words(FOLDER)))
        .await
}

async fn preview(visit: &Visit, run: RunId, (kept, on): (ImportId, Date), posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let caller = visit.signed_caller()?;
    let file = uploads::find(&caller, kept).await?;
    let read = read_bank_file(&caller, run, &file.bytes).await?;
    let title = w.say("preview_title", &[("file", &file.file_name)]);
    let mut office = Office::new(visit, w, title).mended(posted).say(&counted(w, &read));
    office.page.breadcrumbs = vec![Link::new(w.t("title"), AT), Link::new(w.t("lines"), format!("{AT}/{run}"))];
    if !read.unknown.is_empty() {
        let text = w.say("unknown", &[("ids", &read.unknown.join(", "))]);
        office = office.with(&Notice::information(w, text).id("unknown"));
    }
    office = office.with(&table(w, &read));
    if !read.silent.is_empty() {
        let count = u64::try_from(read.silent.len()).unwrap_or(0);
        office = office.say(&w.count("silent", count));
    }
    if read.does_something() {
        let form = Form::new(visit, format!("{AT}/{run}/answers/take"))
            .hidden("kept", kept)
            .hidden("on", on)
            .button(Button::new(w.t("take")))
            .button(Button::link(w.t("leave"), format!("{AT}/{run}")).secondary());
        office = office.say(&w.say("take_lead", &[("day", &shown::day(on))])).with(&form);
    } else {
        office = office.say(w.t("nothing_to_take")).link(w.t("leave"), &format!("{AT}/{run}"));
    }
    office.shown()
}

fn counted(w: PageWords, read: &AnswersRead) -> String {
    let of = |is: fn(&Will) -> bool| read.lines.iter().filter(|(_, will)| is(will)).count();
    let confirmed = of(|will| *will == Will::Confirm);
    let returned = of(|will| matches!(will, Will::Return(_)));
    w.say("counted", &[("confirmed", &confirmed), ("returned", &returned), ("unknown", &read.unknown.len())])
}

fn table(w: PageWords, read: &AnswersRead) -> Table {
    let columns = vec![
        Column::new(w.t("column.paid-to")),
        Column::number(w.t("column.sum")),
        Column::day(w.t("column.due")),
        Column::new(w.t("column.will")),
        Column::new(w.t("column.why")),
    ];
    let told = |will: &Will| match will {
        Will::Confirm => ("confirm", Tone::Good, String::new()),
        Will::Return(code) => ("return", Tone::Urgent, reason(w, code)),
        Will::Wait => ("wait", Tone::Calm, String::new()),
        Will::Nothing => ("nothing", Tone::Calm, String::new()),
        Will::Contradict => ("contradict", Tone::Attention, String::new()),
    };
    let rows = read.lines.iter().map(|(line, will)| {
        let (key, tone, why) = told(will);
        vec![
            Cell::text(line.paper.paid_to.name.clone()),
            Cell::text(line.paper.total().to_string()),
            Cell::text(shown::day(line.paper.due)),
            Cell::Tag(Tag::new(shown::coded(w, "will", key), tone)),
            Cell::text(why),
        ]
    });
    Table::new(w, w.t("lines"), columns, rows.collect())
}

/// A bank's code in words that a family reads; the code itself where there are none.
fn reason(w: PageWords, code: &str) -> String {
    match (w.find(&format!("bank-reason.{}", code.trim().to_lowercase())), code.trim()) {
        (Some(words), _) => words.to_owned(),
        (None, "") => w.t("bank-reason.none").to_owned(),
        (None, code) => code.to_owned(),
    }
}

/// Takes a kept file.
pub async fn take(visit: Visit, Path(run): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (w, run) = (visit.words(FOLDER), id(&run)?);
    let mut posted = sent.posted(w);
    let kept: ImportId = posted.value("kept").parse().map_err(|_| Fault::NotFound)?;
    let on = typed_day(posted.value("on")).ok_or(Fault::NotFound)?;
    let caller = visit.signed_caller()?;
    let file = uploads::find(&caller, kept).await?;
    match take_bank_file(&caller, run, (&file.bytes, on), |code| reason(w, code)).await {
        Ok(_) => Ok(back(&format!("{AT}/{run}"), "bank-file-taken")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            preview(&visit, run, (kept, on), &posted).await
        }
    }
}
