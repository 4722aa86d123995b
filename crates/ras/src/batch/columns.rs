//! Answers by column.

use crate::calculator::{BLANK, Calculator, Input, Sheet};

/// In a narrow column, the byte of a question without an answer.
pub(crate) const NO_ANSWER: u8 = u8::MAX;

/// The answers of one question for many people.
#[derive(Debug, Clone)]
pub(crate) enum Column {
    /// Code minus the question's least code; [`NO_ANSWER`] for none.
    Narrow(Vec<u8>),
    /// The code itself; [`BLANK`] for none.
    Wide(Vec<i64>),
}

impl Column {
    /// Room for the answers to a question: a byte each where its codes fit.
    pub(crate) fn of(input: &Input) -> Column {
        if is_narrow(input) { Column::Narrow(Vec::new()) } else { Column::Wide(Vec::new()) }
    }

    fn resize(&mut self, rows: usize) {
        match self {
            Column::Narrow(codes) => codes.resize(rows, NO_ANSWER),
            Column::Wide(codes) => codes.resize(rows, BLANK),
        }
    }

    fn put(&mut self, row: usize, code: i64, lo: i64) {
        match self {
            Column::Narrow(codes) => {
                let byte = if code == BLANK { NO_ANSWER } else { u8::try_from(code - lo).unwrap_or(NO_ANSWER) };
                codes.get_mut(row).into_iter().for_each(|slot| *slot = byte);
            }
            Column::Wide(codes) => codes.get_mut(row).into_iter().for_each(|slot| *slot = code),
        }
    }

    fn push(&mut self, code: i64, lo: i64) {
        match self {
            Column::Narrow(codes) if code == BLANK => codes.push(NO_ANSWER),
            Column::Narrow(codes) => codes.push(u8::try_from(code - lo).unwrap_or(NO_ANSWER)),
            Column::Wide(codes) => codes.push(code),
        }
    }

    fn get(&self, row: usize, lo: i64) -> i64 {
        match self {
            Column::Narrow(codes) => match codes.get(row) {
                None | Some(&NO_ANSWER) => BLANK,
                Some(code) => lo + i64::from(*code),
            },
            Column::Wide(codes) => codes.get(row).copied().unwrap_or(BLANK),
        }
    }
}

/// Whether the codes of a question fit a byte with room for "no answer".
pub(crate) fn is_narrow(input: &Input) -> bool {
    input.hi.checked_sub(input.lo).is_some_and(|width| width < i64::from(NO_ANSWER))
}

/// The answers of many people, by column.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let calculator = ras::doc::calculator()?;
/// let mut people = ras::Population::new(&calculator);
/// people.push(&calculator.sheet([("eating", "some"), ("friends", "none")])?);
/// let amounts = ras::Plan::new(&calculator).run(&people)?;
/// assert_eq!(amounts.stream(0).unwrap().amounts, [62_500]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Population {
    pub(crate) columns: Vec<Column>,
    pub(crate) least: Vec<i64>,
    greatest: Vec<i64>,
    pub(crate) rows: usize,
}

/// Why answers cannot be used together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// The population was made for other questions.
    #[error("these answers were gathered for other questions than the scheme's")]
    OtherQuestions,
    /// The columns are not of one length, or as many as there are questions.
    #[error("column {column} has {found} answers, and {wanted} are wanted")]
    Length {
        /// Position of the column.
        column: usize,
        /// How many answers it has.
        found: usize,
        /// How many the first has.
        wanted: usize,
    },
    /// A code that the question does not have.
    #[error("column {column}, row {row}: {code} is no answer to this question")]
    Code {
        /// Position of the column.
        column: usize,
        /// Position of the row.
        row: usize,
        /// What stands there.
        code: u8,
    },
    /// A question whose answers do not fit a byte.
    #[error("the answers of column {column} do not fit a byte; add people one by one")]
    Wide {
        /// Position of the column.
        column: usize,
    },
}

