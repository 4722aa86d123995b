//! One row of CSV taken apart. A row without quotes, which is nearly every one, is only looked at; one with quotes is copied.

/// At most so many columns are looked at; what stands after them is nobody's.
const MOST: usize = 64;

/// Where each field of a row stands.
#[derive(Debug)]
pub(super) struct Fields {
    /// The place of the comma after each field, or of the row's end; the next field begins after it.
    ends: [usize; MOST],
    count: usize,
    /// The fields of a row with quotes, one after the other, with commas between them.
    copied: Vec<u8>,
    is_copied: bool,
}

impl Fields {
    pub fn new() -> Fields {
        Fields { ends: [0; MOST], count: 0, copied: Vec::new(), is_copied: false }
    }

    /// Takes a row apart, without its line end; false where a quote stands where none can.
    pub fn split(&mut self, row: &[u8]) -> bool {
        self.count = 0;
        self.is_copied = memchr::memchr(b'"', row).is_some();
        if self.is_copied {
            return self.split_quoted(row);
        }
        let (eights, rest) = row.as_chunks::<8>();
        let mut from = 0;
        for eight in eights {
            let mut commas = commas_in(u64::from_le_bytes(*eight));
            while commas != 0 {
                self.push(from + usize::from(byte_of(commas)));
                commas &= commas - 1;
            }
            from += 8;
        }
        for (at, _) in rest.iter().enumerate().filter(|(_, byte)| **byte == b',') {
            self.push(from + at);
        }
        self.push(row.len());
        true
    }

    fn split_quoted(&mut self, row: &[u8]) -> bool {
        self.copied.clear();
        let mut rest = row;
        loop {
            if let Some(quoted) = rest.strip_prefix(b"\"") {
                let Some(after) = self.copy_quoted(quoted) else { return false };
                rest = after;
            } else {
                let end = memchr::memchr(b',', rest).unwrap_or(rest.len());
                self.copied.extend_from_slice(rest.get(..end).unwrap_or_default());
                rest = rest.get(end..).unwrap_or_default();
            }
            self.push(self.copied.len());
            match rest.split_first() {
                None => return true,
                Some((b',', after)) => rest = after,
                Some(_) => return false,
            }
            self.copied.push(b',');
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

    fn push(&mut self, end: usize) {
        if let Some(place) = self.ends.get_mut(self.count) {
            *place = end;
            self.count += 1;
        }
    }

    /// A field of the row that was taken apart; empty where the row has fewer.
    pub fn get<'f>(&'f self, row: &'f [u8], at: usize) -> &'f [u8] {
        let Some(end) = self.ends.get(..self.count).and_then(|ends| ends.get(at)) else { return &[] };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |comma| comma + 1);
        let text = if self.is_copied { self.copied.as_slice() } else { row };
        text.get(start..*end).unwrap_or_default()
    }

    /// How many fields the row has.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// The highest bit of each of eight bytes that is a comma. Fields are short: looking at eight bytes at once and taking their commas
/// out one by one is less work than beginning a search after every comma.
fn commas_in(eight: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let zero_where_comma = eight ^ (u64::from(b',') * 0x0101_0101_0101_0101);
    // adding cannot reach the next byte, so that no byte is taken for one because of its neighbour
    !(((zero_where_comma & LOW) + LOW) | zero_where_comma | LOW)
}

/// Which byte the lowest bit stands in; the first is 0.
fn byte_of(bits: u64) -> u8 {
    u8::try_from(bits.trailing_zeros() / 8).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_taken_apart_wherever_its_commas_stand() {
        let mut fields = Fields::new();
        for row in [
            "",
            ",",
            "a",
            ",,,,,,,,,",
            "abcdefg,",
            "abcdefgh,ij",
            "-,-,.,+,\u{ac},\u{2c2c},last",
            "1234567,,9,\u{7f}\u{80},",
        ] {
            assert!(fields.split(row.as_bytes()), "{row}");
            let told: Vec<&[u8]> = (0..fields.count()).map(|at| fields.get(row.as_bytes(), at)).collect();
            assert_eq!(told, row.split(',').map(str::as_bytes).collect::<Vec<_>>(), "{row}");
            assert_eq!(fields.get(row.as_bytes(), fields.count()), b"");
        }
        let row = b"\"a,b\",c,\"\"\"d\"";
        assert!(fields.split(row));
        let told: Vec<&[u8]> = (0..fields.count()).map(|at| fields.get(row, at)).collect();
        assert_eq!(told, [b"a,b".as_slice(), b"c", b"\"d"]);
    }
}
