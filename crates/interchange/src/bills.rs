//! Files of providers and of holders of funds: invoices row by row, and the month of an individual service fund. Columns by
//! name, in any order. What is wrong with one row is told with its line and does not stop the others.

use jiff::civil::Date;
use seven_core::Pence;
use seven_core::import::{Row, read_day};
use seven_core::plan::support::{Quantity, UnitPrice};

use crate::{TextError, read_table};

/// An invoice as a row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceRow {
    /// The provider; empty where the file has no such column.
    pub provider: String,
    /// Its number there.
    pub number: String,
    /// Its day.
    pub dated: Date,
    /// The day until which it has to be paid.
    pub pay_by: Date,
    /// Which line of the plan, in words.
    pub line: String,
    /// How much was given.
    pub quantity: Quantity,
    /// What one of it costs.
    pub price: UnitPrice,
    /// What it comes to.
    pub amount: Pence,
    /// Where it is paid to: name, sort code, account number.
    pub pay_to: (String, String, String),
}

/// A row of a fund's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FundRow {
    /// What was there before it.
    Opening(Pence),
    /// What came in it.
    Received(Pence),
    /// What was spent on a line of the plan, in words; and what it was.
    Spent(String, Pence, String),
    /// What the holder kept.
    Fee(Pence),
    /// What is left.
    Closing(Pence),
}

/// Why a file cannot be used at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BillsError {
    /// It is no table.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A column is missing.
    #[error("there is no column `{column}`: the first line must name {all}")]
    Column {
        /// The one that is missing.
        column: &'static str,
        /// All that there must be.
        all: String,
    },
}

/// A row that cannot be read, with what to mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` in the column `{column}` is no {what}")]
pub struct CellFault {
    /// The column.
    pub column: &'static str,
    /// What stands there.
    pub text: String,
    /// What should stand there.
    pub what: &'static str,
}

/// The line that a row begins on, and what it says.
pub type Read<T> = (u64, Result<T, CellFault>);

