//! Every method that published schemes use, as data, with sums that can be checked by hand.

use crate::built::{HEAD, amount, calculator, levels, may, scheme};
use jiff::civil::date;

fn whole(id: &str, max: u32) -> String {
    format!("[[question]]\nid = \"{id}\"\nkind = \"whole\"\nmin = 0\nmax = {max}\n")
}

#[test]
fn points_times_a_price_point_rounded_once() {
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\n[[parameter]]\nid = \"price\"\nvalue = 3.335\n\
                 [[step]]\nid = \"amount\"\nkind = \"product\"\nof = [\"points\", \"price\"]\n";
    let calculator = calculator(&(levels("a") + &levels("b")), rules);
    // 35 × 3.335 = 116.725
    assert_eq!(amount(&calculator, &[("a", "some"), ("b", "substantial")]), "116.73");
}

#[test]
fn an_outcome_adds_no_more_than_its_cap() {
    let questions = levels("a").replace("kind", "outcome = \"be-healthy\"\nkind")
        + &levels("b").replace("kind", "outcome = \"be-healthy\"\nkind")
        + &levels("c");
    let rules = "[[step]]\nid = \"amount\"\nkind = \"points\"\ncaps = { be-healthy = 60 }\n";
    let calculator = calculator(&questions, rules);
    assert_eq!(amount(&calculator, &[("a", "exceptional"), ("b", "exceptional"), ("c", "some")]), "70.00");
    assert_eq!(amount(&calculator, &[("a", "substantial"), ("b", "some"), ("c", "none")]), "35.00");
}

#[test]
fn the_highest_of_several_domains_and_a_gate_of_one_priority_or_three_highs() {
    let domain = |id: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\nkind = \"levels\"\noptions = [\"low\", \"high\", \"severe\", \"priority\"]\n"
        )
    };
    let questions: String = ["breathing", "eating", "mobility", "skin"].map(domain).concat();
    let rules = r#"
[[step]]
id = "highs"
kind = "count"
questions = ["breathing", "eating", "mobility", "skin"]
at-least = "high"
[[condition]]
id = "eligible"
any = [
  { any-of = ["breathing", "eating", "mobility", "skin"], at-least = "severe" },
  { of = "highs", at-least = 3 },
]
[[step]]
id = "highest"
kind = "greatest"
of = [{ each = ["breathing", "eating", "mobility", "skin"], of = "{each}.level" }]
[[step]]
id = "amount"
kind = "product"
of = ["highest", 1000]
when = "eligible"
"#;
    let calculator = calculator(&questions, rules);
    let of = |levels: [&str; 4]| {
        let ids = ["breathing", "eating", "mobility", "skin"];
        amount(&calculator, &ids.iter().copied().zip(levels).collect::<Vec<_>>())
    };
    assert_eq!(of(["low", "low", "low", "low"]), "0.00");
    assert_eq!(of(["high", "high", "low", "low"]), "0.00");
    assert_eq!(of(["high", "high", "high", "low"]), "1000.00");
    assert_eq!(of(["low", "priority", "low", "low"]), "3000.00");
}

#[test]
fn informal_support_lowers_the_points_of_its_task_by_a_share() {
    let questions = levels("washing")
        + "[[question]]\nid = \"help\"\nkind = \"choice\"\noptions = [\"all\", \"half\", \"nobody\"]\npoints = [0, 0.5, 1]\n";
    let rules = "[[step]]\nid = \"amount\"\nkind = \"sum\"\nterms = [{ of = \"washing\", times = [\"help\", 12] }]\n";
    let calculator = calculator(&questions, rules);
    assert_eq!(amount(&calculator, &[("washing", "substantial"), ("help", "half")]), "150.00");
    assert_eq!(amount(&calculator, &[("washing", "substantial"), ("help", "nobody")]), "300.00");
}

#[test]
fn a_lookup_with_four_keys_of_options_numbers_and_ranges() {
    let choice =
        |id: &str, options: &str| format!("[[question]]\nid = \"{id}\"\nkind = \"choice\"\noptions = {options}\n");
    let questions = choice("type", "[\"prompt\", \"full\"]")
        + &choice("often", "[\"weekly\", \"daily\"]")
        + &whole("minutes", 120)
        + &whole("age", 25);
    let rules = r#"
[[step]]
id = "hours"
kind = "lookup"
keys = ["type", "often", "minutes", "age"]
otherwise-value = 0
rows = [
  ["prompt", "daily", "0..29", "*", 1.5],
  ["prompt", "daily", "30..", "*", 2.25],
  ["full", "*", "*", "0..17", 4],
  ["full", "daily", "60..120", "18..", 6],
]
[[step]]
id = "amount"
kind = "product"
of = ["hours", 10]
"#;
    let calculator = calculator(&questions, rules);
    let of = |kind, often, minutes, age| {
        amount(&calculator, &[("type", kind), ("often", often), ("minutes", minutes), ("age", age)])
    };
    assert_eq!(of("prompt", "daily", "29", "3"), "15.00");
    assert_eq!(of("prompt", "daily", "30", "3"), "22.50");
    assert_eq!(of("full", "weekly", "0", "17"), "40.00");
    assert_eq!(of("full", "daily", "60", "18"), "60.00");
    assert_eq!(of("full", "weekly", "60", "18"), "0.00");
}

