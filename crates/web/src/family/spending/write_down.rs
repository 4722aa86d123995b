//! Writing down what was spent: a receipt with its picture, a bill, cash with a signed record, miles, an assistant's hours.

use actions::ActionError;
use actions::spending::{LineOfPlan, add_picture, record};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::matching::ExpectedKind;
use seven_core::plan::support::{Quantity, UnitPrice};
use seven_core::spending::{NewRecord, Working};

use super::record::KINDS_OF_FILE;
use super::records::KINDS;
use super::{Till, said};
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Made;
use crate::parts::form::{Button, Choice, FileUpload, Posted};
use crate::sent::Upload;
use crate::visit::Visit;
use crate::words::PageWords;

/// What one mile by car is paid, unless the family says otherwise: HMRC's approved mileage rate for the first 10,000 miles.
const MILE: &str = "45p";
/// The longest text that is kept, in characters.
const MOST_CHARACTERS: usize = 300;

pub(crate) fn kind_of(code: &str) -> Result<ExpectedKind, Fault> {
    KINDS.into_iter().find(|kind| kind.code() == code).ok_or(Fault::NotFound)
}

/// The form of one kind.
pub async fn show(visit: Visit, Path((_, kind)): Path<(String, String)>) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let today = till.visit.moment.today;
    let mut values = vec![("rate".to_owned(), MILE.to_owned())];
    for (part, number) in [("day", i16::from(today.day())), ("month", i16::from(today.month())), ("year", today.year())]
    {
        values.push((format!("on-{part}"), number.to_string()));
    }
    let posted = Posted::of(till.w, values);
    page(&till, kind_of(&kind)?, &posted)
}

fn page(till: &Till, kind: ExpectedKind, posted: &Posted) -> Result<Response, Fault> {
    let w = till.w;
    let code = kind.code();
    let mut form = Form::new(&till.visit, till.at(&format!("/records/new/{code}"))).upload();
    form = form.fields(fields(till.w, &till.view.plan, kind, posted));
    if kind != ExpectedKind::Mileage {
        form = form.field(&file(kind, posted));
    }
    let title = w.find(&format!("new.{code}")).unwrap_or_default();
    let mut sheet = Sheet::new(till.page(title, till.to_records()), title).mended(posted);
    if kind == ExpectedKind::Cash {
        let lines = ["cash.first", "cash.second", "cash.third"].map(|key| w.find(key).unwrap_or_default().to_owned());
        sheet = sheet.set_apart("action", &lines);
    } else {
        sheet = sheet.lead(w.find(&format!("new-lead.{code}")).unwrap_or_default());
    }
    sheet.with(&form.button(Button::new(w.t("records.keep")))).shown()
}

/// The photo or the PDF of a record.
pub(crate) fn file(kind: ExpectedKind, posted: &Posted) -> FileUpload {
    let (kinds, size) = KINDS_OF_FILE;
    posted.field_said("file", &format!("file-of.{}", kind.code())).file(&kinds, size).photo()
}

/// What the form of a kind asks, for families who write and workers who type in what came on paper.
pub(crate) fn fields(w: PageWords, plan: &[LineOfPlan], kind: ExpectedKind, posted: &Posted) -> Vec<Made> {
    let code = kind.code();
    let own = |field: &str| posted.field_said(field, &format!("{field}-of.{code}"));
    let text = |field: &str| Made::of(&posted.field(field).text());
    let short = |field: &str| Made::of(&posted.field(field).text().characters(10));
    let sum = |field: &str| Made::of(&posted.field(field).money());
    let on = Made::of(&own("on").date());
    let mut fields = vec![Made::of(&own("payee").text())];
    fields.extend(match kind {
        ExpectedKind::Mileage => vec![on, text("journey"), short("miles"), short("rate")],
        ExpectedKind::Timesheet => vec![Made::of(&posted.field("from").date()), on, short("hours"), sum("wage")],
        ExpectedKind::Cash => vec![sum("amount"), on, text("what"), text("signed-by")],
        ExpectedKind::Invoice => vec![sum("amount"), on, Made::of(&own("reference").text())],
        _ => vec![sum("amount"), on],
    });
    let own = plan.iter().map(|line| Choice::new(line.piece.to_string(), line.what.clone()));
    let lines = own.chain([Choice::new("none", w.t("piece.none"))]).collect();
    fields.push(Made::of(&posted.field("piece").select(lines)));
    fields
}

