//! A run as a file for the bank: in the formats that the authority's settings name, or as a plain list of its payments.

use actions::money::{bank_id, run_file};
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use seven_core::ledger::csv::plain;
use seven_core::money::pays_from::FileFormat;
use seven_core::money::run::{RunLineStatus, RunStatus};
use seven_core::money::{PaymentRun, RunLine};
use store::papers::{self, Stored};

use super::run::id;
use crate::council::shown::cell;
use crate::fault::Fault;
use crate::visit::Visit;

const HEADING: &str = "Name,Sort code,Account number,Amount,Reference,Pay day,Payment id";

/// The list of a run that was exported; any other has none.
pub async fn show(visit: Visit, Path(run): Path<String>) -> Result<Response, Fault> {
    let id = id(&run)?;
    let mut reading = visit.reading().await?;
    let run = papers::find::<PaymentRun>(&mut reading, id).await?.paper;
    let lines = papers::part_of::<RunLine>(&mut reading, id).await?;
    drop(reading);
    if !matches!(run.status, RunStatus::Exported | RunStatus::Answered) {
        return Err(Fault::NotFound);
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"payments-{}.csv\"", run.pay_day)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, rows(&run, &lines)).into_response())
}

/// The file that the bank takes.
pub async fn of_bank(visit: Visit, Path((run, format)): Path<(String, String)>) -> Result<Response, Fault> {
    let format = FileFormat::from_code(&format).map_err(|_| Fault::NotFound)?;
    let id = id(&run)?;
    let text = run_file(&visit.signed_caller()?, id, format).await?;
    let (kind, end) = match format {
        FileFormat::Standard18 => ("text/plain; charset=us-ascii", "txt"),
        FileFormat::Pain001 => ("application/xml", "xml"),
        FileFormat::Columns => ("text/csv; charset=utf-8", "csv"),
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"payments-{}-{format}.{end}\"", bank_id(id.0))),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}

/// The same whatever the bank has answered since.
fn rows(run: &PaymentRun, lines: &[Stored<RunLine>]) -> String {
    let mut file = format!("{HEADING}\r\n");
    for line in lines.iter().filter(|line| line.paper.status != RunLineStatus::TakenOut) {
        let to = &line.paper.paid_to;
        let (name, reference) = (cell(&to.name), cell(&to.reference));
        let (sort_code, number, sum) = (&to.sort_code, &to.account_number, plain(line.paper.total()));
        file.push_str(&format!(
            "{name},{sort_code},{number},{sum},{reference},{},{}\r\n",
            run.pay_day,
            bank_id(line.id)
        ));
    }
    file
}
