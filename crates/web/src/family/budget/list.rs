//! All letters with figures, the latest first; all of them stand.

use askama::Template;
use axum::response::Html;
use store::{budgets, challenges, people};

use super::may_see_figure;
use crate::dates::{day, day_of};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

struct Line {
    link: Link,
    total: String,
    compare: Option<String>,
    is_challenged: bool,
}

#[derive(Template)]
#[template(path = "family/budget/list.html")]
struct ListPage {
    page: Page,
    w: PageWords,
    lines: Vec<Line>,
}

/// The list.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/budget");
    let id = visit.child()?;
    let mut reading = visit.reading().await?;
    let child = people::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    let budgets = if may_see_figure(&visit, &mut reading).await? {
        budgets::of_child(&mut reading, id).await?
    } else {
        Vec::new()
    };
    let challenges = challenges::of_child(&mut reading, id).await?;
    drop(reading);
    let count = budgets.len();
    let line = |(at, budget): (usize, &budgets::StoredBudget)| {
        let told = day(w, day_of(&visit.app.clock, budget.told_at));
        let href = format!("/family/{id}/budget/{}", budget.id);
        Line {
            link: Link::new(w.say("list.letter", &[("day", &told)]), href.clone()),
            total: budget.total.to_string(),
            compare: (at + 1 < count).then(|| format!("{href}/compare")),
            is_challenged: challenges.iter().any(|one| one.budget == budget.id && one.outcome.is_none()),
        }
    };
    let lines = budgets.iter().enumerate().map(line).collect();
    let mut page = visit.page(w, w.t("list.title"));
    let name = child.name.first();
    page.back = Some(Link::new(w.say("nav.child", &[("name", &name)]), format!("/family/{id}")));
    Ok(Html(ListPage { page, w, lines }.render()?))
}
