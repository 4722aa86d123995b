//! Many rows in one statement of SQL.

/// Values that one statement takes at most. Engines take far more, but SQLite looks for the place of each value among all of them,
/// so that a statement with ten times as many takes a hundred times as long.
const VALUES: usize = 500;

/// So many rows of so many values go into one statement.
pub(crate) const fn rows_of(values: usize) -> usize {
    if values == 0 || values > VALUES { 1 } else { VALUES / values }
}

/// `($1, $2), ($3, $4)`: places for so many rows of so many values. Nothing but numbers goes into it.
pub(crate) fn places(rows: usize, values: usize) -> String {
    let row = |row: usize| {
        let all: Vec<String> = (1..=values).map(|value| format!("${}", row * values + value)).collect();
        format!("({})", all.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_places_of_their_own() {
        assert_eq!(places(2, 2), "($1, $2), ($3, $4)");
        assert_eq!([rows_of(0), rows_of(20), rows_of(500), rows_of(9_000)], [1, 25, 1, 1]);
    }
}
