//! `/council/children/{child}/changes`: what was said to have changed, with its clock; saying it for a family; deciding what is
//! done about it; and what a change of the plan brings.

use actions::needs::{NeedView, NewNeed, answer, changes_of, say};
use actions::plan::PlanView;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::needs::{HowSoon, WhatFollows};
use seven_core::{NeedId, PlanId};

use super::{Known, home};
use crate::change_view::{self, Beside};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "council/child/changes";

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let mut reading = visit.reading().await?;
    let all = changes_of(&mut reading, known.child.id).await?;
    drop(reading);
    let mut office = known.page(visit, w, "review").mended(posted).heading(w.t("title"));
    if all.is_empty() {
        office = office.say(w.t("nothing"));
    }
    // one is decided at a time, the most urgent first
    let open = all.iter().filter(|one| one.stored.paper.answered.is_none());
    let first = open.min_by_key(|one| (one.stored.paper.look_by, one.stored.id)).map(|one| one.stored.id);
    for one in &all {
        office = told_of(visit, (&known, office), (one, first == Some(one.stored.id)), posted);
    }
    if known.may(Action::SayNeedsChanged) {
        office = office.heading(w.t("say.title")).say(w.t("say.lead")).with(&saying(visit, &known, posted));
    }
    office.shown()
}

fn told_of(
    visit: &Visit,
    (known, office): (&Known, Office),
    (one, is_first): (&NeedView, bool),
    posted: &Posted,
) -> Office {
    let (w, cw) = (visit.words(FOLDER), change_view::words(visit));
    let change = &one.stored.paper;
    let mut rows = vec![
        Row::new(w.t("row.what"), change.what.clone()),
        Row::new(w.t("row.who"), w.say("who", &[("who", &one.said_by), ("day", &shown::day(change.said_on))])),
        Row::new(w.t("row.since"), shown::day(change.since)),
        Row::new(w.t("row.look-by"), look_by(w, one, visit.moment.today)),
    ];
    if let Some(answered) = &change.answered {
        let who = w.say("who", &[("who", &one.answered_by), ("day", &shown::day(answered.on))]);
        rows.push(Row::new(w.t("row.answer"), format!("{}: {who}", w.t(&format!("follows.{}", answered.what)))));
        if !answered.why.is_empty() {
            rows.push(Row::new(w.t("row.why"), answered.why.clone()));
        }
    }
    let title = w.say("of", &[("day", &shown::day(change.said_on))]);
    let mut office = office.with(&SummaryList::new(rows).titled(title)).with(&change_view::course(cw, one));
    if let Some(plan) = &one.plan {
        office = office.link(w.t("to_beside"), &format!("{}/changes/{}", home(known.child.id), plan.id));
    }
    if is_first && known.may(Action::AnswerNeedsChanged) {
        office = office.with(&answering(visit, known, one, posted));
    }
    office
}

fn look_by(w: PageWords, one: &NeedView, today: Date) -> String {
    let change = &one.stored.paper;
    let by = shown::day(change.look_by);
    let soon = w.t(&format!("how-soon.{}", change.how_soon)).to_owned();
    match change.days_late(today) {
        0 => w.say("look-by", &[("day", &by), ("soon", &soon)]),
        late => w.count_with("late", late, &[("day", &by), ("soon", &soon)]),
    }
}

/// What is done about it.
fn answering(visit: &Visit, known: &Known, one: &NeedView, posted: &Posted) -> Form {
    let w = visit.words(FOLDER);
    let is_this = posted.value("need") == one.stored.id.to_string();
    let empty = Posted::empty(w);
    let typed = if is_this { posted } else { &empty };
    let choice = |what: &WhatFollows| {
        let code = what.code();
        Choice::new(code, w.t(&format!("follows.{code}"))).hint(w.t(&format!("follows.{code}-hint")))
    };
    let mut from = typed.field("from");
    if from.value.is_empty() {
        let first = visit.moment.today.last_of_month().tomorrow().unwrap_or(visit.moment.today);
        from = from.value(first.to_string());
    }
    Form::new(visit, format!("{}/changes/{}", home(known.child.id), one.stored.id))
        .hidden("need", one.stored.id)
        .hidden("version", one.stored.version)
        .field(&typed.field("follows").radios(WhatFollows::ALL.iter().map(choice).collect()))
        .field(&from.date())
        .field(&typed.field("why").text_area(4_000).rows(3))
        .button(Button::new(w.t("answer")))
}

