//! Reading entries from CSV as a stream: a row at a time, whatever the size of the file, each with its number.

use std::io::{self, Read};

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::COLUMNS;
use super::line::Fields;
use crate::ledger::movement::Movement;
use crate::ledger::transfer::{Named, Step, Transfer, id_of};
use crate::{EvidenceId, Pence, PersonId, PieceId, TransferId};

/// A row longer than this is no row: something else was given than a table.
const LONGEST_ROW_BYTES: usize = 1 << 20;
/// How much is read at a time.
const WINDOW_BYTES: usize = 1 << 18;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row}: {what}")]
pub struct Fault {
    /// Its number; the heading is row 1.
    pub row: u64,
    /// What is wrong, and what was expected.
    pub what: String,
}

/// Why a table cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file.
    #[error(transparent)]
    File(#[from] io::Error),
    /// A column is missing.
    #[error("the heading has no column `{0}`: a table of entries has {all}", all = COLUMNS.join(", "))]
    Column(&'static str),
    /// It is no table.
    #[error("row {0} is longer than a megabyte or its quotes do not close: is this a table of entries?")]
    NoTable(u64),
}

/// A row that was read.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its number; the heading is row 1.
    row: u64,
    /// What is wrong with it; then its transfer is none.
    what: Option<String>,
    transfer: Transfer,
}

impl Entry {
    /// The transfer.
    ///
    /// # Errors
    /// [`Fault`]: what is wrong with the row.
    pub fn transfer(&self) -> Result<&Transfer, Fault> {
        match &self.what {
            None => Ok(&self.transfer),
            Some(what) => Err(Fault { row: self.row, what: what.clone() }),
        }
    }

    /// The number of its row.
    #[must_use]
    pub fn row(&self) -> u64 {
        self.row
    }
}

/// So many rows are handed on together: enough for whoever takes them to ask for all they need at once.
const TOGETHER: usize = 32;

/// Reads all rows and hands them on, some at a time; they are only lent, so that a million of them cost no memory. Returns the
/// number of rows after the heading.
///
/// # Errors
/// [`ReadError`]; faults of single rows are handed on.
pub fn read(input: impl Read, mut each: impl FnMut(&[Entry])) -> Result<u64, ReadError> {
    let mut rows = Rows { input, window: Vec::new(), start: 0, is_done: false, has_quotes: false, row: 0 };
    let mut fields = Fields::new();
    let columns = match rows.next()? {
        Some(row) => heading(row, &mut fields)?,
        None => return Err(ReadError::Column(COLUMNS[0])),
    };
    let mut reader = RowReader { columns, before: Before::default() };
    let mut entries = vec![Entry { row: 0, what: None, transfer: blank() }; TOGETHER];
    loop {
        let mut filled = 0;
        for entry in &mut entries {
            if !next(&mut rows, &mut fields, &mut reader, entry)? {
                break;
            }
            filled += 1;
        }
        each(entries.get(..filled).unwrap_or_default());
        if filled < TOGETHER {
            return Ok(rows.row.saturating_sub(1));
        }
    }
}

/// Fills an entry with the next row that is not empty; false after the last.
fn next(
    rows: &mut Rows<impl Read>,
    fields: &mut Fields,
    reader: &mut RowReader,
    entry: &mut Entry,
) -> Result<bool, ReadError> {
    loop {
        entry.row = rows.row.saturating_add(1);
        let Some(row) = rows.next()? else { return Ok(false) };
        if row.is_empty() {
            continue;
        }
        let done = match fields.split(row) {
            true => reader.read(row, fields, &mut entry.transfer),
            false => Err("its quotes do not close where a field ends".to_owned()),
        };
        entry.what = done.err();
        return Ok(true);
    }
}

fn heading(row: &[u8], fields: &mut Fields) -> Result<[usize; COLUMNS.len()], ReadError> {
    let row = row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(row);
    fields.split(row);
    let mut columns = [usize::MAX; COLUMNS.len()];
    for (place, name) in columns.iter_mut().zip(COLUMNS) {
        let found = (0..fields.count()).find(|at| fields.get(row, *at).trim_ascii() == name.as_bytes());
        *place = found.ok_or(ReadError::Column(name))?;
    }
    Ok(columns)
}

/// Rows of a file, one window at a time.
struct Rows<R> {
    input: R,
    window: Vec<u8>,
    start: usize,
    is_done: bool,
    /// Whether a quote stands anywhere in the window: nearly always none does, and then no row is looked through for one.
    has_quotes: bool,
    row: u64,
}

