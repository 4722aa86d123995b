//! `/shared-plan/{token}`: the parts of a plan that a family shows to somebody outside. A wrong, ended or old link looks like a
//! page that is not there. Each opening is written into the child's record before anything is shown.

use actions::plan::by_token;
use askama::Template;
use axum::extract::Path;
use axum::response::Html;
use seven_core::access::{Action, by_link};
use seven_core::audit::Event;
use seven_core::document::Style;
use seven_core::plan::paper::shared_blocks;
use store::people;

use crate::dates::{day, day_of};
use crate::fault::Fault;
use crate::parts::document::Blocks;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "public/shared_plan/page.html")]
struct SharedPage {
    page: Page,
    w: PageWords,
    title: String,
    lead: String,
    blocks: Blocks,
}

/// What the link shows.
pub async fn show(visit: Visit, Path(token): Path<String>) -> Result<Html<String>, Fault> {
    let w = visit.words("public/shared_plan");
    let mut reading = visit.reading().await?;
    let shared = by_token(&mut reading, &token, visit.moment.at).await?.ok_or(Fault::NotFound)?;
    let child = people::find(&mut reading, shared.share.child).await?.ok_or(Fault::NotFound)?;
    drop(reading);
    let own_only = shared.pieces.iter().all(|piece| piece.body.is_the_childs_own());
    let action = if own_only { Action::ViewOwnPages } else { Action::ViewPlan };
    let permit = by_link(action, shared.share.child).map_err(|_| Fault::NotFound)?;
    let event = Event::of(&permit, format!("link {}", shared.share.id));
    visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    let last = day_of(&visit.app.clock, shared.share.until).yesterday().unwrap_or(visit.moment.today);
    let name = child.name.first();
    let title = w.say("heading", &[("name", &name)]);
    let page = SharedPage {
        page: visit.page(w, title.as_str()),
        w,
        lead: w.say("lead", &[("whom", &shared.share.for_whom), ("day", &day(w, last))]),
        blocks: Blocks::new(shared_blocks(name, &shared.pieces, Style::Standard)),
        title,
    };
    Ok(Html(page.render()?))
}
