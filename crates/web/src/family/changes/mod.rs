//! `/family/{child}/changes`: saying that something has changed, seeing what is done about it, and changing the plan; and what
//! a change of the plan brings, beside what was agreed.

mod beside;

pub use beside::show as beside;

use actions::needs::{NeedView, NewNeed, changes_of, say};
use actions::plan::amend;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::NeedId;
use seven_core::access::Action;
use seven_core::needs::{HowSoon, Stage, WhatFollows};
use seven_core::plan::PlanStatus;
use seven_core::plan::amending::first_day;
use store::plans::{self, StoredPlan};
use store::{StoreError, people};

use super::plan::sheet::{Form, Sheet, refuse};
use crate::change_view;
use crate::dates::day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "family/changes";

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let (w, child) = (visit.words(FOLDER), visit.child()?);
    let mut reading = visit.reading().await?;
    let name = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?.name.first().to_owned();
    let all = changes_of(&mut reading, child).await?;
    let plans = plans::of_child(&mut reading, child).await?;
    drop(reading);
    let is_own = visit.person() == Some(child);
    let title = if is_own { w.t("title-own").to_owned() } else { w.say("title", &[("name", &name)]) };
    let mut page = told(visit, w, visit.page(w, title.clone()));
    page.back = Some(Link::new(w.say("nav.child", &[("name", &name)]), format!("/family/{child}")));
    let mut sheet = Sheet::new(page, title).lead(w.t("lead")).mended(posted);
    for one in &all {
        sheet = told_of(visit, sheet, one);
    }
    if let Some(plan) = plans.iter().find(|plan| plan.status == PlanStatus::Signed)
        && visit.moment.today < plan.stretch.until
        && !plans.iter().any(is_written)
        && visit.opens(Action::WritePlan)
    {
        sheet = changing(visit, sheet, plan, posted);
    }
    if visit.opens(Action::SayNeedsChanged) {
        sheet = sheet.heading("say", w.t("say.title")).with(&saying(visit, posted));
    }
    sheet.shown()
}

fn is_written(plan: &StoredPlan) -> bool {
    matches!(plan.status, PlanStatus::Draft | PlanStatus::Asked | PlanStatus::Agreed)
}

/// One change: what was said, what is done about it, its steps, and where to go on.
fn told_of(visit: &Visit, sheet: Sheet, one: &NeedView) -> Sheet {
    let (w, cw) = (visit.words(FOLDER), change_view::words(visit));
    let change = &one.stored.paper;
    let id = format!("change-{}", one.stored.id);
    let said =
        w.say("said", &[("who", &one.said_by), ("day", &day(w, change.said_on)), ("since", &day(w, change.since))]);
    let sheet = sheet.heading(&id, &w.say("of", &[("day", &day(w, change.said_on))]));
    let sheet = sheet.say(&said).set_apart("plain", std::slice::from_ref(&change.what));
    let next = match (&change.answered, change.days_late(visit.moment.today)) {
        (None, 0) => w.say("look-by", &[("day", &day(w, change.look_by))]),
        (None, late) => w.count_with("late", late, &[("day", &day(w, change.look_by))]),
        (Some(answered), _) => {
            let key = format!("answered.{}", answered.what);
            let told = w.say(&key, &[("who", &one.answered_by), ("day", &day(w, answered.on))]);
            if answered.why.is_empty() { told } else { format!("{told}\n{}", answered.why) }
        }
    };
    let tone = if change.answered.is_none() { "action" } else { "information" };
    let sheet = sheet.set_apart(tone, &[next]);
    if change.answered.as_ref().is_some_and(|answered| answered.what == WhatFollows::GoesOn) {
        let at = format!("/family/{}/messages", change.child);
        return sheet.links(&[Link::new(w.t("not-agree"), at)]);
    }
    sheet.with(&change_view::course(cw, one)).links(&links(w, one))
}

/// Where the next step is taken.
fn links(w: PageWords, one: &NeedView) -> Vec<Link> {
    let at = format!("/family/{}", one.stored.paper.child);
    let mut links = Vec::new();
    if one.stored.paper.round.is_some() && matches!(one.course.next(), Some(Stage::Look | Stage::Questions)) {
        links.push(Link::new(w.t("to.questions"), format!("{at}/answers")));
    }
    let is_told = one.course.stages.contains(&(Stage::Figure, true));
    if is_told {
        links.push(Link::new(w.t("to.figure"), format!("{at}/budget")));
    }
    if let Some(plan) = &one.plan {
        if one.course.next() == Some(Stage::Plan) {
            links.push(Link::new(w.t("to.plan"), format!("{at}/plan/{}", plan.id)));
        }
        links.push(Link::new(w.t("to.beside"), format!("{at}/changes/{}", plan.id)));
        if matches!(one.course.next(), Some(Stage::Agreed | Stage::Money)) {
            links.push(Link::new(w.t("to.agree"), format!("{at}/plan/{}/agree", plan.id)));
        }
        if one.course.next().is_none() {
            links.push(Link::new(w.t("to.money"), format!("{at}/money")));
        }
    }
    links
}

