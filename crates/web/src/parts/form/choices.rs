//! Choosing: radio buttons, boxes to tick, a list.

use askama::Template;

use super::field::Field;

/// Something to choose.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What it says.
    pub text: String,
    /// What helps to choose it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub is_chosen: bool,
    /// Whether it cannot be chosen now.
    pub is_disabled: bool,
}

impl Choice {
    /// Something to choose.
    #[must_use]
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Choice {
        Choice { value: value.into(), text: text.into(), ..Choice::default() }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Choice {
        self.hint = Some(hint.into());
        self
    }

    /// Chosen already; for boxes to tick. Radio buttons and lists go by the field's value.
    #[must_use]
    pub fn chosen(mut self, is_chosen: bool) -> Choice {
        self.is_chosen = is_chosen;
        self
    }

    /// Not to be chosen now. Say in a hint why.
    #[must_use]
    pub fn disabled(mut self) -> Choice {
        self.is_disabled = true;
        self
    }
}

/// Radio buttons or boxes to tick.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/choices.html")]
pub struct Choices {
    field: Field,
    kind: &'static str,
    choices: Vec<Choice>,
    is_inline: bool,
    is_small: bool,
}

impl Choices {
    pub(super) fn radios(field: Field, choices: Vec<Choice>) -> Choices {
        let marked = chosen_by_value(&field, choices);
        Choices { field, kind: "radio", choices: marked, is_inline: false, is_small: false }
    }

    pub(super) fn checkboxes(field: Field, choices: Vec<Choice>) -> Choices {
        Choices { field, kind: "checkbox", choices, is_inline: false, is_small: false }
    }

    /// Side by side, for two short choices such as yes and no.
    #[must_use]
    pub fn inline(mut self) -> Choices {
        self.is_inline = true;
        self
    }

    /// Small, for filters of a list.
    #[must_use]
    pub fn small(mut self) -> Choices {
        self.is_small = true;
        self
    }

    fn class(&self) -> &'static str {
        if self.kind == "radio" { "govuk-radios" } else { "govuk-checkboxes" }
    }

    /// The first bears the field's name, so that the error summary leads to it.
    fn id(&self, index: &usize) -> String {
        if *index == 0 { self.field.name.clone() } else { format!("{}-{}", self.field.name, index + 1) }
    }
}

/// A list to choose one of, for many choices.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/select.html")]
pub struct Select {
    field: Field,
    choices: Vec<Choice>,
    has_blank: bool,
}

impl Select {
    pub(super) fn new(field: Field, choices: Vec<Choice>) -> Select {
        let choices = chosen_by_value(&field, choices);
        Select { field, choices, has_blank: true }
    }

    /// Without the line that says to choose.
    #[must_use]
    pub fn without_blank(mut self) -> Select {
        self.has_blank = false;
        self
    }
}

fn chosen_by_value(field: &Field, mut choices: Vec<Choice>) -> Vec<Choice> {
    for choice in &mut choices {
        choice.is_chosen = choice.is_chosen || (!field.value.is_empty() && choice.value == field.value);
    }
    choices
}

safe!(Choices, Select);
