//! Tests of whole pages and curves.

use super::*;
use crate::SchemeFiles;
use jiff::civil::{Date, date};

const HEAD: &str = "format = 1\nid = \"test\"\neffective-from = 2026-04-01\ncurrency = \"GBP\"\nperiod = \"year\"\n";

fn scheme(head: &str, questions: &str, rules: &str, words: &str) -> Scheme {
    let files = SchemeFiles::new()
        .with("scheme.toml", format!("{HEAD}{head}"))
        .with("questions.toml", questions)
        .with("rules.toml", rules)
        .with("words.en.toml", words);
    Scheme::read(&files).unwrap_or_else(|faults| panic!("{faults}"))
}

fn text(scheme: &Scheme, options: Options<'_>) -> String {
    let calculator = scheme.on(scheme.effective_from).unwrap_or_else(|faults| panic!("{faults}"));
    let parts = page(scheme, &calculator, options);
    let text = |part: &Part| match part {
        Part::Markdown(text) => text.clone(),
        Part::Chart(chart) => format!("[chart of {}]\n\n", chart.curve.stream),
    };
    parts.iter().map(text).collect()
}

fn english(scheme: &Scheme) -> String {
    text(scheme, Options { language: "en", is_in_force_today: true })
}

const STREAM: &str = "[[stream]]\nid = \"care\"\npoints = \"points\"\namount = \"budget\"\n";
const QUESTION: &str = "[[question]]\nid = \"points\"\nkind = \"whole\"\nmin = 0\nmax = 300\n";
const BANDS: &str = "[[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\nunit = \"money\"\noutside = \"refused\"\n\
                     rows = [{ from = 0, to = 69, value = 0 }, { from = 70, to = 115, value = 500.50 }]\n";

fn curve(scheme: &Scheme) -> Curve {
    let calculator = scheme.on(scheme.effective_from).unwrap_or_else(|faults| panic!("{faults}"));
    calculator.curve("care").unwrap()
}

#[test]
fn a_table_of_bands_is_a_step_curve_with_its_edges_exact() {
    let curve = curve(&scheme(STREAM, QUESTION, BANDS, ""));
    assert_eq!((curve.shape, curve.is_complete, curve.points.len()), (Shape::Steps, true, 301));
    let at = |points: usize| curve.amounts[points].map(|amount| amount.to_string());
    assert_eq!([at(69), at(70), at(115)].map(Option::unwrap), ["0.00", "500.50", "500.50"]);
    assert_eq!([at(116), at(300)], [None, None]);
    assert_eq!(curve.base, []);
}

#[test]
fn a_price_for_each_point_is_a_line_and_a_gate_is_named() {
    let head = STREAM.replace("amount", "eligible-when = { of = \"points\", above = 12 }\namount");
    let rules = "[[step]]\nid = \"counted\"\nkind = \"sum\"\nterms = [\"points\", -12]\nfloor = 0\n\
                 [[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"counted\", 62.50]\nunit = \"money\"\n";
    let curve = curve(&scheme(&head, QUESTION, rules, ""));
    assert_eq!(curve.shape, Shape::Line);
    assert_eq!(curve.amounts[112].unwrap().to_string(), "6250.00");
    assert_eq!(curve.bends.iter().map(|at| curve.points[*at].to_string()).collect::<Vec<_>>(), ["12", "13"]);
}

#[test]
fn other_answers_that_count_are_named_with_what_they_are_in_the_chart() {
    let questions = format!(
        "{QUESTION}[[question]]\nid = \"born\"\nkind = \"date-of-birth\"\nmin = 0\nmax = 25\n\
         [[question]]\nid = \"hours\"\nkind = \"whole\"\nmin = 0\nmax = 10\nrequired = false\nblank = 0\n\
         [[question]]\nid = \"asked\"\nkind = \"yes-no\"\nunpriced = true\n"
    );
    let rules = "[[step]]\nid = \"age\"\nkind = \"cases\"\notherwise = 1\n\
                 cases = [{ when = { of = \"born\", below = 5 }, value = 2 }]\n\
                 [[step]]\nid = \"gross\"\nkind = \"product\"\nof = [\"points\", \"age\"]\n\
                 [[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [\"gross\", \"hours\"]\nunit = \"money\"\n";
    let scheme = scheme(STREAM, &questions, rules, "");
    let curve = curve(&scheme);
    let ids: Vec<&str> = curve.base.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["born", "hours"]);
    assert_eq!(curve.base[1].1, None);
    assert_eq!(curve.amounts[100].unwrap().to_string(), "100.00", "five and older, no hours");
    let page = english(&scheme);
    assert!(page.contains("15 years old") && page.contains("“hours”: left empty"), "{page}");
}

