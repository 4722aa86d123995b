//! The library as its callers use it: from a file of cases to tables, points and what they do.
#![expect(clippy::float_arithmetic, reason = "statistics are the subject")]
#![expect(clippy::unwrap_used, reason = "a test may stop short: its failure is its message")]

mod reading;
mod solvers;
