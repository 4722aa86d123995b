//! What a check finds to mend and to look at.

use super::{HEAD, WORDS, codes, levels, plain, report, scheme};
use crate::check::{CheckOptions, Report, check};
use crate::{Scheme, SchemeFiles};
use jiff::civil::date;

const RULES: &str = "[[step]]\nid = \"budget\"\nkind = \"points\"\nsource = \"paper\"\n";

/// Four questions, named in the wording.
fn words() -> String {
    let question = |at: usize| format!("[question.q{at}]\ntext = \"Question {at}\"\n");
    format!("{WORDS}[step]\nbudget = \"The budget\"\n{}", (0..4).map(question).collect::<String>())
}

fn sourced() -> String {
    levels(4, [0, 10, 20, 30]).replace("kind = \"levels\"", "kind = \"levels\"\nsource = \"paper\"")
}

fn with(head: &str, questions: &str, rules: &str, words: &str, cases: &str) -> Report {
    let files = SchemeFiles::new()
        .with("scheme.toml", head)
        .with("questions.toml", questions)
        .with("rules.toml", rules)
        .with("words.en.toml", words)
        .with("cases.toml", cases);
    report(&Scheme::read(&files).unwrap_or_else(|faults| panic!("{faults}")))
}

/// The message of the only finding of a code.
fn message(report: &Report, code: &str) -> String {
    let found: Vec<_> = report.findings.iter().filter(|finding| finding.code == code).collect();
    assert_eq!(found.len(), 1, "{report}");
    found[0].message.clone()
}

#[test]
fn a_complete_scheme_has_nothing_to_mend_or_look_at() {
    let case = "[answers]\nq1 = \"none\"\nq2 = \"none\"\nq3 = \"none\"\n\
                [[case]]\nname = \"some\"\nanswers = { q0 = \"some\" }\nexpect = { care = 10.00 }\n";
    let report = with(HEAD, &sourced(), RULES, &words(), case);
    assert_eq!(report.findings, []);
    assert!(report.to_string().ends_with("No faults and no warnings.\n"));
}

#[test]
fn a_worked_case_that_fails_says_what_was_found() {
    let all = "answers = { q0 = \"some\", q1 = \"none\", q2 = \"none\", q3 = \"none\" }";
    let case = |rest: &str| with(HEAD, &sourced(), RULES, &words(), &format!("[[case]]\nname = \"a\"\n{rest}\n"));
    let found = message(&case(&format!("{all}\nexpect = {{ care = 12 }}")), "case");
    assert_eq!(found, "case `a`: `care` should be 12.00, and comes to 10.00");
    let found = message(&case(&format!("{all}\nexpect = {{ car = 10 }}")), "unknown-id");
    assert_eq!(found, "case `a`: there is no stream `car`");
    let found = message(&case(&format!("{all}\nrefused = \"above the table\"")), "case");
    assert_eq!(found, "case `a`: should be refused, and comes to 10.00 for `care`");
    let found = message(&case("answers = { q0 = \"smoe\" }\nexpect = { care = 10 }"), "case-answers");
    assert!(found.contains("`smoe` is not allowed"), "{found}");
    let found = message(&case("answers = { q0 = \"some\" }\nexpect = { care = 10 }"), "case");
    assert!(found.contains("no amount: column q1: no answer"), "{found}");
    let found = message(&case(&format!("on = 2025-01-01\n{all}\nexpect = {{ care = 10 }}")), "case-day");
    assert!(found.contains("2025-01-01"), "{found}");
    let found = message(&case(&format!("{all}\nexpect = {{ care = 10 }}\npoints = {{ care = 10 }}")), "case");
    assert!(found.contains("no points"), "{found}");
}

