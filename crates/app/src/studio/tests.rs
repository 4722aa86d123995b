//! A study of the pages and the command that says the same: one and the same bytes.

use super::{fit, page_of, report};
use calibration::Watch;
use calibration::scheme_out::{Draft, folder};
use calibration::study::{Chosen, MethodName, draft, evidence, make};
use clap::Parser;
use std::fmt::Write;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    report: report::Arguments,
}

#[derive(Parser)]
struct FitLine {
    #[command(flatten)]
    fit: fit::Arguments,
}

fn cases() -> String {
    let mut text = "person,points,eating,night,current_cost,sex,age band\n".to_owned();
    for row in 0..130 {
        let (eating, night) = (row % 4, (row / 4) % 3);
        let cost = 400 + (eating * 12 + night * 5) * 95 + (row * 7_919) % 1_300;
        let (sex, age) = (["F", "M"][row % 2], ["0-4", "5-10", "11-15"][row % 3]);
        writeln!(text, "p{row},{},{eating},{night},{cost}.50,{sex},{age}", eating * 12 + night * 5).unwrap();
    }
    text + "q,1,1,1,,F,0-4\n"
}

#[test]
fn the_command_line_makes_the_same_bytes_as_the_pages() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("cases.csv");
    std::fs::write(&file, cases()).unwrap();
    let chosen = Chosen {
        bands: 3,
        budget_pence: Some(30_000_050),
        contingency_basis_points: 1_235,
        floor_pence: 12_345,
        ceiling_pence: Some(900_000),
        groups: vec!["sex".to_owned(), "age band".to_owned()],
        adjust: vec!["points".to_owned(), "age band".to_owned()],
        leaves_out_faulty: true,
        samples: 30,
        ..Chosen::default()
    };
    let learned = Chosen {
        method: MethodName::Lines,
        questions: vec!["eating".to_owned(), "night".to_owned()],
        cap_pence: Some(300_000),
        ..chosen.clone()
    };
    for chosen in [chosen, learned] {
        let made = make(cases().as_bytes(), &chosen, 1, &Watch::default()).unwrap();
        let evidence = evidence(&made.hash, &made.left_out, made.scored.as_ref(), &made.found).unwrap();
        let wanted = [("html", page_of(&made).unwrap()), ("json", evidence)];
        for (format, wanted) in wanted {
            let out = place.path().join(format!("{}.{format}", chosen.method.code()));
            let own = ["report", file.to_str().unwrap(), "--format", format, "--out", out.to_str().unwrap()];
            let line = own.into_iter().map(str::to_owned).chain(chosen.arguments());
            report::run(&Line::parse_from(line).report).unwrap();
            let found = std::fs::read_to_string(&out).unwrap();
            assert!(found == wanted, "the {format} of {:?} differs", chosen.method);
        }
        let out = place.path().join(format!("scheme-{}", chosen.method.code()));
        let own = ["fit", file.to_str().unwrap(), "--title", "Ours", "--authority", "Us", "--date", "2027-04-01"];
        let line = own.into_iter().chain(["--out", out.to_str().unwrap()]).map(str::to_owned);
        fit::run(&FitLine::parse_from(line.chain(chosen.table_arguments())).fit).unwrap();
        let day = jiff::civil::date(2027, 4, 1);
        let id = format!("scheme-{}", chosen.method.code());
        let names = ("Ours".to_owned(), "Us".to_owned());
        let wanted = Draft { id, title: names.0, authority: names.1, ..draft(&made, None, day) };
        for (name, bytes) in folder(&wanted).unwrap().iter() {
            assert!(std::fs::read(out.join("2027-04-01").join(name)).unwrap() == bytes, "{name} differs");
        }
    }
}
