//! How office pages are laid out: a title, a lead, and blocks one below another. Pages here are alike, so that whoever works
//! with them all day finds everything in its place.

use std::fmt::Display;

use actions::ActionError;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::access::{Action, Purpose, decide};

use crate::fault::Fault;
use crate::parts::Made;
use crate::parts::form::{Button, Csrf, Posted};
use crate::parts::layout::{Page, Width};
use crate::parts::show::Notice;
use crate::streams;
use crate::visit::Visit;
use crate::words::PageWords;

/// A heading of a part of the page.
#[derive(Template)]
#[template(source = "<h2 class=\"govuk-heading-m\" dir=\"auto\">{{ text }}</h2>", ext = "html")]
struct Heading<'a> {
    text: &'a str,
}

/// A paragraph; lines are kept.
#[derive(Template)]
#[template(source = "<p class=\"govuk-body kept\" dir=\"auto\">{{ text }}</p>", ext = "html")]
struct Paragraph<'a> {
    text: &'a str,
}

/// A link on a line of its own.
#[derive(Template)]
#[template(
    source = "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{{ href }}\">{{ text }}</a></p>",
    ext = "html"
)]
struct Line<'a> {
    text: &'a str,
    href: &'a str,
}

/// A list of plain lines.
#[derive(Template)]
#[template(
    source = "<ul class=\"govuk-list govuk-list--bullet\">{% for line in lines %}<li dir=\"auto\">{{ line }}</li>{% endfor %}</ul>",
    ext = "html"
)]
struct Bullets<'a> {
    lines: &'a [String],
}

/// A form: what it asks, and its buttons.
#[derive(Template)]
#[template(path = "council/layout/form.html")]
pub struct Form {
    action: String,
    csrf: Csrf,
    is_upload: bool,
    is_search: bool,
    hidden: Vec<(String, String)>,
    fields: Vec<Made>,
    buttons: Vec<Button>,
    keeps: Option<Keeps>,
}

/// For whom the browser keeps what is typed and not sent, and the words for offering it.
struct Keeps {
    w: PageWords,
    person: String,
}

impl Form {
    /// A form that changes something.
    pub fn new(visit: &Visit, action: impl Into<String>) -> Form {
        Form {
            action: action.into(),
            csrf: visit.csrf(),
            is_upload: false,
            is_search: false,
            hidden: Vec::new(),
            fields: Vec::new(),
            buttons: Vec::new(),
            keeps: None,
        }
    }

    /// Whose browser keeps what is typed until it is sent: for what takes long to write.
    pub fn kept(mut self, visit: &Visit, w: PageWords) -> Form {
        self.keeps = visit.person().map(|person| Keeps { w, person: person.to_string() });
        self
    }

    /// A form that only looks: its fields stand in the address.
    pub fn search(visit: &Visit, action: impl Into<String>) -> Form {
        Form { is_search: true, ..Form::new(visit, action) }
    }

    /// With a file.
    pub fn upload(mut self) -> Form {
        self.is_upload = true;
        self
    }

    /// With a value that nobody types.
    pub fn hidden(mut self, name: &str, value: impl Display) -> Form {
        self.hidden.push((name.to_owned(), value.to_string()));
        self
    }

    /// With a field.
    pub fn field<T: HtmlSafe + Display>(mut self, control: &T) -> Form {
        self.fields.push(Made::of(control));
        self
    }

    /// With fields that have been made already.
    pub fn fields(mut self, fields: Vec<Made>) -> Form {
        self.fields.extend(fields);
        self
    }

    /// With a button.
    pub fn button(mut self, button: Button) -> Form {
        self.buttons.push(button);
        self
    }
}

impl HtmlSafe for Form {}
impl HtmlSafe for Heading<'_> {}
impl HtmlSafe for Paragraph<'_> {}
impl HtmlSafe for Line<'_> {}
impl HtmlSafe for Bullets<'_> {}

/// An office page as it is put together.
#[derive(Template)]
#[template(path = "council/layout/page.html")]
pub struct Office {
    /// What stands around it.
    pub page: Page,
    title: String,
    before: Vec<Made>,
    blocks: Vec<Made>,
    status: StatusCode,
}

