//! A plan from its first page to its last, to read or to print.

use askama::Template;
use seven_core::plan::BodyKind;

use super::PlanSheet;
use crate::parts::Made;

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
        let own = vec![
            self.section("own-pages", self.own_pages().iter().map(Made::of).collect()),
            self.section("circle", self.circle().iter().map(Made::of).collect()),
        ];
        let rest = [
            ("outcomes", BodyKind::Outcome),
            ("support", BodyKind::Support),
            ("safe", BodyKind::Risk),
            ("crisis", BodyKind::Safety),
            ("holding", BodyKind::Money),
            ("savings", BodyKind::Savings),
        ];
        let mut sections = own;
        if !pages_only {
            for (id, kind) in rest {
                sections.push(self.section(id, self.cards(kind).iter().map(Made::of).collect()));
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
