//! Numbers that schools, health and colleges know a child by: UPN, NHS number, ULN. Each is optional, and each has a
//! check character, so that one wrong key is noticed before two children are taken for one.
//!
//! Whether a number really belongs to the child is not decided here: see [`NhsStatus`].

mod nhs_number;
mod uln;
mod upn;

pub use nhs_number::{NhsNumber, NhsStatus};
pub use uln::Uln;
pub use upn::{Upn, is_local_authority};

/// Which number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identifier {
    /// Unique pupil number.
    Upn,
    /// NHS number.
    NhsNumber,
    /// Unique learner number.
    Uln,
}

impl Identifier {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Identifier::Upn => "UPN",
            Identifier::NhsNumber => "NHS number",
            Identifier::Uln => "ULN",
        }
    }

    /// How many characters it has, without spaces.
    #[must_use]
    pub fn length(self) -> usize {
        match self {
            Identifier::Upn => 13,
            Identifier::NhsNumber | Identifier::Uln => 10,
        }
    }
}

impl std::fmt::Display for Identifier {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}

/// Why a text is not such a number, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Too long or too short.
    #[error("`{text}` has {found} characters and every {kind} has {}: type it again, or leave it empty", kind.length())]
    Length {
        /// Which number.
        kind: Identifier,
        /// What was typed, shortened.
        text: String,
        /// Characters in it, spaces left out.
        found: usize,
    },
    /// A character that cannot stand where it stands.
    #[error("`{character}` cannot be character {place} of {kind}s: type the number again, or leave it empty")]
    Character {
        /// Which number.
        kind: Identifier,
        /// The character.
        character: char,
        /// Where, counted from 1 with spaces left out.
        place: usize,
    },
    /// The check character does not fit the rest.
    #[error(
        "`{text}` has a slip in it, because its check character does not fit the rest: compare it with the letter or \
         record that it came from, or leave it empty"
    )]
    Check {
        /// Which number.
        kind: Identifier,
        /// What was typed.
        text: String,
    },
    /// The three digits of the council are no council's.
    #[error("no council has the number `{authority}` in a UPN: compare characters 2 to 4 with the school's record")]
    Authority {
        /// The three digits.
        authority: String,
    },
    /// A placeholder that many people share.
    #[error("`9999999999` only says that no ULN is known yet: leave the ULN empty until there is one")]
    Placeholder,
}

/// The characters of what was typed: capitals, with spaces and hyphens left out. As many as the number has.
fn characters(kind: Identifier, text: &str) -> Result<Vec<char>, IdentifierError> {
    let kept = text.chars().filter(|character| !character.is_whitespace() && *character != '-');
    let characters: Vec<char> = kept.map(|character| character.to_ascii_uppercase()).collect();
    if characters.len() == kind.length() {
        return Ok(characters);
    }
    let shown: String = text.trim().chars().filter(|character| !character.is_control()).take(40).collect();
    Err(IdentifierError::Length { kind, text: shown, found: characters.len() })
}

/// The value of a digit at a place counted from 0.
fn digit(kind: Identifier, place: usize, character: char) -> Result<u32, IdentifierError> {
    character.to_digit(10).ok_or(IdentifierError::Character { kind, character, place: place + 1 })
}

/// All ten digits of a number that has only digits.
fn digits(kind: Identifier, text: &str) -> Result<(String, Vec<u32>), IdentifierError> {
    let characters = characters(kind, text)?;
    let values: Result<Vec<u32>, _> =
        characters.iter().enumerate().map(|(place, character)| digit(kind, place, *character)).collect();
    Ok((characters.into_iter().collect(), values?))
}

/// The sum of the first nine digits times 10 down to 2, modulo 11.
fn remainder_of_nine(digits: &[u32]) -> u32 {
    digits.iter().take(9).zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_is_wrong_and_what_to_do() {
        let said = |text: &str| Uln::read(text).unwrap_err().to_string();
        assert_eq!(said("12 34"), "`12 34` has 4 characters and every ULN has 10: type it again, or leave it empty");
        assert_eq!(said("92763O8686"), "`O` cannot be character 6 of ULNs: type the number again, or leave it empty");
        assert_eq!(
            said("9999999999"),
            "`9999999999` only says that no ULN is known yet: leave the ULN empty until there is one"
        );
        assert!(said(&"9\u{202e}".repeat(9_000)).len() < 250);
    }
}
