//! Reading plain lines whose cells are what they usually are; anything doubtful is left to the careful way.

use super::cells::{Glance, WINDOW};
use super::header::Column;
use super::reader::ROWS;
use crate::batch::Population;
use crate::calculator::Calculator;

/// Reads plain lines. Answers that fit a byte are gathered row by row, where they come from, and handed over column by
/// column, where they are wanted: writing each to its own column at once is several times as slow.
pub(super) struct Quick<'a> {
    calculator: &'a Calculator,
    columns: Vec<QuickColumn>,
    /// A byte for each cell, row after row.
    gathered: Vec<u8>,
}

/// A column of the file.
enum QuickColumn {
    Person,
    Extra,
    /// A question, with a way to know its answers at a glance.
    Known(usize, Box<Glance>),
    /// A question whose cells must be looked at one by one.
    Other(usize),
}

impl<'a> Quick<'a> {
    pub(super) fn new(calculator: &'a Calculator, columns: &[Column]) -> Quick<'a> {
        let quick = |column: &Column| match column {
            Column::Person => QuickColumn::Person,
            Column::Extra => QuickColumn::Extra,
            Column::Question(question) => {
                let glance = calculator.inputs.get(*question).and_then(Glance::of);
                glance.map_or(QuickColumn::Other(*question), |glance| QuickColumn::Known(*question, Box::new(glance)))
            }
        };
        Quick { calculator, columns: columns.iter().map(quick).collect(), gathered: vec![0; ROWS * columns.len()] }
    }

    /// Reads the answers of a line into a row; gives where the name of the person lies.
    #[inline]
    pub(super) fn read(
        &mut self,
        bytes: &[u8],
        len: usize,
        row: usize,
        people: &mut Population,
    ) -> Option<(usize, usize)> {
        let width = self.columns.len();
        let gathered = self.gathered.get_mut(row * width..(row + 1) * width)?;
        let mut at = 0;
        let mut person = None;
        for (column, slot) in self.columns.iter().zip(gathered) {
            let size = match column {
                QuickColumn::Known(question, glance) => {
                    // Behind its end the line has a comma and more bytes; cells found there make `at` too large.
                    let window = bytes.get(at..at + WINDOW)?.first_chunk::<WINDOW>()?;
                    match glance.look(window) {
                        Some((byte, size)) => {
                            *slot = byte;
                            size
                        }
                        None => {
                            let size = cell(self.calculator, *question, bytes.get(at..len)?, row, people)?;
                            *slot = people.byte(row, *question);
                            size
                        }
                    }
                }
                QuickColumn::Other(question) => {
                    let size = cell(self.calculator, *question, bytes.get(at..len)?, row, people)?;
                    *slot = people.byte(row, *question);
                    size
                }
                QuickColumn::Extra => cell_size(bytes.get(at..len)?),
                QuickColumn::Person => {
                    let size = cell_size(bytes.get(at..len)?);
                    // Names beyond plain ASCII are looked at with care.
                    let is_plain = bytes.get(at..at + size)?.iter().all(|byte| (b'!'..=b'~').contains(byte));
                    person = Some((at, at + size)).filter(|_| is_plain && size > 0);
                    size
                }
            };
            at += size + 1;
        }
        // One past the end: the last cell ended with the line, and so there were as many cells as columns.
        if at == len + 1 { person } else { None }
    }

    /// Takes a row that was read the careful way among those gathered.
    pub(super) fn take_over(&mut self, row: usize, people: &Population) {
        let width = self.columns.len();
        let Some(gathered) = self.gathered.get_mut(row * width..(row + 1) * width) else { return };
        for (column, slot) in self.columns.iter().zip(gathered) {
            if let QuickColumn::Known(question, _) | QuickColumn::Other(question) = column {
                *slot = people.byte(row, *question);
            }
        }
    }

    /// Hands all gathered rows over to their columns.
    pub(super) fn hand_over(&self, rows: usize, people: &mut Population) {
        for (at, column) in self.columns.iter().enumerate() {
            if let QuickColumn::Known(question, _) | QuickColumn::Other(question) = column
                && let Some(bytes) = people.bytes_mut(*question)
            {
                let gathered = self.gathered.iter().skip(at).step_by(self.columns.len());
                bytes.iter_mut().take(rows).zip(gathered).for_each(|(byte, gathered)| *byte = *gathered);
            }
        }
    }
}

/// A cell that is not known at a glance: empty, a date, a larger number, the last in its line, with blanks around it.
fn cell(calculator: &Calculator, question: usize, rest: &[u8], row: usize, people: &mut Population) -> Option<usize> {
    let size = cell_size(rest);
    let text = std::str::from_utf8(rest.get(..size)?).ok()?.trim();
    if text.is_empty() {
        people.put_blank(row, question);
    } else {
        people.put(row, question, calculator.inputs.get(question)?.code(text).ok()?);
    }
    Some(size)
}

/// Bytes up to the next comma or the end.
fn cell_size(rest: &[u8]) -> usize {
    memchr::memchr(b',', rest).unwrap_or(rest.len())
}
