//! From a council's own cases and its budget to a table of amounts and the points of each answer, and what these do to every
//! child and every group. Statistics live here, in floats, and end in whole pounds or pence; files, clocks and wording do not.
//! The same bytes, seed and choices give the same bytes of result, whatever the number of threads.
#![expect(clippy::float_arithmetic, reason = "statistics are the subject; money leaves as whole pence")]

pub mod algebra;
pub mod calibrate;
pub mod cases;
pub mod chance;
pub mod distributions;
pub mod fairness;
mod fingerprint;
pub mod judging;
pub mod parallel;
pub mod points;
pub mod report;
pub mod scheme_out;
pub mod simulation;
pub mod solve;
pub mod study;
pub mod tables;
pub mod transition;
mod watch;
pub mod wording;

pub use fingerprint::fingerprint;
pub use watch::Watch;
