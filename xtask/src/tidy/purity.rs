//! Pure crates have no clock, no file system, no network and no environment: what they say depends on what they are given.
//!
//! The search is for names, outside comments, strings and tests. It cannot see through a macro or a renamed import; it is
//! there to catch a slip, while reviews catch intent.

use crate::report::Fault;
use crate::source::{code_only, is_word, line_at, without_tests};
use crate::tree::Tree;

const PURE_CRATES: [&str; 4] = ["ras", "core", "calibration", "interchange"];

/// Modules of `std` that reach outside.
const OUTWARD_MODULES: [&str; 4] = ["fs", "net", "env", "process"];

/// Names that read a clock, wherever they come from.
const CLOCKS: [&str; 5] = ["SystemTime", "Instant::now", "Zoned::now", "Timestamp::now", "TimeZone::system"];

const HELP: &str =
    "take it as an argument instead (a day, bytes that were read): only crates/app reads files and clocks";

/// Names of the outside world in the source of a pure crate.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, text) in tree.texts(".rs") {
        let Some(name) = PURE_CRATES.iter().find(|name| file.path.starts_with(&format!("crates/{name}/src/"))) else {
            continue;
        };
        if file.name() == "tests.rs" || file.path.contains("/tests/") {
            continue;
        }
        let code = without_tests(&code_only(text));
        for (line, found) in outward(&code) {
            faults.push(Fault::new(&file.path, line, format!("`{name}` is pure, and this names `{found}`"), HELP));
        }
    }
    faults
}

fn outward(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for clock in CLOCKS {
        found.extend(whole_names(code, clock).map(|at| (line_at(code, at), clock.to_owned())));
    }
    for module in OUTWARD_MODULES {
        let path = format!("std::{module}");
        found.extend(whole_names(code, &path).map(|at| (line_at(code, at), path.clone())));
    }
    for (at, opening) in code.match_indices("std::{") {
        let start = at + opening.len();
        let group = braced(code.get(start..).unwrap_or_default());
        for module in OUTWARD_MODULES {
            found.extend(
                whole_names(group, module).map(|within| (line_at(code, start + within), format!("std::{module}"))),
            );
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Where a name stands that is not a part of a longer one.
fn whole_names<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> {
    code.match_indices(name).map(|(at, _)| at).filter(move |at| {
        let before = code.get(..*at).and_then(|text| text.chars().next_back());
        let after = code.get(at + name.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// Up to the brace that closes the one just opened.
fn braced(rest: &str) -> &str {
    let mut depth = 1_usize;
    for (at, character) in rest.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 1 => return rest.get(..at).unwrap_or_default(),
            '}' => depth -= 1,
            _ => {}
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, text)])).iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn each_way_out_is_found() {
        for text in [
            "use std::fs;",
            "let a = std::net::TcpStream::connect(b);",
            "use std::{collections::{BTreeMap}, env};",
            "let now = SystemTime::now();",
            "let now = std::time::Instant::now();",
            "let today = jiff::Zoned::now().date();",
        ] {
            assert_eq!(lines("crates/ras/src/a.rs", &format!("//! Pure.\n{text}\n")), [2], "{text}");
        }
    }

    #[test]
    fn a_list_of_imports_is_read_over_its_lines() {
        assert_eq!(lines("crates/ras/src/a.rs", "use std::{\n    fmt,\n    fs,\n};\n"), [3]);
    }

    #[test]
    fn words_in_comments_strings_and_tests_are_no_fault() {
        let text = "// std::fs\nconst A: &str = \"std::net\";\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(lines("crates/ras/src/a.rs", text), [0; 0]);
        assert_eq!(lines("crates/ras/src/tests.rs", "use std::fs;"), [0; 0]);
        assert_eq!(lines("crates/ras/benches/score.rs", "use std::time::SystemTime;"), [0; 0]);
    }

    #[test]
    fn longer_names_and_outer_crates_are_no_fault() {
        assert_eq!(lines("crates/ras/src/a.rs", "let a = std::envelope(); use std::{fmt, env_like};"), [0; 0]);
        assert_eq!(lines("crates/app/src/a.rs", "use std::fs;"), [0; 0]);
    }
}
