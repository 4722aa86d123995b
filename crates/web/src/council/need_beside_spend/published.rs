//! A table that may be published: children by quarters of need and of spend, small numbers kept back.

use axum::response::Response;
use seven_core::need_beside_spend::suppression::FLOOR;
use seven_core::need_beside_spend::{Shown, SuppressedRow, SuppressedTable, suppress_table};

use super::figures::{Figures, file};
use super::quarter;
use crate::council::layout::Office;
use crate::fault::Fault;
use crate::parts::show::{Cell, Column, Table};
use crate::visit::Visit;
use crate::words::PageWords;

const QUARTERS: [&str; 4] = ["quarter.least", "quarter.second", "quarter.third", "quarter.most"];

fn counted(figures: &Figures) -> SuppressedTable {
    let mut rows = vec![vec![0_u64; 4]; 4];
    for placed in &figures.picture.children {
        let need = quarter(placed.double_need_rank, &figures.picture);
        let cost = quarter(placed.double_cost_rank, &figures.picture);
        if let Some(count) = rows.get_mut(need).and_then(|row| row.get_mut(cost)) {
            *count += 1;
        }
    }
    suppress_table(&rows, FLOOR)
}

fn shown(number: Shown) -> String {
    match number {
        Shown::Number(number) => number.to_string(),
        Shown::Suppressed => "c".to_owned(),
    }
}

/// Adds the table to the page.
pub fn table(w: PageWords, office: Office, figures: &Figures) -> Office {
    let counted = counted(figures);
    let name = |key: &'static str| w.find(key).unwrap_or(key);
    let mut columns = vec![Column::new(w.t("quarter.need"))];
    columns.extend(QUARTERS.map(|key| Column::number(w.say("quarter.spend", &[("quarter", &name(key))]))));
    columns.push(Column::number(w.t("quarter.all")));
    let row = |label: &str, row: &SuppressedRow| {
        let numbers = row.parts.iter().chain([&row.total]).map(|number| Cell::text(shown(*number)));
        [Cell::text(label)].into_iter().chain(numbers).collect::<Vec<_>>()
    };
    let rows = QUARTERS.iter().zip(&counted.rows).map(|(key, one)| row(name(key), one)).collect();
    let table = Table::new(w, w.t("published"), columns, rows).total(row(w.t("quarter.all"), &counted.totals));
    let office = office.heading(w.t("published")).say(&w.say("published_lead", &[("floor", &FLOOR)])).with(&table);
    office.link(w.t("published_csv"), "/council/need-beside-spend/published.csv")
}

/// `/council/need-beside-spend/published.csv`.
pub async fn published_csv(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/need_beside_spend");
    let mut reading = visit.reading().await?;
    let figures = Figures::load(&visit, &mut reading, w).await?;
    figures.record(&visit, "published table").await?;
    let counted = counted(&figures);
    let mut text = String::from("need_quarter,spend_1,spend_2,spend_3,spend_4,all\r\n");
    let labels = ["1", "2", "3", "4", "all"];
    for (label, row) in labels.iter().zip(counted.rows.iter().chain([&counted.totals])) {
        let numbers: Vec<String> = row.parts.iter().chain([&row.total]).map(|number| shown(*number)).collect();
        text.push_str(&format!("{label},{}\r\n", numbers.join(",")));
    }
    Ok(file("need-beside-spend-published.csv", text))
}
