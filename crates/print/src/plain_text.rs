//! A document as JSON for the template, with every text made printable: no control signs, nothing that turns the reading
//! direction round, `□` for a sign that no font has, and places to break in words that are longer than a line.

use crate::fonts::Fonts;
use serde_json::{Map, Value};
use seven_core::document::Document;
use std::collections::BTreeMap;

/// What stands for a sign that no font has.
const MISSING: char = '□';
/// A place where a line may break without a hyphen.
const MAY_BREAK: char = '\u{200b}';
/// Words up to this many signs fit on a line, even in large print and in a column of a table.
const LONGEST_WORD: usize = 22;
/// Addresses a link may lead to.
const SCHEMES: [&str; 4] = ["https:", "http:", "mailto:", "tel:"];

/// Makes texts printable.
pub(crate) struct Cleaner<'f> {
    fonts: &'f Fonts,
    known: BTreeMap<char, bool>,
}

impl<'f> Cleaner<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Cleaner<'f> {
        Cleaner { fonts, known: BTreeMap::new() }
    }

    /// The document as the template reads it.
    pub(crate) fn clean(mut self, document: &Document) -> String {
        let mut value = serde_json::to_value(document).unwrap_or_default();
        self.walk(&mut value);
        let mut level = 0;
        for block in value.get_mut("blocks").and_then(Value::as_array_mut).into_iter().flatten() {
            next_level(block, &mut level);
        }
        value.to_string()
    }

    /// Signs that no font has, each once.
    pub(crate) fn unprintable(mut self, document: &Document) -> Vec<char> {
        let value = serde_json::to_value(document).unwrap_or_default();
        self.walk(&mut value.clone());
        self.known.into_iter().filter(|(_, is_there)| !is_there).map(|(sign, _)| sign).collect()
    }

    fn walk(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.walk(value)),
            Value::Object(fields) => self.fields(fields),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn fields(&mut self, fields: &mut Map<String, Value>) {
        for (name, value) in fields {
            match name.as_str() {
                // A picture is read by a reader of its own; a file's name is ours.
                "svg" | "file" => {}
                "link" => {
                    let leads = value.as_str().is_some_and(|to| SCHEMES.iter().any(|scheme| to.starts_with(scheme)));
                    if !leads {
                        *value = Value::Null;
                    }
                }
                _ => self.walk(value),
            }
        }
    }

    fn text(&mut self, text: &str) -> String {
        let text = text.replace("\r\n", "\n");
        let text: String = text.chars().filter_map(|sign| self.sign(sign)).collect();
        let mut out = String::with_capacity(text.len());
        for word in text.split_inclusive(char::is_whitespace) {
            let is_long = word.chars().count() > LONGEST_WORD;
            for sign in word.chars() {
                // Never between a letter and the accent that follows it.
                if is_long && sign.is_alphanumeric() {
                    out.push(MAY_BREAK);
                }
                out.push(sign);
            }
        }
        out
    }

    /// What is printed for a sign; nothing for those that are not seen anyway.
    fn sign(&mut self, sign: char) -> Option<char> {
        match sign {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            _ if sign.is_control() => Some(' '),
            // Signs that turn the reading direction round: an amount could be shown backwards with them.
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
            // Soft hyphens, joiners, variants of emoji, language tags: never seen by themselves.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => None,
            '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' | '\u{206a}'..='\u{206f}' => None,
            _ if sign.is_ascii() => Some(sign),
            _ => Some(if self.has(sign) { sign } else { MISSING }),
        }
    }

    fn has(&mut self, sign: char) -> bool {
        let fonts = self.fonts;
        *self.known.entry(sign).or_insert_with(|| !is_private(sign) && fonts.has(sign))
    }
}

/// Signs that only their owner can read.
fn is_private(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Sets a heading's level so that none is skipped.
fn next_level(block: &mut Value, level: &mut u64) {
    let is_heading = block.get("block").and_then(Value::as_str) == Some("heading");
    if let Some(own) = block.get_mut("level").filter(|_| is_heading) {
        let wanted = own.as_u64().unwrap_or(1).clamp(1, 3);
        *level = wanted.min(*level + 1);
        *own = Value::from(*level);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        Cleaner::new(&Fonts::built_in()).text(text)
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in ["Ŵyn a ŷd, £1,234.50 – “so”", "× − = ≥ ☐", "Ελένη, Олена", "שלום", "مرحبا", "e\u{301}"]
        {
            assert_eq!(cleaned(text), text);
        }
    }

    #[test]
    fn what_is_not_printed_is_left_out_or_shown_as_missing() {
        assert_eq!(cleaned("a\u{202e}b\u{0}c\u{7}d\r\ne\u{2028}f"), "ab c d\ne\nf");
        assert_eq!(cleaned("👍🏽 ok 漢"), "□□ ok □");
        assert_eq!(cleaned("\u{e000}\u{10ffff}"), "□□");
    }

    #[test]
    fn a_word_longer_than_a_line_can_break() {
        let word = cleaned(&"xe\u{301}".repeat(150));
        assert!(word.split(MAY_BREAK).all(|part| ["", "x", "e\u{301}"].contains(&part)), "{word}");
        assert!(!cleaned("uncharacteristically so").contains(MAY_BREAK));
    }
}