#[test]
fn hours_for_many_activities_from_one_shared_table() {
    let question = |id: &str| format!("[[question]]\nid = \"{id}\"\nkind = \"whole\"\nmin = 0\nmax = 4\n");
    let questions: String = ["bathing-type", "bathing-often", "eating-type", "eating-often"].map(question).concat();
    let rules = r#"
[[table]]
id = "hours"
kind = "lookup"
outside = "refused"
rows = [["0", "*", 0], ["1..2", "1..4", 0.5], ["3..4", "1..4", 1.25]]
[[step]]
each = ["bathing", "eating"]
id = "{each}-hours"
kind = "lookup"
table = "hours"
keys = ["{each}-type", "{each}-often"]
[[step]]
id = "amount"
kind = "sum"
terms = [{ each = ["bathing", "eating"], of = "{each}-hours", times = 20 }]
"#;
    let calculator = calculator(&questions, rules);
    let of = |a, b, c, d| {
        amount(&calculator, &[("bathing-type", a), ("bathing-often", b), ("eating-type", c), ("eating-often", d)])
    };
    assert_eq!(of("2", "1", "4", "4"), "35.00");
    assert_eq!(of("0", "0", "3", "1"), "25.00");
    assert_eq!(of("1", "0", "3", "1"), "refused");
}

#[test]
fn a_deduction_by_age_that_never_goes_below_nothing() {
    let questions = whole("need", 40) + "[[question]]\nid = \"born\"\nkind = \"date-of-birth\"\nmax = 25\n";
    let rules = r#"
[[step]]
id = "age-deduction"
kind = "bands"
of = "born"
rows = [{ from = 0, to = 4, value = 20 }, { from = 5, to = 15, value = 10 }, { from = 16, value = 0 }]
[[step]]
id = "amount"
kind = "sum"
terms = ["need", { of = "age-deduction", times = -1 }]
floor = 0
"#;
    let calculator = calculator(&questions, rules);
    assert_eq!(amount(&calculator, &[("need", "12"), ("born", "2023-05-02")]), "0.00");
    assert_eq!(amount(&calculator, &[("need", "12"), ("born", "2021-05-01")]), "2.00");
    assert_eq!(amount(&calculator, &[("need", "12"), ("born", "2010-05-01")]), "12.00");
}

#[test]
fn a_straight_line_between_points_and_a_polynomial() {
    let rules = r#"
[[step]]
id = "line"
kind = "line"
of = "points"
rows = [{ at = 0, value = 0 }, { at = 30, value = 100 }, { at = 100, value = 1000 }]
[[step]]
id = "curve"
kind = "polynomial"
of = "points"
coefficients = [5, 0.5, 0.25]
[[step]]
id = "amount"
kind = "sum"
terms = ["line", "curve"]
"#;
    let calculator = calculator(&whole("points", 100), rules);
    // 10 points: 33.333… + 5 + 5 + 25; 31 points: 100 + 900/70 + 5 + 15.5 + 240.25
    assert_eq!(amount(&calculator, &[("points", "10")]), "68.33");
    assert_eq!(amount(&calculator, &[("points", "31")]), "373.61");
}

#[test]
fn part_of_a_year_counts_both_ends_and_leap_days() {
    let questions = "[[question]]\nid = \"starts\"\nkind = \"date\"\nrequired = false\n[[question]]\nid = \"born\"\nkind = \"date-of-birth\"\nmax = 25\n";
    let rules = r#"
[[step]]
id = "amount"
kind = "pro-rate"
of = 36500
year-starts = "04-01"
from = "starts"
until-birthday = { of = "born", age = 18 }
"#;
    let here = calculator(questions, rules);
    assert_eq!(amount(&here, &[("born", "2015-01-01")]), "36500.00");
    assert_eq!(amount(&here, &[("born", "2015-01-01"), ("starts", "2027-03-31")]), "100.00");
    assert_eq!(amount(&here, &[("born", "2015-01-01"), ("starts", "2026-04-01")]), "36500.00");
    // Eighteen on 11 April 2026: the ten days from 1 to 10 April.
    assert_eq!(amount(&here, &[("born", "2008-04-11")]), "1000.00");
    let leap = scheme(HEAD, questions, rules).unwrap().on(date(2027, 5, 1)).unwrap();
    let sheet = leap.sheet([("born", "2015-01-01"), ("starts", "2028-02-29")]).unwrap();
    // 32 of 366 days of the year 2027–28: 3191.256…
    assert_eq!(leap.score(&sheet).streams[0].amount.as_ref().unwrap().to_string(), "3191.26");
}

