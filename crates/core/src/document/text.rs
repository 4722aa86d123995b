//! A run of text: what it says, what stands out, where it leads, and in which language it is.

use serde::Serialize;

/// A language that a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Welsh.
    #[serde(rename = "cy")]
    Welsh,
}

impl Language {
    /// The language of a code such as `cy` or `en-GB`; English for any other.
    #[must_use]
    pub fn of(code: &str) -> Language {
        if code.split('-').next() == Some("cy") { Language::Welsh } else { Language::English }
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Welsh => "cy",
        }
    }
}

/// A line or paragraph of spans; a line feed begins a new line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

/// A part of a text that looks alike.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether it stands out.
    pub strong: bool,
    /// An address (`https:`, `mailto:`, `tel:`) that it leads to on a screen.
    pub link: Option<String>,
    /// Its language, where that is not the document's.
    pub language: Option<Language>,
}

impl Text {
    /// Text that stands out.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Text {
        Text(vec![Span { text: text.into(), strong: true, ..Span::default() }])
    }

    /// Text that leads somewhere.
    #[must_use]
    pub fn link(text: impl Into<String>, address: impl Into<String>) -> Text {
        Text(vec![Span { text: text.into(), link: Some(address.into()), ..Span::default() }])
    }

    /// The same text, marked as being in a language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Text {
        self.0.iter_mut().for_each(|span| span.language = Some(language));
        self
    }

    /// This text with another after it.
    #[must_use]
    pub fn then(mut self, other: impl Into<Text>) -> Text {
        self.0.extend(other.into().0);
        self
    }

    /// The words alone.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        text.to_owned().into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(vec![Span { text, ..Span::default() }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_knows_what_stands_out_and_in_which_language() {
        let text = Text::from("From ").then(Text::strong("gofal cymdeithasol").in_language(Language::of("cy-GB")));
        assert_eq!(text.plain(), "From gofal cymdeithasol");
        let [plain, welsh] = text.0.as_slice() else { panic!("two spans") };
        assert_eq!((plain.strong, plain.language), (false, None));
        assert_eq!((welsh.strong, welsh.language), (true, Some(Language::Welsh)));
    }

    #[test]
    fn wording_for_easy_read_is_english() {
        assert_eq!(
            [Language::of("easy"), Language::of("en"), Language::of("cy")].map(Language::code),
            ["en", "en", "cy"]
        );
    }
}
