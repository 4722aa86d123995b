//! What the bank answers to a run: pain.002 in XML, or columns `id`, `status`, `reason`. A payment that the answer does not name
//! is neither confirmed nor returned.

use std::collections::HashSet;

use crate::statements::{StatementError, marked_up};
use crate::{TextError, read_table};

/// What became of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was paid, or taken to be paid.
    Confirmed,
    /// It came back, or was not taken, with the bank's reason.
    Returned(String),
    /// The bank has not decided.
    Waiting,
}

/// The answer about one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The payment.
    pub id: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// Why an answer cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// XML that cannot be read.
    #[error(transparent)]
    Markup(#[from] StatementError),
    /// No table.
    #[error(transparent)]
    Text(#[from] TextError),
    /// No answers in it.
    #[error("there is no answer to payments in the file: send the bank's report of the run")]
    Nothing,
    /// A payment without its id or status.
    #[error("line {line}: {what} is missing")]
    Missing {
        /// The line.
        line: u64,
        /// What is missing.
        what: &'static str,
    },
    /// A status that is none.
    #[error("line {line}: `{status}` is no status: write paid, returned or waiting")]
    Status {
        /// The line.
        line: u64,
        /// The status.
        status: String,
    },
    /// A payment twice.
    #[error("line {line}: payment {id} is answered twice")]
    Twice {
        /// The line.
        line: u64,
        /// The payment.
        id: String,
    },
}

/// Reads an answer; its content decides the format.
///
/// # Errors
/// [`AnswerError`].
pub fn read_answers(bytes: &[u8]) -> Result<Vec<Answer>, AnswerError> {
    let start = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf));
    let found = if start == Some(&b'<') { of_xml(bytes)? } else { of_table(bytes)? };
    let mut seen = HashSet::new();
    let mut answers = Vec::with_capacity(found.len());
    for (line, answer) in found {
        if !seen.insert(answer.id.clone()) {
            return Err(AnswerError::Twice { line, id: answer.id });
        }
        answers.push(answer);
    }
    if answers.is_empty() { Err(AnswerError::Nothing) } else { Ok(answers) }
}

fn outcome(status: &str, reason: &str) -> Option<Outcome> {
    Some(match status.trim().to_ascii_uppercase().as_str() {
        "ACSC" | "ACCC" | "ACSP" | "ACCP" | "ACWC" | "PAID" | "CONFIRMED" => Outcome::Confirmed,
        "RJCT" | "CANC" | "RETURNED" | "REJECTED" | "RECALLED" => Outcome::Returned(reason.trim().to_owned()),
        "PDNG" | "RCVD" | "ACTC" | "PATC" | "WAITING" => Outcome::Waiting,
        _ => return None,
    })
}

fn of_xml(bytes: &[u8]) -> Result<Vec<(u64, Answer)>, AnswerError> {
    let root = marked_up(bytes)?;
    let report = root.child("CstmrPmtStsRpt").ok_or(AnswerError::Nothing)?;
    let of_runs = report.all("OrgnlPmtInfAndSts").flat_map(|run| run.all("TxInfAndSts"));
    let payments = of_runs.chain(report.all("TxInfAndSts"));
    payments
        .map(|node| {
            let missing = |what| AnswerError::Missing { line: node.line, what };
            let id = node.text_at(&["OrgnlEndToEndId"]).ok_or_else(|| missing("the payment's id"))?;
            let status = node.text_at(&["TxSts"]).ok_or_else(|| missing("the status"))?;
            let reasons: [&[&str]; 3] =
                [&["StsRsnInf", "Rsn", "Cd"], &["StsRsnInf", "Rsn", "Prtry"], &["StsRsnInf", "AddtlInf"]];
            let outcome = outcome(status, node.first_text(&reasons).unwrap_or_default())
                .ok_or_else(|| AnswerError::Status { line: node.line, status: status.to_owned() })?;
            Ok((node.line, Answer { id: id.to_owned(), outcome }))
        })
        .collect()
}

fn of_table(bytes: &[u8]) -> Result<Vec<(u64, Answer)>, AnswerError> {
    let table = read_table(bytes)?;
    let place = |name: &str| table.header.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
    let (Some(id), Some(status)) = (place("id"), place("status")) else { return Err(AnswerError::Nothing) };
    let reason = place("reason");
    let rows = table.rows.iter().map(|row| {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        if cell(id).is_empty() {
            return Err(AnswerError::Missing { line: row.line, what: "the payment's id" });
        }
        let outcome = outcome(cell(status), reason.map(cell).unwrap_or_default())
            .ok_or_else(|| AnswerError::Status { line: row.line, status: cell(status).to_owned() })?;
        Ok((row.line, Answer { id: cell(id).to_owned(), outcome }))
    });
    rows.collect()
}
