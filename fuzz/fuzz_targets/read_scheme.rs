//! Any bytes as the files of a scheme: read, made ready, scored with nothing answered; never a panic.
//! The input is the three rule files and a wording file, separated by lines of `====`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ras::{Scheme, SchemeFiles};

fuzz_target!(|input: &[u8]| {
    let mut files = SchemeFiles::new();
    let names = ["scheme.toml", "questions.toml", "rules.toml", "words.en.toml"];
    for (name, part) in names.iter().zip(parts(input)) {
        files.insert(*name, part);
    }
    let Ok(scheme) = Scheme::read(&files) else { return };
    for day in scheme.turning_days() {
        let Ok(calculator) = scheme.on(day) else { continue };
        let least = calculator.inputs.iter().map(|input| (input.id.as_str(), ""));
        if let Ok(sheet) = calculator.sheet(least) {
            let _ = calculator.score(&sheet);
        }
        let plan = ras::Plan::new(&calculator);
        let mut people = ras::Population::new(&calculator);
        people.push(&calculator.blank_sheet());
        let _ = plan.run(&people);
    }
});

fn parts(input: &[u8]) -> Vec<Vec<u8>> {
    let mut parts = vec![Vec::new()];
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        if line == b"====\n" {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.extend_from_slice(line);
        }
    }
    parts
}
