//! Where a command writes: to standard output, or to a file that appears under its name only when it is complete.

use crate::failure::Failure;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Standard output or a file in the making.
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<std::io::Stdout>),
    /// A temporary file beside its final name.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens the output; no path, or `-`, is standard output.
    pub fn open(path: Option<&Path>) -> Result<Output, Failure> {
        match path {
            None => Ok(Output::Stdout(BufWriter::with_capacity(1 << 16, std::io::stdout()))),
            Some(path) if path == Path::new("-") => Output::open(None),
            Some(path) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let file = NamedTempFile::new_in(folder).map_err(|error| {
                    Failure::new(format!("cannot write in {}: {error}", folder.display()))
                        .help("choose another place with --out")
                })?;
                Ok(Output::File(BufWriter::with_capacity(1 << 16, file), path.to_owned()))
            }
        }
    }

    /// Writes out what is left and puts the file under its name. Until then nothing stands there.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Output::Stdout(mut out) => out.flush().map_err(Failure::from),
            Output::File(out, path) => {
                let file = out.into_inner().map_err(|error| Failure::from(error.into_error()))?;
                set_usual_permissions(&file);
                file.persist(&path).map(|_| ()).map_err(|error| {
                    Failure::new(format!("cannot put the result at {}: {}", path.display(), error.error))
                })
            }
        }
    }
}

/// A temporary file is for its owner alone; a result should be like any other new file.
fn set_usual_permissions(file: &NamedTempFile) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let usual = std::fs::Permissions::from_mode(0o644);
        if let Err(error) = file.as_file().set_permissions(usual) {
            eprintln!("note: cannot set permissions of the result: {error}");
        }
    }
    #[cfg(not(unix))]
    let _ = file;
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Output::Stdout(out) => out.write(bytes),
            Output::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::File(out, _) => out.flush(),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        let mut failure = Failure::new(format!("cannot read or write: {error}"));
        failure.is_unread = error.kind() == std::io::ErrorKind::BrokenPipe;
        failure
    }
}

/// Writes a whole text.
pub fn write_all(path: Option<&Path>, text: &str) -> Result<(), Failure> {
    let mut output = Output::open(path)?;
    output.write_all(text.as_bytes())?;
    output.finish()
}
