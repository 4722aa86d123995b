//! Tables: bands, straight lines, lookups; and the prices.

use super::figures::{Shown, number};
use super::markdown::{Column, plain};
use super::pen::Pen;
use crate::Ratio;
use crate::scheme::{Band, Comparison, KeyCell, LinePoint, LookupRow, Question, Ref, Rows, Step, StepKind};

/// What a table is looked up by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys<'a> {
    /// The keys of a step that uses it; they say what the cells mean.
    pub(super) of: &'a [Ref],
    /// Whether they are the keys of every step that uses it, so that columns can be named after them.
    pub(super) are_named: bool,
}

/// The keys with which a step uses a table of this id.
fn keys_into<'a>(step: &'a Step, table: &str) -> Option<&'a [Ref]> {
    match &step.kind {
        StepKind::Table { keys, rows: Err((id, _)), .. } if id == table => Some(keys),
        _ => None,
    }
}

impl<'a> Pen<'a> {
    /// The rows of a table.
    pub(super) fn rows(&mut self, rows: &'a Rows, keys: Keys<'a>, unit: Shown) {
        match rows {
            Rows::Bands(bands, _) => self.bands(bands, keys, unit),
            Rows::Line(points, _) => self.straight(points, keys, unit),
            Rows::Lookup(rows, _) => self.lookup(rows, keys, unit),
        }
    }

