//! The child's own pages: words, easy words, pictures to look at, recordings to listen to.

use askama::Template;
use seven_core::PieceId;
use seven_core::plan::{Body, Piece};

use super::PlanSheet;
use crate::parts::Link;

/// One of the child's own pages.
#[derive(Debug, Clone, Template)]
#[template(path = "plan_view/own_page.html")]
pub struct OwnPage {
    /// The piece.
    pub piece: PieceId,
    /// What it is about.
    pub title: String,
    /// In words.
    pub words: String,
    /// In easy words, and what stands above them.
    pub easy: Option<(String, String)>,
    /// Pictures and recordings.
    pub media: Vec<Picture>,
    /// Who wrote it down.
    pub written_by: Option<String>,
    /// What can be done with it.
    pub links: Vec<Link>,
}

/// A picture or a recording.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Where it is opened.
    pub href: String,
    /// What it shows or says.
    pub words: String,
    /// Whether it is heard, not seen.
    pub is_sound: bool,
}

impl OwnPage {
    /// With links to what can be done with it.
    #[must_use]
    pub fn links(mut self, links: Vec<Link>) -> OwnPage {
        self.links = links;
        self
    }
}

impl askama::filters::HtmlSafe for OwnPage {}

pub(super) fn own_page(sheet: &PlanSheet<'_>, piece: &Piece) -> Option<OwnPage> {
    let Body::Page(page) = &piece.body else { return None };
    let w = sheet.w;
    let media = page.media.iter().filter_map(|id| {
        let line = sheet.media.iter().find(|line| line.id == *id)?;
        let is_sound = !line.media_type.starts_with("image/");
        let words = if line.words.is_empty() { w.t(if is_sound { "sound" } else { "picture" }) } else { &line.words };
        Some(Picture { href: format!("{}/{id}", sheet.media_at), words: words.to_owned(), is_sound })
    });
    Some(OwnPage {
        piece: piece.id,
        title: w.t(&format!("topic.{}", page.topic)).to_owned(),
        words: page.words.clone(),
        easy: (!page.easy.is_empty()).then(|| (w.t("easy").to_owned(), page.easy.clone())),
        media: media.collect(),
        written_by: (!page.written_by.is_empty()).then(|| w.say("written-by", &[("who", &page.written_by)])),
        links: Vec::new(),
    })
}
