//! `/council/spending`: the children whose spending is to be talked about, the most urgent first, as far as one's relations reach.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use actions::spending::{look_through, open_to};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::access::{Action, reach};
use seven_core::audit::Event;
use seven_core::monitoring::{SpendingTalk, TalkStatus};
use seven_core::{Pence, PersonId};
use store::papers::{self, Stored};
use store::worklist::{self, Sort, Wanted};
use store::{Query, people};

use super::layout::{Form, Office, may};
use super::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Button;
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "council/spending";
/// Rows on the page; the most urgent are enough for a day.
const ROWS: usize = 200;
/// So many conversations are looked at for one page.
const LOOKED_AT: usize = 2_000;
/// From so many days before the last one on, a day is marked.
const SOON_DAYS: i32 = 7;

/// The list.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let rows = rows(&visit).await?;
    if let Some(permit) = &visit.permit {
        let event = Event::of(permit, "list spending to talk about").with("rows", rows.len());
        visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    }
    let mut office = Office::new(&visit, w, w.t("title")).say(w.t("lead"));
    office =
        if rows.is_empty() { office.with(&Empty::new(w, w.t("none"))) } else { office.with(&table(&visit, w, &rows)) };
    if may(&visit, Action::PreparePayments) {
        let form = Form::new(&visit, "/council/spending").button(Button::new(w.t("look")).secondary());
        office = office.heading(w.t("look_title")).say(w.t("look_lead")).with(&form);
    }
    office.shown()
}

/// A child's conversation, and what the child is called.
type Line = (Stored<SpendingTalk>, String);

async fn rows(visit: &Visit) -> Result<Vec<Line>, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let mut open = papers::until::<SpendingTalk>(&mut reading, TalkStatus::Open.code(), Date::MAX).await?;
    open.sort_by_key(|talk| (talk.paper.alert.talk_by, talk.id));
    open.truncate(LOOKED_AT);
    let wanted = Wanted {
        viewer: signed.actor.person,
        reach: reach(&signed.actor, today),
        today,
        waiting: None,
        sort: Sort::Name,
        after: None,
        limit: 1,
    };
    let mut children: Vec<PersonId> = open.iter().map(|talk| talk.paper.child).collect();
    children.sort_unstable();
    children.dedup();
    let mut reached = std::collections::BTreeSet::new();
    for some in children.chunks(500) {
        reached.extend(worklist::reached(&mut reading, &wanted, some).await?);
    }
    open.retain(|talk| reached.contains(&talk.paper.child));
    let open = open_to(&mut reading, open, (&signed.actor, visit.moment), ROWS).await?;
    let names = names(&mut reading, &open).await?;
    let named = |talk: Stored<SpendingTalk>| {
        let name = names.get(&talk.paper.child).cloned().unwrap_or_default();
        (talk, name)
    };
    Ok(open.into_iter().map(named).collect())
}

async fn names(at: &mut impl Query, talks: &[Stored<SpendingTalk>]) -> Result<BTreeMap<PersonId, String>, Fault> {
    let mut names = BTreeMap::new();
    for child in talks.iter().map(|talk| talk.paper.child) {
        if let Entry::Vacant(free) = names.entry(child) {
            free.insert(people::find(at, child).await?.map(|person| person.name.shown()).unwrap_or_default());
        }
    }
    Ok(names)
}

fn table(visit: &Visit, w: PageWords, lines: &[Line]) -> Table {
    let today = visit.moment.today;
    let columns = vec![
        Column::new(w.t("column.child")),
        Column::new(w.t("column.what")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.talk_by")),
        Column::new(w.t("column.ask_by")),
    ];
    let row = |(talk, name): &Line| {
        let alert = &talk.paper.alert;
        let days = (alert.talk_by - today).get_days();
        let tone = if days < 0 {
            Tone::Urgent
        } else if days <= SOON_DAYS {
            Tone::Attention
        } else {
            Tone::Calm
        };
        let sum = if alert.pence > Pence::ZERO { alert.pence.to_string() } else { String::new() };
        vec![
            Cell::Link(Link::new(name.clone(), format!("/council/children/{}/money/spending", talk.paper.child)), None),
            Cell::text(shown::coded(w, "noticed", alert.kind.code())),
            Cell::text(sum),
            Cell::Tag(Tag::new(crate::dates::clock(w, alert.talk_by, today), tone)),
            Cell::text(shown::day_or_nothing(alert.ask_by)),
        ]
    };
    Table::new(w, w.t("title"), columns, lines.iter().map(row).collect()).hide_caption()
}

/// Looks through everybody's spending: what only time brings is noticed so.
pub async fn look(visit: Visit) -> Result<Response, Fault> {
    let begun = look_through(&visit.signed_caller()?).await?;
    let done = if begun > 0 { "looked-found" } else { "looked" };
    Ok(Redirect::to(&format!("/council/spending?done={done}")).into_response())
}
