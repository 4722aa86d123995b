//! A million lines matched, a statement of ten thousand read and matched. `benches/matching/run.sh` makes the files and runs
//! another program on the same ones; without files a smaller run is made up here.
#![allow(clippy::unwrap_used, clippy::float_arithmetic, reason = "a benchmark stops short, and times are no money")]

use std::time::Instant;

use interchange::statements;
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::matching::{Expectation, Expected, ExpectedKind, Line, Rules, Verdict, match_lines};

/// A row of either file: day, pence, payee, reference.
struct Row {
    day: Date,
    pence: i64,
    payee: String,
    reference: String,
}

fn rows(path: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    while reader.read_record(&mut record).unwrap() {
        let cell = |at: usize| record.get(at).unwrap();
        let (day, pence) = (cell(0).parse().unwrap(), cell(1).parse().unwrap());
        rows.push(Row { day, pence, payee: cell(2).to_owned(), reference: cell(3).to_owned() });
    }
    rows
}

/// Rows of the same shape as `benches/matching/make.py` makes: every tenth line is expected otherwise or not at all.
fn made_up(many: u32, is_statement: bool) -> Vec<Row> {
    let first: Date = "2026-04-01".parse().unwrap();
    let row = |n: u32| {
        let day = first.checked_add(jiff::Span::new().days(i64::from(n % 365))).unwrap();
        let pence = -i64::from(n % 9_973 + 100);
        let noise = if is_statement && n.is_multiple_of(10) { "SUMUP" } else { "PROVIDER" };
        Row {
            day,
            pence,
            payee: format!("{noise} {}", char::from(b'A' + u8::try_from(n % 26).unwrap())),
            reference: format!("REF{n:07}"),
        }
    };
    (0..many).map(row).collect()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (start, before) = (Instant::now(), processor());
    let done = work();
    println!("{what}: {:.3} s, {:.3} s of work", start.elapsed().as_secs_f64(), processor() - before);
    done
}

/// Seconds that the processor has worked for this program, on all its threads.
fn processor() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    std::time::Duration::new(u64::try_from(now.tv_sec).unwrap(), u32::try_from(now.tv_nsec).unwrap()).as_secs_f64()
}

fn match_rows(lines: &[Row], expected: &[Row]) {
    let rules = Rules::standard().unwrap();
    let lines: Vec<Line<'_>> = lines
        .iter()
        .map(|row| Line {
            booked: row.day,
            pence: Pence(row.pence),
            payee: &row.payee,
            reference: &row.reference,
            bank_id: "",
        })
        .collect();
    let expected: Vec<Expectation<'_>> = expected
        .iter()
        .map(|row| Expectation {
            kind: ExpectedKind::Invoice,
            sum: Expected::Exactly(Pence(row.pence), 1),
            from: row.day,
            until: row.day,
            payee: &row.payee,
            reference: &row.reference,
            teaches: "",
        })
        .collect();
    let verdicts = timed(&format!("ours, {} lines matched with reasons", lines.len()), || {
        match_lines(&lines, &expected, &[], &rules)
    });
    let count = |wanted: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| wanted(verdict)).count();
    let sure = count(|verdict| matches!(verdict, Verdict::Sure(found) if found.why.reasons().next().is_some()));
    println!(
        "  {sure} sure, {} asked, {} left",
        count(|v| matches!(v, Verdict::Asked(_))),
        count(|v| matches!(v, Verdict::Left))
    );
}

/// A statement of ten thousand lines as MT940, read and matched.
fn statement() {
    let rows = made_up(10_000, false);
    let total: i64 = rows.iter().map(|row| row.pence).sum();
    let euros = |pence: i64| format!("{},{:02}", pence.abs() / 100, pence.abs() % 100);
    let mut text = ":20:A\n:25:601613/31926819\n:28C:1/1\n:60F:C260401GBP0,00\n".to_owned();
    for row in &rows {
        let (year, month, day) = (row.day.year() % 100, row.day.month(), row.day.day());
        text.push_str(&format!(
            ":61:{year:02}{month:02}{day:02}D{}NTRF{}\n:86:{}\n",
            euros(row.pence),
            row.reference,
            row.payee
        ));
    }
    text.push_str(&format!(":62F:D270331GBP{}\n-\n", euros(total)));
    let read = timed("ours, a statement of 10,000 lines read and checked", || {
        let read = statements::read(text.as_bytes(), None).unwrap().remove(0);
        assert!(!read.check(&seven_core::banking::statement::Wanted::default()).iter().any(|f| f.is_refusal()));
        read
    });
    let lines: Vec<Row> = read
        .lines
        .into_iter()
        .map(|line| Row { day: line.booked, pence: line.pence.0, payee: line.payee, reference: line.reference })
        .collect();
    match_rows(&lines, &rows);
}

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [lines, expected] = paths.as_slice() {
        let (lines, expected) = timed("ours, both files read", || (rows(lines), rows(expected)));
        match_rows(&lines, &expected);
    } else {
        match_rows(&made_up(100_000, true), &made_up(100_000, false));
    }
    statement();
}
