//! `{name}` in messages.

use std::fmt::{Display, Write as _};

/// A message with its placeholders filled in. A placeholder without a value stays, so that the gap is seen.
pub fn filled(message: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some((before, name, after)) = next(rest) {
        text.push_str(before);
        let written = match values.iter().find(|(given, _)| *given == name) {
            Some((_, value)) => write!(text, "{value}"),
            None => write!(text, "{{{name}}}"),
        };
        if written.is_err() {
            tracing::error!(name, "a value could not be written");
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What stands before the next placeholder, its name, and what stands after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, opened) = text.split_once('{')?;
    let (name, after) = opened.split_once('}')?;
    Some((before, name, after))
}

/// The names of all placeholders, sorted.
#[cfg(test)]
pub fn placeholders(message: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = message;
    while let Some((_, name, after)) = next(rest) {
        names.push(name);
        rest = after;
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// `1,234`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_once_and_not_searched_again() {
        let name = "{age} O'Neil";
        assert_eq!(filled("Hello {name}, {age}.", &[("name", &name), ("age", &9)]), "Hello {age} O'Neil, 9.");
    }

    #[test]
    fn a_gap_stays_to_be_seen() {
        assert_eq!(filled("Hello {name}", &[]), "Hello {name}");
        assert_eq!(filled("a { b", &[]), "a { b");
        assert_eq!(placeholders("{b} {a} {b}"), ["a", "b"]);
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
