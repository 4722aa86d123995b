//! `cargo xtask tidy`: one file for each check. A check takes the tree and gives back its faults; it reads nothing else.

mod allowances;
mod arrows;
mod links;
pub mod locks;
mod markdown;
mod purity;
mod sizes;
mod stray_words;
mod test_binaries;

use std::path::Path;

use crate::report::Fault;
use crate::tree::Tree;

struct Check {
    name: &'static str,
    run: fn(&Tree) -> Vec<Fault>,
}

const CHECKS: [Check; 8] = [
    Check { name: "file sizes", run: sizes::check },
    Check { name: "crate directions", run: arrows::check },
    Check { name: "pure crates", run: purity::check },
    Check { name: "links in documents", run: links::check },
    Check { name: "locked schemes", run: locks::check },
    Check { name: "stray words", run: stray_words::check },
    Check { name: "allowances", run: allowances::check },
    Check { name: "test binaries", run: test_binaries::check },
];

/// Run every check, print every fault, and fail if there is one.
pub fn run(root: &Path) -> Result<(), String> {
    let tree = Tree::read(root)?;
    println!("{}", sizes::summary(&tree));
    let mut faults = 0;
    for check in CHECKS {
        for fault in (check.run)(&tree) {
            println!("{fault}\n    check: {}", check.name);
            faults += 1;
        }
    }
    match faults {
        0 => {
            println!("tidy: {} checks passed", CHECKS.len());
            Ok(())
        }
        1 => Err("tidy: 1 fault".to_owned()),
        _ => Err(format!("tidy: {faults} faults")),
    }
}
