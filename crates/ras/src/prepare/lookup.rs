//! Lookup tables with up to four keys as operations: every combination of keys is laid out once, so that overlaps and
//! gaps are seen when the scheme is read and a look-up is a few comparisons.

use super::Preparer;
use super::names::Named;
use super::tables::shown;
use crate::calculator::{Key, NodeId, Part, Role, RowFinder, reachable_cells};
use crate::finding::Place;
use crate::scheme::{KeyCell, LookupRow, Outside, QuestionKind, Ref, Step};

/// Most combinations of keys that a table is laid out for.
const MOST_CELLS: usize = 4_000_000;

/// What a key column is.
enum Column {
    /// A question with options: its position.
    Options(usize),
    /// A number over a denominator, and what it is called.
    Number(i128, String),
}

/// The range of numerators that a cell matches.
type Span = (i128, i128);

impl Preparer<'_> {
    pub(super) fn lookup(
        &mut self,
        step: &Step,
        keys: &[Ref],
        rows: &[LookupRow],
        outside: &Outside,
        parts: &mut Vec<Part>,
    ) -> Option<NodeId> {
        let mut columns = Vec::new();
        let mut of = Vec::new();
        for key in keys {
            let (column, node) = self.key(key)?;
            parts.push(Part { role: Role::Operand, node });
            columns.push(column);
            of.push(node);
        }
        if columns.is_empty() || columns.len() > 4 {
            self.fault("shape", &step.place, "a lookup has one to four keys", "");
            return None;
        }
        let mut spans: Vec<Vec<Span>> = Vec::new();
        for row in rows {
            if row.cells.len() != columns.len() {
                let message = format!("this row has {} keys, and the step has {}", row.cells.len(), columns.len());
                self.fault("shape", &row.place, message, "one cell for each key, then the value");
                return None;
            }
            let of_row: Vec<Option<Span>> =
                row.cells.iter().zip(&columns).map(|(cell, column)| self.span(cell, column, &row.place)).collect();
            spans.push(of_row.into_iter().collect::<Option<Vec<Span>>>()?);
        }
        let keys: Vec<Key> =
            of.iter().enumerate().map(|(at, node)| Key { of: *node, cuts: cuts(&spans, at) }).collect();
        let size = keys.iter().try_fold(1_usize, |size, key| size.checked_mul(key.classes()));
        let Some(size) = size.filter(|size| *size <= MOST_CELLS) else {
            self.fault(
                "too-many",
                &step.place,
                format!("this table has more than {MOST_CELLS} combinations of keys"),
                "split it into two tables",
            );
            return None;
        };
        let cells = self.lay_out(&keys, &spans, rows, size)?;
        if *outside == Outside::Unsaid {
            self.holes(step, &keys, &columns, &cells)?;
        }
        let values: Vec<Option<NodeId>> = rows.iter().map(|row| self.reference(&row.value)).collect();
        self.rows(RowFinder::Lookup { keys, cells }, &values.into_iter().collect::<Option<Vec<_>>>()?, outside)
    }

    fn key(&mut self, key: &Ref) -> Option<(Column, NodeId)> {
        if let Ref::Name(name, place) = key
            && let Some(Named::Question(at)) = self.names.find(name)
            && let Some(question) = self.scheme.questions.get(at)
            && matches!(question.kind, QuestionKind::Levels(_) | QuestionKind::Choice(_) | QuestionKind::YesNo)
        {
            return Some((Column::Options(at), self.code_of(at, place)?));
        }
        let node = self.reference(key)?;
        let name = match key {
            Ref::Name(name, _) => name.clone(),
            Ref::Number(number) => number.to_string(),
        };
        Some((Column::Number(self.builder.den(node), name), node))
    }

    fn span(&mut self, cell: &KeyCell, column: &Column, place: &Place) -> Option<Span> {
        const FAR: i128 = 10_i128.pow(37);
        match (cell, column) {
            (KeyCell::Any, _) => Some((-FAR, FAR)),
            (KeyCell::Option(option), Column::Options(at)) => {
                let position = i128::try_from(self.option(*at, option, place)?).ok()?;
                Some((position, position))
            }
            (KeyCell::Range(Some(from), Some(to)), Column::Options(at)) if from == to => {
                let position = i128::try_from(self.option(*at, &from.to_string(), place)?).ok()?;
                Some((position, position))
            }
            (KeyCell::Range(..), Column::Options(_)) => {
                self.fault(
                    "shape",
                    place,
                    "a question with options cannot be matched by a range",
                    "name one option in each row, or use `question.level` as the key",
                );
                None
            }
            (KeyCell::Option(text), Column::Number(..)) => match text.parse::<crate::Ratio>() {
                Ok(number) => self.span(&KeyCell::Range(Some(number), Some(number)), column, place),
                Err(_) => {
                    self.fault(
                        "shape",
                        place,
                        format!("`{text}` is not a number or a range"),
                        "write 5, \"0..17\", \"18..\" or \"*\"",
                    );
                    None
                }
            },
            (KeyCell::Range(from, to), Column::Number(den, _)) => {
                let floor = |n: crate::Ratio| Some(n.num().checked_mul(*den)?.div_euclid(n.den()));
                let lo = from.map_or(Some(-FAR), |n| Some(-floor(crate::Ratio::ZERO.minus(n)?)?))?;
                let hi = to.map_or(Some(FAR), floor)?;
                Some((lo, hi))
            }
        }
    }

    fn lay_out(&mut self, keys: &[Key], spans: &[Vec<Span>], rows: &[LookupRow], size: usize) -> Option<Vec<u32>> {
        let mut cells = vec![0_u32; size];
        for (at, row) in spans.iter().enumerate() {
            let number = u32::try_from(at + 1).ok()?;
            for cell in matched(keys, row) {
                let slot = cells.get_mut(cell)?;
                if *slot != 0 {
                    let other = rows.get(*slot as usize - 1).map(|row| row.place.to_string()).unwrap_or_default();
                    let place = rows.get(at)?.place.clone();
                    self.fault(
                        "overlap",
                        &place,
                        format!("this row and the row at {other} can both match"),
                        "make their keys differ; `*` matches everything",
                    );
                    return None;
                }
                *slot = number;
            }
        }
        Some(cells)
    }

    /// Faults for the first few combinations that can happen and stand in no row.
    fn holes(&mut self, step: &Step, keys: &[Key], columns: &[Column], cells: &[u32]) -> Option<()> {
        let reaches = |id: NodeId| self.builder.reach(id);
        let empty = |cell: &usize| cells.get(*cell) == Some(&0);
        let holes: Vec<usize> = reachable_cells(keys, &reaches).into_iter().filter(empty).collect();
        for cell in holes.iter().take(3) {
            let shown = self.combination(*cell, keys, columns);
            self.fault(
                "gap",
                &step.place,
                format!("the combination {shown} can happen and stands in no row"),
                "add a row, or say `outside = \"refused\"` (not published) or `otherwise-value = …`",
            );
        }
        if holes.len() > 3 {
            self.fault("gap", &step.place, format!("{} more combinations stand in no row", holes.len() - 3), "");
        }
        holes.is_empty().then_some(())
    }

    fn combination(&self, cell: usize, keys: &[Key], columns: &[Column]) -> String {
        let mut rest = cell;
        let mut names = Vec::new();
        for (key, column) in keys.iter().zip(columns).rev() {
            let class = rest % key.classes();
            rest /= key.classes();
            let reach = self.builder.reach(key.of);
            let least =
                class.checked_sub(1).and_then(|at| key.cuts.get(at)).map_or(reach.lo, |cut| (*cut).max(reach.lo));
            names.push(match column {
                Column::Options(at) => {
                    let code = i64::try_from(least).unwrap_or(0);
                    self.builder
                        .inputs
                        .get(*at)
                        .map(|input| format!("`{}` = {}", input.id, input.text(code)))
                        .unwrap_or_default()
                }
                Column::Number(den, name) => format!("`{name}` = {}", shown(least, *den)),
            });
        }
        names.reverse();
        names.join(", ")
    }
}

/// Where the spans of one key begin and end: each class between two cuts is matched as a whole or not at all.
fn cuts(spans: &[Vec<Span>], at: usize) -> Vec<i128> {
    let mut cuts: Vec<i128> =
        spans.iter().filter_map(|row| row.get(at)).flat_map(|(lo, hi)| [*lo, hi.saturating_add(1)]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The cells that a row matches.
fn matched(keys: &[Key], row: &[Span]) -> Vec<usize> {
    keys.iter().zip(row).fold(vec![0], |cells, (key, (lo, hi))| {
        let (from, to) = (key.class(*lo), key.class(*hi));
        cells.iter().flat_map(|cell| (from..=to).map(move |class| cell * key.classes() + class)).collect()
    })
}