/// Keeps it, with its picture.
pub async fn send(visit: Visit, Path((_, kind)): Path<(String, String)>, upload: Upload) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let kind = kind_of(&kind)?;
    let caller = till.visit.signed_caller()?;
    let mut posted = upload.fields.posted(till.w);
    let Some(new) = read(till.w, &till.view.plan, kind, &mut posted) else { return page(&till, kind, &posted) };
    let id = match record(&caller, till.child, new).await {
        Ok(id) => id,
        Err(error @ (ActionError::Invalid(_) | ActionError::Rule(_))) => {
            for (field, text) in said(till.w, error)? {
                posted.refuse_in_words(on_the_form(kind, &field), text);
            }
            return page(&till, kind, &posted);
        }
        Err(error) => return Err(error.into()),
    };
    let to = till.at(&format!("/records/{id}"));
    if upload.bytes.is_empty() {
        return Ok(Redirect::to(&format!("{to}?done=record-kept")).into_response());
    }
    match add_picture(&caller, till.child, id, upload.bytes).await {
        Ok(_) => Ok(Redirect::to(&format!("{to}?done=record-kept")).into_response()),
        // the record is kept all the same; its page says why the file is not
        Err(ActionError::Invalid(problems)) => {
            let why = problems.first().map_or("refused", |problem| problem.code);
            Ok(Redirect::to(&format!("{to}?picture={why}")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Where a problem of a field stands on the form of a kind: a sum that is worked out has no field of its own.
pub(crate) fn on_the_form(kind: ExpectedKind, field: &str) -> &str {
    match (field, kind) {
        ("day", _) => "on",
        ("amount", ExpectedKind::Mileage) => "miles",
        ("amount", ExpectedKind::Timesheet) => "hours",
        (field, _) => field,
    }
}

/// Reads the form; what is wrong is put to its fields.
pub(crate) fn read(w: PageWords, plan: &[LineOfPlan], kind: ExpectedKind, posted: &mut Posted) -> Option<NewRecord> {
    let mut wrong: Vec<(&str, &str)> = Vec::new();
    let day: Option<Date> = posted.date("on").parse().ok();
    if day.is_none() {
        wrong.push(("on", "problem.no-day"));
    }
    for field in ["payee", "journey", "what", "signed-by", "reference"] {
        if posted.value(field).chars().count() > MOST_CHARACTERS {
            wrong.push((field, "problem.too-long"));
        }
    }
    let piece = posted.value("piece").to_owned();
    let line = plan.iter().find(|line| line.piece.to_string() == piece).map(|line| line.piece);
    if line.is_none() && piece != "none" {
        wrong.push(("piece", "problem.choose-from-the-list"));
    }
    let is_worked_out = matches!(kind, ExpectedKind::Mileage | ExpectedKind::Timesheet);
    let amount = Pence::read(posted.value("amount")).ok();
    if amount.is_none() && !is_worked_out {
        wrong.push(("amount", "problem.sum"));
    }
    let working = working(kind, posted, &mut wrong);
    for (field, key) in wrong {
        let text = w.find(key).unwrap_or_default();
        posted.refuse_in_words(field, text);
    }
    let is_right = posted.is_right();
    let (day, working) = (day?, working?);
    is_right.then(|| NewRecord {
        kind,
        day,
        pence: amount.unwrap_or_default(),
        payee: posted.value("payee").to_owned(),
        reference: posted.value("reference").to_owned(),
        piece: line,
        working,
    })
}

/// How the sum came about.
fn working(kind: ExpectedKind, posted: &Posted, wrong: &mut Vec<(&'static str, &'static str)>) -> Option<Working> {
    match kind {
        ExpectedKind::Cash => Some(Working::Cash {
            signed_by: posted.value("signed-by").to_owned(),
            what: posted.value("what").to_owned(),
        }),
        ExpectedKind::Mileage => {
            let (miles, rate) =
                (Quantity::read(posted.value("miles")).ok(), UnitPrice::read(posted.value("rate")).ok());
            if miles.is_none_or(|miles| miles.0 <= 0) {
                wrong.push(("miles", "problem.number"));
            }
            if rate.is_none_or(|rate| rate.0 <= 0) {
                wrong.push(("rate", "problem.sum"));
            }
            Some(Working::Miles { miles: miles?, rate: rate?, journey: posted.value("journey").to_owned() })
        }
        ExpectedKind::Timesheet => {
            let (hours, wage) =
                (Quantity::read(posted.value("hours")).ok(), UnitPrice::read(posted.value("wage")).ok());
            let from: Option<Date> = posted.date("from").parse().ok();
            for (field, is_missing, key) in [
                ("hours", hours.is_none_or(|hours| hours.0 <= 0), "problem.number"),
                ("wage", wage.is_none_or(|wage| wage.0 <= 0), "problem.sum"),
                ("from", from.is_none(), "problem.no-day"),
            ] {
                if is_missing {
                    wrong.push((field, key));
                }
            }
            Some(Working::Hours { hours: hours?, wage: wage?, from: from? })
        }
        _ => Some(Working::Paid),
    }
}
