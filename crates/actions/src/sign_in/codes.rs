//! One-time codes of a telephone (RFC 6238: six digits, thirty seconds, SHA-1, which is what every app speaks), and the
//! codes on paper for when it is gone.

use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use super::token::hash_of;
use crate::ActionError;

/// A code changes after so many seconds.
const STEP_SECONDS: u64 = 30;
/// So many codes are given out on paper.
const ON_PAPER: usize = 8;
/// Letters and digits that nobody mistakes for another: no 0 and o, no 1, i and l.
const CLEAR: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// A new secret, in Base32: 160 bits of the system's chance.
///
/// # Errors
/// [`ActionError::Outside`].
pub fn new_secret() -> Result<String, ActionError> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(|error| outside(&error))?;
    Ok(Secret::from(bytes.as_slice()).to_base32())
}

/// What a telephone reads from a picture to take a secret over.
///
/// # Errors
/// [`ActionError::Outside`] where the secret cannot be read.
pub fn address_of(secret: &str, email: &str, authority: &str) -> Result<String, ActionError> {
    // colons would end the name early
    let (email, issuer) = (email.replace(':', " "), authority.replace(':', " "));
    let totp = builder(secret)?.with_account_name(email).with_issuer(Some(issuer)).build();
    totp.and_then(|totp| totp.to_url()).map_err(|error| outside(&error))
}

/// The time step of a code that is right now, a step ago or a step ahead; nothing where it is wrong.
///
/// # Errors
/// [`ActionError::Outside`] where the secret cannot be read.
pub fn step_of(secret: &str, code: &str, now: Timestamp) -> Result<Option<i64>, ActionError> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    Ok(totp(secret)?.check(&digits, seconds).and_then(|step| i64::try_from(step).ok()))
}

/// The code of a moment: what the telephone shows.
///
/// # Errors
/// [`ActionError::Outside`] where the secret cannot be read.
pub fn code_at(secret: &str, now: Timestamp) -> Result<String, ActionError> {
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    Ok(totp(secret)?.generate(seconds).to_string())
}

fn builder(secret: &str) -> Result<Builder, ActionError> {
    let secret = Secret::try_from_base32(secret).map_err(|error| outside(&error))?;
    Ok(Builder::new().with_secret(secret).with_digits(6).with_skew(1).with_step_duration(STEP_SECONDS))
}

fn totp(secret: &str) -> Result<Totp, ActionError> {
    builder(secret)?.build().map_err(|error| outside(&error))
}

/// New codes for paper: 16 signs in groups of four, about 79 bits each.
///
/// # Errors
/// [`ActionError::Outside`].
pub fn new_paper_codes() -> Result<Vec<String>, ActionError> {
    (0..ON_PAPER).map(|_| paper_code()).collect()
}

fn paper_code() -> Result<String, ActionError> {
    let mut code = String::new();
    while code.len() < 19 {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| outside(&error))?;
        // the eighth of the values that would make some signs likelier is thrown away
        for sign in bytes.iter().filter(|byte| **byte < 248).filter_map(|byte| CLEAR.get(usize::from(byte % 31))) {
            if code.len() % 5 == 4 {
                code.push('-');
            }
            if code.len() < 19 {
                code.push(char::from(*sign));
            }
        }
    }
    Ok(code.chars().take(19).collect())
}

/// What the memory keeps of a code on paper, however it was typed. A plain hash will do for chance that nobody chose.
#[must_use]
pub fn paper_hash(code: &str) -> String {
    let plain: String = code.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    hash_of(&format!("paper {plain}"))
}

fn outside(error: &dyn std::fmt::Display) -> ActionError {
    ActionError::Outside(format!("the one-time codes do not work: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the last six of the eight digits there
        let secret = Secret::from(b"12345678901234567890".as_slice()).to_base32();
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(&secret, at(second)).unwrap(), code);
            let step = Some(second / 30);
            for late in [-30, 0, 30] {
                assert_eq!(step_of(&secret, code, at(second + late)).unwrap(), step, "{second} {late}");
            }
            assert_eq!(step_of(&secret, code, at(second + 61)).unwrap(), None);
        }
        assert_eq!(step_of(&secret, " 287 082 ", at(59)).unwrap(), Some(1));
        for wrong in ["", "28708", "2870822", "28708a", "٢٨٧٠٨٢", "287083"] {
            assert_eq!(step_of(&secret, wrong, at(59)).unwrap(), None, "{wrong}");
        }
    }

    #[test]
    fn a_telephone_can_take_the_secret_over() {
        let secret = new_secret().unwrap();
        assert_eq!(secret.len(), 32);
        let address = address_of(&secret, "robin@example.org", "Example: shire").unwrap();
        assert!(address.starts_with("otpauth://totp/") && address.contains(&secret), "{address}");
    }

    #[test]
    fn codes_on_paper_are_read_however_they_are_typed() {
        let codes = new_paper_codes().unwrap();
        assert_eq!(codes.len(), 8);
        for code in &codes {
            assert!(code.len() == 19 && code.split('-').all(|part| part.len() == 4), "{code}");
            assert_eq!(paper_hash(code), paper_hash(&format!(" {} ", code.to_uppercase().replace('-', " "))));
        }
        assert_ne!(paper_hash(&codes[0]), paper_hash(&codes[1]));
    }
}
