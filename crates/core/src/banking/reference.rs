//! What may stand in a payment: the letters that Bacs carries, and a reference that the payee will find again.

use serde::{Deserialize, Serialize};

/// A reference of at most so many letters is carried.
const LONGEST: usize = 18;

/// What the payee finds on their statement: 1 to 18 of the letters that Bacs carries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// Why a reference cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceFault {
    /// Nothing in it.
    #[error("the reference is empty: write what the payee will know the payment by")]
    Empty,
    /// Longer than is carried: the payee would see a part only.
    #[error("the reference `{0}` has more than {LONGEST} letters: shorten it")]
    TooLong(String),
    /// A letter that is not carried. It is not replaced, as the payee would look for it in vain.
    #[error("the reference `{text}` has `{letter}`, which banks do not carry: use letters, digits, blanks and . & / -")]
    Letter {
        /// The reference.
        text: String,
        /// The letter.
        letter: char,
    },
}

/// Whether Bacs carries a letter.
fn is_carried(letter: char) -> bool {
    letter.is_ascii_uppercase() || letter.is_ascii_digit() || matches!(letter, '.' | '&' | '/' | '-' | ' ')
}

impl Reference {
    /// Reads one; small letters become capitals.
    ///
    /// # Errors
    /// [`ReferenceFault`].
    pub fn read(text: &str) -> Result<Reference, ReferenceFault> {
        let capitals = text.trim().to_ascii_uppercase();
        if capitals.is_empty() {
            return Err(ReferenceFault::Empty);
        }
        if let Some(letter) = capitals.chars().find(|letter| !is_carried(*letter)) {
            return Err(ReferenceFault::Letter { text: text.trim().to_owned(), letter });
        }
        if capitals.len() > LONGEST {
            return Err(ReferenceFault::TooLong(text.trim().to_owned()));
        }
        Ok(Reference(capitals))
    }

    /// As it is carried.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Reference {
    type Error = ReferenceFault;
    fn try_from(text: String) -> Result<Reference, ReferenceFault> {
        Reference::read(&text)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> String {
        reference.0
    }
}

/// A name in the letters that Bacs carries, no longer than `longest`: accents are taken off, what has no likeness becomes a
/// blank. Banks do not go by the name, so that a part of it does no harm.
#[must_use]
pub fn bacs_letters(name: &str, longest: usize) -> String {
    let mut out = String::new();
    for letter in name.trim().chars() {
        match likeness(letter) {
            Some(like) => out.push_str(like),
            None if is_carried(letter.to_ascii_uppercase()) => out.push(letter.to_ascii_uppercase()),
            None if letter == '\'' || letter == '’' => {}
            None => out.push(' '),
        }
    }
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    out.chars().take(longest).collect::<String>().trim_end().to_owned()
}

/// The plain letters for one with an accent, as names of this country and its neighbours have them.
fn likeness(letter: char) -> Option<&'static str> {
    Some(match letter {
        'À'..='Å' | 'à'..='å' | 'Ā' | 'ā' | 'Ă' | 'ă' | 'Ą' | 'ą' => "A",
        'Æ' | 'æ' => "AE",
        'Ç' | 'ç' | 'Ć' | 'ć' | 'Č' | 'č' => "C",
        'Ď' | 'ď' | 'Đ' | 'đ' | 'Ð' | 'ð' => "D",
        'È'..='Ë' | 'è'..='ë' | 'Ē' | 'ē' | 'Ė' | 'ė' | 'Ę' | 'ę' | 'Ě' | 'ě' => "E",
        'Ğ' | 'ğ' | 'Ģ' | 'ģ' => "G",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ī' | 'ī' | 'İ' | 'ı' => "I",
        'Ł' | 'ł' | 'Ľ' | 'ľ' => "L",
        'Ñ' | 'ñ' | 'Ń' | 'ń' | 'Ň' | 'ň' => "N",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō' | 'ō' | 'Ő' | 'ő' => "O",
        'Œ' | 'œ' => "OE",
        'Ř' | 'ř' => "R",
        'Ś' | 'ś' | 'Š' | 'š' | 'Ş' | 'ş' | 'Ș' | 'ș' => "S",
        'ß' => "SS",
        'Ť' | 'ť' | 'Ț' | 'ț' => "T",
        'Þ' | 'þ' => "TH",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ū' | 'ū' | 'Ů' | 'ů' | 'Ű' | 'ű' => "U",
        'Ŵ' | 'ŵ' => "W",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ' | 'ŷ' => "Y",
        'Ź' | 'ź' | 'Ż' | 'ż' | 'Ž' | 'ž' => "Z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_carried_whole_or_not_at_all() {
        assert_eq!(Reference::read(" inv-1001 ").unwrap().as_str(), "INV-1001");
        assert_eq!(Reference::read("  "), Err(ReferenceFault::Empty));
        assert!(matches!(Reference::read("rent, May"), Err(ReferenceFault::Letter { letter: ',', .. })));
        assert!(Reference::read(&"A".repeat(18)).is_ok());
        assert!(matches!(Reference::read(&"A".repeat(19)), Err(ReferenceFault::TooLong(_))));
    }

    #[test]
    fn a_name_keeps_its_likeness() {
        assert_eq!(bacs_letters("Zoë O’Brien-Ŵyn & Søn", 18), "ZOE OBRIEN-WYN & S");
        assert_eq!(bacs_letters("Łukasz 🦊 Groß", 30), "LUKASZ GROSS");
    }
}
