//! The sentences of the published page, by meaning, with places for what differs. No sentence stands in code.

use std::collections::HashMap;
use std::sync::LazyLock;

static ENGLISH: LazyLock<Messages> =
    LazyLock::new(|| Messages(crate::catalogue::texts(include_str!("messages.en.toml"))));

/// A catalogue in one language: `section.key` → text with `{named}` places.
#[derive(Debug)]
pub(super) struct Messages(HashMap<String, String>);

impl Messages {
    /// The English catalogue, read once.
    pub(super) fn english() -> &'static Messages {
        &ENGLISH
    }

    /// A text that has no places.
    pub(super) fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// A text with its places filled. What fills a place is not searched for places again.
    pub(super) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.text(key);
        let mut said = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let place = after.split_once('}');
            let found = place.and_then(|(name, _)| values.iter().find(|(known, _)| *known == name));
            match (place, found) {
                (Some((_, after)), Some((_, value))) => {
                    said.push_str(value);
                    rest = after;
                }
                _ => {
                    said.push('{');
                    rest = after;
                }
            }
        }
        said.push_str(rest);
        said
    }

    /// `a`, `a and b`, `a, b and c`.
    pub(super) fn all_of(&self, items: &[String]) -> String {
        self.joined("list.and", items)
    }

    /// `a`, `a or b`, `a, b or c`.
    pub(super) fn one_of(&self, items: &[String]) -> String {
        self.joined("list.or", items)
    }

    fn joined(&self, key: &str, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [others @ .., last] => {
                self.say(key, &[("others", &others.join(self.text("list.separator"))), ("last", last)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Every text in double quotes of the page's source files that has the shape of a key.
    fn keys_in_code() -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/publish");
        let mut keys = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                let quoted = code.split('"').skip(1).step_by(2);
                keys.extend(quoted.filter(|quoted| is_key(quoted)).map(str::to_owned));
            }
        }
        keys
    }

    fn is_key(text: &str) -> bool {
        let plain = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let is_number = text.starts_with(|first: char| first.is_ascii_digit());
        !is_number && text.split_once('.').is_some_and(|(section, key)| plain(section) && plain(key))
    }

    #[test]
    fn every_key_in_the_code_is_in_the_catalogue_and_the_other_way_round() {
        let catalogue = &Messages::english().0;
        let keys = keys_in_code();
        assert!(keys.len() > 50);
        for key in &keys {
            assert!(catalogue.contains_key(key), "{key} is used and has no text");
        }
        for key in catalogue.keys() {
            assert!(keys.contains(key), "{key} has a text and is never used");
        }
    }

    #[test]
    fn places_are_filled_once() {
        let messages = Messages(crate::catalogue::texts("[a]\nb = \"{x} and {y}, {unknown}\"\n"));
        assert_eq!(messages.say("a.b", &[("x", "{y}"), ("y", "2")]), "{y} and 2, {unknown}");
    }

    #[test]
    fn lists_end_in_a_word() {
        let items = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let messages = Messages::english();
        assert_eq!(messages.all_of(&items(&["a"])), "a");
        assert_eq!(messages.all_of(&items(&["a", "b", "c"])), "a, b and c");
        assert_eq!(messages.one_of(&items(&["a", "b"])), "a or b");
    }
}
