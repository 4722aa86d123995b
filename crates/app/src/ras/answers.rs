//! Files of answers as the commands take them: a path, or `-` for standard input.

use crate::failure::Failure;
use indicatif::{ProgressBar, ProgressStyle};
use ras::{AnswerReader, AnswersError, Block, Calculator, Sheet};
use std::fs::File;
use std::io::{Cursor, IsTerminal, Read};
use std::path::Path;

/// Most persons named when one is not found.
const NAMED: usize = 5;

/// A file or standard input, with a progress bar on a terminal.
pub struct Input {
    from: Box<dyn Read>,
    bar: Option<ProgressBar>,
}

impl Input {
    /// Opens it.
    pub fn open(path: &Path) -> Result<Input, Failure> {
        if path == Path::new("-") {
            return Ok(Input { from: Box::new(std::io::stdin()), bar: None });
        }
        let file = File::open(path).map_err(|error| {
            Failure::new(format!("cannot read {}: {error}", path.display()))
                .help("give the path of a CSV file, or - for standard input")
        })?;
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        let bar = std::io::stderr().is_terminal().then(|| progress(size));
        Ok(Input { from: Box::new(file), bar })
    }

    /// Opens it to be read twice, side by side.
    fn open_twice(path: &Path) -> Result<[Input; 2], Failure> {
        if path != Path::new("-") {
            let mut quiet = Input::open(path)?;
            quiet.bar = None;
            return Ok([Input::open(path)?, quiet]);
        }
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        Ok([bytes.clone(), bytes].map(|bytes| Input { from: Box::new(Cursor::new(bytes)), bar: None }))
    }
}

fn progress(size: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {eta}");
    ProgressBar::new(size).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl Read for Input {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(room)?;
        if let Some(bar) = &self.bar {
            bar.inc(u64::try_from(read).unwrap_or(0));
        }
        Ok(read)
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Why a file of answers cannot be used.
pub fn unreadable(path: &Path, error: &AnswersError) -> Failure {
    let shown = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    Failure::new(format!("{shown}: {error}"))
        .help("the first line is `person` and then question ids; `sevensteps ras show SCHEME` lists them")
}

/// The answers of one person.
pub fn find_person(path: &Path, calculator: &Calculator, person: &str) -> Result<Sheet, Failure> {
    let mut reader = AnswerReader::open(Input::open(path)?, calculator).map_err(|error| unreadable(path, &error))?;
    for note in reader.notes() {
        eprintln!("note: {note}");
    }
    let mut found: Vec<(u64, Result<Sheet, String>)> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    let mut block = Block::new(calculator);
    while reader.next_block(&mut block).map_err(|error| unreadable(path, &error))? {
        for at in 0..block.len() {
            if block.person_bytes(at) == person.as_bytes() {
                found.push((block.row(at), sheet(&block, at)));
            } else if others.len() < NAMED && !block.person_bytes(at).is_empty() {
                others.push(block.person(at));
            }
        }
    }
    match found.as_slice() {
        [(_, Ok(sheet))] => Ok(sheet.clone()),
        [(_, Err(fault))] => Err(Failure::new(fault.clone()).help("mend this row, then ask again")),
        [] => Err(Failure::new(format!("there is no person `{person}` in the file")).help(match others.as_slice() {
            [] => "the file has no rows with a name in the column `person`".to_owned(),
            others => format!("it has, for example, {}", others.join(", ")),
        })),
        several => {
            let rows: Vec<String> = several.iter().map(|(row, _)| row.to_string()).collect();
            Err(Failure::new(format!("`{person}` stands on more than one row: {}", rows.join(", ")))
                .help("each person has one row; take the others out"))
        }
    }
}

fn sheet(block: &Block, at: usize) -> Result<Sheet, String> {
    match block.fault(at) {
        Some(fault) => Err(fault.to_owned()),
        None => Ok(block.people.sheet(at)),
    }
}

/// What a scheme makes of a row: its sheet, or what is wrong with it.
pub type Reading = Result<Sheet, String>;

/// Hands everybody over, read as the answers to two schemes, one by one, so that the length of the file does not matter.
pub fn for_two(
    path: &Path,
    calculators: [&Calculator; 2],
    mut each: impl FnMut(&str, [Reading; 2]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let [first, second] = calculators;
    let [input, again] = Input::open_twice(path)?;
    let cannot = |error: AnswersError| unreadable(path, &error);
    let (mut a, mut b) =
        (AnswerReader::open(input, first).map_err(cannot)?, AnswerReader::open(again, second).map_err(cannot)?);
    let unasked: Vec<String> = a
        .extra_columns()
        .filter(|column| b.extra_columns().any(|other| other == *column))
        .map(|name| format!("`{name}`"))
        .collect();
    if !unasked.is_empty() {
        eprintln!("note: columns that neither scheme asks for are left aside: {}", unasked.join(", "));
    }
    let (mut block_a, mut block_b) = (Block::new(first), Block::new(second));
    while a.next_block(&mut block_a).map_err(cannot)? && b.next_block(&mut block_b).map_err(cannot)? {
        for at in 0..block_a.len() {
            each(&block_a.person(at), [sheet(&block_a, at), sheet(&block_b, at)])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ras::Scheme;
    use std::io::Write;

    fn find(text: &[u8], person: &str) -> Result<Sheet, String> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text).unwrap();
        find_person(file.path(), &calculator(), person).map_err(|failure| failure.to_string())
    }

    fn calculator() -> Calculator {
        let entry = crate::gallery::entries().into_iter().find(|entry| entry.id == "savva-2010").unwrap();
        let scheme = Scheme::read(&entry.files).unwrap();
        scheme.on(scheme.effective_from).unwrap()
    }

    #[test]
    fn a_person_is_found_in_a_file_as_spreadsheets_write_it() {
        let expected = calculator().sheet([("points", "16")]).unwrap();
        for text in ["person,points\nbo,22\nada,16\n", "\u{feff}points,person\r\n\"16\",\" ada \"\r\n"] {
            assert_eq!(find(text.as_bytes(), "ada").as_ref(), Ok(&expected), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_row_and_column() {
        let table: [(&[u8], &str); 7] = [
            (b"", "the file of answers is empty"),
            (b"name,points\nada,1\n", "no column `person`"),
            (b"person,points\nbo,1\ncleo,2\n", "for example, bo, cleo"),
            (b"person,points\n", "no rows"),
            (b"person,points\nada,1\nbo,2\nada,3\n", "`ada` stands on more than one row: 2, 4"),
            (b"person,points\nbo,1\nada,old\n", "row 3, column points: `old` is not allowed"),
            (b"person,points\nada,1,2\n", "row 2, it has 3 cells, and the header has 2"),
        ];
        for (text, wanted) in table {
            let message = find(text, "ada").unwrap_err();
            assert!(message.contains(wanted), "{message}\nlacks\n{wanted}");
        }
        // What is wrong elsewhere does not keep one person from a letter.
        assert!(find(b"person,points\nbad,x,y\nada,16\n", "ada").is_ok());
    }
}
