//! A field: its name, its words, what was typed, and what is wrong with that.

use std::fmt::Display;

use super::choices::{Choice, Choices, Select};
use super::controls::{FileUpload, TextArea, TextInput};
use super::parts_of_a_value::{DateInput, MoneyInput};
use super::summary::{ErrorSummary, Problem};
use crate::words::PageWords;

/// One thing a form asks for. What was typed stays in `value`, right or wrong.
#[derive(Debug, Clone)]
pub struct Field {
    /// The words of the page.
    pub words: PageWords,
    /// Its name in the form, and its id in the page.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// What helps to answer.
    pub hint: Option<String>,
    /// What is wrong with the answer.
    pub error: Option<String>,
    /// The answer as it was typed.
    pub value: String,
    /// Whether the label is the heading of the page.
    pub is_heading: bool,
}

impl Field {
    /// An empty field.
    #[must_use]
    pub fn new(words: PageWords, name: impl Into<String>, label: impl Into<String>) -> Field {
        Field {
            words,
            name: name.into(),
            label: label.into(),
            hint: None,
            error: None,
            value: String::new(),
            is_heading: false,
        }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Field {
        self.hint = Some(hint.into());
        self
    }

    /// With an error.
    #[must_use]
    pub fn error(mut self, error: impl Into<String>) -> Field {
        self.error = Some(error.into());
        self
    }

    /// With what was typed, or what is there already.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Field {
        self.value = value.into();
        self
    }

    /// As the one question of its page: the label is the page's heading.
    #[must_use]
    pub fn as_heading(mut self) -> Field {
        self.is_heading = true;
        self
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> TextInput {
        TextInput::new(self.clone())
    }

    /// As room for more than a line, with a limit in characters.
    #[must_use]
    pub fn text_area(&self, most_characters: usize) -> TextArea {
        TextArea::new(self.clone(), most_characters)
    }

    /// As a day, month and year; the answer is held as `2026-05-01`, or as typed where it is no date.
    #[must_use]
    pub fn date(&self) -> DateInput {
        DateInput::new(self.clone())
    }

    /// As a sum of money.
    #[must_use]
    pub fn money(&self) -> MoneyInput {
        MoneyInput::new(self.clone())
    }

    /// As a list to choose one of.
    #[must_use]
    pub fn select(&self, choices: Vec<Choice>) -> Select {
        Select::new(self.clone(), choices)
    }

    /// As radio buttons.
    #[must_use]
    pub fn radios(&self, choices: Vec<Choice>) -> Choices {
        Choices::radios(self.clone(), choices)
    }

    /// As boxes to tick.
    #[must_use]
    pub fn checkboxes(&self, choices: Vec<Choice>) -> Choices {
        Choices::checkboxes(self.clone(), choices)
    }

    /// As a file, with its limits told: which kinds, how large.
    #[must_use]
    pub fn file(&self, kinds: &[&str], size: &str) -> FileUpload {
        FileUpload::new(self.clone(), kinds, size)
    }

    /// The ids that describe the control, for `aria-describedby`.
    #[must_use]
    pub fn described_by(&self) -> String {
        let hint = self.hint.is_some().then(|| format!("{}-hint", self.name));
        let error = self.error.is_some().then(|| format!("{}-error", self.name));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// What came with a form, and what was found wrong with it. Makes the fields that show both again.
#[derive(Debug, Clone)]
pub struct Posted {
    words: PageWords,
    values: Vec<(String, String)>,
    problems: Vec<Problem>,
}

impl Posted {
    /// A form that has not been sent yet.
    #[must_use]
    pub fn empty(words: PageWords) -> Posted {
        Posted::of(words, Vec::new())
    }

    /// A form with values in it, as sent or as stored.
    #[must_use]
    pub fn of(words: PageWords, values: Vec<(String, String)>) -> Posted {
        Posted { words, values, problems: Vec::new() }
    }

    /// The same with more values, after those that came.
    #[must_use]
    pub fn with(mut self, values: Vec<(String, String)>) -> Posted {
        self.values.extend(values);
        self
    }

    /// What tells the browser which form has been kept, so that it forgets what was typed: `&sent=…` behind the address of the page
    /// that follows; nothing where no script marked the form.
    #[must_use]
    pub fn mark(&self) -> String {
        let sent = self.value("sent");
        let is_ours = (1..=40).contains(&sent.len()) && sent.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_ours { format!("&sent={sent}") } else { String::new() }
    }

    /// What came under a name, without blanks around it; empty where nothing came.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value.trim())
    }

    /// All that came under a name, for boxes to tick.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.values.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str()).collect()
    }

    /// A date of three fields as `2026-05-01`; `-` stands between what was typed where it is no date.
    #[must_use]
    pub fn date(&self, name: &str) -> String {
        let part = |part: &str| self.value(&format!("{name}-{part}"));
        let (year, month, day) = (part("year"), part("month"), part("day"));
        if [year, month, day].iter().all(|part| part.is_empty()) {
            return String::new();
        }
        format!("{year}-{month:0>2}-{day:0>2}")
    }

    /// Notes what is wrong with a field: the message `<name>.error.<fault>`.
    pub fn refuse(&mut self, name: &str, fault: &str, values: &[(&str, &dyn Display)]) {
        let message = self.words.say(&format!("{name}.error.{fault}"), values);
        self.refuse_in_words(name, message);
    }

    /// Notes what is wrong with a field, in words that are there already.
    pub fn refuse_in_words(&mut self, name: &str, message: impl Into<String>) {
        self.problems.push(Problem { name: name.to_owned(), message: message.into() });
    }

    /// Whether nothing was found wrong.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.problems.is_empty()
    }

