//! The repository's schemes, for tests.

use crate::{Scheme, SchemeFiles};
use std::path::{Path, PathBuf};

fn schemes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes")
}

/// A version by id and date: `savva-2010/2010-01-01`.
pub(crate) fn version(name: &str) -> Scheme {
    let mut files = SchemeFiles::new();
    for entry in std::fs::read_dir(schemes().join(name)).unwrap() {
        let entry = entry.unwrap();
        files.insert(entry.file_name().to_str().unwrap(), std::fs::read(entry.path()).unwrap());
    }
    Scheme::read(&files).unwrap_or_else(|faults| panic!("{name}: {faults}"))
}

/// Every version, by id and date.
pub(crate) fn every_version() -> Vec<String> {
    let mut names = Vec::new();
    for scheme in std::fs::read_dir(schemes()).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        for version in std::fs::read_dir(scheme.path()).unwrap().map(Result::unwrap) {
            let (id, date) = (scheme.file_name(), version.file_name());
            names.push(format!("{}/{}", id.to_str().unwrap(), date.to_str().unwrap()));
        }
    }
    names.sort();
    names
}
