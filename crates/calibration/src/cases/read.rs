//! Reading a file of cases: rows that can be used become columns, each other row is named with its line and reason.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{Answers, Cases, CasesError, Columns, Group, QuestionColumn, RowFault, pence};

/// The most rows of one file.
pub const MAX_CASES: usize = 5_000_000;

/// Greatest points of one row, either side of nought; beyond it a cell is no score.
const MOST_POINTS: i64 = 1_000_000_000;

/// Reads a file. The faulty rows are given back beside the cases, so that somebody decides about them; none is dropped in
/// silence.
///
/// # Errors
/// [`CasesError`] when nothing can be used.
pub fn read(bytes: &[u8], columns: &Columns) -> Result<(Cases, Vec<RowFault>), CasesError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let header = reader.headers().map_err(|error| not_csv(&error))?.clone();
    let places = Places::find(&header, columns)?;
    let mut rows = Rows::new(&places, columns);
    for record in reader.records() {
        let record = record.map_err(|error| not_csv(&error))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        if rows.seen.len() >= MAX_CASES {
            return Err(CasesError::TooMany(MAX_CASES));
        }
        rows.take(&record, &places);
    }
    rows.finish(&places, columns)
}

fn not_csv(error: &csv::Error) -> CasesError {
    let line = error.position().map_or(1, csv::Position::line);
    CasesError::NotCsv { line, what: error.to_string() }
}

/// Where each column stands.
struct Places {
    person: usize,
    cost: usize,
    points: Option<usize>,
    weight: Option<usize>,
    family: Option<usize>,
    questions: Vec<usize>,
    groups: Vec<(usize, String)>,
}

impl Places {
    fn find(header: &csv::StringRecord, columns: &Columns) -> Result<Places, CasesError> {
        if header.iter().all(str::is_empty) {
            return Err(CasesError::Empty);
        }
        let mut at = HashMap::new();
        for (place, name) in header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if at.insert(name, place).is_some() {
                return Err(CasesError::ColumnTwice(name.to_owned()));
            }
        }
        let found = || header.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let needed = |name: &str| {
            at.get(name).copied().ok_or_else(|| CasesError::NoColumn { wanted: name.to_owned(), found: found() })
        };
        let questions = columns.questions.iter().map(|question| needed(&question.id)).collect::<Result<Vec<_>, _>>()?;
        let mut places = Places {
            person: needed(&columns.person)?,
            cost: needed(&columns.cost)?,
            points: at.get(columns.points.as_str()).copied(),
            weight: at.get(columns.weight.as_str()).copied(),
            family: at.get(columns.family.as_str()).copied(),
            questions,
            groups: Vec::new(),
        };
        let mut known = vec![places.person, places.cost];
        known.extend([places.points, places.weight, places.family].into_iter().flatten());
        known.extend(&places.questions);
        let others = header.iter().enumerate().filter(|(place, name)| !known.contains(place) && !name.is_empty());
        places.groups = others.map(|(place, name)| (place, name.to_owned())).collect();
        Ok(places)
    }
}

/// Rows as they come in.
struct Rows {
    cases: Cases,
    group_cells: Vec<Vec<String>>,
    /// Options of each question by text; those that are found in the file itself are numbers.
    options: Vec<HashMap<String, u16>>,
    /// Every row by the hash of its cells, with its line: a row that stands twice counts once.
    seen: HashMap<[u8; 32], u64>,
    faults: Vec<RowFault>,
}

/// The first fault of a row: its column and what is wrong.
type CellFault = (String, String);

impl Rows {
    fn new(places: &Places, columns: &Columns) -> Rows {
        let by_text = |question: &QuestionColumn| question.options.iter().cloned().zip(0..).collect();
        let answers = columns.questions.iter().map(|question| Answers {
            question: question.id.clone(),
            options: question.options.clone(),
            levels: Vec::new(),
        });
        let cases = Cases {
            points: places.points.map(|_| Vec::new()),
            families: places.family.map(|_| Vec::new()),
            answers: answers.collect(),
            ..Cases::default()
        };
        Rows {
            cases,
            group_cells: vec![Vec::new(); places.groups.len()],
            options: columns.questions.iter().map(by_text).collect(),
            seen: HashMap::new(),
            faults: Vec::new(),
        }
    }

