//! Made-up stories of what others did with their plans, to get ideas from: a line can be begun with, or all of a story.

pub(super) mod stories;

use actions::plan::take_story;
use actions::reviews::shared_learning;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::plan::stories::Story;

use super::PlanDesk;
use super::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Button;
use crate::parts::show::{Row, SummaryList};
use crate::plan_view;
use crate::sent::Sent;
use crate::visit::Visit;

/// The stories. Nobody in them is real.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let w = desk.visit.words("family/plan/ideas");
    let title = w.t("ideas.title");
    let mut sheet = Sheet::new(desk.page(title, desk.to_contents()), title).lead(w.t("ideas.lead"));
    let stories = stories::all();
    let links: Vec<Link> = stories
        .iter()
        .map(|story| Link::new(w.t(&format!("ideas.{}.situation", story.id)), format!("#{}", story.id)))
        .collect();
    sheet = sheet.links(&links);
    for story in &stories {
        let t = |what: &str| w.t(&format!("ideas.{}.{what}", story.id)).to_owned();
        let names = ["who", "wanted", "free", "paid", "money", "after"];
        let rows = names.map(|name| Row::new(w.t(&format!("ideas.name.{name}")), t(name)));
        sheet = sheet.heading(&story.id, &t("title")).with(&SummaryList::new(rows.into()));
        if desk.may(Action::WritePlan) {
            sheet = taking(sheet, &desk, story);
        }
    }
    // what families learned themselves and let others read, without names
    let mut reading = desk.visit.reading().await?;
    let told = shared_learning(&mut reading, desk.visit.moment.today).await?;
    drop(reading);
    if !told.is_empty() {
        sheet = sheet.heading("learned", w.t("ideas.learned")).say(w.t("ideas.learned-lead"));
    }
    for (title, story) in told {
        sheet = sheet.with(&SummaryList::new(vec![Row::new(w.t("ideas.learned-words"), story)]).titled(title));
    }
    sheet.shown()
}

/// Beginning with a line of the story, or with all of it.
fn taking(sheet: Sheet, desk: &PlanDesk, story: &Story) -> Sheet {
    let w = desk.visit.words("family/plan/ideas");
    let line = |(at, sample): (usize, &seven_core::plan::stories::Sample)| {
        let what = plan_view::title(desk.sheet().w, &sample.body);
        let form = desk.at(&format!("/write/{}/new?story={}.{at}", sample.body.kind(), story.id));
        Link::new(w.say("ideas.begin", &[("what", &what)]), form)
    };
    let links: Vec<Link> = story.pieces.iter().enumerate().map(line).collect();
    let all = Form::new(&desk.visit, desk.at("/ideas"))
        .hidden("story", &story.id)
        .button(Button::new(w.say("ideas.all", &[("who", &w.t(&format!("ideas.{}.name", story.id)))])).secondary());
    sheet.say(w.t("ideas.take")).bullets(&links).with(&all)
}

/// Puts all of a story into the plan, to be changed there.
pub async fn take(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let (child, id) = desk.ids();
    take_story(&desk.visit.signed_caller()?, child, id, sent.value("story")).await?;
    Ok(Redirect::to(&format!("{}?done=story", desk.at("/chapter/support"))).into_response())
}