#[test]
fn an_unknown_source_is_a_fault_and_a_missing_one_a_warning() {
    let report = with(HEAD, &sourced(), &RULES.replace("\"paper\"", "\"papre, page 3\""), &words(), "");
    assert_eq!(message(&report, "unknown-source"), "there is no source `papre`");
    assert_eq!(codes(&report, true), ["unknown-source"]);
    let rules = "[[parameter]]\nid = \"price\"\nvalue = 12.5\n[[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"budget\"\nkind = \"sum\"\nterms = [500, { of = \"points\", times = \"price\" }]\n";
    let report = with(HEAD, &levels(4, [0, 10, 20, 30]), rules, &words(), "");
    let unsourced: Vec<_> =
        report.findings.iter().filter(|f| f.code == "unsourced").map(|f| f.message.as_str()).collect();
    assert_eq!(
        unsourced,
        [
            "no source says where the points of `q0`, `q1`, `q2` and `q3` come from",
            "no source says where the value of `price` comes from",
            "no source says where the numbers of `budget` come from",
        ]
    );
    let covered = format!("[defaults]\nsource = \"paper\"\n{rules}");
    let report = with(HEAD, &levels(4, [0, 10, 20, 30]), &covered, &words(), "");
    assert!(!codes(&report, false).contains(&"unsourced"));
}

#[test]
fn missing_and_mistaken_wording_is_named() {
    let bare =
        with(HEAD, &sourced(), RULES, "title = \"t\"\n[question.q9]\ntext = \"?\"\n[stream]\ncaer = \"Care\"\n", "");
    let texts: Vec<_> = bare.findings.iter().map(|finding| finding.message.as_str()).collect();
    for expected in [
        "`authority` is missing: who runs it",
        "`method` is missing: how points and prices were set, tested and agreed",
        "no words for the questions `q0`, `q1`, `q2` and `q3`",
        "no words for the streams `care`",
        "no words for the steps `budget`",
        "there are words under [question] for `q9`, which is not there",
        "there are words under [stream] for `caer`, which is not there",
    ] {
        assert!(texts.contains(&expected), "{expected}\n{bare}");
    }
    // The usual levels have words of their own; others need some.
    let other = sourced().replace("substantial", "plenty");
    let report = with(HEAD, &other, RULES, &words(), "");
    assert_eq!(message(&report, "wording"), "no words for the options of `q0`, `q1`, `q2` and `q3`");
}

#[test]
fn a_refusal_needs_a_reason_only_where_it_can_happen() {
    let rules = |top: u32| {
        format!(
            "[[step]]\nid = \"points\"\nkind = \"points\"\n[[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\n\
             source = \"paper\"\noutside = \"refused\"\nrows = [{{ from = 0, to = 50, value = 100 }}, {{ from = 51, to = {top}, value = 200 }}]\n"
        )
    };
    let words = words().replace("[step]", "[step]\npoints = \"Points\"");
    let report = with(HEAD, &sourced(), &rules(100), &words, "");
    assert!(message(&report, "wording").starts_with("no words for why amounts outside the table are refused"));
    assert_eq!(with(HEAD, &sourced(), &rules(120), &words, "").findings, []);
}

#[test]
fn questions_that_move_nothing_are_named() {
    let other = "[[question]]\nid = \"pet\"\nkind = \"yes-no\"\nmore-need = \"none\"\n\
                 [[question]]\nid = \"hobby\"\nkind = \"yes-no\"\nmore-need = \"none\"\nunpriced = true\n";
    let scheme = plain(&format!("{}{other}", sourced().replace("source", "unpriced = true\nsource")), RULES);
    let report = report(&scheme);
    assert_eq!(message(&report, "unused-question"), "no amount depends on `pet`");
    assert_eq!(report.findings.iter().filter(|finding| finding.code == "priced").count(), 4);
}

