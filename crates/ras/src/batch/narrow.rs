//! Sums of points in the narrowest lanes: each answer's byte becomes its points, all columns are added up in bytes as
//! far as they fit, then in 16 bits. This is where nearly all the time of a large run goes.

use super::BLOCK;
use super::columns::{Column, NO_ANSWER};
use multiversion::multiversion;

/// Most codes of a column whose points are found by comparing instead of looking up.
const COMPARED: usize = 8;

/// A sum whose terms each depend on one narrow column, as `least + step × Σ units`, with Σ units below 2^16.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NarrowSum {
    groups: Vec<Vec<Term>>,
    looked_up: Vec<(usize, Box<[u16; 256]>)>,
    pub(super) least: i64,
    pub(super) step: i64,
    pub(super) most_units: usize,
}

/// A term by comparing: the units go up (or down, wrapping) by `deltas[i]` where the code is above `i`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    column: usize,
    base: u8,
    deltas: Vec<u8>,
}

/// The value of a column's codes, position by position, and what no answer counts as when there may be none.
#[derive(Debug, Clone)]
pub(super) struct ColumnValues {
    pub(super) column: usize,
    pub(super) values: Vec<i64>,
    pub(super) blank: Option<i64>,
}

impl NarrowSum {
    /// The sum of `plus` and the columns' values, if its units fit 16 bits.
    pub(super) fn new(plus: i64, columns: &[ColumnValues]) -> Option<NarrowSum> {
        let mut least = plus;
        let mut step = 0_i128;
        for column in columns {
            let all = || column.values.iter().chain(&column.blank);
            let low = *all().min()?;
            least = least.checked_add(low)?;
            for value in all() {
                step = greatest_common(step, i128::from(*value) - i128::from(low));
            }
        }
        let step = i64::try_from(step.max(1)).ok()?;
        let mut sum = NarrowSum { groups: Vec::new(), looked_up: Vec::new(), least, step, most_units: 0 };
        let mut filled = 0_usize;
        for column in columns {
            let low = *column.values.iter().chain(&column.blank).min()?;
            let units = |value: i64| usize::try_from((value - low) / step).ok();
            let most = column.values.iter().chain(&column.blank).filter_map(|value| units(*value)).max()?;
            sum.most_units = sum.most_units.checked_add(most)?;
            let all: Vec<usize> = column.values.iter().map(|value| units(*value)).collect::<Option<_>>()?;
            if most <= usize::from(u8::MAX) && column.blank.is_none() && all.len() <= COMPARED {
                if filled + most > usize::from(u8::MAX) || sum.groups.is_empty() {
                    sum.groups.push(Vec::new());
                    filled = 0;
                }
                filled += most;
                sum.groups.last_mut()?.push(Term::new(column.column, &all)?);
            } else {
                let mut table = Box::new([0_u16; 256]);
                for (slot, value) in table.iter_mut().zip(&all) {
                    *slot = u16::try_from(*value).ok()?;
                }
                if let (Some(blank), Some(slot)) = (column.blank, table.last_mut()) {
                    *slot = u16::try_from(units(blank)?).ok()?;
                }
                sum.looked_up.push((column.column, table));
            }
        }
        (sum.most_units <= usize::from(u16::MAX)).then_some(sum)
    }

    /// The units of each row of a block.
    pub(super) fn units(&self, columns: &[Column], from: usize, rows: usize, units: &mut [u16; BLOCK]) {
        units.fill(0);
        let mut bytes = [0_u8; BLOCK];
        for group in &self.groups {
            bytes.fill(0);
            for term in group {
                if let Some(codes) = block(columns, term.column, from, rows) {
                    term.add(codes, &mut bytes);
                }
            }
            widen(&bytes, units);
        }
        for (column, table) in &self.looked_up {
            if let Some(codes) = block(columns, *column, from, rows) {
                for (all, code) in units.iter_mut().zip(codes) {
                    *all = all.wrapping_add(table.get(usize::from(*code)).copied().unwrap_or(0));
                }
            }
        }
    }
}

impl Term {
    fn new(column: usize, units: &[usize]) -> Option<Term> {
        let bytes: Vec<u8> = units.iter().map(|value| u8::try_from(*value).ok()).collect::<Option<_>>()?;
        let deltas = bytes.windows(2).filter_map(|pair| Some(pair.last()?.wrapping_sub(*pair.first()?))).collect();
        Some(Term { column, base: *bytes.first()?, deltas })
    }

