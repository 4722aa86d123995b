//! Sending a form: the button, and the token that shows it came from our own page.

use askama::Template;

/// Proof that a form came from a page of this service; every form that changes something holds it.
#[derive(Debug, Clone, Default, Template)]
#[template(source = "<input type=\"hidden\" name=\"csrf\" value=\"{{ token }}\">", ext = "html")]
pub struct Csrf {
    /// The token of the session.
    pub token: String,
}

/// A value that nobody types.
#[derive(Debug, Clone, Template)]
#[template(source = "<input type=\"hidden\" name=\"{{ name }}\" value=\"{{ value }}\">", ext = "html")]
pub struct Hidden {
    name: String,
    value: String,
}

impl Hidden {
    /// A value under a name.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Hidden {
        Hidden { name: name.into(), value: value.into() }
    }
}

/// How loud a button is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Emphasis {
    /// The one thing to do on the page.
    #[default]
    Main,
    /// Beside it.
    Secondary,
    /// Something that cannot be undone.
    Warning,
}

/// A button that sends its form, once; or a link that looks like one.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/button.html")]
pub struct Button {
    text: String,
    emphasis: Emphasis,
    href: Option<String>,
    sent: Option<(String, String)>,
    is_disabled: bool,
}

impl Button {
    /// A button that sends its form.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Button {
        Button { text: text.into(), emphasis: Emphasis::Main, href: None, sent: None, is_disabled: false }
    }

    /// A link to the next page that looks like a button.
    #[must_use]
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Button {
        Button { href: Some(href.into()), ..Button::new(text) }
    }

    /// Beside the main one.
    #[must_use]
    pub fn secondary(mut self) -> Button {
        self.emphasis = Emphasis::Secondary;
        self
    }

    /// For what cannot be undone.
    #[must_use]
    pub fn warning(mut self) -> Button {
        self.emphasis = Emphasis::Warning;
        self
    }

    /// Sends this name and value too, where a form has several buttons.
    #[must_use]
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Button {
        self.sent = Some((name.into(), value.into()));
        self
    }

    /// Not to be pressed now. Say beside it why.
    #[must_use]
    pub fn disabled(mut self) -> Button {
        self.is_disabled = true;
        self
    }

    fn class(&self) -> &'static str {
        match self.emphasis {
            Emphasis::Main => "govuk-button",
            Emphasis::Secondary => "govuk-button govuk-button--secondary",
            Emphasis::Warning => "govuk-button govuk-button--warning",
        }
    }
}

safe!(Csrf, Hidden, Button);
