//! `/council/import`: children, those around them and current packages from a file: a dry run, a report row by row, the run, taking it back.

use actions::import::{DoneRow, Kind, Undone, dry_run, import, undo};
use actions::uploads::{self, SentFile};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::ImportId;
use store::imports::{self, ImportRun};

use super::layout::{Form, Office, back, refuse};
use super::need_beside_spend::csv_file;
use super::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::sent::{Sent, Upload};
use crate::visit::Visit;
use crate::words::PageWords;

/// Rows of a report that are shown; all of them are in the file.
const ROWS: usize = 500;

/// Runs so far, and the form.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    start(&visit, &Posted::empty(visit.words("council/import"))).await
}

async fn start(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/import");
    let mut reading = visit.reading().await?;
    let runs = imports::newest(&mut reading).await?;
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.code(), shown::coded(w, "kinds", kind.code())));
    let form = Form::new(visit, "/council/import/check")
        .upload()
        .field(&posted.field("kind").radios(kinds.to_vec()))
        .field(&posted.field("file").file(&["CSV"], "25 MB"))
        .button(Button::new(w.t("check")));
    let mut office = Office::new(visit, w, w.t("title")).say(w.t("lead")).mended(posted).with(&form);
    for kind in Kind::ALL {
        let text = w.find(&format!("template.{}", kind.code())).unwrap_or_default();
        office = office.link(text, &format!("/council/import/template/{}", kind.code()));
    }
    office = office.heading(w.t("runs"));
    if runs.is_empty() {
        return office.with(&Empty::new(w, w.t("none"))).shown();
    }
    let columns =
        ["run", "what", "when", "state"].map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
    let row = |run: &ImportRun| {
        let state = match run.undone_at {
            Some(at) => w.say("undone_on", &[("when", &shown::instant(at))]),
            None => w.t("stands").to_owned(),
        };
        let link = Link::new(run.file_name.clone(), format!("/council/import/{}", run.id));
        let kind = shown::coded(w, "kinds", &run.kind);
        vec![Cell::Link(link, None), Cell::text(kind), Cell::text(shown::instant(run.imported_at)), Cell::text(state)]
    };
    office.with(&Table::new(w, w.t("runs"), columns.to_vec(), runs.iter().map(row).collect()).hide_caption()).shown()
}

/// A file to fill in: the first line with all columns.
pub async fn template(_visit: Visit, Path(kind): Path<String>) -> Result<Response, Fault> {
    let kind = Kind::from_code(&kind).ok_or(Fault::NotFound)?;
    Ok(csv_file(&format!("{}.csv", kind.code()), kind.template()))
}

/// Keeps a file and leads to its dry run.
pub async fn check(visit: Visit, upload: Upload) -> Result<Response, Fault> {
    let w = visit.words("council/import");
    let caller = visit.signed_caller()?;
    let mut posted = upload.fields.clone().posted(w);
    let kept = match Kind::from_code(posted.value("kind")) {
        None => Err(actions::ActionError::invalid("kind", "missing")),
        // read before it is kept, so that what is no table is never stored
        Some(kind) => match dry_run(&caller, kind, &upload.bytes).await {
            Ok(_) => {
                let kind = kind.code().to_owned();
                let file = SentFile { kind, file_name: upload.file_name, bytes: upload.bytes };
                uploads::keep(&caller, &file).await
            }
            Err(error) => Err(error),
        },
    };
    match kept {
        Ok(id) => Ok(Redirect::to(&format!("/council/import/check/{id}")).into_response()),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            start(&visit, &posted).await
        }
    }
}

/// The dry run of a kept file.
pub async fn show_dry(visit: Visit, Path(upload): Path<String>) -> Result<Response, Fault> {
    dry(&visit, &upload, &Posted::empty(visit.words("council/import"))).await
}

async fn dry(visit: &Visit, upload: &str, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/import");
    let id: ImportId = upload.parse().map_err(|_| Fault::NotFound)?;
    let caller = visit.signed_caller()?;
    let file = uploads::find(&caller, id).await?;
    let kind = Kind::from_code(&file.kind).ok_or(Fault::NotFound)?;
    let found = dry_run(&caller, kind, &file.bytes).await?;
    let mut office =
        Office::new(visit, w, w.say("dry", &[("file", &file.file_name)])).say(w.t("dry_lead")).mended(posted);
    office.page.breadcrumbs = vec![Link::new(w.t("title"), "/council/import")];
    if !found.ignored_columns.is_empty() {
        office = office.say(&w.say("ignored", &[("columns", &found.ignored_columns.join(", "))]));
    }
    let form = Form::new(visit, "/council/import/run").hidden("upload", id).button(Button::new(w.t("run")));
    office = office.bullets(&counts(w, &found.rows)).with(&form);
    report(w, office, &found.rows).shown()
}

