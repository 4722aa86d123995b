use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::agreement::checklist::{Answer, SevenQuestions};
use crate::agreement::limits::Bound;

const ASKED: Date = date(2026, 11, 2);
const WHY: &str = "it is what Beth wants and it is safe";

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn piece(number: u128) -> PieceId {
    PieceId(Uuid::from_u128(number))
}

/// Beth's mornings for £4,000 and her mileage for £600; the family was told £4,600.
fn request() -> AgreementRequest {
    let line = |number, pence| {
        let (stream, cost) = ("social-care".to_owned(), Pence(pence));
        FrozenLine { piece: piece(number), stream, cost, full_year: cost }
    };
    AgreementRequest {
        asked_by: person(1),
        asked_on: ASKED,
        wrote: vec![person(1), person(2)],
        decided_before: vec![person(8)],
        costs: vec![StreamCost {
            stream: "social-care".to_owned(),
            indicative: Some(Pence(460_000)),
            asked: Pence(460_000),
            full_year: Pence(460_000),
        }],
        lines: vec![line(1, 400_000), line(2, 60_000)],
    }
}

struct There {
    enough: Option<Enough>,
    answers: Vec<CheckAnswer>,
    limits: Vec<Limit>,
    panel_of: u8,
}

fn there() -> There {
    let answered = |question: &SevenQuestions| CheckAnswer {
        question: question.code().to_owned(),
        answer: Answer::Yes,
        note: String::new(),
        by: person(5),
    };
    let bound = Bound::UpTo(Pence(500_000));
    let limit = |number| Limit { person: person(number), stream: None, bound, from: ASKED, until: None };
    There {
        enough: Some(Enough { is_enough: true, reasons: String::new(), by: person(5), on: ASKED }),
        answers: SevenQuestions::ALL.iter().map(answered).collect(),
        limits: vec![limit(2), limit(5), limit(6)],
        panel_of: 0,
    }
}

fn proposed(outcome: PlanOutcome) -> Proposed {
    Proposed {
        outcome,
        without: Vec::new(),
        reasons: WHY.to_owned(),
        why_different: String::new(),
        conditions: String::new(),
        panel: Vec::new(),
    }
}

fn decided(there: &There, proposed: Proposed, by: u128, on: Date) -> Result<Decision, DecisionError> {
    let ground = Ground {
        enough: there.enough.as_ref(),
        questions: &[],
        answers: &there.answers,
        limits: &there.limits,
        panel_of: there.panel_of,
    };
    decide(&request(), proposed, ground, person(by), on)
}

#[test]
fn a_plan_within_its_budget_is_agreed_by_whoever_may() {
    let decision = decided(&there(), proposed(PlanOutcome::Agree), 5, ASKED).unwrap();
    assert_eq!(decision.agreed, [("social-care".to_owned(), Pence(460_000))]);
    assert_eq!((decision.by, decision.on), (person(5), ASKED));
}

#[test]
fn central_bedfordshire_no_decision_is_dated_before_its_request() {
    let early = date(2026, 10, 30);
    for outcome in PlanOutcome::ALL {
        assert_eq!(decided(&there(), proposed(*outcome), 5, early), Err(DecisionError::BeforeRequest(ASKED)));
    }
    let silent = Proposed { reasons: "no".to_owned(), ..proposed(PlanOutcome::Refuse) };
    assert!(matches!(decided(&there(), silent, 5, ASKED), Err(DecisionError::Reasons(_))));
}

#[test]
fn bracknell_forest_a_plan_that_cannot_buy_its_provision_is_not_agreed_unnoticed() {
    let mut there = there();
    there.enough = None;
    assert_eq!(decided(&there, proposed(PlanOutcome::Agree), 5, ASKED), Err(DecisionError::EnoughUnanswered));
    let short = Enough { is_enough: false, reasons: WHY.to_owned(), by: person(5), on: ASKED };
    there.enough = Some(short);
    assert_eq!(decided(&there, proposed(PlanOutcome::Agree), 5, ASKED), Err(DecisionError::NotEnough));
    assert!(decided(&there, proposed(PlanOutcome::Return), 5, ASKED).is_ok());
}

#[test]
fn savva_another_sum_than_the_told_one_is_explained() {
    let part = Proposed { without: vec![piece(2)], ..proposed(PlanOutcome::AgreeInPart) };
    let refused = decided(&there(), part.clone(), 5, ASKED).unwrap_err();
    assert_eq!(refused.code(), "unexplained-difference");
    assert!(
        refused.to_string().starts_with("social-care was told as £4,600.00 and would be agreed at £4,000.00: say why")
    );
    let why_different = "school pays for the mileage from now on".to_owned();
    let decision = decided(&there(), Proposed { why_different, ..part }, 5, ASKED).unwrap();
    assert_eq!(decision.agreed, [("social-care".to_owned(), Pence(400_000))]);
    assert_eq!(decision.without, [piece(2)]);
}

#[test]
fn a_part_leaves_out_lines_that_are_there() {
    let none = decided(&there(), proposed(PlanOutcome::AgreeInPart), 5, ASKED);
    assert_eq!(none, Err(DecisionError::NothingLeftOut));
    let unknown = Proposed { without: vec![piece(9)], ..proposed(PlanOutcome::AgreeInPart) };
    assert_eq!(decided(&there(), unknown, 5, ASKED), Err(DecisionError::NoSuchLine));
}

#[test]
fn hackney_whoever_wrote_it_does_not_decide_it() {
    // person 2 wrote in the plan and has a limit; person 1 asked
    assert_eq!(decided(&there(), proposed(PlanOutcome::Agree), 2, ASKED).unwrap_err().code(), "own-plan");
    assert_eq!(decided(&there(), proposed(PlanOutcome::Refuse), 1, ASKED).unwrap_err().code(), "own-plan");
    assert_eq!(decided(&there(), proposed(PlanOutcome::Agree), 7, ASKED).unwrap_err().code(), "no-limit");
    // person 8 decided before the challenge
    assert_eq!(decided(&there(), proposed(PlanOutcome::Agree), 8, ASKED).unwrap_err().code(), "own-plan");
}

#[test]
fn the_questions_come_first() {
    let mut there = there();
    there.answers.truncate(5);
    let refused = decided(&there, proposed(PlanOutcome::Agree), 5, ASKED).unwrap_err();
    assert_eq!(refused.to_string(), "2 of the questions have no answer yet: control, happen");
    assert!(decided(&there, proposed(PlanOutcome::Return), 5, ASKED).is_ok());
}

#[test]
fn a_panel_is_of_people_who_are_free_to_decide() {
    let mut there = there();
    there.panel_of = 2;
    let with =
        |panel: &[u128]| Proposed { panel: panel.iter().map(|p| person(*p)).collect(), ..proposed(PlanOutcome::Agree) };
    for (panel, code) in [
        (vec![], "panel-too-small"),
        (vec![6, 6], "panel-too-small"),
        (vec![2, 6], "panel-not-free"),
        (vec![5, 6], "panel-not-free"),
    ] {
        assert_eq!(decided(&there, with(&panel), 5, ASKED).unwrap_err().code(), code, "{panel:?}");
    }
    assert!(decided(&there, with(&[6, 9]), 5, ASKED).is_ok());
}
