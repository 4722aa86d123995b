use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::plan::pattern::{Day, Pattern};
use crate::plan::support::{Quadrant, Quantity, SupportKind, Unit, UnitPrice};

fn year() -> Stretch {
    Stretch::year_from(date(2026, 4, 1))
}

fn line(pattern: Pattern, quantity: &str, price: &str) -> Support {
    Support {
        what: "a supporter".to_owned(),
        who: String::new(),
        kind: SupportKind::Help,
        quadrant: Quadrant::SelfDirected,
        outcomes: Vec::new(),
        pattern,
        from: None,
        until: None,
        quantity: Quantity::read(quantity).unwrap(),
        unit: Unit::Hour,
        paid: Some(Paid {
            stream: "social-care".to_owned(),
            price: UnitPrice::read(price).unwrap(),
            part: Part::Whole,
            employing: None,
            payee: String::new(),
        }),
    }
}

fn weekly(times: u16) -> Pattern {
    Pattern::TimesAWeek { times, season: Season::AllYear }
}

fn terms() -> Terms {
    Terms(vec![
        (date(2026, 4, 1), date(2026, 4, 2)),
        (date(2026, 4, 20), date(2026, 7, 21)),
        (date(2026, 9, 2), date(2026, 12, 18)),
        (date(2027, 1, 4), date(2027, 3, 31)),
    ])
}

fn worked_out(line: &Support) -> Result<LineCost, CostError> {
    let (terms, rates) = (terms(), employing::known().unwrap());
    let ground = Ground { plan: year(), terms: &terms, rates: &rates, ends: &[] };
    cost(line, ground).map(Option::unwrap)
}

fn with_part(mut line: Support, part: Part) -> Support {
    if let Some(paid) = &mut line.paid {
        paid.part = part;
    }
    line
}

#[test]
fn a_line_shows_its_working_and_is_rounded_once() {
    // Saturdays of the year 2026/27 × 4 hours × £14.50
    let saturdays = Pattern::OnDays { days: vec![Day::Saturday], season: Season::AllYear };
    let found = worked_out(&line(saturdays, "4", "14.50")).unwrap();
    assert_eq!((found.occasions, found.units), (Ratio::whole(52), Ratio::whole(208)));
    assert_eq!((found.cost, found.full_year), (Pence(301_600), Pence(301_600)));
    // 52 1/7 weeks × 3 × 1.5 hours × £11.33 = £2,658.5035…: rounded after the last multiplication only
    let found = worked_out(&line(weekly(3), "1.5", "11.33")).unwrap();
    assert_eq!((found.units.to_string().as_str(), found.cost), ("234 9/14", Pence(265_850)));
    // 24.5p a mile: 365 × 10 miles
    let found = worked_out(&line(weekly(7), "10", "24.5p")).unwrap();
    assert_eq!(found.cost, Pence(89_425));
}

#[test]
fn portsmouth_two_brothers_cost_twice_one() {
    let one = worked_out(&line(weekly(1), "1", "10.01")).unwrap();
    let two = worked_out(&line(weekly(1), "2", "10.01")).unwrap();
    assert_eq!((one.units.to_string().as_str(), two.units.to_string().as_str()), ("52 1/7", "104 2/7"));
    // Portsmouth's day rates were rounded before they were multiplied, so that two did not cost twice one
    assert_eq!(Some(two.price.0), one.units.times(Ratio::whole(2_002)).unwrap().rounded());
}

#[test]
fn the_budget_pays_its_part_and_never_more_than_the_price() {
    let caravan = line(Pattern::Once { on: None }, "1", "14,000");
    let part = |part| worked_out(&with_part(caravan.clone(), part));
    let sum = |pence| Part::Sum { pence: Pence(pence) };
    assert_eq!(part(sum(550_000)).unwrap().cost, Pence(550_000));
    assert_eq!(part(sum(550_000)).unwrap().price, Pence(1_400_000));
    let (too_much, price) = (Pence(1_400_001), Pence(1_400_000));
    assert_eq!(part(sum(1_400_001)), Err(CostError::PartAbovePrice { part: too_much, price }));
    assert_eq!(part(Part::Share { parts: 1, of: 3 }).unwrap().cost, Pence(466_667));
    assert_eq!(part(Part::Share { parts: 4, of: 3 }), Err(CostError::Share { parts: 4, of: 3 }));
    assert_eq!(part(Part::Share { parts: 0, of: 0 }), Err(CostError::Share { parts: 0, of: 0 }));
}

