//! The lines of bank statements. Those of statements that were taken back are never seen again.

use seven_core::banking::StatementLine;
use seven_core::{BankLineId, PersonId, StatementId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::line::Line;
use crate::many::{places, rows_of};
use crate::{Query, StoreError, Writing};

/// A line has so many values.
const VALUES: usize = 16;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineState {
    /// It is matched.
    Matched,
    /// Somebody is asked.
    Asked,
    /// It is left to people.
    Left,
}

impl LineState {
    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            LineState::Matched => "matched",
            LineState::Asked => "asked",
            LineState::Left => "left",
        }
    }

    fn from_code(code: &str) -> Result<LineState, seven_core::UnknownCode> {
        match code {
            "matched" => Ok(LineState::Matched),
            "asked" => Ok(LineState::Asked),
            "left" => Ok(LineState::Left),
            _ => Err(seven_core::UnknownCode { what: "state of a line", code: code.to_owned() }),
        }
    }
}

/// A line as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLine {
    /// Its id.
    pub id: BankLineId,
    /// The statement that it stands in.
    pub statement: StatementId,
    /// What the bank tells.
    pub line: StatementLine,
    /// What became of it.
    pub state: LineState,
    /// What a question names, as JSON.
    pub possible: String,
    /// How often it was changed.
    pub version: i64,
}

/// A child's lines, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<StoredLine>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT l.* FROM bank_line l JOIN bank_statement s ON s.authority_id = l.authority_id AND s.id = l.statement_id \
         WHERE l.authority_id = $1 AND l.child_id = $2 AND s.undone_at IS NULL ORDER BY l.booked_day DESC, l.place DESC, l.id",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(line).collect()
}

/// One of them.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, child: PersonId, id: BankLineId) -> Result<Option<StoredLine>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT l.* FROM bank_line l JOIN bank_statement s ON s.authority_id = l.authority_id AND s.id = l.statement_id \
         WHERE l.authority_id = $1 AND l.child_id = $2 AND l.id = $3 AND s.undone_at IS NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(id.to_string())
    .fetch_optional(at.connection())
    .await?;
    row.as_ref().map(line).transpose()
}

/// Adds many.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn insert_all(write: &mut Writing, child: PersonId, new: &[StoredLine]) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    for some in new.chunks(rows_of(VALUES)) {
        let head = "INSERT INTO bank_line (authority_id, id, statement_id, child_id, place, booked_day, value_day, amount_pence, \
                    payee, reference, bank_id, category, balance_pence, state, possible, version) VALUES ";
        let sql = format!("{head}{}", places(some.len(), VALUES));
        let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(some.len() == rows_of(VALUES));
        for new in some {
            query = query
                .bind(authority.as_str())
                .bind(new.id.to_string())
                .bind(new.statement.to_string())
                .bind(child.to_string())
                .bind(i64::try_from(new.line.place).unwrap_or(i64::MAX))
                .bind(new.line.booked.to_string())
                .bind(new.line.value_date.map(|day| day.to_string()))
                .bind(new.line.pence.0)
                .bind(new.line.payee.as_str())
                .bind(new.line.reference.as_str())
                .bind(new.line.bank_id.as_str())
                .bind(new.line.merchant_category.map(i64::from))
                .bind(new.line.balance.map(|sum| sum.0))
                .bind(new.state.code())
                .bind(new.possible.as_str())
                .bind(1_i64);
        }
        query.execute(write.connection()).await?;
    }
    Ok(())
}

/// Changes what became of a line, as it was when it was read.
///
/// # Errors
/// [`StoreError::Changed`] where somebody else changed it meanwhile.
pub async fn set_state(
    write: &mut Writing,
    child: PersonId,
    was: &StoredLine,
    state: LineState,
    possible: &str,
) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE bank_line SET state = $4, possible = $5, version = version + 1 WHERE authority_id = $1 AND id = $2 \
         AND version = $3",
    )
    .bind(authority)
    .bind(was.id.to_string())
    .bind(was.version)
    .bind(state.code())
    .bind(possible)
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed("line")) }
}

fn line(row: &AnyRow) -> Result<StoredLine, StoreError> {
    let line = Line(row);
    let small = |number: i64| u16::try_from(number).ok();
    Ok(StoredLine {
        id: line.read("id")?,
        statement: line.read("statement_id")?,
        line: StatementLine {
            place: u64::try_from(line.number("place")?).unwrap_or_default(),
            booked: line.day("booked_day")?,
            value_date: line.day_or_none("value_day")?,
            pence: line.pence("amount_pence")?,
            payee: line.text("payee")?,
            reference: line.text("reference")?,
            bank_id: line.text("bank_id")?,
            merchant_category: line.number_or_none("category")?.and_then(small),
            balance: line.number_or_none("balance_pence")?.map(seven_core::Pence),
        },
        state: line.coded("state", LineState::from_code)?,
        possible: line.text("possible")?,
        version: line.number("version")?,
    })
}
