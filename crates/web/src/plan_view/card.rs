//! One piece of a plan to read: its title, what it says, what to look at.

use askama::Template;

use crate::parts::Link;
use crate::parts::show::Row;

/// A piece of a plan.
#[derive(Debug, Clone, Template)]
#[template(path = "plan_view/card.html")]
pub struct Card {
    /// Its id in the page.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// A word or two beside the title; empty where there is none.
    pub tag: String,
    /// What it says, by name; nothing that is empty.
    pub rows: Vec<Row>,
    /// What to look at.
    pub notes: Vec<String>,
    /// Where it can be changed.
    pub change: Option<Link>,
}

impl Card {
    /// With a link to where it can be changed.
    #[must_use]
    pub fn change(mut self, link: Link) -> Card {
        self.change = Some(link);
        self
    }
}

impl askama::filters::HtmlSafe for Card {}
