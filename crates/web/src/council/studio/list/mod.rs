//! `/council/studio`: every study, and how to begin one: with a file, or with the authority's own records.

use actions::ActionError;
use actions::studio::{Stage, begin_from_file, begin_from_records, stage};
use actions::uploads::SentFile;
use axum::response::Response;
use seven_core::StudyId;
use seven_core::access::Action;
use store::studies::{self, Study};

use crate::council::layout::{Form, Office, back, may, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::sent::{Sent, Upload};
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/studio/list";

/// The list.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut reading = visit.reading().await?;
    let all = studies::all(&mut reading).await?;
    let mut office = Office::new(visit, w, w.t("studio")).say(w.t("lead")).mended(posted);
    office = office.link(w.t("methods"), "/council/studio/methods");
    office = if all.is_empty() {
        office.with(&Empty::new(w, w.t("none")))
    } else {
        let columns = ["study", "cases", "begun", "state"]
            .map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
        let rows = all.iter().map(|study| row(visit, w, study)).collect();
        office.with(&Table::new(w, w.t("studies"), columns.to_vec(), rows))
    };
    if may(visit, Action::MakeStudy) {
        let records = Form::new(visit, "/council/studio/records")
            .field(&posted.field("title").text().at_most(120))
            .button(Button::new(w.t("from_records")));
        let file = Form::new(visit, "/council/studio/file")
            .upload()
            .field(&posted.field_said("file-title", "title").text().at_most(120))
            .field(&posted.field("file").file(&["CSV"], "25 MB"))
            .button(Button::new(w.t("from_file")).secondary());
        office = office.heading(w.t("records_title")).say(w.t("records_lead")).with(&records);
        office = office.heading(w.t("file_title")).say(w.t("file_lead")).with(&file);
    }
    office.shown()
}

fn row(visit: &Visit, w: PageWords, study: &Study) -> Vec<Cell> {
    let stage = stage(study, visit.moment.at);
    let end = match stage {
        Stage::Open => "",
        Stage::Done => "/results",
        _ => "/run",
    };
    let tone = match stage {
        Stage::Open | Stage::Cancelled => Tone::Calm,
        Stage::Waiting | Stage::Running => Tone::Active,
        Stage::Done => Tone::Good,
        Stage::Failed | Stage::Interrupted => Tone::Urgent,
    };
    vec![
        Cell::Link(Link::new(study.title.clone(), format!("/council/studio/{}{end}", study.id)), None),
        Cell::text(w.find(&format!("source.{}", study.source)).unwrap_or_default()),
        Cell::text(shown::instant(study.begun_at)),
        Cell::Tag(Tag::new(shown::coded(w, "stage", stage.code()), tone)),
    ]
}

async fn answered(visit: &Visit, mut posted: Posted, done: Result<StudyId, ActionError>) -> Result<Response, Fault> {
    match done {
        Ok(id) => Ok(back(&format!("/council/studio/{id}"), "study-begun")),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(visit, &posted).await
        }
    }
}

/// Begins a study with the authority's own records.
pub async fn send_records(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let done = begin_from_records(&visit.signed_caller()?, posted.value("title")).await;
    answered(&visit, posted, done).await
}

/// Begins a study with a file.
pub async fn send_file(visit: Visit, upload: Upload) -> Result<Response, Fault> {
    let posted = upload.fields.clone().posted(visit.words(FOLDER));
    let file = SentFile { kind: "cases".to_owned(), file_name: upload.file_name, bytes: upload.bytes };
    let done = begin_from_file(&visit.signed_caller()?, posted.value("file-title"), &file).await;
    let done = done.map_err(|error| match error {
        ActionError::Invalid(problems) => ActionError::Invalid(
            problems
                .into_iter()
                .map(|problem| match problem.field.as_str() {
                    "title" => actions::Problem { field: "file-title".to_owned(), ..problem },
                    _ => problem,
                })
                .collect(),
        ),
        other => other,
    });
    answered(&visit, posted, done).await
}