#[test]
fn a_question_that_is_never_asked_is_named() {
    let never = "[[question]]\nid = \"more\"\nkind = \"levels\"\noptions = [\"none\", \"some\"]\npoints = [0, 5]\n\
                 show-when = { all = [{ of = \"q0\", is = \"none\" }, { of = \"q0\", is = \"some\" }] }\nblank = \"none\"\n";
    let plain_never = "[[question]]\nid = \"more\"\nkind = \"levels\"\noptions = [\"none\", \"some\"]\npoints = [0, 5]\n\
                       show-when = { of = \"q0\", above = \"exceptional\" }\nblank = \"none\"\n";
    let found = report(&plain(&format!("{}{plain_never}", sourced()), RULES));
    assert_eq!(message(&found, "never-asked"), "`more` is never asked: its `show-when` cannot hold");
    let found = report(&plain(&format!("{}{never}", sourced()), RULES));
    assert_eq!(message(&found, "never-asked"), "`more` is never asked: its `show-when` cannot hold");
}

#[test]
fn rules_that_nothing_uses_are_named() {
    let rules = format!(
        "{RULES}[[parameter]]\nid = \"old-price\"\nvalue = 3\nsource = \"paper\"\n\
         [[step]]\nid = \"left\"\nkind = \"product\"\nof = [\"budget\", \"old-price\"]\n\
         [[table]]\nid = \"spare\"\nkind = \"bands\"\nsource = \"paper\"\nrows = [{{ from = 0, value = 1 }}]\n\
         [[condition]]\nid = \"urgent\"\nof = \"q0\"\nis = \"exceptional\"\n"
    );
    let report = report(&plain(&sourced(), &rules));
    let unused: Vec<_> = report.findings.iter().filter(|f| f.code == "unused").map(|f| f.message.as_str()).collect();
    assert_eq!(
        unused,
        [
            "the parameter `old-price` is used by no stream, route or question",
            "the step `left` is used by no stream, route or question",
            "the table `spare` is used by no stream, route or question",
            "the condition `urgent` is used by no stream, route or question",
        ]
    );
}

#[test]
fn an_order_of_need_that_is_not_stated_is_asked_for() {
    let nights = "[[question]]\nid = \"nights\"\nkind = \"whole\"\nmin = 0\nmax = 7\npoints = 2\nsource = \"paper\"\n";
    let found = report(&plain(&format!("{}{nights}", sourced()), RULES));
    assert!(message(&found, "need-direction").contains("`nights`"));
    assert_eq!(found.days[0].certificates[0].without_order, ["nights"]);
    let said = format!("{nights}more-need = \"higher\"\n");
    assert!(!codes(&report(&plain(&format!("{}{said}", sourced()), RULES)), false).contains(&"need-direction"));
}

