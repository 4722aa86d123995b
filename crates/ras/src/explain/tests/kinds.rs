//! Every kind of step in words.

use super::{Ready, scheme};
use crate::explain::{Explanation, StepLine};

/// A scheme with every kind of step.
pub(super) fn all_kinds() -> Ready {
    Ready::new(scheme(
        include_str!("all-kinds/scheme.toml"),
        include_str!("all-kinds/questions.toml"),
        include_str!("all-kinds/rules.toml"),
        include_str!("all-kinds/words.en.toml"),
    ))
}

const ANSWERS: [(&str, &str); 8] = [
    ("born", "2014-05-17"),
    ("living", "home"),
    ("washing", "lots"),
    ("dressing", "some"),
    ("hours", "3.5"),
    ("carers", "2"),
    ("alone", "yes"),
    ("starts-on", "2026-10-01"),
];

/// Looks at the lines for some answers, with other answers in their place.
fn explained(others: &[(&str, &str)], look: impl Fn(&Explanation<'_>)) {
    let ready = all_kinds();
    let explainer = ready.explainer();
    let mut answers = ANSWERS.to_vec();
    for (question, answer) in others {
        answers.retain(|(known, _)| known != question);
        answers.push((question, answer));
    }
    look(&explainer.explain("ada", &ready.sheet(&answers)));
}

fn step<'x, 'e>(explanation: &'x Explanation<'e>, id: &str) -> &'x StepLine<'e> {
    explanation.steps.iter().find(|step| step.step == id).unwrap()
}

fn part(shown: &str, name: &str) -> (String, String) {
    (shown.to_owned(), name.to_owned())
}

fn parts(step: &StepLine<'_>) -> Vec<(String, String)> {
    step.parts.iter().map(|part| (part.shown.clone().into_owned(), part.name.clone().into_owned())).collect()
}

#[test]
fn every_kind_of_step_reads_as_a_sum_that_can_be_done_by_hand() {
    let expected = [
        ("care-points", "12 points"),
        ("base-sum", "12 points − 3.5 × 2 + 1 × 5 − 2 points = 8 points"),
        ("squared", "8 points × 8 points = £64"),
        ("curve", "£100 − £2.50 × 8 points + £0.25 × 8 points × 8 points = £96"),
        ("paid-hours", "3.5 × £12.71 × 52 = £2,313.22"),
        ("per-carer", "£2,313.22 ÷ 2"),
        ("age-part", "None of the lines with “if” is so: £0"),
        ("many-lots", "1 of 2 answers fit this: the answer is “lots” or more"),
        ("band", "The row for 8 points is “5 to less than 10.5 points”: £250"),
        (
            "sloped",
            "3.5 hours a week lies between 3 hours a week (£100) and 20 hours a week (£4,350): \
             £100 + (3.5 − 3) ÷ (20 − 3) × (£4,350 − £100) = £225",
        ),
        ("looked-up", "The row for “lots”, 11 years (row 0 to 11), “Yes” gives £70"),
        ("highest", "The largest of £96; £1,156.61; £225 is £1,156.61"),
        ("all-together", "These 6 lines added up: £1,550.61"),
        ("kept", "£1,550.61 − 12.5% of it (£193.82625) = £1,356.78375"),
        ("this-year", "£1,356.78375 × 182 days ÷ 365 days = £676.533267…"),
        ("year-days", "182 days"),
        ("year-share", "182 days ÷ 365 days = 0.498630…"),
        ("whole", "182 days × £1.115 + 0.498630… × £2 = £203.927260…"),
    ];
    explained(&[], |explanation| {
        let found: Vec<(&str, &str)> =
            explanation.steps.iter().map(|line| (line.step, line.working.as_str())).collect();
        assert_eq!(found, expected);
    });
}

#[test]
fn a_cap_is_named_where_it_bites() {
    explained(&[], |explanation| {
        // 8 × 1.5 + 4 = 16
        let group = &explanation.points[0].groups[0];
        assert_eq!(
            (group.working.as_str(), group.cap.as_deref(), group.counted.as_str()),
            ("12 + 4 = 16", Some("12"), "12")
        );
        assert_eq!(explanation.answers[2].points[0].shown, "8 × 1.5 = 12");
    });
    explained(&[("washing", "some")], |explanation| {
        let group = &explanation.points[0].groups[0];
        assert_eq!((group.working.as_str(), &group.cap), ("4.5 + 4 = 8.5", &None));
    });
}

#[test]
fn floor_ceiling_and_conditions_are_mentioned_only_where_they_bite() {
    explained(&[], |explanation| {
        assert!(step(explanation, "base-sum").notes.is_empty() && step(explanation, "kept").notes.is_empty());
    });
    // 0 − 1.5 × 2 + 5 − 2 = 0 is at the floor, not below it.
    explained(&[("washing", "none"), ("dressing", "none"), ("hours", "1.5")], |explanation| {
        assert!(step(explanation, "base-sum").notes.is_empty());
    });
    explained(&[("washing", "none"), ("dressing", "none"), ("hours", "1.5"), ("alone", "no")], |explanation| {
        let base = step(explanation, "base-sum");
        assert_eq!(base.working, "0 points − 1.5 × 2 + 0 × 5 − 2 points = −5 points");
        assert_eq!(base.notes, ["That is less than the least it may be, 0 points. So it is 0 points."]);
        let paid = step(explanation, "paid-hours");
        assert_eq!(
            paid.working,
            "This line only counts if “Hours of help” is more than 2. That is not so here, so it is £0."
        );
    });
    explained(&[("hours", "20"), ("carers", "1")], |explanation| {
        let kept = step(explanation, "kept");
        assert_eq!(kept.notes, ["That is more than the most it may be, £9,000. So it is £9,000."]);
        assert_eq!(kept.value.as_deref(), Some("£9,000"));
    });
}

#[test]
fn numbers_have_their_names_and_sources() {
    explained(&[("living", "hospital")], |explanation| {
        let paid = step(explanation, "paid-hours");
        assert_eq!(parts(paid), [part("3.5", "Hours of help"), part("£12.71", "Hourly rate")]);
        let source = paid.parts[1].source.unwrap();
        assert_eq!((source.number, source.document, source.place), (Some(1), "Report", "page 4"));
        let conditional = &step(explanation, "base-sum").parts[2];
        assert_eq!(conditional.shown, "not counted, because this is not so: “living” is “home”");
        let ages = step(explanation, "age-part");
        assert_eq!(ages.working, "Because the age (“born”) is 16 years or more or “living” is not “home”: £300");
        assert_eq!(parts(ages)[0], part("£100", "if the age (“born”) is less than 5 years"));
    });
    explained(&[], |explanation| {
        let alone = parts(step(explanation, "base-sum"));
        assert!(alone.contains(&part("1 (Yes)", "One adult cares alone")), "{alone:?}");
        let lines = parts(step(explanation, "all-together"));
        assert_eq!(lines[4], part("1 × £10 = £10", "many-lots"));
    });
}

#[test]
fn days_that_count_are_named_with_both_ends() {
    explained(&[], |explanation| {
        let notes = [
            "From 1 October 2026 to 31 March 2027, both days counted: 182 days",
            "The year runs from 1 April 2026 to 31 March 2027: 365 days",
        ];
        assert_eq!(step(explanation, "this-year").notes, notes);
    });
    explained(&[("born", "2008-12-25")], |explanation| {
        let birthday = "From 1 October 2026 to 24 December 2026, both days counted: 85 days";
        assert_eq!(step(explanation, "this-year").notes[0], birthday);
    });
}

#[test]
fn amounts_say_how_they_were_rounded_shared_or_closed() {
    explained(&[], |explanation| {
        let workings: Vec<&str> = explanation.streams.iter().map(|stream| stream.working.as_str()).collect();
        let expected = [
            "care: £676.533267…, rounded at the end, to the nearest £0.01, halves to the even one: £676.53",
            "health: 33.33% of £203.93 is £67.969869, rounded down to a whole £0.01: £67.96",
            "school: what is left of £203.93 after the other shares: £135.97",
        ];
        assert_eq!(workings, expected);
        let whole = "The whole to share is £203.927260…, rounded once, to the nearest £0.01, halves up: £203.93";
        assert_eq!(explanation.streams[1].whole.as_deref(), Some(whole));
        assert_eq!(explanation.totals[0].shown, "Together: £880.46 a year");
    });
    explained(&[("living", "hospital")], |explanation| {
        let care = &explanation.streams[0];
        assert_eq!((care.amount, care.is_eligible), (Some(crate::Money(0)), false));
        assert!(care.working.ends_with("but this money is not open to you now, so it is £0"), "{}", care.working);
        let needs = "This money is open when this is so: the age (“born”) is less than 18 years and it is not so that \
                     “living” is “hospital”.";
        assert_eq!(care.eligibility.as_deref(), Some(needs));
    });
}

#[test]
fn what_is_not_on_the_way_to_money_is_left_out() {
    explained(&[], |explanation| {
        assert!(explanation.steps.iter().all(|step| step.step != "not-on-the-way"));
    });
}

#[test]
fn a_step_that_rests_on_a_table_without_a_row_says_so() {
    let frame = r#"
        format = 1
        id = "gaps"
        effective-from = 2026-04-01
        currency = "GBP"
        period = "week"
        [[stream]]
        id = "care"
        amount = "total"
    "#;
    let questions = "[[question]]\nid = \"score\"\nkind = \"whole\"\nmin = 0\nmax = 100\n";
    let rules = r#"
        [[step]]
        id = "award"
        kind = "bands"
        of = "score"
        outside = "refused"
        rows = [ { from = 10, to = 19, value = 50 }, { from = 20, value = 80 } ]
        [[step]]
        id = "extra"
        kind = "product"
        of = ["score", 2]
        when = { of = "award", above = 60 }
        [[step]]
        id = "total"
        kind = "sum"
        terms = ["award", "extra"]
        ceiling = 180
    "#;
    let words = "[refusal]\naward = \"Below 10 the table was never made.\"\n";
    let ready = Ready::new(scheme(frame, questions, rules, words));
    let explainer = ready.explainer();
    let explained = |score: &str| explainer.explain("ada", &ready.sheet(&[("score", score)]));
    let none = explained("9");
    let workings: Vec<&str> = none.steps.iter().map(|step| step.working.as_str()).collect();
    let rests = "There is no value here, because an earlier step has none.";
    assert_eq!(workings, ["There is no row for 9. Below 10 the table was never made.", rests, rests]);
    assert!(none.steps.iter().all(|step| step.value.is_none()));
    // 80 + 50 × 2 = 180 is at the ceiling, not above it.
    assert_eq!(step(&explained("50"), "total").notes, [""; 0]);
    assert_eq!(step(&explained("51"), "total").notes, ["That is more than the most it may be, £180. So it is £180."]);
    // A row without an end is no wider than what can happen: 60 is not close to 20, and 23 is.
    assert_eq!(explained("60").cliffs.len(), 0);
    assert_eq!(explained("23").cliffs.len(), 1);
}
