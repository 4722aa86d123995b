//! Schemes of the gallery, explained.

use super::{Ready, amounts};
use crate::Money;

fn norfolk(points: &str, look: impl Fn(&crate::explain::Explanation<'_>)) {
    let ready = Ready::new(crate::tests::version("norfolk-short-breaks-primary/2024-04-01"));
    let explainer = ready.explainer();
    look(&explainer.explain("ada", &ready.sheet(&[("points", points)])));
}

#[test]
fn a_family_near_a_line_sees_both_sides() {
    norfolk("145", |explanation| {
        let [cliff] = explanation.cliffs.as_slice() else { panic!("{:?}", explanation.cliffs) };
        assert_eq!(
            cliff.sentence,
            "Amount a year from the published table: you have 145 points, and 1 point more would cross a line. \
             Up to 145 points: Short breaks £1,500 a year. From 146 points: Short breaks £2,800 a year."
        );
        assert!(cliff.is_below);
        assert_eq!(
            (&cliff.low.amounts, &cliff.high.amounts),
            (&vec![Some(Money(150_000))], &vec![Some(Money(280_000))])
        );
    });
    norfolk("146", |explanation| {
        let sentence = &explanation.cliffs[0].sentence;
        assert!(sentence.contains("you have 146 points, and 1 point less would cross a line"), "{sentence}");
    });
    norfolk("140", |explanation| assert_eq!(explanation.cliffs.len(), 0));
    norfolk("141", |explanation| assert_eq!(explanation.cliffs[0].distance, "5 points"));
    norfolk("165", |explanation| assert!(!explanation.cliffs[0].is_below));
}

#[test]
fn beyond_the_published_table_the_reason_is_given_and_nothing_is_guessed() {
    norfolk("186", |explanation| {
        assert_eq!(amounts(explanation), [None]);
        assert!(explanation.totals.is_empty() && explanation.is_refused);
        let reason = explanation.streams[0].reason.as_deref().unwrap();
        assert!(
            reason.starts_with("Amount a year from the published table: There is no row for 186 points. The rows"),
            "{reason}"
        );
        // One point less is in the table.
        assert_eq!(explanation.changes[0].changes[0].streams[0].amount, Some(Money(600_000)));
        assert!(explanation.cliffs[0].sentence.contains("From 186 points: Short breaks: no amount."));
    });
    let ready = Ready::new(crate::tests::version("savva-2010/2010-01-01"));
    let explainer = ready.explainer();
    let text = explainer.text(&explainer.explain("ada", &ready.sheet(&[("points", "28")])));
    assert!(text.contains("  Personal budget: no amount can be given."), "{text}");
    assert!(text.contains("This is not a “no”."), "{text}");
    let explained = explainer.explain("ada", &ready.sheet(&[("points", "16")]));
    assert_eq!(explained.streams[0].shown, "£82.91 a week");
    // A row of a single total has a line on both sides, with nothing known beyond them.
    let sides: Vec<_> = explained.cliffs.iter().map(|cliff| (&cliff.low.amounts[0], &cliff.high.amounts[0])).collect();
    assert_eq!(sides, [(&None, &Some(Money(8291))), (&Some(Money(8291)), &None)]);
}

#[test]
fn a_choice_shows_what_each_other_choice_would_be() {
    let ready = Ready::new(crate::tests::version("devon-send-top-up/2023-04-01"));
    let explainer = ready.explainer();
    let explanation = explainer.explain("ada", &ready.sheet(&[("provision", "band-1")]));
    let changes = &explanation.changes[0].changes;
    assert_eq!(changes.len(), 14);
    assert_eq!(changes[0].answer, "Mainstream school, band 2");
    assert_eq!(changes[0].streams[0].difference, Some(Money(150_000)));
    assert_eq!(explanation.steps[0].working, "The row for “Mainstream school, band 1” gives £1,600");
    assert_eq!(explanation.steps[0].sources[0].place, "questions 2 and 5, financial year 2023/24");
}

#[test]
fn a_formula_that_was_called_secret_is_shown_term_by_term() {
    let ready = Ready::new(crate::tests::version("florida-ibudget/2016-07-07"));
    let explainer = ready.explainer();
    let zeros = ready.scheme.questions.iter().map(|question| match question.id.as_str() {
        "living-setting" => ("living-setting", "family-home"),
        "age" => ("age", "21"),
        "q16" => ("q16", "3"),
        other => (other, "0"),
    });
    let sheet = ready.sheet(&zeros.collect::<Vec<_>>());
    let explanation = explainer.explain("ada", &sheet);
    let step = |id: &str| explanation.steps.iter().find(|step| step.step == id).unwrap();
    // 27.572 + 47.8473 + 3 × 0.6349 + 3 × 2.4984 = 84.8192
    assert_eq!(step("ibudget-amount").working, "84.8192 × 84.8192 = $7,194.29668864");
    let shown: Vec<&str> = step("root").parts.iter().map(|part| &*part.shown).collect();
    assert_eq!(shown[..4], ["27.572", "0", "47.8473", "0 × 0.4954 = 0"]);
    assert_eq!(shown[4], "3 × 0.6349 = 1.9047");
    assert!(shown[5].starts_with("not counted, because this is not so: "), "{}", shown[5]);
    assert_eq!(
        explanation.streams[0].working,
        "iBudget amount: $7,194.29668864, rounded once, to the nearest $0.01, halves up: $7,194.30"
    );
    let direction = explanation.afterwards.direction_text;
    assert!(direction.contains("may not be set lower"), "{direction}");
}

#[test]
fn an_open_route_and_a_closed_stream_are_explained() {
    let ready = Ready::new(crate::tests::version("example-children/2026-04-01"));
    let explainer = ready.explainer();
    let case = ready.scheme.cases.iter().find(|case| case.name.starts_with("little need")).unwrap();
    let answers: Vec<(&str, &str)> =
        case.answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str())).collect();
    let explanation = explainer.explain("ada", &ready.sheet(&answers));
    let health = &explanation.streams[1];
    assert!(!health.is_eligible && health.reason.as_deref().unwrap().starts_with("Health money starts above 12"));
    let text = explainer.text(&explanation);
    assert!(text.contains("  Health: £0 a year. Health money starts above 12 health points."), "{text}");
    assert!(text.contains("This money is open when this is so: “More than 12 health points”."), "{text}");
    let exceptional = [&answers[..], &[("breathing", "exceptional")]].concat();
    let explanation = explainer.explain("ada", &ready.sheet(&exceptional));
    assert_eq!(explanation.routes[0].route, "continuing-care");
}
