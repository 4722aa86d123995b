//! One record: what it says, its picture, approving hours, taking it back.

use actions::ActionError;
use actions::spending::{MOST_PDF_MEGABYTES, PDF, add_picture, approve_hours, open_picture, take_back_record};
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::SpendingId;
use seven_core::access::Action;
use seven_core::spending::{RecordState, Working};
use store::spending::records::{self, StoredRecord};

use super::records::state;
use super::{Till, said};
use crate::dates::day;
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::query::query;
use crate::sent::Upload;
use crate::visit::Visit;

/// What is taken beside a photo, and how large it may be, as the form says it.
pub(crate) const KINDS_OF_FILE: ([&str; 5], &str) = (["jpg", "png", "webp", "gif", "pdf"], "25 MB");
/// Why a file was not kept, as the address of a page may say it.
const REFUSED: [&str; 7] =
    ["no-picture", "file-too-large", "pdf-cut-off", "pdf-locked", "pdf-runs", "pdf-carries-files", "pdf-unclear"];

/// The picture of a receipt.
#[derive(Template)]
#[template(
    source = "<p class=\"own-page__picture\"><a href=\"{{ src }}\"><img src=\"{{ src }}\" alt=\"{{ alt }}\"></a></p>",
    ext = "html"
)]
struct Picture {
    src: String,
    alt: String,
}

impl HtmlSafe for Picture {}

/// The page.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let mut posted = Posted::empty(till.w);
    if let Some(code) = query(&till.visit, "picture") {
        let known = REFUSED.iter().find(|known| **known == code).copied().unwrap_or("file-refused");
        let why = till.w.say(&format!("problem.{known}"), &[("most", &MOST_PDF_MEGABYTES)]);
        posted.refuse_in_words("file", till.w.say("record.kept-all-the-same", &[("why", &why)]));
    }
    page(&till, &id, &posted, &[]).await
}

async fn page(till: &Till, id: &str, posted: &Posted, refused: &[String]) -> Result<Response, Fault> {
    let w = till.w;
    let kept = till.view.records.iter().find(|kept| kept.id.to_string() == id).ok_or(Fault::NotFound)?;
    let pictured = records::pictured(&mut till.visit.reading().await?, till.child).await?;
    let shown_by = pictured.get(&kept.id).map(String::as_str);
    let name = w.say("for.record", &[("kind", &till.kind(kept.record.kind)), ("payee", &kept.record.payee)]);
    let mut sheet = Sheet::new(till.page(name.clone(), till.to_records()), name.clone()).mended(posted);
    if !refused.is_empty() {
        sheet = sheet.alert(refused);
    }
    let mut rows = rows(till, kept);
    if kept.from_paper {
        rows.push(Row::new(w.t("record.entered"), till.entered_by(kept.made_by).await?));
    }
    sheet = sheet.with(&SummaryList::new(rows));
    let at = till.at(&format!("/records/{id}"));
    sheet = match shown_by {
        Some(PDF) => sheet.links(&[Link::new(w.say("record.pdf-of", &[("name", &name)]), format!("{at}/picture"))]),
        Some(_) => {
            sheet.with(&Picture { src: format!("{at}/picture"), alt: w.say("record.picture-of", &[("name", &name)]) })
        }
        None => sheet,
    };
    if kept.state == RecordState::Waiting && till.visit.opens(Action::ApproveHours) {
        sheet = sheet.heading("approve", w.t("record.approve-title")).say(w.t("record.approve-lead"));
        sheet = sheet.with(&Form::new(&till.visit, format!("{at}/approve")).button(Button::new(w.t("record.approve"))));
    }
    if kept.state == RecordState::TakenBack || !till.visit.opens(Action::RecordSpending) {
        return sheet.shown();
    }
    if shown_by.is_none() {
        let (kinds, size) = KINDS_OF_FILE;
        let field = posted.field_said("file", "file-of.photo").file(&kinds, size).photo();
        let form = Form::new(&till.visit, format!("{at}/picture")).upload().field(&field);
        sheet = sheet.heading("picture", w.t("record.picture"));
        sheet = sheet.with(&form.button(Button::new(w.t("record.add-picture")).secondary()));
    }
    if !till.view.is_paid(kept.id) {
        let form = Form::new(&till.visit, format!("{at}/take-back"));
        sheet = sheet.heading("take-back", w.t("record.take-back-title")).say(w.t("record.take-back-lead"));
        sheet = sheet.with(&form.button(Button::new(w.t("record.take-back")).secondary()));
    }
    sheet.shown()
}

