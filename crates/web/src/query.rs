//! What stands behind the `?` of an address: how the reader wants a page, and what has just been done.

use ras::Scheme;
use ras::scheme::Words;
use seven_core::document::Style;

use crate::parts::layout::Page;
use crate::parts::show::Notice;
use crate::visit::Visit;
use crate::words::{Language, PageWords};

/// The value of a name in the visit's query.
#[must_use]
pub fn query(visit: &Visit, name: &str) -> Option<String> {
    let (_, query) = visit.address.split_once('?')?;
    let pairs = crate::sent::pairs(query.as_bytes());
    pairs.into_iter().find(|(given, _)| given == name).map(|(_, value)| value)
}

/// How the reader wants to read: `?style=large` or `?style=easy`.
#[must_use]
pub fn style(visit: &Visit) -> Style {
    style_of(query(visit, "style").as_deref().unwrap_or_default())
}

/// The style of a code.
#[must_use]
pub fn style_of(code: &str) -> Style {
    match code {
        "large" => Style::LargePrint,
        "easy" => Style::EasyRead,
        _ => Style::Standard,
    }
}

/// The code of a style, as addresses carry it; empty for the usual one.
#[must_use]
pub fn style_code(style: Style) -> &'static str {
    match style {
        Style::Standard => "",
        Style::LargePrint => "large",
        Style::EasyRead => "easy",
    }
}

/// What is added to an address to keep the style.
#[must_use]
pub fn kept(style: Style) -> String {
    match style_code(style) {
        "" => String::new(),
        code => format!("?style={code}"),
    }
}

/// The scheme's words for a reader: easy ones where they ask for them, else in their language.
#[must_use]
pub fn scheme_words(scheme: &Scheme, language: Language, style: Style) -> Words {
    let easy = scheme.words.contains_key("easy") && style == Style::EasyRead;
    scheme.words_in(if easy { "easy" } else { language.code() })
}

/// Says on a page what has just been done: `?done=saved` shows the page's message `done.saved`.
#[must_use]
pub fn told(visit: &Visit, w: PageWords, mut page: Page) -> Page {
    let done = query(visit, "done").and_then(|done| w.find(&format!("done.{done}")));
    page.notice = done.map(|text| Notice::success(w, text));
    page
}
