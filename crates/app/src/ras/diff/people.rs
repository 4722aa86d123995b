//! Everybody in a file of answers, worked out under both schemes.

use crate::failure::Failure;
use crate::locate::Located;
use crate::output::Output;
use crate::ras::answers;
use ras::compare::{Impact, People, Row, StreamPair};
use std::path::Path;

/// Takes the rows of a person: one for each stream, in the order of the streams.
type TakeRows<'a> = &'a mut dyn FnMut(&str, &[StreamPair], &[Row]) -> Result<(), Failure>;

/// For those who want the sums only.
pub fn no_rows(_: &str, _: &[StreamPair], _: &[Row]) -> Result<(), Failure> {
    Ok(())
}

/// Works everybody out under both schemes.
pub fn score(path: &Path, before: &Located, after: &Located, rows: TakeRows<'_>) -> Result<Impact, Failure> {
    let Some(mut people) = People::new(&before.scheme, &after.scheme) else {
        let message = format!(
            "amounts in {} and in {} cannot be compared",
            before.scheme.currency.code(),
            after.scheme.currency.code()
        );
        return Err(Failure::new(message).help("leave the answers away to see what differs in the rules"));
    };
    let streams: Vec<StreamPair> = people.streams().cloned().collect();
    let calculators = [&before.calculator, &after.calculator];
    answers::for_two(path, calculators, |name, sheets| {
        let [a, b] = calculators;
        let [before, after] = sheets;
        let (before, after) = (before.map(|sheet| a.score(&sheet)), after.map(|sheet| b.score(&sheet)));
        let found = people.add(name, before.as_ref().map_err(String::as_str), after.as_ref().map_err(String::as_str));
        rows(name, &streams, &found)
    })?;
    Ok(people.finish())
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
