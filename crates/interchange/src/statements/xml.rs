//! XML into [`Node`]s, by quick-xml. Nothing outside the file is opened and no entity of its own is taken.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::StatementError;
use super::node::{DEEPEST, Node};

/// The root element.
pub(super) fn read(text: &str) -> Result<Node, StatementError> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text: text.as_bytes(), byte: 0, line: 1 };
    let mut open: Vec<Node> = Vec::new();
    let mut root: Option<Node> = None;
    loop {
        let event = reader.read_event();
        let line = lines.at(reader.buffer_position());
        match event.map_err(|error| broken(&error, line, &open))? {
            Event::Start(_) if open.len() >= DEEPEST => return Err(StatementError::TooDeep { line }),
            Event::Start(start) => open.push(node(&start, line)),
            Event::Empty(start) => close(node(&start, line), &mut open, &mut root),
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    close(done, &mut open, &mut root);
                }
            }
            Event::Text(words) => append(&mut open, &words.xml10_content()),
            Event::CData(words) => append(&mut open, &words.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().map_err(|_| StatementError::Entity { line })?;
                match letter {
                    Some(letter) => append(&mut open, letter.encode_utf8(&mut [0; 4])),
                    None => match resolve_xml_entity(&name.xml10_content()) {
                        Some(known) => append(&mut open, known),
                        None => return Err(StatementError::Entity { line }),
                    },
                }
            }
            Event::DocType(_) => return Err(StatementError::Entity { line }),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    match (open.last(), root) {
        (Some(unfinished), _) => Err(truncated(lines.at(u64::MAX), unfinished)),
        (None, Some(root)) => Ok(root),
        (None, None) => Err(StatementError::NoStatement),
    }
}

fn truncated(line: u64, unfinished: &Node) -> StatementError {
    StatementError::Truncated { line, missing: format!("the end of {} from line {}", unfinished.name, unfinished.line) }
}

/// A file that stops within a tag is one that breaks off.
fn broken(error: &quick_xml::Error, line: u64, open: &[Node]) -> StatementError {
    match (error, open.last()) {
        (quick_xml::Error::Syntax(_), Some(unfinished)) => truncated(line, unfinished),
        _ => StatementError::Markup { line, why: error.to_string() },
    }
}

fn node(start: &BytesStart<'_>, line: u64) -> Node {
    let name: &str = start.local_name().into_inner();
    let mut node = Node::new(name, line);
    let currency = start.attributes().flatten().find(|attribute| attribute.key.local_name().into_inner() == "Ccy");
    node.currency = currency.map(|attribute| attribute.value.trim().to_owned());
    node
}

fn append(open: &mut [Node], words: &str) {
    if let Some(current) = open.last_mut() {
        current.text.push_str(words);
    }
}

fn close(mut done: Node, open: &mut [Node], root: &mut Option<Node>) {
    if done.children.is_empty() {
        done.text = done.text.trim().to_owned();
    } else {
        done.text.clear();
    }
    match open.last_mut() {
        Some(parent) => parent.children.push(done),
        None => *root = root.take().or(Some(done)),
    }
}

/// Which line a byte is on, asked for in order.
struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text.get(self.byte..byte).unwrap_or_default();
        self.line += u64::try_from(passed.iter().filter(|byte| **byte == b'\n').count()).unwrap_or_default();
        self.byte = self.byte.max(byte);
        self.line
    }
}
