//! Small numbers kept from publication, so that nobody can be found in a table: numbers from 1 to below a floor, and as
//! many others as it takes that no line with its total tells them. Nothing is shown as nothing.
//!
//! Tables that share a total are made safe one by one, not against each other: publish one.

/// Numbers below this are kept back, where an authority sets no other.
pub const FLOOR: u64 = 5;

/// A number in a published table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It can be published.
    Number(u64),
    /// It is kept back; shown as a letter that the table explains.
    Suppressed,
}

/// A row with its total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressedRow {
    /// The parts.
    pub parts: Vec<Shown>,
    /// What they add up to.
    pub total: Shown,
}

/// A table with the totals of its rows and columns, and of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressedTable {
    /// Every row with its total.
    pub rows: Vec<SuppressedRow>,
    /// The columns' totals, and the total of all.
    pub totals: SuppressedRow,
}

/// A single number that stands alone.
#[must_use]
pub fn suppress(number: u64, floor: u64) -> Shown {
    if is_small(number, floor) { Shown::Suppressed } else { Shown::Number(number) }
}

/// A row whose total is published: what is small is kept back, and the next smallest with it where the total would tell it.
#[must_use]
pub fn suppress_row(parts: &[u64], floor: u64) -> SuppressedRow {
    let numbers: Vec<u64> = parts.iter().copied().chain([sum(parts)]).collect();
    let line: Vec<usize> = (0..numbers.len()).collect();
    let mut shown = safe(&numbers, &[line], floor);
    let total = shown.pop().unwrap_or(Shown::Number(0));
    SuppressedRow { parts: shown, total }
}

/// A table whose row totals, column totals and total are published. Rows are filled up with nothing to the same length.
#[must_use]
pub fn suppress_table(rows: &[Vec<u64>], floor: u64) -> SuppressedTable {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let at = |row: &[u64], column: usize| row.get(column).copied().unwrap_or(0);
    let column_totals: Vec<u64> =
        (0..width).map(|column| sum(&rows.iter().map(|row| at(row, column)).collect::<Vec<_>>())).collect();
    let with_total = |row: &[u64]| (0..width).map(|column| at(row, column)).chain([sum(row)]).collect::<Vec<u64>>();
    let numbers: Vec<u64> = rows.iter().flat_map(|row| with_total(row)).chain(with_total(&column_totals)).collect();
    let (across, down) = (width + 1, rows.len() + 1);
    let along_rows = (0..down).map(|row| (0..across).map(|column| row * across + column).collect());
    let along_columns = (0..across).map(|column| (0..down).map(|row| row * across + column).collect());
    let lines: Vec<Vec<usize>> = along_rows.chain(along_columns).collect();
    let shown = safe(&numbers, &lines, floor);
    let mut rows: Vec<SuppressedRow> = shown
        .chunks(across)
        .map(|row| SuppressedRow {
            parts: row.iter().take(width).copied().collect(),
            total: row.last().copied().unwrap_or(Shown::Number(0)),
        })
        .collect();
    let totals = rows.pop().unwrap_or(SuppressedRow { parts: Vec::new(), total: Shown::Number(0) });
    SuppressedTable { rows, totals }
}

fn sum(parts: &[u64]) -> u64 {
    parts.iter().fold(0, |sum, part| sum.saturating_add(*part))
}

fn is_small(number: u64, floor: u64) -> bool {
    (1..floor).contains(&number)
}

/// Keeps numbers back until no line tells one of them. A line is places among the numbers, its total last.
fn safe(numbers: &[u64], lines: &[Vec<usize>], floor: u64) -> Vec<Shown> {
    let mut kept: Vec<bool> = numbers.iter().map(|number| is_small(*number, floor)).collect();
    // each turn keeps one more back, so it ends
    while let Some(next) = lines.iter().find_map(|line| to_keep(numbers, &kept, line, floor)) {
        match kept.get_mut(next) {
            Some(kept) => *kept = true,
            None => break,
        }
    }
    let shown = numbers.iter().zip(kept);
    shown.map(|(number, kept)| if kept { Shown::Suppressed } else { Shown::Number(*number) }).collect()
}

