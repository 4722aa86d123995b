//! `/family/{child}`: one child's page: where they are on the way, and what comes next.

mod living;

use std::cmp::Ordering;

use actions::life::move_of;
use actions::messages::MessagesView;
use askama::Template;
use axum::response::Html;
use seven_core::access::Action;
use seven_core::money::MoneyHolding;
use store::plans::StoredPlan;
use store::{papers, people};

use crate::family::budget::{may_see_figure, only_stream_period};
use crate::family::farewell;
use crate::family::standing::{Reader, Standing};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::parts::steps::{Amount, Stage, Step, Trail};
use crate::query::told;
use crate::visit::Visit;
use crate::words::PageWords;
use living::Living;

#[derive(Template)]
#[template(path = "family/child/page.html")]
struct ChildPage {
    page: Page,
    w: PageWords,
    name: String,
    lead: String,
    now: String,
    waits: Option<Link>,
    go: Link,
    begin: Option<Link>,
    amount: Option<Amount>,
    links: Vec<Link>,
}

/// The child's page.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/child");
    let id = visit.child()?;
    let mut reading = visit.reading().await?;
    let child = people::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    if child.died_on.is_some() {
        return farewell::page(&visit, &mut reading, &child).await;
    }
    let sees_figure = may_see_figure(&visit, &mut reading).await?;
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let (sees_plan, sees_money) = (visit.opens(Action::ViewPlan), visit.opens(Action::ViewMoney));
    let reader = Reader { person, sees_figure, sees_plan, sees_money };
    let standing = Standing::of(&mut reading, id, reader).await?;
    let has_money = sees_money && !papers::of_child::<MoneyHolding>(&mut reading, id).await?.is_empty();
    let at = format!("/family/{id}");
    let living = match standing.state {
        "living" => Some(Living::of(&mut reading, w, (id, visit.moment.today), &at).await?),
        _ => None,
    };
    let is_moving = move_of(&mut reading, id).await?.is_some();
    let new = match visit.opens(Action::ViewMessages) {
        true => Some(MessagesView::load(&mut reading, id, person).await?.unread()),
        false => None,
    };
    drop(reading);
    let Standing { state, budget, .. } = &standing;
    let plan = standing.plan.as_ref().filter(|_| visit.opens(Action::ViewOwnPages));
    let go_to = leads_to(&standing, plan, &at);
    let name = child.name.shown();
    let amount = amount(w, &standing, &at);
    let mut page = told(&visit, w, visit.page(w, name.clone()));
    let first = match budget {
        Some(budget) => format!("{at}/budget/{}", budget.id),
        None => format!("{at}/answers"),
    };
    let mut trail = steps(&visit, w, state, &first, &at, plan);
    let review = has_money && visit.opens(Action::ViewReview);
    for (index, href) in ways_on(&at, has_money, review, living.as_ref()) {
        if let Some(step) = trail.get_mut(index).filter(|_| href.is_some()) {
            step.href = href;
        }
    }
    page.trail = Some(Trail::new(w, trail));
    let lead = match person == id {
        true => w.t("lead-own").to_owned(),
        false => w.say("lead", &[("name", &child.name.first())]),
    };
    let (now, go) = (format!("now-text.{state}"), format!("go.{state}"));
    let (now, waits) = match living {
        Some(living) => (living.now, living.waits),
        None => (w.find(&now).unwrap_or_default().to_owned(), None),
    };
    let page = ChildPage {
        page,
        w,
        now,
        waits,
        go: Link::new(w.t(&go), go_to),
        begin: begin(&visit, w, &standing, &at),
        amount,
        links: [
            messages(w, &at, new),
            links(&visit, w, &at, (sees_figure && budget.is_some(), has_money, is_moving), plan),
        ]
        .concat(),
        lead,
        name,
    };
    Ok(Html(page.render()?))
}

/// Where the first button leads.
fn leads_to(standing: &Standing, plan: Option<&StoredPlan>, at: &str) -> String {
    match (standing.state, &standing.budget, plan, standing.challenged) {
        ("asked" | "answered" | "returned" | "refused" | "looked-again", _, Some(plan), _) => {
            format!("{at}/plan/{}/agree", plan.id)
        }
        ("planning" | "signed", ..) => format!("{at}/plan"),
        ("living", ..) => format!("{at}/money"),
        ("challenged", _, _, Some(budget)) => format!("{at}/budget/{budget}/challenge"),
        ("told", Some(budget), ..) => format!("{at}/budget/{}", budget.id),
        _ => format!("{at}/answers"),
    }
}

