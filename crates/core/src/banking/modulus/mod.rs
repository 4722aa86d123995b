//! Whether a sort code and an account number belong together, by the method that banks publish (Vocalink, version 6.40 of its
//! description). The tables of weights are the payment operator's: an authority loads them; none come with the program.

mod exceptions;
mod weights;

pub use weights::{Method, Weights, WeightsFault};

use super::{AccountNumber, SortCode};
use weights::Row;

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModulusCheck {
    /// The two belong together.
    Holds,
    /// They do not: a digit is wrong.
    Fails,
    /// The bank's numbers have no check, so nothing speaks against them.
    NotChecked,
}

impl ModulusCheck {
    /// Whether money may be sent there.
    #[must_use]
    pub fn lets_pass(self) -> bool {
        self != ModulusCheck::Fails
    }
}

/// The fourteen digits that are weighed: sort code, then account number. Published letters: `u`–`z` and `a`–`h`.
pub(crate) type Digits = [u8; 14];

/// Places of the account's digits that exceptions ask for.
pub(crate) const A: usize = 6;
pub(crate) const B: usize = 7;
pub(crate) const C: usize = 8;
pub(crate) const G: usize = 12;
pub(crate) const H: usize = 13;

pub(crate) fn digits(code: SortCode, account: AccountNumber) -> Digits {
    let mut all = [0; 14];
    let both = code.digits().into_iter().chain(account.digits());
    all.iter_mut().zip(both).for_each(|(place, digit)| *place = digit);
    all
}

pub(crate) fn at(digits: &Digits, place: usize) -> u8 {
    digits.get(place).copied().unwrap_or_default()
}

impl Weights {
    /// Checks an account.
    #[must_use]
    pub fn check(&self, code: SortCode, account: AccountNumber) -> ModulusCheck {
        let digits = digits(code, account);
        let rows = self.rows(code.number());
        match *rows {
            [] => ModulusCheck::NotChecked,
            _ if exceptions::is_foreign(rows, &digits) => ModulusCheck::NotChecked,
            [only] => told(self.holds(&only, &digits)),
            [first, second, ..] => told(self.both(&first, &second, &digits)),
        }
    }

    /// A code with two rows: both must hold, or one is enough, or the second does not count.
    fn both(&self, first: &Row, second: &Row, digits: &Digits) -> bool {
        match (first.exception, second.exception) {
            (2, 9) | (10, 11) | (12, 13) => self.holds(first, digits) || self.holds(second, digits),
            (_, 3) if matches!(at(digits, C), 6 | 9) => self.holds(first, digits),
            _ => self.holds(first, digits) && self.holds(second, digits),
        }
    }

    fn holds(&self, row: &Row, digits: &Digits) -> bool {
        exceptions::holds(row, digits, |code| self.substitute(code))
    }
}

