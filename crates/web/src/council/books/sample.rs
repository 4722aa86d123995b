//! A sample of the entries for an audit, drawn by risk; the same seed draws the same again.

use actions::money::audit_sample;
use axum::response::Response;
use seven_core::ledger::FinancialYear;
use seven_core::money::sample::Drawn;

use super::entries::{happened, names};
use super::{AT, FOLDER, day_of, looked, tabs};
use crate::council::layout::{Form, Office, query, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Table};
use crate::sent::pairs;
use crate::visit::Visit;

/// How many entries are drawn where nobody says.
const USUAL: usize = 25;
/// The most that are drawn at once.
const MOST: usize = 500;

/// The form, and the sample once there is a seed.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let given = visit.address.split_once('?').map(|(_, query)| pairs(query.as_bytes())).unwrap_or_default();
    let is_asked = given.iter().any(|(name, _)| name == "seed");
    let mut posted = Posted::of(w, given);
    let year = FinancialYear::of(visit.moment.today);
    let from = day_of(&visit, &posted, "from").unwrap_or(year.first());
    let until = day_of(&visit, &posted, "until").unwrap_or(visit.moment.today);
    let size = query(&visit, "size").and_then(|size| size.trim().parse().ok()).unwrap_or(USUAL).clamp(1, MOST);
    let seed = posted.value("seed").to_owned();
    let drawn = match is_asked {
        true => audit_sample(&visit.signed_caller()?, &seed, (from, until), size).await,
        false => Ok(Vec::new()),
    };
    let drawn = match drawn {
        Ok(drawn) => drawn,
        Err(error) => {
            refuse(&mut posted, w, error)?;
            Vec::new()
        }
    };
    // a seed is offered, so that nobody has to make one up; whoever wants to be free of us types their own
    let offered = if is_asked { seed.clone() } else { uuid::Uuid::now_v7().simple().to_string() };
    let form = Form::search(&visit, format!("{AT}/sample"))
        .field(&posted.field("seed").value(offered).text())
        .field(&posted.field("size").value(size.to_string()).text().characters(4))
        .field(&posted.field("from").value(from.to_string()).date())
        .field(&posted.field("until").value(until.to_string()).date())
        .button(Button::new(w.t("draw")));
    let mut office = Office::new(&visit, w, w.t("sample_title")).above(&tabs(&visit, w, "sample")).mended(&posted);
    office = office.say(w.t("sample_lead")).with(&form);
    if !is_asked || !posted.is_right() {
        return office.shown();
    }
    looked(&visit, None, ("sample of the books", drawn.len())).await?;
    if drawn.is_empty() {
        return office.with(&Empty::new(w, w.t("no_entries"))).shown();
    }
    let table = table(&visit, &drawn).await?;
    office.heading(&w.say("drawn", &[("seed", &seed)])).with(&table).shown()
}

async fn table(visit: &Visit, drawn: &[Drawn]) -> Result<Table, Fault> {
    let w = visit.words(FOLDER);
    let entries: Vec<_> = drawn.iter().map(|one| one.entry.clone()).collect();
    let names = names(&mut visit.reading().await?, &entries).await?;
    let columns = vec![
        Column::day(w.t("column.day")),
        Column::new(w.t("column.who")),
        Column::new(w.t("column.happened")),
        Column::number(w.t("column.sum")),
        Column::number(w.t("column.points")),
        Column::new(w.t("column.risks")),
    ];
    let row = |one: &Drawn| {
        let entry = &one.entry;
        let who = entry.child.or(entry.worker).and_then(|person| names.get(&person).cloned()).unwrap_or_default();
        let risks: Vec<String> = one.risks.iter().map(|risk| shown::coded(w, "risk", risk.code())).collect();
        vec![
            Cell::link(shown::day(entry.day), format!("{AT}/entries/{}", entry.id)),
            Cell::text(who),
            Cell::text(happened(w, entry)),
            Cell::text(entry.amount.to_string()),
            Cell::text(one.points.to_string()),
            Cell::text(risks.join(", ")),
        ]
    };
    Ok(Table::new(w, w.t("sample_title"), columns, drawn.iter().map(row).collect()))
}
