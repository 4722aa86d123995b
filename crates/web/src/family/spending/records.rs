//! What was written down by hand, and the way to write down more.

use axum::response::Response;
use seven_core::access::Action;
use seven_core::matching::ExpectedKind;
use seven_core::spending::RecordState;
use store::spending::records::StoredRecord;

use super::Till;
use crate::dates::day;
use crate::family::plan::sheet::Sheet;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::visit::Visit;

/// What can be written down, in the order in which it is offered.
pub(crate) const KINDS: [ExpectedKind; 5] =
    [ExpectedKind::Receipt, ExpectedKind::Cash, ExpectedKind::Mileage, ExpectedKind::Timesheet, ExpectedKind::Invoice];

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let w = till.w;
    let title = w.say("records.title", &[("name", &till.name)]);
    let back = Link::new(w.t("to.money"), till.at(""));
    let mut sheet = Sheet::new(till.page(title.clone(), back), title).lead(w.t("records.lead"));
    if till.visit.opens(Action::RecordSpending) {
        let link = |kind: &ExpectedKind| {
            let text = w.find(&format!("new.{}", kind.code())).unwrap_or_default();
            Link::new(text, till.at(&format!("/records/new/{}", kind.code())))
        };
        sheet = sheet.heading("new", w.t("records.new")).bullets(&KINDS.iter().map(link).collect::<Vec<_>>());
    }
    sheet = match till.view.records.is_empty() {
        true => sheet.with(&Empty::new(w, w.t("records.none"))),
        false => sheet.with(&table(&till)),
    };
    sheet.links(&[till.to_statements()]).shown()
}

fn table(till: &Till) -> Table {
    let w = till.w;
    let columns = vec![
        Column::new(w.t("column.what")),
        Column::day(w.t("column.day")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.for")),
        Column::new(w.t("column.state")),
    ];
    let row = |kept: &StoredRecord| {
        let name = w.say("for.record", &[("kind", &till.kind(kept.record.kind)), ("payee", &kept.record.payee)]);
        let (word, tone) = state(till, kept);
        vec![
            Cell::link(name, till.at(&format!("/records/{}", kept.id))),
            Cell::text(day(w, kept.record.day)),
            Cell::text(kept.record.pence.to_string()),
            Cell::text(kept.record.piece.map(|piece| till.what(piece)).unwrap_or_default()),
            Cell::Tag(Tag::new(word, tone)),
        ]
    };
    Table::new(w, w.t("records.all"), columns, till.view.records.iter().map(row).collect())
}

/// How a record stands, in a word.
pub(super) fn state(till: &Till, kept: &StoredRecord) -> (&'static str, Tone) {
    let (key, tone) = match kept.state {
        RecordState::Waiting => ("record-state.waiting", Tone::Attention),
        RecordState::TakenBack => ("record-state.taken-back", Tone::Calm),
        RecordState::Standing if till.view.is_paid(kept.id) => ("record-state.paid", Tone::Good),
        RecordState::Standing => ("record-state.standing", Tone::Active),
    };
    (till.w.find(key).unwrap_or_default(), tone)
}
