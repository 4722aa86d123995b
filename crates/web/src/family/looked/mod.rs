//! `/family/{child}/who-looked`: who opened or changed the record, when and why, in plain words.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use askama::Template;
use axum::response::Html;
use seven_core::audit;
use seven_core::{PersonId, access::Seat};
use store::people;

use crate::dates::instant;
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::parts::steps::{Event, Timeline};
use crate::query::query;
use crate::visit::Visit;
use crate::words::PageWords;

/// Entries on a page.
const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "family/looked/page.html")]
struct LookedPage {
    page: Page,
    w: PageWords,
    events: Timeline,
    is_empty: bool,
    with_own: bool,
    at: String,
    older: Option<i64>,
}

/// The list, the newest first.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/looked");
    let id = visit.child()?;
    let before = query(&visit, "before").and_then(|text| text.parse().ok()).unwrap_or(i64::MAX);
    let with_own = query(&visit, "own").is_some();
    let mut reading = visit.reading().await?;
    let child = people::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    let entries = store::audit::about_child(&mut reading, id, before, SHOWN).await?;
    let mut names: BTreeMap<PersonId, String> = BTreeMap::new();
    for actor in entries.iter().filter_map(|entry| entry.actor) {
        if let Entry::Vacant(slot) = names.entry(actor) {
            slot.insert(name_of(&mut reading, actor).await?);
        }
    }
    drop(reading);
    let oldest = entries.last().map(|entry| entry.number).filter(|number| *number > 1);
    let older = oldest.filter(|_| entries.len() >= usize::try_from(SHOWN).unwrap_or(usize::MAX));
    let is_shown = |entry: &&audit::Entry| with_own || entry.actor != visit.person();
    let events: Vec<Event> = entries.iter().filter(is_shown).map(|entry| event(&visit, w, entry, &names)).collect();
    let mut page = visit.page(w, w.t("title"));
    let (name, at) = (child.name.first(), format!("/family/{id}"));
    page.back = Some(Link::new(w.say("nav.child", &[("name", &name)]), at.clone()));
    let is_empty = events.is_empty();
    let page = LookedPage {
        page,
        w,
        events: Timeline::new(w, merged(events)),
        is_empty,
        with_own,
        at: format!("{at}/who-looked"),
        older,
    };
    Ok(Html(page.render()?))
}

fn event(visit: &Visit, w: PageWords, entry: &audit::Entry, names: &BTreeMap<PersonId, String>) -> Event {
    let what = w.find(&format!("action.{}", entry.action.code())).unwrap_or(w.t("action.other"));
    let why = w.find(&format!("purpose.{}", entry.purpose.code())).unwrap_or_default();
    let seat = entry.seat.map(Seat::code).and_then(|code| w.find(&format!("seat.{code}")));
    let who = entry.actor.and_then(|actor| names.get(&actor)).filter(|name| !name.is_empty());
    let who = who.map_or(w.t("service").to_owned(), String::clone);
    Event {
        title: what.to_owned(),
        when: instant(w, &visit.app.clock, entry.at),
        instant: entry.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        by: Some(seat.map_or(who.clone(), |seat| w.say("who", &[("name", &who), ("seat", &seat)]))),
        text: Some(why.to_owned()),
        link: None,
    }
}

/// The same person doing the same several times in one minute reads as once.
fn merged(events: Vec<Event>) -> Vec<Event> {
    let mut merged: Vec<Event> = Vec::new();
    for event in events {
        let is_same = |last: &Event| last.title == event.title && last.by == event.by && last.when == event.when;
        if !merged.last().is_some_and(is_same) {
            merged.push(event);
        }
    }
    merged
}
