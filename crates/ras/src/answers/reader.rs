//! Reading a file of answers in blocks.

use super::AnswersError;
use super::header::{self, Column};
use super::quick::Quick;
use super::records::{Record, Records, fields};
use crate::batch::{BLOCK, Population};
use crate::calculator::{Calculator, printable};
use std::io::Read;

/// Rows that are given at a time.
pub(super) const ROWS: usize = BLOCK;

/// Reads a file of answers, a block of rows at a time.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let calculator = ras::doc::calculator()?;
/// let file = "person,eating,friends\nada,some,substantial\nben,lots,none\n";
/// let mut answers = ras::AnswerReader::open(file.as_bytes(), &calculator)?;
/// let mut block = ras::Block::new(&calculator);
/// assert!(answers.next_block(&mut block)?);
/// assert_eq!(block.person(0), "ada");
/// assert!(block.fault(0).is_none());
/// assert!(block.fault(1).unwrap().starts_with("row 3, column eating: `lots` is not allowed"));
/// assert!(!answers.next_block(&mut block)?);
/// # Ok(())
/// # }
/// ```
pub struct AnswerReader<'a, R> {
    calculator: &'a Calculator,
    records: Records<R>,
    columns: Vec<Column>,
    names: Vec<String>,
    quick: Quick<'a>,
    notes: Vec<String>,
}

/// Some rows of a file of answers.
#[derive(Debug, Clone)]
pub struct Block {
    /// The answers; a row with a fault has none.
    pub people: Population,
    names: Vec<u8>,
    name_ends: Vec<usize>,
    rows: Vec<u64>,
    /// Position of a row, and what is wrong with it; in rising order.
    faults: Vec<(usize, String)>,
}