/// Beginning to change the plan: from when on.
fn changing(visit: &Visit, sheet: Sheet, plan: &StoredPlan, posted: &Posted) -> Sheet {
    let w = visit.words(FOLDER);
    let first = first_day(plan.stretch, visit.moment.today).unwrap_or(plan.stretch.until);
    let mut from = posted.field("from");
    if from.value.is_empty() {
        from = from.value(first.to_string());
    }
    let until = day(w, plan.stretch.until);
    let form = Form::new(visit, format!("/family/{}/changes/plan", plan.child));
    sheet
        .heading("plan", w.t("plan.title"))
        .say(&w.say("plan.lead", &[("until", &until)]))
        .with(&form.field(&from.date()).button(Button::new(w.t("plan.begin"))))
}

fn saying(visit: &Visit, posted: &Posted) -> Form {
    let w = visit.words(FOLDER);
    let sent = posted.value("once");
    let once = if sent.is_empty() { visit.app.store.chance().id(visit.moment.at).to_string() } else { sent.to_owned() };
    let soon = |soon: &HowSoon| {
        let code = soon.code();
        Choice::new(code, w.t(&format!("how-soon.{code}"))).hint(w.t(&format!("how-soon.{code}-hint")))
    };
    let mut how_soon = posted.field("how-soon");
    if how_soon.value.is_empty() {
        how_soon = how_soon.value(HowSoon::ThisWeek.code());
    }
    let mut form =
        Form::new(visit, format!("/family/{}/changes", visit.child().map(|id| id.to_string()).unwrap_or_default()))
            .hidden("once", once)
            .field(&posted.field("what").text_area(4_000).rows(5))
            .field(&posted.field("since").date())
            .field(&how_soon.radios(HowSoon::ALL.iter().map(soon).collect()));
    if visit.opens(Action::OpenAssessment) {
        let again = Choice::new("yes", w.t("again.yes")).chosen(!posted.all("again").is_empty());
        form = form.field(&posted.field("again").checkboxes(vec![again]));
    }
    form.button(Button::new(w.t("say.send")))
}

/// Says it.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let done = match typed(&posted)? {
        Ok((id, new)) => say(&visit.signed_caller()?, child, id, new.clone()).await.map(|()| new),
        Err(error) => Err(error),
    };
    match done {
        Ok(new) if new.answers_again => {
            Ok(Redirect::to(&format!("/family/{child}/answers?done=changed-said")).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/family/{child}/changes?done=said")).into_response()),
        Err(error) => wrong(&visit, posted, error).await,
    }
}

fn typed(posted: &Posted) -> Result<Result<(NeedId, NewNeed), actions::ActionError>, Fault> {
    let id: NeedId = posted.value("once").parse().map_err(|_| Fault::NotFound)?;
    let Ok(since) = posted.date("since").parse::<Date>() else {
        return Ok(Err(actions::ActionError::invalid("since", "no-day")));
    };
    let Ok(how_soon) = HowSoon::from_code(posted.value("how-soon")) else {
        return Ok(Err(actions::ActionError::invalid("how-soon", "choose-from-the-list")));
    };
    let answers_again = !posted.all("again").is_empty();
    Ok(Ok((id, NewNeed { what: posted.value("what").to_owned(), since, how_soon, answers_again })))
}

/// Begins to change the plan.
pub async fn begin(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let done = match posted.date("from").parse::<Date>() {
        Ok(from) => amend(&visit.signed_caller()?, child, from).await,
        Err(_) => Err(actions::ActionError::invalid("from", "no-day")),
    };
    match done {
        Ok(plan) => Ok(Redirect::to(&format!("/family/{child}/plan/{plan}?done=begun")).into_response()),
        Err(error) => wrong(&visit, posted, error).await,
    }
}

async fn wrong(visit: &Visit, mut posted: Posted, error: actions::ActionError) -> Result<Response, Fault> {
    let error = match error {
        actions::ActionError::Store(StoreError::Changed(_)) => actions::ActionError::rule("changed"),
        actions::ActionError::Invalid(mut problems) => {
            for problem in &mut problems {
                for (_, value) in problem.values.iter_mut().filter(|(name, _)| matches!(*name, "from" | "until")) {
                    if let Ok(on) = value.parse::<Date>() {
                        *value = day(visit.words(FOLDER), on);
                    }
                }
            }
            actions::ActionError::Invalid(problems)
        }
        other => other,
    };
    refuse(&mut posted, visit.words(FOLDER), error)?;
    page(visit, &posted).await
}
