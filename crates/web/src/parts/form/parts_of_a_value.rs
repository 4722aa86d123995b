//! Dates in three boxes, money after a pound sign.

use askama::Template;

use super::field::Field;

/// A day, a month and a year. Sent as `<name>-day`, `<name>-month`, `<name>-year`.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/date_input.html")]
pub struct DateInput {
    field: Field,
    is_birthday: bool,
}

/// A box of a date.
struct DateBox {
    part: &'static str,
    label: &'static str,
    value: String,
    characters: u8,
    autocomplete: Option<&'static str>,
}

impl DateInput {
    pub(super) fn new(field: Field) -> DateInput {
        DateInput { field, is_birthday: false }
    }

    /// For the reader's own date of birth, which a browser may fill in.
    #[must_use]
    pub fn birthday(mut self) -> DateInput {
        self.is_birthday = true;
        self
    }

    fn boxes(&self) -> [DateBox; 3] {
        let mut typed = self.field.value.splitn(3, '-');
        let mut next = || typed.next().unwrap_or_default().to_owned();
        let (year, month, day) = (next(), next(), next());
        let bare = |text: String| text.strip_prefix('0').map(str::to_owned).unwrap_or(text);
        let made = |part, label, value, characters, autocomplete| DateBox {
            part,
            label,
            value,
            characters,
            autocomplete: self.is_birthday.then_some(autocomplete),
        };
        [
            made("day", self.field.words.t("form.day"), bare(day), 2, "bday-day"),
            made("month", self.field.words.t("form.month"), bare(month), 2, "bday-month"),
            made("year", self.field.words.t("form.year"), year, 4, "bday-year"),
        ]
    }

    /// The first box bears the field's name, so that the error summary leads to it.
    fn id(&self, part: &str) -> String {
        if part == "day" { self.field.name.clone() } else { format!("{}-{part}", self.field.name) }
    }
}

/// A sum in pounds and pence.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/money_input.html")]
pub struct MoneyInput {
    field: Field,
    after: Option<String>,
}

impl MoneyInput {
    pub(super) fn new(field: Field) -> MoneyInput {
        MoneyInput { field, after: None }
    }

    /// With a unit behind: `a week`.
    #[must_use]
    pub fn after(mut self, unit: impl Into<String>) -> MoneyInput {
        self.after = Some(unit.into());
        self
    }
}

safe!(DateInput, MoneyInput);
