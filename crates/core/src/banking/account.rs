//! Sort codes and account numbers of the United Kingdom, and accounts as a statement names them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Six digits that name a bank and branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SortCode([u8; 6]);

/// Eight digits that name an account at a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountNumber([u8; 8]);

/// Why a number of an account cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountFault {
    /// Not six digits.
    #[error("`{0}` is not a sort code: write its six digits, such as 20-00-00")]
    SortCode(String),
    /// Not six to eight digits.
    #[error("`{0}` is not an account number: write its eight digits as they stand on a statement or card")]
    AccountNumber(String),
}

/// The digits of a text in which only blanks and hyphens may stand beside them.
fn digits(text: &str) -> Option<Vec<u8>> {
    let bare = text.trim().chars().filter(|letter| !matches!(letter, ' ' | '-' | '\u{a0}'));
    bare.map(|letter| letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok())).collect()
}

impl SortCode {
    /// Its six digits.
    #[must_use]
    pub fn digits(self) -> [u8; 6] {
        self.0
    }

    /// The number that the digits make.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0.iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit))
    }

    /// `200000`, as files want it.
    #[must_use]
    pub fn plain(self) -> String {
        plain(&self.0)
    }
}

impl AccountNumber {
    /// Its eight digits.
    #[must_use]
    pub fn digits(self) -> [u8; 8] {
        self.0
    }

    /// `••••5678`: enough to know one's own account again.
    #[must_use]
    pub fn masked(self) -> String {
        let plain = self.to_string();
        format!("••••{}", plain.get(4..).unwrap_or_default())
    }
}

fn plain(digits: &[u8]) -> String {
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

impl FromStr for SortCode {
    type Err = AccountFault;
    fn from_str(text: &str) -> Result<SortCode, AccountFault> {
        let found = digits(text).and_then(|digits| <[u8; 6]>::try_from(digits).ok());
        found.map(SortCode).ok_or_else(|| AccountFault::SortCode(text.trim().to_owned()))
    }
}

impl FromStr for AccountNumber {
    type Err = AccountFault;
    /// Numbers of six and seven digits get noughts before them, as banks write them.
    fn from_str(text: &str) -> Result<AccountNumber, AccountFault> {
        let wrong = || AccountFault::AccountNumber(text.trim().to_owned());
        let mut found = digits(text).ok_or_else(wrong)?;
        while (6..8).contains(&found.len()) {
            found.insert(0, 0);
        }
        <[u8; 8]>::try_from(found).map(AccountNumber).map_err(|_| wrong())
    }
}

impl fmt::Display for SortCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, f] = self.0;
        write!(out, "{a}{b}-{c}{d}-{e}{f}")
    }
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&plain(&self.0))
    }
}

impl TryFrom<String> for SortCode {
    type Error = AccountFault;
    fn try_from(text: String) -> Result<SortCode, AccountFault> {
        text.parse()
    }
}

impl TryFrom<String> for AccountNumber {
    type Error = AccountFault;
    fn try_from(text: String) -> Result<AccountNumber, AccountFault> {
        text.parse()
    }
}

impl From<SortCode> for String {
    fn from(code: SortCode) -> String {
        code.to_string()
    }
}

impl From<AccountNumber> for String {
    fn from(number: AccountNumber) -> String {
        number.to_string()
    }
}

/// An account as a statement names it: an IBAN, a sort code with a number, or whatever the bank wrote. Empty where the file
/// names none, as most CSV files do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountTold(pub String);

impl AccountTold {
    /// Letters and digits alone, in capitals.
    fn bare(&self) -> String {
        self.0.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
    }

    /// The sort code and number of a British account, however it is written.
    fn british(&self) -> Option<String> {
        let bare = self.bare();
        let tail = bare.get(bare.len().checked_sub(14)?..)?;
        let is_british = bare.len() == 14 || (bare.len() == 22 && bare.starts_with("GB"));
        (is_british && tail.bytes().all(|byte| byte.is_ascii_digit())).then(|| tail.to_owned())
    }

    /// Whether two names are of one account. Unnamed accounts may be any; a bare account number is the end of the whole.
    #[must_use]
    pub fn may_be(&self, other: &AccountTold) -> bool {
        let (one, two) = (self.bare(), other.bare());
        if one.is_empty() || two.is_empty() || one == two {
            return true;
        }
        match (self.british(), other.british()) {
            (Some(one), Some(two)) => one == two,
            (Some(whole), None) => two.len() == 8 && whole.ends_with(&two),
            (None, Some(whole)) => one.len() == 8 && whole.ends_with(&one),
            (None, None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> AccountTold {
        AccountTold(text.to_owned())
    }

    #[test]
    fn numbers_are_read_as_people_write_them_and_shown_as_banks_do() {
        let code: SortCode = "20 00-00".parse().unwrap();
        assert_eq!((code.to_string(), code.plain(), code.number()), ("20-00-00".into(), "200000".into(), 200_000));
        let number: AccountNumber = "5577991".parse().unwrap();
        assert_eq!((number.to_string(), number.masked()), ("05577991".to_owned(), "••••7991".to_owned()));
        for wrong in ["", "2000", "20-00-0x", "2000000"] {
            assert!(wrong.parse::<SortCode>().is_err(), "{wrong}");
        }
        for wrong in ["12345", "123456789", "1234567x"] {
            assert!(wrong.parse::<AccountNumber>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_account_has_several_names() {
        let whole = told("GB29 NWBK 6016 1331 9268 19");
        for same in ["60-16-13 31926819", "601613/31926819", "31926819", "", "gb29nwbk60161331926819"] {
            assert!(whole.may_be(&told(same)) && told(same).may_be(&whole), "{same}");
        }
        for other in ["60-16-13 31926810", "NL26VAYB8060476890", "31926810", "6819"] {
            assert!(!whole.may_be(&told(other)), "{other}");
        }
    }
}
