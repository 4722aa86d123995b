//! What stands around every page: header, navigation, demo banner, language switch, trail, error summary, footer.
//!
//! A page's template begins with `{% extends "parts/layout/layout.html" %}` and has a field `page: Page`.

use askama::Template;

use super::Link;
use super::form::{Csrf, ErrorSummary};
use super::show::Notice;
use super::steps::Trail;
use crate::assets;
use crate::words::{Language, PageWords};

/// Who a page is dressed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Skin {
    /// Families, young people and the public: larger text, round corners, warm paper.
    #[default]
    Family,
    /// Councils and providers, who work here all day: denser.
    Office,
}

impl Skin {
    /// The class on the page's root and body.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Skin::Family => "family",
            Skin::Office => "office",
        }
    }
}

/// How wide a page's column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// As wide as reads well.
    #[default]
    Reading,
    /// For tables and charts.
    Wide,
}

/// A place in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name and address.
    pub link: Link,
    /// Whether the page is in it.
    pub is_current: bool,
}

/// Whoever is signed in, as the header shows them.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Their name.
    pub name: String,
    /// What they are here: `Parent of Sam`, `Team manager`.
    pub seat: String,
    /// Their own page.
    pub account: String,
    /// Where the sign-out form is sent.
    pub sign_out: String,
    /// What lets that form through.
    pub csrf: Csrf,
}

/// A page of the language switch.
#[derive(Debug, Clone)]
struct Tongue {
    language: Language,
    href: String,
    is_current: bool,
}

/// Everything around a page's own words.
#[derive(Debug, Clone)]
pub struct Page {
    /// The page's words.
    pub words: PageWords,
    /// What the browser's tab says, without the authority's name.
    pub title: String,
    /// The authority's name.
    pub authority: String,
    /// Where that name leads.
    pub home: String,
    /// Who it is dressed for.
    pub skin: Skin,
    /// How wide it is.
    pub width: Width,
    /// The main places; none shows no navigation.
    pub places: Vec<Place>,
    /// Whoever is signed in.
    pub person: Option<SignedIn>,
    /// Whether all of this is made up.
    pub is_demo: bool,
    /// The steps on the way, on pages that belong to one.
    pub trail: Option<Trail>,
    /// The pages above this one, from the first.
    pub breadcrumbs: Vec<Link>,
    /// Back to where the reader came from; not together with breadcrumbs.
    pub back: Option<Link>,
    /// What went wrong with a form of this page.
    pub errors: ErrorSummary,
    /// What has just been done.
    pub notice: Option<Notice>,
    tongues: Vec<Tongue>,
}

impl Page {
    /// A page with nothing around it but the authority's name.
    #[must_use]
    pub fn new(words: PageWords, title: impl Into<String>, authority: impl Into<String>) -> Page {
        Page {
            words,
            title: title.into(),
            authority: authority.into(),
            home: "/".to_owned(),
            skin: Skin::Family,
            width: Width::Reading,
            places: Vec::new(),
            person: None,
            is_demo: false,
            trail: None,
            breadcrumbs: Vec::new(),
            back: None,
            errors: ErrorSummary::default(),
            notice: None,
            tongues: Vec::new(),
        }
    }

    /// Lets the reader switch the language of this address: adds `?lang=cy`, which the router remembers in a cookie.
    #[must_use]
    pub fn in_other_languages(mut self, path: &str) -> Page {
        let joint = if path.contains('?') { '&' } else { '?' };
        let tongue = |language: Language| Tongue {
            language,
            href: format!("{path}{joint}lang={}", language.code()),
            is_current: language == self.words.language(),
        };
        self.tongues = Language::ALL.into_iter().map(tongue).collect();
        self
    }

    /// What stands before the page's own words.
    #[must_use]
    pub fn top(&self) -> Top<'_> {
        Top { page: self, w: self.words }
    }

    /// What stands after them.
    #[must_use]
    pub fn bottom(&self) -> Bottom<'_> {
        Bottom { page: self, w: self.words }
    }

    /// `Error: Your answers – Exampleshire`.
    fn full_title(&self) -> String {
        let error = if self.errors.is_empty() { "" } else { self.words.t("form.error_in_title") };
        let space = if error.is_empty() { "" } else { " " };
        format!("{error}{space}{} – {}", self.title, self.authority)
    }
}

/// Head, header and what comes before a page's own words.
#[derive(Template)]
#[template(path = "parts/layout/top.html")]
pub struct Top<'page> {
    page: &'page Page,
    w: PageWords,
}

/// Footer and scripts.
#[derive(Template)]
#[template(path = "parts/layout/bottom.html")]
pub struct Bottom<'page> {
    page: &'page Page,
    w: PageWords,
}

safe!(Top<'_>, Bottom<'_>);
