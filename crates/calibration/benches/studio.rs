//! How long the studio's work takes: `cargo bench -p calibration --bench studio -- FOLDER` reads the numbers that
//! `benches/studio/run.sh` made and writes one line of JSON for each task: processor seconds of the whole process, wall-clock
//! seconds, and the loss that was reached.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a measuring stick, not a library"
)]

use calibration::judging::intervals;
use calibration::solve::losses::{Loss, Rows, least};
use calibration::tables::isotonic::by_squares;
use calibration::tables::{Limits, Method, Nearness, Profile, amounts, nodes, unrounded};
use rustix::time::{ClockId, clock_gettime};
use std::path::Path;
use std::time::Instant;

const COLUMNS: usize = 20;

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        eprintln!("name the folder with the numbers; benches/studio/run.sh makes it");
        return;
    };
    let folder = Path::new(&folder);
    isotonic(folder);
    lad(folder);
    table(folder);
    bootstrap();
}

fn floats(folder: &Path, name: &str) -> Vec<f64> {
    let bytes = std::fs::read(folder.join(name)).unwrap();
    bytes.chunks_exact(8).map(|eight| f64::from_le_bytes(eight.try_into().unwrap())).collect()
}

fn wholes(folder: &Path, name: &str) -> Vec<i64> {
    let bytes = std::fs::read(folder.join(name)).unwrap();
    bytes.chunks_exact(8).map(|eight| i64::from_le_bytes(eight.try_into().unwrap())).collect()
}

fn cpu() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

/// The best of several rounds of the work; its loss is worked out afterwards, as for the peers.
fn timed<T>(task: &str, rounds: usize, work: impl Fn() -> T, loss: impl Fn(&T) -> f64) {
    let (mut best, mut wall, mut last) = (f64::INFINITY, f64::INFINITY, None);
    for _ in 0..rounds {
        let (from, began) = (cpu(), Instant::now());
        let made = work();
        best = best.min(cpu() - from);
        wall = wall.min(began.elapsed().as_secs_f64());
        last = Some(made);
    }
    let loss = loss(&last.unwrap());
    println!("{{\"task\": \"{task}\", \"cpu\": {best}, \"wall\": {wall}, \"loss\": {loss}}}");
}

fn isotonic(folder: &Path) {
    let (points, costs) = (wholes(folder, "isotonic_x.bin"), floats(folder, "isotonic_y.bin"));
    let weights = vec![1.0; costs.len()];
    let fit = || {
        let profile = Profile::of(&points, &costs, &weights);
        let rising = by_squares(&profile.means, &profile.weights);
        (profile, rising)
    };
    timed("isotonic", 5, fit, |(profile, rising)| {
        let scores = (0..profile.len()).zip(rising);
        scores.flat_map(|(at, amount)| profile.rows(at).iter().map(move |row| (row.0 - amount).powi(2))).sum()
    });
}

fn lad(folder: &Path) {
    let (x, y) = (floats(folder, "lad_x.bin"), floats(folder, "lad_y.bin"));
    let rows = Rows { columns: COLUMNS, weights: vec![1.0; y.len()], x, y };
    let fit = || least(&rows, Loss::Quantile(0.5), &[]).unwrap();
    timed("lad", 5, fit, |found| 2.0 * rows.loss(Loss::Quantile(0.5), found));
}

fn table(folder: &Path) {
    let (points, costs) = (wholes(folder, "table_x.bin"), floats(folder, "table_y.bin"));
    let weights = vec![1.0; costs.len()];
    let available = Some(costs.iter().sum::<f64>() * 0.88);
    let limits = Limits { available, ..Limits::default() };
    let fit = || {
        let profile = [Profile::of(&points, &costs, &weights)];
        let found = unrounded(&profile, &Method::Isotonic(Nearness::Quantile(0.5)), &limits).unwrap();
        (profile, found)
    };
    timed("table", 5, fit, |(profile, found)| {
        let amounts = &found[0].amounts;
        let scores = 0..amounts.len();
        scores.flat_map(|at| profile[0].rows(at).iter().map(move |row| (row.0 - amounts[at]).abs())).sum()
    });
}

fn bootstrap() {
    let mut chance = calibration::chance::Chance::new(3);
    let points: Vec<i64> = (0..10_000).map(|_| i64::try_from(chance.below(100)).unwrap()).collect();
    let costs: Vec<f64> = points.iter().map(|points| 60.0 * *points as f64 * (0.6 * chance.normal()).exp()).collect();
    let profile = [Profile::of(&points, &costs, &vec![1.0; costs.len()])];
    let clusters: Vec<usize> = (0..costs.len()).collect();
    let limits = Limits { available: Some(costs.iter().sum::<f64>() * 0.88), ..Limits::default() };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    for (task, nearness) in
        [("bootstrap by squares", Nearness::Squares), ("bootstrap by median", Nearness::Quantile(0.5))]
    {
        let method = Method::Isotonic(nearness);
        let at = nodes(&profile, &method).unwrap();
        let draw = || {
            let keep_rows = nearness != Nearness::Squares;
            intervals(&clusters, 10_000, 0.95, 1, threads, |counts| {
                let drawn = [profile[0].drawn(counts, keep_rows)];
                Some(amounts(&drawn, &at, &method, &limits).ok()?.remove(0))
            })
        };
        timed(task, 1, draw, |found| found.iter().map(|interval| interval.high - interval.low).sum());
    }
}