impl Office {
    /// A page with a title, and the notice of what has just been done.
    pub fn new(visit: &Visit, w: PageWords, title: impl Into<String>) -> Office {
        let title = title.into();
        let mut page = visit.page(w, title.clone());
        page.width = Width::Wide;
        page.notice = done(visit, w);
        Office { page, title, before: Vec::new(), blocks: Vec::new(), status: StatusCode::OK }
    }

    /// With a part above the title.
    pub fn above<T: HtmlSafe + Display>(mut self, part: &T) -> Office {
        self.before.push(Made::of(part));
        self
    }

    /// With one more part.
    pub fn with<T: HtmlSafe + Display>(mut self, part: &T) -> Office {
        self.blocks.push(Made::of(part));
        self
    }

    /// With a heading.
    pub fn heading(self, text: &str) -> Office {
        self.with(&Heading { text })
    }

    /// With a paragraph.
    pub fn say(self, text: &str) -> Office {
        self.with(&Paragraph { text })
    }

    /// With a link on a line of its own.
    pub fn link(self, text: &str, href: &str) -> Office {
        self.with(&Line { text, href })
    }

    /// With a list of lines.
    pub fn bullets(self, lines: &[String]) -> Office {
        if lines.is_empty() { self } else { self.with(&Bullets { lines }) }
    }

    /// With what is wrong with a form of the page, where something is.
    pub fn mended(mut self, posted: &Posted) -> Office {
        if !posted.is_right() {
            self.page.errors = posted.errors();
            self.page.notice = None;
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// The page as an answer.
    ///
    /// # Errors
    /// A template that fails.
    pub fn shown(self) -> Result<Response, Fault> {
        let status = self.status;
        Ok((status, Html(self.render()?)).into_response())
    }
}

/// What a form was refused for, put to its fields; faults that no field can mend are the page's.
///
/// # Errors
/// The fault of anything that is not about what was typed.
pub fn refuse(posted: &mut Posted, w: PageWords, error: ActionError) -> Result<(), Fault> {
    let problems = match error {
        ActionError::Invalid(problems) => problems,
        ActionError::Rule(problem) => vec![actions::Problem { field: String::new(), ..problem }],
        ActionError::Store(store::StoreError::Changed(_)) => vec![actions::Problem::new("", "changed")],
        other => return Err(other.into()),
    };
    for problem in problems {
        // streams come by their ids; people read their names
        let named = |name: &str, value: &String| match (name, value.parse()) {
            ("stream", _) => streams::called(value),
            ("day", Ok(day)) => super::shown::day(day),
            _ => value.clone(),
        };
        let texts: Vec<_> = problem.values.iter().map(|(name, value)| (*name, named(name, value))).collect();
        let values: Vec<(&str, &dyn Display)> =
            texts.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        let own = format!("{}.error.{}", problem.field, problem.code);
        let key = if w.find(&own).is_some() { own } else { format!("problem.{}", problem.code) };
        posted.refuse_in_words(&problem.field, w.say(&key, &values));
    }
    Ok(())
}

/// Back to a page that says what has been done: the message `done.<what>`.
pub fn back(to: &str, what: &str) -> Response {
    Redirect::to(&format!("{to}?done={what}")).into_response()
}

/// The same after a form that the browser keeps: it is told to forget it.
pub fn back_kept(to: &str, what: &str, posted: &Posted) -> Response {
    Redirect::to(&format!("{to}?done={what}{}", posted.mark())).into_response()
}

fn done(visit: &Visit, w: PageWords) -> Option<Notice> {
    let what = query(visit, "done")?;
    let text = w.find(&format!("done.{what}"))?;
    Some(Notice::success(w, text))
}

/// A value of the address, where there is one.
pub fn query(visit: &Visit, name: &str) -> Option<String> {
    let (_, query) = visit.address.split_once('?')?;
    crate::sent::pairs(query.as_bytes()).into_iter().find(|(given, _)| given == name).map(|(_, value)| value)
}

/// Whether a visitor may do something in the authority as a whole: what is offered here is not refused there.
pub(super) fn may(visit: &Visit, action: Action) -> bool {
    let signed = visit.signed.as_ref();
    signed.is_some_and(|signed| decide(&signed.actor, action, None, Purpose::Work, visit.moment.today).is_ok())
}