    fn take(&mut self, record: &csv::StringRecord, places: &Places) {
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |place: usize| record.get(place).unwrap_or_default();
        let person = cell(places.person).to_owned();
        let whole = fingerprint(record);
        let first = self.seen.get(&whole).copied();
        let read = match first {
            Some(first) => Err(("person".to_owned(), format!("the same row stands in line {first} already"))),
            None => self.row(record, places),
        };
        self.seen.entry(whole).or_insert(line);
        match read {
            Err((column, what)) => self.faults.push(RowFault { line, person, column, what }),
            Ok((cost, weight, points, levels)) => {
                let cases = &mut self.cases;
                if let (Some(families), Some(place)) = (&mut cases.families, places.family) {
                    let family = cell(place);
                    // Someone without a family's name is a family alone; the sign cannot stand in a cell that is trimmed.
                    families.push(if family.is_empty() { format!(" {person}") } else { family.to_owned() });
                }
                if let (Some(all), Some(points)) = (&mut cases.points, points) {
                    all.push(points);
                }
                cases.people.push(person);
                cases.lines.push(line);
                cases.cost_pence.push(cost);
                cases.weights.push(weight);
                cases.answers.iter_mut().zip(levels).for_each(|(answers, level)| answers.levels.push(level));
                for (cells, (place, _)) in self.group_cells.iter_mut().zip(&places.groups) {
                    cells.push(cell(*place).to_owned());
                }
            }
        }
    }

    fn row(&self, record: &csv::StringRecord, places: &Places) -> Result<(i64, f64, Option<i64>, Vec<u16>), CellFault> {
        let cell = |place: usize| record.get(place).unwrap_or_default();
        if cell(places.person).is_empty() {
            return Err(("person".to_owned(), "the row names nobody".to_owned()));
        }
        let cost = pence(cell(places.cost)).map_err(|error| ("cost".to_owned(), error.to_string()))?;
        let weight = places.weight.map_or(Ok(1.0), |place| weight(cell(place)))?;
        let points =
            places.points.filter(|_| places.questions.is_empty()).map(|place| points(cell(place))).transpose()?;
        let points = points.or_else(|| places.points.and_then(|place| cell(place).parse().ok()));
        let asked = self.options.iter().zip(&self.cases.answers).zip(&places.questions);
        let levels = asked.map(|((options, answers), place)| level(options, answers, cell(*place)));
        let levels = levels.collect::<Result<Vec<_>, _>>()?;
        Ok((cost, weight, points, levels))
    }

    fn finish(mut self, places: &Places, columns: &Columns) -> Result<(Cases, Vec<RowFault>), CasesError> {
        if self.cases.is_empty() {
            return Err(match self.faults.first() {
                Some(first) => CasesError::NoUsableRow(self.faults.len(), first.to_string()),
                None => CasesError::NoRows,
            });
        }
        let groups = places.groups.iter().zip(&self.group_cells);
        self.cases.groups = groups.map(|((_, name), cells)| Group::of(name, cells)).collect();
        for (answers, question) in self.cases.answers.iter_mut().zip(&columns.questions) {
            if question.options.is_empty() {
                let most = answers.levels.iter().copied().max().unwrap_or(0);
                answers.options = (0..=most).map(|level| level.to_string()).collect();
            }
        }
        // Beside answers, points are only kept when every row has them.
        let rows = self.cases.people.len();
        self.cases.points = self.cases.points.filter(|points| points.len() == rows);
        Ok((self.cases, self.faults))
    }
}

fn fingerprint(record: &csv::StringRecord) -> [u8; 32] {
    let mut hash = Sha256::new();
    for cell in record {
        hash.update(cell.len().to_le_bytes());
        hash.update(cell);
    }
    hash.finalize().into()
}

fn weight(text: &str) -> Result<f64, CellFault> {
    let wrong = |what: &str| ("weight".to_owned(), format!("the weight `{text}` {what}"));
    match text.parse::<f64>() {
        Ok(weight) if weight > 0.0 && weight <= 1e6 => Ok(weight),
        Ok(_) => Err(wrong("is not above 0 and at most 1,000,000")),
        Err(_) => Err(wrong("is not a number; leave the column out to count every row once")),
    }
}

