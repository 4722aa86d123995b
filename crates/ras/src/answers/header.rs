//! The first line: which column is what.

use super::AnswersError;
use super::records::{Record, fields};
use crate::calculator::Calculator;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Person,
    /// The question at this position.
    Question(usize),
    /// Something the scheme does not ask.
    Extra,
}

/// The columns in the file's order, and what to tell the person who runs this, once.
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
    pub(super) names: Vec<String>,
    pub(super) notes: Vec<String>,
}

pub(super) fn read(record: &Record<'_>, calculator: &Calculator) -> Result<Header, AnswersError> {
    let mut columns = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let wrong = |message: String| AnswersError::Header(message);
    for (at, field) in fields(record).iter().enumerate() {
        let field = if at == 0 { field.strip_prefix(b"\xef\xbb\xbf").unwrap_or(field) } else { field };
        if at == 0 && (field.starts_with(b"\xff\xfe") || field.starts_with(b"\xfe\xff")) {
            return Err(wrong("this file is UTF-16; save it as `CSV UTF-8`".to_owned()));
        }
        if field.contains(&0) {
            return Err(wrong(format!("column {} holds a NUL byte; this is not a text file", at + 1)));
        }
        let name = std::str::from_utf8(field)
            .map_err(|_| wrong(format!("the name of column {} is not UTF-8; save the file as `CSV UTF-8`", at + 1)))?
            .trim();
        if name.contains('\r') {
            return Err(wrong("the lines end with returns alone; save the file with ordinary line ends".to_owned()));
        }
        let is_known = name == "person" || calculator.input_index(name).is_some();
        if is_known && names.iter().any(|known| known == name) {
            return Err(wrong(format!("the column `{name}` stands twice")));
        }
        columns.push(match (name, calculator.input_index(name)) {
            ("person", _) => Column::Person,
            (_, Some(question)) => Column::Question(question),
            (_, None) => Column::Extra,
        });
        names.push(name.to_owned());
    }
    if !columns.contains(&Column::Person) {
        let one = names.first().filter(|_| names.len() == 1);
        let has = |mark: char| one.is_some_and(|name| name.contains(mark));
        return Err(wrong(if has(';') {
            "the columns are separated by semicolons; save the file with commas".to_owned()
        } else if has('\t') {
            "the columns are separated by tabs; save the file with commas".to_owned()
        } else {
            "there is no column `person`".to_owned()
        }));
    }
    let notes = notes(&columns, &names, calculator);
    Ok(Header { columns, names, notes })
}

fn notes(columns: &[Column], names: &[String], calculator: &Calculator) -> Vec<String> {
    let listed = |names: Vec<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let extra = columns.iter().zip(names).filter(|(column, _)| **column == Column::Extra);
    let extra: Vec<&str> = extra.map(|(_, name)| name.as_str()).collect();
    let is_there = |at: usize| columns.contains(&Column::Question(at));
    let missing = calculator
        .inputs
        .iter()
        .enumerate()
        .filter(|(at, input)| !is_there(*at) && input.is_required && input.shown.is_none());
    let missing: Vec<&str> = missing.map(|(_, input)| input.id.as_str()).collect();
    let mut notes = Vec::new();
    if !extra.is_empty() {
        notes.push(format!("columns that the scheme does not ask for are left aside: {}", listed(extra)));
    }
    if !missing.is_empty() {
        notes.push(format!(
            "there is no column for {}, which must be answered; every row will be refused",
            listed(missing)
        ));
    }
    notes
}
