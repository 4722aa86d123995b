//! What a study found, for other programs: every digit, with the file's fingerprint, so that anyone can make it again.

use super::told::catalogue;
use crate::calibrate::Calibration;
use crate::cases::RowFault;
use crate::points::Scored;
use crate::wording::count;

/// The program that makes results.
const PROGRAM: &str = concat!("sevensteps ", env!("CARGO_PKG_VERSION"));

/// `docs/studio.md` defines every field.
#[derive(serde::Serialize)]
struct Evidence<'a> {
    /// Version of this form.
    format: u8,
    /// The program that made it.
    program: &'a str,
    /// SHA-256 of the file of cases.
    cases_hash: &'a str,
    /// Lines that could not be used; a result that may be published names nobody.
    lines_left_out: Vec<u64>,
    /// Points of each answer, where they were learned from the cases.
    points: Option<&'a Scored>,
    /// Tables and all that is known about them.
    calibration: &'a Calibration,
}

/// The result with every digit, as text.
///
/// # Errors
/// What the writer of JSON says.
pub fn evidence(
    hash: &str,
    left_out: &[RowFault],
    points: Option<&Scored>,
    found: &Calibration,
) -> Result<String, serde_json::Error> {
    let evidence = Evidence {
        format: 1,
        program: PROGRAM,
        cases_hash: hash,
        lines_left_out: left_out.iter().map(|fault| fault.line).collect(),
        points,
        calibration: found,
    };
    Ok(serde_json::to_string_pretty(&evidence)? + "\n")
}

/// What a result was made from, in words.
#[must_use]
pub fn made_from(hash: &str, rows: usize, left_out: usize) -> Vec<String> {
    let say = catalogue();
    let made = say.say("made.from", &[("program", PROGRAM), ("rows", &count(rows)), ("hash", hash)]);
    let key = match left_out {
        0 => "made.none_left_out",
        1 => "made.one_left_out",
        _ => "made.left_out",
    };
    vec![made, say.say(key, &[("rows", &count(left_out))])]
}
