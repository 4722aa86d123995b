//! Rows for the authority's general ledger, under its own cost codes: two for each entry that moved money, debit and credit.
//! An account without a code stops the export and is named; nothing is exported under a guess.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::account::AccountKind;
use super::statement::moves;
use super::transfer::{Step, Transfer};
use crate::{Pence, TransferId};

/// A code of the authority's own books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CostCode {
    /// The stream.
    pub stream: String,
    /// The account; none for every account of the stream that has no code of its own.
    #[serde(default)]
    pub account: Option<AccountKind>,
    /// The code.
    pub code: String,
}

/// A row of the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRow {
    /// The day on which it counts.
    pub day: Date,
    /// The code.
    pub code: String,
    /// The stream.
    pub stream: String,
    /// The account.
    pub account: AccountKind,
    /// What came in.
    pub debit: Pence,
    /// What went out.
    pub credit: Pence,
    /// The entry, the same in both of its rows.
    pub entry: TransferId,
    /// What the money did.
    pub movement: super::Movement,
}

/// Accounts that have no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no cost code for {}: set one for each, or one for the whole stream", self.0.iter().map(|(stream, account)| format!("{stream} {account}")).collect::<Vec<_>>().join(", "))]
pub struct CodesMissing(pub BTreeSet<(String, AccountKind)>);

/// The rows of the entries of some days.
///
/// # Errors
/// [`CodesMissing`] names every account that has none.
pub fn rows<'t>(
    codes: &[CostCode],
    (from, until): (Date, Date),
    transfers: impl IntoIterator<Item = &'t Transfer>,
) -> Result<Vec<ExportRow>, CodesMissing> {
    let by_account: BTreeMap<(&str, Option<AccountKind>), &str> =
        codes.iter().map(|code| ((code.stream.as_str(), code.account), code.code.as_str())).collect();
    let code_of = |stream: &str, kind: AccountKind| {
        by_account.get(&(stream, Some(kind))).or_else(|| by_account.get(&(stream, None))).copied()
    };
    let mut rows = Vec::new();
    let mut missing = BTreeSet::new();
    for transfer in transfers.into_iter().filter(|one| moves(one) && from <= one.day && one.day <= until) {
        let (mut out, mut into) = (transfer.movement.from(), transfer.movement.to());
        if matches!(transfer.step, Step::Correct(_)) {
            (out, into) = (into, out);
        }
        for (account, debit, credit) in [(into, transfer.amount, Pence::ZERO), (out, Pence::ZERO, transfer.amount)] {
            let Some(code) = code_of(&transfer.stream, account) else {
                missing.insert((transfer.stream.clone(), account));
                continue;
            };
            let (code, stream) = (code.to_owned(), transfer.stream.clone());
            let (day, entry, movement) = (transfer.day, transfer.id, transfer.movement);
            rows.push(ExportRow { day, code, stream, account, debit, credit, entry, movement });
        }
    }
    if missing.is_empty() { Ok(rows) } else { Err(CodesMissing(missing)) }
}
