//! Sums of money as people type them into a spreadsheet.

/// Why a text is no cost.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// An empty cell.
    #[error("the cost is missing: write 0 where support costs nothing, or leave the person out")]
    Missing,
    /// Less than nothing.
    #[error("the cost `{0}` is below nothing: a repayment belongs to the year it is for, not here")]
    Negative(String),
    /// Comma and point the other way round.
    #[error("the cost `{0}` seems to have a decimal comma: write 1234.50")]
    DecimalComma(String),
    /// More than two decimals.
    #[error("the cost `{0}` is finer than a penny: round it")]
    TooFine(String),
    /// No sum at all.
    #[error("the cost `{0}` is not a sum of money: write pounds such as 1234.50, £1,234.50 or 1,234")]
    NotASum(String),
    /// Too large for anything that one person's support costs.
    #[error("the cost `{0}` is above 1,000,000,000: is it in pence, or a total?")]
    TooLarge(String),
}

/// The most that one row may cost, in pence.
const MOST_PENCE: i64 = 100_000_000_000;

/// Reads `1234`, `1234.5`, `£1,234.50`, `$ 1,234`; brackets mean below nothing, as in accounts.
///
/// # Errors
/// [`AmountError`], in words for whoever keeps the file.
pub fn pence(text: &str) -> Result<i64, AmountError> {
    let text = text.trim();
    if text.is_empty() || ["n/a", "na", "nan", "null", "-"].contains(&text.to_lowercase().as_str()) {
        return Err(AmountError::Missing);
    }
    let shown = || text.to_owned();
    let (is_negative, bare) = without_sign(text);
    let bare: String =
        bare.chars().filter(|sign| !matches!(sign, '£' | '$' | '€' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (is_negative, bare) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.to_owned()),
        None => (is_negative, bare),
    };
    let (whole, decimals) = bare.split_once('.').unwrap_or((&bare, ""));
    if decimals.contains(',') || has_decimal_comma(whole) {
        return Err(AmountError::DecimalComma(shown()));
    }
    let digits: String = whole.chars().filter(|sign| *sign != ',').collect();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (digits.is_empty() && decimals.is_empty()) || !is_number(&digits) || !is_number(decimals) {
        return Err(AmountError::NotASum(shown()));
    }
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > 2 {
        return Err(AmountError::TooFine(shown()));
    }
    let all = format!("{digits}{decimals:0<2}");
    let pence: i64 = all.parse().map_err(|_| AmountError::TooLarge(shown()))?;
    match pence {
        pence if pence > MOST_PENCE => Err(AmountError::TooLarge(shown())),
        pence if is_negative && pence > 0 => Err(AmountError::Negative(shown())),
        pence => Ok(pence),
    }
}

fn without_sign(text: &str) -> (bool, &str) {
    let in_brackets = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match (in_brackets, text.strip_prefix(['-', '\u{2212}'])) {
        (Some(inside), _) => (true, inside),
        (None, Some(rest)) => (true, rest),
        (None, None) => (false, text),
    }
}

/// A comma that does not part off three digits.
fn has_decimal_comma(whole: &str) -> bool {
    whole.split(',').skip(1).any(|part| part.len() != 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_type_them() {
        for (text, expected) in [
            ("1234", 123_400),
            (" £1,234.50 ", 123_450),
            ("$ 12", 1_200),
            ("1,234,567", 123_456_700),
            ("0", 0),
            ("-0.00", 0),
            (".5", 50),
            ("12.500", 1_250),
            ("€1 234", 123_400),
        ] {
            assert_eq!(pence(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_cost_is_said_in_words() {
        for (text, words) in [
            ("", "missing"),
            ("N/A", "missing"),
            ("-5", "below nothing"),
            ("£-5", "below nothing"),
            ("(1,200)", "below nothing"),
            ("1.234,50", "decimal comma"),
            ("1234,50", "decimal comma"),
            ("12.345", "finer than a penny"),
            ("a lot", "not a sum"),
            ("1e5", "not a sum"),
            ("99999999999999999999", "above 1,000,000,000"),
        ] {
            let error = pence(text).unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