#[test]
fn a_whole_is_shared_between_streams_without_losing_a_penny() {
    let head = HEAD.replace(
        "[[stream]]\nid = \"money\"\namount = \"amount\"\nround = { to = 0.01, mode = \"half-up\" }\n",
        "[[stream]]\nid = \"a\"\n[[stream]]\nid = \"b\"\n[[stream]]\nid = \"c\"\n[[split]]\nof = \"amount\"\nround = { to = 0.01, mode = \"half-up\" }\nshares = { a = 0.3, b = 0.3, c = 0.4 }\nremainder-to = \"c\"\n",
    );
    let rules = "[[step]]\nid = \"amount\"\nkind = \"product\"\nof = [\"n\", 0.01]\n";
    let calculator = scheme(&head, &whole("n", 1000), rules).unwrap().on(may()).unwrap();
    for n in 0..=1000_i64 {
        let sheet = calculator.sheet([("n", n.to_string().as_str())]).unwrap();
        let parts: Vec<i64> = calculator.score(&sheet).streams.iter().map(|s| s.amount.as_ref().unwrap().0).collect();
        assert_eq!(parts.iter().sum::<i64>(), n);
        assert_eq!(parts[0], n * 3 / 10);
    }
}

#[test]
fn a_top_slice_a_division_and_a_least() {
    let rules = r#"
[[parameter]]
id = "contingency"
value = 0.12
[[step]]
id = "kept"
kind = "deduct-share"
of = "gross"
share = "contingency"
[[step]]
id = "each"
kind = "divide"
of = "kept"
by = "carers"
round = { to = 1, mode = "down" }
[[step]]
id = "amount"
kind = "least"
of = ["each", 250]
"#;
    let questions = whole("gross", 10_000) + "[[question]]\nid = \"carers\"\nkind = \"whole\"\nmin = 1\nmax = 9\n";
    let calculator = calculator(&questions, rules);
    assert_eq!(amount(&calculator, &[("gross", "1000"), ("carers", "6")]), "146.00");
    assert_eq!(amount(&calculator, &[("gross", "1000"), ("carers", "2")]), "250.00");
}

#[test]
fn a_question_that_is_not_asked_counts_as_a_blank_even_when_it_is_answered() {
    let questions = "[[question]]\nid = \"nights\"\nkind = \"yes-no\"\n".to_owned()
        + &levels("waking").replace("kind", "show-when = { of = \"nights\", is = \"yes\" }\nkind");
    let rules = "[[step]]\nid = \"amount\"\nkind = \"points\"\n";
    let calculator = calculator(&questions, rules);
    assert_eq!(amount(&calculator, &[("nights", "yes"), ("waking", "some")]), "10.00");
    assert_eq!(amount(&calculator, &[("nights", "no"), ("waking", "some")]), "0.00");
    assert_eq!(amount(&calculator, &[("nights", "no")]), "0.00");
    assert_eq!(amount(&calculator, &[("nights", "yes")]), "refused");
}

#[test]
fn two_dated_versions_of_one_rule_and_no_version_on_other_days() {
    let rules = r#"
[[parameter]]
id = "rate"
values = [
  { value = 10, effective-from = 2026-04-01, effective-until = 2026-09-30 },
  { value = 11, effective-from = 2026-10-01, effective-until = 2027-03-31 },
]
[[step]]
id = "amount"
effective-until = 2026-12-31
kind = "product"
of = ["n", "rate"]
[[step]]
id = "amount"
effective-from = 2027-01-01
kind = "sum"
terms = ["n"]
"#;
    let scheme = scheme(HEAD, &whole("n", 9), rules).unwrap();
    let on = |day| {
        let calculator = scheme.on(day).map_err(|faults: ras::Faults| faults.0[0].code)?;
        let sheet = calculator.sheet([("n", "3")]).unwrap();
        Ok::<String, &str>(calculator.score(&sheet).streams[0].amount.clone().unwrap().to_string())
    };
    assert_eq!(on(date(2026, 9, 30)), Ok("30.00".to_owned()));
    assert_eq!(on(date(2026, 10, 1)), Ok("33.00".to_owned()));
    assert_eq!(on(date(2027, 1, 1)), Ok("3.00".to_owned()));
    let short = rules.replace("effective-until = 2027-03-31", "effective-until = 2026-11-30");
    let scheme = self::scheme(HEAD, &whole("n", 9), &short).unwrap();
    assert_eq!(scheme.on(date(2026, 12, 1)).unwrap_err().0[0].code, "no-version");
}
