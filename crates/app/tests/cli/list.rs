//! `ras list`.

use crate::ras;

#[test]
fn the_gallery_is_a_table() {
    let said = ras(&["list"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let line = said.out.lines().find(|line| line.contains("savva-2010@2010-01-01")).unwrap();
    assert!(line.starts_with("* ") && line.contains("GBP a week") && line.contains("personal-budget"), "{line}");
    let ended = said.out.lines().find(|line| line.contains("devon-send-top-up@2022-04-01")).unwrap();
    assert!(ended.starts_with("  ") && ended.contains("2022-04-01 to 2023-03-31"), "{ended}");
}

#[test]
fn other_programs_can_read_the_gallery() {
    let said = ras(&["list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let schemes = list["schemes"].as_array().unwrap();
    let example = schemes.iter().find(|scheme| scheme["id"] == "example-children").unwrap();
    assert_eq!(example["streams"], serde_json::json!(["social-care", "health", "education"]));
    assert_eq!(example["hash"].as_str().unwrap().len(), 64);
    assert_eq!(
        (&example["in_force_from"], &example["in_force_until"]),
        (&"2026-04-01".into(), &serde_json::Value::Null)
    );
}

#[test]
fn every_command_shows_an_example_in_its_help() {
    for command in ["list", "show", "diff", "replay", "new"] {
        let said = ras(&[command, "--help"]);
        assert_eq!(said.code, 0);
        assert!(said.out.contains("Examples:\n  sevensteps ras "), "{command}: {}", said.out);
    }
}
