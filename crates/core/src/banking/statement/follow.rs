//! Which lines of a statement are there already. The bank's own id decides where there is one; without, two like lines of one
//! day are two payments, and only as many are known as were there before.

use std::collections::HashMap;

use jiff::civil::Date;

use super::StatementLine;
use crate::Pence;

/// A line that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLine {
    /// Its day.
    pub booked: Date,
    /// How much.
    pub pence: Pence,
    /// Who.
    pub payee: String,
    /// What it said.
    pub reference: String,
    /// The bank's own id, or nothing.
    pub bank_id: String,
}

/// Whether a line is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newness {
    /// It is new.
    New,
    /// It was imported before.
    Known,
}

type Key<'a> = (Date, Pence, &'a str, String);

/// What a line is known by. Blanks and capitals do not count: one bank writes them differently in each of its formats.
fn key<'a>(booked: Date, pence: Pence, bank_id: &'a str, payee: &str, reference: &str) -> Key<'a> {
    if !bank_id.is_empty() {
        return (booked, pence, bank_id, String::new());
    }
    let words = payee.split_whitespace().chain(reference.split_whitespace());
    (booked, pence, "", words.collect::<Vec<_>>().join(" ").to_uppercase())
}

/// For each line whether it is there already.
#[must_use]
pub fn recognise(lines: &[StatementLine], known: &[KnownLine]) -> Vec<Newness> {
    let mut left: HashMap<Key<'_>, usize> = HashMap::new();
    for line in known {
        *left.entry(key(line.booked, line.pence, &line.bank_id, &line.payee, &line.reference)).or_default() += 1;
    }
    lines
        .iter()
        .map(|line| match left.get_mut(&key(line.booked, line.pence, &line.bank_id, &line.payee, &line.reference)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                Newness::Known
            }
            _ => Newness::New,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn line(id: &str, payee: &str) -> StatementLine {
        StatementLine {
            place: 1,
            booked: date(2026, 5, 1),
            value_date: None,
            pence: Pence(-500),
            payee: payee.to_owned(),
            reference: String::new(),
            bank_id: id.to_owned(),
            merchant_category: None,
            balance: None,
        }
    }

    fn known(line: &StatementLine) -> KnownLine {
        let StatementLine { booked, pence, payee, reference, bank_id, .. } = line.clone();
        KnownLine { booked, pence, payee, reference, bank_id }
    }

    #[test]
    fn the_same_line_again_is_known_and_two_like_lines_are_two() {
        let (bus, swim) = (line("", "Bus"), line("7", "Pool"));
        let lines = [bus.clone(), bus.clone(), swim.clone()];
        let were = |known: &[KnownLine]| recognise(&lines, known).iter().filter(|n| **n == Newness::New).count();
        assert_eq!(were(&[]), 3);
        assert_eq!(were(&[known(&bus)]), 2, "one bus fare was there, the second is new");
        assert_eq!(were(&[known(&bus), known(&line("", " BUS ")), known(&line("7", "POOL"))]), 0);
        assert_eq!(were(&[known(&line("8", "Pool"))]), 3, "another id is another line");
    }
}
