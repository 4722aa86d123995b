//! Proven, refuted, open: what the certificate says of schemes of many kinds.

use super::{HEAD, Proof, certificate, levels, plain, pounds, scheme, table, verdict};
use crate::check::proof::asked;
use crate::check::proof::boxes::{Verdict, decide};
use crate::check::proof::cone::Cone;
use crate::check::proof::effort::Effort;
use crate::check::proof::view::Look;

/// Twenty-four questions of four levels.
fn questionnaire() -> String {
    levels(24, [0, 3, 11, 27])
}

#[test]
fn points_times_a_price_are_certified() {
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"points\", 62.5]\n";
    assert_eq!(verdict(&plain(&questionnaire(), rules)), Proof::Proved);
}

#[test]
fn a_table_that_falls_is_shown_by_two_sheets() {
    let rows =
        "{ from = 0, to = 99, value = 1000 }, { from = 100, to = 199, value = 3000 }, { from = 200, value = 2500 }";
    let certificate = certificate(&plain(&questionnaire(), &table(rows)));
    let example = certificate.counter_example.unwrap();
    assert_eq!((example.amount_before, example.amount_after), (pounds("3000.00"), pounds("2500.00")));
}

#[test]
fn a_fall_at_one_exact_total_is_found_among_a_million_million_sheets() {
    let rows = "{ from = 0, to = 334, value = 100 }, { from = 335, to = 335, value = 99 }, { from = 336, value = 200 }";
    let certificate = certificate(&plain(&questionnaire(), &table(rows)));
    let example = certificate.counter_example.unwrap();
    assert_eq!((example.amount_before, example.amount_after), (pounds("100.00"), pounds("99.00")));
    // 335 = 12 × 27 + 11: the plainest sheets have twelve or thirteen answers above none.
    assert!(example.other_answers.0.len() <= 14, "{:?}", example.other_answers);
}

#[test]
fn a_fall_that_no_sheet_can_reach_is_no_counter_example() {
    // Points go in fours; nobody can have 201 to 203.
    let rows = "{ from = 0, to = 200, value = 100 }, { from = 201, to = 203, value = 50 }, { from = 204, value = 300 }";
    assert_eq!(verdict(&plain(&levels(24, [0, 4, 8, 16]), &table(rows))), Proof::Proved);
}

#[test]
fn a_fall_that_no_single_step_crosses_is_no_counter_example() {
    // One question alone has few points: the row of 100 is reached, and left only for rows that give more.
    let questions = levels(1, [0, 10, 20, 30]).replace("q0", "big") + &levels(3, [0, 1, 2, 3]);
    let rows = "{ from = 0, to = 9, value = 50 }, { from = 10, to = 19, value = 60 }, { from = 20, value = 70 }";
    assert_eq!(verdict(&plain(&questions, &table(rows))), Proof::Proved);
}

#[test]
fn caps_on_outcomes_and_a_falling_row_are_seen_through() {
    let questions: String = (0..24)
        .map(|at| {
            let outcome = ["be-healthy", "stay-safe", "enjoy-and-achieve"][at % 3];
            levels(1, [0, 5, 9, 20]).replace("\"q0\"", &format!("\"q{at}\"\noutcome = \"{outcome}\""))
        })
        .collect();
    let rules = |value: u32| {
        format!(
            "[[step]]\nid = \"points\"\nkind = \"points\"\ncaps = {{ be-healthy = 60, stay-safe = 50 }}\n\
             [[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\nrows = [\
             {{ from = 0, to = 120, value = 500 }}, {{ from = 121, to = 160, value = {value} }}, {{ from = 161, value = 900 }}]\n"
        )
    };
    assert_eq!(verdict(&plain(&questions, &rules(700))), Proof::Proved);
    assert_eq!(verdict(&plain(&questions, &rules(450))), Proof::CounterExample);
}

#[test]
fn an_amount_rises_through_a_square_only_above_nothing() {
    let rules = |base: &str| {
        format!(
            "[[step]]\nid = \"points\"\nkind = \"points\"\n\
             [[step]]\nid = \"root\"\nkind = \"sum\"\nterms = [\"points\", {base}]\n\
             [[step]]\nid = \"budget\"\nkind = \"power\"\nof = \"root\"\nexponent = 2\n"
        )
    };
    assert_eq!(verdict(&plain(&questionnaire(), &rules("0.5"))), Proof::Proved);
    let certificate = certificate(&plain(&questionnaire(), &rules("-6.5")));
    let example = certificate.counter_example.unwrap();
    assert_eq!((example.from.as_str(), example.to.as_str()), ("none", "some"));
    assert_eq!((example.amount_before, example.amount_after), (pounds("42.25"), pounds("12.25")));
    assert!(example.other_answers.0.is_empty());
}