impl<R: Read> Rows<R> {
    /// The next row without its line end; nothing after the last.
    fn next(&mut self) -> Result<Option<&[u8]>, ReadError> {
        let end = loop {
            if let Some(end) = self.end_of_row() {
                break end;
            }
            if self.is_done {
                let left = self.window.len() - self.start;
                if left == 0 {
                    return Ok(None);
                }
                break left;
            }
            self.more()?;
        };
        let from = self.start;
        self.start = (from + end + 1).min(self.window.len());
        self.row = self.row.saturating_add(1);
        let row = self.window.get(from..from + end).unwrap_or_default();
        Ok(Some(row.strip_suffix(b"\r").unwrap_or(row)))
    }

    /// Where the row ends: at a line end outside quotes.
    fn end_of_row(&self) -> Option<usize> {
        let rest = self.window.get(self.start..)?;
        let first = memchr::memchr(b'\n', rest)?;
        if !self.has_quotes || memchr::memchr(b'"', rest.get(..first)?).is_none() {
            return Some(first);
        }
        let mut is_quoted = false;
        for at in memchr::memchr2_iter(b'\n', b'"', rest) {
            match rest.get(at) {
                Some(b'"') => is_quoted = !is_quoted,
                _ if !is_quoted => return Some(at),
                _ => {}
            }
        }
        None
    }

    fn more(&mut self) -> Result<(), ReadError> {
        self.window.drain(..self.start);
        self.start = 0;
        let before = self.window.len();
        if before > LONGEST_ROW_BYTES {
            return Err(ReadError::NoTable(self.row.saturating_add(1)));
        }
        self.window.resize(before + WINDOW_BYTES, 0);
        let read = self.input.read(self.window.get_mut(before..).unwrap_or_default())?;
        self.window.truncate(before + read);
        self.is_done = read == 0;
        self.has_quotes = memchr::memchr(b'"', &self.window).is_some();
        Ok(())
    }
}

/// Reads the cells of a row into a transfer.
struct RowReader {
    columns: [usize; COLUMNS.len()],
    before: Before,
}

/// Cells of the row before. Neighbouring rows are often about the same child, line, person and time.
#[derive(Default)]
struct Before {
    day: Again<Date, 10>,
    child: Again<Option<Uuid>, 36>,
    line: Again<Option<Uuid>, 36>,
    outcome: Again<Option<Uuid>, 36>,
    by: Again<Option<Uuid>, 36>,
    at: Again<Timestamp, 20>,
}

/// A cell of the usual length as it stood last, and what it said. What stands there again letter by letter is not read again.
struct Again<V, const LENGTH: usize> {
    last: Option<([u8; LENGTH], V)>,
}

impl<V, const LENGTH: usize> Default for Again<V, LENGTH> {
    fn default() -> Again<V, LENGTH> {
        Again { last: None }
    }
}

impl<V: Copy, const LENGTH: usize> Again<V, LENGTH> {
    fn read(&mut self, cell: &[u8], read: impl FnOnce(&[u8]) -> Result<V, String>) -> Result<V, String> {
        let Ok(usual) = <&[u8; LENGTH]>::try_from(cell) else { return read(cell) };
        match &self.last {
            Some((before, value)) if before == usual => Ok(*value),
            _ => {
                let value = read(cell)?;
                self.last = Some((*usual, value));
                Ok(value)
            }
        }
    }
}

fn blank() -> Transfer {
    Transfer {
        id: TransferId(Uuid::nil()),
        step: Step::Post,
        movement: Movement::Allocate,
        stream: String::new(),
        child: None,
        worker: None,
        amount: Pence::ZERO,
        day: Date::ZERO,
        named: Named::by(None, Timestamp::UNIX_EPOCH),
    }
}

