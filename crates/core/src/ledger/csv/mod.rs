//! Entries as CSV: what finance and auditors take away, and can hold the books against without our database. One row an entry,
//! in the order in which they were made; sums in pounds and pence.

mod line;
mod read;
#[cfg(test)]
mod tests;

pub use read::{Entry, Fault, ReadError, read};

use super::transfer::Transfer;
use crate::Pence;

/// The columns, in the order in which they are written. When read they may stand in any order.
pub const COLUMNS: [&str; 15] = [
    "day", "id", "step", "about", "movement", "stream", "child", "worker", "amount", "line", "outcome", "evidence",
    "by", "at", "reason",
];

/// The first row.
#[must_use]
pub fn heading() -> String {
    COLUMNS.join(",")
}

/// About how many rows a file of so many bytes has: 190 of them a row, with most ids named. No more than four million, so that no
/// file asks for more memory than its entries will.
#[must_use]
pub fn rows_in(bytes: u64) -> usize {
    usize::try_from(bytes / 190).unwrap_or_default().min(4_000_000)
}

/// An entry as a row, without its line end.
#[must_use]
pub fn row(transfer: &Transfer) -> String {
    let named = &transfer.named;
    let text = |id: Option<String>| id.unwrap_or_default();
    let fields = [
        transfer.day.to_string(),
        transfer.id.to_string(),
        transfer.step.code().to_owned(),
        text(transfer.step.about().map(|id| id.to_string())),
        transfer.movement.code().to_owned(),
        quoted(&transfer.stream),
        text(transfer.child.map(|id| id.to_string())),
        text(transfer.worker.map(|id| id.to_string())),
        plain(transfer.amount),
        text(named.line.map(|id| id.to_string())),
        text(named.outcome.map(|id| id.to_string())),
        text(named.evidence.map(|id| id.to_string())),
        text(named.by.map(|id| id.to_string())),
        named.at.to_string(),
        quoted(&named.reason),
    ];
    fields.join(",")
}

/// `1234.56`: for other programs, not for people.
#[must_use]
pub fn plain(sum: Pence) -> String {
    let size = sum.0.unsigned_abs();
    format!("{}{}.{:02}", if sum.0 < 0 { "-" } else { "" }, size / 100, size % 100)
}

/// A text in quotes where it needs them.
fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