    fn bands(&mut self, bands: &'a [Band], keys: Keys<'a>, unit: Shown) {
        let has_sources = bands.iter().any(|band| band.source.is_some());
        let mut columns = vec![
            (self.key_column(keys, 0), Column::Text),
            (self.messages.text("column.value").to_owned(), Column::Number),
        ];
        if has_sources {
            columns.push((self.messages.text("column.source").to_owned(), Column::Text));
        }
        let row = |band: &'a Band| {
            let mut row = vec![self.band(band), self.reference(&band.value, unit)];
            if has_sources {
                row.push(band.source.as_deref().map(|source| self.source(source)).unwrap_or_default());
            }
            row
        };
        let mut sorted: Vec<&'a Band> = bands.iter().collect();
        sorted.sort_by_key(|band| band.from);
        let rows: Vec<Vec<String>> = sorted.into_iter().map(row).collect();
        self.page.table(&columns, &rows);
    }

    fn band(&self, band: &Band) -> String {
        let from = number(band.from);
        match band.to {
            None => self.say("range.and-more", &[("from", &from)]),
            Some((Comparison::Below, below)) => self.say("range.below", &[("from", &from), ("below", &number(below))]),
            Some((_, to)) => self.range(Some(band.from), Some(to)),
        }
    }

    fn range(&self, from: Option<Ratio>, to: Option<Ratio>) -> String {
        match (from, to) {
            (Some(from), Some(to)) if from == to => number(from),
            (Some(from), Some(to)) => self.say("range.to", &[("from", &number(from)), ("to", &number(to))]),
            (Some(from), None) => self.say("range.and-more", &[("from", &number(from))]),
            (None, Some(to)) => self.say("range.up-to", &[("to", &number(to))]),
            (None, None) => self.messages.text("range.any").to_owned(),
        }
    }

    fn straight(&mut self, points: &[LinePoint], keys: Keys<'a>, unit: Shown) {
        let columns = [
            (self.key_column(keys, 0), Column::Number),
            (self.messages.text("column.value").to_owned(), Column::Number),
        ];
        let rows: Vec<Vec<String>> =
            points.iter().map(|point| vec![number(point.at), self.figure(point.value, unit)]).collect();
        self.page.table(&columns, &rows);
    }

    fn lookup(&mut self, rows: &'a [LookupRow], keys: Keys<'a>, unit: Shown) {
        let count = rows.first().map_or(0, |row| row.cells.len());
        let mut columns: Vec<(String, Column)> =
            (0..count).map(|at| (self.key_column(keys, at), Column::Text)).collect();
        columns.push((self.messages.text("column.value").to_owned(), Column::Number));
        let questions: Vec<Option<&Question>> =
            (0..count).map(|at| keys.of.get(at).and_then(|key| self.key_question(key))).collect();
        let row = |row: &'a LookupRow| {
            let cells = row.cells.iter().zip(&questions).map(|(cell, question)| self.cell(cell, *question));
            cells.chain([self.reference(&row.value, unit)]).collect()
        };
        let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
        self.page.table(&columns, &rows);
    }

    fn cell(&self, cell: &KeyCell, question: Option<&Question>) -> String {
        match (cell, question) {
            (KeyCell::Any, _) => self.messages.text("range.any").to_owned(),
            (KeyCell::Option(option), Some(question)) => plain(self.words.option(&question.id, option)),
            (KeyCell::Option(option), None) => plain(option),
            (KeyCell::Range(from, to), _) => self.range(*from, *to),
        }
    }

    /// What a column of a table holds: the name of its key, or its number in a table that several steps share.
    fn key_column(&self, keys: Keys<'a>, at: usize) -> String {
        match keys.of.get(at).filter(|_| keys.are_named) {
            Some(Ref::Name(id, _)) if self.scheme.question_index(id).is_some() => plain(self.words.question(id)),
            Some(key) => self.reference(key, Shown::Number),
            None => self.say("column.key", &[("number", &(at + 1).to_string())]),
        }
    }

    /// Tables that several steps use, with all their dated versions.
    pub(super) fn shared_tables(&mut self) {
        let scheme = self.scheme;
        if scheme.tables.is_empty() {
            return;
        }
        self.head(2, "tables.heading", &[]);
        self.tell("tables.intro", &[]);
        let mut seen: Vec<&str> = Vec::new();
        for table in &scheme.tables {
            if seen.contains(&table.id.as_str()) {
                continue;
            }
            seen.push(&table.id);
            let name = self.table_name(&table.id);
            self.page.heading(3, &name);
            let users: Vec<(&'a Step, &'a [Ref])> =
                scheme.steps.iter().filter_map(|step| Some((step, keys_into(step, &table.id)?))).collect();
            let unit = users.first().map_or(Shown::Number, |(step, _)| self.units.of_id(&step.id));
            let keys = match users.as_slice() {
                [] => Keys { of: &[], are_named: false },
                [(_, only)] => Keys { of: only, are_named: true },
                [(_, first), ..] => Keys { of: first, are_named: false },
            };
            for version in scheme.tables.iter().filter(|other| other.id == table.id) {
                self.dates(version.dates);
                self.rows(&version.rows, keys, unit);
                if let Some(source) = self.source_or_default(version.source.as_deref()) {
                    self.tell("line.source", &[("source", &source)]);
                }
            }
        }
    }

    /// Named numbers with their dated values and sources.
    pub(super) fn parameters(&mut self) {
        let scheme = self.scheme;
        if scheme.parameters.is_empty() {
            return;
        }
        self.head(2, "prices.heading", &[]);
        let columns = [
            ("column.price", Column::Text),
            ("column.amount", Column::Number),
            ("column.holds", Column::Text),
            ("column.source", Column::Text),
        ];
        let columns = columns.map(|(key, column)| (self.messages.text(key).to_owned(), column));
        let mut rows = Vec::new();
        for parameter in &scheme.parameters {
            let unit = self.units.of_id(&parameter.id);
            for value in &parameter.values {
                let time = self.messages.time(value.dates);
                let time = time.unwrap_or_else(|| self.messages.text("date.always").to_owned());
                let source = self.source_or_default(value.source.as_deref()).unwrap_or_default();
                rows.push(vec![self.parameter_name(&parameter.id), self.figure(value.value, unit), time, source]);
            }
        }
        self.page.table(&columns, &rows);
    }
}
