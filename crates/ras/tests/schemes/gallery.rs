//! The schemes that come with the program.

use jiff::civil::date;
use ras::{Refusal, Scheme, SchemeFiles};
use std::path::{Path, PathBuf};

/// Every dated folder of the gallery.
pub fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes");
    let inside = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders
    };
    inside(&root).iter().flat_map(|scheme| inside(scheme)).collect()
}

/// A scheme of the gallery.
pub fn read(folder: &Path) -> Scheme {
    let mut files = SchemeFiles::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        files.insert(path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap());
    }
    match Scheme::read(&files) {
        Ok(scheme) => scheme,
        Err(faults) => panic!("{}: {faults}", folder.display()),
    }
}

fn named(id: &str, version: &str) -> Scheme {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes").join(id).join(version))
}

#[test]
fn every_worked_case_of_the_gallery_comes_out() {
    let mut count = 0;
    for folder in folders() {
        let scheme = read(&folder);
        assert!(!scheme.cases.is_empty(), "{} has no cases", folder.display());
        for case in &scheme.cases {
            let calculator = scheme.on(case.on.unwrap_or(scheme.effective_from)).unwrap();
            let sheet = calculator.sheet(case.answers.iter().map(|(id, text)| (id.as_str(), text.as_str()))).unwrap();
            let score = calculator.score(&sheet);
            for (stream, wanted) in &case.expect {
                let found = score.streams.iter().find(|score| score.stream == *stream).unwrap();
                let amount = found.amount.as_ref().unwrap_or_else(|why| panic!("{}: {why:?}", case.name));
                assert_eq!(ras::Ratio::new(amount.0.into(), 100).unwrap(), *wanted, "{}: {stream}", case.name);
            }
            for (stream, wanted) in &case.points {
                let found = score.streams.iter().find(|score| score.stream == *stream).unwrap();
                assert_eq!(found.points, Some(*wanted), "{}: points of {stream}", case.name);
            }
            if let Some(words) = &case.refused {
                let reason = ras::record::reason(&scheme, &score, &score.streams[0]);
                assert!(reason.contains(words), "{}: {reason}", case.name);
            }
            count += 1;
        }
    }
    assert!(count > 100, "only {count} cases were found");
}

#[test]
fn florida_with_no_points_comes_to_the_published_weights_squared() {
    let scheme = named("florida-ibudget", "2016-07-07");
    let calculator = scheme.on(date(2026, 1, 1)).unwrap();
    let zeros: Vec<(String, String)> =
        (14..=50).filter(|q| *q != 31).map(|q| (format!("q{q}"), "0".to_owned())).collect();
    let table = [
        ("family-home", "20", "760.22"),
        ("family-home", "21", "5688.07"),
        ("family-home", "31", "5857.67"),
        ("independent-supported", "31", "12624.19"),
        ("rh1", "31", "27944.07"),
        ("rh2", "31", "43385.97"),
        ("rh3", "31", "81790.97"),
        ("rh4", "31", "118084.94"),
    ];
    for (living, age, wanted) in table {
        let fixed = [("living-setting", living), ("age", age)];
        let answers = zeros.iter().map(|(id, text)| (id.as_str(), text.as_str())).chain(fixed);
        let score = calculator.score(&calculator.sheet(answers).unwrap());
        assert_eq!(score.streams[0].amount.as_ref().unwrap().to_string(), wanted, "{living} at {age}");
    }
}

#[test]
fn every_special_school_in_devon_went_up_by_the_same_336_pounds_or_324() {
    let (before, after) = (named("devon-send-top-up", "2022-04-01"), named("devon-send-top-up", "2023-04-01"));
    let (before, after) = (before.on(date(2022, 9, 1)).unwrap(), after.on(date(2023, 9, 1)).unwrap());
    let options =
        ["band-1", "band-2", "band-3", "ellen-tinkham", "southbrook", "barley-lane", "ace-tiverton", "orchard-manor"];
    let change = |option: &str| {
        let amount = |calculator: &ras::Calculator| {
            let sheet = calculator.sheet([("provision", option)]).unwrap();
            calculator.score(&sheet).streams[0].amount.clone().unwrap().0
        };
        amount(&after) - amount(&before)
    };
    assert_eq!(options.map(change), [0, 0, 0, 33_600, 32_400, 33_600, 33_600, 33_600]);
}

#[test]
fn kensington_answers_only_the_two_totals_that_were_made_public() {
    let scheme = named("savva-2010", "2010-01-01");
    let calculator = scheme.on(date(2026, 1, 1)).unwrap();
    let amount =
        |points: &str| calculator.score(&calculator.sheet([("points", points)]).unwrap()).streams[0].amount.clone();
    assert_eq!(amount("16").unwrap().to_string(), "82.91");
    assert_eq!(amount("22").unwrap().to_string(), "112.21");
    assert!(matches!(amount("17"), Err(Refusal::OutsideTable { .. })));
}

#[test]
fn a_version_is_never_used_outside_its_days() {
    let scheme = named("devon-send-top-up", "2022-04-01");
    assert!(scheme.on(date(2022, 3, 31)).is_err());
    assert!(scheme.on(date(2023, 3, 31)).is_ok());
    let after = scheme.on(date(2023, 4, 1)).unwrap_err();
    assert_eq!(after.0[0].code, "not-in-force");
}
