//! MT940, the tagged text: fields that begin with `:NN:`, several statements in a row, one statement over several pages.

mod details;
mod entry;

use seven_core::banking::{AccountTold, Balance, Statement, StatementFormat};

use super::{FaultyLine, LineFault, StatementError, amount, days};

/// Whether a text has the fields that every statement has, before anything else of many lines.
pub(super) fn is_tagged(text: &str) -> bool {
    let mut starts = lines(text).map(|(_, line)| line);
    starts.any(|line| line.starts_with(":20:")) && lines(text).any(|(_, line)| line.starts_with(":25"))
}

pub(super) fn read(text: &str) -> Result<Vec<Statement>, StatementError> {
    let mut reading = Reading { done: Vec::new(), page: None, faults: Vec::new() };
    for field in fields(text) {
        reading.field(&field)?;
    }
    reading.end_page(last_line(text))?;
    StatementError::of_lines(reading.faults)?;
    if reading.done.is_empty() { Err(StatementError::NoStatement) } else { Ok(reading.done) }
}

/// A field: its tag, its text, the line on which it begins.
struct Field<'a> {
    tag: &'a str,
    text: String,
    line: u64,
}

/// Lines with their numbers, whatever ends them.
fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    text.split('\n').zip(1..).map(|(line, number)| (number, line.trim_end_matches('\r')))
}

fn last_line(text: &str) -> u64 {
    lines(text.trim_end()).last().map_or(1, |(number, _)| number)
}

/// The tag and the text of a line that begins a field.
fn tagged(line: &str) -> Option<(&str, &str)> {
    // the first field may stand behind the head of the message that carried it
    let line = line.rsplit_once("{4:").map_or(line, |(_, rest)| rest);
    let (tag, text) = line.strip_prefix(':')?.split_once(':')?;
    let is_tag = (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_tag.then_some((tag, text))
}

fn fields(text: &str) -> Vec<Field<'_>> {
    let mut found: Vec<Field<'_>> = Vec::new();
    let mut is_between = true;
    for (number, line) in lines(text) {
        if let Some((tag, text)) = tagged(line) {
            found.push(Field { tag, text: text.to_owned(), line: number });
            is_between = false;
        } else if line.trim() == "-" || line.starts_with("-}") {
            is_between = true;
        } else if let Some(field) = found.last_mut().filter(|_| !is_between && !line.trim().is_empty()) {
            field.text.push('\n');
            field.text.push_str(line);
        }
    }
    found
}

/// A page that is being read.
struct Page {
    statement: Statement,
    line: u64,
    follows: bool,
    is_last: bool,
}

struct Reading {
    done: Vec<Statement>,
    page: Option<Page>,
    faults: Vec<FaultyLine>,
}

impl Reading {
    fn field(&mut self, field: &Field<'_>) -> Result<(), StatementError> {
        if field.tag == "20" {
            self.end_page(field.line)?;
            let statement = Statement::empty(StatementFormat::Mt940);
            self.page = Some(Page { statement, line: field.line, follows: false, is_last: false });
            return Ok(());
        }
        let Some(page) = self.page.as_mut() else { return Ok(()) };
        let statement = &mut page.statement;
        let done: Result<(), LineFault> = match field.tag {
            "25" | "25P" => {
                statement.account = AccountTold(field.text.lines().next().unwrap_or_default().trim().to_owned());
                Ok(())
            }
            "28" | "28C" => {
                field.text.trim().clone_into(&mut statement.number);
                Ok(())
            }
            "60F" | "60M" => balance(&field.text).map(|opening| {
                page.follows = field.tag == "60M";
                statement.currency.clone_from(&opening.currency);
                statement.opening = Some(opening);
            }),
            "62F" | "62M" => closing(&field.text, statement).map(|closing| {
                page.is_last = field.tag == "62F";
                statement.closing = Some(closing);
            }),
            "61" => entry::read(&field.text, field.line).map(|entry| match entry {
                Some(line) => statement.lines.push(line),
                None => statement.left_out += 1,
            }),
            // a field after the closing balance is about the whole statement
            "86" | "NS" if statement.closing.is_none() => {
                if let Some(line) = statement.lines.last_mut() {
                    details::tell(line, field.tag, &field.text);
                }
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(fault) = done {
            self.faults.push(FaultyLine { line: field.line, fault });
        }
        Ok(())
    }

    /// A page is done: it goes on with the statement before, or is one of its own.
    fn end_page(&mut self, line: u64) -> Result<(), StatementError> {
        let Some(page) = self.page.take() else { return Ok(()) };
        if page.statement.closing.is_none() && self.faults.is_empty() {
            let missing = format!("the closing balance (:62F:) of the statement from line {}", page.line);
            return Err(StatementError::Truncated { line, missing });
        }
        let before = self.done.last_mut().filter(|before| {
            page.follows
                && before.account == page.statement.account
                && before.closing.as_ref().map(|b| b.pence) == page.statement.opening.as_ref().map(|b| b.pence)
        });
        match before {
            Some(before) => {
                before.lines.extend(page.statement.lines);
                before.closing = page.statement.closing;
                before.left_out += page.statement.left_out;
            }
            None => self.done.push(page.statement),
        }
        Ok(())
    }
}

/// `C160229EUR1200,00`.
fn balance(text: &str) -> Result<Balance, LineFault> {
    let text = text.trim();
    let shape = || LineFault::Shape(text.chars().take(40).collect());
    let (Some(sign), Some(day), Some(currency), Some(sum)) =
        (text.get(..1), text.get(1..7), text.get(7..10), text.get(10..))
    else {
        return Err(shape());
    };
    if !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(shape());
    }
    let pence = amount::read_either(sum)?;
    let signed = match sign {
        "C" => pence,
        "D" => seven_core::Pence(-pence.0),
        _ => return Err(shape()),
    };
    Ok(Balance { on: Some(days::six_digits(day)?), pence: signed, currency: currency.to_owned() })
}

/// The closing balance; some banks leave its currency out.
fn closing(text: &str, statement: &Statement) -> Result<Balance, LineFault> {
    let bare = text.trim();
    let has_currency = bare.get(7..8).is_none_or(|letter| !letter.bytes().all(|byte| byte.is_ascii_digit()));
    match (has_currency, bare.split_at_checked(7), statement.currency.is_empty()) {
        (false, Some((head, sum)), false) => balance(&format!("{head}{}{sum}", statement.currency)),
        _ => balance(bare),
    }
}