#[test]
fn single_totals_are_dots() {
    let rules = "[[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\noutside = \"refused\"\n\
                 rows = [{ from = 16, to = 16, value = 82.91 }, { from = 22, to = 22, value = 112.21 }]\n";
    assert_eq!(curve(&scheme(STREAM, QUESTION, rules, "")).shape, Shape::Dots);
}

#[test]
fn an_amount_that_does_not_follow_from_the_points_has_no_curve() {
    let questions = format!("{QUESTION}[[question]]\nid = \"other\"\nkind = \"whole\"\nmin = 0\nmax = 9\n");
    let rules = "[[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [\"other\"]\n";
    let scheme = scheme(STREAM, &questions, rules, "");
    assert_eq!(scheme.on(scheme.effective_from).unwrap().curve("care"), None);
}

const TWO_LEVELS: &str = "[[question]]\nid = \"eating\"\nkind = \"levels\"\noptions = [\"none\", \"some\"]\npoints = [0, 10]\n\
                          [[question]]\nid = \"friends\"\nkind = \"levels\"\noptions = [\"none\", \"some\"]\npoints = [0, 5]\n";
const ADDED_UP: &str = "[[step]]\nid = \"points\"\nkind = \"points\"\n";

#[test]
fn an_amount_that_also_follows_from_single_answers_has_no_curve() {
    let rules = format!(
        "{ADDED_UP}[[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [\"points\", {{ of = \"eating\", times = 2 }}]\n"
    );
    let scheme = scheme(STREAM, TWO_LEVELS, &rules, "");
    assert_eq!(scheme.on(scheme.effective_from).unwrap().curve("care"), None);
}

#[test]
fn a_gate_that_single_answers_open_is_taken_as_open() {
    let head = STREAM.replace("amount", "eligible-when = { of = \"eating\", is = \"some\" }\namount");
    let rules = format!("{ADDED_UP}[[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"points\", 10]\n");
    let scheme = scheme(&head, TWO_LEVELS, &rules, "");
    let curve = curve(&scheme);
    assert!(curve.is_taken_as_open && curve.base.is_empty());
    assert_eq!(curve.amounts.last().unwrap().unwrap().to_string(), "150.00");
    assert!(english(&scheme).contains("The chart and the table take it as open."));
}

#[test]
fn points_that_exclude_each_other_are_not_added_up() {
    let questions = "[[question]]\nid = \"place\"\nkind = \"choice\"\noptions = [\"home\", \"away\"]\n\
                     [[question]]\nid = \"need\"\nkind = \"whole\"\nmin = 0\nmax = 10\n";
    let rules = "[[step]]\nid = \"points\"\nkind = \"sum\"\nterms = [\n\
                 { of = \"need\", times = 2, when = { of = \"place\", is = \"home\" } },\n\
                 { of = \"need\", times = 3, when = { of = \"place\", is = \"away\" } }]\n\
                 [[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"points\", 10]\n";
    let curve = curve(&scheme(STREAM, questions, rules, ""));
    assert_eq!(curve.points.last().unwrap().to_string(), "30");
}

