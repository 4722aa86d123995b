//! Files of results: a row for each person and stream, written as a stream.

use crate::answers::Block;
use crate::batch::{Lanes, Plan, Standing};
use crate::calculator::{Calculator, Sheet};
use crate::record::{Record, reason};
use crate::{Ratio, Scheme};
use std::io::Write;

/// The columns of a file of results, in their order.
pub const COLUMNS: &str = "person,stream,points,amount,currency,period,scheme,version,hash,status,reason";

/// Scores blocks of answers and writes the results as CSV.
pub struct CsvResults<'a> {
    scheme: &'a Scheme,
    plan: &'a Plan<'a>,
    lanes: Lanes,
    streams: Vec<StreamTexts>,
    line: Vec<u8>,
    refused: u64,
}

/// What is the same in every row of a stream.
struct StreamTexts {
    /// `,stream,`
    id: Vec<u8>,
    /// `,GBP,year,scheme,version,hash,ok,` and the same with `refused`.
    ok: Vec<u8>,
    refused: Vec<u8>,
    /// Why the stream is not open, as a field.
    not_eligible: Vec<u8>,
    points_den: i128,
}

impl<'a> CsvResults<'a> {
    /// Results of a plan of this scheme.
    #[must_use]
    pub fn new(scheme: &'a Scheme, plan: &'a Plan<'a>) -> CsvResults<'a> {
        let calculator = plan.calculator;
        let streams = calculator.streams.iter().map(|stream| {
            let after = |status: &str| {
                let (currency, period) = (calculator.currency.code(), stream.period.name());
                let Calculator { scheme, version, hash, .. } = calculator;
                format!(",{currency},{period},{scheme},{version},{hash},{status},").into_bytes()
            };
            StreamTexts {
                id: format!(",{},", stream.id).into_bytes(),
                ok: after("ok"),
                refused: after("refused"),
                not_eligible: field(&not_eligible(scheme, &stream.id)),
                points_den: stream.points.map_or(1, |node| calculator.den(node)),
            }
        });
        CsvResults { scheme, plan, lanes: Lanes::new(plan), streams: streams.collect(), line: Vec::new(), refused: 0 }
    }

    /// Writes the names of the columns.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn header(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(out, "{COLUMNS}")
    }

    /// Scores a block and writes its rows.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn block(&mut self, block: &Block, out: &mut impl Write) -> std::io::Result<()> {
        self.lanes.work_out(self.plan, &block.people, 0, block.len());
        self.line.clear();
        for row in 0..block.len() {
            let fault = block.fault(row);
            let person = person_field(block, row);
            self.refused += u64::from(fault.is_some() || self.is_refused(row));
            for at in 0..self.streams.len() {
                self.line.extend_from_slice(&person);
                match fault {
                    Some(fault) => self.refuse(at, fault),
                    None => self.stream(block, row, at),
                }
                self.line.push(b'\n');
            }
        }
        out.write_all(&self.line)
    }

    /// How many people had no amount in at least one stream.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.refused
    }

    fn is_refused(&self, row: usize) -> bool {
        let refused = |at| self.lanes.stream(at).1.get(row) == Some(&Standing::Refused);
        (0..self.streams.len()).any(refused)
    }

    fn refuse(&mut self, at: usize, reason: &str) {
        let Some(texts) = self.streams.get(at) else { return };
        self.line.extend_from_slice(&texts.id);
        self.line.push(b',');
        self.line.extend_from_slice(&texts.refused);
        self.line.extend_from_slice(&field(reason));
    }

    fn stream(&mut self, block: &Block, row: usize, at: usize) {
        let (amounts, standing) = self.lanes.stream(at);
        let (amount, standing) =
            (amounts.get(row).copied().unwrap_or(0), standing.get(row).copied().unwrap_or_default());
        let route_open = self.lanes.route_open.get(row).copied().unwrap_or(false);
        if standing == Standing::Refused || route_open || self.plan.is_one_by_one() {
            self.told_in_full(block, row, at);
            return;
        }
        let points = self.plan.streams.get(at).and_then(|lanes| self.lanes.points(lanes.points?, row));
        let Some(texts) = self.streams.get(at) else { return };
        self.line.extend_from_slice(&texts.id);
        match points {
            Some(points) if texts.points_den == 1 => whole(&mut self.line, points),
            Some(points) => {
                let points = Ratio::new(i128::from(points), texts.points_den);
                self.line.extend_from_slice(points.map(|points| points.to_string()).unwrap_or_default().as_bytes());
            }
            None => {}
        }
        self.line.push(b',');
        hundredths(&mut self.line, amount);
        self.line.extend_from_slice(&texts.ok);
        if standing == Standing::NotEligible {
            self.line.extend_from_slice(&texts.not_eligible);
        }
    }

    /// A row that needs words of its own: why it is refused, which routes are open.
    fn told_in_full(&mut self, block: &Block, row: usize, at: usize) {
        let calculator = self.plan.calculator;
        let score = calculator.score(&block.people.sheet(row));
        let (Some(stream), Some(texts)) = (score.streams.get(at), self.streams.get(at)) else { return };
        let mut why = reason(self.scheme, &score, stream);
        if stream.amount.is_err() {
            why = format!("row {}, {why}", block.row(row));
        }
        self.line.extend_from_slice(&texts.id);
        self.line.extend_from_slice(stream.points.map(|points| points.to_string()).unwrap_or_default().as_bytes());
        self.line.push(b',');
        match &stream.amount {
            Ok(amount) => {
                hundredths(&mut self.line, amount.0);
                self.line.extend_from_slice(&texts.ok);
            }
            Err(_) => self.line.extend_from_slice(&texts.refused),
        }
        self.line.extend_from_slice(&field(&why));
    }
}

