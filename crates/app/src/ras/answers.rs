//! One person's answers out of a file of answers: a CSV file with the column `person` and a column for each question.

use crate::failure::Failure;
use csv::StringRecord;
use ras::{Calculator, Sheet, SheetError};
use std::io::Read;

/// Most persons named when one is not found.
const NAMED: usize = 5;

/// The sheet of one person. The path `-` is standard input; columns may stand in any order, and those that are no
/// question are passed over with a note. The header is row 1.
pub fn find_person(path: &str, calculator: &Calculator, person: &str) -> Result<Sheet, Failure> {
    let shown = if path == "-" { "standard input" } else { path };
    let source: Box<dyn Read> = if path == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let file = std::fs::File::open(path).map_err(|error| {
            Failure::new(format!("cannot read {path}: {error}"))
                .help("give the path of a file of answers, or - for standard input")
        })?;
        Box::new(file)
    };
    let found = search(source, calculator, person).map_err(|failure| failure.within(shown))?;
    if !found.unknown.is_empty() {
        eprintln!("note: {shown}: passing over columns that are no question: {}", found.unknown.join(", "));
    }
    Ok(found.sheet)
}

/// A sheet, and the columns that were passed over.
struct Found {
    sheet: Sheet,
    unknown: Vec<String>,
}

fn search(source: impl Read, calculator: &Calculator, person: &str) -> Result<Found, Failure> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source);
    let mut record = StringRecord::new();
    if !read(&mut reader, &mut record, 1)? {
        return Err(Failure::new("the file is empty").help("the first row names the columns: person, then questions"));
    }
    let columns = Columns::of(&record, calculator)?;
    let mut rows: Vec<(u64, StringRecord)> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    let mut row = 1;
    while read(&mut reader, &mut record, row + 1)? {
        row += 1;
        if record.len() != columns.count && !(record.len() == 1 && record.get(0) == Some("")) {
            let message = format!("row {row} has {} cells, and the header has {}", record.len(), columns.count);
            return Err(Failure::new(message).help("look for a comma too many or too few, or a missing quote"));
        }
        let name = record.get(columns.person).unwrap_or_default().trim();
        if name == person {
            rows.push((row, record.clone()));
        } else if others.len() < NAMED && !name.is_empty() && !others.iter().any(|other| other == name) {
            others.push(name.to_owned());
        }
    }
    match rows.as_slice() {
        [] => Err(not_there(person, &others)),
        [(row, record)] => Ok(Found { sheet: columns.sheet(calculator, record, *row)?, unknown: columns.unknown }),
        several => {
            let numbers: Vec<String> = several.iter().map(|(row, _)| row.to_string()).collect();
            Err(Failure::new(format!("`{person}` stands on more than one row: {}", numbers.join(", ")))
                .help("each person has one row; take the others out"))
        }
    }
}

fn read(reader: &mut csv::Reader<impl Read>, record: &mut StringRecord, row: u64) -> Result<bool, Failure> {
    reader.read_record(record).map_err(|error| match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            Failure::new(format!("row {row} is not UTF-8")).help("save the file as CSV in UTF-8")
        }
        _ => Failure::new(format!("row {row} cannot be read: {error}")),
    })
}

/// Which column holds what.
struct Columns {
    count: usize,
    person: usize,
    /// Column and position of the question.
    questions: Vec<(usize, usize)>,
    unknown: Vec<String>,
}

