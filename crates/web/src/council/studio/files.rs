//! `/council/studio/{study}/file/{name}`: the cases, the evidence, the report and the draft, as files to take away. The same
//! command gives the same bytes.

use actions::studio::{Publishing, cases_of, files_of};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use seven_core::access::Action;
use store::studies::{self, Study};

use super::{found, record};
use crate::council::layout::{may, query};
use crate::fault::Fault;
use crate::visit::Visit;

/// One file.
pub async fn give(visit: Visit, Path((id, name)): Path<(String, String)>) -> Result<Response, Fault> {
    let (mut reading, study) = found(&visit, &id).await?;
    if name == "cases.csv" {
        // the cases are about people, if not by name: for those who work with them
        if !may(&visit, Action::MakeStudy) {
            return Err(Fault::NotFound);
        }
        let bytes = cases_of(&mut reading, study.id).await?;
        drop(reading);
        record(&visit, &study, &name).await?;
        return Ok(file(&name, "text/csv; charset=utf-8", bytes));
    }
    let result = studies::result(&mut reading, study.id).await?.ok_or(Fault::NotFound)?;
    drop(reading);
    match name.as_str() {
        "evidence.json" => Ok(file(&name, "application/json", result.evidence.into_bytes())),
        "report.html" if !result.report.is_empty() => {
            Ok(file(&name, "text/html; charset=utf-8", result.report.into_bytes()))
        }
        _ => {
            let files = files_of(&result, &asked(&visit, &study))?;
            let bytes = files.get(&name).ok_or(Fault::NotFound)?.to_vec();
            Ok(file(&name, "text/plain; charset=utf-8", bytes))
        }
    }
}

/// The names that a scheme is made under, from the address: as the command line is given them.
fn asked(visit: &Visit, study: &Study) -> Publishing {
    let own = |name: &str| query(visit, name).filter(|text| !text.is_empty());
    Publishing {
        id: own("id").unwrap_or_else(|| scheme_id(study)),
        from: own("from").and_then(|text| text.parse().ok()).or_else(|| Some(first_day(visit))),
        title: own("title").unwrap_or_else(|| study.title.clone()),
        authority: visit.authority.name.clone(),
        ..Publishing::default()
    }
}

/// An id for the scheme of a study.
pub(super) fn scheme_id(study: &Study) -> String {
    calibration::scheme_out::id(&study.title).unwrap_or_else(|| "our-scheme".to_owned())
}

/// The next first of April, when prices change.
pub(super) fn first_day(visit: &Visit) -> Date {
    let today = visit.moment.today;
    let this_year = Date::new(today.year(), 4, 1).unwrap_or(today);
    let next_year = Date::new(today.year().saturating_add(1), 4, 1).unwrap_or(today);
    if this_year > today { this_year } else { next_year }
}

fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
