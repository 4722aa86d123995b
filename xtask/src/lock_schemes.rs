//! `cargo xtask lock-schemes`: adds the sums of new scheme files to `schemes/LOCK`, and changes none that stands there.

use std::collections::BTreeMap;
use std::path::Path;

use crate::tidy::locks::{self, LOCK, Locked};
use crate::tree::Tree;

/// How far the lock may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// New lines only.
    AddOnly,
    /// For folders that no release has carried: lines may also change or go.
    BeforePublishing,
}

/// Bring `schemes/LOCK` up to date, or refuse.
pub fn run(root: &Path, mode: Mode) -> Result<(), String> {
    let tree = Tree::read(root)?;
    let text = tree.get(LOCK).and_then(|file| file.text()).unwrap_or_default();
    let (locked, faults) = locks::read(text);
    if let Some(fault) = faults.first().filter(|_| mode == Mode::AddOnly) {
        return Err(fault.to_string());
    }
    let now = locks::sums(&tree);
    let change = change(&locked, &now);
    if mode == Mode::AddOnly && !change.broken.is_empty() {
        return Err(refusal(&change.broken));
    }
    std::fs::write(root.join(LOCK), locks::write(&now)).map_err(|error| format!("cannot write `{LOCK}`: {error}"))?;
    for path in &change.broken {
        println!("replaced or dropped: {path}");
    }
    println!("{LOCK}: files {}, new {}", now.len(), change.new);
    Ok(())
}

struct Change {
    new: usize,
    /// Locked files that have another sum now, or none.
    broken: Vec<String>,
}

fn change(locked: &Locked, now: &BTreeMap<String, String>) -> Change {
    let broken = locked.iter().filter(|(path, (_, sum))| now.get(*path) != Some(sum)).map(|(path, _)| path.clone());
    let new = now.keys().filter(|path| !locked.contains_key(*path)).count();
    Change { new, broken: broken.collect() }
}

fn refusal(broken: &[String]) -> String {
    format!(
        "lock-schemes: nothing written, because these locked files have changed or are gone:\n  {}\n    help: a published \
         scheme is corrected by a new dated folder beside it. Put the old text back; only if no release has ever carried \
         the folder, `cargo xtask lock-schemes --before-publishing`",
        broken.join("\n  ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(path, sum)| ((*path).to_owned(), (*sum).to_owned())).collect()
    }

    fn locked(files: &[(&str, &str)]) -> Locked {
        files.iter().enumerate().map(|(at, (path, sum))| ((*path).to_owned(), (at + 1, (*sum).to_owned()))).collect()
    }

    #[test]
    fn a_new_file_is_counted_and_breaks_nothing() {
        let change = change(&locked(&[("a", "1")]), &now(&[("a", "1"), ("b", "2")]));
        assert_eq!((change.new, change.broken.len()), (1, 0));
    }

    #[test]
    fn a_changed_and_a_vanished_file_are_broken_and_named() {
        let change = change(&locked(&[("a", "1"), ("b", "2"), ("c", "3")]), &now(&[("a", "9"), ("c", "3")]));
        assert_eq!(change.broken, ["a", "b"]);
        assert!(refusal(&change.broken).contains("\n  a\n  b\n"));
    }
}
