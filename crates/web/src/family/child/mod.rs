//! `/family/{child}`: one child's page: where they are on the way, and what comes next.

use std::cmp::Ordering;

use askama::Template;
use axum::response::Html;
use seven_core::access::Action;
use seven_core::assessment::Status;
use seven_core::plan::PlanStatus;
use store::plans::StoredPlan;
use store::{assessments, budgets, challenges, people, plans};

use crate::family::budget::{may_see_figure, only_stream_period};
use crate::family::plan::contents::present;
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
    let all_plans = plans::of_child(&mut reading, id).await?;
    let plan = present(&all_plans).filter(|_| visit.opens(Action::ViewOwnPages));
    let waits =
        challenges::of_child(&mut reading, id).await?.into_iter().find(|one| one.outcome.is_none() && sees_figure);
    drop(reading);
    let under_way = rounds.iter().find(|one| one.status.is_waiting());
    let last = rounds.iter().find(|one| one.status != Status::Withdrawn);
    let state = match (state(under_way.or(last).map(|one| one.status)), &waits) {
        ("told", Some(_)) => "challenged",
        (state, _) => state,
    };
    let at = format!("/family/{id}");
    let state =
        if under_way.is_none() && visit.opens(Action::ViewPlan) { planned(plan).unwrap_or(state) } else { state };
    let go_to = match (state, &budget) {
        ("planning" | "asked" | "signed", _) => format!("{at}/plan"),
        ("challenged", _) => waits.map_or(at.clone(), |waits| format!("{at}/budget/{}/challenge", waits.budget)),
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
    let first = match &budget {
        Some(budget) => format!("{at}/budget/{}", budget.id),
        None => format!("{at}/answers"),
    };
    page.trail = Some(Trail::new(w, steps(&visit, w, state, &first, &at, plan)));
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
        links: links(&visit, w, &at, sees_figure && budget.is_some(), plan),
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

/// Where the plan stands, for the page's words; nothing where there is none.
fn planned(plan: Option<&StoredPlan>) -> Option<&'static str> {
    match plan?.status {
        PlanStatus::Draft => Some("planning"),
        PlanStatus::Asked | PlanStatus::Agreed => Some("asked"),
        PlanStatus::Signed => Some("signed"),
        PlanStatus::Replaced | PlanStatus::PutAway => None,
    }
}

/// The seven steps. The first is under way until a figure is told, the second until somebody is asked to agree.
fn steps(visit: &Visit, w: PageWords, state: &str, first: &str, at: &str, there: Option<&StoredPlan>) -> Vec<Step> {
    let now = match state {
        "told" | "planning" => 2,
        "asked" => 3,
        "signed" => 4,
        _ => 1,
    };
    let plan = visit.opens(Action::ViewPlan).then(|| format!("{at}/plan"));
    let step = |number: usize| Step {
        name: w.find(&format!("step.{number}")).unwrap_or_default().to_owned(),
        stage: match number.cmp(&now) {
            Ordering::Less => Stage::Done,
            Ordering::Equal => Stage::Now,
            Ordering::Greater => Stage::Later,
        },
        href: match number {
            1 => Some(first.to_owned()),
            2 => plan.clone(),
            3 => there.filter(|_| plan.is_some()).map(|there| format!("{at}/plan/{}/agree", there.id)),
            _ => None,
        },
    };
    (1..=7).map(step).collect()
}

/// The pages that this person's seat opens.
fn links(visit: &Visit, w: PageWords, at: &str, has_letters: bool, plan: Option<&StoredPlan>) -> Vec<Link> {
    let opens = |action: Action| visit.opens(action);
    let mut links = Vec::new();
    if opens(Action::ViewAnswers) {
        links.push(Link::new(w.t("answers"), format!("{at}/answers")));
    }
    if has_letters {
        links.push(Link::new(w.t("letters"), format!("{at}/budget")));
    }
    if opens(Action::ViewPlan) {
        links.push(Link::new(w.t("plan"), format!("{at}/plan")));
    }
    if let Some(plan) = plan {
        links.push(Link::new(w.t("own-pages"), format!("{at}/plan/{}/me", plan.id)));
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
