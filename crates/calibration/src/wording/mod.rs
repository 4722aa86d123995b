//! How findings are said: sentences with names to fill in, taken from catalogues, and the plain blocks a report is made of.
//! Which sentence is said is decided where the finding is made; how it looks is decided where it is shown.

mod block;
mod catalogue;

pub use block::{Block, Table};
pub use catalogue::Catalogue;

/// Separators between thousands, and a minus that is one: `-13632.4` with no decimals is `−13,632`.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut shown = String::new();
    if value < 0.0 && text.bytes().any(|sign| (b'1'..=b'9').contains(&sign)) {
        shown.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(rest) = rest {
        shown.push('.');
        shown.push_str(rest);
    }
    shown
}

/// A count of people or of anything else.
#[must_use]
pub fn count(value: usize) -> String {
    number(value as f64, 0)
}

/// A share of one in per cent: `0.123` is `12 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{} %", number(share * 100.0, 0))
}

/// Pence as pounds, for statistics.
#[must_use]
pub fn pounds(pence: i64) -> f64 {
    pence as f64 / 100.0
}

/// A share of one as per cent, for an axis.
#[must_use]
pub fn hundredfold(share: f64) -> f64 {
    share * 100.0
}

/// How sums are shown: the sign that stands before them, empty where the file names none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// `£`, `$`, or nothing.
    pub sign: String,
    /// Decimals: none for sums of thousands, two for small ones.
    pub decimals: usize,
}

impl Sums {
    /// Sums of about this size, with their sign.
    #[must_use]
    pub fn about(sign: &str, usual: f64) -> Sums {
        Sums { sign: sign.to_owned(), decimals: if usual.abs() < 100.0 { 2 } else { 0 } }
    }

    /// A sum: `−£13,632`.
    #[must_use]
    pub fn shown(&self, value: f64) -> String {
        let text = number(value, self.decimals);
        match text.strip_prefix('−') {
            Some(size) => format!("−{}{size}", self.sign),
            None => format!("{}{text}", self.sign),
        }
    }

    /// Its size, whatever its sign.
    #[must_use]
    pub fn size(&self, value: f64) -> String {
        self.shown(value.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        assert_eq!(number(-13_632.4, 0), "−13,632");
        assert_eq!(number(1_234_567.891, 2), "1,234,567.89");
        assert_eq!(number(-0.2, 0), "0");
        assert_eq!(percent(0.5525), "55 %");
        let sums = Sums::about("£", 5_000.0);
        assert_eq!(sums.shown(-402.1), "−£402");
        assert_eq!(Sums::default().size(-402.1), "402");
    }
}
