//! The example scheme's questions on paper.

use crate::pages::{STYLES, print, scheme};
use seven_core::document::{Document, Language, Style};
use seven_core::questionnaire::{Printing, questionnaire};

fn paper(language: Language, style: Style) -> Document {
    let scheme = scheme();
    let day = jiff::civil::date(2026, 5, 5);
    let printing = Printing { language, style, authority: String::new(), reference: Some("Copy 3".to_owned()), day };
    questionnaire(&scheme, &scheme.words_in(language.code()), &printing)
}

#[test]
fn every_question_of_the_scheme_is_on_the_paper() {
    let scheme = scheme();
    let words = scheme.words_in("en");
    for style in STYLES {
        let printed = print(&paper(Language::English, style));
        let text = printed.text();
        for question in &scheme.questions {
            let asked: String = words.question(&question.id).chars().filter(|sign| !sign.is_whitespace()).collect();
            assert!(text.contains(&asked), "{style:?}: {asked}");
        }
        assert!(printed.has("nights a week") && printed.has("Signature"));
    }
}

#[test]
fn a_welsh_paper_is_marked_as_welsh() {
    let printed = print(&paper(Language::Welsh, Style::Standard));
    assert_eq!(printed.catalog().get(b"Lang").unwrap().as_str().unwrap(), b"cy-GB");
    assert!(printed.has("Sut i lenwi hwn") && printed.has("Tudalen 1 o "));
}