/// Takes a kept file over.
pub async fn run(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/import");
    let mut posted = sent.posted(w);
    let upload = posted.value("upload").to_owned();
    let caller = visit.signed_caller()?;
    let file = uploads::find(&caller, upload.parse().map_err(|_| Fault::NotFound)?).await?;
    let kind = Kind::from_code(&file.kind).ok_or(Fault::NotFound)?;
    match import(&caller, kind, &file.file_name, &file.bytes).await {
        Ok(id) => Ok(back(&format!("/council/import/{id}"), "imported")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            dry(&visit, &upload, &posted).await
        }
    }
}

/// The report of a run.
pub async fn show_run(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    let posted = Posted::empty(visit.words("council/import"));
    one_run(&visit, id.parse().map_err(|_| Fault::NotFound)?, &posted, &[]).await
}

async fn one_run(visit: &Visit, id: ImportId, posted: &Posted, undone: &[Undone]) -> Result<Response, Fault> {
    let w = visit.words("council/import");
    let mut reading = visit.reading().await?;
    let run = imports::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    let rows: Vec<DoneRow> = serde_json::from_str(&run.report).map_err(|error| crate::fault::broken(&error))?;
    let mut office = Office::new(visit, w, run.file_name.clone()).mended(posted);
    office.page.breadcrumbs = vec![Link::new(w.t("title"), "/council/import")];
    office = office.bullets(&counts(w, &rows));
    match run.undone_at {
        Some(at) => office = office.say(&w.say("undone_on", &[("when", &shown::instant(at))])),
        None => {
            let form =
                Form::new(visit, "/council/import/undo").hidden("run", id).button(Button::new(w.t("undo")).warning());
            office = office.say(w.t("undo_lead")).with(&form);
        }
    }
    let kept: Vec<String> = undone
        .iter()
        .filter(|row| !row.is_undone)
        .map(|row| w.say("kept", &[("line", &row.line), ("why", &shown::coded(w, "kept_why", row.why))]))
        .collect();
    if !undone.is_empty() {
        let count = undone.len() - kept.len();
        office = office.say(&w.count("undone_rows", u64::try_from(count).unwrap_or(0))).bullets(&kept);
    }
    report(w, office, &rows).shown()
}

/// Takes a run back, as far as nothing stands on it.
pub async fn send_undo(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/import");
    let mut posted = sent.posted(w);
    let id = posted.value("run").parse().map_err(|_| Fault::NotFound)?;
    match undo(&visit.signed_caller()?, id).await {
        // shown at once, since the rows that stay are said here and nowhere else
        Ok(report) => one_run(&visit, id, &Posted::empty(w), &report).await,
        Err(error) => {
            refuse(&mut posted, w, error)?;
            one_run(&visit, id, &posted, &[]).await
        }
    }
}

fn counts(w: PageWords, rows: &[DoneRow]) -> Vec<String> {
    let count = |code: &str| rows.iter().filter(|row| row.outcome == code).count();
    let line = |code: &str| {
        let count = count(code);
        w.say(&format!("count.{code}"), &[("count", &count)])
    };
    ["new", "changed", "same", "refused"].map(line).to_vec()
}

/// A line for each row, refused ones first.
fn report(w: PageWords, office: Office, rows: &[DoneRow]) -> Office {
    let mut sorted: Vec<&DoneRow> = rows.iter().collect();
    sorted.sort_by_key(|row| (row.outcome != "refused", row.line));
    let columns = vec![
        Column::number(w.t("column.line")),
        Column::new(w.t("column.outcome")),
        Column::new(w.t("column.remarks")),
    ];
    let row = |row: &&DoneRow| {
        let tone = match row.outcome.as_str() {
            "refused" => Tone::Urgent,
            "same" => Tone::Calm,
            "changed" => Tone::Active,
            _ => Tone::Good,
        };
        let changes = row
            .changes
            .iter()
            .map(|(column, was, is)| w.say("change", &[("column", column), ("was", was), ("is", is)]));
        let remarks: Vec<String> = row.remarks.iter().cloned().chain(changes).collect();
        let outcome = Tag::new(shown::coded(w, "outcomes", &row.outcome), tone);
        vec![Cell::text(row.line.to_string()), Cell::Tag(outcome), Cell::text(remarks.join("; "))]
    };
    let table = Table::new(w, w.t("report"), columns, sorted.iter().take(ROWS).map(row).collect());
    let office = office.with(&table);
    if rows.len() > ROWS { office.say(&w.say("more_rows", &[("shown", &ROWS), ("all", &rows.len())])) } else { office }
}
