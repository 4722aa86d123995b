//! `ras show`.

use crate::ras;

#[test]
fn a_scheme_is_a_page_with_its_chart_inside() {
    let said = ras(&["show", "norfolk-short-breaks-primary"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.starts_with("# Norfolk short breaks"));
    assert!(said.out.contains("| 146 to 160 | £2,800 |"));
    let (_, figure) = said.out.split_once("<figure>\n<svg ").unwrap();
    let (figure, _) = figure.split_once("</figure>").unwrap();
    assert!(!figure.contains("\n\n"), "an empty line would end the picture in Markdown");
    assert!(figure.contains("role=\"img\"") && figure.contains("<title ") && figure.contains("<desc "));
}

#[test]
fn with_a_file_the_charts_stand_beside_it() {
    let place = tempfile::tempdir().unwrap();
    let page = place.path().join("page.md");
    let said = ras(&["show", "example-children", "--out", page.to_str().unwrap()]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    let text = std::fs::read_to_string(&page).unwrap();
    for stream in ["social-care", "health", "education"] {
        assert!(text.contains(&format!("](page-{stream}.svg)")), "{stream}");
        let svg = std::fs::read_to_string(place.path().join(format!("page-{stream}.svg"))).unwrap();
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    }
    assert!(text.contains("![Social care: the amount runs from £0 a year"), "the picture has words in its place");
}

#[test]
fn a_version_that_is_over_is_shown_with_a_notice() {
    let said = ras(&["show", "devon-send-top-up"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("2023/24"), "the newest");
    assert!(said.out.contains("> **Not in force today.** This version of the scheme is in force from 1 April 2023"));
    let earlier = ras(&["show", "devon-send-top-up", "--on", "2022-09-01"]);
    assert!(earlier.out.contains("2022/23") && earlier.out.contains("£11,796"));
}

#[test]
fn a_day_outside_every_version_is_an_error() {
    let said = ras(&["show", "devon-send-top-up", "--on", "2030-01-01"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains("no version of `devon-send-top-up` is in force on 2030-01-01"), "{}", said.err);
}

#[test]
fn the_wording_can_be_another() {
    let easy = ras(&["show", "example-children", "--lang", "easy"]);
    assert!(easy.out.starts_with("# Money for my support"), "{}", easy.err);
    let unknown = ras(&["show", "example-children", "--lang", "fr"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("it has cy, easy, en"), "{}", unknown.err);
}
