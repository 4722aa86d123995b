//! What pages say: message catalogues, one beside each page, one for `parts/`.
//!
//! A page finds a message in its own catalogue, then in those of the folders above it, then in that of the parts; then in English.
//! Messages are plain text: templates escape them, and links are parts of templates.

mod language;
mod message;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;

pub use language::Language;
pub use message::grouped;

/// Rows of folder, language and messages, as `build/copy.rs` found them.
type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

static TABLE: &[Row] = &include!(concat!(env!("OUT_DIR"), "/copy.rs"));

/// The folder whose messages every page may use.
const SHARED: &str = "parts";

/// A message, and the language it really is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Message {
    text: &'static str,
    language: Language,
}

type Messages = HashMap<&'static str, Message>;

/// All messages a page can use, by language and folder.
static PAGES: LazyLock<HashMap<Language, HashMap<&'static str, Messages>>> = LazyLock::new(|| {
    let of = |language: Language| TABLE.iter().map(move |row| (row.0, gathered(language, row.0))).collect();
    Language::ALL.into_iter().map(|language| (language, of(language))).collect()
});

/// From the least particular to the most, so that the later overrides.
fn gathered(language: Language, folder: &'static str) -> Messages {
    let above = folder.match_indices('/').filter_map(|(at, _)| folder.get(..at));
    let folders: Vec<&str> = [SHARED].into_iter().chain(above).chain([folder]).collect();
    let mut messages = Messages::new();
    let languages = if language == Language::English { vec![language] } else { vec![Language::English, language] };
    for language in languages {
        for folder in &folders {
            let rows = TABLE.iter().filter(|row| row.0 == *folder && row.1 == language.code());
            for (key, text) in rows.flat_map(|row| row.2) {
                messages.insert(key, Message { text, language });
            }
        }
    }
    messages
}

/// The words of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// The words a reader has chosen.
    #[must_use]
    pub fn new(language: Language) -> Words {
        Words { language }
    }

    /// The words of a page, named by its folder: `family/answers`.
    #[must_use]
    pub fn page(self, folder: &str) -> PageWords {
        static NONE: LazyLock<Messages> = LazyLock::new(Messages::new);
        // A page without a catalogue of its own uses that of the folder above it, at last that of the parts.
        let mut folder = folder;
        loop {
            let of = |language: Language| PAGES.get(&language).and_then(|pages| pages.get(folder));
            if let (Some(frame), Some(english)) = (of(self.language), of(Language::English)) {
                let has_own = TABLE.iter().any(|row| row.0 == folder && row.1 == self.language.code());
                // a page that nobody has translated is English throughout, dates and labels of its parts too
                let (spoken, messages) = if has_own { (self.language, frame) } else { (Language::English, english) };
                return PageWords { language: self.language, spoken, messages, frame };
            }
            folder = match folder.rsplit_once('/') {
                Some((above, _)) => above,
                None if folder != SHARED => SHARED,
                None => {
                    return PageWords {
                        language: self.language,
                        spoken: Language::English,
                        messages: &NONE,
                        frame: &NONE,
                    };
                }
            };
        }
    }
}

/// The words of one page. As small as two references, so it is handed about by value.
#[derive(Debug, Clone, Copy)]
pub struct PageWords {
    language: Language,
    spoken: Language,
    messages: &'static Messages,
    /// What stands around every page, in the reader's language.
    frame: &'static Messages,
}

/// Messages of what stands around every page begin so.
const FRAME: &str = "layout.";

impl PageWords {
    /// The language the reader chose.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The language most of this page is in: English where it has not been translated.
    #[must_use]
    pub fn spoken(&self) -> Language {
        self.spoken
    }

    /// A message. A key that no catalogue has is shown as it is, and written to the log; tests find it before that.
    #[must_use]
    pub fn t<'key>(&self, key: &'key str) -> &'key str {
        self.find(key).unwrap_or_else(|| {
            tracing::error!(key, "no message for this key");
            key
        })
    }

    /// A message, or nothing where no catalogue has it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static str> {
        let from = if key.starts_with(FRAME) { self.frame } else { self.messages };
        from.get(key).map(|message| message.text)
    }

    /// The language to name in a `lang` attribute where a message is not in the reader's.
    #[must_use]
    pub fn foreign(&self, key: &str) -> Option<&'static str> {
        let message = self.messages.get(key)?;
        (message.language != self.spoken).then(|| message.language.code())
    }

    /// A message with `{name}` filled in.
    #[must_use]
    pub fn say(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        message::filled(self.t(key), values)
    }

    /// A message that depends on a number: `key.one`, `key.other` and what else the language has. `{count}` is the number.
    #[must_use]
    pub fn count(&self, key: &str, count: u64) -> String {
        self.count_with(key, count, &[])
    }

    /// [`count`](Self::count) with further values.
    #[must_use]
    pub fn count_with(&self, key: &str, count: u64, values: &[(&str, &dyn Display)]) -> String {
        let shown = grouped(count);
        let mut all: Vec<(&str, &dyn Display)> = vec![("count", &shown)];
        all.extend_from_slice(values);
        let other = format!("{key}.other");
        let form = |language: Language| format!("{key}.{}", language.plural(count));
        // The form of the language the message is in, not of the one that was asked for.
        let language = self.messages.get(other.as_str()).map_or(self.language, |message| message.language);
        let text = self.find(&form(language)).or_else(|| self.find(&other));
        message::filled(text.unwrap_or_else(|| self.t(key)), &all)
    }
}
