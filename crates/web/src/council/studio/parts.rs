//! What only the studio's pages are made of: a number with a slider, a command to copy, how far a run has come.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::form::Field;

/// A number between two ends. The slider beside it is put there by the script; without it the field is all there is.
#[derive(Template)]
#[template(path = "council/studio/slider.html")]
pub struct Slider {
    field: Field,
    before: Option<&'static str>,
    after: Option<&'static str>,
    least: i64,
    most: i64,
    step: i64,
}

impl Slider {
    /// A whole number.
    pub fn new(field: Field, (least, most): (i64, i64)) -> Slider {
        Slider { field, before: None, after: None, least, most, step: 1 }
    }

    /// A sum in pounds, in such steps.
    pub fn pounds(field: Field, most: i64, step: i64) -> Slider {
        Slider { before: Some("£"), step, ..Slider::new(field, (0, most)) }
    }

    /// A share in per cent.
    pub fn percent(field: Field, most: i64) -> Slider {
        Slider { after: Some("%"), ..Slider::new(field, (0, most)) }
    }
}

/// A command as it is typed.
#[derive(Template)]
#[template(
    source = "<pre class=\"command\" tabindex=\"0\" role=\"region\" aria-label=\"{{ label }}\"><code>{{ text }}</code></pre>",
    ext = "html"
)]
pub struct Command {
    /// What it is, for those who do not see it.
    pub label: String,
    /// The command.
    pub text: String,
}

/// How far a run has come, looked at again by the script while it is under way.
#[derive(Template)]
#[template(
    source = "<div{% if is_under_way %} data-fresh role=\"status\"{% endif %}><p class=\"govuk-body-l\">{{ words }}</p>{% if is_under_way %}<progress class=\"progress\" max=\"100\" value=\"{{ percent }}\" aria-label=\"{{ label }}\">{{ percent }} %</progress>{% endif %}</div>",
    ext = "html"
)]
pub struct Progress {
    /// Where it stands, in words.
    pub words: String,
    /// What the bar is called.
    pub label: String,
    /// Whether it is still under way.
    pub is_under_way: bool,
    /// How far.
    pub percent: i64,
}

impl HtmlSafe for Slider {}
impl HtmlSafe for Command {}
impl HtmlSafe for Progress {}
