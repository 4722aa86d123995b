//! Open Financial Exchange, versions 1 and 2: the statements of accounts and of cards. It has no opening balance.

mod markup;

use jiff::civil::Date;
use seven_core::banking::{AccountTold, Balance, Statement, StatementFormat, StatementLine};

use super::node::Node;
use super::{FaultyLine, LineFault, StatementError, amount, days};

/// Where a statement stands: of an account, of a card.
const PLACES: [[&str; 3]; 2] =
    [["BANKMSGSRSV1", "STMTTRNRS", "STMTRS"], ["CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS"]];

pub(super) fn read(text: &str) -> Result<Vec<Statement>, StatementError> {
    let root = markup::read(text)?;
    let file = root.child("OFX").ok_or(StatementError::NoStatement)?;
    let mut faults = Vec::new();
    let mut statements = Vec::new();
    for [messages, answer, statement] in PLACES {
        for answer in file.all(messages).flat_map(|messages| messages.all(answer)) {
            for node in answer.all(statement) {
                statements.push(read_one(node, &mut faults));
            }
        }
    }
    StatementError::of_lines(faults)?;
    if statements.is_empty() { Err(StatementError::NoStatement) } else { Ok(statements) }
}

fn read_one(node: &Node, faults: &mut Vec<FaultyLine>) -> Statement {
    let mut read = Statement::empty(StatementFormat::Ofx);
    let of = node.child("BANKACCTFROM").or_else(|| node.child("CCACCTFROM"));
    if let Some(of) = of {
        let bank = of.text_at(&["BANKID"]).unwrap_or_default();
        let account = of.text_at(&["ACCTID"]).unwrap_or_default();
        // a British bank writes its sort code as the bank's id, or gives both in the account's
        let is_sort_code = bank.len() == 6 && bank.bytes().all(|byte| byte.is_ascii_digit()) && account.len() <= 8;
        read.account = AccountTold(if is_sort_code { format!("{bank} {account}") } else { account.to_owned() });
    }
    read.currency = node.text_at(&["CURDEF"]).unwrap_or_default().to_owned();
    read.closing = balance(node, faults);
    if let Some(list) = node.child("BANKTRANLIST") {
        let day = |name| list.text_at(&[name]).and_then(|text| days::eight_digits(text).ok());
        (read.from, read.until) = (day("DTSTART"), day("DTEND"));
        for entry in list.all("STMTTRN") {
            match line(entry) {
                Ok(line) => read.lines.push(line),
                Err(fault) => faults.push(FaultyLine { line: entry.line, fault }),
            }
        }
        // entries of one day may be booked after the time that the file was asked for
        read.until = read.until.max(read.lines.iter().map(|line| line.booked).max().filter(|_| read.until.is_some()));
    }
    read
}

fn balance(node: &Node, faults: &mut Vec<FaultyLine>) -> Option<Balance> {
    let ledger = node.child("LEDGERBAL")?;
    let text = ledger.text_at(&["BALAMT"])?;
    let on = ledger.text_at(&["DTASOF"]).and_then(|text| days::eight_digits(text).ok());
    match amount::read_either(text) {
        Ok(pence) => Some(Balance { on, pence, currency: String::new() }),
        Err(fault) => {
            faults.push(FaultyLine { line: ledger.line, fault });
            None
        }
    }
}

fn line(entry: &Node) -> Result<StatementLine, LineFault> {
    let booked = day(entry, "DTPOSTED")?.or(day(entry, "DTUSER")?).ok_or(LineFault::Missing("date"))?;
    let sum = entry.text_at(&["TRNAMT"]).ok_or(LineFault::Missing("sum"))?;
    let payee = entry.first_text(&[&["NAME"], &["PAYEE", "NAME"]]);
    let memo = entry.text_at(&["MEMO"]);
    let number = entry.text_at(&["CHECKNUM"]).filter(|number| number.bytes().any(|byte| byte != b'0'));
    Ok(StatementLine {
        place: entry.line,
        booked,
        value_date: day(entry, "DTAVAIL")?,
        pence: amount::read_either(sum)?,
        payee: payee.or(memo).unwrap_or_default().to_owned(),
        reference: memo.filter(|_| payee.is_some()).or(number).unwrap_or_default().to_owned(),
        bank_id: entry.text_at(&["FITID"]).unwrap_or_default().to_owned(),
        merchant_category: entry.text_at(&["SIC"]).and_then(|text| text.parse().ok()),
        balance: None,
    })
}

fn day(entry: &Node, name: &str) -> Result<Option<Date>, LineFault> {
    entry.text_at(&[name]).map(days::eight_digits).transpose()
}
