//! `/council/schemes/check`: what a check finds in a version before it is published. Faults stop it; cliffs and the equality
//! note are answered for by name.

use actions::schemes::{Answered, Checked, check_files, publish, unpack};
use actions::uploads::{self, SentFile};
use axum::response::{IntoResponse, Redirect, Response};
use ras::SchemeFiles;
use ras::check::Cliff;

use crate::council::layout::{Form, Office, back, query, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Notice, Table};
use crate::sent::{Sent, Upload};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// Cliffs that are listed at most.
const CLIFFS: usize = 30;

/// What the check of a gallery entry or of a kept upload finds.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/schemes/check");
    let keys = ["gallery", "upload"];
    let values = keys.map(|key| (key.to_owned(), query(&visit, key).unwrap_or_default())).to_vec();
    if values.iter().all(|(_, value)| value.is_empty()) {
        // nothing was chosen: back to where there is something to choose
        return Ok(Redirect::to("/council/schemes").into_response());
    }
    page(&visit, &Posted::of(w, values)).await
}

/// The files that are meant.
async fn files(visit: &Visit, posted: &Posted) -> Result<SchemeFiles, Fault> {
    if let Some((id, version)) = posted.value("gallery").split_once('@') {
        let found = visit.app.gallery().iter().find(|one| one.id == id && one.version.to_string() == version);
        return found.map(|one| one.files.clone()).ok_or(Fault::NotFound);
    }
    let upload = posted.value("upload").parse().map_err(|_| Fault::NotFound)?;
    let kept = uploads::find(&visit.signed_caller()?, upload).await?;
    if kept.kind == "scheme" { Ok(unpack(&kept.bytes)?) } else { Err(Fault::NotFound) }
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/schemes/check");
    let files = files(visit, posted).await?;
    // a check takes up to seconds of work: other visitors do not wait for it
    let checked = tokio::task::spawn_blocking(move || check_files(&files)).await;
    let checked = checked.map_err(|error| crate::fault::broken(&error))?;
    let name = checked.scheme.as_ref().map(|scheme| format!("{} {}", scheme.id, scheme.effective_from));
    let title = w.say("title", &[("name", &name.unwrap_or_default())]);
    let mut office = Office::new(visit, w, title).mended(posted);
    office.page.breadcrumbs = vec![crate::parts::Link::new(w.t("schemes"), "/council/schemes")];
    let faults = checked.fault_count();
    if faults > 0 {
        let text = w.count("faults", u64::try_from(faults).unwrap_or(0));
        office = office.with(&Notice::information(w, text).id("faults"));
    }
    office = findings(w, office, &checked);
    office = proofs(w, office, &checked);
    let cliffs: Vec<&Cliff> = checked.report.days.iter().flat_map(|day| &day.cliffs).collect();
    if !cliffs.is_empty() {
        office = office
            .heading(w.t("cliffs_title"))
            .say(&w.count("cliffs_lead", u64::try_from(cliffs.len()).unwrap_or(0)))
            .with(&cliff_table(w, &cliffs));
    }
    if faults > 0 {
        return office.say(w.t("mend")).link(w.t("back"), "/council/schemes").shown();
    }
    let mut form = Form::new(visit, "/council/schemes/publish")
        .hidden("gallery", posted.value("gallery"))
        .hidden("upload", posted.value("upload"));
    if !cliffs.is_empty() {
        form = form.field(&posted.field("cliffs").text().autocomplete("off").at_most(300));
    }
    form = form.field(&posted.field("equality").text_area(10_000).rows(8)).button(Button::new(w.t("publish")));
    office.heading(w.t("publish_title")).say(w.t("publish_lead")).with(&form).shown()
}

fn findings(w: PageWords, office: Office, checked: &Checked) -> Office {
    let found = &checked.report.findings;
    if found.is_empty() {
        return office.say(w.t("no_findings"));
    }
    let columns =
        ["grade", "place", "message", "help"].map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
    let row = |one: &ras::Finding| {
        let grade = w.t(if one.is_fault() { "fault" } else { "warning" });
        vec![
            Cell::text(grade),
            Cell::text(one.place.to_string()),
            Cell::text(one.message.clone()),
            Cell::text(one.help.clone()),
        ]
    };
    office.with(&Table::new(w, w.t("findings"), columns.to_vec(), found.iter().map(row).collect()))
}

/// Whether more need can mean less money, stream by stream.
fn proofs(w: PageWords, office: Office, checked: &Checked) -> Office {
    let certificates = checked.report.days.iter().flat_map(|day| day.certificates.iter().map(move |one| (day.on, one)));
    let line = |(on, one): (jiff::civil::Date, &ras::check::Certificate)| {
        let key = match one.verdict {
            ras::check::Proof::Proved => "proof.proved",
            ras::check::Proof::CounterExample => "proof.counter",
            ras::check::Proof::Undecided => "proof.undecided",
        };
        w.say(key, &[("stream", &called(&one.stream)), ("day", &shown::day(on))])
    };
    let lines: Vec<String> = certificates.map(line).collect();
    office.bullets(&lines)
}

fn cliff_table(w: PageWords, cliffs: &[&Cliff]) -> Table {
    let columns = vec![
        Column::new(w.t("column.stream")),
        Column::new(w.t("column.of")),
        Column::number(w.t("column.before")),
        Column::number(w.t("column.after")),
        Column::number(w.t("column.moved")),
    ];
    let pounds = |money: ras::Money| Cell::text(seven_core::Pence::from(money).to_string());
    let row = |one: &&Cliff| {
        let step = format!("{}: {} → {}", one.of, one.from, one.to);
        let cells = [Cell::text(called(&one.stream)), Cell::text(step)];
        cells.into_iter().chain([pounds(one.amount_before), pounds(one.amount_after), pounds(one.moved)]).collect()
    };
    Table::new(w, w.t("cliffs_title"), columns, cliffs.iter().take(CLIFFS).map(row).collect()).hide_caption()
}

/// Keeps an upload and leads to its check.
pub async fn send(visit: Visit, upload: Upload) -> Result<Response, Fault> {
    let w = visit.words("council/schemes/list");
    let caller = visit.signed_caller()?;
    let kept = match unpack(&upload.bytes) {
        Ok(_) => {
            let file = SentFile { kind: "scheme".to_owned(), file_name: upload.file_name, bytes: upload.bytes };
            uploads::keep(&caller, &file).await
        }
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => Ok(Redirect::to(&format!("/council/schemes/check?upload={id}")).into_response()),
        Err(error) => {
            let mut posted = Posted::empty(w);
            refuse(&mut posted, w, error)?;
            super::list::page(&visit, &posted).await
        }
    }
}

/// Publishes what was checked.
pub async fn publish_checked(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/schemes/check");
    let mut posted = sent.posted(w);
    let files = files(&visit, &posted).await?;
    let answered = Answered {
        cliffs_accepted_by: posted.value("cliffs").to_owned(),
        equality_note: posted.value("equality").to_owned(),
    };
    match publish(&visit.signed_caller()?, &files, &answered).await {
        Ok(id) => Ok(back(&format!("/council/schemes/{id}"), "published")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