#[test]
fn rounding_twice_is_told_with_its_steps() {
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"day-rate\"\nkind = \"product\"\nof = [\"points\", 1.375]\nsource = \"paper\"\nround = { to = 1, mode = \"half-up\" }\n\
                 [[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"day-rate\", 0.35]\nsource = \"paper\"\n";
    let found = report(&plain(&sourced(), rules));
    assert_eq!(message(&found, "rounded-twice"), "`care` is rounded more than once: at `day-rate` and at the end");
    // Rounded points that a table is looked up by are not money.
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\nround = { to = 5, mode = \"down\" }\n\
                 [[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\nsource = \"paper\"\n\
                 rows = [{ from = 0, to = 50, value = 10.25 }, { from = 51, value = 20 }]\n";
    assert!(!codes(&report(&plain(&sourced(), rules)), false).contains(&"rounded-twice"));
}

#[test]
fn an_amount_below_nothing_is_told() {
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"budget\"\nkind = \"sum\"\nsource = \"paper\"\nterms = [\"points\", -25]\n";
    let found = report(&plain(&sourced(), rules));
    assert_eq!(message(&found, "negative"), "the amount of `care` can be below nothing: -£25.00");
    let floored = format!("{rules}floor = 0\n");
    assert!(!codes(&report(&plain(&sourced(), &floored)), false).contains(&"negative"));
}

#[test]
fn a_row_that_nothing_reaches_is_told_at_its_line() {
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\n[[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\n\
                 source = \"paper\"\nrows = [\n{ from = 0, to = 60, value = 100 },\n{ from = 61, to = 120, value = 200 },\n\
                 { from = 121, value = 300 },\n]\n";
    let found = report(&plain(&sourced(), rules));
    let row = found.findings.iter().find(|finding| finding.code == "unreachable-row").unwrap();
    assert_eq!(
        (row.place.to_string().as_str(), row.message.as_str()),
        ("rules.toml:12", "nothing can ever be looked up in this row: `points` goes from 0 to 120")
    );
}

#[test]
fn a_rule_without_a_version_on_some_day_is_a_fault_of_that_day() {
    let rules = "[[parameter]]\nid = \"price\"\nvalues = [\n\
                 { value = 10, effective-until = 2026-09-30, source = \"paper\" },\n\
                 { value = 11, effective-from = 2026-11-01, source = \"paper\" },\n]\n\
                 [[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"points\", \"price\"]\n";
    let scheme = plain(&sourced(), rules);
    let found = report(&scheme);
    assert_eq!(codes(&found, true), ["no-version"]);
    assert_eq!(found.days.iter().map(|day| day.on).collect::<Vec<_>>(), [date(2026, 4, 1), date(2026, 11, 1)]);
    let only = check(&scheme, &CheckOptions { on: Some(date(2026, 12, 24)), ..CheckOptions::default() });
    assert_eq!((codes(&only, true), only.days.len()), (vec![], 1));
    let outside = check(&scheme, &CheckOptions { on: Some(date(2020, 1, 1)), ..CheckOptions::default() });
    assert_eq!(codes(&outside, true), ["not-in-force"]);
}

#[test]
fn a_scheme_that_cannot_be_read_has_a_report_of_its_faults() {
    let Err(faults) = Scheme::read(&SchemeFiles::new()) else { panic!("nothing was read") };
    let report = Report::unread("my-scheme", &faults, &CheckOptions::default());
    assert_eq!(report.faults().count(), 3);
    let text = report.to_string();
    assert!(
        text.starts_with("my-scheme: cannot be read\n") && text.contains("3 faults: the scheme must not be used"),
        "{text}"
    );
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["version"], serde_json::Value::Null);
    assert_eq!(json["findings"][0]["code"], "missing-file");
}

#[test]
fn the_fields_of_the_json_form_keep_their_names() {
    let head = HEAD.replace("half-up\" }", "half-up\" }\neligible-when = { of = \"q0\", below = \"exceptional\" }");
    let json = serde_json::to_value(report(&scheme(&head, &sourced(), RULES))).unwrap();
    // in order of the alphabet: how a program that reads it keeps an object is its own choice
    let names = |value: &serde_json::Value| {
        let mut names: Vec<&String> = value.as_object().unwrap().keys().collect();
        names.sort();
        names.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(&json), "cliff_share_percent currency days findings hash scheme version");
    let day = &json["days"][0];
    assert_eq!(names(day), "certificates cliffs on ranges");
    assert_eq!(day["on"], "2026-04-01");
    let certificate = &day["certificates"][0];
    assert_eq!(names(certificate), "counter_example stream undecided verdict without_order");
    assert_eq!(certificate["verdict"], "counter-example");
    let example = &certificate["counter_example"];
    assert_eq!(names(example), "after amount_after amount_before before from other_answers question to");
    assert_eq!((&example["before"]["q0"], &example["after"]["q0"]), (&"substantial".into(), &"exceptional".into()));
    assert_eq!(
        names(&day["cliffs"][0]),
        "amount_after amount_before from kind moved of other_answers share_percent stream to"
    );
    assert_eq!(names(&day["ranges"][0]), "greatest least period stream");
    assert_eq!(names(&day["ranges"][0]["least"]), "amount answers bound is_exact other_answers");
}
