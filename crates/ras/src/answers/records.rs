//! Cutting a stream of bytes into records. A record without quotation marks is a line; one with them is left to
//! `csv-core`, which knows all the rules of quoting.

use super::AnswersError;
use std::io::Read;

/// Longest record that is read.
pub const MAX_RECORD_BYTES: usize = 4 * 1024 * 1024;

/// Bytes read at a time.
const CHUNK: usize = 256 * 1024;

/// Bytes of room kept behind the data, so that a whole window can be looked at at any place of it.
pub(super) const SLACK: usize = super::cells::WINDOW;

/// A record.
pub(super) enum Record<'a> {
    /// A line without quotation marks, without its end. The line itself has `len` bytes; behind it stand a comma, so
    /// that its last cell ends like all others, and more bytes up to [`SLACK`].
    Plain { bytes: &'a [u8], len: usize },
    /// Fields that were quoted, unquoted.
    Fields { bytes: &'a [u8], ends: &'a [usize] },
}

/// Reads records one by one.
pub(super) struct Records<R> {
    input: R,
    buffer: Vec<u8>,
    /// Where the next record begins, and where the data end.
    at: usize,
    filled: usize,
    is_at_end: bool,
    has_quotes: bool,
    /// Records given so far.
    row: u64,
    field_bytes: Vec<u8>,
    field_ends: Vec<usize>,
}

/// Where a record lies in the buffer.
enum Found {
    Line { start: usize, len: usize },
    Quoted,
    End,
}

impl<R: Read> Records<R> {
    pub(super) fn new(input: R) -> Records<R> {
        Records {
            input,
            buffer: vec![0; CHUNK + SLACK],
            at: 0,
            filled: 0,
            is_at_end: false,
            has_quotes: false,
            row: 0,
            field_bytes: Vec::new(),
            field_ends: Vec::new(),
        }
    }

    /// The next record and its row, the header being row 1; empty lines are passed over, but counted, as a spreadsheet
    /// does.
    pub(super) fn next(&mut self) -> Result<Option<(u64, Record<'_>)>, AnswersError> {
        let found = self.find()?;
        let row = self.row;
        match found {
            Found::End => Ok(None),
            Found::Line { start, len } => {
                if let Some(end) = self.buffer.get_mut(start + len) {
                    *end = b',';
                }
                let bytes = self.buffer.get(start..start + len + SLACK).unwrap_or_default();
                Ok(Some((row, Record::Plain { bytes, len })))
            }
            Found::Quoted => Ok(Some((row, Record::Fields { bytes: &self.field_bytes, ends: &self.field_ends }))),
        }
    }

    #[inline]
    fn find(&mut self) -> Result<Found, AnswersError> {
        loop {
            let data = self.buffer.get(self.at..self.filled).unwrap_or_default();
            let line = memchr::memchr(b'\n', data);
            let (len, next) = match line {
                Some(end) => (end, end + 1),
                None if self.is_at_end && data.is_empty() => return Ok(Found::End),
                None if self.is_at_end => (data.len(), data.len()),
                None => {
                    self.more(self.row + 1)?;
                    continue;
                }
            };
            self.row += 1;
            if self.has_quotes && memchr::memchr(b'"', data.get(..len).unwrap_or_default()).is_some() {
                self.quoted()?;
                return Ok(Found::Quoted);
            }
            let start = self.at;
            self.at += next;
            let has_return = len > 0 && data.get(len - 1) == Some(&b'\r');
            let len = if has_return { len - 1 } else { len };
            if len > 0 {
                return Ok(Found::Line { start, len });
            }
        }
    }

