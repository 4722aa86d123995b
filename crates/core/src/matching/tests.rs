use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn line(day: i8, pence: i64, payee: &'static str, reference: &'static str) -> Line<'static> {
    Line { booked: date(2026, 5, day), pence: Pence(pence), payee, reference, bank_id: "" }
}

fn due(kind: ExpectedKind, day: i8, pence: i64, payee: &'static str) -> Expectation<'static> {
    Expectation {
        kind,
        sum: Expected::Exactly(Pence(pence), 1),
        from: date(2026, 5, day),
        until: date(2026, 5, day),
        payee,
        reference: "",
        teaches: "",
    }
}

/// A line of the plan for the year: £500 of swimming.
fn swimming() -> Expectation<'static> {
    Expectation {
        kind: ExpectedKind::PlanLine,
        sum: Expected::UpTo(Pence(-50_000)),
        from: date(2026, 4, 1),
        until: date(2027, 3, 31),
        payee: "Leisure Centre",
        reference: "",
        teaches: "swimming",
    }
}

fn matched(lines: &[Line<'_>], expected: &[Expectation<'_>], learned: &[Learned]) -> Vec<Verdict> {
    match_lines(lines, expected, learned, &Rules::standard().unwrap())
}

fn sure(verdict: &Verdict) -> Option<u32> {
    match verdict {
        Verdict::Sure(found) => Some(found.expectation),
        _ => None,
    }
}

#[test]
fn sum_name_and_day_are_sure_and_say_so() {
    let expected = [due(ExpectedKind::ScheduledPayment, 4, 40_000, "Exampleshire Council")];
    let found = matched(&[line(4, 40_000, "EXAMPLESHIRE COUNCIL", "DP MAY")], &expected, &[]);
    let Verdict::Sure(found) = &found[0] else { panic!("{found:?}") };
    assert_eq!(found.why.reasons().collect::<Vec<_>>(), [Reason::SamePayee, Reason::SameSum, Reason::SameDay]);
    assert_eq!(found.why.sentences(), ["the same name", "the same sum", "on the day that was expected"]);
    assert_eq!(found.points, 75);
}

#[test]
fn a_receipt_with_a_name_cut_short_is_sure_and_a_sum_alone_is_asked() {
    let expected = [due(ExpectedKind::Receipt, 4, -885, "Village Swimming Pool")];
    assert_eq!(sure(&matched(&[line(4, -885, "VILLAGE SWIMMING PO", "")], &expected, &[])[0]), Some(0));
    let found = matched(&[line(4, -885, "SUMUP *JS", "")], &expected, &[]);
    let Verdict::Asked(possible) = &found[0] else { panic!("{found:?}") };
    let question = Question::about(&line(4, -885, "SUMUP *JS", ""), possible, "the receipt of the pool");
    assert_eq!(question.sentence(), "On 2026-05-04, £8.85 to SUMUP *JS: was this for the receipt of the pool?");
}

#[test]
fn what_nothing_is_like_is_left_to_people() {
    let expected = [due(ExpectedKind::Receipt, 4, -885, "Pool")];
    for other in [line(4, 885, "POOL", ""), line(4, -886, "POOL", "")] {
        assert_eq!(matched(&[other], &expected, &[]), [Verdict::Left], "{other:?}");
    }
    let months_later = Line { booked: date(2026, 9, 1), ..line(4, -885, "POOL", "") };
    assert_eq!(matched(&[months_later], &expected, &[]), [Verdict::Left]);
    assert_eq!(matched(&[line(4, -885, "", "")], &[], &[]), [Verdict::Left]);
}

#[test]
fn two_shops_with_the_same_sum_are_one_question() {
    let expected = [due(ExpectedKind::Receipt, 4, -885, "Pool"), due(ExpectedKind::Receipt, 4, -885, "Cinema")];
    let found = matched(&[line(4, -885, "SUMUP *JS", "")], &expected, &[]);
    let Verdict::Asked(possible) = &found[0] else { panic!("{found:?}") };
    assert_eq!((possible.len(), Question::about(&line(4, -885, "S", ""), possible, "").key), (2, "which"));
    // once the other has its own line, what is left is still asked: a sum and a day say little
    let both = matched(&[line(4, -885, "SUMUP *JS", ""), line(4, -885, "CINEMA", "")], &expected, &[]);
    assert_eq!(sure(&both[1]), Some(1));
    assert!(matches!(&both[0], Verdict::Asked(possible) if possible.len() == 1));
}

