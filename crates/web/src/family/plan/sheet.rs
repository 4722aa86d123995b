//! How the pages of a plan are put together: a title, a lead, and parts one below another; and the form of a piece.

use std::fmt::Display;

use actions::ActionError;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::PlanDesk;
use crate::fault::Fault;
use crate::parts::form::{Button, Csrf, Posted};
use crate::parts::layout::Page;
use crate::parts::{Link, Made};
use crate::visit::Visit;
use crate::words::PageWords;

/// A page of a plan.
#[derive(Template)]
#[template(path = "family/plan/page.html")]
pub(in crate::family) struct Sheet {
    pub page: Page,
    caption: String,
    title: String,
    lead: String,
    parts: Vec<Made>,
    status: StatusCode,
}

/// A heading, a paragraph, a link: what stands between parts.
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

#[derive(Template)]
#[template(
    source = "<ul class=\"govuk-list{% if is_bulleted %} govuk-list--bullet{% endif %} not-on-paper\">{% for link in links %}<li><a class=\"govuk-link\" href=\"{{ link.href }}\">{{ link.text }}</a></li>{% endfor %}</ul>",
    ext = "html"
)]
struct Links<'a> {
    links: &'a [Link],
    is_bulleted: bool,
}

#[derive(Template)]
#[template(
    source = "<div class=\"said said--{{ tone }}\"{% if is_alert %} role=\"alert\"{% endif %}>{% for text in texts %}<p class=\"govuk-body kept\" dir=\"auto\">{{ text }}</p>{% endfor %}</div>",
    ext = "html"
)]
struct Box<'a> {
    tone: &'a str,
    is_alert: bool,
    texts: &'a [String],
}

/// A form: what it asks, and its buttons.
#[derive(Template)]
#[template(path = "family/plan/form.html")]
pub(in crate::family) struct Form {
    action: String,
    csrf: Csrf,
    is_upload: bool,
    hidden: Vec<(String, String)>,
    fields: Vec<Made>,
    buttons: Vec<Button>,
    keeps: Option<Keeps>,
}

/// Where what is typed is kept while it is typed, and for whom.
struct Keeps {
    w: PageWords,
    at: String,
    person: String,
}

impl HtmlSafe for Heading<'_> {}
impl HtmlSafe for Paragraph<'_> {}
impl HtmlSafe for Links<'_> {}
impl HtmlSafe for Box<'_> {}
impl HtmlSafe for Form {}

impl Sheet {
    pub fn new(page: Page, title: impl Into<String>) -> Sheet {
        let title = title.into();
        Sheet { page, caption: String::new(), title, lead: String::new(), parts: Vec::new(), status: StatusCode::OK }
    }

    pub fn caption(mut self, text: impl Into<String>) -> Sheet {
        self.caption = text.into();
        self
    }

    pub fn lead(mut self, text: impl Into<String>) -> Sheet {
        self.lead = text.into();
        self
    }

    pub fn with<T: HtmlSafe + Display>(mut self, part: &T) -> Sheet {
        self.parts.push(Made::of(part));
        self
    }

    pub fn all<T: HtmlSafe + Display>(mut self, parts: &[T]) -> Sheet {
        self.parts.extend(parts.iter().map(Made::of));
        self
    }

    pub fn heading(self, id: &str, text: &str) -> Sheet {
        self.with(&Heading { id, text })
    }

    pub fn say(self, text: &str) -> Sheet {
        self.with(&Paragraph { text })
    }

    pub fn links(self, links: &[Link]) -> Sheet {
        if links.is_empty() { self } else { self.with(&Links { links, is_bulleted: false }) }
    }

    /// Links that are read one after another as a list of things to do.
    pub fn bullets(self, links: &[Link]) -> Sheet {
        if links.is_empty() { self } else { self.with(&Links { links, is_bulleted: true }) }
    }

    /// Set apart: `information`, `action` or `warning`.
    pub fn set_apart(self, tone: &str, texts: &[String]) -> Sheet {
        self.with(&Box { tone, is_alert: false, texts })
    }

    /// Set apart and read out at once.
    pub fn alert(self, texts: &[String]) -> Sheet {
        self.with(&Box { tone: "action", is_alert: true, texts })
    }

    /// With what is wrong with a form of the page, where something is.
    pub fn mended(mut self, posted: &Posted) -> Sheet {
        if !posted.is_right() {
            self.page.errors = posted.errors();
            self.page.notice = None;
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    pub fn status(mut self, status: StatusCode) -> Sheet {
        self.status = status;
        self
    }

    pub fn shown(self) -> Result<Response, Fault> {
        let status = self.status;
        Ok((status, Html(self.render()?)).into_response())
    }
}

impl Form {
    pub fn new(visit: &Visit, action: impl Into<String>) -> Form {
        Form {
            action: action.into(),
            csrf: visit.csrf(),
            is_upload: false,
            hidden: Vec::new(),
            fields: Vec::new(),
            buttons: Vec::new(),
            keeps: None,
        }
    }

    /// With what is typed kept while it is typed, at the plan's own address for that.
    pub fn keeping(mut self, desk: &PlanDesk) -> Form {
        let person = desk.visit.person().map(|person| person.to_string()).unwrap_or_default();
        self.keeps = Some(Keeps { w: desk.w, at: desk.at("/unsaved"), person });
        self
    }

    pub fn upload(mut self) -> Form {
        self.is_upload = true;
        self
    }

    pub fn hidden(mut self, name: &str, value: impl Display) -> Form {
        self.hidden.push((name.to_owned(), value.to_string()));
        self
    }

    pub fn field<T: HtmlSafe + Display>(mut self, control: &T) -> Form {
        self.fields.push(Made::of(control));
        self
    }

    pub fn fields(mut self, fields: Vec<Made>) -> Form {
        self.fields.extend(fields);
        self
    }

    pub fn button(mut self, button: Button) -> Form {
        self.buttons.push(button);
        self
    }
}

/// What a form was refused for, put to its fields; faults that no field can mend are the page's.
pub(in crate::family) fn refuse(posted: &mut Posted, w: PageWords, error: ActionError) -> Result<(), Fault> {
    let problems = match error {
        ActionError::Invalid(problems) => problems,
        ActionError::Rule(problem) => vec![actions::Problem { field: String::new(), ..problem }],
        other => return Err(other.into()),
    };
    for problem in problems {
        let values: Vec<(&str, &dyn Display)> =
            problem.values.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        posted.refuse_in_words(&problem.field, w.say(&format!("problem.{}", problem.code), &values));
    }
    Ok(())
}