/// The number to keep back next, where a line tells what is kept back in it: because that is one number only, or because
/// the total stands there and what is kept back is so little together that each is small. The smallest part that is
/// not nothing; then a part that is nothing; then the total.
fn to_keep(numbers: &[u64], kept: &[bool], line: &[usize], floor: u64) -> Option<usize> {
    let is_kept = |at: &usize| kept.get(*at).copied().unwrap_or(false);
    let number = |at: &usize| numbers.get(*at).copied().unwrap_or(0);
    let (total, parts) = line.split_last()?;
    let hidden = line.iter().filter(|at| is_kept(at)).count();
    let hidden_parts: Vec<u64> = parts.iter().filter(|at| is_kept(at)).map(number).collect();
    let is_told = hidden == 1 || (!hidden_parts.is_empty() && !is_kept(total) && sum(&hidden_parts) < floor);
    if !is_told {
        return None;
    }
    let open = parts.iter().filter(|at| !is_kept(at)).min_by_key(|at| (number(at) == 0, number(at), **at));
    open.or_else(|| Some(total).filter(|total| !is_kept(total))).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(row: &SuppressedRow) -> String {
        let text = |shown: &Shown| match shown {
            Shown::Number(number) => number.to_string(),
            Shown::Suppressed => "c".to_owned(),
        };
        let parts: Vec<String> = row.parts.iter().map(text).collect();
        format!("{} = {}", parts.join(" "), text(&row.total))
    }

    #[test]
    fn a_small_number_is_never_told_by_its_total() {
        for (parts, wanted) in [
            (&[10, 20, 30][..], "10 20 30 = 60"),
            (&[10, 0, 30], "10 0 30 = 40"),
            (&[3, 20, 10], "c 20 c = 33"),
            (&[3, 4, 10], "c c 10 = 17"),
            // two and two are four: with the total each could only be 1, 2 or 3
            (&[2, 2, 10, 20], "c c c 20 = 34"),
            (&[3, 0, 0], "c 0 0 = c"),
            (&[3], "c = c"),
            (&[0, 0], "0 0 = 0"),
            (&[], " = 0"),
        ] {
            assert_eq!(text(&suppress_row(parts, FLOOR)), wanted, "{parts:?}");
        }
        assert_eq!((suppress(4, FLOOR), suppress(0, FLOOR)), (Shown::Suppressed, Shown::Number(0)));
        assert_eq!(suppress(5, FLOOR), Shown::Number(5));
    }

    #[test]
    fn a_table_is_kept_safe_both_ways() {
        let table = suppress_table(&[vec![3, 20, 30], vec![10, 40, 50], vec![60, 70, 80]], FLOOR);
        let rows: Vec<String> = table.rows.iter().map(text).collect();
        assert_eq!(rows, ["c c 30 = 53", "c c 50 = 100", "60 70 80 = 210"]);
        assert_eq!(text(&table.totals), "73 130 160 = 363");
        let table = suppress_table(&[vec![1, 0], vec![20, 30]], FLOOR);
        let rows: Vec<String> = table.rows.iter().map(text).collect();
        assert_eq!(rows, ["c c = c", "c c = c"]);
        assert_eq!(text(&table.totals), "21 30 = 51");
        assert_eq!(suppress_table(&[], FLOOR).totals.total, Shown::Number(0));
    }

    proptest! {
        #[test]
        fn no_line_tells_what_is_kept_back(rows in prop::collection::vec(prop::collection::vec(0_u64..15, 4), 1..6)) {
            let table = suppress_table(&rows, FLOOR);
            let all: Vec<Vec<Shown>> = table.rows.iter().chain([&table.totals])
                .map(|row| row.parts.iter().copied().chain([row.total]).collect())
                .collect();
            let columns = (0..5).map(|column| all.iter().map(|row| row[column]).collect::<Vec<_>>());
            for line in all.iter().cloned().chain(columns) {
                prop_assert!(line.iter().filter(|shown| **shown == Shown::Suppressed).count() != 1);
                prop_assert!(line.iter().all(|shown| !matches!(shown, Shown::Number(1..=4))));
            }
            for (row, shown) in rows.iter().zip(&table.rows) {
                let pairs = row.iter().zip(&shown.parts);
                let hidden: Vec<u64> = pairs.clone().filter(|(_, s)| **s == Shown::Suppressed).map(|(n, _)| *n).collect();
                prop_assert!(hidden.is_empty() || shown.total == Shown::Suppressed || sum(&hidden) >= FLOOR);
                for (number, shown) in pairs {
                    prop_assert!(*shown == Shown::Suppressed || *shown == Shown::Number(*number));
                }
            }
        }
    }
}
