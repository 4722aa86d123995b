//! Which of day and month comes first. The file shows it where a number is above 12; where it does not, a person is asked, and
//! a saved answer is doubted where the other order fits and it does not.

use jiff::civil::Date;
use seven_core::banking::profile::DateOrder;

use super::super::{LineFault, Question, StatementError, days};
use super::cells::Row;

/// Read as saved, a file spreads over more days than this while the other order keeps it within [`A_MONTH`]: somebody is asked.
const SUSPICIOUS_SPREAD: i32 = 70;
const A_MONTH: i32 = 31;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A settled order.
pub(super) type Order = DateOrder;

/// The three parts of a date, a month's name as its number; says whether the month was a name.
fn parts(text: &str) -> Option<([String; 3], bool)> {
    // a time may follow
    let bare = text.trim().trim_matches('\'');
    let bare = bare.split_once('T').filter(|(day, _)| day.len() == 10).map_or(bare, |(day, _)| day);
    let mut found: Vec<String> = Vec::new();
    let mut is_named = false;
    for part in bare.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()) {
        if found.len() == 3 {
            break;
        }
        let small = part.to_lowercase();
        let month = MONTHS.iter().position(|month| small.get(..3) == Some(month));
        if let Some(month) = month {
            is_named = true;
            found.push((month + 1).to_string());
        } else if part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 4 {
            found.push(part.to_owned());
        } else if part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()) && found.is_empty() {
            let (year, rest) = part.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            found = vec![year.to_owned(), month.to_owned(), day.to_owned()];
        } else {
            return None;
        }
    }
    Some((<[String; 3]>::try_from(found).ok()?, is_named))
}

/// A year of two digits is of this century.
fn year(text: &str) -> String {
    if text.len() == 2 { format!("20{text}") } else { text.to_owned() }
}

/// A day by a settled order.
pub(super) fn day(text: &str, order: Order) -> Result<Date, LineFault> {
    let wrong = || LineFault::Day(text.chars().take(40).collect());
    let ([a, b, c], is_named) = parts(text).ok_or_else(wrong)?;
    let found = if a.len() == 4 {
        days::of(&a, &b, &c)
    } else if is_named {
        // a month's name shows itself: `May 31 2026` or `31 May 2026`
        let first_is_month = text.trim_start().starts_with(|letter: char| letter.is_alphabetic());
        if first_is_month { days::of(&year(&c), &a, &b) } else { days::of(&year(&c), &b, &a) }
    } else {
        match order {
            DateOrder::DayFirst => days::of(&year(&c), &b, &a),
            DateOrder::MonthFirst => days::of(&year(&c), &a, &b),
            DateOrder::YearFirst => days::of(&year(&a), &b, &c),
        }
    };
    found.ok_or_else(wrong)
}

/// What the dates of a file allow.
#[derive(Default)]
struct Seen<'a> {
    /// A line that only the day first explains.
    day_first: Option<(u64, &'a str)>,
    /// A line that only the month first explains.
    month_first: Option<(u64, &'a str)>,
    /// A line that can be read both ways, to two different days.
    unclear: Option<(u64, &'a str, Date, Date)>,
}

/// The order of a file's dates: what is saved, held against what they show.
pub(super) fn order(rows: &[&Row], column: usize, saved: Option<DateOrder>) -> Result<Order, StatementError> {
    let mut seen = Seen::default();
    for row in rows {
        look(row.line, row.cell(column), &mut seen);
    }
    if let (Some((one, _)), Some((other, _))) = (seen.day_first, seen.month_first) {
        return Err(Question::BothOrders { one, other }.into());
    }
    let swapped = |(line, text): (u64, &str)| Err(Question::Swapped { line, text: text.to_owned() }.into());
    match (saved, seen.day_first, seen.month_first) {
        (Some(DateOrder::DayFirst), None, Some(seen)) | (Some(DateOrder::MonthFirst), Some(seen), None) => {
            swapped(seen)
        }
        (Some(order), None, None) if seen.unclear.is_some() => spread(rows, column, order),
        (Some(order), _, _) => Ok(order),
        (None, Some(_), _) => Ok(DateOrder::DayFirst),
        (None, None, Some(_)) => Ok(DateOrder::MonthFirst),
        (None, None, None) => match seen.unclear {
            Some((line, text, day_first, month_first)) => {
                Err(Question::DayOrMonth { line, text: text.to_owned(), day_first, month_first }.into())
            }
            None => Ok(DateOrder::DayFirst),
        },
    }
}

fn look<'a>(line: u64, text: &'a str, seen: &mut Seen<'a>) {
    let Some(([a, _, _], false)) = parts(text) else { return };
    if a.len() == 4 {
        return;
    }
    match (day(text, DateOrder::DayFirst).ok(), day(text, DateOrder::MonthFirst).ok()) {
        (Some(one), Some(other)) if one != other => seen.unclear = seen.unclear.or(Some((line, text, one, other))),
        (Some(_), None) => seen.day_first = seen.day_first.or(Some((line, text))),
        (None, Some(_)) => seen.month_first = seen.month_first.or(Some((line, text))),
        _ => {}
    }
}

/// Where every date can be read both ways, the saved order is doubted if it tears the file apart.
fn spread(rows: &[&Row], column: usize, saved: Order) -> Result<Order, StatementError> {
    let other = if saved == DateOrder::DayFirst { DateOrder::MonthFirst } else { DateOrder::DayFirst };
    let days = |order| {
        let all = || rows.iter().filter_map(|row| day(row.cell(column), order).ok());
        let (first, last) = (all().min()?, all().max()?);
        first.until(last).ok().map(|span| span.get_days())
    };
    match (days(saved), days(other)) {
        (Some(as_said), Some(swapped))
            if saved != DateOrder::YearFirst && as_said > SUSPICIOUS_SPREAD && swapped <= A_MONTH =>
        {
            Err(Question::Spread { as_said, swapped }.into())
        }
        _ => Ok(saved),
    }
}