/// The way to the first plan, or, once a figure was told anew, to the next one.
fn begin(visit: &Visit, w: PageWords, standing: &Standing, at: &str) -> Option<Link> {
    if standing.state != "told" || !visit.opens(Action::WritePlan) {
        return None;
    }
    match (&standing.plan, standing.is_told_anew) {
        (None, _) => Some(Link::new(w.t("begin-plan"), format!("{at}/plan"))),
        (Some(_), true) => Some(Link::new(w.t("begin-next-plan"), format!("{at}/plan?new=1"))),
        (Some(_), false) => None,
    }
}

/// The sum that counts now, with the way to its working: agreed in a signed plan, or told.
fn amount(w: PageWords, standing: &Standing, at: &str) -> Option<Amount> {
    let promised = standing.promised.as_ref()?;
    if promised.is_agreed {
        let plan = standing.plan.as_ref()?;
        let working = Link::new(w.t("amount.agreed-working"), format!("{at}/plan/{}/agree", plan.id));
        return Some(Amount::new(w.t("agreed"), promised.sum, working));
    }
    let budget = standing.budget.as_ref().filter(|budget| only_stream_period(&budget.record) == Some("year"))?;
    let working = Link::new(w.t("amount.working"), format!("{at}/budget/{}", budget.id));
    let amount = Amount::new(w.t("money"), promised.sum, working).period(w.t("a-year"));
    Some(if promised.is_set { amount.note(w.say("amount.set", &[("figure", &budget.total)])) } else { amount })
}

/// Where the later steps lead: to how the money is held, to living on it, to the reviews.
fn ways_on(at: &str, has_money: bool, has_reviews: bool, living: Option<&Living>) -> [(usize, Option<String>); 3] {
    let money = has_money.then(|| format!("{at}/money"));
    let lived = living.and(money.clone());
    let held = living.and_then(|living| living.held.clone()).or(money);
    [(3, held), (5, lived), (6, has_reviews.then(|| format!("{at}/review")))]
}

/// The seven steps. The first is under way until a figure is told, the second until somebody is asked to agree, the sixth
/// once money is paid.
fn steps(visit: &Visit, w: PageWords, state: &str, first: &str, at: &str, there: Option<&StoredPlan>) -> Vec<Step> {
    let now = match state {
        "told" | "planning" | "returned" | "refused" => 2,
        "asked" | "answered" | "looked-again" => 3,
        "signed" => 4,
        "living" => 6,
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

/// Messages, with how many are new.
fn messages(w: PageWords, at: &str, new: Option<usize>) -> Vec<Link> {
    let link = |new: usize| match u64::try_from(new) {
        Ok(new @ 1..) => Link::new(w.count("messages-new", new), format!("{at}/messages")),
        _ => Link::new(w.t("messages"), format!("{at}/messages")),
    };
    new.map(link).into_iter().collect()
}

/// The pages that this person's seat opens.
fn links(
    visit: &Visit,
    w: PageWords,
    at: &str,
    (has_letters, has_money, is_moving): (bool, bool, bool),
    plan: Option<&StoredPlan>,
) -> Vec<Link> {
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
    if has_money {
        links.push(Link::new(w.t("money-page"), format!("{at}/money")));
    }
    if opens(Action::ViewMoney) && is_moving {
        links.push(Link::new(w.t("move"), format!("{at}/move")));
    }
    if opens(Action::ViewReview) && plan.is_some() {
        links.push(Link::new(w.t("review"), format!("{at}/review")));
    }
    if opens(Action::SayNeedsChanged) {
        links.push(Link::new(w.t("changes"), format!("{at}/changes")));
    }
    if let Some(plan) = plan {
        let key = if visit.person() == visit.child().ok() { "own-pages-own" } else { "own-pages" };
        links.push(Link::new(w.t(key), format!("{at}/plan/{}/me", plan.id)));
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
