//! A run as a file for the bank: one row for each payment, as CSV.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use seven_core::ledger::csv::plain;
use seven_core::money::run::{RunLineStatus, RunStatus};
use seven_core::money::{PaymentRun, RunLine};
use store::papers::{self, Stored};

use super::run::id;
use crate::council::shown::cell;
use crate::fault::Fault;
use crate::visit::Visit;

const HEADING: &str = "Name,Sort code,Account number,Amount,Reference,Pay day";

/// The file of a run that was exported; any other has none.
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

/// The same whatever the bank has answered since.
fn rows(run: &PaymentRun, lines: &[Stored<RunLine>]) -> String {
    let mut file = format!("{HEADING}\r\n");
    for line in lines.iter().filter(|line| line.paper.status != RunLineStatus::TakenOut) {
        let to = &line.paper.paid_to;
        let (name, reference) = (cell(&to.name), cell(&to.reference));
        let (sort_code, number, sum) = (&to.sort_code, &to.account_number, plain(line.paper.total()));
        file.push_str(&format!("{name},{sort_code},{number},{sum},{reference},{}\r\n", run.pay_day));
    }
    file
}
