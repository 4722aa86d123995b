//! Running the program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run of the program said.
#[derive(Debug)]
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs `sevensteps ras …`.
pub fn ras<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Said {
    ras_with_input(arguments, "")
}

/// Runs `sevensteps ras …` with a text on standard input.
pub fn ras_with_input<S: AsRef<std::ffi::OsStr>>(arguments: &[S], input: impl AsRef<[u8]>) -> Said {
    let arguments: Vec<&std::ffi::OsStr> = arguments.iter().map(AsRef::as_ref).collect();
    run_with_input(&[&["ras".as_ref()], arguments.as_slice()].concat(), input)
}

/// Runs `sevensteps …`.
pub fn sevensteps<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Said {
    run_with_input(arguments, "")
}

fn run_with_input<S: AsRef<std::ffi::OsStr>>(arguments: &[S], input: impl AsRef<[u8]>) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sevensteps"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // A command may end before it has read its input.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A version in the repository's gallery.
pub fn gallery(scheme: &str, version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes").join(scheme).join(version)
}

/// Puts files into a folder, which is made.
pub fn write(folder: &Path, files: &[(&str, &str)]) {
    std::fs::create_dir_all(folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

/// The made-up families of Exampleshire.
pub fn exampleshire() -> String {
    format!("{}/../../examples/answers.csv", env!("CARGO_MANIFEST_DIR"))
}
