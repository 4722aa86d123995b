//! Dead code is removed, not allowed; a test that cannot run is mended, not skipped.

use crate::report::Fault;
use crate::source::code_only;
use crate::tree::Tree;

/// Attributes that keep dead code or skip a test.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, text) in tree.texts(".rs") {
        for (before, line) in code_only(text).lines().enumerate() {
            if let Some((what, help)) = fault_of(line) {
                faults.push(Fault::new(&file.path, before + 1, what, help));
            }
        }
    }
    faults
}

fn fault_of(line: &str) -> Option<(&'static str, &'static str)> {
    let close: String = line.chars().filter(|character| !character.is_whitespace()).collect();
    let lets_pass = ["allow(", "expect("].iter().any(|word| close.contains(word));
    if lets_pass && close.contains("dead_code") {
        return Some(("dead code is let pass", "remove what nothing uses; `#[cfg(test)]` for what only tests use"));
    }
    if close.contains("#[ignore") || (close.contains("cfg_attr(") && close.contains(",ignore")) {
        return Some(("a test is skipped", "mend it or remove it; a slow one gets a smaller size"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        check(&Tree::of(&[("crates/a/src/lib.rs", text)])).iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn each_allowance_is_found() {
        for text in [
            "#[allow(dead_code)]",
            "#![allow(unused, dead_code)]",
            "#[expect(dead_code, reason = \"later\")]",
            "#[ignore]",
            "#[ignore = \"slow\"]",
            "#[cfg_attr(windows, ignore)]",
        ] {
            assert_eq!(lines(&format!("\n{text}\nfn a() {{}}\n")), [2], "{text}");
        }
    }

    #[test]
    fn words_in_comments_and_other_lints_pass() {
        assert_eq!(lines("// #[ignore]\n#[allow(clippy::too_many_arguments)]\nlet ignore = \"#[ignore]\";\n"), [0; 0]);
    }
}