fn rows(till: &Till, kept: &StoredRecord) -> Vec<Row> {
    let w = till.w;
    let record = &kept.record;
    let mut rows =
        vec![Row::new(w.t("column.day"), day(w, record.day)), Row::new(w.t("column.sum"), record.pence.to_string())];
    match &record.working {
        Working::Paid => {}
        Working::Cash { signed_by, what } => {
            rows.push(Row::new(w.t("what.label"), what.clone()));
            rows.push(Row::new(w.t("signed-by.label"), signed_by.clone()));
        }
        Working::Miles { miles, rate, journey } => {
            let worked = w.say("record.miles", &[("miles", miles), ("rate", rate)]);
            rows.push(Row::new(w.t("journey.label"), journey.clone()));
            rows.push(Row::new(w.t("record.worked-out"), worked));
        }
        Working::Hours { hours, wage, from } => {
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("hours", hours), ("wage", wage), ("from", &day(w, *from))];
            rows.push(Row::new(w.t("record.worked-out"), w.say("record.hours", &values)));
        }
    }
    if !record.reference.is_empty() {
        rows.push(Row::new(w.t("reference-of.invoice.label"), record.reference.clone()));
    }
    let piece = record.piece.map_or_else(|| w.t("piece.none").to_owned(), |piece| till.what(piece));
    rows.push(Row::new(w.t("column.for"), piece));
    rows.push(Row::new(w.t("column.state"), state(till, kept).0));
    if let Some(standing) = till.view.in_books.get(&kept.id) {
        rows.push(Row::new(w.t("line.books"), till.standing(*standing)));
    }
    rows
}

/// The picture or the PDF itself. A PDF is a file to download: it is shown by no page, and may do nothing where a browser opens it.
pub async fn picture(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let id: SpendingId = id.parse().map_err(|_| Fault::NotFound)?;
    let (media_type, bytes) = open_picture(&visit.signed_caller()?, visit.child()?, id).await?;
    let how = if media_type == PDF { "attachment; filename=\"record.pdf\"" } else { "inline" };
    let kind = HeaderValue::from_str(&media_type).map_err(|error| crate::fault::broken(&error))?;
    // nothing but the reader's own browser keeps it, and for this sitting only
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, HeaderValue::from_static("private, max-age=600")),
        (CONTENT_DISPOSITION, HeaderValue::from_static(how)),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'")),
    ];
    Ok((headers, bytes).into_response())
}

/// Adds a picture or a PDF.
pub async fn add(visit: Visit, Path((_, id)): Path<(String, String)>, upload: Upload) -> Result<Response, Fault> {
    let record: SpendingId = id.parse().map_err(|_| Fault::NotFound)?;
    let till = Till::open(visit).await?;
    let mut posted = upload.fields.posted(till.w);
    if upload.bytes.is_empty() {
        posted.refuse_in_words("file", till.w.t("problem.no-file"));
        return page(&till, &id, &posted, &[]).await;
    }
    match add_picture(&till.visit.signed_caller()?, till.child, record, upload.bytes).await {
        Ok(_) => Ok(Redirect::to(&till.at(&format!("/records/{id}?done=picture-kept"))).into_response()),
        Err(error) => {
            for (field, text) in said(till.w, error)? {
                posted.refuse_in_words(&field, text);
            }
            page(&till, &id, &posted, &[]).await
        }
    }
}

/// Approves hours.
pub async fn approve(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let record: SpendingId = id.parse().map_err(|_| Fault::NotFound)?;
    let done = approve_hours(&visit.signed_caller()?, visit.child()?, record).await;
    after(visit, &id, done, "hours-approved").await
}

/// Takes a record back.
pub async fn take_back(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let record: SpendingId = id.parse().map_err(|_| Fault::NotFound)?;
    let done = take_back_record(&visit.signed_caller()?, visit.child()?, record).await;
    after(visit, &id, done, "record-taken-back").await
}

async fn after(visit: Visit, id: &str, done: Result<(), ActionError>, what: &str) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    match done {
        Ok(()) => Ok(Redirect::to(&till.at(&format!("/records/{id}?done={what}"))).into_response()),
        Err(error) => {
            let told: Vec<String> = said(till.w, error)?.into_iter().map(|(_, text)| text).collect();
            page(&till, id, &Posted::empty(till.w), &told).await
        }
    }
}
