use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::plan::employing::{Employing, WageBand};
use crate::plan::money::{Holding, MoneyChoice};
use crate::plan::pattern::{Pattern, Season, Stretch, Terms};
use crate::plan::support::{Part, Quantity, Support, SupportKind, Unit, UnitPrice};
use crate::plan::writing::{Measure, Outcome};

fn id(number: u128) -> PieceId {
    PieceId(Uuid::from_u128(number))
}

fn piece(number: u128, body: Body) -> Piece {
    Piece { id: id(number), place: i64::try_from(number).unwrap(), body }
}

fn outcome(number: u128) -> Piece {
    let measure = Measure::Change { today: "home".to_owned(), then: "out".to_owned() };
    let words = "go out with Rob".to_owned();
    piece(number, Body::Outcome(Outcome { words, framework: "enjoy".to_owned(), measure, by: None }))
}

fn support(number: u128, quadrant: Quadrant, paid: Option<Paid>) -> Piece {
    let line = Support {
        what: "Saturdays in town".to_owned(),
        who: "Rob".to_owned(),
        kind: SupportKind::Help,
        quadrant,
        outcomes: if paid.is_some() { vec![id(1)] } else { Vec::new() },
        pattern: Pattern::TimesAWeek { times: 7, season: Season::AllYear },
        from: None,
        until: None,
        quantity: Quantity::ONE,
        unit: Unit::Hour,
        paid,
    };
    piece(number, Body::Support(line))
}

fn paid(stream: &str, price: &str) -> Option<Paid> {
    let price = UnitPrice::read(price).unwrap();
    Some(Paid { stream: stream.to_owned(), price, part: Part::Whole, employing: None, payee: String::new() })
}

fn summed(pieces: &[Piece], budget: &[(String, Option<Pence>)]) -> Summary {
    let (terms, rates) = (Terms::default(), employing::known().unwrap());
    let plan = Stretch::year_from(date(2026, 4, 1));
    summarise(pieces, budget, Ground { plan, terms: &terms, rates: &rates, ends: &[] })
}

fn codes(summary: &Summary) -> Vec<&'static str> {
    summary.concerns.iter().map(Concern::code).collect()
}

#[test]
fn each_stream_stands_against_its_own_money() {
    let pieces = [
        outcome(1),
        support(2, Quadrant::SelfDirected, paid("social-care", "10")),
        support(3, Quadrant::Community, None),
        support(4, Quadrant::Targeted, paid("health", "1")),
    ];
    let budget = [("social-care".to_owned(), Some(Pence(400_000))), ("learning".to_owned(), Some(Pence(5_000)))];
    let summary = summed(&pieces, &budget);
    let lefts: Vec<(&str, i64)> = summary.streams.iter().map(|s| (s.stream.as_str(), s.left().0)).collect();
    assert_eq!(lefts, [("social-care", 35_000), ("learning", 5_000), ("health", -36_500)]);
    assert_eq!((summary.planned(), summary.budget()), (Pence(401_500), Pence(405_000)));
    assert_eq!(
        codes(&summary),
        ["left-over-unsaid", "holding-unsaid", "left-over-unsaid", "shortfall", "holding-unsaid", "quadrant-unused"]
    );
    assert!(summary.concerns.iter().all(|concern| !concern.stops_asking()));
}

#[test]
fn a_choice_for_the_money_answers_the_concern() {
    let choice = MoneyChoice {
        stream: "social-care".to_owned(),
        holding: Holding::DirectPayment,
        manager: "Mum".to_owned(),
        help: Vec::new(),
    };
    let pieces =
        [outcome(1), support(2, Quadrant::SelfDirected, paid("social-care", "10")), piece(5, Body::Money(choice))];
    let summary = summed(&pieces, &[("social-care".to_owned(), Some(Pence(365_000)))]);
    assert!(!codes(&summary).contains(&"holding-unsaid") && !codes(&summary).contains(&"left-over-unsaid"));
}

#[test]
fn what_serves_nothing_and_what_nothing_serves_are_named() {
    let mut aimless = paid("social-care", "1");
    if let Some(paid) = &mut aimless {
        let band = WageBand::From21;
        paid.employing = Some(Employing {
            band,
            without_pension: true,
            allowance: true,
            insurance: Pence::ZERO,
            payroll: Pence::ZERO,
        });
    }
    let mut line = support(3, Quadrant::SelfDirected, aimless);
    if let Body::Support(line) = &mut line.body {
        line.outcomes.clear();
    }
    let summary = summed(&[outcome(1), line], &[]);
    let found = codes(&summary);
    for code in ["below-lowest-wage", "support-without-outcome", "outcome-without-support", "shortfall"] {
        assert!(found.contains(&code), "{code} in {found:?}");
    }
    assert!(summary.concerns.iter().any(Concern::stops_asking));
}
