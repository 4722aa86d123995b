//! Whatever anybody wrote is printed as they wrote it, and never becomes layout.

use crate::pages::{PRINTER, document, print};
use print::Document;
use proptest::prelude::*;
use seven_core::document::{Block, NoteKind, Table, Text};

const MARKUP: [&str; 12] = [
    "#panic(\"x\") #read(\"/etc/passwd\")",
    "*strong* _weak_ `raw` $x^2$",
    "= A heading",
    "- a list\n+ another",
    "\\u{41} \\ \\# \\\"",
    "\"quotes\" 'and' more, -- --- ... ~",
    "@label <label> // a comment /* another */",
    "#set page(width: 1pt)",
    "{{name}} {amount} {0} %s",
    "</text><script>alert(1)</script> & &amp;",
    "]]] ))) }}} [[[ ((( {{{",
    "https://exampleshire.example/#page",
];

/// A document with a text wherever a text can stand.
fn everywhere(text: &str) -> Document {
    let table = Table {
        caption: text.into(),
        headers: vec![text.into(), text.into()],
        rows: vec![vec![text.into(), text.into()]],
        numbers: vec![1],
        total: Some(vec![text.into(), text.into()]),
    };
    let mut document = document(
        text,
        vec![
            Block::heading(1, text),
            Block::paragraph(Text::strong(text).then(Text::link(text, format!("https:{text}")))),
            Block::List { items: vec![text.into()] },
            Block::Table(table),
            Block::Note { kind: NoteKind::Action, title: text.into(), paragraphs: vec![text.into()] },
            Block::KeyFigure { label: text.into(), amount: text.into(), sentence: text.into() },
        ],
    );
    text.clone_into(&mut document.authority);
    document.reference = Some(text.to_owned());
    document.address = vec![text.to_owned()];
    text.clone_into(&mut document.day_text);
    document
}

#[test]
fn markup_is_printed_as_it_was_written() {
    for text in MARKUP {
        let paper = print(&everywhere(text));
        assert!(paper.has(text), "{text} is not in {}", paper.text());
        assert!(paper.metadata().contains("pdfuaid"), "{text}");
        let headings = paper.kinds().iter().filter(|kind| kind.starts_with('H')).count();
        assert_eq!(headings, 2, "{text}");
    }
}

#[test]
fn names_of_many_scripts_are_printed() {
    for name in ["Siân Ŵyn ŷd Llŷr", "Zażółć Nguyễn Đặng", "Ελένη Олена Ђорђе", "O’Brien-D'Arcy"]
    {
        let paper = print(&everywhere(name));
        assert!(paper.has(name), "{name} is not in {}", paper.text());
        assert!(paper.metadata().contains("pdfuaid"), "{name}");
    }
    for name in ["שלום ילד", "مرحبا يا طفل", "a שלום b مرحبا c", "e\u{301}\u{327}\u{323}a"] {
        assert!(PRINTER.unprintable(&everywhere(name)).is_empty(), "{name}");
        assert!(print(&everywhere(name)).metadata().contains("pdfuaid"), "{name}");
    }
}

#[test]
fn a_sign_that_no_font_has_is_told_and_shown_as_missing() {
    let document = everywhere("Ada 👍🏽 漢字");
    assert_eq!(PRINTER.unprintable(&document), ['字', '漢', '🏽', '👍']);
    let paper = print(&document);
    assert!(paper.has("Ada □□ □□"), "{}", paper.text());
    assert!(paper.metadata().contains("pdfuaid"));
}

#[test]
fn nobody_can_turn_an_amount_round() {
    assert!(print(&everywhere("\u{202e}00.001£ \u{2067}x")).has("00.001£ x"));
}

#[test]
fn a_word_of_three_hundred_letters_stays_on_the_page() {
    let word = "x".repeat(300);
    let paper = print(&everywhere(&word));
    assert!(paper.has(&word));
    assert!(print(&everywhere(&"W".repeat(1_000))).pages() < 25);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn any_text_can_be_printed(text in any::<String>(), other in "\\PC{0,40}") {
        PRINTER.pdf(&everywhere(&text)).unwrap();
        PRINTER.pdf(&everywhere(&other)).unwrap();
    }
}
