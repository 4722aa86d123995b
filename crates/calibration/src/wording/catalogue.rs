//! A file of sentences, keyed by meaning: `[table] key = "text with {names}"`.

use std::collections::BTreeMap;

/// The sentences of one file.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    texts: BTreeMap<String, String>,
}

impl Catalogue {
    /// Reads a catalogue; what is no text in a table is passed over (a test holds that nothing is missing).
    #[must_use]
    pub fn of(toml: &str) -> Catalogue {
        let mut texts = BTreeMap::new();
        if let Ok(document) = toml_edit::Document::parse(toml) {
            for (table, item) in document.iter() {
                for (key, item) in item.as_table_like().into_iter().flat_map(toml_edit::TableLike::iter) {
                    if let Some(text) = item.as_str() {
                        texts.insert(format!("{table}.{key}"), text.trim_end_matches('\n').to_owned());
                    }
                }
            }
        }
        Catalogue { texts }
    }

    /// A sentence with its names filled in, in one pass: a value that looks like a name is left as it is. A key that is not there
    /// is shown itself, so that its absence is seen.
    #[must_use]
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(mut rest) = self.texts.get(key).map(String::as_str) else { return format!("[{key}]") };
        let mut said = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                rest = after;
                break;
            };
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => said.push_str(value),
                None => said.push_str(&format!("{{{name}}}")),
            }
            rest = after;
        }
        said.push_str(rest);
        said
    }

    /// Whether a key is there.
    #[must_use]
    pub fn holds(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_never_read_as_a_name() {
        let catalogue = Catalogue::of("[gap]\nmore = \"{first} has {size} more than {second}.\"\n");
        let said = catalogue.say("gap.more", &[("first", "{second}"), ("second", "B"), ("size", "£5")]);
        assert_eq!(said, "{second} has £5 more than B.");
        assert_eq!(catalogue.say("gap.less", &[]), "[gap.less]");
        assert!(catalogue.holds("gap.more"));
    }
}
