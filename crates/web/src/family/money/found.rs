//! What workers obtained for the child, paid or not, with their explanation: told as soon as it is written down.

use seven_core::money::Find;
use seven_core::money::find::FindStatus;

use super::Purse;
use crate::dates::day;
use crate::parts::show::{Cell, Column, Table};

/// The latest first; nothing where nothing was obtained.
pub fn table(purse: &Purse) -> Option<Table> {
    let w = purse.w;
    if purse.finds.is_empty() {
        return None;
    }
    let columns = vec![
        Column::day(w.t("column.day")),
        Column::new(w.t("column.what")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("found.why")),
    ];
    let why = |find: &Find| match (find.status, &find.explained) {
        (_, Some((_, words))) => words.clone(),
        (FindStatus::Free, None) => w.t("found.free").to_owned(),
        (_, None) => w.t("found.to-explain").to_owned(),
    };
    let row = |find: &Find| {
        vec![
            Cell::text(day(w, find.on)),
            Cell::text(find.what.clone()),
            Cell::text(find.amount.to_string()),
            Cell::text(why(find)),
        ]
    };
    Some(Table::new(w, w.t("found.title"), columns, purse.finds.iter().rev().map(row).collect()))
}
