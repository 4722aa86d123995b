//! A column that sorts people into groups: age band, sex, ethnicity, area.

/// One such column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name in the file's header.
    pub name: String,
    /// Every value that occurs, in order: numbers by size, other text by letters.
    pub values: Vec<String>,
    /// Each row's value, as a position among the values.
    pub codes: Vec<u32>,
}

/// What an empty cell is called.
pub const NOT_STATED: &str = "(not stated)";

impl Group {
    /// Sorts a column's cells into groups.
    #[must_use]
    pub fn of(name: &str, cells: &[String]) -> Group {
        let named = |cell: &String| if cell.is_empty() { NOT_STATED.to_owned() } else { cell.clone() };
        let mut values: Vec<String> =
            cells.iter().map(named).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        values.sort_by(|a, b| leading_number(a).total_cmp(&leading_number(b)).then_with(|| a.cmp(b)));
        let positions: std::collections::HashMap<&str, u32> = values.iter().map(String::as_str).zip(0..).collect();
        let code = |cell: &String| positions.get(named(cell).as_str()).copied().unwrap_or(0);
        let codes = cells.iter().map(code).collect();
        Group { name: name.to_owned(), values, codes }
    }

    /// The value of a row.
    #[must_use]
    pub fn value(&self, row: usize) -> &str {
        let code = self.codes.get(row).and_then(|code| usize::try_from(*code).ok());
        code.and_then(|code| self.values.get(code)).map_or(NOT_STATED, String::as_str)
    }

    /// How many rows have each value, in the order of the values.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.values.len()];
        for code in &self.codes {
            if let Some(count) = usize::try_from(*code).ok().and_then(|code| counts.get_mut(code)) {
                *count += 1;
            }
        }
        counts
    }

    /// The rows of one value.
    #[must_use]
    pub fn rows(&self, value: usize) -> Vec<usize> {
        let is_it = |code: &u32| usize::try_from(*code).is_ok_and(|code| code == value);
        self.codes.iter().enumerate().filter(|(_, code)| is_it(code)).map(|(row, _)| row).collect()
    }
}

/// The number a value begins with, so that `6-12` stands before `13-17`; values without one stand last.
fn leading_number(value: &str) -> f64 {
    let digits: String = value.chars().take_while(|sign| sign.is_ascii_digit() || *sign == '.').collect();
    digits.parse().unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_bands_stand_in_the_order_of_age() {
        let cells = ["13-17", "0-5", "", "6-12", "0-5"].map(str::to_owned);
        let group = Group::of("age", &cells);
        assert_eq!(group.values, ["0-5", "6-12", "13-17", NOT_STATED]);
        assert_eq!(group.counts(), [2, 1, 1, 1]);
        assert_eq!(group.rows(0), [1, 4]);
        assert_eq!(group.value(2), NOT_STATED);
    }
}
