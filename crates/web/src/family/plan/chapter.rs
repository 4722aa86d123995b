//! A chapter of the plan: its pieces one below another, and what can be added.

use std::fmt;

use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::plan::piece::{Body, BodyKind};
use seven_core::plan::support::SupportKind;
use seven_core::plan::writing::WealthPart;
use seven_core::plan::{Piece, Quadrant};

use super::PlanDesk;
use super::sheet::Sheet;
use crate::fault::Fault;
use crate::parts::Link;
use crate::plan_view::Card;
use crate::streams::called;
use crate::visit::Visit;

/// A chapter apart from the child's own pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chapter {
    Outcomes,
    Support,
    Family,
    Safe,
    Wealth,
    Money,
}

impl Chapter {
    pub const ALL: &'static [Chapter] =
        &[Chapter::Outcomes, Chapter::Support, Chapter::Money, Chapter::Family, Chapter::Safe, Chapter::Wealth];

    fn code(self) -> &'static str {
        match self {
            Chapter::Outcomes => "outcomes",
            Chapter::Support => "support",
            Chapter::Family => "family",
            Chapter::Safe => "safe",
            Chapter::Wealth => "wealth",
            Chapter::Money => "money",
        }
    }

    /// The chapter in which pieces of a kind stand.
    pub fn of(kind: BodyKind) -> Chapter {
        match kind {
            BodyKind::Outcome => Chapter::Outcomes,
            BodyKind::Risk | BodyKind::Safety => Chapter::Safe,
            BodyKind::Wealth => Chapter::Wealth,
            BodyKind::Sibling => Chapter::Family,
            BodyKind::Money | BodyKind::Savings => Chapter::Money,
            BodyKind::Support | BodyKind::Page | BodyKind::Person => Chapter::Support,
        }
    }
}

