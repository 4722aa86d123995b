//! Sums of money as banks write them. Noughts beyond the penny are none; anything else there is refused, never rounded.

use seven_core::Pence;
use seven_core::banking::profile::DecimalSign;

use super::LineFault;

/// Reads `1,234.56`, `-20`, `+3.5`, `(12.00)`, `12.00-`, `£5`, `7.50 DR` by a known decimal sign.
pub(super) fn read(text: &str, decimal: DecimalSign) -> Result<Pence, LineFault> {
    let wrong = || LineFault::Sum(text.trim().chars().take(60).collect());
    let (point, grouping) = match decimal {
        DecimalSign::Point => ('.', ','),
        DecimalSign::Comma => (',', '.'),
    };
    let mut bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '£' | '€' | '\'')).collect();
    let mut negative = false;
    let upper = bare.to_ascii_uppercase();
    if let Some(rest) = upper.strip_suffix("DR").or_else(|| upper.strip_suffix("CR")) {
        negative = upper.ends_with("DR");
        bare = rest.to_owned();
    }
    if let Some(inner) = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (negative, bare) = (true, inner.to_owned());
    }
    let signed = bare.strip_prefix('-').or_else(|| bare.strip_prefix('−')).or_else(|| bare.strip_suffix('-'));
    if let Some(rest) = signed {
        (negative, bare) = (true, rest.to_owned());
    } else if let Some(rest) = bare.strip_prefix('+') {
        bare = rest.to_owned();
    }
    let (pounds, rest) = bare.split_once(point).unwrap_or((&bare, ""));
    let pounds = ungrouped(pounds, grouping).ok_or_else(wrong)?;
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (pounds.is_empty() && rest.is_empty()) || !all_digits(&pounds) || !all_digits(rest) {
        return Err(wrong());
    }
    let (pence, beyond) = rest.split_at(rest.len().min(2));
    if beyond.bytes().any(|byte| byte != b'0') {
        return Err(LineFault::TooExact(text.trim().chars().take(60).collect()));
    }
    let pounds: i64 = if pounds.is_empty() { 0 } else { pounds.parse().map_err(|_| wrong())? };
    let pence: i64 = format!("{pence:0<2}").parse().map_err(|_| wrong())?;
    let sum = pounds.checked_mul(100).and_then(|sum| sum.checked_add(pence)).ok_or_else(wrong)?;
    Ok(Pence(if negative { -sum } else { sum }))
}

/// The same where the format leaves the decimal sign open: the last of `.` and `,` is it.
pub(super) fn read_either(text: &str) -> Result<Pence, LineFault> {
    match text.rfind(['.', ',']).and_then(|at| text.get(at..)) {
        Some(tail) if tail.starts_with(',') => read(text, DecimalSign::Comma),
        _ => read(text, DecimalSign::Point),
    }
}

/// Without signs of grouping, which stand before three digits each.
fn ungrouped(pounds: &str, grouping: char) -> Option<String> {
    let mut parts = pounds.split(grouping);
    let first = parts.next()?;
    let mut bare = first.to_owned();
    for part in parts {
        if part.len() != 3 || bare.is_empty() {
            return None;
        }
        bare.push_str(part);
    }
    Some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_to_the_penny_or_refused() {
        for (text, pence) in [
            ("1,234.56", 123_456),
            ("-20", -2_000),
            ("+3.5", 350),
            ("(12.00)", -1_200),
            ("12.00-", -1_200),
            ("£ 5", 500),
            ("7.50 DR", -750),
            (".07", 7),
            ("18.15000", 1_815),
        ] {
            assert_eq!(read(text, DecimalSign::Point), Ok(Pence(pence)), "{text}");
        }
        assert_eq!(read("1.234,5", DecimalSign::Comma), Ok(Pence(123_450)));
        assert_eq!(read_either("1200,00"), Ok(Pence(120_000)));
        assert_eq!(read_either("1,006.60"), Ok(Pence(100_660)));
        for text in ["", "-", "1.2.3", "12,34.00", "1e5", "abc", "99999999999999999999"] {
            assert!(matches!(read(text, DecimalSign::Point), Err(LineFault::Sum(_))), "{text}");
        }
        assert!(matches!(read("0.99999", DecimalSign::Point), Err(LineFault::TooExact(_))));
        assert!(matches!(read_either("1,234"), Err(LineFault::TooExact(_))), "thousands or parts of a penny: unclear");
    }
}