    /// A field with its messages `<name>.label` and, if there is one, `<name>.hint`, what was typed and what is wrong.
    #[must_use]
    pub fn field(&self, name: &str) -> Field {
        self.field_said(name, name)
    }

    /// A field whose messages stand under another name, where several forms of a page have one of this name:
    /// `<messages>.label` and, if there is one, `<messages>.hint`.
    #[must_use]
    pub fn field_said(&self, name: &str, messages: &str) -> Field {
        let label = self.words.t(&format!("{messages}.label")).to_owned();
        let hint = self.words.find(&format!("{messages}.hint")).map(str::to_owned);
        Field { hint, ..self.asking(name, label) }
    }

    /// A field that asks what its caller says, with what was typed and what is wrong: for names that no catalogue knows,
    /// such as those of a scheme's questions.
    #[must_use]
    pub fn asking(&self, name: &str, label: impl Into<String>) -> Field {
        let value = if self.values.iter().any(|(given, _)| given.strip_prefix(name) == Some("-year")) {
            self.date(name)
        } else {
            self.value(name).to_owned()
        };
        let error = self.problems.iter().find(|problem| problem.name == name).map(|problem| problem.message.clone());
        Field { error, ..Field::new(self.words, name, label).value(value) }
    }

    /// What to mend, for `page.errors`. Where several fields have the same wrong with them, each is named.
    #[must_use]
    pub fn errors(&self) -> ErrorSummary {
        let named = |problem: &Problem| {
            let is_alone = self.problems.iter().filter(|other| other.message == problem.message).count() == 1;
            let label = self.words.find(&format!("{}.label", problem.name)).filter(|_| !is_alone);
            let message = match label {
                Some(label) => format!("{}: {}", label.trim_end_matches('?'), problem.message),
                None => problem.message.clone(),
            };
            Problem { message, ..problem.clone() }
        };
        ErrorSummary::new(self.words, self.problems.iter().map(named).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn words() -> PageWords {
        Words::new(Language::English).page("parts")
    }

    #[test]
    fn a_field_that_no_catalogue_knows_asks_what_its_caller_says() {
        let mut posted = Posted::of(words(), vec![("answer-sleep".to_owned(), "some".to_owned())]);
        posted.refuse_in_words("answer-sleep", "Choose one");
        let field = posted.asking("answer-sleep", "How are the nights?");
        assert_eq!((field.label.as_str(), field.value.as_str()), ("How are the nights?", "some"));
        assert_eq!(field.error.as_deref(), Some("Choose one"));
    }

    #[test]
    fn what_was_typed_survives_an_error() {
        let typed = "<b>O'Neil</b> 🙂";
        let mut posted = Posted::of(words(), vec![("name".to_owned(), typed.to_owned())]);
        posted.refuse_in_words("name", "Write a shorter name");
        let shown = posted.field("name").text().to_string();
        assert!(shown.contains("value=\"&#60;b&#62;O&#39;Neil&#60;/b&#62; 🙂\""), "{shown}");
        assert!(shown.contains("Write a shorter name") && shown.contains("aria-describedby=\"name-error\""));
        assert!(posted.errors().to_string().contains("href=\"#name\""));
    }

    #[test]
    fn fields_with_the_same_wrong_are_named_and_one_alone_is_not() {
        let words = Words::new(Language::English).page("council/payments");
        let label = |name: &str| words.t(&format!("{name}.label")).trim_end_matches('?').to_owned();
        let mut posted = Posted::of(words, Vec::new());
        posted.refuse_in_words("pay-day", "Type a day");
        assert!(!posted.errors().to_string().contains(&label("pay-day")), "{}", posted.errors());
        posted.refuse_in_words("due-until", "Type a day");
        let shown = posted.errors().to_string();
        assert!(
            ["pay-day", "due-until"].iter().all(|name| shown.contains(&format!("{}: Type a day", label(name)))),
            "{shown}"
        );
    }

    #[test]
    fn a_date_keeps_its_three_parts_though_it_is_none() {
        let values = [("born-day", "31"), ("born-month", "x"), ("born-year", "2019")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let shown = Posted::of(words(), values).field("born").date().to_string();
        assert!(shown.contains("value=\"31\"") && shown.contains("value=\"x\"") && shown.contains("value=\"2019\""));
    }
}
