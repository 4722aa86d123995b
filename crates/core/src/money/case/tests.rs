//! What a case has to go through before it takes anything.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::money::grounds;

const TODAY: Date = date(2026, 9, 1);
const WHY: &str = "the statements of June and July show it";

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn new(kind: CaseKind, ground: &str, pounds: i64) -> NewCase {
    NewCase {
        stream: "social-care".to_owned(),
        kind,
        ground: ground.to_owned(),
        evidence: EvidenceId(Uuid::from_u128(9)),
        shown_by: "the statements".to_owned(),
        amount: Pence(pounds * 100),
        about_day: date(2026, 6, 1),
        reasons: WHY.to_owned(),
        addressed_to: String::new(),
    }
}

fn reach() -> Reach {
    Reach { held: Pence(50_000), older: Pence(90_000), kept: Pence(7_000), ..Reach::default() }
}

fn opened(case: NewCase) -> Result<MoneyCase, CaseError> {
    let packs = grounds::known().unwrap();
    let pack = grounds::of_stream(&packs, "social-care", TODAY).unwrap();
    open((person(1), person(2), TODAY), case, pack, (&reach(), 12))
}

#[test]
fn liverpool_a_refusal_needs_a_lawful_ground_from_the_list() {
    assert!(opened(new(CaseKind::Refuse, "cannot-manage", 0)).is_ok());
    let wished = opened(new(CaseKind::Refuse, "we-never-do-that", 0));
    assert_eq!(wished.unwrap_err().code(), "case-no-ground");
    let wrong_kind = opened(new(CaseKind::Refuse, "money-piled-up", 0));
    assert_eq!(wrong_kind.unwrap_err().code(), "case-no-ground");
    let silent = NewCase { reasons: "no".to_owned(), ..new(CaseKind::Refuse, "cannot-manage", 0) };
    assert_eq!(opened(silent).unwrap_err().code(), "reasons-short");
}

#[test]
fn lancashire_nothing_is_asked_back_before_the_family_could_answer() {
    let mut case = opened(new(CaseKind::Recover, "money-piled-up", 400)).unwrap();
    assert_eq!((case.answer_by, case.effect_from), (date(2026, 9, 29), date(2026, 9, 29)));
    assert_eq!(case.take_effect(TODAY).unwrap_err().code(), "case-not-from-here");
    let early = case.decide(person(3), date(2026, 9, 20), true);
    assert_eq!(early, Err(CaseError::NoticeRuns(date(2026, 9, 29))));
    case.answered(person(5), date(2026, 9, 10), "we saved it for the summer").unwrap();
    case.decide(person(3), date(2026, 9, 20), true).unwrap();
    // two weeks for another look at the decision of the 20th
    assert_eq!(case.take_effect(date(2026, 10, 3)), Err(CaseError::NoticeRuns(date(2026, 10, 4))));
    case.take_effect(date(2026, 10, 4)).unwrap();
    assert_eq!(case.came_back(Pence(40_001)), Err(CaseError::Amount));
    case.came_back(Pence(10_000)).unwrap();
    case.came_back(Pence(30_000)).unwrap();
    assert_eq!(case.status, CaseStatus::Closed);
}

#[test]
fn dorset_spending_that_was_not_queried_in_time_stands() {
    let old = |ground: &str| NewCase { about_day: date(2025, 8, 31), ..new(CaseKind::Recover, ground, 400) };
    assert_eq!(opened(old("not-used-for-services")), Err(CaseError::TooLate(date(2025, 8, 31))));
    let packs = grounds::known().unwrap();
    let health = grounds::of_stream(&packs, "health", TODAY).unwrap();
    let ids = (person(1), person(2), TODAY);
    assert!(open(ids, old("fraud"), health, (&reach(), 12)).is_ok(), "fraud apart");
}