fn points(text: &str) -> Result<i64, CellFault> {
    let fault = |what: String| ("points".to_owned(), what);
    if text.is_empty() {
        return Err(fault("the points are missing".to_owned()));
    }
    let bare = text.strip_suffix(".0").unwrap_or(text);
    match bare.parse::<i64>() {
        Ok(points) if points.abs() <= MOST_POINTS => Ok(points),
        _ => Err(fault(format!(
            "the points `{text}` are not a whole number; multiply decimals by 10 or 100 in every row"
        ))),
    }
}

fn level(options: &HashMap<String, u16>, answers: &Answers, text: &str) -> Result<u16, CellFault> {
    let fault = |what: String| (answers.question.clone(), what);
    if text.is_empty() {
        return Err(fault("the answer is missing".to_owned()));
    }
    if let Some(level) = options.get(text) {
        return Ok(*level);
    }
    if options.is_empty() {
        let level = text.parse::<u16>().ok().filter(|level| *level < 100);
        return level.ok_or_else(|| fault(format!("the answer `{text}` is not a level: write 0, 1, 2 and so on")));
    }
    Err(fault(format!("the answer `{text}` is none of {}", answers.options.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(text: &str) -> Cases {
        let (cases, faults) = read(text.as_bytes(), &Columns::default()).unwrap();
        assert_eq!(faults, []);
        cases
    }

    #[test]
    fn a_sheet_with_signs_commas_and_groups_is_read() {
        let cases = good(
            "\u{feff}person,points,current_cost,weight,age,family_id\nada,12,\"£1,234.50\",2,6-12,f1\nbo,3,0,1,,\n",
        );
        assert_eq!(cases.people, ["ada", "bo"]);
        assert_eq!(cases.cost_pence, [123_450, 0]);
        assert_eq!(cases.points, Some(vec![12, 3]));
        assert_eq!(cases.weights, [2.0, 1.0]);
        assert_eq!(cases.group("age").unwrap().values, ["6-12", "(not stated)"]);
        assert_eq!(cases.clusters(), [0, 1]);
    }

    #[test]
    fn each_faulty_row_is_named_with_its_line_and_the_rest_is_kept() {
        let text = "person,points,current_cost\nada,1,\nbo,2,-4\ncy,two,5\n,4,5\ndi,5,100\ndi,5,100\n";
        let (cases, faults) = read(text.as_bytes(), &Columns::default()).unwrap();
        assert_eq!(cases.people, ["di"]);
        let lines: Vec<u64> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 7]);
        assert!(faults[0].to_string().starts_with("line 2 (ada), column `cost`: the cost is missing"));
        assert!(faults[4].what.contains("line 6 already"));
    }

    #[test]
    fn answers_are_read_by_option_or_by_number() {
        let mut columns = Columns::default();
        let named = ["none", "some"].map(str::to_owned).to_vec();
        columns.questions.push(QuestionColumn { id: "eating".to_owned(), options: named });
        columns.questions.push(QuestionColumn { id: "night".to_owned(), options: Vec::new() });
        let text = "person,eating,night,current_cost\nada,some,2,1\nbo,none,0,2\ncy,lots,1,3\ndi,none,often,4\n";
        let (cases, faults) = read(text.as_bytes(), &columns).unwrap();
        assert_eq!(cases.answers[0].levels, [1, 0]);
        assert_eq!(cases.answers[1].options, ["0", "1", "2"]);
        assert_eq!(faults.len(), 2);
        assert!(faults[0].what.contains("`lots` is none of none, some"));
    }

    #[test]
    fn a_file_that_cannot_be_used_says_why() {
        let why = |text: &str| read(text.as_bytes(), &Columns::default()).unwrap_err().to_string();
        assert!(why("").contains("empty"));
        assert!(why("person,cost\nada,1\n").contains("no column `current_cost`; its columns are `person`, `cost`"));
        assert!(why("person,person,current_cost\n").contains("stands twice"));
        assert!(why("person,current_cost\n").contains("holds no person"));
        assert!(why("person,current_cost\nada,x\n").contains("none of the 1 rows"));
        assert!(why("person,current_cost\n\u{1}\u{fffd}").contains("none of the 1 rows"));
    }
}
