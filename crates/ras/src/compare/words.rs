//! How many texts differ, language by language. Wording moves no figure, so it is counted and not shown.

use super::WordingChanges;
use crate::scheme::{Scheme, Words};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn changes(before: &Scheme, after: &Scheme) -> Vec<WordingChanges> {
    let languages: BTreeSet<&String> = before.words.keys().chain(after.words.keys()).collect();
    let counted = languages.into_iter().map(|language| {
        let texts_of = |scheme: &Scheme| scheme.words.get(language).map(texts).unwrap_or_default();
        let (earlier, later) = (texts_of(before), texts_of(after));
        WordingChanges {
            language: language.clone(),
            added: later.keys().filter(|key| !earlier.contains_key(*key)).count(),
            removed: earlier.keys().filter(|key| !later.contains_key(*key)).count(),
            changed: later.iter().filter(|(key, text)| earlier.get(*key).is_some_and(|old| old != *text)).count(),
        }
    });
    counted.filter(|found| found.added + found.removed + found.changed > 0).collect()
}

/// Every text by where it stands.
fn texts(words: &Words) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut add = |key: String, text: Option<&String>| {
        if let Some(text) = text {
            texts.insert(key, text.clone());
        }
    };
    let alone = [
        ("title", &words.title),
        ("authority", &words.authority),
        ("summary", &words.summary),
        ("method", &words.method),
        ("challenge", &words.challenge),
        ("adjustment", &words.adjustment),
    ];
    alone.into_iter().for_each(|(key, text)| add(key.to_owned(), text.as_ref()));
    for (id, question) in &words.questions {
        let own = [
            ("text", &question.text),
            ("help", &question.help),
            ("guidance", &question.guidance),
            ("unit", &question.unit),
        ];
        own.into_iter().for_each(|(key, text)| add(format!("question.{id}.{key}"), text.as_ref()));
        question.options.iter().for_each(|(option, text)| add(format!("question.{id}.options.{option}"), Some(text)));
    }
    let maps = [
        ("outcome", &words.outcomes),
        ("stream", &words.streams),
        ("parameter", &words.parameters),
        ("step", &words.steps),
        ("table", &words.tables),
        ("condition", &words.conditions),
        ("refusal", &words.refusals),
        ("not-eligible", &words.not_eligible),
        ("route", &words.routes),
    ];
    for (part, map) in maps {
        map.iter().for_each(|(id, text)| add(format!("{part}.{id}"), Some(text)));
    }
    texts
}
