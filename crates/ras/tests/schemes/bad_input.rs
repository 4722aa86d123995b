//! Schemes with something wrong in them: a clear fault with file and line, never a panic.

use crate::built::{HEAD, faults, levels};
use ras::{Scheme, SchemeFiles};

const SUM: &str = "[[step]]\nid = \"amount\"\nkind = \"points\"\n";

fn codes(head: &str, questions: &str, rules: &str) -> Vec<&'static str> {
    faults(head, questions, rules).into_iter().map(|(code, _)| code).collect()
}

fn rules(step: &str) -> Vec<(&'static str, String)> {
    faults(HEAD, &levels("a"), &format!("[[step]]\nid = \"amount\"\n{step}\n"))
}

#[test]
fn every_fault_names_file_line_and_what_to_do() {
    let table: [(&str, &str, &str); 14] = [
        ("kind = \"product\"\nof = [\"b\", 2]", "unknown-id", "rules.toml:4: there is nothing called `b`"),
        ("kind = \"produkt\"\nof = [\"a\", 2]", "unknown-word", "did you mean `product`?"),
        (
            "kind = \"product\"\nfo = [\"a\", 2]\nof = [\"a\"]",
            "unknown-key",
            "rules.toml:4: the key `fo` is not known here did you mean `of`?",
        ),
        ("kind = \"sum\"\nterms = [\"amount\"]", "circle", "`amount` uses `amount`"),
        (
            "kind = \"divide\"\nof = \"a\"\nby = \"a\"\nround = { to = 1, mode = \"up\" }",
            "division-by-zero",
            "`floor` above zero",
        ),
        ("kind = \"power\"\nof = \"a\"\nexponent = 9", "shape", "use 1 to 6"),
        (
            "kind = \"bands\"\nof = \"a\"\nrows = [{ from = 0, to = 20, value = 1 }, { from = 20, value = 2 }]",
            "overlap",
            "both hold 20",
        ),
        (
            "kind = \"bands\"\nof = \"a\"\nrows = [{ from = 0, to = 20, value = 1 }, { from = 26, value = 2 }]",
            "gap",
            "the values 21 to 25 can happen",
        ),
        ("kind = \"bands\"\nof = \"a\"\nrows = [{ from = 1, value = 2 }]", "gap", "the values 0 can happen"),
        ("kind = \"lookup\"\nkeys = [\"a\"]\nrows = [[\"none\", 1], [\"*\", 2]]", "overlap", "can both match"),
        (
            "kind = \"lookup\"\nkeys = [\"a\"]\nrows = [[\"none\", 1], [\"sone\", 2]]",
            "unknown-id",
            "did you mean `none`?",
        ),
        ("kind = \"lookup\"\nkeys = [\"a\"]\nrows = [[\"none\", 1]]", "gap", "`a` = some"),
        (
            "kind = \"line\"\nof = \"a\"\nrows = [{ at = 0, value = 0 }, { at = 40, value = 9 }]",
            "gap",
            "the line goes from 0 to 40",
        ),
        ("kind = \"product\"\nof = [\"a\", 0.001]\nround = { to = 0, mode = \"up\" }", "rounding", "above zero"),
    ];
    for (step, code, text) in table {
        let found = rules(step);
        assert!(found.iter().any(|(found, message)| *found == code && message.contains(text)), "{step}: {found:?}");
    }
}

#[test]
fn a_circle_of_steps_is_shown_round() {
    let rules = "[[step]]\nid = \"amount\"\nkind = \"sum\"\nterms = [\"b\"]\n[[step]]\nid = \"b\"\nkind = \"sum\"\nterms = [\"c\"]\n\
                 [[step]]\nid = \"c\"\nkind = \"sum\"\nterms = [\"b\", 1]\n";
    let found = faults(HEAD, &levels("a"), rules);
    assert!(found[0].1.contains("`b` uses `c` uses `b`"), "{found:?}");
}

#[test]
fn numbers_that_could_grow_too_large_are_refused_before_anything_is_worked_out() {
    let big = "[[question]]\nid = \"n\"\nkind = \"whole\"\nmin = 0\nmax = 1000000000000\n";
    let step = |kind: &str| format!("[[step]]\nid = \"amount\"\n{kind}\n");
    assert_eq!(codes(HEAD, big, &step("kind = \"power\"\nof = \"n\"\nexponent = 4")), ["too-large"]);
    assert_eq!(codes(HEAD, big, &step("kind = \"product\"\nof = [\"n\", \"n\"]")), ["too-large"]);
    assert_eq!(codes(HEAD, big, &step("kind = \"product\"\nof = [\"n\", 10]")), [""; 0]);
}

