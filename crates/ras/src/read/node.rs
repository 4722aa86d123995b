//! TOML with the line of every value and numbers as they were written, so that no number passes through a float.

use crate::finding::{Finding, Place};
use crate::number::Ratio;
use jiff::civil::Date;
use std::sync::Arc;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) place: Place,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Number(Ratio),
    Bool(bool),
    Date(Date),
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
}

impl Value {
    /// What it is, for a message.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Value::Text(_) => "a text",
            Value::Number(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Parses a TOML file into nodes. Everything wrong is pushed to `findings`.
pub(super) fn parse(file: &str, text: &str, findings: &mut Vec<Finding>) -> Option<Node> {
    let lines = Lines::of(file, text);
    let document = match toml_edit::Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let place = lines.place(error.span().map_or(0, |span| span.start));
            let message = format!("this is not valid TOML: {}", error.message().replace('\n', "; "));
            let help = if error.message().contains("duplicate key") {
                "to list several of a kind, write their heading in two brackets: [[question]]"
            } else if error.message().contains("integer") {
                "numbers have at most 18 digits before the point and 12 after it"
            } else {
                "every text needs quotes, every list a closing bracket; compare with the examples in docs/schemes.md"
            };
            findings.push(Finding::fault("toml", &place, message).help(help));
            return None;
        }
    };
    let mut reader = Reader { text, lines, findings };
    Some(Node { value: reader.table(document.as_table()), place: Place::top_of(file) })
}

/// Where each line of a file begins.
struct Lines {
    file: Arc<str>,
    starts: Vec<usize>,
}

impl Lines {
    fn of(file: &str, text: &str) -> Lines {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Lines { file: file.into(), starts }
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset);
        Place { file: Arc::clone(&self.file), line: u32::try_from(line).unwrap_or(u32::MAX) }
    }
}

struct Reader<'a> {
    text: &'a str,
    lines: Lines,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn table(&mut self, table: &dyn toml_edit::TableLike) -> Value {
        let mut entries = Vec::new();
        for (key, item) in table.iter() {
            let span = item.span().or_else(|| table.key(key).and_then(toml_edit::Key::span));
            let start = span.map_or(0, |span| span.start);
            if let Some(node) = self.item(item, start) {
                entries.push((key.to_owned(), node));
            }
        }
        Value::Table(entries)
    }

    fn item(&mut self, item: &toml_edit::Item, start: usize) -> Option<Node> {
        let place = self.lines.place(start);
        let value = match item {
            toml_edit::Item::None => return None,
            toml_edit::Item::Value(value) => return self.value(value, start),
            toml_edit::Item::Table(table) => {
                // A table's own span may start at its first key; its header is what a reader looks for.
                self.table(table)
            }
            toml_edit::Item::ArrayOfTables(tables) => {
                let mut nodes = Vec::new();
                for table in tables {
                    let place = self.lines.place(table.span().map_or(start, |span| span.start));
                    nodes.push(Node { value: self.table(table), place });
                }
                Value::List(nodes)
            }
        };
        Some(Node { value, place })
    }

    fn value(&mut self, value: &toml_edit::Value, parent: usize) -> Option<Node> {
        let span = value.span().unwrap_or(parent..parent);
        let place = self.lines.place(span.start);
        let raw = self.text.get(span.clone()).unwrap_or_default();
        let read = match value {
            toml_edit::Value::String(text) => {
                if text.value().contains('\0') {
                    self.findings
                        .push(Finding::fault("nul", &place, "a text holds a NUL character").help("take it out"));
                    return None;
                }
                Value::Text(text.value().clone())
            }
            toml_edit::Value::Integer(_) | toml_edit::Value::Float(_) => match raw.parse::<Ratio>() {
                Ok(number) => Value::Number(number),
                Err(error) => {
                    self.findings.push(
                        Finding::fault("number", &place, error.to_string())
                            .help("write it out in plain digits, at most 18 before the point and 12 after it"),
                    );
                    return None;
                }
            },
            toml_edit::Value::Boolean(flag) => Value::Bool(*flag.value()),
            toml_edit::Value::Datetime(_) => match crate::calendar::parse_iso(raw) {
                Some(date) => Value::Date(date),
                None => {
                    self.findings.push(
                        Finding::fault("date", &place, format!("`{raw}` is not a date"))
                            .help("write a date as 2026-04-01, without a time"),
                    );
                    return None;
                }
            },
            toml_edit::Value::Array(list) => {
                Value::List(list.iter().filter_map(|item| self.value(item, span.start)).collect())
            }
            toml_edit::Value::InlineTable(table) => self.table(table),
        };
        Some(Node { value: read, place })
    }
}
