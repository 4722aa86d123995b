//! Where a command writes: to standard output, or to a file that appears under its name only when it is complete.

use crate::failure::Failure;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 16;

/// Standard output or a file in the making.
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<std::io::Stdout>),
    /// A temporary file beside its final name.
    File(BufWriter<NamedTempFile>, PathBuf),
    /// A device or pipe, which is written as it is.
    Device(BufWriter<std::fs::File>),
}

impl Output {
    /// Opens the output; no path, or `-`, is standard output.
    pub fn open(path: Option<&Path>) -> Result<Output, Failure> {
        match path {
            None => Ok(Output::Stdout(BufWriter::with_capacity(BUFFER, std::io::stdout()))),
            Some(path) if path == Path::new("-") => Output::open(None),
            Some(path) => Output::create(path),
        }
    }

    fn create(path: &Path) -> Result<Output, Failure> {
        let cannot = |error: std::io::Error| {
            Failure::new(format!("cannot write {}: {error}", path.display())).help("choose another place with --out")
        };
        // What a link points to is written, not the link.
        let path = if path.is_symlink() { path.canonicalize().map_err(cannot)? } else { path.to_owned() };
        let there = path.metadata().ok();
        if there.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            return Err(Failure::new(format!("{} is a folder", path.display())).help("give --out the name of a file"));
        }
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            let device = std::fs::OpenOptions::new().write(true).open(&path).map_err(cannot)?;
            return Ok(Output::Device(BufWriter::with_capacity(BUFFER, device)));
        }
        if there.as_ref().is_some_and(|there| there.permissions().readonly()) {
            let message = format!("{} is there already and may not be written", path.display());
            return Err(Failure::new(message).help("choose another place with --out"));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut making = tempfile::Builder::new();
        #[cfg(unix)]
        {
            // As any program would make the file; one that is there keeps its own permissions.
            use std::os::unix::fs::PermissionsExt;
            making.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = making.tempfile_in(folder).map_err(cannot)?;
        if let Some(there) = there {
            file.as_file().set_permissions(there.permissions()).map_err(cannot)?;
        }
        Ok(Output::File(BufWriter::with_capacity(BUFFER, file), path))
    }

    /// Writes out what is left and puts the file under its name. Until then nothing stands there.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Output::Stdout(mut out) => out.flush().map_err(Failure::from),
            Output::Device(mut out) => out.flush().map_err(Failure::from),
            Output::File(out, path) => {
                let file = out.into_inner().map_err(|error| Failure::from(error.into_error()))?;
                file.persist(&path).map(|_| ()).map_err(|error| {
                    Failure::new(format!("cannot put the result at {}: {}", path.display(), error.error))
                })
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Output::Stdout(out) => out.write(bytes),
            Output::File(out, _) => out.write(bytes),
            Output::Device(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::File(out, _) => out.flush(),
            Output::Device(out) => out.flush(),
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
pub fn write_all(path: Option<&Path>, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    let mut output = Output::open(path)?;
    output.write_all(content.as_ref())?;
    output.finish()
}

/// Refuses to write over the file that is being read.
pub fn refuse_to_overwrite(input: &Path, output: Option<&Path>) -> Result<(), Failure> {
    let Some(output) = output else { return Ok(()) };
    match (input.canonicalize(), output.canonicalize()) {
        (Ok(a), Ok(b)) if a == b => {
            let message = format!("--out would write over {}, which is being read", input.display());
            Err(Failure::new(message).help("give --out another name"))
        }
        _ => Ok(()),
    }
}
