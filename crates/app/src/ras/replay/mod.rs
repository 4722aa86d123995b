//! `ras replay`: stored results worked out again.

mod document;

use crate::failure::Failure;
use crate::{gallery, locate};
use jiff::civil::Date;
use ras::record::{Record, Replay, replay};
use ras::scheme::{Currency, Period};
use ras::{Calculator, Scheme};
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `ras replay`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps ras score example-children answers.csv --format json --out results.json
  sevensteps ras replay results.json
  sevensteps ras replay result.json --scheme my-scheme/2026-04-01

A stored result names its scheme, version and day. It is worked out again with exactly those and compared, figure by figure. The command ends with 0 if everything is identical, and with 1 if anything is not.")]
pub struct Arguments {
    /// The stored results: what score or explain writes with --format json (- for standard input)
    result: PathBuf,
    /// The folder of the scheme, when it is not in the gallery
    #[arg(long, value_name = "PATH")]
    scheme: Option<String>,
}

/// So many differences are shown in full.
const SHOWN: u64 = 20;

/// Runs `ras replay`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let name = arguments.result.display().to_string();
    let text = read(&arguments.result)?;
    let mut schemes = Schemes { given: None, ready: HashMap::new() };
    if let Some(path) = &arguments.scheme {
        schemes.given = Some(locate::schemes(path)?);
    }
    let (mut identical, mut different) = (0_u64, 0_u64);
    let mut last_identical = String::new();
    let mut said = Vec::new();
    let count = document::each_record(&text, &name, &mut |record| {
        let verdict = schemes.replay(&record);
        if verdict == Verdict::Same {
            identical += 1;
            last_identical = figures(&record);
        } else {
            different += 1;
            if different <= SHOWN {
                said.push(verdict.words(&record));
            }
        }
    })?;
    for line in said {
        println!("{line}");
    }
    if different > SHOWN {
        println!("… and {} more that are not identical", different - SHOWN);
    }
    match (count, different) {
        (0, _) => return Err(Failure::new(format!("{name} holds no stored result")).help("its list is empty")),
        (1, 0) => println!("identical: {last_identical}"),
        (_, 0) => println!("identical: all {count} results"),
        (1, _) => {}
        (_, _) => println!("{identical} of {count} results are identical, {different} are not"),
    }
    Ok(if different == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn read(path: &Path) -> Result<String, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::new(format!("cannot read {}: {error}", path.display()))
            .help("give the file that a command wrote with --format json, or - for standard input")
    };
    let mut text = String::new();
    if path == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut text).map_err(unreadable)?;
    } else {
        text = std::fs::read_to_string(path).map_err(unreadable)?;
    }
    Ok(text)
}

/// What came of one stored result.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Same,
    /// The result could not be worked out again.
    NoScheme(String),
    Replayed(Replay),
}

impl Verdict {
    fn words(&self, record: &Record) -> String {
        let (person, version) = (&record.person, format!("{}@{}", record.scheme, record.version));
        match self {
            Verdict::Same | Verdict::Replayed(Replay::Identical) => format!("{person}: identical"),
            Verdict::NoScheme(why) => format!("{person}: cannot be worked out again: {why}"),
            Verdict::Replayed(Replay::OtherScheme { stored, found }) => format!(
                "{person}: the rules of {version} are not the ones the result was made with\n  \
                 stored checksum: {stored}\n  found checksum:  {found}"
            ),
            Verdict::Replayed(Replay::Unusable(why)) => {
                format!("{person}: the stored answers do not fit {version}: {why}")
            }
            Verdict::Replayed(Replay::Different { what, stored, found }) => {
                format!("{person}: different\n  what:   {what}\n  stored: {stored}\n  found:  {found}")
            }
        }
    }
}

/// Schemes that were found, ready for the days that were asked for.
struct Schemes {
    /// Versions given by hand.
    given: Option<Vec<Scheme>>,
    /// By scheme, version and day.
    ready: HashMap<[String; 3], Result<(Scheme, Calculator), String>>,
}

impl Schemes {
    fn replay(&mut self, record: &Record) -> Verdict {
        let key = [record.scheme.clone(), record.version.clone(), record.on.clone()];
        let given = self.given.as_deref();
        let found = self.ready.entry(key).or_insert_with(|| ready(record, given));
        match found {
            Err(why) => Verdict::NoScheme(why.clone()),
            Ok((scheme, calculator)) => match replay(record, scheme, calculator) {
                Replay::Identical => Verdict::Same,
                other => Verdict::Replayed(other),
            },
        }
    }
}

/// The scheme and version that a result names, ready for its day.
fn ready(record: &Record, given: Option<&[Scheme]>) -> Result<(Scheme, Calculator), String> {
    let version = format!("{}@{}", record.scheme, record.version);
    let scheme = match given {
        Some(given) => {
            let mut known =
                given.iter().filter(|scheme| scheme.id == record.scheme && scheme.version() == record.version);
            known.next().cloned().ok_or_else(|| format!("{version} is not the scheme that was given"))?
        }
        None => {
            let entries = gallery::entries();
            let entry = entries.iter().find(|e| e.id == record.scheme && e.version.to_string() == record.version);
            let entry =
                entry.ok_or_else(|| format!("{version} is not in the gallery; name its folder with --scheme"))?;
            Scheme::read(&entry.files).map_err(|faults| faults.to_string())?
        }
    };
    let on: Date = record.on.parse().map_err(|_| format!("`{}` is not a day", record.on))?;
    let calculator = scheme.on(on).map_err(|faults| faults.to_string())?;
    Ok((scheme, calculator))
}

/// Person and figures in one line.
fn figures(record: &Record) -> String {
    let sign = Currency::parse(&record.currency).map(|currency| currency.sign().to_owned()).unwrap_or_default();
    let stream = |stream: &ras::record::StreamRecord| match &stream.amount {
        Some(amount) => {
            let period = Period::ALL.iter().find(|(name, _)| *name == stream.period).map(|(_, period)| *period);
            let time = match period {
                Some(Period::Once) | None => stream.period.clone(),
                Some(Period::Hour) => "an hour".to_owned(),
                Some(period) => format!("a {}", period.name()),
            };
            format!("{} {sign}{} {time}", stream.stream, crate::chart::grouped(amount))
        }
        None => format!("{} refused", stream.stream),
    };
    let streams: Vec<String> = record.streams.iter().map(stream).collect();
    format!("{}: {}", record.person, streams.join(", "))
}
