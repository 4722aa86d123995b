//! Writing a scheme folder: all of it or nothing, and never over something that is there.

use crate::failure::Failure;
use calibration::scheme_out::{self, Draft};
use std::path::{Path, PathBuf};

/// The scheme's id: what was asked for, or the folder's name.
pub fn id(out: &Path, wanted: Option<&str>) -> Result<String, Failure> {
    let of_folder = out.file_name().and_then(|name| name.to_str());
    let Some(name) = wanted.or(of_folder) else {
        return Err(Failure::new(format!("{} is no name for a scheme", out.display())).help("give its id with --id"));
    };
    if ras::is_id(name) {
        return Ok(name.to_owned());
    }
    let near = scheme_out::id(name).unwrap_or_default();
    let help = if near.is_empty() { "give an id with --id".to_owned() } else { format!("try --id {near}") };
    Err(Failure::new(format!("`{name}` cannot be a scheme's id")).help(help))
}

/// Writes a certified scheme and what stands beside it to a dated folder; gives back where.
pub fn write(out: &Path, draft: &Draft, beside: &[(&str, &str)]) -> Result<PathBuf, Failure> {
    let files = scheme_out::folder(draft).map_err(|error| Failure::new(error.to_string()))?;
    let place = out.join(draft.effective_from.to_string());
    if place.exists() {
        return Err(Failure::new(format!("{} is there already", place.display()))
            .help("choose another --out or --date; a version that people have seen is never written over"));
    }
    let cannot = |error: std::io::Error| Failure::new(format!("cannot write {}: {error}", place.display()));
    std::fs::create_dir_all(out).map_err(cannot)?;
    let making = tempfile::Builder::new().prefix(".making").tempdir_in(out).map_err(cannot)?;
    for (name, bytes) in files.iter().chain(beside.iter().map(|(name, text)| (*name, text.as_bytes()))) {
        std::fs::write(making.path().join(name), bytes).map_err(cannot)?;
    }
    let made = making.keep();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&made, std::fs::Permissions::from_mode(0o755)).map_err(cannot)?;
    }
    std::fs::rename(&made, &place).map_err(cannot)?;
    Ok(place)
}
