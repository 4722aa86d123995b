//! One table of all message catalogues: `src/<page>/copy.<language>.toml`, flattened to `key.of.message` → text.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{Document, TableLike};

/// Writes `OUT_DIR/copy.rs`: rows of folder, language and messages.
pub fn make(source: &Path, out: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    catalogues(source, &mut files)?;
    files.sort();
    let mut text = String::from("[\n");
    for file in &files {
        row(source, file, &mut text)?;
    }
    text.push_str("]\n");
    let table = out.join("copy.rs");
    // Written only when it differs, so that an edited template does not make it look new.
    if fs::read_to_string(&table).is_ok_and(|found| found == text) {
        return Ok(());
    }
    fs::write(&table, text).map_err(|error| format!("{}: {error}", table.display()))
}

fn catalogues(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            catalogues(&path, files)?;
        } else if language_of(&path).is_some() {
            files.push(path);
        }
    }
    Ok(())
}

fn language_of(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.strip_prefix("copy.")?.strip_suffix(".toml")
}

fn row(source: &Path, file: &Path, text: &mut String) -> Result<(), String> {
    let shown = file.display();
    let language = language_of(file).unwrap_or_default();
    let words = fs::read_to_string(file).map_err(|error| format!("{shown}: {error}"))?;
    let document = Document::parse(words.as_str()).map_err(|error| format!("{shown}: {error}"))?;
    let folder = file.parent().and_then(|folder| folder.strip_prefix(source).ok()).unwrap_or(Path::new(""));
    let folder = folder.to_string_lossy().replace('\\', "/");
    let mut messages = Vec::new();
    flatten("", document.as_table(), &mut messages).map_err(|key| {
        format!("{shown}: `{key}` is neither a text nor a table\nhelp: put the message in quotation marks")
    })?;
    let row = writeln!(text, "    ({folder:?}, {language:?}, &{messages:?}),");
    row.map_err(|error| error.to_string())
}

fn flatten(before: &str, table: &dyn TableLike, messages: &mut Vec<(String, String)>) -> Result<(), String> {
    for (key, item) in table.iter() {
        let key = if before.is_empty() { key.to_owned() } else { format!("{before}.{key}") };
        match (item.as_str(), item.as_table_like()) {
            (Some(text), _) => messages.push((key, text.to_owned())),
            (_, Some(inner)) => flatten(&key, inner, messages)?,
            _ => return Err(key),
        }
    }
    Ok(())
}
