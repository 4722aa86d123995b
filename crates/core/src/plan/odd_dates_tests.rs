//! Costs and days that do not come out even.

use jiff::civil::date;

use super::*;
use crate::plan::employing;
use crate::plan::pattern::{Day, Pattern, Season, Terms};
use crate::plan::support::{Part, Quantity, Support, SupportKind, Unit, UnitPrice};

fn line(pattern: Pattern, quantity: &str, price: &str, part: Part) -> Support {
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
            part,
            employing: None,
            payee: String::new(),
        }),
    }
}

/// What lines come to in a plan that begins on a day.
fn total(from: Date, lines: &[Support]) -> (Vec<i64>, i64) {
    let (terms, rates) = (Terms::default(), employing::known().unwrap());
    let ground = Ground { plan: Stretch::year_from(from), terms: &terms, rates: &rates, ends: &[] };
    let pieces: Vec<Piece> = (1u128..)
        .zip(lines)
        .map(|(id, line)| Piece { id: PieceId(uuid::Uuid::from_u128(id)), place: 1, body: Body::Support(line.clone()) })
        .collect();
    let summary = summarise(&pieces, &[], ground);
    let costs = pieces.iter().map(|piece| summary.cost_of(piece.id).unwrap().cost.0).collect();
    (costs, summary.planned().0)
}

fn on(days: &[Day]) -> Pattern {
    Pattern::OnDays { days: days.to_vec(), season: Season::AllYear }
}

#[test]
fn thirds_of_a_penny_are_kept_until_the_line_is_rounded_and_the_total_is_the_sum_of_the_lines() {
    let third = line(Pattern::Once { on: None }, "1", "100", Part::Share { parts: 1, of: 3 });
    // £33.33⅓ three times is £99.99, as the three lines say, and not £100.00
    let (costs, sum) = total(date(2026, 4, 1), &[third.clone(), third.clone(), third]);
    assert_eq!((costs, sum), (vec![3_333, 3_333, 3_333], 9_999));
    // a third of a penny a mile: not rounded before it is multiplied
    let (costs, _) = total(date(2026, 4, 1), &[line(Pattern::TimesAYear { times: 300 }, "1", "0.333p", Part::Whole)]);
    assert_eq!(costs, [100]);
}

#[test]
fn a_week_across_the_end_of_a_year_is_counted_once() {
    let weekly = || line(Pattern::TimesAWeek { times: 1, season: Season::AllYear }, "1", "7", Part::Whole);
    let halves = |from: Date, until: Date| Support { from: Some(from), until: Some(until), ..weekly() };
    let (whole, _) = total(date(2026, 4, 1), &[weekly()]);
    // 31 December is a Thursday: the week is cut in the middle, and each day counts in one half
    let (cut, sum) = total(
        date(2026, 4, 1),
        &[halves(date(2026, 4, 1), date(2026, 12, 31)), halves(date(2027, 1, 1), date(2027, 3, 31))],
    );
    assert_eq!((whole[0], cut[0] + cut[1], sum), (36_500, 36_500, 36_500));
}

#[test]
fn a_leap_day_is_a_day_of_support() {
    let every_day = || line(on(Day::ALL), "1", "1", Part::Whole);
    assert_eq!(total(date(2026, 4, 1), &[every_day()]).0, [36_500]);
    assert_eq!(total(date(2027, 4, 1), &[every_day()]).0, [36_600], "29 February 2028 is paid for");
    // a plan that begins on a leap day ends on the day before 1 March
    assert_eq!(total(date(2028, 2, 29), &[every_day()]).0, [36_600]);
}

#[test]
fn a_year_of_53_weeks_costs_53_of_them() {
    let saturdays = || line(on(&[Day::Saturday]), "1", "10", Part::Whole);
    assert_eq!(total(date(2026, 4, 1), &[saturdays()]).0, [52_000]);
    assert_eq!(total(date(2028, 1, 1), &[saturdays()]).0, [53_000]);
}

#[test]
fn a_child_who_turns_16_or_18_within_the_plan_is_named_with_the_day() {
    let plan = Stretch::year_from(date(2026, 4, 1));
    let told = |born| birthdays(Some(born), plan);
    assert_eq!(told(date(2010, 9, 12)), [Concern::ComesOfAge { years: 16, on: date(2026, 9, 12) }]);
    assert_eq!(told(date(2009, 3, 31)), [Concern::ComesOfAge { years: 18, on: date(2027, 3, 31) }]);
    assert_eq!(told(date(2010, 4, 1)), [], "the first day of the plan is no day within it");
    assert_eq!(told(date(2009, 4, 1)), [], "18 on the day after the plan");
    // born on a leap day: of age on 1 March where the year has none
    assert_eq!(told(date(2008, 2, 29)), []);
    let next = birthdays(Some(date(2008, 2, 29)), Stretch::year_from(date(2025, 4, 1)));
    assert_eq!(next, [Concern::ComesOfAge { years: 18, on: date(2026, 3, 1) }]);
    assert!(next.iter().all(|concern| !concern.stops_asking()), "a budget at 18 does not stop by itself");
    assert_eq!(birthdays(None, plan), []);
}
