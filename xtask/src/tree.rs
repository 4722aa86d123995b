//! The files that the checks look at: those git follows and those it would, never what it ignores.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

/// A file, by its path from the root with forward slashes.
#[derive(Debug)]
pub struct SourceFile {
    /// Path from the root.
    pub path: String,
    /// Its bytes, unchanged.
    pub bytes: Vec<u8>,
}

impl SourceFile {
    /// The file as text, or nothing when it is not text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok().filter(|text| !text.contains('\0'))
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// All files, sorted by path.
#[derive(Debug)]
pub struct Tree {
    files: Vec<SourceFile>,
}

impl Tree {
    /// Read what `git ls-files` names: followed files, and new ones that are not ignored.
    pub fn read(root: &Path) -> Result<Self, String> {
        // A checkout owned by another user is only listed here, never run, so git need not distrust it.
        let listed = Command::new("git")
            .args(["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .map_err(|error| format!("cannot run `git ls-files`: {error}"))?;
        if !listed.status.success() {
            let said = String::from_utf8_lossy(&listed.stderr);
            return Err(format!("`git ls-files` failed: {}", said.trim()));
        }
        let names = String::from_utf8(listed.stdout).map_err(|_| "a file's name is not UTF-8".to_owned())?;
        let mut files = Vec::new();
        for path in names.split_terminator('\0') {
            match std::fs::read(root.join(path)) {
                Ok(bytes) => files.push(SourceFile { path: path.to_owned(), bytes }),
                // Deleted, but not yet so in git's index; or a submodule.
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory) => {}
                Err(error) => return Err(format!("cannot read `{path}`: {error}")),
            }
        }
        Ok(Self::sorted(files))
    }

    fn sorted(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        Self { files }
    }

    /// All files, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// The text files whose path ends so.
    pub fn texts<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a SourceFile, &'a str)> {
        self.files
            .iter()
            .filter(move |file| file.path.ends_with(ending))
            .filter_map(|file| file.text().map(|text| (file, text)))
    }

    /// The file at that path.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().and_then(|at| self.files.get(at))
    }

    /// Whether a file or a folder stands at that path. The root itself is the empty path.
    pub fn has(&self, path: &str) -> bool {
        if path.is_empty() || self.get(path).is_some() {
            return true;
        }
        let folder = format!("{path}/");
        self.files.iter().any(|file| file.path.starts_with(&folder))
    }

    /// A tree made of samples.
    #[cfg(test)]
    pub fn of(samples: &[(&str, &str)]) -> Self {
        let file =
            |(path, text): &(&str, &str)| SourceFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() };
        Self::sorted(samples.iter().map(file).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_where_a_file_lies_beneath_it() {
        let tree = Tree::of(&[("docs/a/b.md", ""), ("README.md", "")]);
        assert!(tree.has("docs") && tree.has("docs/a") && tree.has("docs/a/b.md") && tree.has(""));
        assert!(!tree.has("doc") && !tree.has("docs/a/b"));
    }

    #[test]
    fn bytes_that_are_no_text_have_no_text() {
        let file = SourceFile { path: "a.png".to_owned(), bytes: vec![0x89, 0x50, 0] };
        assert_eq!(file.text(), None);
        assert_eq!(file.name(), "a.png");
    }
}
