//! The child's own pages: they can be shown alone, without the plan of the grown-ups.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::plan::piece::{Body, BodyKind};
use seven_core::plan::writing::{MOST_WORDS, Topic};

use super::PlanDesk;
use super::sheet::Sheet;
use crate::fault::Fault;
use crate::parts::Link;
use crate::plan_view::Card;
use crate::visit::Visit;

/// How many words there are of those that can be read in five minutes.
#[derive(Template)]
#[template(source = "<p class=\"govuk-body{% if is_over %} piece__note{% endif %}\">{{ text }}</p>", ext = "html")]
struct Count {
    text: String,
    is_over: bool,
}

impl askama::filters::HtmlSafe for Count {}

/// The child's own pages.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let (w, plan) = (desk.w, desk.sheet());
    let title = w.say("me.title", &[("name", &desk.first_name())]);
    let may_write = desk.may(Action::WriteOwnPages);
    let mut sheet = Sheet::new(desk.page(title.clone(), desk.to_contents()), title);
    if may_write {
        sheet = sheet.lead(w.t("me.lead"));
    }
    let pages: Vec<_> = plan
        .own_pages()
        .into_iter()
        .map(|page| {
            if !may_write {
                return page;
            }
            let change = Link::new(w.t("change"), desk.at(&format!("/me/write/page/{}", page.piece)));
            let pictures = Link::new(w.t("me.pictures"), desk.at(&format!("/me/pictures/{}", page.piece)));
            page.links(vec![change, pictures])
        })
        .collect();
    sheet = sheet.heading("pages", w.t("me.pages"));
    sheet = if pages.is_empty() { sheet.say(w.t("nothing-yet")) } else { sheet.all(&pages) };
    if may_write {
        sheet = blank_pages(sheet, &desk);
        let words = plan.own_words();
        let key = if words > MOST_WORDS { "me.too-many" } else { "me.words" };
        let text = w.say(key, &[("count", &words), ("most", &MOST_WORDS)]);
        sheet = sheet.with(&Count { text, is_over: words > MOST_WORDS });
    }
    let sheet = circle(sheet.heading("circle", w.t("me.circle")), &desk, may_write);
    sheet.links(&[Link::new(w.t("to-profile"), desk.at("/profile"))]).shown()
}

/// Pages that have not been begun.
fn blank_pages(sheet: Sheet, desk: &PlanDesk) -> Sheet {
    let (w, plan) = (desk.w, desk.sheet());
    let written = plan.pieces(BodyKind::Page);
    let is_blank =
        |topic: &&Topic| !written.iter().any(|piece| matches!(&piece.body, Body::Page(page) if page.topic == **topic));
    let link = |topic: &Topic| {
        let name = plan.w.t(&format!("topic.{topic}")).to_owned();
        Link::new(w.say("me.begin", &[("topic", &name)]), desk.at(&format!("/me/write/page/new?topic={topic}")))
    };
    let blank: Vec<Link> = Topic::ALL.iter().filter(is_blank).map(link).collect();
    if blank.is_empty() { sheet } else { sheet.heading("blank", w.t("me.blank")).links(&blank) }
}

fn circle(mut sheet: Sheet, desk: &PlanDesk, may_write: bool) -> Sheet {
    let (w, plan) = (desk.w, desk.sheet());
    sheet = match plan.circle() {
        Some(picture) => sheet.with(&picture),
        None => sheet.say(w.t("nothing-yet")),
    };
    if !may_write {
        return sheet;
    }
    let card = |piece: &seven_core::plan::Piece| -> Card {
        let at = desk.at(&format!("/me/write/person/{}", piece.id));
        plan.card(piece).change(Link::new(w.t("change"), at))
    };
    let cards: Vec<Card> = plan.pieces(BodyKind::Person).iter().map(card).collect();
    sheet.all(&cards).links(&[Link::new(w.t("add.person"), desk.at("/me/write/person/new"))])
}
