use super::*;
use crate::tables::Table;
use jiff::civil::date;

fn draft(needs: Needs, tables: Vec<Table>, strata: Option<Strata>) -> Draft {
    Draft {
        id: "made-here".to_owned(),
        effective_from: date(2027, 4, 1),
        title: "A \"draft\" scheme".to_owned(),
        authority: "Exampleshire".to_owned(),
        made_from: "121 cases, isotonic".to_owned(),
        method: "Amounts never fall.\nThey follow the costs of 121 cases.".to_owned(),
        needs,
        tables,
        strata,
    }
}

fn questions() -> Needs {
    let question = |id: &str, points: [i64; 3]| DraftQuestion {
        id: id.to_owned(),
        text: format!("About {id}"),
        options: ["none", "some", "a lot"].map(|option| (option.to_owned(), option.to_owned())).to_vec(),
        points: points.to_vec(),
    };
    Needs::Questions(vec![
        question("Eating", [0, 5, 20]),
        question("Night", [0, 0, 0]),
        question("moving about", [0, 10, 12]),
    ])
}

fn steps() -> Table {
    Table::steps(&[0, 10, 25], &[0, 123_400, 560_050], 50)
}

#[test]
fn every_shape_becomes_a_scheme_that_is_proven() {
    let needs = [Needs::Points { least: 0, most: 60 }, questions()];
    let tables = [
        steps(),
        Table::lines(&[5, 10, 20], &[10_000, 20_000, 90_000], 100),
        Table::price(62.5, 100, 50.0, 1_500.0),
        Table::steps(&[7], &[100_000], 100),
        Table::lines(&[7], &[100_000], 100),
    ];
    for needs in needs {
        for table in &tables {
            folder(&draft(needs.clone(), vec![table.clone()], None)).unwrap();
        }
    }
}

#[test]
fn each_stratum_keeps_its_own_table() {
    let strata =
        Strata { name: "Living".to_owned(), values: ["At home", "0-5", "Residential"].map(str::to_owned).to_vec() };
    let tables = vec![steps(), Table::steps(&[0, 30], &[5_000, 10_000], 100), Table::steps(&[3], &[900_000], 100)];
    let files = folder(&draft(questions(), tables, Some(strata))).unwrap();
    let scheme = Scheme::read(&files).unwrap();
    let calculator = scheme.on(date(2027, 5, 1)).unwrap();
    let answers = [("eating", "some"), ("night", "a-lot"), ("moving-about", "a-lot"), ("living", "residential")];
    let score = calculator.score(&calculator.sheet(answers).unwrap());
    assert_eq!(score.streams[0].amount, Ok(ras::Money(900_000)));
}

#[test]
fn a_table_that_falls_is_never_given_out() {
    let falling = Table::steps(&[0, 10], &[50_000, 10_000], 100);
    let made = folder(&draft(Needs::Points { least: 0, most: 20 }, vec![falling], None));
    assert!(matches!(made, Err(SchemeOutError::NotProven(_) | SchemeOutError::Faulty(_))), "{made:?}");
}

#[test]
fn names_that_cannot_be_ids_are_named() {
    let strata =
        |values: [&str; 2]| Some(Strata { name: "area".to_owned(), values: values.map(str::to_owned).to_vec() });
    let made = |values| folder(&draft(questions(), vec![steps(), steps()], strata(values)));
    assert_eq!(made(["North", "north"]).unwrap_err(), SchemeOutError::SameId("North".to_owned(), "north".to_owned()));
    assert_eq!(made(["?", "north"]).unwrap_err(), SchemeOutError::Id("?".to_owned()));
}
