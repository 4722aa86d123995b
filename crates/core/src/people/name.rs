//! What people are called. Any script and any letter is welcome; only what could break or disguise a page is refused.
//!
//! Nothing is put right silently except blanks at the ends: a name is the person's own.

use serde::{Deserialize, Serialize};

/// No part of a name has more characters.
pub const MOST_CHARACTERS: usize = 300;

/// A person's name. Every part has been through [`Name::read`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Name {
    given: String,
    family: String,
    known_as: Option<String>,
}

/// A name as it is stored.
#[derive(Serialize, Deserialize)]
struct Written {
    given: String,
    family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    known_as: Option<String>,
}

/// A part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePart {
    /// First and middle names.
    Given,
    /// Surname.
    Family,
    /// What the person wants to be called.
    KnownAs,
}

impl std::fmt::Display for NamePart {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            NamePart::Given => "the given name",
            NamePart::Family => "the family name",
            NamePart::KnownAs => "the name they are known as",
        })
    }
}

/// Why a text cannot be a name, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing that can be seen.
    #[error("{0} is empty: write it as the person does")]
    Empty(NamePart),
    /// Longer than is kept.
    #[error("{part} has {characters} characters and at most {MOST_CHARACTERS} are kept: write a shorter form")]
    TooLong {
        /// Which part.
        part: NamePart,
        /// How many it has.
        characters: usize,
    },
    /// A line break, a tab or another character that steers a screen.
    #[error("{part} has a character that cannot be seen, U+{code:04X}, at place {place}: type it again by hand")]
    Control {
        /// Which part.
        part: NamePart,
        /// The character's number.
        code: u32,
        /// Where, counted from 1.
        place: usize,
    },
    /// A mark that turns the direction of writing and is not closed, or closes nothing: what follows it on a page would
    /// be turned as well.
    #[error("{0} has a mark that turns the direction of writing and is not closed: type it again by hand")]
    Direction(NamePart),
}

impl NameError {
    /// The part that cannot be kept.
    #[must_use]
    pub fn part(self) -> NamePart {
        let (NameError::Empty(part)
        | NameError::TooLong { part, .. }
        | NameError::Control { part, .. }
        | NameError::Direction(part)) = self;
        part
    }
}

impl Name {
    /// Reads what people type; blanks around each part are left out, and an empty `known_as` is none. Somebody with a single
    /// name has it as given name, and no family name.
    ///
    /// # Errors
    /// The first part that cannot be kept, and why.
    pub fn read(given: &str, family: &str, known_as: &str) -> Result<Name, NameError> {
        let known_as = match known_as.trim() {
            "" => None,
            some => Some(part(NamePart::KnownAs, some)?),
        };
        let given = part(NamePart::Given, given)?;
        let family = if family.trim().is_empty() { String::new() } else { part(NamePart::Family, family)? };
        Ok(Name { given, family, known_as })
    }

    /// First and middle names.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    /// Surname; empty for somebody with a single name.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// What the person wants to be called, where that is something else.
    #[must_use]
    pub fn known_as(&self) -> Option<&str> {
        self.known_as.as_deref()
    }

    /// The name to speak to them with.
    #[must_use]
    pub fn first(&self) -> &str {
        self.known_as.as_deref().unwrap_or(&self.given)
    }

    /// As a page shows it: known-as or given name, then family name.
    #[must_use]
    pub fn shown(&self) -> String {
        joined(self.first(), &self.family, " ")
    }

    /// As documents have it: given names, then family name.
    #[must_use]
    pub fn in_full(&self) -> String {
        joined(&self.given, &self.family, " ")
    }

    /// To put lists in order and to find doubles: `family, given` in small letters.
    #[must_use]
    pub fn sorting(&self) -> String {
        joined(&self.family, &self.given, ", ").to_lowercase()
    }

    /// To find somebody as people say the name: `first family` in small letters.
    #[must_use]
    pub fn calling(&self) -> String {
        joined(self.first(), &self.family, " ").to_lowercase()
    }
}

/// Two parts with something between them, or the one that there is.
fn joined(first: &str, second: &str, between: &str) -> String {
    if first.is_empty() || second.is_empty() {
        return format!("{first}{second}");
    }
    format!("{first}{between}{second}")
}

fn part(part: NamePart, text: &str) -> Result<String, NameError> {
    let text = text.trim();
    if text.chars().all(|character| character.is_whitespace() || is_unseen(character)) {
        return Err(NameError::Empty(part));
    }
    let characters = text.chars().count();
    if characters > MOST_CHARACTERS {
        return Err(NameError::TooLong { part, characters });
    }
    let steers = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    if let Some((before, found)) = text.chars().enumerate().find(|(_, character)| steers(*character)) {
        return Err(NameError::Control { part, code: u32::from(found), place: before + 1 });
    }
    if turns_are_closed(text) { Ok(text.to_owned()) } else { Err(NameError::Direction(part)) }
}

