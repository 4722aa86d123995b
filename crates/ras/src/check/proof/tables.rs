//! Which way tables pass their movers on: each key by what the rows that can be found hold along it.

use super::grid::Grid;
use super::moves::{Moves, Trend};
use super::view::View;
use crate::calculator::{Key, NodeId, RowFinder};

/// Most combinations of keys that are laid out at once.
const MOST_CELLS: usize = 200_000;

impl View<'_, '_> {
    pub(super) fn rows(&self, finder: &RowFinder, values: &[i128], outside: Option<i128>) -> Moves {
        match finder {
            RowFinder::Bands { of, ranges } => {
                self.moves(*of).through(Trend::of(self.band_values(*of, ranges, values, outside)))
            }
            RowFinder::Lookup { keys, cells } => self.lookup(keys, cells, values, outside),
        }
    }

    /// The values met while the number looked up goes from its least to its greatest.
    fn band_values(
        &self,
        of: NodeId,
        ranges: &[(i128, i128)],
        values: &[i128],
        outside: Option<i128>,
    ) -> Vec<Option<i128>> {
        let of = self.reach(of);
        let mut next = of.lo;
        let mut met = Vec::new();
        for ((lo, hi), value) in ranges.iter().zip(values).filter(|((lo, hi), _)| *lo <= of.hi && *hi >= of.lo) {
            if *lo > next {
                met.push(outside);
            }
            met.push(Some(*value));
            next = hi.saturating_add(1);
        }
        if next <= of.hi {
            met.push(outside);
        }
        met
    }

    fn lookup(&self, keys: &[Key], cells: &[u32], values: &[i128], outside: Option<i128>) -> Moves {
        let spans: Vec<(usize, usize)> = keys.iter().map(|key| self.classes(key)).collect();
        let sides: Vec<usize> = spans.iter().map(|(_, count)| *count).collect();
        let size = sides.iter().try_fold(1_usize, |size, side| size.checked_mul(*side));
        if size.is_none_or(|size| size > MOST_CELLS) {
            return self.unknown(keys.iter().map(|key| key.of));
        }
        let mut laid_out = vec![0_usize];
        for (key, (from, count)) in keys.iter().zip(&spans) {
            let classes = *from..from + count;
            laid_out = laid_out
                .into_iter()
                .flat_map(|cell| classes.clone().map(move |class| cell * key.classes() + class))
                .collect();
        }
        let of_cell = |cell: &usize| {
            let row = cells.get(*cell).and_then(|row| usize::try_from(*row).ok()?.checked_sub(1));
            row.and_then(|row| values.get(row)).copied().or(outside)
        };
        let grid = Grid::new(sides.clone(), laid_out.iter().map(of_cell).collect());
        let mut moves = Moves::default();
        for (side, (key, length)) in keys.iter().zip(&sides).enumerate() {
            moves.add(&self.moves(key.of).through(grid.trend(side, *length)));
        }
        if grid.has_holes() {
            // A question that moves two keys at once may pass a hole on the way, where nothing is known.
            let shared = self.shared(keys.iter().map(|key| key.of));
            let unknown = self.unknown(keys.iter().map(|key| key.of));
            moves.up.add(&unknown.up.and(&shared));
            moves.down.add(&unknown.down.and(&shared));
        }
        moves
    }

    /// A branch by its position: what moves the position changes branches, which counts by the ranges of their values.
    pub(super) fn pick(&self, row: NodeId, of: &[(NodeId, i128)]) -> Moves {
        let branches = self.branches(row, of);
        let mut moves = Moves::default();
        let mut change = Trend::default();
        let mut earlier: Option<(i128, i128)> = None;
        for (node, by) in &branches {
            moves.add(self.moves(*node));
            let (lo, hi) = (self.reach(*node).lo * by, self.reach(*node).hi * by);
            if let Some((least, most)) = earlier {
                change.rises |= hi > least;
                change.falls |= lo < most;
            }
            earlier = Some(earlier.map_or((lo, hi), |(least, most)| (least.min(lo), most.max(hi))));
        }
        moves.add(&self.moves(row).through(change));
        moves
    }

    pub(super) fn trend_of_line(
        &self,
        of: NodeId,
        xs: &[i128],
        ys: &[i128],
        slopes: &[i128],
        outside: Option<i128>,
    ) -> Trend {
        let of = self.reach(of);
        let (Some(first), Some(last)) = (xs.first(), xs.last()) else { return Trend::default() };
        let mut trend = Trend::default();
        for ((start, end), slope) in xs.iter().zip(xs.iter().skip(1)).zip(slopes) {
            if *start < of.hi && *end > of.lo {
                trend = trend.or(Trend::of_factor(*slope, *slope));
            }
        }
        if let Some(outside) = outside {
            // Whatever the line holds may be met on either side of a step out of it.
            let (least, most) = (ys.iter().min().copied().unwrap_or(0), ys.iter().max().copied().unwrap_or(0));
            let below = Trend { rises: most > outside, falls: least < outside };
            let above = Trend { rises: outside > least, falls: outside < most };
            trend = if of.lo < *first { trend.or(below) } else { trend };
            trend = if of.hi > *last { trend.or(above) } else { trend };
        }
        trend
    }
}
