//! Files stay small enough to read at a sitting. (Functions: clippy's `too_many_lines`, set in `clippy.toml`.)

use crate::report::Fault;
use crate::tree::Tree;

/// No Rust file is longer.
const MOST_LINES: usize = 600;
/// Nine files in ten are no longer.
const MOST_LINES_OF_NINE_IN_TEN: usize = 350;

const HELP: &str = "give each idea in it a file of its own; unit tests past 150 lines go to `tests.rs` beside it";

/// Rust files by length, the longest last.
fn lengths(tree: &Tree) -> Vec<(usize, &str)> {
    let mut lengths: Vec<_> =
        tree.texts(".rs").map(|(file, text)| (text.lines().count(), file.path.as_str())).collect();
    lengths.sort_unstable();
    lengths
}

/// The least length that `tenths` of all files do not pass (nearest rank).
fn at_tenths(lengths: &[(usize, &str)], tenths: usize) -> usize {
    let rank = (lengths.len() * tenths).div_ceil(10);
    lengths.get(rank.saturating_sub(1)).map_or(0, |(length, _)| *length)
}

/// One line of figures.
pub fn summary(tree: &Tree) -> String {
    let lengths = lengths(tree);
    let (longest, path) = lengths.last().copied().unwrap_or((0, "none"));
    format!(
        "Rust files: {}; median {} lines, 90th percentile {}, longest {longest} ({path})",
        lengths.len(),
        at_tenths(&lengths, 5),
        at_tenths(&lengths, 9),
    )
}

/// Files over the limit, and the longest files when too many are long.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let lengths = lengths(tree);
    let mut faults = Vec::new();
    for (length, path) in lengths.iter().filter(|(length, _)| *length > MOST_LINES) {
        let what = format!("the file has {length} lines, {MOST_LINES} is the most");
        faults.push(Fault::new(path, MOST_LINES + 1, what, HELP));
    }
    let ninety = at_tenths(&lengths, 9);
    if let Some((_, path)) = lengths.last().filter(|_| ninety > MOST_LINES_OF_NINE_IN_TEN) {
        let what = format!(
            "the 90th percentile of Rust files is {ninety} lines, {MOST_LINES_OF_NINE_IN_TEN} is the most; \
             this is the longest"
        );
        faults.push(Fault::new(path, 1, what, HELP));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize) -> String {
        "x\n".repeat(count)
    }

    #[test]
    fn six_hundred_lines_pass_and_one_more_does_not() {
        let short: Vec<(String, String)> = (0..20).map(|i| (format!("s{i:02}.rs"), lines(10))).collect();
        let (most, over) = (lines(600), lines(601));
        let mut samples: Vec<(&str, &str)> = short.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        samples.push(("a.rs", &most));
        assert_eq!(check(&Tree::of(&samples)), []);
        samples.push(("b.rs", &over));
        let faults = check(&Tree::of(&samples));
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].path.as_str(), faults[0].line), ("b.rs", 601));
    }

    #[test]
    fn too_many_long_files_are_a_fault_though_none_is_too_long() {
        let (long, short) = (lines(351), lines(5));
        let faults = check(&Tree::of(&[("a.rs", &long), ("b.rs", &short), ("c.rs", &short)]));
        assert_eq!(faults.len(), 1);
        assert!(faults[0].what.contains("90th percentile of Rust files is 351"), "{}", faults[0].what);
    }

    #[test]
    fn the_figures_are_printed() {
        let (long, short) = (lines(9), lines(1));
        let tree = Tree::of(&[("a.rs", &long), ("b.rs", &short), ("c.rs", &short), ("d.md", &long)]);
        assert_eq!(summary(&tree), "Rust files: 3; median 1 lines, 90th percentile 9, longest 9 (a.rs)");
    }
}
