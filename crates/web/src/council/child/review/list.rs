//! By when a review is due by each clock, planning one, and every review there was.

use actions::reviews;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::review::{Due, ReviewStatus, clock};

use super::super::home;
use super::{FOLDER, day, id, opened};
use crate::council::layout::{Form, back, refuse};
use crate::council::shown;
use crate::fault::{Fault, broken};
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Table, Tag, Tone};
use crate::review_view;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The page.
pub async fn overview(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let (known, view) = opened(visit).await?;
    let today = visit.moment.today;
    let at = format!("{}/review", home(known.child.id));
    let mut office = known.page(visit, w, "review").mended(posted);
    if view.plan.is_none() {
        office = office.say(w.t("no_plan"));
    } else {
        office = office.with(&due(w, &view.due, today)?);
    }
    if !view.reviews.is_empty() {
        office = office.with(&all(w, &view, &at));
    }
    let open = view.open();
    let can_plan = open.is_none_or(|one| one.paper.status == ReviewStatus::Asked);
    if can_plan && known.may(Action::HoldReview) {
        if let Some(asked) = open {
            office = office.say(&w.say("asked_why", &[("why", &asked.paper.why)]));
        }
        let mut form = Form::new(visit, at.clone());
        if let Some(asked) = open {
            form = form.hidden("review", asked.id).hidden("version", asked.version);
        }
        office = office.heading(w.t("plan_title")).with(&planning(w, form, posted, w.t("plan")));
    }
    office = office.link(w.t("to_changes"), &format!("{}/changes", home(known.child.id)));
    let rw = review_view::words(visit);
    if let Some(lines) = review_view::lines(rw, &view) {
        office = office.with(&lines);
    }
    for (number, one) in view.outcomes.iter().enumerate() {
        office = office.with(&review_view::figure(rw, &view, number, one));
    }
    office.shown()
}

/// What planning asks: the day, the place, and whether it is one of an education, health and care plan.
pub(super) fn planning(w: PageWords, form: Form, posted: &Posted, button: &str) -> Form {
    let is_ehc = posted.all("is-ehc").contains(&"yes");
    form.field(&posted.field("on").date())
        .field(&posted.field("place").text())
        .field(&posted.field("is-ehc").checkboxes(vec![Choice::new("yes", w.t("is-ehc.yes")).chosen(is_ehc)]))
        .button(Button::new(button))
}

fn due(w: PageWords, due: &[Due], today: jiff::civil::Date) -> Result<Table, Fault> {
    let pack = clock::known().map_err(|error| broken(&error))?;
    let title = |one: &Due| {
        let known = pack.clocks.iter().find(|clock| clock.id == one.clock);
        known.map_or_else(|| w.t("first-weeks").to_owned(), |clock| clock.title.clone())
    };
    let state = |one: &Due| {
        let late = one.days_late(today);
        if late > 0 {
            let text = w.count("late", u64::try_from(late).unwrap_or(0));
            return Cell::Tag(Tag::new(text, Tone::Urgent));
        }
        let left = i64::from((one.by - today).get_days());
        Cell::text(w.count("left", u64::try_from(left).unwrap_or(0)))
    };
    let source = |one: &Due| match one.source.is_empty() {
        true => w.t("own_setting").to_owned(),
        false => w.say("source", &[("source", &one.source), ("mark", &shown::coded(w, "mark", &one.mark))]),
    };
    let columns = ["clock", "by", "state", "stands"].map(|key| Column::new(w.t(&format!("column.{key}"))));
    let rows = due
        .iter()
        .map(|one| vec![Cell::text(title(one)), Cell::text(shown::day(one.by)), state(one), Cell::text(source(one))]);
    Ok(Table::new(w, w.t("due_title"), columns.to_vec(), rows.collect()))
}

fn all(w: PageWords, view: &reviews::ReviewView, at: &str) -> Table {
    let columns = ["day", "state", "place"].map(|key| Column::new(w.t(&format!("column.{key}"))));
    let row = |one: &store::papers::Stored<seven_core::review::Review>| {
        let on = shown::day(one.paper.held_on.or(one.paper.on).unwrap_or(one.paper.made_on));
        vec![
            Cell::link(on, format!("{at}/{}", one.id)),
            Cell::text(shown::coded(w, "status", one.paper.status.code())),
            Cell::text(one.paper.place.clone()),
        ]
    };
    Table::new(w, w.t("reviews_title"), columns.to_vec(), view.reviews.iter().rev().map(row).collect())
}

/// Plans a review: the one that was asked for, or a new one.
pub async fn plan(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let known = match posted.value("review") {
        "" => None,
        review => Some((id(review)?, super::version(&posted)?)),
    };
    let is_new = known.is_none_or(|_| posted.value("again").is_empty());
    let is_ehc = posted.all("is-ehc").contains(&"yes");
    let done = match day(&posted, "on") {
        Ok(on) => reviews::plan(&visit.signed_caller()?, child, known, (on, posted.value("place"), is_ehc)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(review) => Ok(back(&format!("{}/review/{review}", home(child)), "planned")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            match known {
                Some((review, _)) if !is_new => super::desk::page(&visit, &review.to_string(), &posted).await,
                _ => page(&visit, &posted).await,
            }
        }
    }
}
