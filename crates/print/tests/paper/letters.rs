//! Letters of the example scheme.

use crate::pages::{PRINTER, STYLES, explanations, known, print};
use seven_core::document::Style;
use seven_core::letter::letter;

#[test]
fn a_family_finds_every_amount_of_the_explanation_in_the_letter() {
    for (style, people) in STYLES.into_iter().zip([9, 1, 1]) {
        explanations(people, |explanation, wording| {
            let paper = print(&letter(explanation, wording, &known(&explanation.person, style)));
            let streams = explanation.streams.iter().flat_map(|line| [line.shown.as_str(), line.working.as_str()]);
            let totals = explanation.totals.iter().map(|total| total.shown.as_str());
            let steps = explanation.steps.iter().map(|step| step.working.as_str());
            let cliffs = explanation.cliffs.iter().map(|cliff| cliff.sentence.as_str());
            let answers = explanation.answers.iter().map(|line| &*line.answer);
            let shown: Vec<&str> = streams.chain(totals).chain(steps).chain(cliffs).chain(answers).collect();
            let text = paper.text();
            for shown in shown {
                let squeezed: String = shown.chars().filter(|sign| !sign.is_whitespace()).collect();
                assert!(text.contains(&squeezed), "{style:?} {}: {shown} is not in {text}", explanation.person);
            }
        });
    }
}

#[test]
fn a_family_is_told_by_when_to_ask_and_whom() {
    explanations(1, |explanation, wording| {
        let paper = print(&letter(explanation, wording, &known("Rhys", Style::Standard)));
        for said in ["Ask us by 2 June 2026.", "by 23 June 2026", "Priya Example, key worker", "01632 960 123"] {
            assert!(paper.has(said), "{said}");
        }
        for said in ["on paper; typed in for them", "£12,345 a year", "A lift breaks down often"] {
            assert!(paper.has(said), "{said}");
        }
    });
}

#[test]
fn the_same_letter_is_the_same_file() {
    explanations(1, |explanation, wording| {
        let document = letter(explanation, wording, &known("Maya", Style::Standard));
        assert_eq!(PRINTER.pdf(&document).unwrap(), PRINTER.pdf(&document).unwrap());
    });
}

#[test]
fn large_print_has_more_pages_than_standard() {
    explanations(1, |explanation, wording| {
        let pages = STYLES.map(|style| print(&letter(explanation, wording, &known("Maya", style))).pages());
        assert!(pages[0] >= 4 && pages[1] > pages[0] && pages[2] > pages[0], "{pages:?}");
    });
}
