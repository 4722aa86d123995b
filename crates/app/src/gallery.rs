//! The schemes that come with the program, built into it so that it works from any folder.

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use ras::SchemeFiles;

static GALLERY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../schemes");

/// A version of a scheme in the gallery.
pub struct Entry {
    /// The scheme's id.
    pub id: String,
    /// First day in force.
    pub version: Date,
    /// Its files.
    pub files: SchemeFiles,
}

/// Every version of every scheme, by id and date.
pub fn entries() -> Vec<Entry> {
    let mut entries = Vec::new();
    for scheme in GALLERY.dirs() {
        for version in scheme.dirs() {
            let name = |dir: &Dir<'_>| dir.path().file_name().and_then(|name| name.to_str()).map(str::to_owned);
            let (Some(id), Some(date)) = (name(scheme), name(version)) else { continue };
            let Ok(date) = date.parse::<Date>() else { continue };
            let mut files = SchemeFiles::new();
            for file in version.files() {
                if let Some(file_name) = file.path().file_name().and_then(|name| name.to_str()) {
                    files.insert(file_name, file.contents());
                }
            }
            entries.push(Entry { id, version: date, files });
        }
    }
    entries.sort_by(|a, b| (&a.id, a.version).cmp(&(&b.id, b.version)));
    entries
}
