//! A file of answers, a person a line: the first line names the columns, `person` and the ids of questions.

use crate::failure::Failure;
use std::io::Read;
use std::path::Path;

/// Who takes the people of a file, one by one.
pub trait Reader {
    /// The columns other than `person`, in the order of every person's answers.
    fn columns(&mut self, columns: &[String]) -> Result<(), Failure>;

    /// One person with an answer for each column; an empty text is no answer.
    fn person(&mut self, name: &str, answers: &[&str]) -> Result<(), Failure>;
}

/// Reads a file (`-` is standard input) and hands over its people one by one, so that its length does not matter.
pub fn each_person(path: &Path, reader: &mut dyn Reader) -> Result<(), Failure> {
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        let opened = std::fs::File::open(path);
        Box::new(opened.map_err(|error| {
            Failure::new(format!("cannot open {}: {error}", path.display()))
                .help("give a CSV file with the columns person and the ids of the questions, or - for standard input")
        })?)
    };
    let mut file = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(source);
    let unreadable = |error: csv::Error| unreadable(path, &error);
    let header = file.headers().map_err(unreadable)?.clone();
    let Some(person_at) = header.iter().position(|column| column == "person") else {
        return Err(Failure::new(format!("{} has no column `person`", path.display()))
            .help("the first line names the columns: person, and the ids of the questions"));
    };
    let columns: Vec<String> =
        header.iter().enumerate().filter(|(at, _)| *at != person_at).map(|(_, name)| name.to_owned()).collect();
    if let Some(twice) = columns.iter().enumerate().find(|(at, name)| columns.iter().take(*at).any(|n| n == *name)) {
        return Err(Failure::new(format!("{} has the column `{}` twice", path.display(), twice.1))
            .help("take one of them out, or give it the id of its own question"));
    }
    reader.columns(&columns)?;
    let mut record = csv::StringRecord::new();
    while file.read_record(&mut record).map_err(unreadable)? {
        let name = record.get(person_at).unwrap_or_default();
        let answers: Vec<&str> =
            record.iter().enumerate().filter(|(at, _)| *at != person_at).map(|(_, answer)| answer).collect();
        reader.person(name, &answers)?;
    }
    Ok(())
}

fn unreadable(path: &Path, error: &csv::Error) -> Failure {
    let place = error.position().map(|position| format!(":{}", position.line())).unwrap_or_default();
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this line has {len} columns, and the first line has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "this line holds bytes that are not UTF-8 text".to_owned(),
        other => format!("{other:?}"),
    };
    Failure::new(format!("{}{place}: {what}", path.display())).help("save the file as CSV with commas, in UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[derive(Default)]
    struct Seen(Vec<String>);

    impl Reader for Seen {
        fn columns(&mut self, columns: &[String]) -> Result<(), Failure> {
            self.0.push(columns.join("|"));
            Ok(())
        }

        fn person(&mut self, name: &str, answers: &[&str]) -> Result<(), Failure> {
            self.0.push(format!("{name}: {}", answers.join("|")));
            Ok(())
        }
    }

    fn read(text: &[u8]) -> Result<Vec<String>, String> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text).unwrap();
        let mut seen = Seen::default();
        each_person(file.path(), &mut seen).map(|()| seen.0).map_err(|failure| failure.to_string())
    }

    #[test]
    fn people_come_one_by_one_whatever_the_order_of_columns() {
        let text = b"\xEF\xBB\xBFeating,person,friends\nsome, ada ,\"none\"\n,ben,\n";
        assert_eq!(read(text).unwrap(), ["eating|friends", "ada: some|none", "ben: |"]);
    }

    #[test]
    fn a_file_that_is_not_such_a_table_is_refused_with_its_line() {
        assert!(read(b"name,eating\nada,some\n").unwrap_err().contains("no column `person`"));
        assert!(read(b"person,a,a\n").unwrap_err().contains("`a` twice"));
        assert!(read(b"person,a\nada,1\nben\n").unwrap_err().contains(":3: this line has 1 columns"));
        assert!(read(b"person,a\nada,\xFF\n").unwrap_err().contains("not UTF-8"));
    }
}
