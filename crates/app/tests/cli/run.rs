//! Running the program.

use std::io::Write;
use std::process::{Command, Stdio};

/// What a run left.
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs the program without input.
pub fn sevensteps(args: &[&str]) -> Run {
    sevensteps_with(args, b"")
}

/// Runs the program with something on standard input.
pub fn sevensteps_with(args: &[&str], input: &[u8]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sevensteps"));
    let piped = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may end before it has read everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The made-up families of Exampleshire.
pub fn exampleshire() -> String {
    format!("{}/../../examples/answers.csv", env!("CARGO_MANIFEST_DIR"))
}
