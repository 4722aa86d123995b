//! No text speaks of the machine it was written on: a path from someone's home or scratch folder works nowhere else.
//!
//! The search is for a few beginnings of absolute paths. One that follows a letter, a digit or one of `._-}~/` is part of
//! something longer (an address, a relative path) and passes.

use crate::report::Fault;
use crate::tree::Tree;

/// Beginnings of absolute paths; in two parts, so that this file does not hold them itself.
const BEGINNINGS: [&str; 6] = [
    concat!("/", "work/"),
    concat!("/", "root/"),
    concat!("/", "home/"),
    concat!("/", "Users/"),
    concat!("/", "tmp/"),
    concat!("C:", "\\Users\\"),
];

const HELP: &str = "write a path from the repository's root, or a file name alone; in tests use a temporary folder";

/// Absolute paths of a machine in text files.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, text) in tree.texts("") {
        for (before, line) in text.lines().enumerate() {
            if let Some(beginning) = BEGINNINGS.iter().find(|beginning| holds(line, beginning)) {
                let what = format!("the line holds a machine's own path, `{beginning}…`");
                faults.push(Fault::new(&file.path, before + 1, what, HELP));
            }
        }
    }
    faults
}

fn holds(line: &str, beginning: &str) -> bool {
    line.match_indices(beginning).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|before| before.is_alphanumeric() || "._-}~/".contains(before))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        check(&Tree::of(&[("docs/a.md", text)])).iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn a_path_of_a_machine_is_found() {
        for beginning in BEGINNINGS {
            assert_eq!(lines(&format!("fine\nsee `{beginning}x`\n")), [2], "{beginning}");
            assert_eq!(lines(&format!("{beginning}x\n")), [1], "{beginning}");
        }
    }

    #[test]
    fn addresses_and_relative_paths_pass() {
        let work = BEGINNINGS[0];
        for text in [format!("https://example.org{work}x"), format!("..{work}x"), format!("${{ROOT}}{work}x")] {
            assert_eq!(lines(&text), [0; 0], "{text}");
        }
    }
}