#[test]
fn an_invoice_paid_with_another_sum_is_asked_and_never_done() {
    let invoice = Expectation { reference: "INV-1001", ..due(ExpectedKind::Invoice, 4, -5_000, "Ann Bell Plumbing") };
    assert_eq!(sure(&matched(&[line(6, -5_000, "A BELL", "inv 1001")], &[invoice], &[])[0]), Some(0));
    let found = matched(&[line(4, -4_500, "ANN BELL PLUMBING", "INV-1001")], &[invoice], &[]);
    let Verdict::Asked(possible) = &found[0] else { panic!("{found:?}") };
    assert!(possible[0].why.has(Reason::OtherSum));
}

#[test]
fn the_family_is_asked_once_about_a_name_and_not_again() {
    let swim = line(4, -885, "LC LEEDS", "");
    let same_name = line(4, -885, "LEISURE CENTRE", "");
    assert_eq!(matched(&[swim], &[swimming()], &[]), [Verdict::Left]);
    assert!(matches!(matched(&[same_name], &[swimming()], &[])[0], Verdict::Asked(_)));
    let yes = learn(None, "LC LEEDS", "swimming", true);
    let found = matched(&[swim], &[swimming()], std::slice::from_ref(&yes));
    let Verdict::Sure(found) = &found[0] else { panic!("{found:?}") };
    assert!(found.why.has(Reason::LearnedPayee));
    let no = learn(Some(&yes), "LC LEEDS", "swimming", false);
    assert_eq!(matched(&[swim], &[swimming()], &[no]), [Verdict::Left], "undone, and not done again");
}

#[test]
fn a_line_of_the_plan_is_used_up_and_no_further() {
    let yes = [learn(None, "LEISURE CENTRE", "swimming", true)];
    let lines: Vec<Line<'_>> = (1..=7).map(|day| line(day, -10_000, "LEISURE CENTRE", "")).collect();
    let found = matched(&lines, &[swimming()], &yes);
    assert_eq!(found.iter().filter_map(sure).count(), 5, "five times £100 of £500");
}

#[test]
fn like_payments_pair_off_by_their_days() {
    let weeks = [due(ExpectedKind::Timesheet, 1, -9_000, "Rob"), due(ExpectedKind::Timesheet, 8, -9_000, "Rob")];
    let found = matched(&[line(9, -9_000, "ROB", ""), line(2, -9_000, "ROB", "")], &weeks, &[]);
    assert_eq!([sure(&found[0]), sure(&found[1])], [Some(1), Some(0)]);
    let fares: Vec<_> = (0..200).map(|_| due(ExpectedKind::Receipt, 3, -220, "Bus")).collect();
    let rides: Vec<_> = (0..250).map(|_| line(3, -220, "BUS", "")).collect();
    assert_eq!(matched(&rides, &fares, &[]).iter().filter_map(sure).count(), 200);
}

#[test]
fn days_are_numbered_without_gaps() {
    let mut day = date(1999, 12, 25);
    for _ in 0..1_500 {
        let next = day.tomorrow().unwrap();
        assert_eq!(day_number(next), day_number(day) + 1, "{next}");
        day = next;
    }
}

const NAMES: [&str; 6] = ["Pool", "Town Hall Cafe", "Rob", "Exampleshire Council", "Bus", ""];
const REFERENCES: [&str; 4] = ["", "INV-1", "INV-2001", "MAY"];

fn some_line() -> impl Strategy<Value = Line<'static>> {
    (1_i8..28, 0_usize..4, 0_usize..6, 0_usize..4).prop_map(|(day, sum, name, reference)| {
        line(day, [-500, -885, -9_000, 40_000][sum], NAMES[name], REFERENCES[reference])
    })
}

fn some_expectation() -> impl Strategy<Value = Expectation<'static>> {
    let kinds = (0_usize..3, 1_i8..28, 0_i8..20);
    (kinds, 0_usize..4, 0_usize..6, 0_usize..4, 1_u32..3).prop_map(
        |((kind, day, span), sum, name, reference, times)| {
            let pence = Pence([-500, -885, -9_000, 40_000][sum]);
            let is_plan = kind == 2;
            Expectation {
                kind: [ExpectedKind::Receipt, ExpectedKind::Invoice, ExpectedKind::PlanLine][kind],
                sum: if is_plan { Expected::UpTo(Pence(pence.0 * 3)) } else { Expected::Exactly(pence, times) },
                from: date(2026, 5, day),
                until: date(2026, 5, (day + span).min(28)),
                payee: NAMES[name],
                reference: REFERENCES[reference],
                teaches: if is_plan { NAMES[name] } else { "" },
            }
        },
    )
}

