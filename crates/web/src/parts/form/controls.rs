//! A line of text, room for more, a file.

use askama::Template;

use super::field::Field;

/// A line of text.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/text_input.html")]
pub struct TextInput {
    field: Field,
    kind: &'static str,
    mode: Option<&'static str>,
    autocomplete: Option<&'static str>,
    characters: Option<u8>,
    is_spellchecked: bool,
    most_characters: Option<usize>,
}

impl TextInput {
    pub(super) fn new(field: Field) -> TextInput {
        TextInput {
            field,
            kind: "text",
            mode: None,
            autocomplete: None,
            characters: None,
            is_spellchecked: true,
            most_characters: None,
        }
    }

    /// For an e-mail address.
    #[must_use]
    pub fn email(mut self) -> TextInput {
        (self.kind, self.autocomplete, self.is_spellchecked) = ("email", Some("email"), false);
        self
    }

    /// For a password; `autocomplete` is `current-password` or `new-password`. What was typed is not shown again.
    #[must_use]
    pub fn password(mut self, autocomplete: &'static str) -> TextInput {
        (self.kind, self.autocomplete, self.is_spellchecked) = ("password", Some(autocomplete), false);
        self.field.value.clear();
        self
    }

    /// For digits that are no quantity: a code, an NHS number.
    #[must_use]
    pub fn digits(mut self) -> TextInput {
        (self.mode, self.is_spellchecked) = (Some("numeric"), false);
        self
    }

    /// For a search.
    #[must_use]
    pub fn search(mut self) -> TextInput {
        (self.kind, self.is_spellchecked) = ("search", false);
        self
    }

    /// What a browser may fill in: `given-name`, `one-time-code`, `off`.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> TextInput {
        self.autocomplete = Some(what);
        self
    }

    /// As wide as an answer of 2, 3, 4, 5, 10 or 20 characters.
    #[must_use]
    pub fn characters(mut self, characters: u8) -> TextInput {
        self.characters = Some(characters);
        self
    }

    /// Takes no more than so many characters. The server checks too.
    #[must_use]
    pub fn at_most(mut self, most_characters: usize) -> TextInput {
        self.most_characters = Some(most_characters);
        self
    }
}

/// Room for more than a line, with what is left counted while typing.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/text_area.html")]
pub struct TextArea {
    field: Field,
    most_characters: usize,
    rows: u8,
}

impl TextArea {
    pub(super) fn new(field: Field, most_characters: usize) -> TextArea {
        TextArea { field, most_characters, rows: 5 }
    }

    /// As many lines high.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> TextArea {
        self.rows = rows;
        self
    }

    fn limit(&self) -> String {
        self.field.words.t("form.count.fallback").replace("%{count}", &self.most_characters.to_string())
    }
}

/// A file, with its limits told before anyone chooses one.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/file_upload.html")]
pub struct FileUpload {
    field: Field,
    kinds: Vec<String>,
    size: String,
    takes_several: bool,
    is_photo: bool,
}

impl FileUpload {
    pub(super) fn new(field: Field, kinds: &[&str], size: &str) -> FileUpload {
        let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        FileUpload { field, kinds, size: size.to_owned(), takes_several: false, is_photo: false }
    }

    /// Several files at once.
    #[must_use]
    pub fn several(mut self) -> FileUpload {
        self.takes_several = true;
        self
    }

    /// A picture: a telephone offers its camera beside the pictures that are there.
    #[must_use]
    pub fn photo(mut self) -> FileUpload {
        self.is_photo = true;
        self
    }

    fn limits(&self) -> String {
        let kinds = self.kinds.join(", ");
        self.field.words.say("form.file.limits", &[("kinds", &kinds), ("size", &self.size)])
    }

    /// `.pdf,.jpg`.
    fn endings(&self) -> String {
        if self.is_photo {
            let pdf = self.kinds.iter().any(|kind| kind == "pdf");
            return if pdf { "image/*,.pdf".to_owned() } else { "image/*".to_owned() };
        }
        self.kinds.iter().map(|kind| format!(".{}", kind.to_lowercase())).collect::<Vec<_>>().join(",")
    }
}

safe!(TextInput, TextArea, FileUpload);
