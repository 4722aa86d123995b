//! A small questionnaire, as data.

use super::{ENGLISH, ENGLISH_FILE, Printing, WELSH, questionnaire};
use crate::document::{Block, Choice, Document, Language, Style};
use crate::sentences::Sentences;
use jiff::civil::date;
use ras::{Scheme, SchemeFiles};

const FRAME: &str = r#"
    format = 1
    id = "small"
    effective-from = 2026-04-01
    currency = "GBP"
    period = "year"
    [sources]
    list = { title = "Price list", where = "made up" }
    [[outcome]]
    id = "be-healthy"
    [[stream]]
    id = "care"
    amount = "budget"
"#;
const QUESTIONS: &str = r#"
    [[question]]
    id = "sleep"
    outcome = "be-healthy"
    kind = "levels"
    options = ["none", "some"]
    points = [0, 1]
    [[question]]
    id = "nights"
    outcome = "be-healthy"
    kind = "whole"
    min = 0
    max = 7
    blank = 0
    show-when = { of = "sleep", at-least = "some" }
    [[question]]
    id = "alone"
    kind = "yes-no"
"#;
const RULES: &str = "[[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"nights\"\nsource = \"list\"\n\
                     rows = [ { from = 0, to = 7, value = 1 } ]\n";
const WORDS: &str = r#"
    title = "Small"
    authority = "Exampleshire"
    [question.sleep]
    text = "I sleep well"
    help = "Think of a usual night."
    guidance = """
None: as others do.
Some: somebody gets up now and then.
"""
    [question.nights]
    text = "How many nights"
    unit = "nights a week"
    [question.alone]
    text = "One adult"
"#;

fn printed(language: Language) -> Document {
    let files = SchemeFiles::new()
        .with("scheme.toml", FRAME)
        .with("questions.toml", QUESTIONS)
        .with("rules.toml", RULES)
        .with("words.en.toml", WORDS);
    let scheme = Scheme::read(&files).unwrap();
    let printing =
        Printing { language, style: Style::Standard, authority: String::new(), reference: None, day: date(2026, 5, 5) };
    questionnaire(&scheme, &scheme.words_in("en"), &printing)
}

/// Number, question, boxes and lines.
fn questions(document: &Document) -> Vec<(u32, String, usize, u8)> {
    let question = |block: &Block| match block {
        Block::Question { number, text, choices, lines, .. } => Some((*number, text.plain(), choices.len(), *lines)),
        _ => None,
    };
    document.blocks.iter().filter_map(question).collect()
}

#[test]
fn each_question_has_a_number_and_room_for_its_answer() {
    let expected = [(1, "One adult", 2, 0), (2, "I sleep well", 2, 0), (3, "How many nights", 0, 1)];
    let expected = expected.map(|(number, text, boxes, lines)| (number, text.to_owned(), boxes, lines));
    assert_eq!(questions(&printed(Language::English)), expected);
}

#[test]
fn guidance_stands_beside_the_box_it_is_about() {
    let document = printed(Language::English);
    let choice = |text: &str, meaning: &str| Choice { text: text.into(), meaning: Some(meaning.into()) };
    let expected = [choice("None", "As others do."), choice("Some", "Somebody gets up now and then.")];
    let found =
        document.blocks.iter().any(|block| matches!(block, Block::Question { choices, .. } if *choices == expected));
    assert!(found, "{:?}", document.blocks);
}

#[test]
fn a_question_for_some_says_for_whom_by_number() {
    let text = printed(Language::English).plain();
    assert!(text.contains("Only if this is so: the answer to question 2 is “Some” or more."), "{text}");
    assert!(!text.contains("point"), "{text}");
}

#[test]
fn a_welsh_paper_is_in_welsh_and_says_so() {
    let document = printed(Language::Welsh);
    assert_eq!((document.language, document.day_text.as_str()), (Language::Welsh, "5 Mai 2026"));
    assert!(document.plain().contains("Sut i lenwi hwn"));
}

#[test]
fn welsh_sentences_have_the_keys_of_the_english() {
    let welsh = Sentences::of(&[include_str!("questionnaire.cy.toml")]);
    let english = Sentences::of(&[ENGLISH_FILE]);
    assert!(welsh.keys().is_subset(&english.keys()));
    assert_eq!(WELSH.keys(), ENGLISH.keys());
}
