//! `/family/{child}`: one child's page: where they are on the way, and what comes next.

use askama::Template;
use axum::response::Html;
use seven_core::access::Action;
use seven_core::assessment::Status;
use store::{assessments, budgets, challenges, people};

use crate::family::budget::{may_see_figure, only_stream_period};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::parts::steps::{Amount, Stage, Step, Trail};
use crate::query::told;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/child/page.html")]
struct ChildPage {
    page: Page,
    w: PageWords,
    name: String,
    lead: String,
    now: &'static str,
    go: Link,
    amount: Option<Amount>,
    links: Vec<Link>,
}

/// The child's page.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/child");
    let id = visit.child()?;
    let mut reading = visit.reading().await?;
    let child = people::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    let rounds = assessments::of_child(&mut reading, id).await?;
    let sees_figure = may_see_figure(&visit, &mut reading).await?;
    let budget = budgets::of_child(&mut reading, id).await?.into_iter().next().filter(|_| sees_figure);
    let waits =
        challenges::of_child(&mut reading, id).await?.into_iter().find(|one| one.outcome.is_none() && sees_figure);
    drop(reading);
    let under_way = rounds.iter().find(|one| one.status.is_waiting());
    let last = rounds.iter().find(|one| one.status != Status::Withdrawn);
    let state = match (state(under_way.or(last).map(|one| one.status)), &waits) {
        ("told", Some(_)) => "asked",
        (state, _) => state,
    };
    let at = format!("/family/{id}");
    let go_to = match (state, &budget) {
        ("asked", _) => waits.map_or(at.clone(), |waits| format!("{at}/budget/{}/challenge", waits.budget)),
        ("told", Some(budget)) => format!("{at}/budget/{}", budget.id),
        _ => format!("{at}/answers"),
    };
    let name = child.name.shown();
    let amount = budget.as_ref().and_then(|budget| {
        let working = Link::new(w.t("amount.working"), format!("{at}/budget/{}", budget.id));
        let period = only_stream_period(&budget.record);
        let shown = (period == Some("year")).then(|| Amount::new(w.t("money"), budget.total, working));
        shown.map(|amount| amount.period(w.t("a-year")))
    });
    let mut page = told(&visit, w, visit.page(w, name.clone()));
    page.trail = Some(Trail::new(w, steps(w, &go_to)));
    let lead = if visit.person() == Some(id) {
        w.t("lead-own").to_owned()
    } else {
        w.say("lead", &[("name", &child.name.first())])
    };
    let (now, go) = (format!("now-text.{state}"), format!("go.{state}"));
    let page = ChildPage {
        page,
        w,
        now: w.find(&now).unwrap_or_default(),
        go: Link::new(w.t(&go), go_to),
        amount,
        links: links(&visit, w, &at, sees_figure && budget.is_some()),
        lead,
        name,
    };
    Ok(Html(page.render()?))
}

fn state(status: Option<Status>) -> &'static str {
    match status {
        None => "new",
        Some(Status::Open) => "open",
        Some(Status::Submitted | Status::Settling) => "submitted",
        Some(Status::Settled) => "settled",
        Some(Status::Told | Status::Superseded | Status::Withdrawn) => "told",
    }
}

/// The seven steps. The first is under way until there is a plan to make.
fn steps(w: PageWords, first: &str) -> Vec<Step> {
    let step = |number: usize| Step {
        name: w.find(&format!("step.{number}")).unwrap_or_default().to_owned(),
        stage: if number == 1 { Stage::Now } else { Stage::Later },
        href: (number == 1).then(|| first.to_owned()),
    };
    (1..=7).map(step).collect()
}

/// The pages that this person's seat opens.
fn links(visit: &Visit, w: PageWords, at: &str, has_letters: bool) -> Vec<Link> {
    let opens = |action: Action| visit.opens(action);
    let mut links = Vec::new();
    if opens(Action::ViewAnswers) {
        links.push(Link::new(w.t("answers"), format!("{at}/answers")));
    }
    if has_letters {
        links.push(Link::new(w.t("letters"), format!("{at}/budget")));
    }
    if opens(Action::ViewWhoLooked) {
        links.push(Link::new(w.t("looked"), format!("{at}/who-looked")));
    }
    if opens(Action::EditChild) {
        links.push(Link::new(w.t("details"), format!("{at}/details")));
    }
    if opens(Action::HandOver) {
        links.push(Link::new(w.t("lead-page"), format!("{at}/lead")));
    }
    links.push(Link::new(w.t("practise"), "/me/practice"));
    links
}
