//! Tables as steps of a scheme.

use super::draft::{Draft, Needs, option_id, own_id};
use super::text::{pounds, quoted};
use crate::tables::{Shape, Table};

/// The text of `rules.toml`.
pub fn rules_toml(draft: &Draft) -> String {
    let mut made = "[defaults]\nsource = \"cases\"\n".to_owned();
    if let Some(price) =
        draft.tables.first().filter(|table| table.shape == Shape::Price).and_then(|table| table.rows.first())
    {
        made.push_str(&format!("\n[[parameter]]\nid = \"price-point\"\nvalue = {}\n", pounds(price.amount_pence)));
    }
    if let Needs::Questions(_) = draft.needs {
        made.push_str("\n[[step]]\nid = \"total-points\"\nkind = \"points\"\nunit = \"points\"\n");
    }
    match &draft.strata {
        None => {
            for table in draft.tables.iter().take(1) {
                made.push_str(&step(draft, "budget", table));
            }
        }
        Some(strata) => {
            let ids: Vec<(String, String)> =
                strata.values.iter().map(|value| (option_id(value), draft.table_id(value))).collect();
            for ((_, id), table) in ids.iter().zip(&draft.tables) {
                made.push_str(&step(draft, id, table));
            }
            let (last, others) = match ids.split_last() {
                Some(((_, last), others)) => (last.clone(), others),
                None => (String::new(), ids.as_slice()),
            };
            let question = quoted(&own_id(&strata.name));
            let cases = others.iter().map(|(option, id)| {
                format!("  {{ when = {{ of = {question}, is = {} }}, value = {} }},\n", quoted(option), quoted(id))
            });
            let cases: String = cases.collect();
            made.push_str(&format!(
                "\n[[step]]\nid = \"budget\"\nkind = \"cases\"\nunit = \"money\"\ncases = [\n{cases}]\notherwise = {}\n",
                quoted(&last)
            ));
        }
    }
    made
}

fn step(draft: &Draft, id: &str, table: &Table) -> String {
    let points = draft.points_id();
    let head = format!("\n[[step]]\nid = \"{id}\"\nunit = \"money\"\n");
    match table.shape {
        Shape::Steps => {
            format!("{head}kind = \"bands\"\nof = \"{points}\"\nrows = [\n{}]\n", bands(draft.range(), table))
        }
        Shape::Lines => {
            format!("{head}kind = \"line\"\nof = \"{points}\"\nrows = [\n{}]\n", line(draft.range(), table))
        }
        Shape::Price => {
            let ceiling = table.ceiling_pence.map_or(String::new(), |pence| format!("ceiling = {}\n", pounds(pence)));
            let floor = format!("floor = {}\n", pounds(table.floor_pence));
            format!("{head}kind = \"product\"\nof = [\"{points}\", \"price-point\"]\n{floor}{ceiling}")
        }
    }
}

/// Rows within the points that answers can give: the first begins with the least of them, the last has no end.
fn bands((least, most): (i64, i64), table: &Table) -> String {
    let rows: Vec<_> = table.rows.iter().filter(|row| row.from <= most).collect();
    let above = rows.partition_point(|row| row.from <= least);
    let rows = rows.get(above.saturating_sub(1)..).unwrap_or_default();
    let mut made = String::new();
    for (at, row) in rows.iter().enumerate() {
        let from = if at == 0 { least } else { row.from };
        let to = rows.get(at + 1).map_or(String::new(), |next| format!("to = {}, ", next.from - 1));
        made.push_str(&format!("  {{ from = {from}, {to}value = {} }},\n", pounds(row.amount_pence)));
    }
    made
}

/// Points of the line from the least to the most that answers can give; outside its own rows the line is level.
fn line((least, most): (i64, i64), table: &Table) -> String {
    let mut rows: Vec<(i64, i64)> = table.rows.iter().map(|row| (row.from, row.amount_pence)).collect();
    if let Some((first, amount)) = rows.first().copied().filter(|(first, _)| *first > least) {
        rows.insert(0, (least.min(first - 1), amount));
    }
    if let Some((_, amount)) = rows.last().copied().filter(|(last, _)| *last < most) {
        rows.push((most, amount));
    }
    if let [(only, amount)] = rows.as_slice() {
        rows = vec![(*only, *amount), (only + 1, *amount)];
    }
    rows.into_iter().map(|(at, amount)| format!("  {{ at = {at}, value = {} }},\n", pounds(amount))).collect()
}
