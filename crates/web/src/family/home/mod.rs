//! `/family`: the children that one is family of.

use askama::Template;
use axum::response::Html;
use store::{people, relations};

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/home/page.html")]
struct HomePage {
    page: Page,
    w: PageWords,
    children: Vec<Link>,
}

/// The list of one's children.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/home");
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let mut reading = visit.reading().await?;
    let mut children = Vec::new();
    for relation in relations::of_person(&mut reading, person).await? {
        let opens = relation.is_live(visit.moment.today) && relation.kind.is_family();
        if opens
            && !relation.is_contact_restricted
            && let Some(child) = people::find(&mut reading, relation.child).await?
        {
            children.push(Link::new(child.name.shown(), format!("/family/{}", child.id)));
        }
    }
    let page = visit.page(w, w.t("title"));
    Ok(Html(HomePage { page, w, children }.render()?))
}
