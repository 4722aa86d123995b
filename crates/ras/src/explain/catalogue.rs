//! The catalogue of sentences: read once, each cut into its plain parts and the names to fill in. What the sentences say
//! stands in `messages.<language>.toml`; which there are, in `message.rs`.

use super::message::Message;
use super::wrap::wrapped;
use std::sync::OnceLock;

/// The sentences of one language.
#[derive(Debug)]
pub struct Catalogue {
    /// The language's code, such as `en`.
    pub language: &'static str,
    templates: Vec<Template>,
    /// Sentences without anything to fill in, as running text.
    wrapped: Vec<String>,
}

/// A sentence with places to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Template(Vec<Piece>);

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Stands as it is.
    Plain(String),
    /// The name of what is put here.
    Slot(String),
}

impl Catalogue {
    /// The English catalogue.
    #[must_use]
    pub fn english() -> &'static Catalogue {
        static ENGLISH: OnceLock<Catalogue> = OnceLock::new();
        ENGLISH.get_or_init(|| Catalogue::read("en", include_str!("messages.en.toml")))
    }

    /// The catalogue of a language; English where there is none yet.
    #[must_use]
    pub fn of(_language: &str) -> &'static Catalogue {
        Catalogue::english()
    }

    fn read(language: &'static str, text: &str) -> Catalogue {
        let texts = crate::catalogue::texts(text);
        let template = |(_, key): &(Message, &str)| texts.get(*key).map(|text| Template::of(text)).unwrap_or_default();
        let templates: Vec<Template> = Message::ALL.iter().map(template).collect();
        let wrapped = templates.iter().map(|template| match template.0.as_slice() {
            [Piece::Plain(text)] => wrapped(text),
            _ => String::new(),
        });
        Catalogue { language, wrapped: wrapped.collect(), templates }
    }

    /// A sentence without anything to fill in, broken into lines.
    pub(super) fn wrapped(&self, message: Message) -> &str {
        self.wrapped.get(message as usize).map_or("", String::as_str)
    }

    pub(super) fn template(&self, message: Message) -> &[Piece] {
        self.templates.get(message as usize).map_or(&[], |template| template.0.as_slice())
    }

    /// A sentence without anything to fill in.
    #[must_use]
    pub fn text(&self, message: Message) -> &str {
        match self.template(message) {
            [Piece::Plain(text)] => text,
            _ => "",
        }
    }
}

impl Template {
    /// Cuts `{name}`s out of a text; a brace without its partner stands as it is.
    fn of(text: &str) -> Template {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, following)) = after.split_once('}') else { break };
            if !before.is_empty() {
                pieces.push(Piece::Plain(before.to_owned()));
            }
            pieces.push(Piece::Slot(name.to_owned()));
            rest = following;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Plain(rest.to_owned()));
        }
        Template(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_message_has_a_sentence_and_every_sentence_a_message() {
        let texts = crate::catalogue::texts(include_str!("messages.en.toml"));
        let written: BTreeSet<&str> = texts.keys().map(String::as_str).collect();
        let known: BTreeSet<&str> = Message::ALL.iter().map(|(_, key)| *key).collect();
        assert_eq!(written, known);
        assert!(texts.values().all(|text| !text.trim().is_empty()));
    }

    #[test]
    fn a_sentence_is_cut_into_parts_and_names() {
        let plain = |text: &str| Piece::Plain(text.to_owned());
        let slot = |name: &str| Piece::Slot(name.to_owned());
        assert_eq!(Template::of("{amount} a year").0, [slot("amount"), plain(" a year")]);
        assert_eq!(Template::of("a {b} c {d}").0, [plain("a "), slot("b"), plain(" c "), slot("d")]);
        assert_eq!(Template::of("50 { 60").0, [plain("50 { 60")]);
    }
}