struct Columns(Vec<(&'static str, usize)>);

impl Columns {
    fn of(header: &[String], needed: &[&'static str], more: &[&'static str]) -> Result<Columns, BillsError> {
        let place = |name: &str| header.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
        let missing = |column| BillsError::Column { column, all: needed.join(", ") };
        let mut columns = Vec::new();
        for name in needed {
            columns.push((*name, place(name).ok_or_else(|| missing(name))?));
        }
        columns.extend(more.iter().filter_map(|name| Some((*name, place(name)?))));
        Ok(Columns(columns))
    }

    fn cell<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        let at = self.0.iter().find(|(known, _)| *known == name);
        at.and_then(|(_, at)| row.cells.get(*at)).map_or("", |cell| cell.trim())
    }

    fn read<T, E>(
        &self,
        row: &Row,
        (column, what): (&'static str, &'static str),
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Result<T, CellFault> {
        let text = self.cell(row, column);
        read(text).map_err(|_| CellFault { column, text: text.chars().take(60).collect(), what })
    }
}

const INVOICE: [&str; 10] =
    ["number", "dated", "pay by", "line", "quantity", "price", "amount", "account name", "sort code", "account number"];

/// Reads invoices. A column `provider` may stand beside those that must.
///
/// # Errors
/// [`BillsError`].
pub fn read_invoices(bytes: &[u8]) -> Result<Vec<Read<InvoiceRow>>, BillsError> {
    let table = read_table(bytes)?;
    let columns = Columns::of(&table.header, &INVOICE, &["provider"])?;
    Ok(table.rows.iter().map(|row| (row.line, invoice(&columns, row))).collect())
}

fn invoice(columns: &Columns, row: &Row) -> Result<InvoiceRow, CellFault> {
    let text = |name| columns.cell(row, name).to_owned();
    Ok(InvoiceRow {
        provider: text("provider"),
        number: text("number"),
        dated: columns.read(row, ("dated", "day such as 2026-09-01 or 01/09/2026"), read_day)?,
        pay_by: columns.read(row, ("pay by", "day such as 2026-09-01 or 01/09/2026"), read_day)?,
        line: text("line"),
        quantity: columns.read(row, ("quantity", "number such as 3 or 1.5"), Quantity::read)?,
        price: columns.read(row, ("price", "price such as 18.76"), UnitPrice::read)?,
        amount: columns.read(row, ("amount", "sum such as 56.28"), Pence::read)?,
        pay_to: (text("account name"), text("sort code"), text("account number")),
    })
}

/// Reads the month of a fund: the columns `what`, `line`, `amount` and `words`.
///
/// # Errors
/// [`BillsError`].
pub fn read_fund_month(bytes: &[u8]) -> Result<Vec<Read<FundRow>>, BillsError> {
    let table = read_table(bytes)?;
    let columns = Columns::of(&table.header, &["what", "line", "amount", "words"], &[])?;
    Ok(table.rows.iter().map(|row| (row.line, fund(&columns, row))).collect())
}

fn fund(columns: &Columns, row: &Row) -> Result<FundRow, CellFault> {
    let amount = columns.read(row, ("amount", "sum such as 56.28"), Pence::read)?;
    let text = |name| columns.cell(row, name).to_owned();
    match text("what").to_ascii_lowercase().as_str() {
        "opening" => Ok(FundRow::Opening(amount)),
        "received" => Ok(FundRow::Received(amount)),
        "spent" => Ok(FundRow::Spent(text("line"), amount, text("words"))),
        "fee" => Ok(FundRow::Fee(amount)),
        "closing" => Ok(FundRow::Closing(amount)),
        other => Err(CellFault {
            column: "what",
            text: other.chars().take(60).collect(),
            what: "opening, received, spent, fee or closing",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Number,Dated,Pay by,Line,Quantity,Price,Amount,Account name,Sort code,Account number\n";

    #[test]
    fn a_row_that_cannot_be_read_is_told_and_the_others_are() {
        let text = format!(
            "{HEAD}17,01/09/2026,2026-09-20,Café,3,18.76,56.28,Town Hall,20-00-00,12345678\n\
             18,31/02/2026,2026-09-20,Café,3,18.76,56.28,Town Hall,20-00-00,12345678\n\
             19,2026-09-01,2026-09-20,Café,three,18.76,56.28,Town Hall,20-00-00,12345678\n"
        );
        let rows = read_invoices(text.as_bytes()).unwrap();
        let (line, first) = &rows[0];
        let first = first.as_ref().unwrap();
        assert_eq!((*line, first.number.as_str(), first.amount), (2, "17", Pence(5_628)));
        let said: Vec<String> =
            rows.iter().filter_map(|(line, row)| Some(format!("{line}: {}", row.as_ref().err()?))).collect();
        assert_eq!(
            said,
            [
                "3: `31/02/2026` in the column `dated` is no day such as 2026-09-01 or 01/09/2026",
                "4: `three` in the column `quantity` is no number such as 3 or 1.5"
            ]
        );
        let bare = read_invoices(b"number,dated\n17,2026-09-01\n");
        assert!(matches!(bare, Err(BillsError::Column { column: "pay by", .. })), "{bare:?}");
        assert!(matches!(read_invoices(b"PK\x03\x04"), Err(BillsError::Text(_))));
    }

    #[test]
    fn a_funds_month_is_read_row_by_row() {
        let text = "what,line,amount,words\nopening,,10.00,\nReceived,,78.17,\nspent,Café,37.52,two afternoons\n\
                    fee,,5,\nclosing,,45.65,\nrefund,,1,\n";
        let rows = read_fund_month(text.as_bytes()).unwrap();
        assert_eq!(rows[2].1, Ok(FundRow::Spent("Café".to_owned(), Pence(3_752), "two afternoons".to_owned())));
        assert_eq!(rows[4].1, Ok(FundRow::Closing(Pence(4_565))));
        assert!(rows[5].1.is_err());
    }
}