    fn add(&self, codes: &[u8], bytes: &mut [u8; BLOCK]) {
        match self.deltas.as_slice() {
            [a] => add_compared(codes, bytes, self.base, [*a]),
            [a, b] => add_compared(codes, bytes, self.base, [*a, *b]),
            [a, b, c] => add_compared(codes, bytes, self.base, [*a, *b, *c]),
            [a, b, c, d] => add_compared(codes, bytes, self.base, [*a, *b, *c, *d]),
            many => {
                add_compared(codes, bytes, self.base, []);
                for (at, delta) in many.iter().enumerate() {
                    add_above(codes, bytes, u8::try_from(at).unwrap_or(NO_ANSWER), *delta);
                }
            }
        }
    }
}

#[multiversion(targets("x86_64+avx2", "x86_64+avx512f+avx512bw"))]
fn add_compared<const N: usize>(codes: &[u8], bytes: &mut [u8; BLOCK], base: u8, deltas: [u8; N]) {
    for (byte, code) in bytes.iter_mut().zip(codes) {
        let mut units = base;
        for (at, delta) in (0_u8..).zip(deltas) {
            units = units.wrapping_add(if *code > at { delta } else { 0 });
        }
        *byte = byte.wrapping_add(units);
    }
}

#[multiversion(targets("x86_64+avx2", "x86_64+avx512f+avx512bw"))]
fn add_above(codes: &[u8], bytes: &mut [u8; BLOCK], at: u8, delta: u8) {
    for (byte, code) in bytes.iter_mut().zip(codes) {
        *byte = byte.wrapping_add(if *code > at { delta } else { 0 });
    }
}

#[multiversion(targets("x86_64+avx2", "x86_64+avx512f+avx512bw"))]
fn widen(bytes: &[u8; BLOCK], units: &mut [u16; BLOCK]) {
    for (all, byte) in units.iter_mut().zip(bytes) {
        *all = all.wrapping_add(u16::from(*byte));
    }
}

/// The rows of a block in one narrow column.
pub(super) fn block(columns: &[Column], column: usize, from: usize, rows: usize) -> Option<&[u8]> {
    match columns.get(column) {
        Some(Column::Narrow(codes)) => codes.get(from..from + rows),
        _ => None,
    }
}

fn greatest_common(a: i128, b: i128) -> i128 {
    if a == 0 {
        b
    } else if b == 0 {
        a
    } else {
        crate::number::gcd(a, b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum_of(columns: &[ColumnValues], codes: Vec<Vec<u8>>) -> Vec<i64> {
        let sum = NarrowSum::new(7, columns).unwrap();
        let rows = codes[0].len();
        let columns: Vec<Column> = codes.into_iter().map(Column::Narrow).collect();
        let mut units = [0; BLOCK];
        sum.units(&columns, 0, rows, &mut units);
        units[..rows].iter().map(|units| sum.least + sum.step * i64::from(*units)).collect()
    }

    #[test]
    fn points_are_added_up_in_bytes_and_then_in_sixteen_bits() {
        let levels = |column| ColumnValues { column, values: vec![0, 50, 125, 250], blank: None };
        let columns: Vec<ColumnValues> = (0..9).map(levels).collect();
        let codes = (0..9).map(|column| (0..40).map(|row: u8| (row + column) % 4).collect()).collect::<Vec<Vec<u8>>>();
        let expected: Vec<i64> = (0..40)
            .map(|row| 7 + codes.iter().map(|codes| [0, 50, 125, 250][usize::from(codes[row])]).sum::<i64>())
            .collect();
        assert_eq!(sum_of(&columns, codes), expected);
    }

    #[test]
    fn points_may_fall_be_negative_and_stand_for_no_answer() {
        let columns = [
            ColumnValues { column: 0, values: vec![30, 20, -10], blank: None },
            ColumnValues { column: 1, values: vec![0, 5], blank: Some(-5) },
            ColumnValues { column: 2, values: (0..20).map(|v| v * v).collect(), blank: None },
        ];
        let codes = vec![vec![0, 1, 2], vec![0, 1, NO_ANSWER], vec![0, 10, 19]];
        assert_eq!(sum_of(&columns, codes), [37, 132, 353]);
    }

    #[test]
    fn a_sum_that_needs_more_than_sixteen_bits_is_left_to_wider_lanes() {
        let wide = ColumnValues { column: 0, values: vec![0, 1, 70_000], blank: None };
        assert!(NarrowSum::new(0, &[wide]).is_none());
    }
}
