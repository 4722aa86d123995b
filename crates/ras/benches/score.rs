//! How fast schemes are worked out: `cargo bench -p ras --bench score` prints figures, `-- --json` a line each for
//! machines. CPU times are of the whole process, best of several runs.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_possible_truncation
)]

use ras::{AnswerReader, Block, Calculator, Plan, Population, Scheme, SchemeFiles, simulate};
use std::time::{Duration, Instant};

const PEOPLE: usize = 1_000_000;

fn main() {
    let is_json = std::env::args().any(|argument| argument == "--json");
    let scheme = peers_scheme();
    let calculator = scheme.on(scheme.effective_from).unwrap();
    let people = population(&calculator, PEOPLE);
    let plan = Plan::amounts_only(&calculator);
    let mut amounts = plan.run(&people).unwrap();

    let memory = best(15, || plan.run_into(&people, &mut amounts).unwrap());
    report(is_json, "memory_1m", "1,000,000 people from memory, 30 questions, 20-row table", &memory);

    let sheet = people.sheet(12_345);
    let one = best(5, || {
        for _ in 0..10_000 {
            std::hint::black_box(calculator.score(std::hint::black_box(&sheet)));
        }
    });
    report(is_json, "score_10k_one_by_one", "10,000 people one by one", &one);

    let prices: Vec<Calculator> = (0..1000).map(priced).collect();
    let plans: Vec<Plan<'_>> = prices.iter().map(Plan::amounts_only).collect();
    let policies = best(1, || {
        std::hint::black_box(simulate(&plans, &people).unwrap());
    });
    report(is_json, "policies_1000_1m", "1,000 policies over 1,000,000 people, all cores", &policies);

    let file = answers(&people, &calculator);
    let reading = best(5, || {
        let mut reader = AnswerReader::open(file.as_slice(), &calculator).unwrap();
        let mut block = Block::new(&calculator);
        while reader.next_block(&mut block).unwrap() {
            std::hint::black_box(&block);
        }
    });
    report(is_json, "read_1m", "1,000,000 rows of CSV read", &reading);
}

fn peers_scheme() -> Scheme {
    Scheme::read(&files(RULES)).unwrap()
}

const RULES: &str = include_str!("../../../benches/peers/scheme/2026-01-01/rules.toml");

fn files(rules: &str) -> SchemeFiles {
    SchemeFiles::new()
        .with("scheme.toml", include_str!("../../../benches/peers/scheme/2026-01-01/scheme.toml"))
        .with("questions.toml", include_str!("../../../benches/peers/scheme/2026-01-01/questions.toml"))
        .with("rules.toml", rules)
}

/// The same scheme with a ceiling of its own, as a policy to simulate.
fn priced(policy: usize) -> Calculator {
    let rules = RULES.replacen("kind = \"bands\"", &format!("kind = \"bands\"\nceiling = {}", 20_000 + policy), 1);
    assert_ne!(rules, RULES);
    let scheme = Scheme::read(&files(&rules)).unwrap();
    scheme.on(scheme.effective_from).unwrap()
}

/// Answers drawn by a small generator, the same each time.
fn population(calculator: &Calculator, rows: usize) -> Population {
    let mut state = 42_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8 & 3
    };
    let columns = calculator.inputs.iter().map(|_| (0..rows).map(|_| next()).collect()).collect();
    Population::from_columns(calculator, columns).unwrap()
}

fn answers(people: &Population, calculator: &Calculator) -> Vec<u8> {
    let mut file = b"person".to_vec();
    for input in &calculator.inputs {
        file.extend_from_slice(format!(",{}", input.id).as_bytes());
    }
    file.push(b'\n');
    for row in 0..people.len() {
        file.extend_from_slice(format!("p{row}").as_bytes());
        let sheet = people.sheet(row);
        for (at, input) in calculator.inputs.iter().enumerate() {
            file.push(b',');
            file.extend_from_slice(input.text(sheet.code(at).unwrap()).as_bytes());
        }
        file.push(b'\n');
    }
    file
}

struct Figures {
    cpu: Duration,
    wall: Duration,
}

/// The run with the least CPU time.
fn best(runs: usize, mut work: impl FnMut()) -> Figures {
    let timed = (0..runs).map(|_| {
        let (before, wall) = (cpu(), Instant::now());
        work();
        Figures { cpu: cpu() - before, wall: wall.elapsed() }
    });
    timed.min_by_key(|figures| figures.cpu).unwrap()
}

fn cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(now.tv_sec).unwrap(), u32::try_from(now.tv_nsec).unwrap())
}

fn report(is_json: bool, name: &str, what: &str, figures: &Figures) {
    let (cpu, wall) = (figures.cpu.as_micros(), figures.wall.as_micros());
    let (cpu, wall) = (format!("{}.{:03}", cpu / 1000, cpu % 1000), format!("{}.{:03}", wall / 1000, wall % 1000));
    if is_json {
        println!("{{\"name\":\"{name}\",\"cpu_ms\":{cpu},\"wall_ms\":{wall}}}");
    } else {
        println!("{what:<60} {cpu:>12} ms CPU {wall:>12} ms wall");
    }
}