#[test]
fn the_page_says_every_rule_in_words() {
    let head =
        format!("{STREAM}round = {{ to = 1, mode = \"half-up\" }}\n[sources]\nreport = {{ title = \"Report 7\" }}\n");
    let questions = "[[question]]\nid = \"eating\"\noutcome = \"be-healthy\"\nkind = \"levels\"\n\
                     options = [\"none\", \"some\"]\npoints = [0, 10]\nweight = 1.5\n";
    let rules = "[[parameter]]\nid = \"price\"\nvalues = [{ value = 62.50, effective-from = 2026-04-01, source = \"report, table 2\" }]\n\
                 [[parameter]]\nid = \"reserve\"\nvalue = 0.12\n\
                 [[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"gross\"\nkind = \"product\"\nof = [\"points\", \"price\"]\nunit = \"money\"\n\
                 [[step]]\nid = \"budget\"\nkind = \"deduct-share\"\nof = \"gross\"\nshare = \"reserve\"\nunit = \"money\"\n";
    let words = "title = \"Short breaks\"\n[question.eating]\ntext = \"I eat well\"\nguidance = \"None: as others.\\nSome: a hand.\"\n\
                 [step]\ngross = \"Points times price\"\n[parameter]\nreserve = \"Reserve\"\n";
    let page = english(&scheme(&head, questions, rules, words));
    for sentence in [
        "# Short breaks",
        "#### Line 2: Points times price",
        "Multiply *Points* (line 1) by £62.50 (*Price*).",
        "Take 12% (*Reserve*) off *Points times price* (line 2).",
        "It is rounded once, to the nearest £1, a half upwards.",
        "| Some | A hand. | 15 |",
        "| Price | £62.50 | from 1 April 2026 | [1], table 2 |",
        "1. Report 7",
        "[chart of care]",
    ] {
        assert!(page.contains(sentence), "{sentence}\n\n{page}");
    }
    assert!(!page.contains("Not in force today"));
}

#[test]
fn a_version_of_another_time_says_so_at_its_top() {
    let page = text(&scheme(STREAM, QUESTION, BANDS, ""), Options { language: "en", is_in_force_today: false });
    let (top, _) = page.split_once("## ").unwrap();
    assert!(top.contains("**Not in force today.** This version of the scheme is in force from 1 April 2026."), "{top}");
}

#[test]
fn wording_of_a_scheme_cannot_become_markup_of_the_page() {
    let words =
        "title = \"<script>alert(1)</script>\"\n[question.points]\ntext = \"a | b ](https://example.org) <b>\"\n";
    let page = english(&scheme(STREAM, QUESTION, BANDS, words));
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(page.contains("a \\| b \\](https"));
}

/// Every version of the gallery, with its id.
fn gallery() -> Vec<(String, Scheme)> {
    let schemes = crate::tests::every_version().into_iter().map(|name| crate::tests::version(&name));
    schemes.map(|scheme| (scheme.id.clone(), scheme)).collect()
}

#[test]
fn every_scheme_of_the_gallery_makes_a_page_without_empty_places() {
    for (id, scheme) in gallery() {
        for language in scheme.words.keys() {
            let page = text(&scheme, Options { language, is_in_force_today: true });
            assert!(page.starts_with("# ") && page.contains("## The questions"), "{id}");
            assert!(!page.contains('{') && !page.contains('}') && !page.contains("  "), "{id}: {page}");
        }
    }
}

#[test]
fn the_curve_of_a_published_formula_ends_where_its_cases_end() {
    let (_, florida) = gallery().into_iter().find(|(id, _)| id == "florida-ibudget").unwrap();
    let calculator = florida.on(date(2026, 1, 1)).unwrap();
    let curve = calculator.curve("ibudget").unwrap();
    let ends = [(0, "27.572", "760.22"), (curve.points.len() - 1, "477.3501", "227863.12")];
    for (at, points, amount) in ends {
        assert_eq!(curve.points[at].to_string(), points);
        assert_eq!(curve.amounts[at].unwrap().to_string(), amount);
    }
    assert!(curve.base.is_empty() && !curve.is_complete);
}

#[test]
fn a_curve_says_what_a_sheet_says() {
    let (_, norfolk) = gallery().into_iter().find(|(id, _)| id.starts_with("norfolk")).unwrap();
    let calculator = norfolk.on(Date::constant(2026, 1, 1)).unwrap();
    let curve = calculator.curve("short-breaks").unwrap();
    for (points, amount) in curve.points.iter().zip(&curve.amounts) {
        let points = points.to_string();
        let sheet = calculator.sheet([("points", points.as_str())]).unwrap();
        assert_eq!(calculator.score(&sheet).streams[0].amount.as_ref().ok(), amount.as_ref(), "{points}");
    }
}
