//! What families spend: statements and their lines, records with their pictures, matches, what answers taught, column profiles.

pub mod learned;
pub mod lines;
pub mod matches;
pub mod profiles;
pub mod records;
pub mod statements;

/// `($1, $2), ($3, $4)`: places for so many rows of so many values. Nothing but numbers goes into it.
fn places(rows: usize, values: usize) -> String {
    let row = |row: usize| {
        let all: Vec<String> = (1..=values).map(|value| format!("${}", row * values + value)).collect();
        format!("({})", all.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn rows_have_places_of_their_own() {
        assert_eq!(super::places(2, 2), "($1, $2), ($3, $4)");
    }
}
