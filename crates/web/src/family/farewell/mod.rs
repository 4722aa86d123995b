//! `/family/{child}` after a death: short, and kind. Nothing is asked, nothing is counted, no day to come is shown; the plan, the
//! pictures and all letters can be read and printed.

use actions::life::death_of;
use askama::Template;
use axum::response::Html;
use seven_core::access::Action;
use seven_core::people::Person;
use seven_core::settings::Settings;
use store::{Reading, budgets, people, plans};

use crate::family::plan::contents::present;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/farewell/page.html")]
struct FarewellPage {
    page: Page,
    w: PageWords,
    name: String,
    sorry: String,
    kept: String,
    talk: String,
    reach: Vec<String>,
    links: Vec<Link>,
}

/// The page.
pub(in crate::family) async fn page(visit: &Visit, at: &mut Reading, child: &Person) -> Result<Html<String>, Fault> {
    let w = visit.words("family/farewell");
    let name = child.name.first();
    let worker = match death_of(at, child.id).await? {
        Some(death) => people::find(at, death.paper.worker).await?.map(|worker| worker.name.shown()),
        None => None,
    };
    let home = format!("/family/{}", child.id);
    let mut links = Vec::new();
    let plan = present(&plans::of_child(at, child.id).await?).cloned();
    if let Some(plan) = plan {
        let to = |path: &str| format!("{home}/plan/{}/{path}", plan.id);
        if visit.opens(Action::ViewOwnPages) {
            links.push(Link::new(w.say("own-pages", &[("name", &name)]), to("me")));
            links.push(Link::new(w.t("profile"), to("profile")));
        }
        if visit.opens(Action::ViewPlan) {
            links.push(Link::new(w.t("plan"), to("whole")));
            links.push(Link::new(w.t("paper"), to("paper")));
        }
    }
    if visit.opens(Action::ViewBudget) && !budgets::of_child(at, child.id).await?.is_empty() {
        links.push(Link::new(w.t("letters"), format!("{home}/budget")));
    }
    for (action, key, path) in [
        (Action::ViewMoney, "money", "/money"),
        (Action::ViewMessages, "messages", "/messages"),
        (Action::ViewWhoLooked, "looked", "/who-looked"),
    ] {
        if visit.opens(action) {
            links.push(Link::new(w.t(key), format!("{home}{path}")));
        }
    }
    let settings = Settings::read(&visit.authority.settings);
    let reach = [("phone", settings.phone), ("email", settings.email)];
    let page = FarewellPage {
        page: visit.page(w, child.name.shown()),
        w,
        sorry: w.say("sorry", &[("name", &name)]),
        kept: w.say("kept", &[("name", &name)]),
        talk: match worker {
            Some(worker) => w.say("talk", &[("worker", &worker)]),
            None => w.t("talk-us").to_owned(),
        },
        reach: reach.into_iter().filter_map(|(key, value)| Some(w.say(key, &[("value", &value?)]))).collect(),
        links,
        name: child.name.shown(),
    };
    Ok(Html(page.render()?))
}
