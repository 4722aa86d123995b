//! How long one person's explanation takes: built and written as a text. `cargo bench -p ras --bench explain`
//! prints the median in microseconds; with `-- --json` a line of JSON for each scheme.

use ras::explain::Explainer;
use ras::{Calculator, Scheme, SchemeFiles, Sheet};
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Runs of which the median is taken.
const RUNS: usize = 4000;

fn main() -> Result<(), Box<dyn Error>> {
    let as_json = std::env::args().any(|argument| argument == "--json");
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes");
    for (scheme, version) in [("example-children", "2026-04-01"), ("florida-ibudget", "2016-07-07")] {
        let nanoseconds = measure(&read(&gallery.join(scheme).join(version))?)?;
        let (whole, part) = (nanoseconds / 1000, nanoseconds % 1000);
        if as_json {
            println!("{{\"name\":\"explain_one\",\"scheme\":\"{scheme}\",\"us\":{whole}.{part:03}}}");
        } else {
            println!("{scheme}: {whole}.{part:03} µs a person (median of {RUNS})");
        }
    }
    Ok(())
}

fn read(folder: &Path) -> Result<Scheme, Box<dyn Error>> {
    let mut files = SchemeFiles::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        files.insert(entry.file_name().to_string_lossy(), std::fs::read(entry.path())?);
    }
    Ok(Scheme::read(&files)?)
}

/// The median time for one person, in nanoseconds.
fn measure(scheme: &Scheme) -> Result<u128, Box<dyn Error>> {
    let calculator = scheme.on(scheme.effective_from)?;
    let words = scheme.words_in(&scheme.language);
    let explainer = Explainer::new(scheme, &calculator, &words);
    let sheets = sheets(scheme, &calculator)?;
    let mut times = Vec::with_capacity(RUNS);
    let mut length = 0;
    for run in 0..RUNS {
        let Some(sheet) = sheets.get(run % sheets.len()) else { continue };
        let start = Instant::now();
        let text = explainer.text(&explainer.explain("ada", black_box(sheet)));
        times.push(start.elapsed().as_nanos());
        length += black_box(text).len();
    }
    times.sort_unstable();
    black_box(length);
    times.get(times.len() / 2).copied().ok_or_else(|| "no run".into())
}

/// The sheets of the scheme's worked examples.
fn sheets(scheme: &Scheme, calculator: &Calculator) -> Result<Vec<Sheet>, Box<dyn Error>> {
    let sheet = |case: &ras::scheme::WorkedCase| {
        calculator.sheet(case.answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str())))
    };
    let sheets: Vec<Sheet> = scheme.cases.iter().map(sheet).collect::<Result<_, _>>()?;
    if sheets.is_empty() { Err("the scheme has no worked examples".into()) } else { Ok(sheets) }
}