fn not_eligible(scheme: &Scheme, stream: &str) -> String {
    crate::record::not_eligible_reason(&scheme.words_in(&scheme.language), stream)
}

/// A name as a field; those that need no quotation marks, nearly all, are taken as they are.
fn person_field(block: &Block, row: usize) -> std::borrow::Cow<'_, [u8]> {
    let bytes = block.person_bytes(row);
    if bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_./: ".contains(byte)) {
        std::borrow::Cow::Borrowed(bytes)
    } else {
        std::borrow::Cow::Owned(field(&block.person(row)))
    }
}

/// A text as a CSV field. One that a spreadsheet would take for a formula gets an apostrophe before it.
fn field(text: &str) -> Vec<u8> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<Ratio>().is_err();
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into_bytes()
    } else {
        text.into_bytes()
    }
}

/// A whole number in digits.
fn whole(line: &mut Vec<u8>, number: i64) {
    if number < 0 {
        line.push(b'-');
    }
    let mut digits = [0_u8; 20];
    let mut rest = number.unsigned_abs();
    let mut used = 0;
    for slot in digits.iter_mut().rev() {
        *slot = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        used += 1;
        if rest == 0 {
            break;
        }
    }
    line.extend_from_slice(digits.get(20 - used..).unwrap_or_default());
}

/// Hundredths with a point: `1563.00`.
fn hundredths(line: &mut Vec<u8>, amount: i64) {
    if amount < 0 {
        line.push(b'-');
    }
    let size = amount.unsigned_abs();
    whole(line, i64::try_from(size / 100).unwrap_or(i64::MAX));
    let rest = u8::try_from(size % 100).unwrap_or(0);
    line.extend_from_slice(&[b'.', b'0' + rest / 10, b'0' + rest % 10]);
}

/// Scores blocks of answers and writes the results as one JSON document: `{"results":[…]}`, each a [`Record`] with a
/// `row`, or the reason why a row could not be read.
pub struct JsonResults<'a> {
    scheme: &'a Scheme,
    calculator: &'a Calculator,
    is_first: bool,
    refused: u64,
}

/// A row that could not be read, in a JSON document of results.
#[derive(serde::Serialize)]
struct BadRow<'a> {
    person: String,
    row: u64,
    status: &'static str,
    reason: &'a str,
}

impl<'a> JsonResults<'a> {
    /// Results of a calculator of this scheme.
    #[must_use]
    pub fn new(scheme: &'a Scheme, calculator: &'a Calculator) -> JsonResults<'a> {
        JsonResults { scheme, calculator, is_first: true, refused: 0 }
    }

    /// Scores a block and writes its results.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn block(&mut self, block: &Block, out: &mut impl Write) -> std::io::Result<()> {
        for row in 0..block.len() {
            out.write_all(if self.is_first { b"{\"results\":[\n" } else { b",\n" })?;
            self.is_first = false;
            if let Some(reason) = block.fault(row) {
                self.refused += 1;
                let bad = BadRow { person: block.person(row), row: block.row(row), status: "refused", reason };
                serde_json::to_writer(&mut *out, &bad)?;
                continue;
            }
            let sheet: Sheet = block.people.sheet(row);
            let score = self.calculator.score(&sheet);
            self.refused += u64::from(score.streams.iter().any(|stream| stream.amount.is_err()));
            let record = Record::of(self.scheme, self.calculator, &block.person(row), &sheet, &score);
            serde_json::to_writer(&mut *out, &record)?;
        }
        Ok(())
    }

    /// Ends the document.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        out.write_all(if self.is_first { b"{\"results\":[]}\n" } else { b"\n]}\n" })
    }

    /// How many people had no amount in at least one stream.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::AnswerReader;

    fn score(answers: &str) -> String {
        let scheme = crate::doc::scheme().unwrap();
        let calculator = crate::doc::calculator().unwrap();
        let plan = Plan::new(&calculator);
        let mut results = CsvResults::new(&scheme, &plan);
        let mut reader = AnswerReader::open(answers.as_bytes(), &calculator).unwrap();
        let mut block = Block::new(&calculator);
        let mut out = Vec::new();
        while reader.next_block(&mut block).unwrap() {
            results.block(&block, &mut out).unwrap();
        }
        let hash = scheme.hash.to_string();
        String::from_utf8(out).unwrap().replace(&hash, "HASH")
    }

    #[test]
    fn a_row_shows_points_amount_scheme_and_status() {
        assert_eq!(
            score("person,eating,friends\nada,some,substantial\n"),
            "ada,social-care,25,1563.00,GBP,year,small,2026-04-01,HASH,ok,\n"
        );
    }

    #[test]
    fn a_bad_row_is_refused_with_row_column_value_and_what_was_allowed() {
        assert_eq!(
            score("friends,person,eating\nnone,ada,lots\nnone,ben,none\nnone,cy,\n"),
            "ada,social-care,,,GBP,year,small,2026-04-01,HASH,refused,\"row 2, column eating: `lots` is not allowed; it must be one of none, some, substantial, exceptional\"\n\
             ben,social-care,0,0.00,GBP,year,small,2026-04-01,HASH,ok,\n\
             cy,social-care,,,GBP,year,small,2026-04-01,HASH,refused,\"row 4, column eating: no answer, and an answer is required\"\n"
        );
    }

    #[test]
    fn names_are_quoted_where_they_must_be_and_never_become_formulas() {
        let found = score("person,eating,friends\n\"O'Neil, Ada\",none,none\n=cmd(),none,none\nŽofia,none,none\n");
        let names: Vec<&str> = found.lines().map(|line| line.split(",social-care").next().unwrap()).collect();
        assert_eq!(names, ["\"O'Neil, Ada\"", "'=cmd()", "Žofia"]);
    }
}
