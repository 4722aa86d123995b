//! One entry of an ISO 20022 statement: usually a line, and several where the bank gathered payments and tells each.

use jiff::civil::Date;
use seven_core::Pence;
use seven_core::banking::StatementLine;
use seven_core::banking::profile::DecimalSign;

use super::super::node::Node;
use super::super::{LineFault, amount, days};
use super::signed;

/// Whether the bank has booked it. Versions differ in where the word stands.
pub(super) fn is_booked(entry: &Node) -> bool {
    let status = entry.first_text(&[&["Sts", "Cd"], &["Sts"]]);
    !matches!(status, Some("PDNG" | "INFO" | "FUTR"))
}

/// The lines of an entry, and the currency of its sum.
pub(super) fn lines(entry: &Node) -> Result<(Vec<StatementLine>, Option<String>), LineFault> {
    let (pence, currency) = signed(entry)?;
    let valued = day(entry, "ValDt")?;
    let booked = day(entry, "BookgDt")?.or(valued).ok_or(LineFault::Missing("date"))?;
    let details: Vec<&Node> = entry.all("NtryDtls").flat_map(|details| details.all("TxDtls")).collect();
    let blank = StatementLine {
        place: entry.line,
        booked,
        value_date: valued,
        pence,
        payee: String::new(),
        reference: String::new(),
        bank_id: entry.first_text(&[&["AcctSvcrRef"], &["NtryRef"]]).unwrap_or_default().to_owned(),
        merchant_category: None,
        balance: None,
    };
    let parts: Vec<Pence> = details.iter().filter_map(|detail| part(detail, currency.as_deref(), pence)).collect();
    let sum: Option<i64> = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.0));
    let is_told_apart = details.len() > 1 && parts.len() == details.len() && sum == Some(pence.0);
    if !is_told_apart {
        return Ok((vec![told(blank, entry, details.first().copied())], currency));
    }
    let each = details.iter().zip(parts).enumerate().map(|(at, (detail, part))| {
        let mut line = told(StatementLine { pence: part, ..blank.clone() }, entry, Some(detail));
        if !line.bank_id.is_empty() {
            // one entry, one id: its parts are told apart by their place
            line.bank_id = format!("{}/{}", line.bank_id, at + 1);
        }
        line
    });
    Ok((each.collect(), currency))
}

fn day(entry: &Node, name: &str) -> Result<Option<Date>, LineFault> {
    let text = entry.first_text(&[&[name, "Dt"], &[name, "DtTm"]]);
    text.map(days::with_hyphens).transpose()
}

/// The sum of one payment among several, with the sign of the entry; none in another currency or without one.
fn part(detail: &Node, currency: Option<&str>, whole: Pence) -> Option<Pence> {
    let sum = detail.child("Amt").or_else(|| detail.at(&["AmtDtls", "TxAmt", "Amt"]))?;
    let is_same = sum.currency.as_deref() == currency;
    let pence = amount::read(&sum.text, DecimalSign::Point).ok().filter(|_| is_same)?;
    let is_out = detail.text_at(&["CdtDbtInd"]).map_or(whole.0 < 0, |sign| sign == "DBIT");
    Some(Pence(if is_out { -pence.0 } else { pence.0 }))
}

/// With who it was and what it says.
fn told(mut line: StatementLine, entry: &Node, detail: Option<&Node>) -> StatementLine {
    let more = entry.text_at(&["AddtlNtryInf"]).unwrap_or_default();
    let Some(detail) = detail else {
        more.clone_into(&mut line.payee);
        return line;
    };
    line.payee = other_party(detail, line.pence).unwrap_or(more).to_owned();
    line.reference = remittance(detail).unwrap_or_else(|| {
        let ids = detail.first_text(&[&["AddtlTxInf"], &["Refs", "EndToEndId"]]);
        ids.filter(|id| *id != "NOTPROVIDED").unwrap_or_default().to_owned()
    });
    if line.bank_id.is_empty() {
        let ids: [&[&str]; 2] = [&["Refs", "AcctSvcrRef"], &["Refs", "TxId"]];
        line.bank_id = detail.first_text(&ids).unwrap_or_default().to_owned();
    }
    line
}

/// Who stands on the other side. Later versions wrap the name in `Pty`; some banks tell only the account's owner's side.
fn other_party(detail: &Node, pence: Pence) -> Option<&str> {
    let parties = detail.child("RltdPties")?;
    let creditor: [&[&str]; 4] =
        [&["Cdtr", "Nm"], &["Cdtr", "Pty", "Nm"], &["UltmtCdtr", "Nm"], &["UltmtCdtr", "Pty", "Nm"]];
    let debtor: [&[&str]; 4] =
        [&["Dbtr", "Nm"], &["Dbtr", "Pty", "Nm"], &["UltmtDbtr", "Nm"], &["UltmtDbtr", "Pty", "Nm"]];
    let (first, second) = if pence.0 < 0 { (creditor, debtor) } else { (debtor, creditor) };
    parties.first_text(&first).or_else(|| parties.first_text(&second))
}

/// What the payer wrote: free words, else a structured reference.
fn remittance(detail: &Node) -> Option<String> {
    let info = detail.child("RmtInf")?;
    let free: Vec<&str> = info.all("Ustrd").map(|node| node.text.trim()).filter(|text| !text.is_empty()).collect();
    if !free.is_empty() {
        return Some(free.join(" "));
    }
    let structured: [&[&str]; 2] = [&["Strd", "CdtrRefInf", "Ref"], &["Strd", "CdtrRefInf", "CdtrRef"]];
    info.first_text(&structured).or_else(|| info.text_at(&["Strd", "AddtlRmtInf"])).map(str::to_owned)
}
