//! Field 61, one entry: `YYMMDD[MMDD](C|D|RC|RD)[letter]SUM(N|F|S)KIND REFERENCE[//BANK'S REFERENCE]`, and words on a second line.

use jiff::civil::Date;
use seven_core::Pence;
use seven_core::banking::StatementLine;

use super::super::{LineFault, amount, days};

/// The entry; none where the bank only expects it.
pub(super) fn read(text: &str, place: u64) -> Result<Option<StatementLine>, LineFault> {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().trim_end();
    let supplement = lines.map(str::trim).collect::<Vec<_>>().join(" ");
    let shape = || LineFault::Shape(first.chars().take(60).collect());
    let (day, rest) = first.split_at_checked(6).ok_or_else(shape)?;
    let value_date = days::six_digits(day)?;
    let (booked, rest) = match rest.split_at_checked(4) {
        Some((entry, rest)) if entry.bytes().all(|byte| byte.is_ascii_digit()) => (nearest(entry, value_date)?, rest),
        _ => (value_date, rest),
    };
    let (sign, rest) = sign(rest).ok_or_else(shape)?;
    // a third letter of the currency may stand before the sum
    let rest = rest.strip_prefix(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(rest);
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ',' | '.')).unwrap_or(rest.len());
    let (sum, rest) = rest.split_at_checked(end).ok_or_else(shape)?;
    let sum = amount::read_either(sum)?;
    let (kind, references) = rest.split_at_checked(4.min(rest.len())).unwrap_or((rest, ""));
    if !kind.is_empty() && !kind.starts_with(['N', 'F', 'S']) {
        return Err(shape());
    }
    let (own, banks) = references.split_once("//").unwrap_or((references, ""));
    let own = own.trim();
    let pence = match sign {
        Sign::In => sum,
        Sign::Out => Pence(-sum.0),
        Sign::Expected => return Ok(None),
    };
    Ok(Some(StatementLine {
        place,
        booked,
        value_date: Some(value_date),
        pence,
        payee: supplement,
        reference: if own == "NONREF" { String::new() } else { own.to_owned() },
        bank_id: banks.trim().to_owned(),
        merchant_category: None,
        balance: None,
    }))
}

enum Sign {
    In,
    Out,
    Expected,
}

/// The sign: a reversal of money in is money out.
fn sign(rest: &str) -> Option<(Sign, &str)> {
    let signs = [("RC", Sign::Out), ("RD", Sign::In), ("EC", Sign::Expected), ("ED", Sign::Expected)];
    let longer = signs.into_iter().chain([("C", Sign::In), ("D", Sign::Out)]);
    longer.into_iter().find_map(|(mark, sign)| rest.strip_prefix(mark).map(|rest| (sign, rest)))
}

/// A day without its year: of the three years around the value date the one that comes nearest.
fn nearest(entry: &str, value_date: Date) -> Result<Date, LineFault> {
    let (month, day) = entry.split_at_checked(2).unwrap_or((entry, ""));
    let year = value_date.year();
    let tried = [year, year.saturating_sub(1), year.saturating_add(1)];
    let found = tried.iter().filter_map(|year| days::of(&format!("{year:04}"), month, day));
    let apart = |day: &Date| value_date.until(*day).map_or(i32::MAX, |span| span.get_days().abs());
    found.min_by_key(apart).ok_or_else(|| LineFault::Day(entry.to_owned()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn line(text: &str) -> StatementLine {
        read(text, 1).unwrap().unwrap()
    }

    #[test]
    fn an_entry_has_two_days_a_sign_and_references() {
        let entry = line("2512310102DR6,5NTRFINV-7//BANK 12\nPLUMBER");
        assert_eq!((entry.value_date, entry.booked), (Some(date(2025, 12, 31)), date(2026, 1, 2)));
        assert_eq!((entry.pence, entry.payee.as_str()), (Pence(-650), "PLUMBER"));
        assert_eq!((entry.reference.as_str(), entry.bank_id.as_str()), ("INV-7", "BANK 12"));
    }

    #[test]
    fn a_reversal_turns_the_sign() {
        assert_eq!(line("260501RC10,00NTRF").pence, Pence(-1_000));
        assert_eq!(line("260501RD10,00NTRF").pence, Pence(1_000));
        assert_eq!(line("260501C20000,00S051").pence, Pence(2_000_000));
        assert_eq!(read("260501EC20000,00S051", 1), Ok(None));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert!(matches!(read("1602300301DR6,00N024NONREF", 1), Err(LineFault::Day(_))));
        assert!(matches!(read("1602290230D6,00N024", 1), Err(LineFault::Day(_))));
        assert!(matches!(read("160229X6,00N024", 1), Err(LineFault::Shape(_))));
        assert!(matches!(read("160229D6,00123N024", 1), Err(LineFault::TooExact(_))));
    }
}
