//! `ras new`.

use crate::ras;

#[test]
fn a_new_scheme_can_be_shown_and_compared_at_once() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("my-scheme");
    let path = folder.to_str().unwrap();
    let said = ras(&["new", path, "--date", "2026-04-01"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for next in ["ras check", "ras show", "ras score", "person,eating,nights,"] {
        assert!(said.out.contains(next), "{}", said.out);
    }
    for name in ["scheme.toml", "questions.toml", "rules.toml", "words.en.toml", "cases.toml"] {
        assert!(folder.join("2026-04-01").join(name).is_file(), "{name}");
    }
    let page = ras(&["show", path]);
    assert!(page.code == 0 && page.out.contains("`my-scheme@2026-04-01`"), "{}", page.err);
    assert!(page.out.contains("“a lot of help by day and by night”") || page.out.contains("“some help with eating”"));
    let same = ras(&["diff", path, path]);
    assert!(same.out.contains("The rules are the same, byte for byte."), "{}", same.out);
}

#[test]
fn nothing_that_is_there_is_touched() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("my-scheme");
    let path = folder.to_str().unwrap();
    assert_eq!(ras(&["new", path, "--date", "2026-04-01"]).code, 0);
    let file = folder.join("2026-04-01/rules.toml");
    std::fs::write(&file, "mine").unwrap();
    for date in ["2026-04-01", "2027-04-01"] {
        let said = ras(&["new", path, "--date", date]);
        assert_eq!(said.code, 1);
        assert!(said.err.contains("already holds a scheme"), "{}", said.err);
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_name_that_cannot_be_an_id_is_refused_with_one_that_can() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("Our Scheme");
    let said = ras(&["new", folder.to_str().unwrap()]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("`Our Scheme` cannot be a scheme's id") && said.err.contains("--id our-scheme"));
    assert!(!folder.exists());
    assert_eq!(ras(&["new", folder.to_str().unwrap(), "--id", "our-scheme"]).code, 0);
}