/// Joiners, marks of direction and the byte order mark: they mean something between letters, nothing alone.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether every embedding and override is closed by its own kind of end, in order.
fn turns_are_closed(text: &str) -> bool {
    const END_OF_EMBEDDING: char = '\u{202c}';
    const END_OF_ISOLATE: char = '\u{2069}';
    let mut open = Vec::new();
    for character in text.chars() {
        match character {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(END_OF_EMBEDDING),
            '\u{2066}'..='\u{2068}' => open.push(END_OF_ISOLATE),
            END_OF_EMBEDDING | END_OF_ISOLATE if open.pop() != Some(character) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

impl TryFrom<Written> for Name {
    type Error = NameError;
    fn try_from(written: Written) -> Result<Self, NameError> {
        Name::read(&written.given, &written.family, written.known_as.as_deref().unwrap_or_default())
    }
}

impl From<Name> for Written {
    fn from(name: Name) -> Written {
        Written { given: name.given, family: name.family, known_as: name.known_as }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn odd_names_are_names() {
        let long = "a".repeat(300);
        for text in ["O’Brien-d'Arcy", "李", "محمد", "Zoë 🦋", "X", "\u{2067}שרה\u{2069}", "ক্\u{200d}ষ", "Null", &long]
        {
            assert_eq!(
                Name::read(&format!("  {text} "), text, "").map(|name| name.shown()),
                Ok(format!("{text} {text}"))
            );
        }
    }

    #[test]
    fn what_could_break_a_page_is_refused_with_its_place() {
        let fault = |text: &str| Name::read(text, "Bell", "").unwrap_err();
        let part = NamePart::Given;
        assert_eq!(fault("  "), NameError::Empty(part));
        assert_eq!(fault("\u{200b}\u{feff}"), NameError::Empty(part));
        assert_eq!(fault(&"é".repeat(301)), NameError::TooLong { part, characters: 301 });
        assert_eq!(fault("Ann\tLee"), NameError::Control { part, code: 9, place: 4 });
        assert_eq!(fault("Ann\u{2028}Lee"), NameError::Control { part, code: 0x2028, place: 4 });
        for turned in ["\u{202e}nnA", "Ann\u{202c}", "\u{2066}Ann\u{202c}", "\u{202a}\u{2066}A\u{202c}\u{2069}"] {
            assert_eq!(fault(turned), NameError::Direction(part), "{turned:?}");
        }
        assert_eq!(Name::read("", "Bell", ""), Err(NameError::Empty(part)));
        assert_eq!(Name::read("Ann", "\u{200b}", ""), Err(NameError::Empty(NamePart::Family)));
        assert_eq!(
            fault("Ann\u{7}").to_string(),
            "the given name has a character that cannot be seen, U+0007, at place 4: type it again by hand"
        );
    }

    #[test]
    fn people_are_called_what_they_want_to_be_called() {
        let name = Name::read("Katherine Ann", "Bell", " Kit ").unwrap();
        assert_eq!((name.first(), name.shown().as_str()), ("Kit", "Kit Bell"));
        assert_eq!(name.sorting(), "bell, katherine ann");
        assert_eq!(name.calling(), "kit bell");
    }

    #[test]
    fn a_single_name_is_a_whole_name() {
        let name = Name::read(" Suharto ", " ", "").unwrap();
        assert_eq!((name.shown().as_str(), name.in_full().as_str(), name.first()), ("Suharto", "Suharto", "Suharto"));
        assert_eq!((name.family(), name.sorting().as_str()), ("", "suharto"));
        let called = Name::read("Suharto", "", "Harto").unwrap();
        assert_eq!((called.shown().as_str(), called.in_full().as_str()), ("Harto", "Suharto"));
    }

    #[test]
    fn a_stored_name_is_checked_again() {
        let name = Name::read("Ann", "Bell", "").unwrap();
        let json = serde_json::to_string(&name).unwrap();
        assert_eq!(json, r#"{"given":"Ann","family":"Bell"}"#);
        assert_eq!(serde_json::from_str::<Name>(&json).unwrap(), name);
        assert!(serde_json::from_str::<Name>(r#"{"given":"","family":"Bell"}"#).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_a_name_or_an_error(text in any::<String>(), turned in "[a\u{202a}-\u{202e}\u{2066}-\u{2069} ]{0,8}") {
            for text in [text, turned] {
                if let Ok(name) = Name::read(&text, &text, &text) {
                    prop_assert_eq!(Name::read(name.given(), name.family(), name.first()), Ok(name));
                }
            }
        }
    }
}
