//! The table of weights and the table of substituted sort codes, as the operator publishes them.

/// How a check is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Digits times weights, added up, divided by 10.
    Mod10,
    /// The same, divided by 11.
    Mod11,
    /// Digits times weights, the digits of all products added up, divided by 10.
    DoubleAlternate,
}

/// One row: a range of sort codes with a method, fourteen weights and perhaps an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub from: u32,
    pub until: u32,
    pub method: Method,
    pub weights: [i32; 14],
    /// 0 where there is none.
    pub exception: u8,
}

/// The tables, loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weights {
    rows: Vec<Row>,
    substitutes: Vec<(u32, u32)>,
}

/// Why a table cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightsFault {
    /// A row of weights is not as published.
    #[error(
        "line {line} of the weights is not `from to METHOD` and fourteen numbers: load the file as it was published"
    )]
    Row {
        /// The line.
        line: usize,
    },
    /// A row overlaps others by more than the two checks that a sort code can have.
    #[error("line {line} of the weights is the third for its sort codes: load the file as it was published")]
    Third {
        /// The line.
        line: usize,
    },
    /// A row of substitutes is not as published.
    #[error("line {line} of the substituted sort codes is not two sort codes: load the file as it was published")]
    Substitute {
        /// The line.
        line: usize,
    },
    /// Nothing in it.
    #[error("the table of weights is empty: load the file as it was published")]
    Empty,
}

impl Weights {
    /// Reads the table of weights and that of substituted sort codes, which may be empty.
    ///
    /// # Errors
    /// [`WeightsFault`] with the line.
    pub fn read(weights: &str, substitutes: &str) -> Result<Weights, WeightsFault> {
        let mut rows: Vec<Row> = Vec::new();
        for (at, text) in full_lines(weights) {
            let row = row(text).ok_or(WeightsFault::Row { line: at })?;
            let beside = rows.iter().rev().take_while(|other| other.until >= row.from).count();
            if beside > 1 || rows.last().is_some_and(|last| last.from > row.from) {
                return Err(WeightsFault::Third { line: at });
            }
            rows.push(row);
        }
        if rows.is_empty() {
            return Err(WeightsFault::Empty);
        }
        let pairs = full_lines(substitutes).map(|(at, text)| {
            let mut codes = text.split_whitespace().map(code);
            match (codes.next().flatten(), codes.next().flatten(), codes.next()) {
                (Some(from), Some(to), None) => Ok((from, to)),
                _ => Err(WeightsFault::Substitute { line: at }),
            }
        });
        let substitutes = pairs.collect::<Result<Vec<_>, _>>()?;
        Ok(Weights { rows, substitutes })
    }

    /// The rows for a sort code: none, one or two.
    pub(crate) fn rows(&self, code: u32) -> &[Row] {
        let start = self.rows.partition_point(|row| row.until < code);
        let rest = self.rows.get(start..).unwrap_or_default();
        let many = rest.iter().take_while(|row| row.from <= code).count();
        rest.get(..many).unwrap_or_default()
    }

    /// The sort code that counts in place of another.
    pub(crate) fn substitute(&self, code: u32) -> u32 {
        self.substitutes.iter().find(|(from, _)| *from == code).map_or(code, |(_, to)| *to)
    }
}

fn full_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty())
}

fn code(text: &str) -> Option<u32> {
    (text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn row(text: &str) -> Option<Row> {
    let mut parts = text.split_whitespace();
    let (from, until) = (code(parts.next()?)?, code(parts.next()?)?);
    let method = match parts.next()? {
        "MOD10" => Method::Mod10,
        "MOD11" => Method::Mod11,
        "DBLAL" => Method::DoubleAlternate,
        _ => return None,
    };
    let mut weights = [0; 14];
    for weight in &mut weights {
        *weight = parts.next()?.parse().ok().filter(|weight: &i32| weight.abs() < 1_000)?;
    }
    let exception = parts.next().map_or(Some(0), |text| text.parse().ok().filter(|known| (1..=14).contains(known)))?;
    (from <= until && parts.next().is_none()).then_some(Row { from, until, method, weights, exception })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "010000 010099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1";

    #[test]
    fn a_table_that_is_not_as_published_names_its_line() {
        let line = |text: &str| Weights::read(text, "").unwrap_err();
        assert_eq!(line(""), WeightsFault::Empty);
        assert_eq!(line(&format!("{ROW}\n\n{ROW} 15")), WeightsFault::Row { line: 3 });
        assert_eq!(line(&ROW.replace("MOD10", "MOD9")), WeightsFault::Row { line: 1 });
        assert_eq!(line(&format!("{ROW}\n{ROW}\n{ROW}")), WeightsFault::Third { line: 3 });
        assert_eq!(Weights::read(ROW, "010000").unwrap_err(), WeightsFault::Substitute { line: 1 });
        let table = Weights::read(&format!("{ROW}\n{ROW}\n"), "010000 020000").unwrap();
        assert_eq!((table.rows(10_050).len(), table.rows(10_100).len(), table.substitute(10_000)), (2, 0, 20_000));
    }
}
