//! The living style page: every part in every state, in both skins, with made-up content. It needs no database.
//!
//! The samples stand in the files beside this one, a file for each family of parts.

mod around;
mod charts;
mod forms;
mod shows;
mod ways;

use askama::Template;
use axum::extract::Query;
use axum::response::Html;
use serde::Deserialize;

use crate::parts::layout::{Page, Skin};
use crate::words::{Language, PageWords, Words};

/// `?skin=office&lang=cy`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Choice {
    #[serde(default)]
    skin: String,
    #[serde(default)]
    lang: String,
}

/// Parts of one kind, under a heading.
struct Section {
    id: &'static str,
    title: &'static str,
    samples: Vec<Sample>,
}

/// A part in a state.
struct Sample {
    state: &'static str,
    shown: String,
}

impl Section {
    fn new(id: &'static str, title: &'static str, samples: Vec<Sample>) -> Section {
        Section { id, title, samples }
    }
}

fn sample(state: &'static str, part: &impl Template) -> Sample {
    Sample { state, shown: part.render().unwrap_or_else(|error| error.to_string()) }
}

#[derive(Template)]
#[template(path = "style/page.html")]
struct StylePage {
    page: Page,
    w: PageWords,
    sections: Vec<Section>,
}

/// `GET /style`.
pub async fn show(Query(choice): Query<Choice>) -> Html<String> {
    let skin = if choice.skin == "office" { Skin::Office } else { Skin::Family };
    Html(page(skin, Language::of_code(&choice.lang).unwrap_or_default()))
}

/// The page in a skin and a language.
#[must_use]
pub fn page(skin: Skin, language: Language) -> String {
    let w = Words::new(language).page("style");
    let mut sections = forms::sections(w);
    sections.extend(shows::sections(w));
    sections.extend(ways::sections(w));
    sections.extend(charts::sections(w));
    let page = StylePage { page: around::page(w, skin), w, sections };
    page.render().unwrap_or_else(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_stands_once() {
        for skin in [Skin::Family, Skin::Office] {
            let text = page(skin, Language::English);
            let mut ids: Vec<&str> = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            ids.sort_unstable();
            let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }

    #[test]
    fn nothing_on_it_needs_a_laxer_policy() {
        let text = page(Skin::Family, Language::Welsh);
        for refused in [" style=", " onclick=", "<style", "javascript:", "data:", "https://"] {
            assert!(!text.contains(refused), "{refused}");
        }
        assert_eq!(text.matches("<script").count(), 1);
    }

    #[test]
    fn markup_in_a_value_is_shown_and_not_obeyed() {
        assert!(!page(Skin::Family, Language::English).contains("<i>"));
    }
}
