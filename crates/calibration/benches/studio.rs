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

/// The best of several rounds.
fn timed(task: &str, rounds: usize, work: impl Fn() -> f64) {
    let (mut best, mut wall, mut loss) = (f64::INFINITY, f64::INFINITY, 0.0);
    for _ in 0..rounds {
        let (from, began) = (cpu(), Instant::now());
        loss = work();
        best = best.min(cpu() - from);
        wall = wall.min(began.elapsed().as_secs_f64());
    }
    println!("{{\"task\": \"{task}\", \"cpu\": {best}, \"wall\": {wall}, \"loss\": {loss}}}");
}

fn isotonic(folder: &Path) {
    let (points, costs) = (wholes(folder, "isotonic_x.bin"), floats(folder, "isotonic_y.bin"));
    let weights = vec![1.0; costs.len()];
    timed("isotonic", 5, || {
        let profile = Profile::of(&points, &costs, &weights);
        let rising = by_squares(&profile.means, &profile.weights);
        let rows = (0..profile.len())
            .zip(&rising)
            .flat_map(|(at, amount)| profile.rows(at).iter().map(move |row| (row.0 - amount).powi(2)));
        rows.sum()
    });
}

fn lad(folder: &Path) {
    let (x, y) = (floats(folder, "lad_x.bin"), floats(folder, "lad_y.bin"));
    let rows = Rows { columns: COLUMNS, weights: vec![1.0; y.len()], x, y };
    timed("lad", 5, || {
        let found = least(&rows, Loss::Quantile(0.5), &[]).unwrap();
        2.0 * rows.loss(Loss::Quantile(0.5), &found)
    });
}

fn table(folder: &Path) {
    let (points, costs) = (wholes(folder, "table_x.bin"), floats(folder, "table_y.bin"));
    let weights = vec![1.0; costs.len()];
    let available = Some(costs.iter().sum::<f64>() * 0.88);
    let limits = Limits { available, ..Limits::default() };
    timed("table", 5, || {
        let profile = [Profile::of(&points, &costs, &weights)];
        let found = unrounded(&profile, &Method::Isotonic(Nearness::Quantile(0.5)), &limits).unwrap();
        let amounts = &found[0].amounts;
        (0..amounts.len()).flat_map(|at| profile[0].rows(at).iter().map(move |row| (row.0 - amounts[at]).abs())).sum()
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
        timed(task, 1, || {
            let keep_rows = nearness != Nearness::Squares;
            let found = intervals(&clusters, 10_000, 0.95, 1, threads, |counts| {
                let drawn = [profile[0].drawn(counts, keep_rows)];
                Some(amounts(&drawn, &at, &method, &limits).ok()?.remove(0))
            });
            found.iter().map(|interval| interval.high - interval.low).sum()
        });
    }
}
