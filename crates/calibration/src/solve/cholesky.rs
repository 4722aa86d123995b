//! Equations with a symmetric positive matrix, by Cholesky's method.

use super::{Limit, dot};

/// The lower half of a symmetric matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Symmetric {
    rows: Vec<Vec<f64>>,
}

impl Symmetric {
    /// All noughts.
    #[must_use]
    pub fn zero(size: usize) -> Symmetric {
        Symmetric { rows: (1..=size).map(|length| vec![0.0; length]).collect() }
    }

    /// Number of rows.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows.len()
    }

    /// An element.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> f64 {
        let (row, column) = (row.max(column), row.min(column));
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    }

    /// Adds to an element and to its mirror.
    pub fn add(&mut self, row: usize, column: usize, by: f64) {
        let (row, column) = (row.max(column), row.min(column));
        if let Some(element) = self.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            *element += by;
        }
    }

    /// Adds `weight · x xᵀ`.
    pub fn add_square(&mut self, weight: f64, x: &[f64]) {
        for (row, left) in self.rows.iter_mut().zip(x) {
            let left = weight * left;
            if left != 0.0 {
                row.iter_mut().zip(x).for_each(|(element, right)| *element += left * right);
            }
        }
    }

    /// Adds `weight · a aᵀ` of each limit.
    pub fn add_limits(&mut self, limits: &[Limit], weights: impl IntoIterator<Item = f64>) {
        for (limit, weight) in limits.iter().zip(weights) {
            for (place, (row, by)) in limit.terms.iter().enumerate() {
                for (column, other) in limit.terms.iter().take(place + 1) {
                    self.add(*row, *column, weight * by * other);
                }
            }
        }
    }

    /// Adds another matrix of the same size.
    pub fn add_matrix(&mut self, other: &Symmetric) {
        for (row, others) in self.rows.iter_mut().zip(&other.rows) {
            row.iter_mut().zip(others).for_each(|(element, other)| *element += other);
        }
    }

    /// The product with a list.
    #[must_use]
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.size()];
        for (at, row) in self.rows.iter().enumerate() {
            let below = dot(row, x);
            let value = x.get(at).copied().unwrap_or(0.0);
            // The mirror of the row, without the element on the diagonal, which `below` holds already.
            for (sum, element) in product.iter_mut().zip(row.iter().take(at)) {
                *sum += element * value;
            }
            if let Some(sum) = product.get_mut(at) {
                *sum += below;
            }
        }
        product
    }

    /// The factor; a direction that the matrix says nothing about is held where it is.
    #[must_use]
    pub fn factor(mut self) -> Factor {
        let largest = (0..self.size()).map(|at| self.get(at, at)).fold(0.0, f64::max);
        let least = largest.max(f64::MIN_POSITIVE) * 1e-14;
        for at in 0..self.rows.len() {
            let (done, rest) = self.rows.split_at_mut(at);
            let Some(row) = rest.first_mut() else { continue };
            for (column, other) in done.iter().enumerate() {
                let before = row.get(..column).unwrap_or_default();
                let sum = dot(before, other.get(..column).unwrap_or_default());
                let pivot = other.get(column).copied().unwrap_or(1.0);
                if let Some(element) = row.get_mut(column) {
                    *element = (*element - sum) / pivot;
                }
            }
            let sum: f64 = row.iter().take(at).map(|element| element * element).sum();
            if let Some(last) = row.last_mut() {
                let square = *last - sum;
                *last = if square > least { square.sqrt() } else { 1e60 };
            }
        }
        Factor { rows: self.rows }
    }
}

/// A factored matrix.
#[derive(Debug, Clone)]
pub struct Factor {
    rows: Vec<Vec<f64>>,
}

impl Factor {
    /// Solves for one right side.
    #[must_use]
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = Vec::with_capacity(right.len());
        for (row, value) in self.rows.iter().zip(right) {
            let sum = dot(row, &x);
            x.push((value - sum) / row.last().copied().unwrap_or(1.0));
        }
        for (at, row) in self.rows.iter().enumerate().rev() {
            let (before, rest) = x.split_at_mut(at);
            let Some(value) = rest.first_mut() else { continue };
            *value /= row.last().copied().unwrap_or(1.0);
            let value = *value;
            before.iter_mut().zip(row).for_each(|(other, element)| *other -= element * value);
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solved_system_gives_its_right_side_back() {
        let mut matrix = Symmetric::zero(3);
        matrix.add_square(1.0, &[2.0, 1.0, 0.0]);
        matrix.add_square(2.0, &[0.0, 1.0, 3.0]);
        matrix.add_square(0.5, &[1.0, 0.0, 1.0]);
        let x = matrix.clone().factor().solve(&[1.0, 2.0, 3.0]);
        let back = matrix.times(&x);
        assert!(back.iter().zip([1.0, 2.0, 3.0]).all(|(a, b)| (a - b).abs() < 1e-12), "{back:?}");
    }
}