#[test]
fn an_amount_finer_than_a_penny_needs_a_named_rounding() {
    let head = HEAD.replace("round = { to = 0.01, mode = \"half-up\" }\n", "");
    let step = "[[step]]\nid = \"amount\"\nkind = \"product\"\nof = [\"a\", 0.125]\n";
    assert_eq!(codes(&head, &levels("a"), step), ["rounding"]);
    assert_eq!(codes(&head, &levels("a"), &step.replace("0.125", "0.25")), [""; 0]);
    let finer = HEAD.replace("to = 0.01", "to = 0.001");
    assert_eq!(codes(&finer, &levels("a"), step), ["rounding"]);
}

#[test]
fn malformed_files_are_named_with_their_line() {
    let read = |files: SchemeFiles| match Scheme::read(&files) {
        Ok(_) => String::new(),
        Err(faults) => faults.to_string(),
    };
    let good = || SchemeFiles::new().with("scheme.toml", HEAD).with("questions.toml", levels("a"));
    assert!(read(good()).contains("rules.toml:1: fault: this file is missing"));
    assert!(
        read(good().with("rules.toml", "[[step]]\nid = \n")).contains("rules.toml:2: fault: this is not valid TOML")
    );
    assert!(
        read(good().with("rules.toml", b"[[step]]\nid = \"\xff\"\n".as_slice()))
            .contains("rules.toml:2: fault: this line holds bytes that are not UTF-8")
    );
    assert!(read(good().with("rules.toml", "x = \"\\u0000\"")).contains("NUL"));
    assert!(read(good().with("rules.toml", "a\u{0}b = 1")).contains("not valid TOML"));
    assert!(
        read(good().with("rules.toml", SUM).with("words.en.toml", "titel = \"x\"")).contains("did you mean `title`?")
    );
    assert!(read(good().with("rules.toml", vec![b' '; 5_000_000])).contains("5000000 bytes"));
    let deep = format!("x = {}1{}", "[".repeat(5000), "]".repeat(5000));
    assert!(read(good().with("rules.toml", deep)).contains("not valid TOML"));
}

#[test]
fn absurd_sizes_are_refused_with_the_count_that_was_found() {
    let many: String = (0..10_000).map(|i| format!("[[question]]\nid = \"q{i}\"\nkind = \"yes-no\"\n")).collect();
    let found = faults(HEAD, &many, SUM);
    assert!(found.iter().any(|(code, text)| *code == "too-many" && text.contains("10000 questions")), "{found:?}");
    let rows: String = (0..120_000).map(|i| format!("{{from={i},to={i},value=1}},")).collect();
    let found = rules(&format!("kind = \"bands\"\nof = \"a\"\nrows = [{rows}]"));
    assert!(found.iter().any(|(code, text)| *code == "too-many" && text.contains("120000 table rows")), "{found:?}");
    let million: String = (0..1_000_000).map(|i| format!("{{from={i},to={i},value=1}},")).collect();
    let found = rules(&format!("kind = \"bands\"\nof = \"a\"\nrows = [{million}]"));
    assert!(found.iter().any(|(code, _)| *code == "too-large"), "{:?}", found.first());
    let nested = (0..40).fold("{ of = \"a\", is = \"none\" }".to_owned(), |inner, _| format!("{{ not = {inner} }}"));
    let found = rules(&format!("kind = \"points\"\nwhen = {nested}"));
    assert!(found.iter().any(|(code, _)| *code == "too-deep"), "{found:?}");
}

#[test]
fn a_long_chain_of_steps_is_no_trouble() {
    let chain: String = (0..4_000)
        .map(|i| {
            format!(
                "[[step]]\nid = \"s{i}\"\nkind = \"sum\"\nterms = [\"{}\", 0.01]\n",
                if i == 3_999 { "a".to_owned() } else { format!("s{}", i + 1) }
            )
        })
        .collect();
    let rules = chain + "[[step]]\nid = \"amount\"\nkind = \"sum\"\nterms = [\"s0\"]\n";
    let calculator = crate::built::calculator(&levels("a"), &rules);
    assert_eq!(crate::built::amount(&calculator, &[("a", "some")]), "50.00");
}

#[test]
fn a_blank_that_would_be_used_as_a_number_must_say_what_it_counts_as() {
    let question = "[[question]]\nid = \"n\"\nkind = \"whole\"\nmin = 0\nmax = 9\nrequired = false\n";
    let rules = "[[step]]\nid = \"amount\"\nkind = \"sum\"\nterms = [\"n\"]\n";
    assert_eq!(codes(HEAD, question, rules), ["blank"]);
    assert_eq!(codes(HEAD, &format!("{question}blank = 3\n"), rules), [""; 0]);
    assert_eq!(codes(HEAD, &format!("{question}blank = 12\n"), rules), ["blank"]);
}

