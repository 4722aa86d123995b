//! Faults and warnings beyond what reading and preparing a scheme find. A file for each kind of thing.

pub(super) mod amounts;
pub(super) mod cases;
pub(super) mod proof;
pub(super) mod questions;
pub(super) mod rows;
pub(super) mod sources;
pub(super) mod unused;
pub(super) mod wording;

use crate::finding::Finding;

/// A list of ids in backticks that stays readable when there are many.
fn listed<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 6;
    let ids: Vec<&str> = ids.into_iter().collect();
    let shown: Vec<String> = ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    match (shown.as_slice(), ids.len().saturating_sub(SHOWN)) {
        ([], _) => String::new(),
        ([only], _) => only.clone(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (_, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Findings in the order they are shown: faults first, each kind by place, none twice.
pub(super) fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings
        .sort_by(|a, b| (a.severity, &a.place, a.code, &a.message).cmp(&(b.severity, &b.place, b.code, &b.message)));
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_of_ids_are_cut_short() {
        assert_eq!(listed(["a"]), "`a`");
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(listed(["a", "b", "c", "d", "e", "f", "g", "h"]), "`a`, `b`, `c`, `d`, `e`, `f` and 2 more");
    }
}
