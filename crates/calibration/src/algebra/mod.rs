//! Small dense matrices and what statistics ask of them: solving, inverting and least squares with robust errors. Sizes
//! are a few hundred columns at most; nothing here knows what a column means.

mod regression;

pub use regression::{Regression, regression};

/// A matrix of numbers, kept row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    columns: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// A matrix of noughts.
    #[must_use]
    pub fn zeros(rows: usize, columns: usize) -> Matrix {
        Matrix { columns, cells: vec![0.0; rows * columns] }
    }

    /// A matrix from its rows; a row that is too short is filled up with noughts, one too long is cut.
    #[must_use]
    pub fn of_rows<'a>(columns: usize, rows: impl IntoIterator<Item = &'a [f64]>) -> Matrix {
        let mut cells = Vec::new();
        for row in rows {
            cells.extend(row.iter().copied().chain(std::iter::repeat(0.0)).take(columns));
        }
        Matrix { columns, cells }
    }

    /// How many rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }

    /// How many columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns
    }

    /// The rows, from above.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.cells.chunks_exact(self.columns.max(1))
    }

    /// A cell; nought outside the matrix.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        if column >= self.columns {
            return 0.0;
        }
        self.cells.get(row * self.columns + column).copied().unwrap_or(0.0)
    }

    /// Adds to a cell; nothing happens outside the matrix.
    pub fn add(&mut self, row: usize, column: usize, amount: f64) {
        if column < self.columns
            && let Some(cell) = self.cells.get_mut(row * self.columns + column)
        {
            *cell += amount;
        }
    }

    /// The sum over rows of `weight × row × rowᵀ`: with weights of one, XᵀX.
    #[must_use]
    pub fn gram(&self, weights: impl IntoIterator<Item = f64>) -> Matrix {
        let mut gram = Matrix::zeros(self.columns, self.columns);
        for (row, weight) in self.rows().zip(weights) {
            // Rows of dummy columns are mostly noughts.
            let filled: Vec<(usize, f64)> = row.iter().copied().enumerate().filter(|(_, cell)| *cell != 0.0).collect();
            for (at, left) in &filled {
                for (across, right) in &filled {
                    gram.add(*at, *across, weight * left * right);
                }
            }
        }
        gram
    }

    /// The matrix times a column.
    #[must_use]
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.rows().map(|row| dot(row, vector)).collect()
    }

    /// The transposed matrix times a column.
    #[must_use]
    pub fn transposed_times(&self, vector: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns];
        for (row, factor) in self.rows().zip(vector) {
            for (sum, cell) in sums.iter_mut().zip(row) {
                *sum += cell * factor;
            }
        }
        sums
    }

    /// The matrix times another.
    #[must_use]
    pub fn product(&self, other: &Matrix) -> Matrix {
        let rows: Vec<Vec<f64>> = self.rows().map(|row| other.transposed_times(row)).collect();
        Matrix::of_rows(other.columns, rows.iter().map(Vec::as_slice))
    }

    /// Some of the columns, in the order given.
    #[must_use]
    pub fn only(&self, columns: &[usize]) -> Matrix {
        let rows = self.rows().map(|row| columns.iter().map(|at| row.get(*at).copied().unwrap_or(0.0)));
        Matrix { columns: columns.len(), cells: rows.flatten().collect() }
    }

    /// `vectorᵀ × matrix × vector`, for a square matrix.
    #[must_use]
    pub fn quadratic(&self, vector: &[f64]) -> f64 {
        dot(&self.times(vector), vector)
    }

    /// The inverse of a symmetric matrix with positive pivots, by Cholesky's factors; `None` when a column is, to twelve
    /// digits, a sum of others.
    #[must_use]
    pub fn inverse(&self) -> Option<Matrix> {
        let (factor, kept) = self.cholesky();
        if kept.len() < self.columns {
            return None;
        }
        let mut inverse = Matrix::zeros(self.columns, self.columns);
        for column in 0..self.columns {
            let mut unit = vec![0.0; self.columns];
            if let Some(cell) = unit.get_mut(column) {
                *cell = 1.0;
            }
            for (row, cell) in factor.solve_lower_twice(&unit).into_iter().enumerate() {
                inverse.add(row, column, cell);
            }
        }
        Some(inverse)
    }

    /// The logarithm of the determinant of a symmetric matrix with positive pivots; `None` as for [`Matrix::inverse`].
    #[must_use]
    pub fn log_determinant(&self) -> Option<f64> {
        let (factor, kept) = self.cholesky();
        let logs = (0..kept.len()).map(|at| factor.at(at, at).ln());
        (kept.len() == self.columns).then(|| 2.0 * logs.sum::<f64>())
    }

    /// Columns of a Gram matrix that are not sums of those before them.
    #[must_use]
    pub fn independent(&self) -> Vec<usize> {
        self.cholesky().1
    }

    /// The lower factor over the independent columns, and which those are.
    fn cholesky(&self) -> (Matrix, Vec<usize>) {
        let mut kept: Vec<usize> = Vec::new();
        let mut rows: Vec<Vec<f64>> = Vec::new();
        for column in 0..self.columns {
            let mut row: Vec<f64> = Vec::with_capacity(kept.len() + 1);
            for (above, at) in rows.iter().zip(&kept) {
                let below = above.last().copied().unwrap_or(1.0);
                row.push((self.at(column, *at) - dot(above, &row)) / below);
            }
            let whole = self.at(column, column);
            let pivot = whole - dot(&row, &row);
            if pivot > whole * 1e-11 && pivot > 0.0 {
                row.push(pivot.sqrt());
                rows.push(row);
                kept.push(column);
            }
        }
        (Matrix::of_rows(kept.len(), rows.iter().map(Vec::as_slice)), kept)
    }

    /// Solves `L Lᵀ x = right` for this lower factor.
    fn solve_lower_twice(&self, right: &[f64]) -> Vec<f64> {
        let mut first: Vec<f64> = Vec::with_capacity(right.len());
        for (at, (row, wanted)) in self.rows().zip(right).enumerate() {
            first.push((wanted - dot(row, &first)) / row.get(at).copied().unwrap_or(1.0));
        }
        let mut solution = vec![0.0; first.len()];
        for at in (0..first.len()).rev() {
            let later: f64 = (at + 1..first.len())
                .map(|below| self.at(below, at) * solution.get(below).copied().unwrap_or(0.0))
                .sum();
            if let (Some(cell), Some(wanted)) = (solution.get_mut(at), first.get(at)) {
                *cell = (wanted - later) / self.at(at, at);
            }
        }
        solution
    }
}

/// The sum of products, as far as the shorter of the two goes.
#[must_use]
pub fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_times_its_matrix_is_one() {
        let matrix = Matrix::of_rows(3, [[4.0, 2.0, 0.5].as_slice(), &[2.0, 5.0, 1.0], &[0.5, 1.0, 3.0]]);
        let one = matrix.product(&matrix.inverse().unwrap());
        for row in 0..3 {
            for column in 0..3 {
                let wanted = f64::from(u8::from(row == column));
                assert!((one.at(row, column) - wanted).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn a_column_that_is_a_sum_of_others_is_named() {
        let rows = [[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0], [1.0, 0.0, 1.0]];
        let gram = Matrix::of_rows(3, rows.iter().map(|row| row.as_slice())).gram([1.0; 4]);
        assert_eq!(gram.independent(), [0, 1]);
        assert_eq!(gram.inverse(), None);
    }
}
