//! Rows of tables that nothing can ever be looked up in.

use crate::calculator::{Calculator, NodeId, Op, RowFinder, reachable_rows};
use crate::finding::{Finding, Place};
use crate::scheme::{Band, Rows, Scheme, StepKind, Table};
use std::collections::BTreeMap;

/// A row by its place, with what can be reached instead.
struct Row {
    is_reached: bool,
    why: String,
}

/// Warnings for rows that cannot be reached on any of the days.
pub(in crate::check) fn warnings(scheme: &Scheme, calculators: &[Calculator]) -> Vec<Finding> {
    let mut rows: BTreeMap<Place, Row> = BTreeMap::new();
    for calculator in calculators {
        for step in &calculator.steps {
            let Some(places) = scheme.steps.get(step.index).and_then(|step| places(scheme, step, calculator)) else {
                continue;
            };
            let nodes = calculator.nodes.iter().filter(|node| node.step == Some(step.index));
            for node in nodes {
                if let Op::Rows { finder, values, .. } = &node.op {
                    mark(calculator, finder, values.len(), &places, &mut rows);
                }
            }
        }
    }
    let unreached = rows.into_iter().filter(|(_, row)| !row.is_reached);
    let warning = |(place, row): (Place, Row)| {
        let message = format!("nothing can ever be looked up in this row: {}", row.why);
        let help = "mend the row, or take it away; or see whether the questions should be able to reach it";
        Finding::warning("unreachable-row", &place, message).help(help)
    };
    unreached.map(warning).collect()
}

fn mark(calculator: &Calculator, finder: &RowFinder, count: usize, places: &[Place], rows: &mut BTreeMap<Place, Row>) {
    let reaches = |id: NodeId| calculator.reach(id);
    let mut is_reached = vec![false; count];
    for row in reachable_rows(finder, &reaches, count) {
        if let Some(flag) = is_reached.get_mut(row) {
            *flag = true;
        }
    }
    let why = match finder {
        RowFinder::Bands { of, .. } => {
            let (reach, den) = (calculator.reach(*of), calculator.den(*of));
            let text = |value: i128| crate::Ratio::new(value, den).map(|number| number.to_string()).unwrap_or_default();
            format!("`{}` goes from {} to {}", calculator.name_of(*of), text(reach.lo), text(reach.hi))
        }
        RowFinder::Lookup { .. } => "its keys cannot come together so".to_owned(),
    };
    for (place, is_reached) in places.iter().zip(is_reached) {
        let row = rows.entry(place.clone()).or_insert_with(|| Row { is_reached: false, why: why.clone() });
        row.is_reached |= is_reached;
    }
}

/// Where the rows of a step stand, in the order in which they are found.
fn places(scheme: &Scheme, step: &crate::scheme::Step, calculator: &Calculator) -> Option<Vec<Place>> {
    let StepKind::Table { rows, .. } = &step.kind else { return None };
    let in_force = |table: &&Table| table.dates.holds(calculator.on);
    let rows = match rows {
        Ok(rows) => rows,
        Err((id, _)) => &scheme.tables.iter().filter(|table| table.id == *id).find(in_force)?.rows,
    };
    match rows {
        Rows::Bands(bands, _) => {
            let mut bands: Vec<&Band> = bands.iter().collect();
            bands.sort_by_key(|band| band.from);
            Some(bands.into_iter().map(|band| band.place.clone()).collect())
        }
        Rows::Lookup(rows, _) => Some(rows.iter().map(|row| row.place.clone()).collect()),
        Rows::Line(..) => None,
    }
}
