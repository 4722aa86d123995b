//! Which crate may use which. The compiler forbids circles; this forbids arrows that point the wrong way.
//!
//! Rows for crates that are not there yet hold their place, so that the first line of such a crate is already checked.

use std::collections::BTreeMap;

use toml_edit::{Document, Item, TableLike};

use crate::report::Fault;
use crate::source::line_at;
use crate::tree::Tree;

/// A crate's folder under `crates/`, and the folders it may use.
const ARROWS: [(&str, &[&str]); 10] = [
    ("ras", &[]),
    ("calibration", &["ras"]),
    ("core", &["ras"]),
    ("store", &["core", "ras"]),
    ("interchange", &["core"]),
    ("print", &["core", "ras"]),
    ("actions", &["store", "interchange", "calibration", "core", "ras"]),
    ("web", &["actions", "store", "calibration", "core", "ras"]),
    ("app", &["web", "print", "actions", "interchange", "store", "calibration", "core", "ras"]),
    ("testkit", &["actions", "store", "core", "ras"]),
];

/// Builders and frozen clocks: any crate's tests may use it, no crate's code may.
const TESTS_ONLY: &str = "testkit";

const HELP: &str = "move the code to the side that may know of the other (ARCHITECTURE.md shows the arrows), or change \
                    the table in xtask/src/tidy/arrows.rs together with a page in docs/decisions/";

/// Arrows that the table does not hold.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let shared = shared_paths(tree, &mut faults);
    for (file, text) in tree.texts("/Cargo.toml") {
        let Some(folder) = file.path.strip_suffix("/Cargo.toml") else { continue };
        let Some(name) = folder.strip_prefix("crates/").filter(|name| !name.contains('/')) else { continue };
        let Some((_, allowed)) = ARROWS.iter().find(|(row, _)| *row == name) else {
            let what = format!("`{name}` is not in the table of crates");
            faults.push(Fault::new(
                &file.path,
                1,
                what,
                "add a row to xtask/src/tidy/arrows.rs: which crates it may use",
            ));
            continue;
        };
        match Document::parse(text) {
            Ok(manifest) => {
                for used in uses(&manifest, folder, &shared) {
                    if let Some(what) = wrong(name, allowed, &used) {
                        let line = used.offset.map_or(1, |offset| line_at(text, offset));
                        faults.push(Fault::new(&file.path, line, what, HELP));
                    }
                }
            }
            Err(error) => faults.push(unreadable(&file.path, &error.to_string())),
        }
    }
    faults
}

fn unreadable(path: &str, error: &str) -> Fault {
    let first = error.lines().next().unwrap_or_default();
    Fault::new(path, 1, format!("the manifest cannot be read: {first}"), "mend its TOML")
}

/// `[workspace.dependencies]` that are folders of this repository: name, folder.
fn shared_paths(tree: &Tree, faults: &mut Vec<Fault>) -> BTreeMap<String, String> {
    let Some(text) = tree.get("Cargo.toml").and_then(|file| file.text()) else { return BTreeMap::new() };
    let manifest = match Document::parse(text) {
        Ok(manifest) => manifest,
        Err(error) => {
            faults.push(unreadable("Cargo.toml", &error.to_string()));
            return BTreeMap::new();
        }
    };
    let listed = manifest.get("workspace").and_then(|table| table.get("dependencies")).and_then(Item::as_table_like);
    let paths = listed.into_iter().flat_map(TableLike::iter).filter_map(|(name, item)| {
        let path = item.get("path")?.as_str()?;
        Some((name.to_owned(), joined("", path)))
    });
    paths.collect()
}

/// A dependency on another folder of this repository.
struct Use {
    folder: String,
    is_for_tests: bool,
    offset: Option<usize>,
}

fn uses(manifest: &Document<&str>, folder: &str, shared: &BTreeMap<String, String>) -> Vec<Use> {
    let mut found = tables_of(manifest.as_table(), folder, shared);
    let targets = manifest.get("target").and_then(Item::as_table_like);
    for (_, target) in targets.into_iter().flat_map(TableLike::iter) {
        if let Some(table) = target.as_table_like() {
            found.extend(tables_of(table, folder, shared));
        }
    }
    found
}

