//! `/family`: the children that one is family of, oneself where one has pages, and what waits.

use askama::Template;
use axum::response::Html;
use seven_core::PersonId;
use seven_core::assessment::Status;
use store::{Query, StoreError, assessments, challenges, people, relations, sheets};

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

struct Child {
    link: Link,
    is_own: bool,
    waits: &'static str,
}

#[derive(Template)]
#[template(path = "family/home/page.html")]
struct HomePage {
    page: Page,
    w: PageWords,
    children: Vec<Child>,
}

/// The list of one's children.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/home");
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let mut reading = visit.reading().await?;
    let mut ids = vec![person];
    for relation in relations::of_person(&mut reading, person).await? {
        let opens = relation.is_live(visit.moment.today) && relation.kind.is_family();
        if opens && !relation.is_contact_restricted && !ids.contains(&relation.child) {
            ids.push(relation.child);
        }
    }
    let mut children = Vec::new();
    for id in ids {
        let Some(child) = people::find(&mut reading, id).await?.filter(|child| child.has_record) else { continue };
        let waits = w.find(waits(&mut reading, id, person).await?).unwrap_or_default();
        let link = Link::new(child.name.shown(), format!("/family/{id}"));
        children.push(Child { link, is_own: id == person, waits });
    }
    let page = visit.page(w, w.t("title"));
    Ok(Html(HomePage { page, w, children }.render()?))
}

/// What waits for whom, as the key of its message.
async fn waits(at: &mut impl Query, child: PersonId, person: PersonId) -> Result<&'static str, StoreError> {
    let rounds = assessments::of_child(at, child).await?;
    let under_way = rounds.iter().find(|one| one.status.is_waiting());
    let last = || rounds.iter().find(|one| one.status != Status::Withdrawn);
    let Some(latest) = under_way.or_else(last) else { return Ok("wait.new") };
    Ok(match latest.status {
        Status::Open => {
            let sheets = sheets::of_assessment(at, latest.id).await?;
            let is_mine = sheets.iter().any(|one| one.sheet.author == person && !one.sheet.is_finished);
            if is_mine { "wait.answers-mine" } else { "wait.answers" }
        }
        Status::Submitted | Status::Settling | Status::Settled => "wait.looked-at",
        _ => {
            let challenges = challenges::of_child(at, child).await?;
            if challenges.iter().any(|one| one.outcome.is_none()) { "wait.challenge" } else { "wait.letter" }
        }
    })
}
