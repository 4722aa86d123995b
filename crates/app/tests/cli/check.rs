//! `ras check` from outside.

use crate::{ras, write};
use std::path::{Path, PathBuf};

const HEAD: &str = "format = 1\nid = \"mine\"\neffective-from = 2026-04-01\ncurrency = \"GBP\"\nperiod = \"year\"\n\
                    [[stream]]\nid = \"care\"\namount = \"budget\"\n";
const QUESTIONS: &str =
    "[[question]]\nid = \"help\"\nkind = \"levels\"\noptions = [\"none\", \"some\"]\npoints = [0, 10]\n";
const RULES: &str = "[[step]]\nid = \"budget\"\nkind = \"points\"\n";

/// Writes the folder of a version.
fn write_version(folder: &Path, head: &str, questions: &str, rules: &str) {
    write(folder, &[("scheme.toml", head), ("questions.toml", questions), ("rules.toml", rules)]);
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// Every dated folder of the repository's gallery.
fn gallery_folders() -> Vec<PathBuf> {
    let inside = |folder: &Path| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes");
    let schemes = inside(&gallery).filter(|path| path.is_dir());
    schemes.flat_map(|scheme| inside(&scheme)).filter(|path| path.join("scheme.toml").is_file()).collect()
}

#[test]
fn every_folder_of_the_gallery_passes_its_check() {
    let folders = gallery_folders();
    assert!(folders.len() >= 6, "{folders:?}");
    for folder in folders {
        let run = ras(&["check".as_ref(), folder.as_os_str()]);
        assert_eq!(run.code, 0, "ras check {}:\n{}{}", folder.display(), run.out, run.err);
    }
}

#[test]
fn a_scheme_of_the_gallery_is_checked_by_its_id() {
    let run = ras(&["check", "norfolk-short-breaks-primary"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("short-breaks: proved. No answer of greater need lowers the amount."), "{}", run.out);
    assert!(run.out.contains("points: 145 to 146  £1,500.00  £2,800.00  +£1,300.00       +86.7 %"), "{}", run.out);
    assert!(run.out.contains("short-breaks: £0.00 to £6,000.00 a year, exactly"), "{}", run.out);
}

#[test]
fn every_version_is_checked_unless_one_is_named() {
    let reports = |args: &[&str]| {
        let run = ras(args);
        assert_eq!(run.code, 0, "{}", run.err);
        let found = json(&run.out)["reports"].as_array().unwrap().clone();
        found.iter().map(|report| report["version"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = ["check", "devon-send-top-up", "--format", "json"];
    assert_eq!(reports(&all), ["2022-04-01", "2023-04-01"]);
    assert_eq!(reports(&[&all[..], &["--on", "2022-12-24"]].concat()), ["2022-04-01"]);
    assert_eq!(reports(&["check", "devon-send-top-up@2023-04-01", "--format", "json"]), ["2023-04-01"]);
    let none = ras(&["check", "devon-send-top-up", "--on", "1999-01-01"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("in force 2022-04-01 to 2023-03-31"), "{}", none.err);
}

#[test]
fn all_faults_of_a_scheme_that_cannot_be_read_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let version = folder.path().join("2026-04-01");
    write_version(&version, &HEAD.replace("currency", "curency"), QUESTIONS, &format!("{RULES}celing = 50\n"));
    let name = folder.path().to_str().unwrap();
    let run = ras(&["check", name]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    for told in
        ["cannot be read", "scheme.toml:4: ", "`curency`", "rules.toml:4: ", "`celing`", "did you mean `ceiling`?"]
    {
        assert!(run.out.contains(told), "{told}\n{}", run.out);
    }
    let run = ras(&["check", name, "--format", "json"]);
    assert_eq!(run.code, 1);
    let report = &json(&run.out)["reports"][0];
    assert!(report["findings"].as_array().unwrap().len() >= 3, "{report}");
    assert_eq!(report["days"].as_array().map(Vec::len), Some(0));
}

#[test]
fn faults_of_the_rules_end_with_one_and_warnings_with_nought() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    write_version(folder.path(), HEAD, QUESTIONS, RULES);
    let run = ras(&["check", name]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("Faults: none") && run.out.contains("[review]"), "{}", run.out);
    write_version(folder.path(), &HEAD.replace("\"budget\"", "\"bugdet\""), QUESTIONS, RULES);
    let run = ras(&["check", name]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("there is nothing called `bugdet`") && run.out.contains("`budget`"), "{}", run.out);
    write_version(folder.path(), HEAD, &QUESTIONS.replace("[0, 10]", "[10, 0]"), RULES);
    let run = ras(&["check", name]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("care: NOT SO. A counter-example:\n      help = none   £10.00\n      help = some   £0.00"),
        "{}",
        run.out
    );
}

#[test]
fn the_share_of_a_cliff_is_chosen() {
    let listed = |share: &str| {
        let run = ras(&["check", "norfolk-short-breaks-primary", "--format", "json", "--cliff-share", share]);
        json(&run.out)["reports"][0]["days"][0]["cliffs"].as_array().map(Vec::len)
    };
    assert_eq!((listed("25%"), listed("60%"), listed("0.60")), (Some(6), Some(3), Some(3)));
    let wrong = ras(&["check", "norfolk-short-breaks-primary", "--cliff-share", "60"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("did you mean 60%?"), "{}", wrong.err);
}

#[test]
fn help_ends_with_examples() {
    let run = ras(&["check", "--help"]);
    assert!(run.out.contains("Examples:\n  sevensteps ras check norfolk-short-breaks-primary"), "{}", run.out);
}