#[test]
fn more_help_from_the_family_is_less_need() {
    let help = "[[question]]\nid = \"hours\"\nkind = \"whole\"\nmin = 0\nmax = 40\nrequired = false\nblank = 0\n";
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"full\"\nkind = \"product\"\nof = [\"points\", 50]\n\
                 [[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [\"full\", { of = \"hours\", times = -20 }]\nfloor = 0\n";
    let with = |need: &str| plain(&format!("{}{help}more-need = \"{need}\"\n", questionnaire()), rules);
    assert_eq!(verdict(&with("lower")), Proof::Proved);
    let wrong = certificate(&with("higher"));
    assert_eq!(wrong.counter_example.unwrap().question, "hours");
    // Said to be no need at all, it is left out and named.
    assert_eq!(certificate(&with("none")).without_order, ["hours"]);
}

#[test]
fn a_gate_that_more_need_closes_is_a_fault() {
    let head = format!("{HEAD}eligible-when = {{ of = \"q0\", below = \"exceptional\" }}\n");
    let rules = "[[step]]\nid = \"budget\"\nkind = \"points\"\n";
    let example = certificate(&scheme(&head, &levels(6, [0, 10, 20, 30]), rules)).counter_example.unwrap();
    assert_eq!((example.question.as_str(), example.to.as_str()), ("q0", "exceptional"));
    assert_eq!((example.amount_before, example.amount_after), (pounds("20.00"), pounds("0.00")));
}

#[test]
fn a_question_that_is_asked_only_of_some_is_followed() {
    // Asked only when nights are disturbed; its points replace a flat sum that is larger than the first of them.
    let night = |first: u32| {
        format!(
            "[[question]]\nid = \"night\"\nkind = \"levels\"\noptions = [\"none\", \"some\"]\npoints = [0, 5]\n\
             [[question]]\nid = \"hours\"\nkind = \"levels\"\noptions = [\"few\", \"many\"]\npoints = [{first}, 30]\n\
             show-when = {{ of = \"night\", at-least = \"some\" }}\nblank = \"many\"\n"
        )
    };
    let rules = "[[step]]\nid = \"budget\"\nkind = \"points\"\n";
    assert_eq!(verdict(&plain(&night(25), rules)), Proof::Proved);
    let example = certificate(&plain(&night(20), rules)).counter_example.unwrap();
    assert_eq!((example.question.as_str(), example.amount_before), ("night", pounds("30.00")));
}

#[test]
fn an_older_child_has_more_need_where_the_scheme_says_so() {
    let born = "[[question]]\nid = \"born\"\nkind = \"date-of-birth\"\nmin = 0\nmax = 25\nmore-need = \"higher\"\n";
    let rules = |young: u32| {
        format!(
            "[[step]]\nid = \"budget\"\nkind = \"cases\"\n\
             cases = [{{ when = {{ of = \"born\", below = 5 }}, value = {young} }}]\notherwise = 100\n"
        )
    };
    assert_eq!(verdict(&plain(born, &rules(80))), Proof::Proved);
    let example = certificate(&plain(born, &rules(120))).counter_example.unwrap();
    assert_eq!(example.from, "2021-04-02 (age 4)");
    assert_eq!(example.to, "2021-04-01 (age 5)");
}

#[test]
fn a_sum_topped_up_to_a_guarantee_is_certified() {
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"gap\"\nkind = \"sum\"\nterms = [400, { of = \"points\", times = -1 }]\nfloor = 0\n\
                 [[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [\"points\", \"gap\"]\n";
    assert_eq!(verdict(&plain(&questionnaire(), rules)), Proof::Proved);
}

#[test]
fn a_refused_sheet_is_no_counter_example() {
    // The amounts known are 500 at 16 points and 400 at 22; between them nothing is known, and one step leads from one to
    // the other.
    let question = "[[question]]\nid = \"points\"\nkind = \"whole\"\nmin = 0\nmax = 30\nmore-need = \"higher\"\n";
    let rules = |other: u32| {
        format!(
            "[[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\noutside = \"refused\"\n\
             rows = [{{ from = 16, to = 16, value = 500 }}, {{ from = 22, to = 22, value = {other} }}]\n"
        )
    };
    assert_eq!(verdict(&plain(question, &rules(600))), Proof::Proved);
    let example = certificate(&plain(question, &rules(400))).counter_example.unwrap();
    assert_eq!((example.from.as_str(), example.to.as_str()), ("16", "22"));
}

