//! Cases parted into strata, each with its own table.

use super::choices::CalibrateError;
use crate::cases::Cases;
use crate::tables::{Profile, TableError};

/// Fewest cases that make a table of their own beside others.
const FEWEST: usize = 10;
/// Most tables.
const MOST: usize = 12;

/// Cases in parts.
pub struct Parts {
    /// What each part is called; empty when there is only one.
    pub names: Vec<String>,
    /// Rows of each part.
    pub rows: Vec<Vec<usize>>,
    /// The part of each row.
    pub part_of: Vec<usize>,
    /// Each part by points.
    pub profiles: Vec<Profile>,
}

/// The values of some rows.
pub fn of_part(list: &[f64], rows: &[usize]) -> Vec<f64> {
    rows.iter().map(|row| list.get(*row).copied().unwrap_or(0.0)).collect()
}

impl Parts {
    pub fn of(cases: &Cases, points: &[i64], stratum: Option<&str>) -> Result<Parts, CalibrateError> {
        if cases.is_empty() {
            return Err(TableError::NoCases.into());
        }
        let Some(column) = stratum else { return Ok(Parts::made(cases, points, Vec::new(), vec![0; cases.len()])) };
        let group = cases.group(column).ok_or_else(|| {
            let found: Vec<String> = cases.groups.iter().map(|group| format!("`{}`", group.name)).collect();
            let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
            CalibrateError::NoColumn { wanted: column.to_owned(), found }
        })?;
        if group.values.len() > MOST {
            return Err(CalibrateError::ManyParts { column: column.to_owned(), values: group.values.len() });
        }
        if let Some((value, cases)) = group.values.iter().zip(group.counts()).find(|(_, count)| *count < FEWEST) {
            let (column, value) = (column.to_owned(), value.clone());
            return Err(CalibrateError::SmallPart { column, value, cases, least: FEWEST });
        }
        let part_of = group.codes.iter().map(|code| usize::try_from(*code).unwrap_or(0)).collect();
        Ok(Parts::made(cases, points, group.values.clone(), part_of))
    }

    fn made(cases: &Cases, points: &[i64], names: Vec<String>, part_of: Vec<usize>) -> Parts {
        let count = names.len().max(1);
        let of =
            |part: usize| part_of.iter().enumerate().filter(|(_, own)| **own == part).map(|(row, _)| row).collect();
        let rows: Vec<Vec<usize>> = (0..count).map(of).collect();
        let profiles = rows.iter().map(|rows| profile(cases, points, rows, |_| true)).collect();
        Parts { names, rows, part_of, profiles }
    }

    /// Profiles of the rows to learn from, and their weight.
    pub fn learning(&self, cases: &Cases, points: &[i64], learn: &[f64]) -> (Vec<Profile>, f64) {
        let is_in = |row: usize| learn.get(row).is_some_and(|learn| *learn > 0.0);
        let profiles = self.rows.iter().map(|rows| {
            let some = profile(cases, points, rows, is_in);
            // A part that is dealt out whole is learned from itself: there is nothing else to say about it.
            if some.is_empty() { profile(cases, points, rows, |_| true) } else { some }
        });
        let profiles: Vec<Profile> = profiles.collect();
        let weight = profiles.iter().map(Profile::weight).sum();
        (profiles, weight)
    }
}

fn profile(cases: &Cases, points: &[i64], rows: &[usize], is_in: impl Fn(usize) -> bool) -> Profile {
    let rows: Vec<usize> = rows.iter().copied().filter(|row| is_in(*row)).collect();
    let points: Vec<i64> = rows.iter().filter_map(|row| points.get(*row).copied()).collect();
    let costs: Vec<f64> =
        rows.iter().filter_map(|row| cases.cost_pence.get(*row)).map(|pence| *pence as f64 / 100.0).collect();
    Profile::of(&points, &costs, &of_part(&cases.weights, &rows))
}
