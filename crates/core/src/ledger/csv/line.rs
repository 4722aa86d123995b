//! One row of CSV taken apart. A row without quotes, which is nearly every one, is only looked at; one with quotes is copied.

/// At most so many columns are looked at; what stands after them is nobody's.
const MOST: usize = 64;

/// Where each field of a row stands.
#[derive(Debug)]
pub(super) struct Fields {
    ends: [(u32, u32); MOST],
    count: usize,
    /// The fields of a row with quotes, one after the other.
    copied: Vec<u8>,
    is_copied: bool,
}

impl Fields {
    pub fn new() -> Fields {
        Fields { ends: [(0, 0); MOST], count: 0, copied: Vec::new(), is_copied: false }
    }

    /// Takes a row apart, without its line end; false where a quote stands where none can.
    pub fn split(&mut self, row: &[u8]) -> bool {
        self.count = 0;
        self.is_copied = memchr::memchr(b'"', row).is_some();
        if self.is_copied {
            return self.split_quoted(row);
        }
        let mut start = 0;
        for comma in memchr::memchr_iter(b',', row) {
            self.push(start, comma);
            start = comma + 1;
        }
        self.push(start, row.len());
        true
    }

    fn split_quoted(&mut self, row: &[u8]) -> bool {
        self.copied.clear();
        let mut rest = row;
        loop {
            let start = self.copied.len();
            if let Some(quoted) = rest.strip_prefix(b"\"") {
                let Some(after) = self.copy_quoted(quoted) else { return false };
                rest = after;
            } else {
                let end = memchr::memchr(b',', rest).unwrap_or(rest.len());
                self.copied.extend_from_slice(rest.get(..end).unwrap_or_default());
                rest = rest.get(end..).unwrap_or_default();
            }
            self.push(start, self.copied.len());
            match rest.split_first() {
                None => return true,
                Some((b',', after)) => rest = after,
                Some(_) => return false,
            }
        }
    }

    /// Copies up to the closing quote; two quotes are one.
    fn copy_quoted<'r>(&mut self, mut rest: &'r [u8]) -> Option<&'r [u8]> {
        loop {
            let end = memchr::memchr(b'"', rest)?;
            self.copied.extend_from_slice(rest.get(..end)?);
            rest = rest.get(end + 1..)?;
            match rest.strip_prefix(b"\"") {
                Some(after) => {
                    self.copied.push(b'"');
                    rest = after;
                }
                None => return Some(rest),
            }
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        if let (Some(place), Ok(start), Ok(end)) =
            (self.ends.get_mut(self.count), u32::try_from(start), u32::try_from(end))
        {
            *place = (start, end);
            self.count += 1;
        }
    }

    /// A field of the row that was taken apart; empty where the row has fewer.
    pub fn get<'f>(&'f self, row: &'f [u8], at: usize) -> &'f [u8] {
        let Some((start, end)) = self.ends.get(at).filter(|_| at < self.count) else { return &[] };
        let (Ok(start), Ok(end)) = (usize::try_from(*start), usize::try_from(*end)) else { return &[] };
        let text = if self.is_copied { self.copied.as_slice() } else { row };
        text.get(start..end).unwrap_or_default()
    }

    /// How many fields the row has.
    pub fn count(&self) -> usize {
        self.count
    }
}
