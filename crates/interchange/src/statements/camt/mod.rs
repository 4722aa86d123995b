//! ISO 20022 statements: camt.053 of any version, and camt.052, the report within the day. Versions differ in a few wrappers,
//! so that names are looked for on each of their paths.

mod entry;

use seven_core::Pence;
use seven_core::banking::profile::DecimalSign;
use seven_core::banking::{AccountTold, Balance, Statement, StatementFormat};

use super::node::Node;
use super::{FaultyLine, LineFault, StatementError, amount, days};

pub(super) fn read(root: &Node) -> Result<Vec<Statement>, StatementError> {
    if root.child("BkToCstmrDbtCdtNtfctn").is_some() {
        return Err(StatementError::OtherMessage("a notice of single entries (camt.054)"));
    }
    let whole = root.child("BkToCstmrStmt").map(|message| (message, "Stmt"));
    let within = root.child("BkToCstmrAcctRpt").map(|message| (message, "Rpt"));
    let (message, name) = whole.or(within).ok_or(StatementError::NoStatement)?;
    let mut faults = Vec::new();
    let statements: Vec<Statement> = message.all(name).map(|node| statement(node, &mut faults)).collect();
    StatementError::of_lines(faults)?;
    if statements.is_empty() { Err(StatementError::NoStatement) } else { Ok(statements) }
}

fn statement(node: &Node, faults: &mut Vec<FaultyLine>) -> Statement {
    let mut read = Statement::empty(StatementFormat::Camt053);
    read.number = node.text_at(&["Id"]).unwrap_or_default().to_owned();
    let account: [&[&str]; 2] = [&["Acct", "Id", "IBAN"], &["Acct", "Id", "Othr", "Id"]];
    read.account = AccountTold(node.first_text(&account).unwrap_or_default().to_owned());
    let day = |path: &[&str]| node.text_at(path).and_then(|text| days::with_hyphens(text).ok());
    read.from = day(&["FrToDt", "FrDtTm"]).or_else(|| day(&["FrToDt", "FrDt"]));
    read.until = day(&["FrToDt", "ToDtTm"]).or_else(|| day(&["FrToDt", "ToDt"]));
    let mut currency = node.text_at(&["Acct", "Ccy"]).map(str::to_owned);
    read.opening = balance(node, &["OPBD", "PRCD"], true, faults);
    read.closing = balance(node, &["CLBD"], false, faults);
    for entry in node.all("Ntry") {
        if !entry::is_booked(entry) {
            read.left_out += 1;
            continue;
        }
        match entry::lines(entry) {
            Ok((lines, of)) => {
                // the bank may leave the account's currency to its entries
                currency = currency.or(of);
                read.lines.extend(lines);
            }
            Err(fault) => faults.push(FaultyLine { line: entry.line, fault }),
        }
    }
    let of_balance = read.opening.as_ref().map(|balance| balance.currency.clone()).filter(|found| !found.is_empty());
    read.currency = currency.or(of_balance).unwrap_or_default();
    outside_the_file(&mut read);
    read
}

/// Some banks write the days of the order and not of the statement: what excludes every line says nothing about them.
fn outside_the_file(read: &mut Statement) {
    let (Some(from), Some(until)) = (read.from, read.until) else { return };
    if !read.lines.is_empty() && read.lines.iter().all(|line| line.booked < from || line.booked > until) {
        (read.from, read.until) = (None, None);
    }
}

/// A balance by its codes, the first code first. Where a bank gives only balances within the day, the first of them opens and
/// the last closes.
fn balance(node: &Node, codes: &[&str], opens: bool, faults: &mut Vec<FaultyLine>) -> Option<Balance> {
    let code = |balance: &&Node, wanted: &str| balance.text_at(&["Tp", "CdOrPrtry", "Cd"]) == Some(wanted);
    let by_code = codes.iter().find_map(|wanted| node.all("Bal").find(|balance| code(balance, wanted)));
    let mut within: Vec<&Node> = node.all("Bal").filter(|balance| code(balance, "ITBD")).collect();
    if within.len() < 2 {
        // one alone is what the account holds now
        within.retain(|_| !opens);
    }
    let found = by_code.or(if opens { within.first().copied() } else { within.last().copied() })?;
    let on = found.text_at(&["Dt", "Dt"]).or_else(|| found.text_at(&["Dt", "DtTm"]));
    match signed(found) {
        Ok((pence, currency)) => {
            let on = on.and_then(|text| days::with_hyphens(text).ok());
            Some(Balance { on, pence, currency: currency.unwrap_or_default() })
        }
        Err(fault) => {
            faults.push(FaultyLine { line: found.line, fault });
            None
        }
    }
}

/// The sum of an element with `Amt` and `CdtDbtInd`, and its currency.
fn signed(node: &Node) -> Result<(Pence, Option<String>), LineFault> {
    let sum = node.child("Amt").ok_or(LineFault::Missing("sum"))?;
    let pence = amount::read(&sum.text, DecimalSign::Point)?;
    match node.text_at(&["CdtDbtInd"]) {
        Some("CRDT") => Ok((pence, sum.currency.clone())),
        Some("DBIT") => Ok((Pence(-pence.0), sum.currency.clone())),
        Some(other) => Err(LineFault::Shape(other.to_owned())),
        None => Err(LineFault::Missing("sign of the sum")),
    }
}