fn saying(visit: &Visit, known: &Known, posted: &Posted) -> Form {
    let w = visit.words(FOLDER);
    let sent = posted.value("once");
    let once = if sent.is_empty() { visit.app.store.chance().id(visit.moment.at).to_string() } else { sent.to_owned() };
    let soon = |soon: &HowSoon| Choice::new(soon.code(), w.t(&format!("how-soon.{}", soon.code())));
    Form::new(visit, format!("{}/changes", home(known.child.id)))
        .hidden("once", once)
        .field(&posted.field("what").text_area(4_000).rows(4))
        .field(&posted.field("since").date())
        .field(&posted.field("how-soon").radios(HowSoon::ALL.iter().map(soon).collect()))
        .button(Button::new(w.t("say.send")).secondary())
}

/// Says it for a family.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let id: NeedId = posted.value("once").parse().map_err(|_| Fault::NotFound)?;
    let done = match (typed_day(&posted.date("since")), HowSoon::from_code(posted.value("how-soon"))) {
        (None, _) => Err(actions::ActionError::invalid("since", "no-day")),
        (_, Err(_)) => Err(actions::ActionError::invalid("how-soon", "choose-from-the-list")),
        (Some(since), Ok(how_soon)) => {
            let new = NewNeed { what: posted.value("what").to_owned(), since, how_soon, answers_again: false };
            say(&visit.signed_caller()?, child, id, new).await
        }
    };
    match done {
        Ok(()) => Ok(back(&format!("{}/changes", home(child)), "said")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}

/// Decides what is done about it.
pub async fn decide(visit: Visit, Path((_, need)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let id: NeedId = need.parse().map_err(|_| Fault::NotFound)?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let done = match WhatFollows::from_code(posted.value("follows")) {
        Err(_) => Err(actions::ActionError::invalid("follows", "choose-from-the-list")),
        Ok(what) => {
            let from = typed_day(&posted.date("from"));
            let said = (what, posted.value("why"));
            answer(&visit.signed_caller()?, child, (id, version), said, from).await
        }
    };
    match done {
        Ok(()) => Ok(back(&format!("{}/changes", home(child)), "answered")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}

/// What a change of the plan brings.
pub async fn beside(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let (w, cw) = (visit.words(FOLDER), change_view::words(&visit));
    let id: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let known = Known::of(&visit).await?;
    let mut reading = visit.reading().await?;
    let view = PlanView::load(&mut reading, known.child.id, id).await?;
    let beside = Beside::load(&mut reading, view).await?.ok_or(Fault::NotFound)?;
    let money = match beside.is_signed() && known.may(Action::ViewMoney) {
        true => Some(actions::money::MoneyView::load(&mut reading, known.child.id, visit.moment.today).await?),
        false => None,
    };
    drop(reading);
    let mut office = known.page(&visit, w, "plan").heading(w.t("beside")).say(&beside.days(cw));
    if let Some(figures) = beside.figures(cw) {
        office = office.with(&figures).say(&beside.working(cw));
    }
    office = match beside.pieces(cw) {
        Some(pieces) => office.with(&pieces),
        None => office.say(w.t("nothing_new")),
    };
    if let Some(money) = &money {
        if let Some(lines) = beside.money(cw, money) {
            office = office.with(&lines);
        }
        office = office.bullets(&beside.payments(cw, money));
    }
    office.link(w.t("to_changes"), &format!("{}/changes", home(known.child.id))).shown()
}
