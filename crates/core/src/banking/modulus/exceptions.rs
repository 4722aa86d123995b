//! One check with its exception. The numbers are those of the published description; each arm says what it is for.

use super::weights::{Method, Row};
use super::{A, B, Digits, G, H, at};

/// Weights of exception 2 for accounts that do not begin with 0, and those where the last digit but one is 9 besides.
const SECOND: [i32; 14] = [0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1];
const SECOND_WITH_NINE: [i32; 14] = [0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1];
/// The sort codes that count in place of others.
const FOR_EIGHT: u32 = 90_126;
const FOR_NINE: u32 = 309_634;

/// Whether the account is in a foreign currency, whose numbers are not checked (exception 6).
pub(super) fn is_foreign(rows: &[Row], digits: &Digits) -> bool {
    rows.iter().any(|row| row.exception == 6) && (4..=8).contains(&at(digits, A)) && at(digits, G) == at(digits, H)
}

/// Whether a row's check holds.
pub(super) fn holds(row: &Row, digits: &Digits, substitute: impl Fn(u32) -> u32) -> bool {
    match row.exception {
        1 => (sum(row.method, &row.weights, digits) + 27).rem_euclid(10) == 0,
        2 => plain(row.method, &of_two(&row.weights, digits), digits),
        4 => {
            let wanted = i32::from(at(digits, G)) * 10 + i32::from(at(digits, H));
            sum(row.method, &row.weights, digits).rem_euclid(11) == wanted
        }
        5 => of_five(row, &with_code(digits, substitute(code_of(digits)))),
        7 if at(digits, G) == 9 => plain(row.method, &from_c(&row.weights), digits),
        8 => plain(row.method, &row.weights, &with_code(digits, FOR_EIGHT)),
        9 => plain(row.method, &row.weights, &with_code(digits, FOR_NINE)),
        10 if matches!((at(digits, A), at(digits, B)), (0 | 9, 9)) && at(digits, G) == 9 => {
            plain(row.method, &from_c(&row.weights), digits)
        }
        14 => {
            plain(row.method, &row.weights, digits)
                || (matches!(at(digits, H), 0 | 1 | 9) && plain(row.method, &row.weights, &shifted(digits)))
        }
        _ => plain(row.method, &row.weights, digits),
    }
}

fn plain(method: Method, weights: &[i32; 14], digits: &Digits) -> bool {
    sum(method, weights, digits).rem_euclid(divisor(method)) == 0
}

fn divisor(method: Method) -> i32 {
    match method {
        Method::Mod11 => 11,
        Method::Mod10 | Method::DoubleAlternate => 10,
    }
}

fn sum(method: Method, weights: &[i32; 14], digits: &Digits) -> i32 {
    let products = weights.iter().zip(digits).map(|(weight, digit)| weight * i32::from(*digit));
    match method {
        Method::Mod10 | Method::Mod11 => products.sum(),
        Method::DoubleAlternate => products.map(|product| product / 100 + product / 10 % 10 + product % 10).sum(),
    }
}

/// Exception 5: the remainder gives the check digit, which stands in `g` for the first check and in `h` for the second.
fn of_five(row: &Row, digits: &Digits) -> bool {
    let remainder = sum(row.method, &row.weights, digits).rem_euclid(divisor(row.method));
    match row.method {
        Method::Mod11 if remainder == 1 => false,
        Method::Mod11 => (11 - remainder) % 11 == i32::from(at(digits, G)),
        Method::Mod10 | Method::DoubleAlternate => (10 - remainder) % 10 == i32::from(at(digits, H)),
    }
}

fn of_two(weights: &[i32; 14], digits: &Digits) -> [i32; 14] {
    match (at(digits, A), at(digits, G)) {
        (0, _) => *weights,
        (_, 9) => SECOND_WITH_NINE,
        _ => SECOND,
    }
}

/// Without the weights of the sort code and of the account's first two digits.
fn from_c(weights: &[i32; 14]) -> [i32; 14] {
    let mut kept = *weights;
    kept.iter_mut().take(B + 1).for_each(|weight| *weight = 0);
    kept
}

fn code_of(digits: &Digits) -> u32 {
    digits.iter().take(6).fold(0, |sum, digit| sum * 10 + u32::from(*digit))
}

fn with_code(digits: &Digits, code: u32) -> Digits {
    let mut moved = *digits;
    let mut rest = code;
    for place in moved.iter_mut().take(6).rev() {
        *place = u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
    }
    moved
}

/// The account without its last digit, a nought before the rest (exception 14).
fn shifted(digits: &Digits) -> Digits {
    let mut moved = *digits;
    let account = std::iter::once(0).chain(digits.iter().skip(A).copied());
    moved.iter_mut().skip(A).zip(account).for_each(|(place, digit)| *place = digit);
    moved
}