#[test]
fn ids_numbers_dates_and_currencies_of_the_wrong_shape_are_faults() {
    let questions = levels("a");
    assert_eq!(codes(&HEAD.replace("GBP", "gbp"), &questions, SUM), ["currency"]);
    assert_eq!(codes(&HEAD.replace("GBP", "KWD"), &questions, SUM), ["currency"]);
    assert_eq!(codes(&HEAD.replace("2026-04-01", "2026-02-30"), &questions, SUM), ["toml"]);
    assert_eq!(codes(&HEAD.replace("format = 1", "format = 2"), &questions, SUM), ["format"]);
    assert_eq!(codes(HEAD, &questions.replace("\"a\"", "\"A b\""), SUM), ["id"]);
    assert_eq!(codes(HEAD, &questions.replace("[0, 10, 25, 50]", "[0, 1e1, 25, 50]"), SUM), ["number", "points"]);
    assert_eq!(codes(HEAD, &questions.replace("[0, 10, 25, 50]", "[0, 10]"), SUM), ["points"]);
    assert_eq!(codes(HEAD, &(questions.clone() + &questions), SUM), ["twice"]);
}

#[test]
fn a_stream_never_vanishes_when_its_numbers_are_too_large() {
    let large = "999999999999999999";
    for step in [
        format!("kind = \"product\"\nof = [{large}, {large}, {large}]"),
        format!("kind = \"product\"\nof = [\"a\", {large}, {large}, {large}]"),
        format!("kind = \"sum\"\nterms = [{{ of = \"a\", times = [{large}, {large}, {large}] }}]\nceiling = 5"),
    ] {
        let found = rules(&step);
        assert!(found.iter().any(|(code, _)| *code == "too-large"), "{step}: {found:?}");
    }
}

#[test]
fn what_would_be_left_unused_or_mean_something_else_is_a_fault() {
    let table: [(&str, &str, &str); 5] = [
        (
            "kind = \"cases\"\ncases = []\notherwise = 1\nwhen = { of = \"a\", is = \"some\" }",
            "shape",
            "make it the first case",
        ),
        ("kind = \"sum\"\nterms = [1]\notherwise = 7", "shape", "`otherwise-value`"),
        ("kind = \"deduct-share\"\nof = \"a\"\nshare = 12", "share", "write 0.12"),
        ("kind = \"points\"\nquestions = [\"a\", \"a\"]", "twice", "name it once"),
        (
            "kind = \"line\"\nof = \"a\"\ntable = \"t\"\n[[table]]\nid = \"t\"\nkind = \"bands\"\nrows = [{ from = 0, value = 1 }]",
            "shape",
            "the table `t` is of kind `bands`",
        ),
    ];
    for (step, code, text) in table {
        let found = rules(step);
        assert!(found.iter().any(|(found, message)| *found == code && message.contains(text)), "{step}: {found:?}");
    }
    assert_eq!(codes(HEAD, &levels("a").replace("\"a\"", "\"2026\""), SUM), ["id"]);
    assert_eq!(codes(HEAD, &levels("a").replace("\"a\"", "\"person\""), SUM), ["id"]);
    assert_eq!(codes(HEAD, &levels("a").replace("[0, 10, 25, 50]", "{ level = [0, 1, 2, 3] }"), SUM)[0], "id");
    assert_eq!(codes(HEAD, &(levels("a") + "blank = \"none\"\n"), SUM), ["blank"]);
}

#[test]
fn streams_that_share_a_whole_share_it_alone_and_for_the_same_period() {
    let head = |first: &str, more: &str| {
        let streams = format!(
            "[[stream]]\nid = \"x\"\n{first}[[stream]]\nid = \"y\"\n[[split]]\nof = \"amount\"\nround = {{ to = 1, mode = \"down\" }}\nshares = {{ x = 0.5, y = 0.5 }}\nremainder-to = \"y\"\n{more}"
        );
        let (before, _) = HEAD.split_once("[[stream]]").unwrap();
        before.to_owned() + &streams
    };
    let again =
        "[[split]]\nof = \"amount\"\nround = { to = 1, mode = \"down\" }\nshares = { x = 1 }\nremainder-to = \"x\"\n";
    assert_eq!(codes(&head("", ""), &levels("a"), SUM), [""; 0]);
    assert_eq!(codes(&head("", again), &levels("a"), SUM), ["twice"]);
    assert_eq!(codes(&head("period = \"week\"\n", ""), &levels("a"), SUM), ["split"]);
    assert_eq!(codes(&head("eligible-when = { of = \"a\", is = \"some\" }\n", ""), &levels("a"), SUM), ["split"]);
}

#[test]
fn points_in_fives_need_no_rows_for_the_numbers_between() {
    let step = "[[step]]\nid = \"points\"\nkind = \"points\"\n[[step]]\nid = \"amount\"\nkind = \"bands\"\nof = \"points\"\n\
                rows = [{ from = 0, to = 5, value = 0 }, { from = 10, to = 50, value = 9 }]\n";
    assert_eq!(codes(HEAD, &levels("a"), step), [""; 0]);
    assert_eq!(codes(HEAD, &levels("a"), &step.replace("from = 10", "from = 12")), ["gap"]);
}
