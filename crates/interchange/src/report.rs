//! The report of an import as a file, to mend the refused rows by.

use csv::Writer;
use seven_core::import::{Outcome, Report};

/// The report as comma-separated text: a line for each row with its outcome, what is wrong or changed, and warnings.
#[must_use]
pub fn write_report<T, Id>(report: &Report<T, Id>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    line(&mut writer, ["line", "outcome", "what", "look_at"]);
    for row in &report.rows {
        let what: Vec<String> = match &row.outcome {
            Outcome::New | Outcome::Same(_) => Vec::new(),
            Outcome::Changed { changes, .. } => changes
                .iter()
                .map(|change| format!("{}: `{}` becomes `{}`", change.column, change.was, change.is))
                .collect(),
            Outcome::Refused { why } => why
                .iter()
                .map(|fault| match &fault.column {
                    Some(column) => format!("{column}: {}", fault.why),
                    None => fault.why.clone(),
                })
                .collect(),
        };
        let look_at: Vec<&str> = row.warnings.iter().map(seven_core::import::Warning::text).collect();
        line(
            &mut writer,
            [&row.line.to_string(), row.outcome.code(), &harmless(&what.join("; ")), &look_at.join("; ")],
        );
    }
    text_of(writer)
}

/// A spreadsheet takes a cell that begins with one of these as a formula; an apostrophe makes it text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// Writes one line. Writing to memory cannot fail.
pub(crate) fn line<'a>(writer: &mut Writer<Vec<u8>>, cells: impl IntoIterator<Item = &'a str>) {
    writer.write_record(cells).unwrap_or_default();
}

/// What was written.
pub(crate) fn text_of(writer: Writer<Vec<u8>>) -> String {
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::people;

    #[test]
    fn a_report_can_be_opened_beside_the_file() {
        let file = "given_name,family_name,date_of_birth,upn\nAnn,Bell,17/05/2012,\n,Bell,1/2/13,\n";
        let report = people::read(file.as_bytes(), &[], date(2026, 5, 1)).unwrap();
        assert_eq!(
            write_report(&report),
            "line,outcome,what,look_at\n\
             2,new,,\"no UPN, NHS number or ULN: the next file can find this child by name only\"\n\
             3,refused,\"given_name: the given name is empty: write it as the person does; date_of_birth: `1/2/13` has a \
             year of two digits: write all four, as in 01/05/2026\",\n"
        );
    }

    #[test]
    fn no_cell_becomes_a_formula() {
        for (cell, written) in [("=1+1", "'=1+1"), ("@x", "'@x"), ("a=1", "a=1"), ("", "")] {
            assert_eq!(harmless(cell), written);
        }
    }
}
