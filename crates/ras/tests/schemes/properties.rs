//! What holds for every scheme and every sheet.

use crate::built::{HEAD, may, scheme};
use proptest::prelude::*;
use ras::record::{Record, Replay, replay};
use ras::{AnswerReader, Block, Calculator, CsvResults, Plan, Population, Scheme, Sheet, Standing};
use std::collections::BTreeSet;

const OPTIONS: [&str; 4] = ["none", "some", "substantial", "exceptional"];

/// A monotone scheme of any of the usual methods: rising points, then a rising way to money.
fn schemes() -> impl Strategy<Value = Scheme> {
    let points = prop::collection::vec(prop::collection::vec(0_u32..400, 4), 1..7);
    (points, 0_usize..7, prop::collection::vec((1_u32..300, 0_u32..90_000), 1..6), any::<bool>(), 0_u32..5)
        .prop_map(|(points, method, rows, has_gate, places)| build(&points, method, &rows, has_gate, places))
}

fn build(points: &[Vec<u32>], method: usize, rows: &[(u32, u32)], has_gate: bool, places: u32) -> Scheme {
    let mut questions = String::new();
    for (at, points) in points.iter().enumerate() {
        let mut points = points.clone();
        points.sort_unstable();
        let scaled: Vec<String> = points.iter().map(|p| format!("{}.{:02}", p / 100, p % 100)).collect();
        questions += &format!(
            "[[question]]\nid = \"q{at}\"\nkind = \"levels\"\noptions = {OPTIONS:?}\npoints = [{}]\n{}",
            scaled.join(", "),
            if at == 1 { "required = false\n" } else { "" },
        );
    }
    questions += "[[question]]\nid = \"living\"\nkind = \"choice\"\noptions = [\"home\", \"away\"]\n";
    questions += "[[question]]\nid = \"n\"\nkind = \"whole\"\nmin = 0\nmax = 2000\nmore-need = \"higher\"\n";
    let rule = match method {
        0 => "kind = \"product\"\nof = [\"all\", 12.345]".to_owned(),
        1 => format!("kind = \"bands\"\nof = \"all\"\nrows = [{}]", bands(rows)),
        2 => format!("kind = \"line\"\nof = \"all\"\noutside = \"refused\"\nrows = [{}]", line(rows)),
        3 => "kind = \"power\"\nof = \"all\"\nexponent = 2\nceiling = 5000".to_owned(),
        4 => "kind = \"polynomial\"\nof = \"all\"\ncoefficients = [1.5, 0.25, 0.125]\nround = { to = 5, mode = \"up\" }".to_owned(),
        5 => "kind = \"cases\"\ncases = [{ when = { of = \"all\", below = 20 }, value = 10 }, { when = { of = \"living\", is = \"home\" }, value = 20 }]\notherwise = \"all\"\nfloor = 20".to_owned(),
        _ => "kind = \"pro-rate\"\nof = \"all\"\nyear-starts = \"04-01\"".to_owned(),
    };
    let gate = if has_gate { "eligible-when = { of = \"n\", at-least = 3 }\n" } else { "" };
    let to = ["0.01", "0.05", "1", "10", "0.5"][places as usize];
    let head = HEAD.replace(
        "round = { to = 0.01, mode = \"half-up\" }",
        &format!("points = \"all\"\n{gate}round = {{ to = {to}, mode = \"half-up\" }}"),
    );
    let rules = format!(
        "[[step]]\nid = \"own\"\nkind = \"points\"\n\
         [[step]]\nid = \"all\"\nkind = \"sum\"\nterms = [\"own\", {{ of = \"n\", times = 0.125, when = {{ of = \"living\", is = \"away\" }} }}]\n\
         [[step]]\nid = \"amount\"\n{rule}\n"
    );
    scheme(&head, &questions, &rules).unwrap_or_else(|faults| panic!("{faults}"))
}

fn bands(rows: &[(u32, u32)]) -> String {
    let starts: BTreeSet<u32> = rows.iter().map(|(at, _)| *at).chain([0]).collect();
    let mut values: Vec<u32> = starts.iter().zip(rows.iter().cycle()).map(|(_, (_, value))| *value).collect();
    values.sort_unstable();
    let starts: Vec<u32> = starts.into_iter().collect();
    let row = |(at, value): (usize, &u32)| {
        let end = starts.get(at + 1).map_or(String::new(), |next| format!("below = {next}, "));
        format!("{{ from = {}, {end}value = {}.{:02} }}", starts[at], value / 100, value % 100)
    };
    values.iter().enumerate().map(row).collect::<Vec<_>>().join(", ")
}

fn line(rows: &[(u32, u32)]) -> String {
    let at: BTreeSet<u32> = rows.iter().map(|(at, _)| *at).chain([0]).collect();
    let mut values: Vec<u32> = at.iter().zip(rows.iter().cycle()).map(|(_, (_, value))| *value).collect();
    values.sort_unstable();
    at.iter().zip(values).map(|(at, value)| format!("{{ at = {at}, value = {value} }}")).collect::<Vec<_>>().join(", ")
}

/// A row of answers: a level for each question (4: none given), where one lives, a number.
type Row = (Vec<usize>, bool, u32);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((prop::collection::vec(0_usize..5, 6), any::<bool>(), 0_u32..2001), 1..40)
}

