//! Letters of the example scheme, as data.

use super::{Answered, ChallengeRoute, Known, SetBeside, letter};
use crate::document::{Block, Document, Language, NoteKind, Style, Table, Text};
use jiff::civil::date;
use ras::explain::{Explainer, Explanation};
use ras::{Money, Scheme, SchemeFiles};

const FRAME: &str = r#"
    format = 1
    id = "small"
    effective-from = 2026-04-01
    currency = "GBP"
    period = "year"
    [sources]
    list = { title = "Price list", where = "made up" }
    [[stream]]
    id = "care"
    amount = "care-budget"
    [[stream]]
    id = "health"
    amount = "health-budget"
"#;
const QUESTIONS: &str = r#"
    [[question]]
    id = "nights"
    kind = "whole"
    min = 0
    max = 7
    required = true
"#;
const RULES: &str = r#"
    [[step]]
    id = "care-budget"
    kind = "bands"
    of = "nights"
    source = "list"
    rows = [ { from = 0, to = 3, value = 1000 }, { from = 4, to = 7, value = 2500.5 } ]
    [[step]]
    id = "health-budget"
    kind = "bands"
    of = "nights"
    source = "list"
    rows = [ { from = 0, to = 7, value = 300 } ]
"#;
const WORDS: &str = r#"
    title = "Small"
    authority = "Exampleshire"
    challenge = "Write to us."
    [stream]
    care = "Gofal"
    health = "Iechyd"
    [question.nights]
    text = "Nights"
"#;

/// A letter for someone with so many nights, and what it was made from.
fn with_letter(nights: Option<&str>, known: &Known, look: impl Fn(&Explanation<'_>, &Document)) {
    let files = SchemeFiles::new()
        .with("scheme.toml", FRAME)
        .with("questions.toml", QUESTIONS)
        .with("rules.toml", RULES)
        .with("words.en.toml", WORDS);
    let scheme = Scheme::read(&files).unwrap();
    let calculator = scheme.on(scheme.effective_from).unwrap();
    let words = scheme.words_in("en");
    let explainer = Explainer::new(&scheme, &calculator, &words);
    let sheet = calculator.sheet(nights.map(|nights| ("nights", nights))).unwrap();
    let explanation = explainer.explain("ada", &sheet);
    look(&explanation, &letter(&explanation, explainer.wording(), known));
}

fn known() -> Known {
    Known {
        child: "Ada".to_owned(),
        authority: String::new(),
        reference: None,
        address: Vec::new(),
        day: date(2026, 5, 5),
        style: Style::Standard,
        words: Language::Welsh,
        answered: Vec::new(),
        challenge: None,
        adjusted: Vec::new(),
    }
}

fn key_figures(document: &Document) -> Vec<(String, String)> {
    let figure = |block: &Block| match block {
        Block::KeyFigure { label, amount, .. } => Some((label.plain(), amount.plain())),
        _ => None,
    };
    document.blocks.iter().filter_map(figure).collect()
}

#[test]
fn the_sum_comes_first_and_every_figure_is_the_engines_own() {
    with_letter(Some("3"), &known(), |explanation, document| {
        assert_eq!(key_figures(document), [("Your indicative budget".to_owned(), "£1,300 a year".to_owned())]);
        let text = document.plain();
        let shown = explanation.streams.iter().flat_map(|line| [&line.shown, &line.working]);
        shown.chain(explanation.steps.iter().map(|step| &step.working)).for_each(|shown| assert!(text.contains(shown)));
        assert!(text.contains("Up to 3: Gofal £1,000 a year. From 4: Gofal £2,500.50 a year."), "{text}");
        assert_eq!((document.authority.as_str(), document.day_text.as_str()), ("Exampleshire", "5 May 2026"));
    });
}

#[test]
fn a_letter_without_an_amount_says_why_and_shows_no_figure() {
    with_letter(None, &known(), |_, document| {
        assert_eq!(key_figures(document), []);
        let text = document.plain();
        assert!(text.contains("There is no amount yet") && text.contains("“Nights” has no answer yet"), "{text}");
    });
}

#[test]
fn an_amount_that_a_person_set_stands_beside_the_figure() {
    let set = SetBeside {
        stream: "care".to_owned(),
        amount: Money(120_000),
        who: "Tom Example".to_owned(),
        day: date(2026, 5, 4),
        reason: "Two people are needed.".to_owned(),
    };
    let known = Known { adjusted: vec![set], ..known() };
    with_letter(Some("3"), &known, |_, document| {
        let tables =
            document.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
        let rows: Vec<Vec<String>> =
            tables.flat_map(|table| &table.rows).map(|row| row.iter().map(Text::plain).collect()).collect();
        assert!(rows.contains(&["Gofal", "£1,000 a year", "£1,200 a year"].map(str::to_owned).to_vec()), "{rows:?}");
        let text = document.plain();
        assert!(text.contains("Gofal: set by Tom Example on 4 May 2026. Why: Two people are needed."), "{text}");
        let headline = [("Your indicative budget".to_owned(), "£1,500 a year".to_owned())];
        assert_eq!(key_figures(document), headline, "what counts stands first");
        assert!(text.contains("£1,300"), "what the sums came to is still said");
        let totals = document.blocks.iter().filter_map(|block| match block {
            Block::Table(Table { total: Some(total), .. }) => total.last().map(Text::plain),
            _ => None,
        });
        assert!(totals.clone().any(|total| total == "£1,500 a year"), "{:?}", totals.collect::<Vec<_>>());
    });
}

#[test]
fn days_to_challenge_stand_on_the_first_page_and_in_their_own_part() {
    let route = ChallengeRoute {
        by: date(2026, 6, 2),
        answered_by: date(2026, 6, 23),
        who: "Priya Example".to_owned(),
        phone: Some("01632 960 123".to_owned()),
        email: None,
        post: None,
    };
    let answered =
        Answered { name: "Siân".to_owned(), role: "Mother".to_owned(), day: date(2026, 5, 1), is_on_paper: true };
    let known = Known { challenge: Some(route), answered: vec![answered], ..known() };
    with_letter(Some("3"), &known, |_, document| {
        let text = document.plain();
        assert_eq!(text.matches("Ask us by 2 June 2026.").count(), 2);
        assert!(text.contains("by 23 June 2026") && text.contains("01632 960 123"), "{text}");
        assert!(text.contains("Siân\nMother\n1 May 2026\non paper"), "{text}");
        let is_action = |block: &&Block| matches!(block, Block::Note { kind: NoteKind::Action, .. });
        assert_eq!(document.blocks.iter().filter(is_action).count(), 2);
    });
}

#[test]
fn every_sentence_of_the_catalogue_is_there() {
    let sentences = &*super::ENGLISH;
    let sources = [
        include_str!("mod.rs"),
        include_str!("figure.rs"),
        include_str!("people.rs"),
        include_str!("other_answers.rs"),
        include_str!("closing.rs"),
    ];
    for source in sources {
        for key in source.split('"').filter(|text| text.split_once('.').is_some_and(|(table, key)| is_key(table, key)))
        {
            assert!(!sentences.text(key).is_empty(), "{key}");
        }
    }
}

fn is_key(table: &str, key: &str) -> bool {
    let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_word(table) && is_word(key) && !["rs", "toml"].contains(&key)
}