impl Block {
    /// Room for rows.
    #[must_use]
    pub fn new(calculator: &Calculator) -> Block {
        Block {
            people: Population::new(calculator),
            names: Vec::new(),
            name_ends: Vec::new(),
            rows: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The name in the `person` column, as bytes that are UTF-8 unless the row has a fault.
    #[must_use]
    pub fn person_bytes(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).and_then(|before| self.name_ends.get(before)).copied().unwrap_or(0);
        self.name_ends.get(at).and_then(|end| self.names.get(start..*end)).unwrap_or_default()
    }

    /// The name in the `person` column.
    #[must_use]
    pub fn person(&self, at: usize) -> String {
        String::from_utf8_lossy(self.person_bytes(at)).into_owned()
    }

    /// The row in the file, counting the header as row 1.
    #[must_use]
    pub fn row(&self, at: usize) -> u64 {
        self.rows.get(at).copied().unwrap_or(0)
    }

    /// What is wrong with a row, if anything.
    #[must_use]
    pub fn fault(&self, at: usize) -> Option<&str> {
        let found = self.faults.binary_search_by_key(&at, |(row, _)| *row).ok()?;
        self.faults.get(found).map(|(_, fault)| fault.as_str())
    }

    /// How many rows have a fault.
    #[must_use]
    pub fn faults(&self) -> usize {
        self.faults.len()
    }

    /// Room for a block, empty.
    fn clear(&mut self) {
        self.people.resize(ROWS);
        self.names.clear();
        self.name_ends.clear();
        self.rows.clear();
        self.faults.clear();
    }

    fn push(&mut self, row: u64, person: &[u8]) {
        self.names.extend_from_slice(person);
        self.name_ends.push(self.names.len());
        self.rows.push(row);
    }
}

impl<'a, R: Read> AnswerReader<'a, R> {
    /// Reads the header.
    ///
    /// # Errors
    /// When there is no header, it has no `person`, a column stands twice, or the bytes are not UTF-8 text.
    pub fn open(input: R, calculator: &'a Calculator) -> Result<AnswerReader<'a, R>, AnswersError> {
        let mut records = Records::new(input);
        let header = match records.next()? {
            Some((_, record)) => header::read(&record, calculator)?,
            None => return Err(AnswersError::Empty),
        };
        Ok(AnswerReader {
            calculator,
            records,
            quick: Quick::new(calculator, &header.columns),
            columns: header.columns,
            names: header.names,
            notes: header.notes,
        })
    }

    /// What the person who runs this should know, once: columns left aside, questions without a column.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Columns that the scheme does not ask for.
    pub fn extra_columns(&self) -> impl Iterator<Item = &str> {
        let named = self.columns.iter().zip(&self.names);
        named.filter(|(column, _)| **column == Column::Extra).map(|(_, name)| name.as_str())
    }

    /// Fills a block with the next rows; `false` when there are none left.
    ///
    /// # Errors
    /// When the file cannot be read on, or a record has no end.
    pub fn next_block(&mut self, block: &mut Block) -> Result<bool, AnswersError> {
        block.clear();
        while block.len() < ROWS && self.next_row(block)? {}
        self.quick.hand_over(block.len(), &mut block.people);
        block.people.resize(block.len());
        Ok(!block.is_empty())
    }

    fn next_row(&mut self, block: &mut Block) -> Result<bool, AnswersError> {
        let Some((row, record)) = self.records.next()? else { return Ok(false) };
        let at = block.len();
        if let Record::Plain { bytes, len } = record
            && let Some((from, to)) = self.quick.read(bytes, len, at, &mut block.people)
        {
            block.push(row, bytes.get(from..to).unwrap_or_default());
            return Ok(true);
        }
        let cells = fields(&record);
        if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
            // What spreadsheets leave behind the last row.
            return Ok(true);
        }
        let read = careful(self.calculator, &self.columns, &self.names, &cells, at, &mut block.people);
        match read {
            Ok(person) => block.push(row, person),
            Err((person, fault)) => {
                block.people.blank(at);
                block.faults.push((at, format!("row {row}, {fault}")));
                block.push(row, person);
            }
        }
        self.quick.take_over(at, &block.people);
        Ok(true)
    }
}

/// Reads a record field by field and says what is wrong with it, with the name of the person as far as there is one.
fn careful<'f>(
    calculator: &Calculator,
    columns: &[Column],
    names: &[String],
    fields: &[&'f [u8]],
    row: usize,
    people: &mut Population,
) -> Result<&'f [u8], (&'f [u8], String)> {
    let named = columns.iter().zip(fields).find(|(column, _)| **column == Column::Person);
    let person = named.map_or(&[][..], |(_, field)| field.trim_ascii());
    let wrong = |message: String| Err((person, message));
    people.blank(row);
    if fields.len() != columns.len() {
        let is_open = fields.iter().any(|field| field.contains(&b'\n'));
        let why = if is_open { "; a cell runs over several lines: a quotation mark may be open" } else { "" };
        return wrong(format!("it has {} cells, and the header has {}{why}", fields.len(), columns.len()));
    }
    match std::str::from_utf8(person) {
        Ok("") => return wrong("column person: there is no name or number".to_owned()),
        Ok(name) if name.chars().any(char::is_control) => {
            return wrong(format!("column person: `{}` holds a control character", printable(name)));
        }
        Ok(_) => {}
        Err(_) => return wrong("column person: these bytes are not UTF-8; save the file as `CSV UTF-8`".to_owned()),
    }
    for ((column, name), field) in columns.iter().zip(names).zip(fields) {
        let Column::Question(question) = column else { continue };
        let Ok(text) = std::str::from_utf8(field) else {
            let shown = printable(&String::from_utf8_lossy(field));
            return wrong(format!("column {name}: `{shown}` is not UTF-8; save the file as `CSV UTF-8`"));
        };
        let text = text.trim();
        let Some(input) = calculator.inputs.get(*question) else { continue };
        if !text.is_empty() {
            match input.code(text) {
                Ok(code) => people.put(row, *question, code),
                Err(allowed) => {
                    return wrong(format!("column {name}: `{}` is not allowed; it must be {allowed}", printable(text)));
                }
            }
        }
    }
    Ok(person)
}