fn told(holds: bool) -> ModulusCheck {
    if holds { ModulusCheck::Holds } else { ModulusCheck::Fails }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made up for these tests: nobody's sort codes, nobody's weights.
    const ROWS: &str = "\
010000 010099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1\r\n\
020000 020099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1\r\n\
030000 030099 DBLAL 2 1 2 1 2 1 2 1 2 1 2 1 2 1\r\n\
040000 040099 DBLAL 0 0 0 0 0 0 2 1 2 1 2 1 2 1 1\r\n\
050000 050099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1\r\n\
050000 050099 DBLAL 0 0 0 0 0 0 2 1 2 1 2 1 2 1 3\r\n\
060000 060099 MOD11 0 0 0 0 0 0 7 6 5 4 3 2 0 0 4\r\n\
070000 070099 MOD10 1 1 1 1 1 1 7 1 3 7 1 3 7 1 7\r\n\
080000 080099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1 6\r\n\
090000 090099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1 14\r\n\
110000 110099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1 12\r\n\
110000 110099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1 13\r\n\
120000 120099 MOD11 1 2 3 4 5 6 8 7 6 5 4 3 0 0 5\r\n\
120000 120099 DBLAL 2 1 2 1 2 1 2 1 2 1 2 1 2 0 5\r\n\
130000 130099 MOD10 1 2 3 4 5 6 7 1 3 7 1 3 7 1 8\r\n\
140000 140099 MOD11 1 1 1 1 1 1 8 7 6 5 4 3 2 1 2\r\n\
140000 140099 MOD11 1 2 3 4 5 6 8 7 6 5 4 3 2 1 9\r\n\
150000 150099 MOD11 1 1 1 1 1 1 8 7 6 5 4 3 2 1 10\r\n\
150000 150099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 2 11\r\n";

    fn check(code: &str, account: &str) -> ModulusCheck {
        let weights = Weights::read(ROWS, "120001 120050\n").unwrap();
        weights.check(code.parse().unwrap(), account.parse().unwrap())
    }

    #[track_caller]
    fn table(cases: &[(&str, &str, ModulusCheck)]) {
        for (code, account, wanted) in cases {
            assert_eq!(check(code, account), *wanted, "{code} {account}");
        }
    }

    use ModulusCheck::{Fails, Holds, NotChecked};

    #[test]
    fn the_three_methods() {
        // 1×7+2×1+3×3+4×7+5×1+6×3+7×7 = 118, so that the last digit is 2
        table(&[("01-00-00", "12345672", Holds), ("01-00-00", "12345673", Fails), ("01-00-00", "21345672", Fails)]);
        // 8+14+18+20+20+18+14 = 112 = 10×11+2, so that the last digit is 9
        table(&[("02-00-99", "12345679", Holds), ("02-00-99", "12345678", Fails)]);
        // 3 for the sort code, then 2+2+6+4+(1+0)+6+(1+4) = 26: 29, so that the last digit is 1; 32 with another 3
        table(&[("03-00-00", "12345671", Holds), ("03-00-03", "12345671", Fails), ("03-00-03", "12345678", Holds)]);
        table(&[("99-00-00", "12345678", NotChecked), ("01-01-00", "12345678", NotChecked)]);
    }

    #[test]
    fn exceptions_that_change_the_sum() {
        // 1: 27 more, 26+27 = 53
        table(&[("04-00-00", "12345677", Holds), ("04-00-00", "12345674", Fails)]);
        // 4: the remainder is the last two digits; 7+12+15+16+15+12 = 77 leaves 0
        table(&[("06-00-00", "12345600", Holds), ("06-00-00", "12345601", Fails), ("06-00-00", "22345607", Holds)]);
        // 7: with a 9 in the last place but one, sort code and the first two digits do not count: 9+28+5+18+63 = 123
        table(&[("07-00-99", "12345697", Holds), ("07-00-99", "12345696", Fails)]);
        // 8: weighed as if it were 09-01-26: 18+4+10+36 = 68, and 118 more
        table(&[("13-00-00", "12345674", Holds), ("13-00-55", "12345674", Holds), ("13-00-00", "12345672", Fails)]);
    }

    #[test]
    fn exceptions_that_decide_which_check_counts() {
        // 3: the second check falls away where the third digit is 6 or 9. 8+14+36+20+20+18+14 = 130 leaves 9
        table(&[("05-00-00", "12645672", Holds), ("05-00-00", "12345679", Fails)]);
        // 6: a foreign currency account cannot be checked
        table(&[
            ("08-00-00", "41234577", NotChecked),
            ("08-00-00", "12345672", Holds),
            ("08-00-00", "91234577", Fails),
        ]);
        // 12 and 13: one is enough
        table(&[("11-00-00", "12345672", Holds), ("11-00-00", "12345679", Holds), ("11-00-00", "12345670", Fails)]);
        // 14: without its last digit, a nought before the rest: 0+7+12+15+16+15+12+0 = 77, where 98 leaves 10
        table(&[("09-00-00", "12345679", Holds), ("09-00-00", "12345600", Holds), ("09-00-00", "12345602", Fails)]);
    }

    #[test]
    fn five_has_check_digits_of_its_own_and_another_sort_code() {
        // 12-00-01 counts as 12-00-50: 1+4+25 = 30, 112−14 = 98, 128 leaves 7, so that g is 4; then 5+29 = 34 makes h 6
        let weights = Weights::read(ROWS, "120001 120050\n").unwrap();
        let code: SortCode = "12-00-01".parse().unwrap();
        let holding: Vec<String> = (0..100)
            .map(|end| format!("123456{end:02}"))
            .filter(|account| weights.check(code, account.parse().unwrap()) == Holds)
            .collect();
        assert_eq!(holding, ["12345646"]);
        assert_eq!(check("12-00-50", "12345646"), Holds);
        assert_eq!(check("12-00-02", "12345646"), Fails);
    }

    #[test]
    fn two_and_nine_or_ten_and_eleven_need_one_of_them() {
        // 2 with a first digit other than 0 has weights of its own: 6+8+24+28+50+54+21 = 191 leaves 4, so that h is 7;
        // 9 counts as 30-96-34 under its row's own weights: 93 and 112 are 205, which leaves 7, so that h is 4
        table(&[("14-00-00", "12345677", Holds), ("14-00-00", "12345674", Holds), ("14-00-00", "12345673", Fails)]);
        // 10: beginning with 09 and a 9 in the last place but one, only the rest counts: 18+20+20+18+18 = 94 leaves 6;
        // 11 has no such rule: 157 and twice 4 are 165
        table(&[("15-00-09", "09345695", Holds), ("15-00-09", "09345694", Holds), ("15-00-09", "09345693", Fails)]);
    }
}
