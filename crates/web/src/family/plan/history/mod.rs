//! `/family/{child}/plan/{plan}/history`: every text that was ever saved in the plan, what changed from one to the next, word
//! by word, by whom and when.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use askama::Template;
use axum::extract::Path;
use axum::response::Html;
use seven_core::access::Action;
use seven_core::plan::difference::{Words, compare_words, told};
use seven_core::plan::piece::Body;
use seven_core::{PersonId, PieceId, PlanId};
use store::plan_pieces::{Saved, writings};
use store::plans;

use crate::dates::instant;
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

/// So many changes on a page.
const SHOWN: usize = 60;

#[derive(Template)]
#[template(path = "family/plan/history/page.html")]
struct HistoryPage {
    page: Page,
    w: PageWords,
    changes: Vec<Change>,
    more: Option<String>,
}

struct Change {
    title: String,
    about: String,
    words: Vec<Words>,
}

/// What changed, the newest first.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Html<String>, Fault> {
    let w = visit.words("family/plan/history");
    let child = visit.child()?;
    let id: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let skip: usize = crate::query::query(&visit, "after").and_then(|after| after.parse().ok()).unwrap_or(0);
    let sees_guarded = visit.opens(Action::ViewHiddenNotes);
    let mut reading = visit.reading().await?;
    plans::find(&mut reading, child, id).await?.ok_or(Fault::NotFound)?;
    let saved = writings(&mut reading, id).await?;
    let mut names: HashMap<PersonId, String> = HashMap::new();
    for one in &saved {
        if let Entry::Vacant(unknown) = names.entry(one.written_by) {
            unknown.insert(name_of(&mut reading, one.written_by).await?);
        }
    }
    drop(reading);
    let before = earlier(&saved);
    let seen = saved.iter().rev().filter(|one| sees_guarded || !is_guarded(one, &before));
    let changes: Vec<Change> = seen
        .clone()
        .skip(skip)
        .take(SHOWN)
        .map(|one| {
            let old = before.get(&(one.piece, one.version)).copied().flatten();
            let who = names.get(&one.written_by).map_or("", String::as_str);
            let when = instant(w, &visit.app.clock, one.written_at);
            change(w, one, old, &w.say("by", &[("who", &who), ("when", &when)]))
        })
        .collect();
    let next = skip.saturating_add(SHOWN);
    let more = (seen.count() > next).then(|| format!("?after={next}"));
    let mut page = visit.page(w, w.t("title"));
    page.back = Some(Link::new(w.t("back"), format!("/family/{child}/plan")));
    Ok(Html(HistoryPage { page, w, changes, more }.render()?))
}

/// What each saved text took the place of.
fn earlier(saved: &[Saved]) -> HashMap<(PieceId, i64), Option<&Body>> {
    let mut last: HashMap<PieceId, &Body> = HashMap::new();
    let mut before = HashMap::new();
    for one in saved {
        before.insert((one.piece, one.version), last.get(&one.piece).copied());
        match &one.body {
            Some(body) => drop(last.insert(one.piece, body)),
            None => drop(last.remove(&one.piece)),
        }
    }
    before
}

fn is_guarded(one: &Saved, before: &HashMap<(PieceId, i64), Option<&Body>>) -> bool {
    let old = before.get(&(one.piece, one.version)).copied().flatten();
    one.body.as_ref().or(old).is_some_and(Body::is_guarded)
}

fn change(w: PageWords, one: &Saved, old: Option<&Body>, about: &str) -> Change {
    let kind = one.body.as_ref().or(old).and_then(|body| w.find(&format!("kind.{}", body.kind().code())));
    let kind = kind.unwrap_or_default();
    let what = match (&one.body, old) {
        (None, _) => "removed",
        (Some(_), None) => "added",
        (Some(_), Some(_)) => "changed",
    };
    let (was, is) = (old.map(told).unwrap_or_default(), one.body.as_ref().map(told).unwrap_or_default());
    let words = if was == is { vec![Words::Same(is)] } else { compare_words(&was, &is) };
    Change { title: w.say(what, &[("what", &kind)]), about: about.to_owned(), words }
}