fn tables_of(holder: &dyn TableLike, folder: &str, shared: &BTreeMap<String, String>) -> Vec<Use> {
    let mut found = Vec::new();
    for (kind, is_for_tests) in [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)] {
        let Some(table) = holder.get(kind).and_then(Item::as_table_like) else { continue };
        for (name, item) in table.iter() {
            let own = item.get("path").and_then(Item::as_str).map(|path| joined(folder, path));
            let inherited = || {
                let is_shared = item.get("workspace").and_then(Item::as_bool) == Some(true);
                is_shared.then(|| shared.get(name).cloned()).flatten()
            };
            if let Some(used) = own.or_else(inherited) {
                let offset = table.key(name).and_then(toml_edit::Key::span).map(|span| span.start);
                found.push(Use { folder: used, is_for_tests, offset });
            }
        }
    }
    found
}

/// What is wrong with a use, if anything.
fn wrong(name: &str, allowed: &[&str], used: &Use) -> Option<String> {
    let Some(other) = used.folder.strip_prefix("crates/") else {
        return Some(format!("`{name}` uses `{}`, which is not under crates/", used.folder));
    };
    let is_allowed = allowed.contains(&other) || (used.is_for_tests && other == TESTS_ONLY);
    if is_allowed {
        return None;
    }
    let list = if allowed.is_empty() { "none of our crates".to_owned() } else { allowed.join(", ") };
    Some(format!("`{name}` uses `{other}`; it may use {list}"))
}

/// A relative path from a folder, with `.` and `..` worked out.
fn joined(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "[workspace.dependencies]\nras = { path = \"crates/ras\" }\ncore = { path = \"crates/core\" }\n\
                        testkit = { path = \"crates/testkit\" }\nserde = \"1\"\n";

    fn faults(manifests: &[(&str, &str)]) -> Vec<String> {
        let mut samples = vec![("Cargo.toml", ROOT)];
        samples.extend_from_slice(manifests);
        check(&Tree::of(&samples)).iter().map(|fault| format!("{}:{} {}", fault.path, fault.line, fault.what)).collect()
    }

    #[test]
    fn arrows_of_the_table_pass() {
        let core = ("crates/core/Cargo.toml", "[dependencies]\nras.workspace = true\nserde.workspace = true\n");
        let app = ("crates/app/Cargo.toml", "[dependencies]\nras = { path = \"../ras\" }\n");
        assert_eq!(faults(&[core, app]), [""; 0]);
    }

    #[test]
    fn an_arrow_against_the_table_is_named_with_its_line() {
        let ras = ("crates/ras/Cargo.toml", "[dependencies]\nserde = \"1\"\ncore.workspace = true\n");
        assert_eq!(faults(&[ras]), ["crates/ras/Cargo.toml:3 `ras` uses `core`; it may use none of our crates"]);
        let core = ("crates/core/Cargo.toml", "[dependencies]\nanything = { path = \"../app\" }\n");
        assert_eq!(faults(&[core]), ["crates/core/Cargo.toml:2 `core` uses `app`; it may use ras"]);
    }

    #[test]
    fn dependencies_of_one_platform_count_too() {
        let ras = ("crates/ras/Cargo.toml", "[target.'cfg(unix)'.dependencies]\ncore.workspace = true\n");
        assert_eq!(faults(&[ras]).len(), 1);
    }

    #[test]
    fn the_test_kit_is_for_tests() {
        let tests = ("crates/core/Cargo.toml", "[dev-dependencies]\ntestkit.workspace = true\n");
        assert_eq!(faults(&[tests]), [""; 0]);
        let code = ("crates/core/Cargo.toml", "[dependencies]\ntestkit.workspace = true\n");
        assert_eq!(faults(&[code]).len(), 1);
    }

    #[test]
    fn a_crate_without_a_row_is_a_fault() {
        let new = ("crates/utils/Cargo.toml", "[dependencies]\n");
        assert_eq!(faults(&[new]), ["crates/utils/Cargo.toml:1 `utils` is not in the table of crates"]);
    }

    #[test]
    fn a_manifest_that_cannot_be_read_is_a_fault() {
        assert_eq!(faults(&[("crates/ras/Cargo.toml", "[dependencies\n")]).len(), 1);
    }
}
