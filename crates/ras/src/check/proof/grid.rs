//! A value for every combination of a few positions, and how it goes along each side.

use super::moves::Trend;

/// Values in a box with a side for each position; `None` where there is none.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    sides: Vec<usize>,
    values: Vec<Option<i128>>,
}

/// Two neighbours along a side: the first is passed on the way to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Neighbours {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Grid {
    pub(super) fn new(sides: Vec<usize>, values: Vec<Option<i128>>) -> Grid {
        Grid { sides, values }
    }

    pub(super) fn value(&self, cell: usize) -> Option<i128> {
        self.values.get(cell).copied().flatten()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = i128> + '_ {
        self.values.iter().copied().flatten()
    }

    pub(super) fn cells(&self) -> std::ops::Range<usize> {
        0..self.values.len()
    }

    pub(super) fn has_holes(&self) -> bool {
        self.values.iter().any(Option::is_none)
    }

    /// The positions of a cell.
    pub(super) fn positions(&self, cell: usize) -> Vec<usize> {
        let mut rest = cell;
        let mut positions: Vec<usize> = Vec::with_capacity(self.sides.len());
        for side in self.sides.iter().rev() {
            positions.push(rest % side.max(&1));
            rest /= side.max(&1);
        }
        positions.reverse();
        positions
    }

    /// Each line of cells along one side, of its first `length` positions, without holes.
    fn lines(&self, side: usize, length: usize) -> impl Iterator<Item = Vec<usize>> + '_ {
        let stride: usize = self.sides.iter().skip(side + 1).product();
        let whole = self.sides.get(side).copied().unwrap_or(1) * stride;
        let starts = (0..self.values.len()).filter(move |cell| whole > 0 && cell % whole < stride);
        starts.map(move |start| {
            let cells = (0..length).map(|at| start + at * stride);
            cells.filter(|cell| self.value(*cell).is_some()).collect()
        })
    }

    /// Neighbours along one side, of its first `length` positions, with holes passed over.
    pub(super) fn neighbours(&self, side: usize, length: usize) -> impl Iterator<Item = Neighbours> + '_ {
        self.lines(side, length).flat_map(|line| {
            let next: Vec<usize> = line.iter().skip(1).copied().collect();
            line.into_iter().zip(next).map(|(from, to)| Neighbours { from, to })
        })
    }

    /// Any two values along one side, of its first `length` positions, in order.
    pub(super) fn pairs(&self, side: usize, length: usize) -> impl Iterator<Item = Neighbours> + '_ {
        self.lines(side, length).flat_map(|line| {
            let later = line.clone();
            line.into_iter().enumerate().flat_map(move |(at, from)| {
                later.iter().skip(at + 1).map(|to| Neighbours { from, to: *to }).collect::<Vec<_>>()
            })
        })
    }

    /// How the values go along one side, over its first `length` positions.
    pub(super) fn trend(&self, side: usize, length: usize) -> Trend {
        let mut trend = Trend::default();
        for Neighbours { from, to } in self.neighbours(side, length) {
            trend.rises |= self.value(to) > self.value(from);
            trend.falls |= self.value(to) < self.value(from);
        }
        trend
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_has_its_own_trend_and_holes_are_passed_over() {
        // 1 2 9
        // 5 - 3
        let grid = Grid::new(vec![2, 3], vec![Some(1), Some(2), Some(9), Some(5), None, Some(3)]);
        assert_eq!(grid.trend(0, 2), Trend::EITHER);
        assert_eq!(grid.trend(0, 1), Trend::default());
        assert_eq!(grid.trend(1, 3), Trend::EITHER);
        assert_eq!(grid.trend(1, 2), Trend::KEEPS);
        assert_eq!(grid.positions(5), [1, 2]);
        let along: Vec<Neighbours> = grid.neighbours(1, 3).collect();
        assert!(along.contains(&Neighbours { from: 3, to: 5 }));
    }
}
