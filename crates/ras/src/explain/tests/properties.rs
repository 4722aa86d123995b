//! What holds for every sheet of every scheme here.

use super::kinds::all_kinds;
use super::sums::adds_up;
use super::{Ready, amounts, scheme};
use crate::calculator::Sheet;
use crate::explain::{Change, Explanation, QuestionChange, Towards};
use crate::{Money, Ratio};
use proptest::prelude::*;

/// Everything that must hold of an explanation.
pub(super) fn check(ready: &Ready, sheet: &Sheet) {
    let explainer = ready.explainer();
    let explanation = explainer.explain("ada", sheet);
    amounts_are_those_of_the_score(ready, sheet, &explanation);
    totals_are_the_sums_of_their_lines(&explanation);
    explanation.changes.iter().for_each(|change| tried_answers_score_so(ready, sheet, change, &explanation));
    sums_can_be_done_again(&explanation);
    let text = explainer.text(&explanation);
    assert!(!text.contains(['{', '}']), "a name is not filled in:\n{text}");
    assert!(!text.contains(": \n") && !text.contains("  :"), "something is missing:\n{text}");
    serde_json::to_string(&explanation).unwrap();
}

fn amounts_are_those_of_the_score(ready: &Ready, sheet: &Sheet, explanation: &Explanation<'_>) {
    let score = ready.calculator.score(sheet);
    let scored: Vec<Option<Money>> = score.streams.iter().map(|stream| stream.amount.clone().ok()).collect();
    assert_eq!(amounts(explanation), scored);
    let routes: Vec<&str> = explanation.routes.iter().map(|route| route.route).collect();
    assert_eq!(routes, score.routes.iter().map(String::as_str).collect::<Vec<_>>());
}

fn totals_are_the_sums_of_their_lines(explanation: &Explanation<'_>) {
    for total in &explanation.totals {
        let lines = explanation.streams.iter().filter(|line| line.period == total.period);
        let amounts: Vec<Money> = lines.filter_map(|line| line.amount).collect();
        assert_eq!(total.amount.0, amounts.iter().map(|amount| amount.0).sum::<i64>());
        assert_eq!(total.streams, amounts.len());
    }
}

fn tried_answers_score_so(ready: &Ready, sheet: &Sheet, question: &QuestionChange<'_>, now: &Explanation<'_>) {
    let at = ready.calculator.input_index(question.question).unwrap();
    for Change { towards, code, streams, .. } in &question.changes {
        let mut changed = sheet.clone();
        ready.calculator.answer(&mut changed, at, code).unwrap();
        let score = ready.calculator.score(&changed);
        for ((stream, scored), now) in streams.iter().zip(&score.streams).zip(&now.streams) {
            let amount = scored.amount.clone().ok();
            assert_eq!(stream.amount, amount, "{} = {code} for {}", question.question, stream.stream);
            assert_eq!(stream.reason.is_some(), amount.is_none());
            let difference = amount.zip(now.amount).map(|(amount, now)| Money(amount.0 - now.0));
            assert_eq!(stream.difference, difference);
        }
        assert_eq!(*towards == Towards::First, sheet.code(at).is_none());
    }
}

/// Every line with an equals sign is a sum that comes out.
fn sums_can_be_done_again(explanation: &Explanation<'_>) {
    for group in explanation.points.iter().flat_map(|table| &table.groups) {
        assert!(adds_up(&group.working), "{}", group.working);
    }
    for step in &explanation.steps {
        let is_formula = step.working.contains(" = ") && !step.working.contains('“') && !step.working.contains(": ");
        assert!(!is_formula || adds_up(&step.working), "{}: {}", step.step, step.working);
        for part in step.parts.iter().filter(|part| part.shown.contains(" = ")) {
            assert!(adds_up(&part.shown), "{}: {}", step.step, part.shown);
        }
    }
}

/// Points times a price, as most schemes are, with any points and price.
fn points_times_price(points: [i64; 6], price: Ratio) -> Ready {
    let frame = r#"
        format = 1
        id = "priced"
        effective-from = 2026-04-01
        currency = "GBP"
        period = "week"
        [[stream]]
        id = "care"
        points = "points"
        amount = "budget"
        round = { to = 0.01, mode = "half-even" }
    "#;
    let question = |id: &str, points: &[i64]| {
        format!(
            "[[question]]\nid = \"{id}\"\nkind = \"levels\"\noptions = [\"none\", \"some\", \"lots\"]\npoints = {points:?}\n"
        )
    };
    let questions = question("eating", &points[..3]) + &question("friends", &points[3..]);
    let rules = format!(
        "[[parameter]]\nid = \"price\"\nvalue = {price}\n[[step]]\nid = \"points\"\nkind = \"points\"\n\
         [[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"points\", \"price\"]\n"
    );
    Ready::new(scheme(frame, &questions, &rules, ""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn points_times_price_can_be_added_up_from_the_letter_alone(
        points in prop::array::uniform6(-40_i64..400),
        pence in 1_i64..20_000,
        (eating, friends) in (0_usize..3, 0_usize..3),
    ) {
        let ready = points_times_price(points, Ratio::new(i128::from(pence), 100).unwrap());
        let level = |at: usize| ["none", "some", "lots"][at];
        let sheet = ready.sheet(&[("eating", level(eating)), ("friends", level(friends))]);
        let explainer = ready.explainer();
        let explanation = explainer.explain("ada", &sheet);
        let sum = points[eating] + points[3 + friends];
        let group = &explanation.points[0].groups[0].working;
        prop_assert!(adds_up(group) && group.ends_with(&super::sums::as_shown(sum)), "{}", group);
        let step = explanation.steps.last().unwrap();
        prop_assert!(adds_up(&step.working), "{}", step.working);
        prop_assert!(step.working.contains(" × £"), "{}", step.working);
        // Nothing to round: a whole number of pence a point.
        let exact = super::sums::worked_out(step.working.rsplit(" = ").next().unwrap()).unwrap();
        prop_assert_eq!(exact, Ratio::new(i128::from(explanation.streams[0].amount.unwrap().0), 100).unwrap());
        check(&ready, &sheet);
    }

    #[test]
    fn every_kind_of_step_holds_what_it_promises(sheet in all_kinds().sheets()) {
        check(&all_kinds(), &sheet);
    }
}

macro_rules! holds_for_the_gallery {
    ($($name:ident: $folder:literal,)*) => { $(
        #[test]
        fn $name() {
            let ready = Ready::new(crate::tests::version($folder));
            proptest!(ProptestConfig::with_cases(120), |(sheet in ready.sheets())| {
                check(&ready, &sheet);
            });
        }
    )* };
}

holds_for_the_gallery! {
    example_children_holds_what_it_promises: "example-children/2026-04-01",
    florida_holds_what_it_promises: "florida-ibudget/2016-07-07",
    norfolk_holds_what_it_promises: "norfolk-short-breaks-primary/2024-04-01",
    savva_holds_what_it_promises: "savva-2010/2010-01-01",
    devon_holds_what_it_promises: "devon-send-top-up/2023-04-01",
}
