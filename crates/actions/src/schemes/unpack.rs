//! An upload as the files of a scheme: a ZIP of its folder. Looked at by content, never by name or by what a browser says.

use std::io::{Cursor, Read};

use ras::{MAX_FILE_BYTES, SchemeFiles};

use crate::ActionError;

/// More files than this are no scheme.
const MOST_FILES: usize = 60;

/// The files of an uploaded scheme.
///
/// # Errors
/// Invalid, field `file`: it is no ZIP, holds too much, holds several folders, or no `scheme.toml`.
pub fn unpack(bytes: &[u8]) -> Result<SchemeFiles, ActionError> {
    let wrong = |code| ActionError::invalid("file", code);
    if bytes.is_empty() {
        return Err(wrong("missing"));
    }
    if infer::get(bytes).is_none_or(|kind| kind.mime_type() != "application/zip") {
        return Err(wrong("no-zip"));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| wrong("no-zip"))?;
    if archive.len() > MOST_FILES {
        return Err(wrong("too-many"));
    }
    let mut files = SchemeFiles::new();
    let mut folder: Option<String> = None;
    let most = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| wrong("no-zip"))?;
        let path = entry.name().map_err(|_| wrong("no-zip"))?.replace('\\', "/");
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path.as_str()));
        if entry.is_dir() || !name.ends_with(".toml") || name.starts_with('.') || parent.contains("__MACOSX") {
            continue;
        }
        if folder.get_or_insert_with(|| parent.to_owned()) != parent {
            return Err(wrong("several-folders"));
        }
        let mut content = Vec::new();
        // what the archive says of its sizes is not believed
        entry.take(most + 1).read_to_end(&mut content).map_err(|_| wrong("no-zip"))?;
        if content.len() > MAX_FILE_BYTES {
            return Err(wrong("too-large"));
        }
        files.insert(name, content);
    }
    if files.get("scheme.toml").is_some() { Ok(files) } else { Err(wrong("no-scheme")) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn code(result: Result<SchemeFiles, ActionError>) -> &'static str {
        match result {
            Err(ActionError::Invalid(problems)) => problems[0].code,
            _ => "",
        }
    }

    #[test]
    fn a_folder_of_a_scheme_is_taken_and_nothing_else_in_it() {
        let bytes = archive(&[("x/scheme.toml", b"a"), ("x/NOTES.md", b"b"), ("__MACOSX/x/._scheme.toml", b"c")]);
        let files = unpack(&bytes).unwrap();
        assert_eq!(files.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["scheme.toml"]);
        assert_eq!(unpack(&archive(&[("../../scheme.toml", b"a")])).unwrap().iter().count(), 1);
    }

    #[test]
    fn what_is_no_scheme_is_refused_by_its_content() {
        assert_eq!(code(unpack(b"")), "missing");
        assert_eq!(code(unpack(b"%PDF-1.7 not a zip")), "no-zip");
        assert_eq!(code(unpack(b"PK\x03\x04 broken")), "no-zip");
        assert_eq!(code(unpack(&archive(&[("rules.toml", b"a")]))), "no-scheme");
        assert_eq!(code(unpack(&archive(&[("a/scheme.toml", b"a"), ("b/scheme.toml", b"b")]))), "several-folders");
        let bomb = vec![b' '; MAX_FILE_BYTES + 1];
        assert_eq!(code(unpack(&archive(&[("scheme.toml", &bomb)]))), "too-large");
    }
}
