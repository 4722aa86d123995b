//! Step tables and straight-line tables as operations; faults for gaps and overlaps.

use super::Preparer;
use crate::Ratio;
use crate::calculator::{NodeId, Op, Part, Role, RowFinder};
use crate::finding::Place;
use crate::number::lcm;
use crate::scheme::{Band, Comparison, LinePoint, Outside, Ref, Rows, Step, TableKind};

/// Beyond every number that a calculation may hold.
const ENDLESS: i128 = 10_i128.pow(37);

impl Preparer<'_> {
    pub(super) fn table(
        &mut self,
        step: &Step,
        kind: TableKind,
        keys: &[Ref],
        rows: &Result<Rows, (String, Place)>,
        parts: &mut Vec<Part>,
    ) -> Option<NodeId> {
        let scheme = self.scheme;
        let rows = match rows {
            Ok(rows) => rows,
            Err((id, place)) => {
                let mut versions = scheme.tables.iter().filter(|table| table.id == *id);
                let Some(table) = versions.find(|table| table.dates.holds(self.day)) else {
                    if scheme.tables.iter().any(|table| table.id == *id) {
                        let message = format!("no version of the table `{id}` is in force on {}", self.day);
                        self.fault(
                            "no-version",
                            place,
                            message,
                            "add a version for that day; the last one is never used in its place",
                        );
                    } else {
                        let near = crate::finding::nearest(id, scheme.tables.iter().map(|table| table.id.as_str()));
                        let help = near.map_or_else(
                            || "add a [[table]] with this id".to_owned(),
                            |near| format!("did you mean `{near}`?"),
                        );
                        self.fault("unknown-id", place, format!("there is no table `{id}`"), help);
                    }
                    return None;
                };
                if table.rows.kind() != kind {
                    let message = format!(
                        "the table `{id}` is of kind `{}`, and this step is of kind `{}`",
                        table.rows.kind().name(),
                        kind.name()
                    );
                    self.fault("shape", place, message, "let the step have the kind of its table");
                    return None;
                }
                &table.rows
            }
        };
        match (rows, keys) {
            (Rows::Bands(bands, outside), [key]) => self.bands(step, key, bands, outside, parts),
            (Rows::Line(points, outside), [key]) => self.line(step, key, points, outside, parts),
            (Rows::Lookup(rows, outside), keys) => self.lookup(step, keys, rows, outside, parts),
            _ => {
                self.fault("shape", &step.place, "this table needs exactly one number to look up", "give it `of`");
                None
            }
        }
    }

    fn bands(
        &mut self,
        step: &Step,
        key: &Ref,
        bands: &[Band],
        outside: &Outside,
        parts: &mut Vec<Part>,
    ) -> Option<NodeId> {
        let of = self.reference(key)?;
        parts.push(Part { role: Role::Operand, node: of });
        let den = self.builder.den(of);
        let mut ranges: Vec<((i128, i128), &Band)> =
            bands.iter().map(|band| Some((numerators(band, den)?, band))).collect::<Option<_>>()?;
        ranges.sort_by_key(|(range, _)| *range);
        let mut is_faulty = false;
        for pair in ranges.windows(2) {
            if let [((_, end), a), ((start, _), b)] = pair
                && end >= start
            {
                let message = format!("this row and the row at {} both hold {}", a.place, shown(*start, den));
                self.fault("overlap", &b.place, message, "end one row before the next begins");
                is_faulty = true;
            }
        }
        if is_faulty {
            return None;
        }
        if *outside == Outside::Unsaid {
            self.gaps(step, of, &ranges)?;
        }
        let values = ranges.iter().map(|(_, band)| self.reference(&band.value)).collect::<Vec<_>>();
        let finder = RowFinder::Bands { of, ranges: ranges.iter().map(|(range, _)| *range).collect() };
        self.rows(finder, &values.into_iter().collect::<Option<Vec<_>>>()?, outside)
    }

    /// Faults for values that can happen and stand in no row.
    fn gaps(&mut self, step: &Step, of: NodeId, ranges: &[((i128, i128), &Band)]) -> Option<()> {
        let (reach, den) = (self.builder.reach(of), self.builder.den(of));
        let mut next = reach.lo;
        let mut holes = Vec::new();
        for ((lo, hi), _) in ranges {
            if *lo > next && next <= reach.hi {
                holes.push((next, (*lo - 1).min(reach.hi)));
            }
            next = next.max(hi.saturating_add(1));
        }
        if next <= reach.hi {
            holes.push((next, reach.hi));
        }
        // Only numbers that can be met count: points in fives never come to a seven.
        let grain = self.builder.grain(of);
        holes.retain(|(from, to)| grain.next_from(*from).is_some_and(|met| met <= *to));
        for (from, to) in &holes {
            let which =
                if from == to { shown(*from, den) } else { format!("{} to {}", shown(*from, den), shown(*to, den)) };
            let help = if den > 1 && to - from < den {
                "the number can have decimals: use `below` instead of `to`"
            } else {
                "add a row, or say `outside = \"refused\"` (not published) or `otherwise-value = …`"
            };
            self.fault("gap", &step.place, format!("the values {which} can happen and stand in no row"), help);
        }
        holes.is_empty().then_some(())
    }

    /// The value of the row that is found.
    pub(super) fn rows(&mut self, finder: RowFinder, values: &[NodeId], outside: &Outside) -> Option<NodeId> {
        let outside = match outside {
            Outside::Value(reference) => Some(self.reference(reference)?),
            _ => None,
        };
        let constants: Option<Vec<Ratio>> =
            values.iter().chain(&outside).map(|id| self.builder.constant_of(*id)).collect();
        match constants {
            Some(constants) => {
                let den = self.builder.common_den(constants.iter().map(|c| c.den()).collect::<Vec<_>>())?;
                let mut numerators = constants.iter().map(|c| c.over(den)).collect::<Option<Vec<_>>>()?;
                let outside = if outside.is_some() { numerators.pop() } else { None };
                self.builder.push(Op::Rows { finder, values: numerators, outside }, den)
            }
            // Some value is worked out: find the row's position first, then take that value.
            None => {
                let positions: Vec<i128> = (0..values.len()).filter_map(|at| i128::try_from(at).ok()).collect();
                let last = i128::try_from(values.len()).ok()?;
                let position =
                    self.builder.push(Op::Rows { finder, values: positions, outside: outside.map(|_| last) }, 1)?;
                let all: Vec<NodeId> = values.iter().chain(&outside).copied().collect();
                let den = self.builder.common_den(all.iter().map(|id| self.builder.den(*id)).collect::<Vec<_>>())?;
                let of = all.iter().map(|id| (*id, den / self.builder.den(*id))).collect();
                self.builder.push(Op::Pick { row: position, of }, den)
            }
        }
    }

    fn line(
        &mut self,
        step: &Step,
        key: &Ref,
        points: &[LinePoint],
        outside: &Outside,
        parts: &mut Vec<Part>,
    ) -> Option<NodeId> {
        let of = self.reference(key)?;
        parts.push(Part { role: Role::Operand, node: of });
        for pair in points.windows(2) {
            if let [a, b] = pair
                && a.at >= b.at
            {
                self.fault("overlap", &b.place, "the points of a line must rise", "put them in order, each once");
                return None;
            }
        }
        // Over a denominator in which every point can be written exactly.
        let x_den = self
            .builder
            .common_den(points.iter().map(|point| point.at.den()).chain([self.builder.den(of)]).collect::<Vec<_>>())?;
        let of = self.builder.over(of, x_den)?;
        let xs: Vec<i128> = points.iter().map(|point| point.at.over(x_den)).collect::<Option<_>>()?;
        let (first, last) = (*xs.first()?, *xs.last()?);
        let reach = self.builder.reach(of);
        if *outside == Outside::Unsaid && (reach.lo < first || reach.hi > last) {
            let message = format!(
                "the values {} to {} can happen, and the line goes from {} to {}",
                shown(reach.lo, x_den),
                shown(reach.hi, x_den),
                shown(first, x_den),
                shown(last, x_den)
            );
            self.fault(
                "gap",
                &step.place,
                message,
                "add points, or say `outside = \"refused\"` or `otherwise-value = …`",
            );
            return None;
        }
        let y_den = self.builder.common_den(points.iter().map(|point| point.value.den()).collect::<Vec<_>>())?;
        let widths: Vec<i128> = xs.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)).collect();
        let den = widths
            .iter()
            .try_fold(1, |all, width| lcm(all, *width))
            .and_then(|all| all.checked_mul(y_den))
            .unwrap_or(i128::MAX);
        let outside_constant = match outside {
            Outside::Value(reference) => {
                let node = self.reference(reference)?;
                Some(self.builder.constant_of(node).and_then(|value| value.over(den)))
            }
            _ => None,
        };
        if outside_constant == Some(None) {
            self.fault(
                "shape",
                &step.place,
                "the value outside a line must be a plain number or parameter, no finer than its points",
                "",
            );
            return None;
        }
        let ys = points.iter().map(|point| point.value.over(den)).collect::<Option<Vec<_>>>();
        let Some(ys) = ys else {
            // Too fine: the builder says so.
            return self.builder.push(Op::Const(0), i128::MAX);
        };
        let rises = ys.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?));
        let slopes = rises.zip(&widths).map(|(rise, width)| rise / width).collect();
        self.builder.push(Op::Line { of, xs, ys, slopes, outside: outside_constant.flatten() }, den)
    }
}

/// The numerators over `den` that a row holds.
fn numerators(band: &Band, den: i128) -> Option<(i128, i128)> {
    let up = |number: Ratio| {
        Some(
            number.num().checked_mul(den)?.div_euclid(number.den())
                + i128::from(number.num().checked_mul(den)?.rem_euclid(number.den()) != 0),
        )
    };
    let down = |number: Ratio| Some(number.num().checked_mul(den)?.div_euclid(number.den()));
    let to = match band.to {
        None => ENDLESS,
        Some((Comparison::Below, below)) => up(below)? - 1,
        Some((_, to)) => down(to)?,
    };
    Some((up(band.from)?, to))
}

/// A numerator as a number.
pub(super) fn shown(numerator: i128, den: i128) -> String {
    Ratio::new(numerator, den).map(|number| number.to_string()).unwrap_or_default()
}
