//! Pages that only tell: help, privacy, accessibility, how to apply. Their words are all in their catalogues, part by part.

use askama::Template;
use axum::response::Html;
use seven_core::settings::{Helper, Settings};

use crate::fault::Fault;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

/// A part of such a page.
struct Part {
    title: Option<&'static str>,
    paragraphs: Vec<&'static str>,
    points: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "public/told/page.html")]
struct ToldPage {
    page: Page,
    w: PageWords,
    title: &'static str,
    parts: Vec<Part>,
    settings: Settings,
    helpers: Vec<Helper>,
    has_scheme_links: bool,
}

/// The help page.
pub async fn help(visit: Visit) -> Result<Html<String>, Fault> {
    tell(&visit, "public/help", true)
}

/// What is kept about people, and why.
pub async fn privacy(visit: Visit) -> Result<Html<String>, Fault> {
    tell(&visit, "public/privacy", false)
}

/// How everybody can use these pages.
pub async fn accessibility(visit: Visit) -> Result<Html<String>, Fault> {
    tell(&visit, "public/accessibility", false)
}

/// Who may ask for a budget, and how it is decided.
pub async fn apply(visit: Visit) -> Result<Html<String>, Fault> {
    tell(&visit, "public/apply", true)
}

fn tell(visit: &Visit, folder: &str, has_scheme_links: bool) -> Result<Html<String>, Fault> {
    let w = visit.words(folder);
    // each of these pages has a title in its own folder, not in this one
    let title = w.find("title").unwrap_or_default();
    let page = visit.page(w, title);
    let settings = Settings::read(&visit.authority.settings);
    let helpers = settings.helpers.clone();
    Ok(Html(ToldPage { page, w, title, parts: parts(w), settings, helpers, has_scheme_links }.render()?))
}

/// `part-1` with its title, its paragraphs `1`, `2` … and its points `a`, `b` …, then `part-2`.
fn parts(w: PageWords) -> Vec<Part> {
    let numbered = |part: usize| {
        let find = |key: String| w.find(&format!("part-{part}.{key}"));
        let paragraphs: Vec<&str> = (1..20).map_while(|number: u8| find(number.to_string())).collect();
        let points: Vec<&str> = ('a'..='z').map_while(|letter| find(letter.to_string())).collect();
        let is_there = !paragraphs.is_empty() || !points.is_empty();
        is_there.then(|| Part { title: find("title".to_owned()), paragraphs, points })
    };
    (1..30).map_while(numbered).collect()
}
