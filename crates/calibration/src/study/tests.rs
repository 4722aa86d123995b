//! A study as a whole: what it makes, what it says when it cannot, and the command line that says the same.

use super::*;
use crate::Watch;
use crate::tables::Meeting;
use std::fmt::Write;

fn file(rows: i64) -> String {
    let mut text = "person,points,current_cost,area,sex\n".to_owned();
    for row in 0..rows {
        let (area, sex) = (if row % 3 == 0 { "North" } else { "South" }, if row % 2 == 0 { "F" } else { "M" });
        writeln!(text, "p{row},{},{},{area},{sex}", row % 24, 500 + (row % 24) * 130 + (row * 37) % 400).unwrap();
    }
    text
}

fn chosen() -> Chosen {
    Chosen {
        bands: 4,
        budget_pence: Some(20_000_000),
        contingency_basis_points: 1_230,
        groups: vec!["area".to_owned()],
        adjust: vec!["points".to_owned()],
        samples: 40,
        ..Chosen::default()
    }
}

fn make_it(text: &str, chosen: &Chosen) -> Result<Made, StudyError> {
    make(text.as_bytes(), chosen, 2, &Watch::default())
}

#[test]
fn a_study_draws_tables_parts_winners_and_gaps() {
    let watch = Watch::default();
    let made = make(file(144).as_bytes(), &chosen(), 1, &watch).unwrap();
    let picture = Picture::of(&made);
    assert_eq!(watch.percent(), 95);
    assert_eq!(picture.everybody.people, 144);
    assert_eq!(picture.parts.iter().map(|part| part.cases).sum::<usize>(), 144);
    assert!(picture.tables[0].rows.iter().all(|row| row.interval_pence.is_some()));
    assert_eq!((picture.gaps.len(), picture.gaps[0].second.as_str()), (1, "South"));
    assert_eq!(picture.by_group.len(), 2);
    let kept = serde_json::to_string(&picture).unwrap();
    assert_eq!(serde_json::from_str::<Picture>(&kept).unwrap(), picture);
}

#[test]
fn the_number_of_threads_changes_no_byte_of_the_evidence() {
    let bytes = |threads| {
        let made = make(file(144).as_bytes(), &chosen(), threads, &Watch::default()).unwrap();
        (evidence(&made.hash, &made.left_out, None, &made.found).unwrap(), made.told)
    };
    assert_eq!(bytes(1), bytes(3));
}

#[test]
fn who_stops_a_study_gets_nothing_of_it() {
    let watch = Watch::default();
    watch.stop();
    assert_eq!(make(file(60).as_bytes(), &chosen(), 1, &watch).unwrap_err(), StudyError::Stopped);
}

#[test]
fn what_cannot_be_made_is_said_with_what_could_be() {
    let why = |text: &str, chosen: &Chosen| make_it(text, chosen).unwrap_err().to_string();
    assert!(why("", &chosen()).contains("empty"));
    let faulty = file(20) + "q,4,,North,F\n";
    assert!(
        why(&faulty, &chosen()).contains("1 rows cannot be used; the first: line 22"),
        "{}",
        why(&faulty, &chosen())
    );
    assert!(make_it(&faulty, &Chosen { leaves_out_faulty: true, bands: 2, ..chosen() }).is_ok());
    let no_points = "person,current_cost\na,1\nb,2\n";
    assert!(why(no_points, &chosen()).contains("no column `points`"));
    let floor = Chosen { floor_pence: 900_000, ..chosen() };
    assert!(why(&file(144), &floor).contains("floor"), "{}", why(&file(144), &floor));
    let contrary = Chosen { floor_pence: 100, ceiling_pence: Some(50), ..chosen() };
    assert_eq!(make_it(&file(20), &contrary).unwrap_err(), StudyError::Chosen(ChosenError::FloorAboveCeiling));
    let capped = Chosen { cap_pence: Some(500), method: MethodName::PricePoint, ..chosen() };
    assert_eq!(make_it(&file(20), &capped).unwrap_err(), StudyError::Chosen(ChosenError::CapWithoutSquares));
    let unknown = Chosen { groups: vec!["team".to_owned()], ..chosen() };
    assert!(why(&file(144), &unknown).contains("no column `team`"));
}

#[test]
fn a_group_of_two_is_too_few_to_say_and_one_cost_everywhere_is_a_warning() {
    let mut text = "person,points,current_cost,area\n".to_owned();
    (0..40).for_each(|row| writeln!(text, "p{row},{row},500,{}", if row < 2 { "Far" } else { "Near" }).unwrap());
    let made = make_it(&text, &Chosen { budget_pence: None, bands: 2, ..chosen() }).unwrap();
    let told = crate::wording::Block::text(&made.told);
    assert!(told.contains("Every case costs the same") && told.contains("Nothing is said of these groups"), "{told}");
    let picture = Picture::of(&made);
    assert!(picture.by_group[0].groups.iter().all(|(_, spread)| spread.is_none()), "the rest would give the two away");
}

#[test]
fn the_command_line_says_what_was_chosen() {
    let all = Chosen {
        near: NearName::Median,
        meeting: Meeting::CommonShare,
        floor_pence: 12_050,
        ceiling_pence: Some(3_000_000),
        adjust: vec!["points".to_owned(), "age band".to_owned()],
        leaves_out_faulty: true,
        ..chosen()
    };
    let said = quoted_for_a_shell(&all.arguments());
    assert_eq!(
        said,
        "--method bands --near quantile --bands 4 --multiple 5 --budget 200000 --contingency 0.123 --meet common-share --floor 120.5 \
         --ceiling 30000 --seed 1 --samples 40 --leave-out-faulty --groups area --adjust 'points,age band'"
    );
}
