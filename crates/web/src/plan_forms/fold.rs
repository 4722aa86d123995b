//! What stands between the fields of a form: headings, words, and fields that are folded away until somebody wants them.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::Made;

#[derive(Template)]
#[template(source = "<h2 class=\"govuk-heading-m\" id=\"{{ id }}\">{{ text }}</h2>", ext = "html")]
struct Heading<'a> {
    id: &'a str,
    text: &'a str,
}

#[derive(Template)]
#[template(source = "<p class=\"govuk-body kept\" dir=\"auto\">{{ text }}</p>", ext = "html")]
struct Paragraph<'a> {
    text: &'a str,
}

/// Fields that are folded away until somebody wants them.
#[derive(Template)]
#[template(path = "plan_forms/fold.html")]
pub(super) struct Fold {
    pub summary: String,
    pub is_open: bool,
    pub parts: Vec<Made>,
}

impl HtmlSafe for Heading<'_> {}
impl HtmlSafe for Paragraph<'_> {}
impl HtmlSafe for Fold {}

/// A heading inside a form.
pub(super) fn heading(id: &str, text: &str) -> Made {
    Made::of(&Heading { id, text })
}

/// A paragraph inside a form.
pub(super) fn paragraph(text: &str) -> Made {
    Made::of(&Paragraph { text })
}
