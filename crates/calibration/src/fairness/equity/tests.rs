//! The report on the made-up file: what it says by itself, and what it keeps to itself.

use super::*;
use crate::cases::{Columns, read};
use crate::wording::Block;

fn question() -> EquityQuestion {
    EquityQuestion {
        group: "group".to_owned(),
        adjust: vec!["age_band".to_owned()],
        reference: None,
        least_people: 10,
        confidence: 0.95,
        seed: 1,
        samples: 100,
    }
}

fn example() -> Cases {
    read(include_bytes!("../example.csv"), &Columns::default()).unwrap().0
}

fn text(question: &EquityQuestion) -> String {
    let text = Block::text(&blocks(&equity(&example(), question, 1).unwrap(), "£"));
    text.replace("\n! ", " ").replace('\n', " ")
}

#[test]
fn a_gap_that_reverses_is_told_first_and_in_plain_words() {
    let said = text(&question());
    assert!(said.contains("£2,743 less, which is 45 % less"), "{said}");
    assert!(
        said.contains(
            "Careful: this gap reverses. Beside people of the same age_band, “Birch” has £191 more than “Ash”, not less"
        ),
        "{said}"
    );
    assert!(said.contains("Simpson’s paradox"), "{said}");
    assert!(said.contains("(95 % interval: −£273 to +£655)"), "{said}");
    assert!(!said.contains('[') && !said.contains('{'), "{said}");
}

#[test]
fn a_factor_that_nobody_asked_about_is_found_out() {
    let said = text(&EquityQuestion { adjust: Vec::new(), ..question() });
    assert!(said.contains("Nobody asked about age_band, but it matters here. Careful: this gap reverses."), "{said}");
}

#[test]
fn a_group_of_two_is_never_told_of_nor_could_it_be_worked_out() {
    let found = equity(&example(), &question(), 1).unwrap();
    let hidden: Vec<&str> =
        found.groups.iter().filter(|group| !group.showing.is_shown()).map(|group| group.group.as_str()).collect();
    assert_eq!(hidden, ["Elm", "Oak"]);
    let json = serde_json::to_value(&found).unwrap();
    let oak = &json["groups"][3];
    assert_eq!((oak["people"].is_null(), oak["mean"].is_null(), oak["median"].is_null()), (true, true, true));
    assert_eq!(oak["showing"], "too_few");
    // Elm has nine and Oak two: neither is told, and the eleven together are what is left of the whole.
    let said = text(&question());
    assert!(said.contains("“Oak”: too few people to say (fewer than 10)."), "{said}");
    // With five allowed, Elm could be shown; but then Oak could be worked out from the total.
    let found = equity(&example(), &EquityQuestion { least_people: 5, ..question() }, 1).unwrap();
    let elm = found.groups.iter().find(|group| group.group == "Elm").unwrap();
    assert_eq!(elm.showing, crate::fairness::suppression::Showing::HiddenWithOthers);
    assert!(found.comparisons.iter().all(|comparison| comparison.first != "Elm" || comparison.raw.is_none()));
}

#[test]
fn threads_change_nothing_and_seeds_only_what_is_drawn() {
    let one = equity(&example(), &question(), 1).unwrap();
    assert_eq!(one, equity(&example(), &question(), 7).unwrap());
    let other = equity(&example(), &EquityQuestion { seed: 2, ..question() }, 1).unwrap();
    assert_eq!(one.comparisons, other.comparisons);
    assert_ne!(one.need.unwrap().gini.low.to_bits(), other.need.unwrap().gini.low.to_bits());
}

#[test]
fn what_cannot_be_compared_is_said_in_words() {
    let why = |question: EquityQuestion| equity(&example(), &question, 1).unwrap_err().to_string();
    let said = why(EquityQuestion { group: "ethnicity".to_owned(), ..question() });
    assert!(said.contains("no column `ethnicity`") && said.contains("`age_band`, `area`, `group`, `points`"), "{said}");
    assert!(why(EquityQuestion { adjust: vec!["group".to_owned()], ..question() }).contains("cannot be allowed for"));
    assert!(why(EquityQuestion { reference: Some("Yew".to_owned()), ..question() }).contains("`Ash`, `Birch`"));
    assert!(why(EquityQuestion { least_people: 50, ..question() }).contains("no two groups"));
    let one = b"person,current_cost,sex\na,1,F\nb,2,F\n";
    let cases = read(one, &Columns::default()).unwrap().0;
    let said = equity(&cases, &EquityQuestion { group: "sex".to_owned(), adjust: Vec::new(), ..question() }, 1);
    assert!(said.unwrap_err().to_string().contains("everyone in the column `sex` is `F`"));
}

#[test]
fn one_amount_for_everyone_has_no_gap_and_no_panic() {
    let rows: String = (0..60).map(|at| format!("p{at},100,{}\n", if at % 2 == 0 { "a" } else { "b" })).collect();
    let cases = read(format!("person,current_cost,team\n{rows}").as_bytes(), &Columns::default()).unwrap().0;
    let question = EquityQuestion { group: "team".to_owned(), adjust: Vec::new(), ..question() };
    let found = equity(&cases, &question, 1).unwrap();
    assert_eq!(found.comparisons[0].raw.unwrap().value, 0.0);
    assert!(!Block::text(&blocks(&found, "£")).contains("NaN"));
}