impl Population {
    /// Nobody yet.
    #[must_use]
    pub fn new(calculator: &Calculator) -> Population {
        Population {
            columns: calculator.inputs.iter().map(Column::of).collect(),
            least: calculator.inputs.iter().map(|input| input.lo).collect(),
            greatest: calculator.inputs.iter().map(|input| input.hi).collect(),
            rows: 0,
        }
    }

    /// Many people at once: for each question, in order, one byte a person: the position of the option (or the number
    /// minus its least), 255 for no answer.
    ///
    /// # Errors
    /// When a column is missing or of another length, or holds a byte that is no answer.
    pub fn from_columns(calculator: &Calculator, columns: Vec<Vec<u8>>) -> Result<Population, BatchError> {
        let mut population = Population::new(calculator);
        let wanted = columns.first().map_or(0, Vec::len);
        if columns.len() != population.columns.len() {
            return Err(BatchError::OtherQuestions);
        }
        for (column, (codes, input)) in columns.iter().zip(&calculator.inputs).enumerate() {
            if codes.len() != wanted {
                return Err(BatchError::Length { column, found: codes.len(), wanted });
            }
            if !is_narrow(input) {
                return Err(BatchError::Wide { column });
            }
            let most = u8::try_from(input.hi - input.lo).unwrap_or(NO_ANSWER - 1);
            if let Some(row) = codes.iter().position(|code| *code > most && *code != NO_ANSWER) {
                let code = codes.get(row).copied().unwrap_or(NO_ANSWER);
                return Err(BatchError::Code { column, row, code });
            }
        }
        population.columns = columns.into_iter().map(Column::Narrow).collect();
        population.rows = wanted;
        Ok(population)
    }

    /// Adds a person.
    pub fn push(&mut self, sheet: &Sheet) {
        for ((column, lo), code) in self.columns.iter_mut().zip(&self.least).zip(&sheet.0) {
            column.push(*code, *lo);
        }
        self.rows += 1;
    }

    /// How many people.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// One person's answers.
    #[must_use]
    pub fn sheet(&self, row: usize) -> Sheet {
        Sheet(self.columns.iter().zip(&self.least).map(|(column, lo)| column.get(row, *lo)).collect())
    }

    /// Room for some people, to be filled with [`Population::put`]; what was there before stays until then.
    pub(crate) fn resize(&mut self, rows: usize) {
        self.columns.iter_mut().for_each(|column| column.resize(rows));
        self.rows = rows;
    }

    /// Puts an answer's code in its place.
    pub(crate) fn put(&mut self, row: usize, question: usize, code: i64) {
        if let (Some(column), Some(lo)) = (self.columns.get_mut(question), self.least.get(question)) {
            column.put(row, code, *lo);
        }
    }

    /// An answer as a byte of a narrow column; of a wide one, nothing that counts.
    #[inline]
    pub(crate) fn byte(&self, row: usize, question: usize) -> u8 {
        match self.columns.get(question) {
            Some(Column::Narrow(codes)) => codes.get(row).copied().unwrap_or(NO_ANSWER),
            _ => NO_ANSWER,
        }
    }

    /// The bytes of a narrow column.
    pub(crate) fn bytes_mut(&mut self, question: usize) -> Option<&mut [u8]> {
        match self.columns.get_mut(question) {
            Some(Column::Narrow(codes)) => Some(codes),
            _ => None,
        }
    }

    /// Takes an answer out.
    pub(crate) fn put_blank(&mut self, row: usize, question: usize) {
        self.put(row, question, BLANK);
    }

    /// Takes all answers of a person out.
    pub(crate) fn blank(&mut self, row: usize) {
        for question in 0..self.columns.len() {
            self.put_blank(row, question);
        }
    }

    /// Whether it was made for these questions.
    pub(crate) fn fits(&self, calculator: &Calculator) -> bool {
        let bounds = self.least.iter().zip(&self.greatest);
        self.least.len() == calculator.inputs.len()
            && bounds.zip(&calculator.inputs).all(|((lo, hi), input)| *lo == input.lo && *hi == input.hi)
    }
}
