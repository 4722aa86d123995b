//! A profile from the headings of a file: those that British banks and issuers of cards use.

use seven_core::banking::profile::{ColumnProfile, DecimalSign, KindColumn, Letters, SumColumns};

use super::super::StatementError;
use super::cells::{self, Sheet, bare};

/// The headings stand within so many lines; before them a bank may write whose account it is.
const SEARCHED_LINES: usize = 20;

const DATE: [&str; 9] = [
    "date",
    "transactiondate",
    "txdate",
    "txdateutc",
    "posteddate",
    "postingdate",
    "bookingdate",
    "dateposted",
    "completeddate",
];
const VALUE_DATE: [&str; 2] = ["valuedate", "effectivedate"];
const PAID_IN: [&str; 9] =
    ["paidin", "moneyin", "credit", "creditamount", "amountin", "deposit", "deposits", "in", "creditsgbp"];
const PAID_OUT: [&str; 9] =
    ["paidout", "moneyout", "debit", "debitamount", "amountout", "withdrawal", "withdrawals", "out", "debitsgbp"];
const SUM: [&str; 7] = ["amount", "value", "transactionamount", "amountgbp", "sum", "netamount", "txamt"];
const PAYEE: [&str; 10] = [
    "payee",
    "merchantname",
    "counterparty",
    "counterpartyname",
    "name",
    "description",
    "details",
    "transactiondescription",
    "narrative",
    "transactiondetails",
];
const REFERENCE: [&str; 8] =
    ["reference", "memo", "transactiontype", "notes", "narrative2", "note", "merchantcity", "additionalinformation"];
const BANK_ID: [&str; 6] = ["transactionid", "id", "fitid", "traceid", "txnid", "bankreference"];
const BALANCE: [&str; 4] = ["balance", "accountbalance", "runningbalance", "balancegbp"];
const CURRENCY: [&str; 5] = ["currency", "ccy", "accountcurrency", "billcurrency", "amtccy"];
const ACCOUNT: [&str; 5] = ["account", "accountnumber", "iban", "accountno", "acid"];
const CATEGORY: [&str; 3] = ["mcc", "merchantcategorycode", "merchantcategory"];
/// What only cards have, with the words of its lines.
const CARD_SUM: [&str; 3] = ["billamount", "billingamount", "amountspent"];
const CARD_KIND: [&str; 3] = ["entrytype", "txntype", "transactionstatus"];
const CARD_FEE: [&str; 2] = ["fixedfee", "fee"];
const DECLINED: [&str; 6] =
    ["authorisation declined", "auth declined", "authorization declined", "declined", "pending", "auth approval"];
const BACK: [&str; 8] =
    ["reversal", "auth reversal", "authorisation reversal", "refund", "chargeback", "load", "credit", "top up"];

/// The sheet from its headings on, and the profile that they show.
pub(super) fn find(text: &str) -> Result<(Sheet, ColumnProfile), StatementError> {
    let first = cells::read(text, 0)?;
    if let Some(profile) = suggested_profile(&first.headings) {
        return Ok((first, profile));
    }
    for (skipped, _) in text.lines().enumerate().take(SEARCHED_LINES).skip(1) {
        let Ok(sheet) = cells::read(text, skipped) else { continue };
        if let Some(profile) = suggested_profile(&sheet.headings) {
            // where it is saved, it is read from there again
            let skip_lines = u16::try_from(skipped).unwrap_or_default();
            return Ok((sheet, ColumnProfile { skip_lines, ..profile }));
        }
    }
    Err(StatementError::Columns(first.headings.into_iter().take(30).collect()))
}

/// A profile to start from for a file with these headings: none where there is no day or no sum among them.
#[must_use]
pub fn suggested_profile(headings: &[String]) -> Option<ColumnProfile> {
    let bared: Vec<String> = headings.iter().map(|heading| bare(heading)).collect();
    let first = |known: &[&str]| {
        let at = known.iter().find_map(|name| bared.iter().position(|heading| heading == name))?;
        headings.get(at).cloned()
    };
    let all = |known: &[&str]| {
        let found = known.iter().filter_map(|name| bared.iter().position(|heading| heading == name));
        found.filter_map(|at| headings.get(at).cloned()).collect::<Vec<_>>()
    };
    let card_sum = first(&CARD_SUM);
    let sums = match (first(&PAID_IN), first(&PAID_OUT), first(&SUM)) {
        _ if card_sum.is_some() => SumColumns::OneSpent { column: card_sum.clone()? },
        (Some(paid_in), Some(paid_out), _) => SumColumns::Two { paid_in, paid_out },
        (_, _, Some(column)) => SumColumns::One { column },
        _ => return None,
    };
    let is_card = card_sum.is_some() || first(&CATEGORY).is_some();
    let kind = first(&CARD_KIND).filter(|_| is_card).map(|column| KindColumn {
        column,
        left_out: DECLINED.map(str::to_owned).to_vec(),
        money_in: BACK.map(str::to_owned).to_vec(),
    });
    Some(ColumnProfile {
        name: "by its headings".to_owned(),
        is_card,
        letters: Letters::Any,
        skip_lines: 0,
        date_order: None,
        decimal: DecimalSign::Point,
        date: first(&DATE)?,
        value_date: first(&VALUE_DATE),
        sums,
        fee: first(&CARD_FEE).filter(|_| is_card),
        payee: all(&PAYEE),
        reference: all(&REFERENCE),
        bank_id: first(&BANK_ID),
        balance: first(&BALANCE),
        currency: first(&CURRENCY),
        account: first(&ACCOUNT),
        merchant_category: first(&CATEGORY),
        kind,
    })
}

/// Three letters for a currency that a bank writes as a number.
pub(super) fn currency_code(text: &str) -> String {
    match text.trim() {
        "826" | "£" => "GBP".to_owned(),
        "978" | "€" => "EUR".to_owned(),
        "840" | "$" => "USD".to_owned(),
        other => other.to_ascii_uppercase(),
    }
}