#[test]
fn a_limit_is_held_against_a_whole_year_even_if_the_plan_is_shorter() {
    let mut late = line(weekly(2), "3", "15");
    late.from = Some(date(2027, 1, 1));
    let found = worked_out(&late).unwrap();
    // 90 days × 2/7 × 3 × £15
    assert_eq!((found.cost, found.full_year), (Pence(115_714), Pence(469_286)));
    let trip = worked_out(&line(Pattern::Once { on: Some(date(2027, 3, 31)) }, "1", "300")).unwrap();
    assert_eq!((trip.cost, trip.full_year), (Pence(30_000), Pence(30_000)));
}

#[test]
fn a_stream_that_ends_early_pays_until_then_and_says_so() {
    let (terms, rates) = (terms(), employing::known().unwrap());
    let ends = [("social-care".to_owned(), date(2026, 9, 30))];
    let ground = Ground { plan: year(), terms: &terms, rates: &rates, ends: &ends };
    let found = cost(&line(weekly(7), "1", "10"), ground).unwrap().unwrap();
    assert!(found.is_cut_short);
    // 183 days to the end of September, 365 in the year
    assert_eq!((found.cost, found.full_year), (Pence(183_000), Pence(365_000)));
}

#[test]
fn support_in_term_time_needs_term_dates() {
    let mornings = Pattern::OnDays { days: Day::ALL[..5].to_vec(), season: Season::TermTime };
    assert_eq!(worked_out(&line(mornings.clone(), "1", "12")).unwrap().occasions, Ratio::whole(210));
    let next = Stretch::year_from(date(2027, 4, 1));
    let (terms, rates) = (terms(), employing::known().unwrap());
    let ground = Ground { plan: next, terms: &terms, rates: &rates, ends: &[] };
    assert_eq!(cost(&line(mornings, "1", "12"), ground), Err(CostError::NoTerms(date(2027, 4, 1))));
}

#[test]
fn bad_numbers_are_refused_by_name() {
    let mut outside = line(weekly(1), "1", "1");
    outside.from = Some(date(2025, 1, 1));
    let (from, until) = (date(2025, 1, 1), year().until);
    assert_eq!(worked_out(&outside), Err(CostError::OutsideThePlan { from, until }));
    let mut huge = line(weekly(u16::MAX), "999999999999", "1");
    if let Some(paid) = &mut huge.paid {
        paid.price = UnitPrice(i64::MAX);
    }
    assert_eq!(worked_out(&huge), Err(CostError::TooLarge));
    let unpaid = Support { paid: None, ..line(weekly(1), "1", "1") };
    let (terms, rates) = (terms(), employing::known().unwrap());
    assert_eq!(cost(&unpaid, Ground { plan: year(), terms: &terms, rates: &rates, ends: &[] }), Ok(None));
}

fn pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![
        (1u16..20).prop_map(weekly),
        (1u16..9).prop_map(|times| Pattern::TimesAMonth { times }),
        (1u16..40).prop_map(|times| Pattern::TimesAYear { times }),
        proptest::sample::subsequence(Day::ALL.to_vec(), 1..=7)
            .prop_map(|days| Pattern::OnDays { days, season: Season::AllYear }),
        (0i32..366).prop_map(|after| Pattern::Once { on: Some(date(2026, 4, 1) + jiff::Span::new().days(after)) }),
    ]
}

proptest! {
    #[test]
    fn parts_of_a_year_add_up_to_the_year(
        pattern in pattern(), quantity in 1i64..20_000, price in 1i64..9_000_000, starts in 1i16..2_200, cuts in proptest::collection::vec(0i32..366, 0..6),
    ) {
        let from: Date = date(2025, 1, 1) + jiff::Span::new().days(i32::from(starts));
        let whole = Stretch::year_from(from);
        let mut line = line(pattern, "1", "1");
        line.quantity = Quantity(quantity);
        if let Some(paid) = &mut line.paid {
            paid.price = UnitPrice(price);
        }
        let terms = Terms::default();
        let ground = Ground { plan: whole, terms: &terms, rates: &[], ends: &[] };
        let all = cost(&line, ground).unwrap().unwrap().cost;
        let mut ends: Vec<Date> = cuts.iter().map(|cut| (from + jiff::Span::new().days(*cut)).min(whole.until)).collect();
        ends.push(whole.until);
        ends.sort();
        ends.dedup();
        let mut parts = Vec::new();
        let mut next = from;
        for until in ends {
            parts.push(Stretch { from: next, until });
            next = until.tomorrow().unwrap();
        }
        let shares = spread(&line, &parts, ground).unwrap();
        prop_assert!(shares.iter().all(|share| share.0 >= 0));
        prop_assert_eq!(shares.iter().map(|share| share.0).sum::<i64>(), all.0);
    }
}