/// What was matched, without places: which line, which expectation, how many points.
fn told(lines: &[Line<'_>], expected: &[Expectation<'_>], found: &[Verdict]) -> Vec<String> {
    let mut told: Vec<String> = lines
        .iter()
        .zip(found)
        .map(|(line, verdict)| match verdict {
            Verdict::Sure(found) => format!("{line:?} {:?} {}", expected[found.expectation as usize], found.points),
            Verdict::Asked(possible) => format!("{line:?} asked {}", possible.len()),
            Verdict::Left => format!("{line:?} left"),
        })
        .collect();
    told.sort();
    told
}

#[test]
fn many_lines_at_once_each_take_their_own() {
    let sum = |n: u32| -i64::from(n / 2 + 100);
    let all = 0..24_000;
    let lines: Vec<Line<'_>> = all.clone().map(|n| line(4, sum(n), "Leisure Centre", "")).collect();
    let expected: Vec<Expectation<'_>> =
        all.clone().map(|n| due(ExpectedKind::Receipt, 4, sum(n), "Leisure Centre")).collect();
    let found = matched(&lines, &expected, &[]);
    let mut used: Vec<u32> = found.iter().filter_map(sure).collect();
    used.sort_unstable();
    assert_eq!(used, all.collect::<Vec<_>>(), "of two that are alike each is used once");
    for (line, verdict) in lines.iter().zip(&found) {
        let own = expected[sure(verdict).unwrap() as usize].sum;
        assert_eq!(own, Expected::Exactly(line.pence, 1));
    }
}

proptest! {
    #[test]
    fn the_order_of_the_lines_changes_nothing(
        lines in prop::collection::vec(some_line(), 0..40),
        expected in prop::collection::vec(some_expectation(), 0..40),
        turn in 0_usize..40,
    ) {
        let learned = [learn(None, "Pool", "Pool", true), learn(None, "Bus", "Rob", false), learn(None, "Rob", "Bus", true)];
        let found = matched(&lines, &expected, &learned);
        let mut turned = lines.clone();
        turned.reverse();
        turned.rotate_left(turn.min(lines.len()));
        let again = matched(&turned, &expected, &learned);
        prop_assert_eq!(told(&lines, &expected, &found), told(&turned, &expected, &again));
    }

    #[test]
    fn nothing_is_used_more_often_than_it_can_be(
        lines in prop::collection::vec(some_line(), 0..60),
        expected in prop::collection::vec(some_expectation(), 0..20),
    ) {
        let learned: Vec<Learned> = NAMES.iter().map(|name| learn(None, name, name, true)).collect();
        let found = matched(&lines, &expected, &learned);
        prop_assert_eq!(found.len(), lines.len());
        for (at, expectation) in expected.iter().enumerate() {
            let mine = |verdict: &Verdict| sure(verdict).is_some_and(|used| used as usize == at);
            let used: Vec<&Line<'_>> = lines.iter().zip(&found).filter(|(_, v)| mine(v)).map(|(line, _)| line).collect();
            match expectation.sum {
                Expected::Exactly(sum, times) => {
                    prop_assert!(used.len() <= times as usize);
                    prop_assert!(used.iter().all(|line| line.pence == sum));
                }
                Expected::UpTo(most) => {
                    prop_assert!(used.iter().map(|line| line.pence.0.abs()).sum::<i64>() <= most.0.abs());
                }
            }
        }
    }

    #[test]
    fn every_match_has_points_that_its_reasons_add_up_to(
        lines in prop::collection::vec(some_line(), 0..30),
        expected in prop::collection::vec(some_expectation(), 0..30),
    ) {
        let rules = Rules::standard().unwrap();
        for verdict in matched(&lines, &expected, &[]) {
            let all = match verdict {
                Verdict::Sure(found) => {
                    prop_assert!(found.points >= rules.sure);
                    vec![found]
                }
                Verdict::Asked(possible) => possible,
                Verdict::Left => Vec::new(),
            };
            for found in all {
                prop_assert_eq!(found.points, found.why.points(&rules));
                prop_assert!(found.why.reasons().count() > 0);
            }
        }
    }
}