impl Columns {
    fn of(header: &StringRecord, calculator: &Calculator) -> Result<Columns, Failure> {
        let mut columns = Columns { count: header.len(), person: 0, questions: Vec::new(), unknown: Vec::new() };
        let mut person = None;
        let mut seen: Vec<&str> = Vec::new();
        for (at, name) in header.iter().enumerate() {
            let name = name.trim_start_matches('\u{feff}').trim();
            if seen.contains(&name) && !name.is_empty() {
                return Err(Failure::new(format!("the column `{name}` stands twice in the header"))
                    .help("keep one of them, or give one another name"));
            }
            seen.push(name);
            match calculator.input_index(name) {
                _ if name == "person" => person = Some(at),
                Some(question) => columns.questions.push((at, question)),
                None if name.is_empty() => {}
                None => columns.unknown.push(name.to_owned()),
            }
        }
        columns.person = person.ok_or_else(|| {
            Failure::new("the header has no column `person`")
                .help("the first row names the columns: person, then questions")
        })?;
        Ok(columns)
    }

    fn sheet(&self, calculator: &Calculator, record: &StringRecord, row: u64) -> Result<Sheet, Failure> {
        let mut sheet = calculator.blank_sheet();
        for (column, question) in &self.questions {
            let cell = record.get(*column).unwrap_or_default();
            calculator.answer(&mut sheet, *question, cell).map_err(|error| match error {
                SheetError::NotAllowed { question, value, allowed } => {
                    Failure::new(format!("row {row}, column {question}: `{value}` is not allowed"))
                        .help(format!("it must be {allowed}"))
                }
                other => Failure::new(format!("row {row}: {other}")),
            })?;
        }
        Ok(sheet)
    }
}

fn not_there(person: &str, others: &[String]) -> Failure {
    let failure = Failure::new(format!("there is no person `{person}` in the file"));
    match others {
        [] => failure.help("the file has no rows with a name in the column `person`"),
        others => failure.help(format!("it has, for example, {}", others.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ras::Scheme;

    fn calculator() -> Calculator {
        let entry = crate::gallery::entries().into_iter().find(|entry| entry.id == "florida-ibudget").unwrap();
        let scheme = Scheme::read(&entry.files).unwrap();
        scheme.on(scheme.effective_from).unwrap()
    }

    fn find(text: &str, person: &str) -> Result<Found, String> {
        search(text.as_bytes(), &calculator(), person).map_err(|failure| failure.to_string())
    }

    #[test]
    fn a_person_is_found_in_a_file_as_spreadsheets_write_it() {
        let calculator = calculator();
        let expected = calculator.sheet([("age", "30"), ("living-setting", "family-home")]).unwrap();
        for text in [
            "person,living-setting,age\nbo,rh1,40\nada,family-home,30\n",
            "\u{feff}person,living-setting,age\r\nada,family-home,30\r\n",
            "age,person,living-setting\n\"30\",\" ada \",\"family-home\"",
            "person,living-setting,note,age\nada,family-home,\"a, b\nc\",30\n",
        ] {
            let found = find(text, "ada").unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(found.sheet, expected, "{text}");
        }
        assert_eq!(find("person,note\nada,x\n", "ada").unwrap().unknown, ["note"]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_row_and_column() {
        for (text, wanted) in [
            ("", "the file is empty"),
            ("name,age\nada,1\n", "no column `person`"),
            ("person,age\nbo,1\ncleo,2\n", "for example, bo, cleo"),
            ("person,age\n", "no rows"),
            ("person,age\nada,1\nbo,2\nada,3\n", "`ada` stands on more than one row: 2, 4"),
            ("person,age\nbo,1\nada,old\n", "row 3, column age: `old` is not allowed"),
            ("person,age\nada,old\n", "a whole number from 0 to 120"),
            ("person,age,age\nada,1,2\n", "the column `age` stands twice"),
            ("person,age\nada,1,2\n", "row 2 has 3 cells, and the header has 2"),
        ] {
            let message = find(text, "ada").map(|_| ()).unwrap_err();
            assert!(message.contains(wanted), "{message}\nlacks\n{wanted}");
        }
        let latin = b"person,age\nbo,1\nada,\xe9\n";
        let message = search(latin.as_slice(), &calculator(), "ada").map(|_| ()).unwrap_err().to_string();
        assert!(message.contains("row 3 is not UTF-8"), "{message}");
    }
}
