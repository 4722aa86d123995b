//! Every relative link in a Markdown file leads to a file of this repository, and every `#anchor` to a heading there.
//!
//! Addresses on the web are not asked: a check must give the same answer without a network.

use crate::report::Fault;
use crate::tidy::markdown::{anchors, links};
use crate::tree::Tree;

/// Links that lead nowhere.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, text) in tree.texts(".md") {
        for link in links(text) {
            if let Some((what, help)) = fault_of(tree, &file.path, &link.target) {
                faults.push(Fault::new(&file.path, link.line, what, help));
            }
        }
    }
    faults
}

fn fault_of(tree: &Tree, page: &str, target: &str) -> Option<(String, String)> {
    let is_address = target.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(char::is_alphanumeric));
    if is_address || target.starts_with("//") {
        return None;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default().replace("%20", " ");
    let file = if path.is_empty() { page.to_owned() } else { resolved(page, &path) };
    if !tree.has(&file) {
        let what = format!("the link `{target}` leads to `{file}`, which is not there");
        return Some((what, "correct the path, or write the page; a file that git ignores does not count".to_owned()));
    }
    let anchor = anchor.filter(|anchor| !anchor.is_empty() && file.ends_with(".md"))?;
    let headings = anchors(tree.get(&file)?.text()?);
    if headings.iter().any(|heading| heading == anchor) {
        return None;
    }
    let near = headings.iter().find(|heading| heading.contains(anchor) || anchor.contains(heading.as_str()));
    let help = near.map_or_else(
        || format!("use an anchor of `{file}`: a heading in small letters, spaces as hyphens, no other signs"),
        |near| format!("did you mean `#{near}`?"),
    );
    Some((format!("`{file}` has no heading for `#{anchor}`"), help))
}

/// The path from the root; one that climbs out of the repository is given back as written, so that it is not found.
fn resolved(page: &str, path: &str) -> String {
    if let Some(from_root) = path.strip_prefix('/') {
        return from_root.trim_end_matches('/').to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return path.to_owned();
                }
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(page: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("docs/page.md", page),
            ("docs/other.md", "# Its title\n## Part two\n"),
            ("README.md", "# Top\n"),
            ("schemes/a/NOTES.md", ""),
        ]);
        check(&tree).into_iter().map(|fault| format!("{} {} / {}", fault.line, fault.what, fault.help)).collect()
    }

    #[test]
    fn good_links_pass() {
        let page = "# Here\n[a](other.md) [b](../README.md#top) [c](#here) [d](other.md#part-two) [e](../schemes/a/) \
                    [f](https://example.org/x.md) [g](mailto:a@example.org) [h](/README.md)";
        assert_eq!(faults(page), [""; 0]);
    }

    #[test]
    fn a_missing_file_is_a_fault_on_its_line() {
        assert_eq!(faults("\n[a](gone.md)").len(), 1);
        assert!(faults("\n[a](gone.md)")[0].starts_with("2 the link `gone.md` leads to `docs/gone.md`"));
        assert_eq!(faults("[a](../../outside.md)").len(), 1);
    }

    #[test]
    fn a_missing_heading_is_a_fault_and_the_nearest_is_offered() {
        assert_eq!(
            faults("[a](other.md#part)"),
            ["1 `docs/other.md` has no heading for `#part` / did you mean `#part-two`?"]
        );
        assert_eq!(faults("[a](#nowhere)").len(), 1);
    }
}
