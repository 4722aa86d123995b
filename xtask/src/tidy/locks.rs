//! A published scheme never changes: `schemes/LOCK` holds the SHA-256 of every file in every dated folder.
//!
//! The format is that of `sha256sum`, so anyone can check it with `sha256sum --check schemes/LOCK` from the root.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::report::Fault;
use crate::tree::Tree;

/// Where the sums stand.
pub const LOCK: &str = "schemes/LOCK";

const HELP_CHANGED: &str = "a published folder stays as it is: put the old text back and make the change in a new dated \
                            folder; if no release has carried it yet, `cargo xtask lock-schemes --before-publishing`";
const HELP_NEW: &str = "`cargo xtask lock-schemes` adds what is new";

/// Files of dated scheme folders, each with its sum, by path.
pub fn sums(tree: &Tree) -> BTreeMap<String, String> {
    let dated = tree.files().filter(|file| is_in_dated_folder(&file.path));
    dated.map(|file| (file.path.clone(), sum(&file.bytes))).collect()
}

/// Lines of a lock file by path: line number and sum.
pub type Locked = BTreeMap<String, (usize, String)>;

/// Read a lock file; lines that cannot be read are faults.
pub fn read(text: &str) -> (Locked, Vec<Fault>) {
    let (mut locked, mut faults) = (Locked::new(), Vec::new());
    let mut last = "";
    for (before, line) in text.lines().enumerate() {
        let number = before + 1;
        let Some((sum, path)) = line.split_once("  ").filter(|(sum, _)| is_sum(sum)) else {
            let what = "the line is not a SHA-256, two spaces and a path";
            faults.push(Fault::new(
                LOCK,
                number,
                what,
                "the file is written by `cargo xtask lock-schemes`, not by hand",
            ));
            continue;
        };
        if path <= last {
            let what = format!("`{path}` stands twice or out of order");
            faults.push(Fault::new(LOCK, number, what, "keep the lines sorted by path, one for each file"));
        }
        last = path;
        locked.insert(path.to_owned(), (number, sum.to_owned()));
    }
    (locked, faults)
}

/// A lock file's text.
pub fn write(sums: &BTreeMap<String, String>) -> String {
    sums.iter().map(|(path, sum)| format!("{sum}  {path}\n")).collect()
}

/// Locked files that changed or vanished, and files that are not locked.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let found = sums(tree);
    let text = tree.get(LOCK).and_then(|file| file.text()).unwrap_or_default();
    let (locked, mut faults) = read(text);
    for (path, (line, sum)) in &locked {
        match found.get(path) {
            Some(now) if now == sum => {}
            Some(_) => faults.push(Fault::new(
                path,
                1,
                format!("the file has changed since line {line} of {LOCK}"),
                HELP_CHANGED,
            )),
            None => faults.push(Fault::new(LOCK, *line, format!("`{path}` is gone"), HELP_CHANGED)),
        }
    }
    let mut new: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in found.keys().filter(|path| !locked.contains_key(*path)) {
        new.entry(dated_folder(path)).or_default().push(path);
    }
    for (folder, paths) in new {
        let first = paths.first().copied().unwrap_or(folder);
        let what = match paths.len() {
            1 => format!("the file is not in {LOCK}"),
            files => format!("{files} files of `{folder}` are not in {LOCK}; this is the first"),
        };
        faults.push(Fault::new(first, 1, what, HELP_NEW));
    }
    faults
}

/// `schemes/<id>/<date>/…`
fn is_in_dated_folder(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts.as_slice(), ["schemes", _, date, _, ..] if is_date(date))
}

/// The first three parts of a path.
fn dated_folder(path: &str) -> &str {
    path.match_indices('/').nth(2).and_then(|(at, _)| path.get(..at)).unwrap_or(path)
}

fn is_date(name: &str) -> bool {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = name.split('-').collect();
    matches!(parts.as_slice(), [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

fn is_sum(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "schemes/a/2026-04-01/rules.toml";

    fn faults(files: &[(&str, &str)], lock: &str) -> Vec<String> {
        let mut samples = vec![(LOCK, lock)];
        samples.extend_from_slice(files);
        check(&Tree::of(&samples))
            .into_iter()
            .map(|fault| format!("{}:{} {}", fault.path, fault.line, fault.what))
            .collect()
    }

    fn lock_of(files: &[(&str, &str)]) -> String {
        write(&sums(&Tree::of(files)))
    }

    #[test]
    fn the_sum_is_sha_256() {
        assert_eq!(sum(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn files_as_they_were_pass() {
        let files = [(RULES, "x"), ("schemes/a/2026-04-01/charts/one.svg", "y"), ("schemes/README.md", "z")];
        let lock = lock_of(&files);
        assert_eq!(lock.lines().count(), 2);
        assert_eq!(faults(&files, &lock), [""; 0]);
    }

    #[test]
    fn a_changed_file_is_a_fault() {
        let lock = lock_of(&[(RULES, "x")]);
        assert_eq!(faults(&[(RULES, "y")], &lock), [format!("{RULES}:1 the file has changed since line 1 of {LOCK}")]);
    }

    #[test]
    fn a_vanished_file_is_a_fault() {
        let lock = lock_of(&[(RULES, "x")]);
        assert_eq!(faults(&[], &lock), [format!("{LOCK}:1 `{RULES}` is gone")]);
    }

    #[test]
    fn a_new_file_is_a_fault_until_it_is_locked() {
        assert_eq!(faults(&[(RULES, "x")], ""), [format!("{RULES}:1 the file is not in {LOCK}")]);
        let words = "schemes/a/2026-04-01/words.en.toml";
        let both = faults(&[(RULES, "x"), (words, "y")], "");
        assert_eq!(both, [format!("{RULES}:1 2 files of `schemes/a/2026-04-01` are not in {LOCK}; this is the first")]);
        assert_eq!(faults(&[(RULES, "x"), (words, "y")], &lock_of(&[(RULES, "x")])).len(), 1);
    }

    #[test]
    fn a_line_that_is_no_sum_or_out_of_order_is_a_fault() {
        assert_eq!(faults(&[], "nonsense\n").len(), 1);
        let (one, two) = (format!("{}  b\n", sum(b"")), format!("{}  a\n", sum(b"")));
        let (_, found) = read(&format!("{one}{two}"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 2);
    }
}
