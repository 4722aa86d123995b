//! Sentences of a document in one language, with places to fill in. What they say stands in TOML files beside the code
//! that uses them; another language is laid over the English, so that a missing sentence is English and never empty.

use crate::document::Text;
use jiff::civil::Date;
use std::collections::HashMap;

/// Sentences by `table.key`.
#[derive(Debug, Clone)]
pub(crate) struct Sentences(HashMap<String, String>);

impl Sentences {
    /// The sentences of files, where a later one counts more.
    pub(crate) fn of(files: &[&str]) -> Sentences {
        let mut texts = HashMap::new();
        for file in files {
            let Ok(document) = toml_edit::Document::parse(*file) else { continue };
            for (table, item) in document.iter() {
                for (key, item) in item.as_table_like().into_iter().flat_map(|table| table.iter()) {
                    if let Some(text) = item.as_str() {
                        texts.insert(format!("{table}.{key}"), text.to_owned());
                    }
                }
            }
        }
        Sentences(texts)
    }

    /// A sentence with nothing to fill in.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// A sentence with its names filled in; what is filled in is not looked at again.
    pub(crate) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.text(key);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, following)) = after.split_once('}') else { break };
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                out.push_str(value);
            }
            rest = following;
        }
        out.push_str(rest);
        out
    }

    /// The same as a text of a document.
    pub(crate) fn tell(&self, key: &str, values: &[(&str, &str)]) -> Text {
        self.say(key, values).into()
    }

    /// A day as people write it.
    pub(crate) fn day(&self, day: Date) -> String {
        let month = self.text(&format!("date.month-{:02}", day.month()));
        self.say("date.date", &[("day", &day.day().to_string()), ("month", month), ("year", &day.year().to_string())])
    }

    #[cfg(test)]
    pub(crate) fn keys(&self) -> std::collections::BTreeSet<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

/// Paragraphs of a text: empty lines stand between them, other line ends are blanks.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|paragraph| !paragraph.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_cannot_fill_in_more() {
        let sentences = Sentences::of(&["[a]\nb = \"{name} of {place}\"", "[a]\nc = \"x\""]);
        assert_eq!(sentences.say("a.b", &[("name", "{place}"), ("place", "Exampleshire")]), "{place} of Exampleshire");
        assert_eq!(sentences.text("a.c"), "x");
        assert_eq!(sentences.text("a.d"), "");
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("one\ntwo\n\n\nthree\n").collect::<Vec<_>>(), ["one two", "three"]);
    }
}