fn answers(calculator: &Calculator, row: &Row) -> Vec<(String, String)> {
    let levels = (0..6).filter_map(|at| {
        let id = format!("q{at}");
        calculator.input_index(&id)?;
        Some((id, (*OPTIONS.get(row.0[at])?).to_owned()))
    });
    let living = ("living".to_owned(), if row.1 { "home" } else { "away" }.to_owned());
    levels.chain([living, ("n".to_owned(), row.2.to_string())]).collect()
}

fn sheet(calculator: &Calculator, row: &Row) -> Sheet {
    let answers = answers(calculator, row);
    calculator.sheet(answers.iter().map(|(id, text)| (id.as_str(), text.as_str()))).unwrap()
}

/// The rows as a file, with the columns turned round by some places.
fn file(calculator: &Calculator, rows: &[Row], turn: usize) -> String {
    let mut ids: Vec<String> =
        std::iter::once("person".to_owned()).chain(calculator.inputs.iter().map(|input| input.id.clone())).collect();
    let by = turn % ids.len();
    ids.rotate_left(by);
    let mut text = ids.join(",") + "\n";
    for (at, row) in rows.iter().enumerate() {
        let answers = answers(calculator, row);
        let cell = |id: &String| match answers.iter().find(|(known, _)| known == id) {
            Some((_, text)) => text.clone(),
            None if id == "person" => format!("p{at}"),
            None => String::new(),
        };
        text += &(ids.iter().map(cell).collect::<Vec<_>>().join(",") + "\n");
    }
    text
}

fn results(scheme: &Scheme, calculator: &Calculator, file: &str) -> Vec<String> {
    let plan = Plan::new(calculator);
    let mut results = CsvResults::new(scheme, &plan);
    let mut reader = AnswerReader::open(file.as_bytes(), calculator).unwrap();
    let (mut block, mut out) = (Block::new(calculator), Vec::new());
    while reader.next_block(&mut block).unwrap() {
        results.block(&block, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn many_at_once_gives_exactly_what_one_by_one_gives(scheme in schemes(), rows in rows()) {
        let calculator = scheme.on(may()).unwrap();
        let mut people = Population::new(&calculator);
        let sheets: Vec<Sheet> = rows.iter().map(|row| sheet(&calculator, row)).collect();
        sheets.iter().for_each(|sheet| people.push(sheet));
        let plan = Plan::new(&calculator);
        let amounts = plan.run(&people).unwrap();
        for (at, sheet) in sheets.iter().enumerate() {
            prop_assert_eq!(&people.sheet(at), sheet);
            let score = calculator.score(sheet);
            let stream = amounts.stream(0).unwrap();
            match &score.streams[0].amount {
                Ok(amount) => {
                    prop_assert_eq!(stream.amounts[at], amount.0);
                    let wanted = if score.streams[0].is_eligible { Standing::Paid } else { Standing::NotEligible };
                    prop_assert_eq!(stream.standing[at], wanted);
                }
                Err(_) => prop_assert_eq!(stream.standing[at], Standing::Refused),
            }
        }
        let totals = ras::simulate(&[Plan::amounts_only(&calculator)], &people).unwrap();
        prop_assert_eq!(totals[0][0].amount, amounts.stream(0).unwrap().amounts.iter().map(|a| i128::from(*a)).sum::<i128>());
    }

    #[test]
    fn the_order_of_rows_and_columns_does_not_matter(scheme in schemes(), rows in rows(), turn in 0_usize..9) {
        let calculator = scheme.on(may()).unwrap();
        let plain = results(&scheme, &calculator, &file(&calculator, &rows, 0));
        prop_assert_eq!(&plain, &results(&scheme, &calculator, &file(&calculator, &rows, turn)));
        let mut backwards = rows.clone();
        backwards.reverse();
        // Names and row numbers are of the place in the file; the figures are not.
        let figures = |lines: Vec<String>| -> Vec<String> {
            lines.iter().map(|line| line.split(',').skip(1).take(9).collect::<Vec<_>>().join(",")).collect()
        };
        let mut other = figures(results(&scheme, &calculator, &file(&calculator, &backwards, turn)));
        other.reverse();
        prop_assert_eq!(figures(plain), other);
    }

    #[test]
    fn a_stored_result_comes_out_the_same_again(scheme in schemes(), rows in rows()) {
        let calculator = scheme.on(may()).unwrap();
        for row in &rows {
            let sheet = sheet(&calculator, row);
            let record = Record::of(&scheme, &calculator, "ada", &sheet, &calculator.score(&sheet));
            let text = serde_json::to_string(&record).unwrap();
            let again: Record = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(replay(&again, &scheme, &scheme.on(may()).unwrap()), Replay::Identical);
            let mut altered = again;
            // A digit before whatever it is: never the same amount.
            altered.streams[0].amount = Some(format!("1{}", altered.streams[0].amount.as_deref().unwrap_or_default()));
            let found = replay(&altered, &scheme, &calculator);
            prop_assert!(matches!(found, Replay::Different { .. }), "{:?}", found);
        }
    }

    #[test]
    fn a_monotone_scheme_never_pays_less_for_more(scheme in schemes(), rows in rows()) {
        let calculator = scheme.on(may()).unwrap();
        let amount = |row: &Row| calculator.score(&sheet(&calculator, row)).streams[0].amount.clone().ok();
        for row in &rows {
            for question in 0..6 {
                let mut more = row.clone();
                if row.0[question] < 3 {
                    more.0[question] += 1;
                }
                if let (Some(before), Some(after)) = (amount(row), amount(&more)) {
                    prop_assert!(before <= after, "{:?} {} {}", row, before, after);
                }
            }
        }
    }
}