#[test]
fn what_is_earmarked_is_out_of_reach() {
    let too_much = opened(new(CaseKind::Recover, "money-piled-up", 501)).unwrap_err();
    assert_eq!(too_much, CaseError::OutOfReach { reach: Pence(50_000), amount: Pence(50_100) });
    assert_eq!(opened(new(CaseKind::Recover, "money-piled-up", 0)).unwrap_err(), CaseError::Amount);
    assert_eq!(opened(new(CaseKind::Stop, "consent-withdrawn", 5)).unwrap_err(), CaseError::Amount);
}

#[test]
fn another_person_looks_again_and_nothing_happens_meanwhile() {
    let mut case = opened(new(CaseKind::Recover, "money-piled-up", 400)).unwrap();
    case.answered(person(5), TODAY, "no").unwrap();
    case.decide(person(3), TODAY, true).unwrap();
    case.ask_again(person(5), TODAY, "look at the receipts").unwrap();
    assert!(case.take_effect(date(2027, 1, 1)).is_err());
    let look = |case: &mut MoneyCase, by, found, pounds: i64| {
        case.reconsider((person(by), date(2026, 10, 1)), found, Pence(pounds * 100), WHY)
    };
    assert_eq!(look(&mut case, 3, Reconsideration::Upheld, 0), Err(CaseError::SamePerson));
    assert_eq!(look(&mut case, 4, Reconsideration::Lowered, 400), Err(CaseError::Amount));
    let mut other = case.clone();
    look(&mut case, 4, Reconsideration::Lowered, 100).unwrap();
    case.take_effect(date(2026, 10, 2)).unwrap();
    assert_eq!(case.amount, Pence(10_000));
    look(&mut other, 4, Reconsideration::Overturned, 0).unwrap();
    assert_eq!(other.status, CaseStatus::Dropped);
    assert!(other.take_effect(date(2027, 1, 1)).is_err());
}

#[test]
fn what_is_asked_back_can_be_paid_in_parts_that_come_to_it() {
    let mut case = opened(new(CaseKind::Recover, "money-piled-up", 400)).unwrap();
    let parts = parts_of(Pence(40_000), 3, date(2026, 10, 31));
    let told = [(date(2026, 10, 31), 13_334), (date(2026, 11, 30), 13_333), (date(2026, 12, 31), 13_333)];
    assert_eq!(parts, told.map(|(day, sum)| (day, Pence(sum))));
    assert_eq!(case.pay_in_parts(parts.clone(), TODAY).unwrap_err().code(), "case-not-from-here");
    case.answered(person(5), TODAY, "we saved it").unwrap();
    case.answered(person(5), TODAY, "for the summer").unwrap();
    assert_eq!(case.answer.as_ref().unwrap().2, "we saved it\n\nfor the summer");
    case.decide(person(3), TODAY, true).unwrap();
    case.take_effect(date(2026, 9, 29)).unwrap();
    let short = vec![(date(2026, 10, 31), Pence(39_999))];
    assert_eq!(case.pay_in_parts(short, TODAY), Err(CaseError::Parts(Pence(40_000))));
    let backwards = parts.iter().rev().copied().collect();
    assert_eq!(case.pay_in_parts(backwards, TODAY), Err(CaseError::Parts(Pence(40_000))));
    case.came_back(Pence(13_334)).unwrap();
    case.pay_in_parts(parts[1..].to_vec(), date(2026, 11, 1)).unwrap();
    assert_eq!(case.hardship_agreed_on, Some(date(2026, 11, 1)));
}

#[test]
fn nobody_is_asked_back_for_a_day_to_come_or_without_anything_that_shows_it() {
    let future = NewCase { about_day: date(2026, 9, 2), ..new(CaseKind::Recover, "money-piled-up", 1) };
    assert_eq!(opened(future).unwrap_err().code(), "day-to-come");
    let unseen = NewCase { shown_by: " ".to_owned(), ..new(CaseKind::Recover, "money-piled-up", 1) };
    assert_eq!(opened(unseen).unwrap_err().code(), "empty");
}
