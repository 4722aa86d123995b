//! The unique pupil number that the first school gives: check letter, council, school, year, serial.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::{Identifier, IdentifierError, characters, digit};

const LETTERS: &str = "ABCDEFGHJKLMNPQRTUVWXYZ";

/// Councils in UPNs: those since 1998 and the pseudo councils of the school census (CIN rule 1530, 2023/24), with the
/// two of the reorganisation of 2023 after it.
const AUTHORITIES: [RangeInclusive<u32>; 35] = [
    1..=5,
    201..=213,
    301..=320,
    330..=336,
    340..=344,
    350..=359,
    370..=373,
    380..=384,
    390..=394,
    420..=420,
    660..=681,
    701..=708,
    800..=803,
    805..=808,
    810..=813,
    815..=816,
    820..=823,
    825..=826,
    830..=831,
    835..=841,
    845..=846,
    850..=852,
    855..=857,
    860..=861,
    865..=896,
    908..=909,
    916..=916,
    919..=919,
    921..=921,
    925..=926,
    928..=929,
    931..=931,
    933..=933,
    935..=938,
    940..=943,
];

/// A unique pupil number whose check letter fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Upn(String);

impl Upn {
    /// Reads what people type; spaces, hyphens and small letters are put right.
    ///
    /// # Errors
    /// [`IdentifierError`], to be shown beside the field.
    pub fn read(text: &str) -> Result<Upn, IdentifierError> {
        let kind = Identifier::Upn;
        let characters = characters(kind, text)?;
        let mut sum = 0;
        let mut first = 0;
        for (place, character) in characters.iter().enumerate() {
            let value =
                match place {
                    0 | 12 if character.is_ascii_alphabetic() => letter(*character)
                        .ok_or(IdentifierError::Character { kind, character: *character, place: place + 1 })?,
                    0 => return Err(IdentifierError::Character { kind, character: *character, place: 1 }),
                    _ => digit(kind, place, *character)?,
                };
            match u32::try_from(place) {
                Ok(0) | Err(_) => first = value,
                Ok(place) => sum += value * (place + 1),
            }
        }
        let upn: String = characters.into_iter().collect();
        if sum % 23 != first {
            return Err(IdentifierError::Check { kind, text: upn });
        }
        let authority = upn.get(1..4).unwrap_or_default();
        if is_local_authority(authority) {
            Ok(Upn(upn))
        } else {
            Err(IdentifierError::Authority { authority: authority.to_owned() })
        }
    }

    /// Whether it is one that a school gave until the real one is known: its last character is a letter.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.0.ends_with(|last: char| last.is_ascii_alphabetic())
    }

    /// Thirteen characters without spaces, as stored and exchanged.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether three digits are the code of a council in England, as it stands in UPNs.
#[must_use]
pub fn is_local_authority(code: &str) -> bool {
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code && code.parse().is_ok_and(|number| AUTHORITIES.iter().any(|range| range.contains(&number)))
}

fn letter(character: char) -> Option<u32> {
    LETTERS.find(character).and_then(|at| u32::try_from(at).ok())
}

impl fmt::Display for Upn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for Upn {
    type Error = IdentifierError;
    fn try_from(text: String) -> Result<Self, IdentifierError> {
        Upn::read(&text)
    }
}

impl From<Upn> for String {
    fn from(upn: Upn) -> String {
        upn.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same digits with the check letter that fits.
    fn with_letter(rest: &str) -> String {
        let fits = LETTERS
            .chars()
            .map(|first| format!("{first}{rest}"))
            .find(|upn| !matches!(Upn::read(upn), Err(IdentifierError::Check { .. })));
        fits.unwrap()
    }

    #[test]
    fn a_number_with_its_own_check_letter_is_read() {
        for text in ["B801200005001", " b801 2000 05001 ", "M80120000500A"] {
            assert!(Upn::read(text).is_ok(), "{text}");
        }
        assert!(Upn::read("M80120000500A").unwrap().is_temporary());
        assert!(!Upn::read("B801200005001").unwrap().is_temporary());
    }

    #[test]
    fn a_wrong_check_letter_is_noticed_in_sample_data_too() {
        for text in ["A801200005001", "A123456789123", "X98765432123B"] {
            assert!(matches!(Upn::read(text), Err(IdentifierError::Check { .. })), "{text}");
        }
        assert_eq!(with_letter("123456789123"), "P123456789123");
        assert_eq!(with_letter("98765432123B"), "F98765432123B");
    }

    #[test]
    fn letters_that_look_like_digits_are_never_used() {
        for text in ["I801200005001", "O801200005001", "S801200005001", "B80120000500S", "1801200005001"] {
            assert!(matches!(Upn::read(text), Err(IdentifierError::Character { .. })), "{text}");
        }
    }

    #[test]
    fn councils_of_every_reorganisation_are_known() {
        for authority in ["001", "201", "420", "838", "839", "909", "928", "940", "941", "942", "943"] {
            assert!(Upn::read(&with_letter(&format!("{authority}200005001"))).is_ok(), "{authority}");
        }
        for authority in ["000", "006", "123", "700", "847", "944", "999"] {
            let read = Upn::read(&with_letter(&format!("{authority}200005001")));
            assert_eq!(read, Err(IdentifierError::Authority { authority: authority.to_owned() }));
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_anywhere_is_noticed(rest in "8[0-9]{11}", place in 1_usize..13, digit in 0_u8..10) {
            let upn = with_letter(&rest);
            let wrong: String =
                upn.bytes().enumerate().map(|(at, c)| char::from(if at == place { b'0' + digit } else { c })).collect();
            let is_slip = matches!(Upn::read(&wrong), Err(IdentifierError::Check { .. }));
            prop_assert_eq!(is_slip, wrong != upn);
        }

        #[test]
        fn any_text_is_a_number_or_an_error(text in any::<String>()) {
            if let Ok(upn) = Upn::read(&text) {
                prop_assert_eq!(Upn::read(upn.as_str()), Ok(upn));
            }
        }
    }
}