    /// Reads on, keeping what has not been used; `row` is the record that is being read.
    fn more(&mut self, row: u64) -> Result<(), AnswersError> {
        self.buffer.copy_within(self.at..self.filled, 0);
        self.filled -= self.at;
        self.at = 0;
        if self.filled > MAX_RECORD_BYTES {
            return Err(AnswersError::TooLong { row });
        }
        if self.buffer.len() < self.filled + CHUNK + SLACK {
            self.buffer.resize(self.filled + CHUNK + SLACK, 0);
        }
        let end = self.buffer.len() - SLACK;
        let room = self.buffer.get_mut(self.filled..end).unwrap_or_default();
        let read = loop {
            match self.input.read(room) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        let new = self.buffer.get(self.filled..self.filled + read).unwrap_or_default();
        self.has_quotes = memchr::memchr(b'"', new).is_some()
            || (self.has_quotes && memchr::memchr(b'"', self.buffer.get(..self.filled).unwrap_or_default()).is_some());
        self.filled += read;
        self.is_at_end = read == 0;
        Ok(())
    }

    /// Reads a record with quotation marks, which may run over several lines.
    fn quoted(&mut self) -> Result<(), AnswersError> {
        loop {
            let mut parser = csv_core::Reader::new();
            let data = self.buffer.get(self.at..self.filled).unwrap_or_default();
            self.field_bytes.resize(data.len() + 1, 0);
            self.field_ends.resize(data.len() / 2 + 2, 0);
            let (mut result, mut used, mut written, mut fields) =
                parser.read_record(data, &mut self.field_bytes, &mut self.field_ends);
            if matches!(result, csv_core::ReadRecordResult::InputEmpty) && self.is_at_end {
                let bytes = self.field_bytes.get_mut(written..).unwrap_or_default();
                let ends = self.field_ends.get_mut(fields..).unwrap_or_default();
                let (last, more_used, more_written, more_fields) = parser.read_record(&[], bytes, ends);
                (result, used, written, fields) =
                    (last, used + more_used, written + more_written, fields + more_fields);
            }
            match result {
                csv_core::ReadRecordResult::Record | csv_core::ReadRecordResult::End => {
                    self.at += used.max(1).min(data.len());
                    // The parser stops behind a lone return; the line feed after it belongs to the same end.
                    if self.buffer.get(self.at) == Some(&b'\n')
                        && self.buffer.get(self.at.wrapping_sub(1)) == Some(&b'\r')
                    {
                        self.at += 1;
                    }
                    self.field_bytes.truncate(written);
                    self.field_ends.truncate(fields);
                    return Ok(());
                }
                _ => self.more(self.row)?,
            }
        }
    }
}

/// The fields of a record as slices.
pub(super) fn fields<'a>(record: &'a Record<'_>) -> Vec<&'a [u8]> {
    match record {
        Record::Plain { bytes, len } => bytes.get(..*len).unwrap_or_default().split(|byte| *byte == b',').collect(),
        Record::Fields { bytes, ends } => {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            starts.zip(ends.iter()).map(|(start, end)| bytes.get(start..*end).unwrap_or_default()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text);
        let mut all = Vec::new();
        while let Some((row, record)) = records.next().unwrap() {
            let fields = fields(&record).into_iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
            all.push((row, fields));
        }
        all
    }

    fn strings(fields: &[&str]) -> Vec<String> {
        fields.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn lines_with_and_without_quotes_line_ends_of_both_kinds_and_no_last_end() {
        let found = read(b"a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n\n1,\r\n\"two\nlines\",2\nlast,3");
        let expected = [
            (1, strings(&["a", "b"])),
            (2, strings(&["x, y", "say \"hi\""])),
            (4, strings(&["1", ""])),
            (5, strings(&["two\nlines", "2"])),
            (6, strings(&["last", "3"])),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn records_may_lie_across_the_edges_of_what_is_read_at_a_time() {
        let line = format!("{},\"{}\"\n", "p".repeat(1000), "q,".repeat(1500));
        let text = line.repeat(300);
        let found = read(text.as_bytes());
        assert_eq!(found.len(), 300);
        assert!(found.iter().all(|(_, fields)| fields.len() == 2 && fields[1].len() == 3000));
    }

    #[test]
    fn a_record_without_end_is_refused_before_memory_runs_out() {
        let text = vec![b'x'; MAX_RECORD_BYTES * 2];
        let mut records = Records::new(text.as_slice());
        assert!(matches!(records.next(), Err(AnswersError::TooLong { row: 1 })));
        let open = [b"\"".as_slice(), &vec![b'x'; MAX_RECORD_BYTES * 2]].concat();
        let mut records = Records::new(open.as_slice());
        assert!(matches!(records.next(), Err(AnswersError::TooLong { .. })));
    }
}
