//! Each letter of a case says how much, why, which rule, by when, and how to ask for another look.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::money::case::{NewCase, open, parts_of};
use crate::money::{Reach, grounds};
use crate::{EvidenceId, PersonId};

const TODAY: Date = date(2026, 9, 1);

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn case(kind: CaseKind, ground: &str, pounds: i64) -> MoneyCase {
    let new = NewCase {
        stream: "social-care".to_owned(),
        kind,
        ground: ground.to_owned(),
        evidence: EvidenceId(Uuid::from_u128(9)),
        shown_by: "the statement of July".to_owned(),
        amount: Pence(pounds * 100),
        about_day: date(2026, 6, 1),
        reasons: "the money of May and June was not needed".to_owned(),
        addressed_to: String::new(),
    };
    let packs = grounds::known().unwrap();
    let pack = grounds::of_stream(&packs, "social-care", TODAY).unwrap();
    let reach = Reach { held: Pence(50_000), ..Reach::default() };
    open((person(1), person(2), TODAY), new, pack, (&reach, 12)).unwrap()
}

fn letter(case: &MoneyCase, step: CaseStep) -> Option<Document> {
    let settings = Settings { phone: Some("01632 960 001".to_owned()), ..Settings::default() };
    let (child, stream, authority) = ("Sam", "Social care", "Exampleshire");
    CaseLetter { case, step, child, stream, authority, reference: "C 1", settings: &settings, style: Style::Standard }
        .document()
}

#[test]
fn lancashire_no_letter_of_a_recovery_leaves_out_amount_reason_rule_deadline_or_another_look() {
    let mut case = case(CaseKind::Recover, "money-piled-up", 400);
    let notice = letter(&case, CaseStep::Notice).unwrap();
    assert!(letter(&case, CaseStep::Decided).is_none(), "nothing was decided");
    let said = notice.plain();
    for part in ["£400.00", "was not needed", "SI 2009/1887", "29 September 2026", "another look", "earmark", "01632"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    case.answered(person(5), date(2026, 9, 3), "we save it").unwrap();
    case.decide(person(3), date(2026, 9, 10), true).unwrap();
    let decided = letter(&case, CaseStep::Decided).unwrap();
    assert_eq!(decided.day, date(2026, 9, 10));
    for part in ["we save it", "£400.00", "You can ask for another look", "29 September 2026"] {
        assert!(decided.plain().contains(part), "{part}: {}", decided.plain());
    }
    case.ask_again(person(5), date(2026, 9, 11), "look again").unwrap();
    let found = (Reconsideration::Lowered, Pence(15_000), "half of it was for the holiday");
    case.reconsider((person(4), date(2026, 9, 20)), found.0, found.1, found.2).unwrap();
    let again = letter(&case, CaseStep::LookedAgain).unwrap().plain();
    assert!(again.contains("It was £400.00. Now it is £150.00.") && again.contains("for the holiday"), "{again}");
    assert!(letter(&case, CaseStep::Notice).unwrap().plain().contains("£400.00"), "what was told is never changed");
    case.take_effect(date(2026, 9, 29)).unwrap();
    assert!(letter(&case, CaseStep::InEffect).unwrap().plain().contains("small parts"));
    case.pay_in_parts(parts_of(Pence(15_000), 2, date(2026, 10, 31)), date(2026, 9, 29)).unwrap();
    let parts = letter(&case, CaseStep::InParts).unwrap().plain();
    assert!(parts.contains("30 November 2026") && parts.contains("£75.00") && parts.contains("£150.00"), "{parts}");
}

#[test]
fn every_step_of_every_kind_has_its_words() {
    for (kind, ground, pounds) in [
        (CaseKind::Refuse, "cannot-manage", 0),
        (CaseKind::Reduce, "need-changed", 10),
        (CaseKind::Stop, "need-changed", 0),
        (CaseKind::Recover, "money-piled-up", 10),
    ] {
        let mut case = case(kind, ground, pounds);
        let mut dropped = case.clone();
        dropped.answered(person(5), TODAY, "no").unwrap();
        dropped.decide(person(3), TODAY, false).unwrap();
        assert!(letter(&dropped, CaseStep::Decided).unwrap().plain().contains("need not do anything"));
        case.answered(person(5), TODAY, "no").unwrap();
        case.decide(person(3), TODAY, true).unwrap();
        case.take_effect(case.effect_from).unwrap();
        for (step, _) in case.letters() {
            let said = letter(&case, step).unwrap();
            let blocks = said.blocks.iter().all(|block| *block != Block::paragraph(""));
            assert!(!said.title.plain().is_empty() && blocks, "{kind} {step}: {}", said.plain());
        }
    }
}

#[test]
fn after_a_death_the_letter_goes_to_a_named_person_and_says_what_comes_first() {
    let addressed_to = "Rosa Bell\n4 Mill Lane".to_owned();
    let mut case = MoneyCase { addressed_to, ..case(CaseKind::Recover, "child-died", 400) };
    let notice = letter(&case, CaseStep::Notice).unwrap();
    assert_eq!(notice.address, ["Rosa Bell", "4 Mill Lane"]);
    let said = notice.plain();
    for part in ["settle the affairs of Sam", "£400.00", "The child has died.", "wages, notice and redundancy"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("your page") && !said.contains('{'), "{said}");
    case.answered(person(5), date(2026, 9, 3), "the assistant's redundancy is still to be paid").unwrap();
    case.decide(person(3), date(2026, 9, 10), true).unwrap();
    let decided = letter(&case, CaseStep::Decided).unwrap();
    assert!(decided.address[0] == "Rosa Bell" && decided.plain().contains("what is left"), "{}", decided.plain());
}
