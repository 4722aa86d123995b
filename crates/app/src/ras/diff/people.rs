//! Everybody in a file of answers, worked out under both schemes.

use super::answers::{Reader, each_person};
use crate::failure::Failure;
use crate::locate::Located;
use crate::output::Output;
use ras::compare::{Impact, People, Row, StreamPair};
use ras::{Calculator, Score};
use std::path::Path;

/// Takes the rows of a person: one for each stream, in the order of the streams.
type TakeRows<'a> = &'a mut dyn FnMut(&str, &[StreamPair], &[Row]) -> Result<(), Failure>;

/// For those who want the sums only.
pub fn no_rows(_: &str, _: &[StreamPair], _: &[Row]) -> Result<(), Failure> {
    Ok(())
}

/// Works everybody out under both schemes.
pub fn score(path: &Path, before: &Located, after: &Located, rows: TakeRows<'_>) -> Result<Impact, Failure> {
    let Some(people) = People::new(&before.scheme, &after.scheme) else {
        let message = format!(
            "amounts in {} and in {} cannot be compared",
            before.scheme.currency.code(),
            after.scheme.currency.code()
        );
        return Err(Failure::new(message).help("leave the answers away to see what differs in the rules"));
    };
    let streams = people.streams().cloned().collect();
    let sides = [&before.calculator, &after.calculator].map(|calculator| Side { calculator, questions: Vec::new() });
    let mut scorer = Scorer { people, streams, sides, rows };
    each_person(path, &mut scorer)?;
    Ok(scorer.people.finish())
}

/// A scheme and where its questions stand in the file.
struct Side<'a> {
    calculator: &'a Calculator,
    /// For each column the position of the question, if it is one of this scheme's.
    questions: Vec<Option<usize>>,
}

impl Side<'_> {
    fn score(&self, answers: &[&str]) -> Result<Score, String> {
        let mut sheet = self.calculator.blank_sheet();
        for (answer, question) in answers.iter().zip(&self.questions) {
            if let Some(question) = question {
                self.calculator.answer(&mut sheet, *question, answer).map_err(|error| error.to_string())?;
            }
        }
        Ok(self.calculator.score(&sheet))
    }
}

struct Scorer<'a> {
    people: People<'a>,
    streams: Vec<StreamPair>,
    sides: [Side<'a>; 2],
    rows: TakeRows<'a>,
}

impl Reader for Scorer<'_> {
    fn columns(&mut self, columns: &[String]) -> Result<(), Failure> {
        for side in &mut self.sides {
            side.questions = columns.iter().map(|column| side.calculator.input_index(column)).collect();
        }
        let is_known = |at: usize| self.sides.iter().any(|side| side.questions.get(at).copied().flatten().is_some());
        match columns.iter().enumerate().find(|(at, _)| !is_known(*at)) {
            Some((_, column)) => Err(Failure::new(format!("the column `{column}` is no question of either scheme"))
                .help("give the column the id of a question, or take it out")),
            None => Ok(()),
        }
    }

    fn person(&mut self, name: &str, answers: &[&str]) -> Result<(), Failure> {
        let [before, after] = &self.sides;
        let (before, after) = (before.score(answers), after.score(answers));
        let rows =
            self.people.add(name, before.as_ref().map_err(String::as_str), after.as_ref().map_err(String::as_str));
        (self.rows)(name, &self.streams, &rows)
    }
}

/// A line for each person and stream.
pub fn write_csv(path: &Path, before: &Located, after: &Located, out: &mut Output) -> Result<(), Failure> {
    let cannot_write = |error: csv::Error| Failure::new(format!("cannot write the rows: {error}"));
    let mut file = csv::Writer::from_writer(out);
    file.write_record(["person", "stream", "before", "after", "change", "status_before", "status_after", "reason"])
        .map_err(cannot_write)?;
    score(path, before, after, &mut |person, streams, rows| {
        for (stream, row) in streams.iter().zip(rows) {
            let amount = |side: &ras::compare::Side| match side {
                ras::compare::Side::Amount(amount) => amount.to_string(),
                _ => String::new(),
            };
            let change = row.change.map(|change| change.to_string()).unwrap_or_default();
            let cells = [
                person,
                &stream.stream,
                &amount(&row.before),
                &amount(&row.after),
                &change,
                row.before.status(),
                row.after.status(),
                &row.reason,
            ];
            file.write_record(cells).map_err(cannot_write)?;
        }
        Ok(())
    })?;
    file.flush()?;
    Ok(())
}