impl fmt::Display for Chapter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// One chapter.
pub async fn show(visit: Visit, Path((_, plan, chapter)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let chapter = Chapter::ALL.iter().find(|one| one.code() == chapter).copied().ok_or(Fault::NotFound)?;
    let desk = PlanDesk::open(visit, &plan).await?;
    let w = desk.w;
    let title = w.find(&format!("chapter-name.{chapter}")).unwrap_or_default();
    let mut sheet =
        Sheet::new(desk.page(title, desk.to_contents()), title).lead(w.t(&format!("chapter-lead.{chapter}")));
    if !desk.may(Action::WritePlan) && desk.visit.opens(Action::WritePlan) {
        sheet = sheet.set_apart("information", &[w.t("stands-still").to_owned()]);
    }
    sheet = match chapter {
        Chapter::Outcomes => pieces(sheet.heading("outcomes", w.t("outcomes.title")), &desk, BodyKind::Outcome),
        Chapter::Support => support(sheet, &desk),
        Chapter::Family => family(sheet, &desk),
        Chapter::Safe => {
            let sheet = pieces(sheet.heading("risks", w.t("safe.risks")), &desk, BodyKind::Risk);
            pieces(sheet.heading("crisis", w.t("safe.crisis")).say(w.t("safe.crisis-lead")), &desk, BodyKind::Safety)
        }
        Chapter::Wealth => wealth(sheet, &desk),
        Chapter::Money => money(sheet, &desk),
    };
    sheet.shown()
}

/// A piece's card with its link, for those who may write.
fn card(desk: &PlanDesk, piece: &Piece) -> Card {
    let card = desk.sheet().card(piece);
    if !desk.may(Action::WritePlan) {
        return card;
    }
    let at = desk.at(&format!("/write/{}/{}", piece.body.kind(), piece.id));
    card.change(Link::new(desk.w.t("change"), at))
}

fn add(desk: &PlanDesk, kind: BodyKind, query: &str) -> Vec<Link> {
    if !desk.may(Action::WritePlan) {
        return Vec::new();
    }
    vec![Link::new(desk.w.t(&format!("add.{kind}")), desk.at(&format!("/write/{kind}/new{query}")))]
}

fn pieces(sheet: Sheet, desk: &PlanDesk, kind: BodyKind) -> Sheet {
    let cards: Vec<Card> = desk.sheet().pieces(kind).iter().map(|piece| card(desk, piece)).collect();
    let sheet = if cards.is_empty() { sheet.say(desk.w.t("nothing-yet")) } else { sheet.all(&cards) };
    sheet.links(&add(desk, kind, ""))
}

/// Paid and unpaid side by side, by where it comes from.
fn support(mut sheet: Sheet, desk: &PlanDesk) -> Sheet {
    let (w, plan) = (desk.w, desk.sheet());
    if let Some(bars) = plan.money() {
        sheet = sheet.with(&bars);
    }
    let all = plan.pieces(BodyKind::Support);
    for quadrant in Quadrant::ALL {
        sheet = sheet.heading(quadrant.code(), w.t(&format!("quadrant-title.{quadrant}")));
        let here = all.iter().filter(|piece| matches!(&piece.body, Body::Support(line) if line.quadrant == *quadrant));
        let cards: Vec<Card> = here.map(|piece| card(desk, piece)).collect();
        sheet = if cards.is_empty() { sheet.say(w.t(&format!("quadrant-idea.{quadrant}"))) } else { sheet.all(&cards) };
        sheet = sheet.links(&add(desk, BodyKind::Support, &format!("?quadrant={quadrant}")));
    }
    sheet
}

/// Brothers and sisters, and the breaks of everybody who cares.
fn family(sheet: Sheet, desk: &PlanDesk) -> Sheet {
    let w = desk.w;
    let sheet = pieces(sheet.heading("siblings", w.t("family.siblings")), desk, BodyKind::Sibling);
    let sheet = sheet.heading("breaks", w.t("family.breaks")).say(w.t("family.breaks-lead"));
    let lines = desk.sheet().pieces(BodyKind::Support);
    let is_break = |piece: &&Piece| matches!(&piece.body, Body::Support(line) if line.kind == SupportKind::Break);
    let cards: Vec<Card> = lines.iter().filter(is_break).map(|piece| card(desk, piece)).collect();
    let sheet = if cards.is_empty() { sheet.say(w.t("nothing-yet")) } else { sheet.all(&cards) };
    if !desk.may(Action::WritePlan) {
        return sheet;
    }
    let new = desk.at("/write/support/new?kind=break&quadrant=self-directed");
    sheet.links(&[Link::new(w.t("family.add-break"), new), Link::new(w.t("family.story"), desk.at("/ideas#sister"))])
}

fn wealth(mut sheet: Sheet, desk: &PlanDesk) -> Sheet {
    let (w, plan) = (desk.w, desk.sheet());
    if let Some(picture) = plan.wealth() {
        sheet = sheet.with(&picture);
    }
    let all = plan.pieces(BodyKind::Wealth);
    for part in WealthPart::ALL {
        sheet = sheet.heading(part.code(), w.t(&format!("wealth-title.{part}")));
        let of_part = |piece: &&Piece| matches!(&piece.body, Body::Wealth(wealth) if wealth.part == *part);
        let cards: Vec<Card> = all.iter().filter(of_part).map(|piece| card(desk, piece)).collect();
        sheet = if cards.is_empty() {
            let sheet = sheet.say(w.t(&format!("wealth-idea.{part}")));
            sheet.links(&add(desk, BodyKind::Wealth, &format!("?part={part}")))
        } else {
            sheet.all(&cards)
        };
    }
    sheet
}

/// Each stream: how it is held, and what happens to what is left over.
fn money(mut sheet: Sheet, desk: &PlanDesk) -> Sheet {
    let (w, plan) = (desk.w, desk.sheet());
    match plan.money() {
        Some(bars) => sheet = sheet.with(&bars),
        None => return sheet.say(w.t("no-money")),
    }
    for total in &desk.view.summary.streams {
        let id = total.stream.as_str();
        sheet = sheet.heading(&format!("stream-{id}"), &called(id));
        for kind in [BodyKind::Money, BodyKind::Savings] {
            let here = plan.pieces(kind).into_iter().filter(|piece| match &piece.body {
                Body::Money(choice) => choice.stream == id,
                Body::Savings(savings) => savings.stream == id,
                _ => false,
            });
            let cards: Vec<Card> = here.map(|piece| card(desk, &piece)).collect();
            sheet = if cards.is_empty() { sheet.say(w.t(&format!("money-idea.{kind}"))) } else { sheet.all(&cards) };
            sheet = sheet.links(&add(desk, kind, &format!("?stream={id}")));
        }
    }
    sheet
}
