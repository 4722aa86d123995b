//! A table as it leaves the library: whole points to whole pence.

use super::rounding::whole;

/// What stands between two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// An amount holds from its points up to the next row.
    Steps,
    /// Amounts between two rows lie on a straight line, rounded down to the unit.
    Lines,
    /// Points times the price, which is the one row's amount, within floor and ceiling.
    Price,
}

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Row {
    /// Points from which it holds.
    pub from: i64,
    /// Pence.
    pub amount_pence: i64,
}

/// From points to money. It never falls, and it gives an amount to any points.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Table {
    /// What stands between rows.
    pub shape: Shape,
    /// Rows by points, rising.
    pub rows: Vec<Row>,
    /// Every amount is a multiple of it, in pence.
    pub unit_pence: i64,
    /// Least amount in pence.
    pub floor_pence: i64,
    /// Greatest amount in pence, where there is a ceiling.
    pub ceiling_pence: Option<i64>,
}

impl Table {
    /// What points come to, in pence.
    #[must_use]
    pub fn amount_pence(&self, points: i64) -> i64 {
        let above = self.rows.partition_point(|row| row.from <= points);
        let below = above.checked_sub(1).and_then(|below| self.rows.get(below));
        match (self.shape, below, self.rows.get(above)) {
            (Shape::Price, _, _) => {
                let price = self.rows.first().map_or(0, |row| row.amount_pence);
                let amount = self.down(i128::from(price) * i128::from(points), 1);
                amount.min(self.ceiling_pence.unwrap_or(i64::MAX)).max(self.floor_pence)
            }
            (Shape::Lines, Some(from), Some(to)) => {
                let run = i128::from(to.from) - i128::from(from.from);
                let rise = i128::from(to.amount_pence) - i128::from(from.amount_pence);
                let along = i128::from(points) - i128::from(from.from);
                self.down(i128::from(from.amount_pence) * run + rise * along, run)
            }
            (_, Some(row), _) => row.amount_pence,
            (_, None, first) => first.map_or(0, |row| row.amount_pence),
        }
    }

    /// A quotient in pence, down to the unit.
    fn down(&self, pence: i128, by: i128) -> i64 {
        let unit = i128::from(self.unit_pence.max(1));
        i64::try_from(pence.div_euclid(by.max(1) * unit) * unit).unwrap_or(i64::MAX)
    }

    /// The largest rise from one score to the next between the first and the last row: points before it, amount before,
    /// amount after.
    #[must_use]
    pub fn largest_step(&self) -> Option<(i64, i64, i64)> {
        let steps = self.rows.windows(2).filter_map(|pair| match pair {
            [_, to] => Some((to.from - 1, self.amount_pence(to.from - 1), self.amount_pence(to.from))),
            _ => None,
        });
        steps.max_by_key(|(points, before, after)| (after - before, std::cmp::Reverse(*points)))
    }

    /// Rows of steps from points and amounts; rows of one amount become one.
    #[must_use]
    pub fn steps(points: &[i64], amounts_pence: &[i64], unit_pence: i64) -> Table {
        let mut rows: Vec<Row> = Vec::new();
        for (from, amount) in points.iter().zip(amounts_pence) {
            if rows.last().is_none_or(|last| last.amount_pence != *amount) {
                rows.push(Row { from: *from, amount_pence: *amount });
            }
        }
        Table { shape: Shape::Steps, rows, unit_pence, floor_pence: 0, ceiling_pence: None }
    }

    /// Straight lines between points.
    #[must_use]
    pub fn lines(points: &[i64], amounts_pence: &[i64], unit_pence: i64) -> Table {
        let rows = points.iter().zip(amounts_pence).map(|(from, amount)| Row { from: *from, amount_pence: *amount });
        Table { shape: Shape::Lines, rows: rows.collect(), unit_pence, floor_pence: 0, ceiling_pence: None }
    }

    /// One price for each point, in pounds, down to the penny.
    #[must_use]
    pub fn price(price: f64, unit_pence: i64, floor: f64, ceiling: f64) -> Table {
        let row = Row { from: 1, amount_pence: whole((price * 100.0 + 1e-6).floor()) };
        let ceiling_pence = ceiling.is_finite().then(|| whole((ceiling * 100.0).round()));
        let floor_pence = whole((floor * 100.0).round());
        Table { shape: Shape::Price, rows: vec![row], unit_pence, floor_pence, ceiling_pence }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_holds_until_the_next_row() {
        let table = Table::steps(&[10, 20, 30], &[0, 50_000, 50_000], 100);
        assert_eq!(table.rows.len(), 2);
        let amounts: Vec<i64> = [0, 10, 19, 20, 99].map(|points| table.amount_pence(points)).to_vec();
        assert_eq!(amounts, [0, 0, 0, 50_000, 50_000]);
        assert_eq!(table.largest_step(), Some((19, 0, 50_000)));
    }

    #[test]
    fn a_line_is_read_between_its_rows_and_rounded_down() {
        let table = Table::lines(&[0, 3], &[0, 100_000], 100);
        assert_eq!(table.amount_pence(1), 33_300);
        assert_eq!(table.amount_pence(-5), 0);
        assert_eq!(table.amount_pence(9), 100_000);
    }

    #[test]
    fn a_price_is_within_floor_and_ceiling() {
        let table = Table::price(62.509, 100, 100.0, 1_000.0);
        assert_eq!(table.rows[0].amount_pence, 6_250);
        let amounts: Vec<i64> = [0, 1, 3, 99].map(|points| table.amount_pence(points)).to_vec();
        assert_eq!(amounts, [10_000, 10_000, 18_700, 100_000]);
    }
}