impl RowReader {
    fn read(&mut self, row: &[u8], fields: &Fields, transfer: &mut Transfer) -> Result<(), String> {
        let columns = self.columns;
        let mut cells = columns.iter().map(|at| fields.get(row, *at));
        let mut next = || cells.next().unwrap_or_default();
        let before = &mut self.before;
        transfer.day = before.day.read(next(), day)?;
        transfer.id = id_of(text(next(), "id")?);
        let step = text(next(), "step")?;
        let about = next();
        let about = if about.is_empty() { None } else { Some(id_of(text(about, "about")?)) };
        transfer.step = Step::of(step, about).ok_or_else(|| {
            format!("`{step}` is no step, or `about` is missing or too much: post, hold, settle, release or correct")
        })?;
        let movement = text(next(), "movement")?;
        transfer.movement = Movement::from_code(movement).map_err(|error| error.to_string())?;
        let stream = next();
        if stream.is_empty() {
            return Err("its stream is missing".to_owned());
        }
        put(&mut transfer.stream, stream, "stream")?;
        transfer.child = before.child.read(next(), |cell| id(cell, "child"))?.map(PersonId);
        transfer.worker = id(next(), "worker")?.map(PersonId);
        transfer.amount = amount(next())?;
        let named = &mut transfer.named;
        named.line = before.line.read(next(), |cell| id(cell, "line"))?.map(PieceId);
        named.outcome = before.outcome.read(next(), |cell| id(cell, "outcome"))?.map(PieceId);
        named.evidence = id(next(), "evidence")?.map(EvidenceId);
        named.by = before.by.read(next(), |cell| id(cell, "by"))?.map(PersonId);
        named.at = before.at.read(next(), instant)?;
        put(&mut named.reason, next(), "reason")
    }
}

fn text<'f>(field: &'f [u8], column: &str) -> Result<&'f str, String> {
    std::str::from_utf8(field).map_err(|_| format!("`{column}` is not UTF-8"))
}

/// Puts a text where another stood, if it is not the same.
fn put(place: &mut String, field: &[u8], column: &str) -> Result<(), String> {
    if place.as_bytes() != field {
        place.clear();
        place.push_str(text(field, column)?);
    }
    Ok(())
}

fn id(field: &[u8], column: &str) -> Result<Option<Uuid>, String> {
    if field.is_empty() {
        return Ok(None);
    }
    Uuid::try_parse_ascii(field)
        .map(Some)
        .map_err(|_| format!("`{}` is no id for `{column}`", String::from_utf8_lossy(field)))
}

fn number(digits: &[u8]) -> Option<i64> {
    let mut sum: i64 = 0;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        sum = sum.checked_mul(10)?.checked_add(i64::from(digit))?;
    }
    (!digits.is_empty()).then_some(sum)
}

/// `2026-04-01`, and nothing that a calendar does not know.
fn day(field: &[u8]) -> Result<Date, String> {
    read_day(field).ok_or_else(|| format!("`{}` is no day: write 2026-04-01", String::from_utf8_lossy(field)))
}

fn read_day(field: &[u8]) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = field else { return None };
    let year = i16::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    Date::new(year, i8::try_from(number(&[m1, m2])?).ok()?, i8::try_from(number(&[d1, d2])?).ok()?).ok()
}

/// Pounds with pence, without anything around them. A third decimal is refused, never rounded.
fn amount(field: &[u8]) -> Result<Pence, String> {
    let wrong = || format!("`{}` is no sum: write pounds and pence such as 1234.56", String::from_utf8_lossy(field));
    let (pounds, pence) = match memchr::memchr(b'.', field) {
        Some(point) => (field.get(..point).unwrap_or_default(), field.get(point + 1..).unwrap_or_default()),
        None => (field, b"00".as_slice()),
    };
    if pence.len() != 2 {
        return Err(wrong());
    }
    let sum = number(pounds).zip(number(pence)).and_then(|(pounds, pence)| pounds.checked_mul(100)?.checked_add(pence));
    sum.map(Pence).ok_or_else(wrong)
}

/// `2026-04-01T09:30:00Z` and its like.
fn instant(field: &[u8]) -> Result<Timestamp, String> {
    quick_instant(field)
        .or_else(|| std::str::from_utf8(field).ok()?.parse().ok())
        .ok_or_else(|| format!("`{}` is no time: write 2026-04-01T09:30:00Z", String::from_utf8_lossy(field)))
}

/// The form that nearly every row has, to the second in UTC; others are read with care.
fn quick_instant(field: &[u8]) -> Option<Timestamp> {
    let &[.., b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'Z'] = field else { return None };
    let day = read_day(field.get(..10)?)?;
    let (hours, minutes, seconds) = (number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?);
    if field.len() != 20 || hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let days = days_since_1970(day);
    Timestamp::from_second(((days * 24 + hours) * 60 + minutes) * 60 + seconds).ok()
}

/// Days of the Gregorian calendar from 1 January 1970, counted by 400 years.
fn days_since_1970(day: Date) -> i64 {
    let (year, month) = (i64::from(day.year()), i64::from(day.month()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day.day()) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
