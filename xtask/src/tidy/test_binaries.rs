//! One integration-test binary for each crate: each further one is linked anew on every change.

use std::collections::BTreeMap;

use crate::report::Fault;
use crate::tree::Tree;

const HELP: &str = "make it a module of the crate's one test: `tests/it/main.rs` with `mod …;` for each file beside it";

/// Test targets beyond the first of a crate.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut targets: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in tree.files() {
        if let Some(name) = crate_of_target(&file.path) {
            targets.entry(name).or_default().push(&file.path);
        }
    }
    let mut faults = Vec::new();
    for (name, paths) in targets {
        for path in paths.iter().skip(1) {
            let first = paths.first().copied().unwrap_or_default();
            faults.push(Fault::new(path, 1, format!("a second test binary of `{name}`, beside `{first}`"), HELP));
        }
    }
    faults
}

/// The crate, when Cargo makes a test binary of the file: `crates/*/tests/*.rs` or `crates/*/tests/*/main.rs`.
fn crate_of_target(path: &str) -> Option<&str> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["crates", name, "tests", file] if file.ends_with(".rs") => Some(name),
        ["crates", name, "tests", _, "main.rs"] => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_binary_with_modules_passes() {
        let tree = Tree::of(&[
            ("crates/a/tests/it/main.rs", ""),
            ("crates/a/tests/it/more.rs", ""),
            ("crates/a/tests/data/x.csv", ""),
            ("crates/b/tests/it.rs", ""),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn a_second_binary_is_named() {
        let tree = Tree::of(&[("crates/a/tests/it/main.rs", ""), ("crates/a/tests/other.rs", "")]);
        let faults = check(&tree);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].path, "crates/a/tests/other.rs");
    }
}
