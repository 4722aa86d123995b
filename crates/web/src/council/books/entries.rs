//! Entries of the books that are looked for, a page at a time, with what they come to.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use seven_core::ledger::{AccountKind, Step, Transfer};
use seven_core::{Pence, PersonId};
use store::ledger::{EntryFilter, Found};
use store::{Query, StoreError, people};

use super::{AT, FOLDER, day_of, looked, tabs};
use crate::council::layout::{Form, Office, query};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Pagination, Row, SummaryList, Table};
use crate::sent::pairs;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// Rows on a page.
const ROWS: u32 = 100;

/// What the address asks for.
fn asked(visit: &Visit, posted: &Posted) -> EntryFilter {
    let person = |name: &str| query(visit, name).and_then(|id| id.trim().parse::<PersonId>().ok());
    EntryFilter {
        stream: query(visit, "stream").filter(|stream| !stream.is_empty()),
        account: query(visit, "account").and_then(|code| AccountKind::from_code(&code).ok()),
        child: person("child"),
        worker: person("worker"),
        from: day_of(visit, posted, "from"),
        until: day_of(visit, posted, "until"),
    }
}

/// The address of the same entries.
fn address(filter: &EntryFilter) -> String {
    let id = |id: Option<PersonId>| id.map(|id| id.to_string()).unwrap_or_default();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (stream, account) = (filter.stream.clone().unwrap_or_default(), filter.account.map(AccountKind::code));
    format!(
        "{AT}/entries?stream={}&account={}&child={}&worker={}&from={}&until={}",
        form_urlencoded::byte_serialize(stream.as_bytes()).collect::<String>(),
        account.unwrap_or_default(),
        id(filter.child),
        id(filter.worker),
        day(filter.from),
        day(filter.until)
    )
}

/// The entries.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let given = visit.address.split_once('?').map(|(_, query)| pairs(query.as_bytes())).unwrap_or_default();
    let posted = Posted::of(w, given);
    let filter = asked(&visit, &posted);
    let page = query(&visit, "page").and_then(|page| page.parse::<u32>().ok()).unwrap_or(1).max(1);
    let skip = i64::from(page - 1).saturating_mul(i64::from(ROWS));
    let found = actions::money::entries(&visit.signed_caller()?, &filter, (skip, i64::from(ROWS))).await?;
    looked(&visit, filter.child, ("list entries of the books", found.entries.len())).await?;
    let mut reading = visit.reading().await?;
    let streams = store::ledger::trial_balance(&mut reading).await?.streams;
    let names = names(&mut reading, &found.entries).await?;
    let narrowed = match filter.child {
        Some(child) => people::find(&mut reading, child).await?.map(|person| person.name.shown()),
        None => None,
    };
    drop(reading);
    let mut office = Office::new(&visit, w, w.t("entries_title")).above(&tabs(&visit, w, "entries"));
    if let Some(name) = narrowed {
        office = office.say(&w.say("of_child", &[("name", &name)]));
    }
    let streams: Vec<String> = streams.into_keys().collect();
    office = office.with(&form(&visit, &filter, &streams));
    if found.entries.is_empty() {
        return office.with(&Empty::new(w, w.t("no_entries"))).shown();
    }
    if filter.account.is_some() {
        office = office.with(&summed(w, &found));
    }
    let pages = Pagination::new(w, address(&filter), page, ROWS, found.count);
    office.with(&table(w, w.t("entries_title"), &found.entries, &names)).with(&pages).shown()
}

fn form(visit: &Visit, filter: &EntryFilter, streams: &[String]) -> Form {
    let w = visit.words(FOLDER);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let values = [
        ("stream", filter.stream.clone().unwrap_or_default()),
        ("account", filter.account.map(AccountKind::code).unwrap_or_default().to_owned()),
    ];
    let posted = Posted::of(w, values.map(|(name, value)| (name.to_owned(), value)).to_vec());
    let any = || Choice::new("", w.t("any"));
    let accounts = AccountKind::ALL.iter().map(|one| Choice::new(one.code(), shown::coded(w, "account", one.code())));
    let own = streams.iter().map(|one| Choice::new(one.clone(), called(one)));
    let mut form = Form::search(visit, format!("{AT}/entries"));
    if let Some(child) = filter.child {
        form = form.hidden("child", child);
    }
    if let Some(worker) = filter.worker {
        form = form.hidden("worker", worker);
    }
    form.field(&posted.field("stream").select([any()].into_iter().chain(own).collect()).without_blank())
        .field(&posted.field("account").select([any()].into_iter().chain(accounts).collect()).without_blank())
        .field(&posted.field("from").value(day(filter.from)).date())
        .field(&posted.field("until").value(day(filter.until)).date())
        .button(Button::new(w.t("look")).secondary())
}

fn summed(w: PageWords, found: &Found) -> SummaryList {
    let sum = |key: &str, pence: i64| Row::new(w.find(key).unwrap_or(key), Pence(pence).to_string());
    SummaryList::new(vec![
        sum("came", found.came),
        sum("went", found.went),
        sum("comes_to", found.came.saturating_sub(found.went)),
    ])
}

/// What children, workers and whoever wrote an entry are called.
pub(super) async fn names(at: &mut impl Query, entries: &[Transfer]) -> Result<BTreeMap<PersonId, String>, StoreError> {
    let mut named: BTreeSet<PersonId> = BTreeSet::new();
    for entry in entries {
        named.extend([entry.child, entry.worker, entry.named.by].into_iter().flatten());
    }
    let mut names = BTreeMap::new();
    for person in named {
        let found = people::find(at, person).await?;
        names.insert(person, found.map(|person| person.name.shown()).unwrap_or_default());
    }
    Ok(names)
}

/// What happened, with the step where it is not a plain one.
pub(super) fn happened(w: PageWords, entry: &Transfer) -> String {
    let movement = shown::coded(w, "movement", entry.movement.code());
    match entry.step {
        Step::Post => movement,
        step => w.say("step", &[("what", &movement), ("step", &shown::coded(w, "steps", step.code()))]),
    }
}

/// Entries as a table; each leads to its own page.
pub(super) fn table(w: PageWords, title: &str, entries: &[Transfer], names: &BTreeMap<PersonId, String>) -> Table {
    let columns = vec![
        Column::day(w.t("column.day")),
        Column::new(w.t("column.who")),
        Column::new(w.t("column.stream")),
        Column::new(w.t("column.happened")),
        Column::new(w.t("column.why")),
        Column::new(w.t("column.by")),
        Column::number(w.t("column.sum")),
    ];
    let name = |person: Option<PersonId>| person.and_then(|person| names.get(&person).cloned()).unwrap_or_default();
    let row = |entry: &Transfer| {
        vec![
            Cell::link(shown::day(entry.day), format!("{AT}/entries/{}", entry.id)),
            Cell::text(name(entry.child.or(entry.worker))),
            Cell::text(called(&entry.stream)),
            Cell::text(happened(w, entry)),
            Cell::text(entry.named.reason.clone()),
            Cell::text(name(entry.named.by)),
            Cell::text(entry.amount.to_string()),
        ]
    };
    Table::new(w, title, columns, entries.iter().map(row).collect())
}
