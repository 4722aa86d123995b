//! Comma-separated text as spreadsheets write it, taken apart into rows. Commas, semicolons and tabs; quotes; line ends of
//! every system; a mark at the beginning. Text must be UTF-8: names in other encodings would be spoilt silently.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};
use seven_core::import::{Row, Table};

/// A file has at most so many bytes.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// A file has at most so many rows.
pub const MAX_ROWS: usize = 200_000;

/// Ends every file while it is read: where it comes out as anything but a row of its own, a quote was left open.
const END: &[u8] = b"\n\x1f\n";
const END_CELL: &[u8] = b"\x1f";

/// Why a file is no table, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing in it.
    #[error("the file is empty: the first line must hold the names of the columns")]
    Empty,
    /// Too many bytes.
    #[error("the file has more than {} MB: cut it into several", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// Too many rows.
    #[error("the file has more than {MAX_ROWS} rows: cut it into several")]
    TooManyRows,
    /// A workbook, not text.
    #[error("this is a workbook and not text: save it as `CSV UTF-8` and upload that file")]
    Workbook,
    /// Another encoding.
    #[error(
        "line {line} has letters that are not UTF-8: save the file as `CSV UTF-8`, so that names keep their accents"
    )]
    Encoding {
        /// The line.
        line: u64,
    },
    /// A quote without an end: everything after it would be one cell.
    #[error("the row from line {line} opens a quote and never closes it: close it, or write it twice")]
    OpenQuote {
        /// The line on which the row begins.
        line: u64,
    },
}

/// Takes a file apart. Rows without any text are left out; empty cells beyond the last column as well.
///
/// # Errors
/// [`TextError`].
pub fn read_table(bytes: &[u8]) -> Result<Table, TextError> {
    if bytes.len() > MAX_BYTES {
        return Err(TextError::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(TextError::Workbook);
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(TextError::Encoding { line: 1 });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (separator, skipped) = separator(bytes);
    let body = bytes.get(skipped..).unwrap_or_default();
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(body.chain(END));
    let mut lines = Lines { body, byte: 0, line: if skipped > 0 { 2 } else { 1 } };
    let mut header: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    let mut record = ByteRecord::new();
    let mut last = 1;
    // reading from memory cannot fail, and rows of any length are taken
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let from = record.position().map_or(0, csv::Position::byte);
        let line = lines.line_of(from);
        if record.iter().eq([END_CELL]) && from >= lines.end() {
            return header.map(|header| Table { header, rows }).ok_or(TextError::Empty);
        }
        last = line;
        let cells: Result<Vec<String>, _> = record.iter().map(|cell| String::from_utf8(cell.to_vec())).collect();
        let mut cells = cells.map_err(|_| TextError::Encoding { line })?;
        let width = header.as_ref().map_or(0, Vec::len);
        while cells.len() > width && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &header {
            None => header = Some(cells.iter().map(|cell| cell.trim().to_owned()).collect()),
            Some(_) if rows.len() == MAX_ROWS => return Err(TextError::TooManyRows),
            Some(_) => rows.push(Row { line, cells }),
        }
    }
    Err(TextError::OpenQuote { line: last })
}

/// What cells are separated by, and how many bytes of a spreadsheet's own hint to skip.
fn separator(bytes: &[u8]) -> (u8, usize) {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if let Some([separator @ (b',' | b';' | b'\t'), ..]) = first.strip_prefix(b"sep=") {
        return (*separator, (first.len() + 1).min(bytes.len()));
    }
    let mut in_quotes = false;
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    for byte in first {
        in_quotes ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| separator == byte && !in_quotes) {
            *count += 1;
        }
    }
    // the first of equals, so that a file of one column has commas
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    (most.map_or(b',', |(separator, _)| *separator), 0)
}

/// Which line a byte is on. Empty lines before a row belong to no row, so they are stepped over.
struct Lines<'a> {
    body: &'a [u8],
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first byte that is no line end, from a byte on. Bytes are asked for in order.
    fn line_of(&mut self, from: u64) -> u64 {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        while let Some(byte) = self.body.get(self.byte) {
            let is_end = matches!(byte, b'\n' | b'\r');
            if self.byte >= from && !is_end {
                break;
            }
            let is_first_of_two = *byte == b'\r' && self.body.get(self.byte + 1) == Some(&b'\n');
            self.line += u64::from(is_end && !is_first_of_two);
            self.byte += 1;
        }
        self.line
    }

    fn end(&self) -> u64 {
        // the ending row begins at the end of the body, or at line ends before it
        let trailing = self.body.iter().rev().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        u64::try_from(self.body.len() - trailing).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(text: &str) -> Vec<(u64, Vec<String>)> {
        let table = read_table(text.as_bytes()).unwrap();
        [(0, table.header)].into_iter().chain(table.rows.into_iter().map(|row| (row.line, row.cells))).collect()
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn spreadsheets_of_every_system_are_read() {
        let wanted = [row(0, &["a", "b"]), row(2, &["1", "2"])];
        for text in [
            "a,b\n1,2\n",
            "a,b\n1,2",
            "\u{feff}a,b\r\n1,2\r\n",
            "a;b\n1;2\n",
            "a\tb\r1\t2\r",
            "a,b,,\n1,2,,,\n,,,\n",
            "\"a\",\"b\"\n\"1\",2\n\n\n",
        ] {
            assert_eq!(cells(text), wanted, "{text:?}");
        }
        assert_eq!(cells("sep=;\r\na;b\r\n1;2"), [row(0, &["a", "b"]), row(3, &["1", "2"])]);
        assert_eq!(cells("a\n1"), [row(0, &["a"]), row(2, &["1"])]);
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        let text = "a,b\r\n\r\n\"1\r\n1\",2\r\n\r\n\r\n3,4\r\n";
        assert_eq!(cells(text), [row(0, &["a", "b"]), row(3, &["1\r\n1", "2"]), row(7, &["3", "4"])]);
    }

    #[test]
    fn a_file_that_is_no_table_says_what_to_do() {
        for (bytes, error) in [
            (&b""[..], TextError::Empty),
            (b"\n\n,,\n", TextError::Empty),
            (b"PK\x03\x04abc", TextError::Workbook),
            (b"\xff\xfea\0", TextError::Encoding { line: 1 }),
            (b"a,b\nZo\xeb,1\n", TextError::Encoding { line: 2 }),
            (b"a,b\n1,2\n\"3,4\n5,6\n", TextError::OpenQuote { line: 3 }),
            (b"a,\"b", TextError::OpenQuote { line: 1 }),
        ] {
            assert_eq!(read_table(bytes), Err(error), "{bytes:?}");
        }
        assert_eq!(read_table(&vec![b'a'; MAX_BYTES + 1]), Err(TextError::TooLarge));
        assert_eq!(read_table("a\n".repeat(MAX_ROWS + 2).as_bytes()), Err(TextError::TooManyRows));
        assert_eq!(read_table("a\n".repeat(MAX_ROWS + 1).as_bytes()).unwrap().rows.len(), MAX_ROWS);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_table(&bytes);
        }

        #[test]
        fn what_is_written_is_read_again(
            rows in prop::collection::vec(prop::collection::vec("[a-z,;\"\n\t é🦋]{0,8}x", 3), 1..8),
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["a", "b", "c"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let table = read_table(&writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(table.rows.into_iter().map(|row| row.cells).collect::<Vec<_>>(), rows);
        }
    }
}