#[test]
fn a_remainder_that_loses_a_penny_to_the_other_shares_is_found() {
    let head = HEAD.replace(
        "[[stream]]\nid = \"care\"\namount = \"budget\"\nround = { to = 0.01, mode = \"half-up\" }\n",
        "[[stream]]\nid = \"care\"\n[[stream]]\nid = \"health\"\n[[stream]]\nid = \"school\"\n\
         [[split]]\nof = \"budget\"\nround = { to = 1, mode = \"down\" }\n\
         shares = { care = 0.5, health = 0.3, school = 0.2 }\nremainder-to = \"care\"\n",
    );
    let rules = "[[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [\"need\"]\n";
    let need = |steps: u32| {
        format!(
            "[[question]]\nid = \"need\"\nkind = \"whole\"\nmin = 0\nmax = 100\nmore-need = \"higher\"\nweight = {steps}\npoints = 1\n"
        )
    };
    // From 9 to 10 pounds both other shares take one more, and the remainder goes from 6 to 5.
    let example = certificate(&scheme(&head, &need(1), rules)).counter_example.unwrap();
    assert_eq!((example.from.as_str(), example.to.as_str()), ("9", "10"));
    // In steps of seven pounds each share rises every time.
    let rules = "[[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [{ of = \"need\", times = 7 }]\n";
    assert_eq!(verdict(&scheme(&head, &need(1), rules)), Proof::Proved);
}

#[test]
fn what_is_neither_proven_nor_refuted_is_said_to_be_open() {
    // (a + b)² − a² never falls, but no rule sees it.
    let of = |at: std::ops::Range<usize>| at.map(|at| format!("\"q{at}\"")).collect::<Vec<_>>().join(", ");
    let rules = format!(
        "[[step]]\nid = \"a\"\nkind = \"points\"\nquestions = [{}]\n\
         [[step]]\nid = \"both\"\nkind = \"points\"\n\
         [[step]]\nid = \"a-squared\"\nkind = \"power\"\nof = \"a\"\nexponent = 2\n\
         [[step]]\nid = \"squared\"\nkind = \"power\"\nof = \"both\"\nexponent = 2\n\
         [[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [\"squared\", {{ of = \"a-squared\", times = -1 }}]\n",
        of(0..10)
    );
    let scheme = plain(&levels(20, [0, 3, 11, 27]), &rules);
    let calculator = scheme.on(scheme.effective_from).unwrap();
    let (asked, domains) = (asked::all(&calculator), asked::domains(&calculator));
    let cone = Cone::of(&calculator, &asked, calculator.streams[0].amount);
    match decide(&cone, &domains, Look::USUAL, &mut Effort::of(2_000_000)) {
        // Whoever finds a proof for this may take the test away.
        Verdict::Undecided(open) => assert!(open.contains(0) && !open.contains(15), "{open:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn hundreds_of_questions_are_checked_in_a_moment() {
    let rows =
        "{ from = 0, to = 3000, value = 100 }, { from = 3001, to = 3001, value = 99 }, { from = 3002, value = 200 }";
    let certificate = certificate(&plain(&levels(300, [0, 3, 11, 27]), &table(rows)));
    assert_eq!(certificate.verdict, Proof::CounterExample);
}

#[test]
fn a_step_that_moves_two_keys_at_once_past_a_hole_is_followed() {
    // Along either key alone there is one known cell: the fall is only seen by moving both.
    let rules = "[[step]]\nid = \"a\"\nkind = \"sum\"\nterms = [\"q0\"]\n[[step]]\nid = \"b\"\nkind = \"sum\"\nterms = [\"q0\"]\n\
                 [[step]]\nid = \"budget\"\nkind = \"lookup\"\nkeys = [\"a\", \"b\"]\noutside = \"refused\"\n\
                 rows = [[\"0..9\", \"0..9\", 500], [\"10..\", \"10..\", 400]]\n";
    assert_eq!(verdict(&plain(&levels(1, [0, 10, 20, 30]), rules)), Proof::CounterExample);
    assert_eq!(verdict(&plain(&levels(1, [0, 10, 20, 30]), &rules.replace("400", "600"))), Proof::Proved);
}
