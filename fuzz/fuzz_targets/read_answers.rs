//! Any bytes as a file of answers: every row is an answer sheet or has a fault, and what the quick way reads is what
//! the careful way would read; never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ras::{AnswerReader, Block, CsvResults, Plan};

fuzz_target!(|input: &[u8]| {
    let (Ok(scheme), Ok(calculator)) = (ras::doc::scheme(), ras::doc::calculator()) else { return };
    let plan = Plan::new(&calculator);
    let mut results = CsvResults::new(&scheme, &plan);
    let Ok(mut reader) = AnswerReader::open(input, &calculator) else { return };
    let mut block = Block::new(&calculator);
    let mut out = Vec::new();
    while let Ok(true) = reader.next_block(&mut block) {
        assert!(results.block(&block, &mut out).is_ok());
    }
    assert_eq!(quoted(input).map(|quoted| figures(&quoted)), quoted(input).map(|_| figures(input)));
});

/// The same file with every cell quoted, which takes the careful way throughout; none for files that have quotes or
/// bytes that quoting would change.
fn quoted(input: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(input).ok()?;
    if text.contains(['"', '\r', '\u{feff}']) {
        return None;
    }
    let line = |line: &str| {
        let cells = line.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
        if line.is_empty() { String::new() } else { cells }
    };
    Some(text.split('\n').map(line).collect::<Vec<_>>().join("\n").into_bytes())
}

fn figures(input: &[u8]) -> Option<Vec<(String, Option<String>)>> {
    let calculator = ras::doc::calculator().ok()?;
    let mut reader = AnswerReader::open(input, &calculator).ok()?;
    let mut block = Block::new(&calculator);
    let mut all = Vec::new();
    while reader.next_block(&mut block).ok()? {
        for row in 0..block.len() {
            let sheet = block.people.sheet(row);
            all.push((format!("{}: {sheet:?}", block.person(row)), block.fault(row).map(str::to_owned)));
        }
    }
    Some(all)
}
