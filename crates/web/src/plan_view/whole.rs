//! A plan from its first page to its last, to read or to print.

use askama::Template;
use seven_core::plan::{BodyKind, Piece};

use super::{PlanSheet, pages};
use crate::parts::{Link, Made};

/// A chapter; empty where nothing has been written.
#[derive(Debug, Clone)]
struct Section {
    id: &'static str,
    title: String,
    parts: Vec<Made>,
}

/// A plan as a whole. A page adds its own heading above.
#[derive(Debug, Clone, Template)]
#[template(path = "plan_view/whole.html")]
pub struct WholePlan {
    sections: Vec<Section>,
    nothing: &'static str,
}

impl askama::filters::HtmlSafe for WholePlan {}

impl PlanSheet<'_> {
    /// All of the plan; with `pages_only`, what belongs to the child alone.
    #[must_use]
    pub fn whole(&self, pages_only: bool) -> WholePlan {
        self.whole_with(pages_only, |_| None)
    }

    /// The same, with a link beside each piece for which there is one.
    #[must_use]
    pub fn whole_with(&self, pages_only: bool, link: impl Fn(&Piece) -> Option<Link>) -> WholePlan {
        let made = |piece: &Piece| {
            let card = self.card(piece);
            Made::of(&match link(piece) {
                Some(link) => card.change(link),
                None => card,
            })
        };
        let page = |piece: &Piece| {
            let page = pages::own_page(self, piece)?;
            Some(Made::of(&page.links(link(piece).into_iter().collect())))
        };
        let own = vec![
            self.section("own-pages", self.pieces(BodyKind::Page).iter().filter_map(page).collect()),
            self.section("circle", self.circle().iter().map(Made::of).collect()),
        ];
        let rest = [
            ("outcomes", BodyKind::Outcome),
            ("support", BodyKind::Support),
            ("siblings", BodyKind::Sibling),
            ("safe", BodyKind::Risk),
            ("crisis", BodyKind::Safety),
            ("holding", BodyKind::Money),
            ("savings", BodyKind::Savings),
        ];
        let mut sections = own;
        if !pages_only {
            for (id, kind) in rest {
                sections.push(self.section(id, self.pieces(kind).iter().map(&made).collect()));
                if kind == BodyKind::Support {
                    sections.push(self.section("money", self.money().iter().map(Made::of).collect()));
                    sections.push(self.section("wealth", self.wealth().iter().map(Made::of).collect()));
                }
            }
        }
        WholePlan { sections, nothing: self.w.find("nothing-written").unwrap_or_default() }
    }

    fn section(&self, id: &'static str, parts: Vec<Made>) -> Section {
        Section { id, title: self.w.t(&format!("chapter.{id}")).to_owned(), parts }
    }
}
