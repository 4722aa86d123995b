//! What a password must be: long, or several words, and not one that anybody would try first. No rules about capitals
//! and digits: they make passwords worse and people angry.

use crate::codes::coded;

/// A password has at least so many characters, unless it is of several words.
pub const LEAST_CHARACTERS: usize = 12;
/// So many words will do instead.
pub const LEAST_WORDS: usize = 3;
/// More are not taken: hashing them would cost the server time.
pub const MOST_CHARACTERS: usize = 128;

/// A word has at least so many characters.
const LEAST_OF_A_WORD: usize = 3;
/// What is left of a password without the person's own words has at least so many characters.
const LEAST_BESIDE_OWN: usize = 8;
/// A password has at least so many different characters.
const LEAST_DIFFERENT: usize = 5;

/// Beginnings that are tried first, in small letters and without digits and marks around them.
const COMMON: [&str; 30] = [
    "password",
    "passwort",
    "letmein",
    "welcome",
    "iloveyou",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopasdfghjkl",
    "asdfghjkl",
    "zxcvbnm",
    "administrator",
    "superman",
    "football",
    "liverpool",
    "arsenal",
    "chelsea",
    "monkey",
    "sunshine",
    "princess",
    "changeme",
    "trustno",
    "dragon",
    "secret",
    "sevensteps",
    "exampleshire",
    "christmas",
    "summertime",
    "mypassword",
    "passwordpassword",
    "correcthorsebatterystaple",
];

/// What is wrong with a password. The wording is in the message catalogue under the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PasswordFault {
    /// Neither long enough nor of enough words.
    TooShort,
    /// Longer than is taken.
    TooLong,
    /// Mostly the person's own e-mail address or name.
    OwnName,
    /// One that is tried first, or the same few characters again and again, or a row of keys or digits.
    Common,
}

coded!(PasswordFault {
    TooShort => "password-too-short",
    TooLong => "password-too-long",
    OwnName => "password-own-name",
    Common => "password-common",
});

/// Weighs a password. `own` are words that others know of the person: e-mail address, names.
///
/// # Errors
/// The first [`PasswordFault`].
pub fn check(password: &str, own: &[&str]) -> Result<(), PasswordFault> {
    let characters = password.chars().count();
    if characters > MOST_CHARACTERS {
        return Err(PasswordFault::TooLong);
    }
    let parts = password.split(|c: char| c.is_whitespace() || c == '-');
    let words = parts.filter(|word| word.chars().count() >= LEAST_OF_A_WORD).count();
    if characters < LEAST_CHARACTERS && words < LEAST_WORDS {
        return Err(PasswordFault::TooShort);
    }
    let small = password.to_lowercase();
    if is_common(&small) {
        return Err(PasswordFault::Common);
    }
    if without_own(&small, own).chars().count() < LEAST_BESIDE_OWN { Err(PasswordFault::OwnName) } else { Ok(()) }
}

fn is_common(small: &str) -> bool {
    let mut different: Vec<char> = small.chars().collect();
    let in_a_row = different.windows(2).filter(|pair| is_next(pair)).count();
    let pairs = different.len().saturating_sub(1);
    different.sort_unstable();
    different.dedup();
    let letters: String = small.chars().filter(|c| c.is_alphabetic()).collect();
    different.len() < LEAST_DIFFERENT || COMMON.contains(&letters.as_str()) || in_a_row * 4 >= pairs * 3
}

/// Whether the second character follows the first in the alphabet or among digits, either way; 0 follows 9.
fn is_next(pair: &[char]) -> bool {
    match pair {
        ['9', '0'] | ['0', '9'] => true,
        [a, b] => u32::from(*a).abs_diff(u32::from(*b)) == 1,
        _ => false,
    }
}

/// The password without the person's own words.
fn without_own(small: &str, own: &[&str]) -> String {
    let mut words: Vec<String> = own
        .iter()
        .flat_map(|text| {
            let whole = text.to_lowercase();
            let parts: Vec<String> = whole.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            parts.into_iter().chain([whole])
        })
        .filter(|word| word.chars().count() >= LEAST_OF_A_WORD)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.iter().fold(small.to_owned(), |left, word| left.replace(word.as_str(), ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: [&str; 2] = ["Kit.Bell@example.org", "Katherine Bell"];

    #[test]
    fn length_is_what_counts() {
        for good in
            ["correct kettle lamp", "vfpwqzmbtkxe", "bus-tea-fox", "ένα δύο τρία τέσσερα", "🦋🐝🐞🦗🕷🦂🐌🐜🦟🪰🪲🪳"]
        {
            assert_eq!(check(good, &OWN), Ok(()), "{good}");
        }
        assert_eq!(check(&"aB3$ xyz".repeat(16), &OWN), Ok(()));
        assert_eq!(check(&"aB3$ xyz".repeat(17), &OWN), Err(PasswordFault::TooLong));
        for short in ["", "vfpwqzmbtkx", "a b c d", "Tr0ub4dor&3"] {
            assert_eq!(check(short, &OWN), Err(PasswordFault::TooShort), "{short}");
        }
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for common in [
            "Password1234",
            "123456789012",
            "abcdefghijkl",
            "aaaaaaaaaaaa",
            "abababababab",
            "qwertyuiop12",
            "987654321098",
        ] {
            assert_eq!(check(common, &OWN), Err(PasswordFault::Common), "{common}");
        }
    }

    #[test]
    fn ones_own_name_does_not_count() {
        for own in ["kit.bell@example.org", "KatherineBell1", "BellKatherineBell", "kit bell 2010"] {
            assert_eq!(check(own, &OWN), Err(PasswordFault::OwnName), "{own}");
        }
        assert_eq!(check("bell rings at midnight", &OWN), Ok(()));
    }
}
