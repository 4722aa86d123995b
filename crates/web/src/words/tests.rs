//! Every key that a template or a page uses is there, and every translation says as much as its original.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::message::placeholders;
use super::*;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "html" || ending == "rs") {
            found.push(path);
        }
    }
}

/// Keys written out in `w.t("key")`, `words.say("key"` and the like; those put together while running are not seen.
fn keys(text: &str, call: &str) -> Vec<String> {
    let parts = text.match_indices(call).filter_map(|(at, _)| {
        let rest = text.get(at + call.len()..)?.trim_start();
        Some(rest.strip_prefix('"')?.split_once('"')?.0.to_owned())
    });
    parts.collect()
}

#[test]
fn every_key_in_use_has_an_english_message() {
    let mut paths = Vec::new();
    files(&source(), &mut paths);
    let mut missing = Vec::new();
    for path in paths.iter().filter(|path| !path.starts_with(source().join("words"))) {
        let text = std::fs::read_to_string(path).unwrap();
        let folder = path.parent().unwrap().strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/");
        let words = Words::new(Language::English).page(&folder);
        for call in [".t(", ".say("] {
            missing
                .extend(keys(&text, call).into_iter().filter(|key| words.find(key).is_none()).map(|key| (path, key)));
        }
        for call in [".count(", ".count_with("] {
            let lacks =
                |key: &String| ["one", "other"].iter().any(|form| words.find(&format!("{key}.{form}")).is_none());
            missing.extend(keys(&text, call).into_iter().filter(lacks).map(|key| (path, key)));
        }
    }
    assert!(missing.is_empty(), "used, but in no copy.en.toml: {missing:#?}");
}

#[test]
fn every_translation_has_its_original_with_the_same_placeholders() {
    let english: BTreeMap<(&str, &str), &str> = messages("en").collect();
    let stem = |key: &str| key.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    for ((folder, key), text) in Language::ALL.into_iter().skip(1).flat_map(|language| messages(language.code())) {
        // Welsh has plural forms that English lacks: they are held against `other`.
        let other = stem(key).map(|stem| format!("{stem}.other")).unwrap_or_default();
        let original = english.get(&(folder, key)).or_else(|| {
            let is_form = ["zero", "one", "two", "few", "many"].iter().any(|form| key.ends_with(&format!(".{form}")));
            english.get(&(folder, other.as_str())).filter(|_| is_form)
        });
        let original = original.unwrap_or_else(|| panic!("{folder}: `{key}` is not in copy.en.toml"));
        let names = |text| placeholders(text).into_iter().filter(|name| *name != "count").collect::<Vec<_>>();
        assert_eq!(names(text), names(original), "{folder}: `{key}`");
    }
}

fn messages(code: &'static str) -> impl Iterator<Item = ((&'static str, &'static str), &'static str)> {
    let rows = TABLE.iter().filter(move |row| row.1 == code);
    rows.flat_map(|row| row.2.iter().map(move |(key, text)| ((row.0, *key), *text)))
}

#[test]
fn every_catalogue_is_of_a_language_we_have() {
    for (folder, language, _) in TABLE {
        assert!(Language::of_code(language).is_some(), "{folder}/copy.{language}.toml");
    }
}

#[test]
fn no_message_holds_markup() {
    for (folder, language, messages) in TABLE {
        for (key, text) in *messages {
            assert!(!text.contains('<') && !text.contains("&amp;"), "{folder}/copy.{language}.toml: `{key}`");
        }
    }
}

#[test]
fn a_page_without_a_catalogue_uses_the_words_of_the_parts() {
    let words = Words::new(Language::English).page("nowhere/at/all");
    assert_eq!(words.t("form.error_summary"), "There is a problem");
    assert_eq!(words.t("no.such.key"), "no.such.key");
}

#[test]
fn welsh_speaks_welsh_where_it_can_and_marks_what_it_cannot() {
    let words = Words::new(Language::Welsh).page("parts");
    assert_ne!(words.t("layout.skip"), Words::new(Language::English).page("parts").t("layout.skip"));
    assert_eq!((words.language(), words.spoken()), (Language::Welsh, Language::Welsh));
    assert_eq!(words.foreign("layout.skip"), None);
}

#[test]
fn a_page_that_nobody_has_translated_is_english_throughout_within_a_welsh_frame() {
    let untranslated = |row: &&Row| row.0.starts_with("council/") && row.1 == "en";
    let folder = TABLE.iter().find(untranslated).unwrap().0;
    let (welsh, english) = (Words::new(Language::Welsh).page(folder), Words::new(Language::English).page(folder));
    assert_eq!((welsh.language(), welsh.spoken()), (Language::Welsh, Language::English));
    assert_ne!(welsh.t("layout.skip"), english.t("layout.skip"), "the frame speaks Welsh");
    assert_eq!(welsh.t("form.error_summary"), english.t("form.error_summary"), "parts within the page do not");
    assert_eq!(welsh.foreign("form.error_summary"), None, "nothing on it is foreign to it");
}

#[test]
fn numbers_choose_their_form() {
    let words = Words::new(Language::English).page("parts");
    assert_eq!(words.count("list.found", 1), "1 found");
    assert_eq!(words.count("list.found", 1_200), "1,200 found");
}
