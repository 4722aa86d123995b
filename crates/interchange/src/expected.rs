//! A file of what is expected on a statement: payments, receipts, invoices, timesheets, lines of a plan. Columns by name, in any
//! order: `id`, `kind`, `amount`, `date`, and if wanted `until`, `payee`, `reference`, `times`, `plan line`.

use jiff::civil::Date;
use seven_core::Pence;
use seven_core::import::Row;
use seven_core::matching::{Expectation, Expected, ExpectedKind};

use crate::{TextError, read_table};

/// One expectation, with its own texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedRow {
    /// Its id in the file.
    pub id: String,
    /// What it is.
    pub kind: ExpectedKind,
    /// How much; money out is below nothing.
    pub sum: Expected,
    /// From which day.
    pub from: Date,
    /// Until which day.
    pub until: Date,
    /// Who.
    pub payee: String,
    /// What it will say.
    pub reference: String,
    /// The line of the plan.
    pub teaches: String,
}

impl ExpectedRow {
    /// As matching takes it.
    #[must_use]
    pub fn expectation(&self) -> Expectation<'_> {
        Expectation {
            kind: self.kind,
            sum: self.sum,
            from: self.from,
            until: self.until,
            payee: &self.payee,
            reference: &self.reference,
            teaches: &self.teaches,
        }
    }
}

/// Why a file of expectations cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpectedError {
    /// It is no table.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A column is missing.
    #[error("there is no column `{0}`: the first line must name id, kind, amount and date")]
    Column(&'static str),
    /// Something in a row cannot be taken.
    #[error("line {line}: `{text}` is no {what}")]
    Cell {
        /// The line.
        line: u64,
        /// What stands there.
        text: String,
        /// What should stand there.
        what: &'static str,
    },
    /// The same id twice.
    #[error("line {line}: the id `{id}` stands there twice: two things that are expected need two ids")]
    Twice {
        /// The line.
        line: u64,
        /// The id.
        id: String,
    },
}

/// Reads the file.
///
/// # Errors
/// [`ExpectedError`] with the line.
pub fn read(bytes: &[u8]) -> Result<Vec<ExpectedRow>, ExpectedError> {
    let table = read_table(bytes)?;
    let place = |name: &str| table.header.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
    let needed = |name: &'static str| place(name).ok_or(ExpectedError::Column(name));
    let columns = Columns {
        id: needed("id")?,
        kind: needed("kind")?,
        amount: needed("amount")?,
        date: needed("date")?,
        until: place("until"),
        payee: place("payee"),
        reference: place("reference"),
        times: place("times"),
        plan_line: place("plan line"),
    };
    let mut seen = std::collections::HashSet::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let read = expected(row, &columns)?;
        if !seen.insert(read.id.clone()) {
            return Err(ExpectedError::Twice { line: row.line, id: read.id });
        }
        rows.push(read);
    }
    Ok(rows)
}

struct Columns {
    id: usize,
    kind: usize,
    amount: usize,
    date: usize,
    until: Option<usize>,
    payee: Option<usize>,
    reference: Option<usize>,
    times: Option<usize>,
    plan_line: Option<usize>,
}

fn expected(row: &Row, columns: &Columns) -> Result<ExpectedRow, ExpectedError> {
    let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
    let perhaps = |at: Option<usize>| at.map(cell).unwrap_or_default();
    let wrong = |text: &str, what| ExpectedError::Cell { line: row.line, text: text.to_owned(), what };
    let kind = ExpectedKind::from_code(cell(columns.kind)).map_err(|_| {
        wrong(cell(columns.kind), "kind of expectation, such as scheduled-payment, receipt or plan-line")
    })?;
    let pence = Pence::read(cell(columns.amount)).map_err(|_| wrong(cell(columns.amount), "sum of money"))?;
    let day = |text: &str| text.parse::<Date>().map_err(|_| wrong(text, "day such as 2026-05-04"));
    let from = day(cell(columns.date))?;
    let until = Some(perhaps(columns.until)).filter(|text| !text.is_empty()).map_or(Ok(from), day)?;
    if until < from {
        return Err(wrong(perhaps(columns.until), "day on or after the first"));
    }
    let times = match perhaps(columns.times) {
        "" => 1,
        text => text.parse().map_err(|_| wrong(text, "whole number"))?,
    };
    let sum = if kind == ExpectedKind::PlanLine { Expected::UpTo(pence) } else { Expected::Exactly(pence, times) };
    Ok(ExpectedRow {
        id: cell(columns.id).to_owned(),
        kind,
        sum,
        from,
        until,
        payee: perhaps(columns.payee).to_owned(),
        reference: perhaps(columns.reference).to_owned(),
        teaches: perhaps(columns.plan_line).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn expectations_are_read_and_faults_named_by_their_line() {
        let text = "id,kind,amount,date,until,payee,plan line\n1,receipt,-8.85,2026-05-04,,Pool,\n\
                    2,plan-line,-500,2026-04-01,2027-03-31,Leisure Centre,swimming\n";
        let rows = read(text.as_bytes()).unwrap();
        assert_eq!((rows[0].sum, rows[0].until), (Expected::Exactly(Pence(-885), 1), date(2026, 5, 4)));
        assert_eq!((rows[1].sum, rows[1].teaches.as_str()), (Expected::UpTo(Pence(-50_000)), "swimming"));
        for (wrong, error) in [
            (
                text.replace("2,plan", "1,plan"),
                "line 3: the id `1` stands there twice: two things that are expected need two ids",
            ),
            (text.replace("2026-05-04", "04/05/2026"), "line 2: `04/05/2026` is no day such as 2026-05-04"),
            (
                text.replace("amount", "sum"),
                "there is no column `amount`: the first line must name id, kind, amount and date",
            ),
        ] {
            assert_eq!(read(wrong.as_bytes()).unwrap_err().to_string(), error);
        }
    }
}
