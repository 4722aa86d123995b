//! What comes out of the printer: real letters and questionnaires, hostile texts, and what a reading machine finds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop short"
)]

mod hostile;
mod letters;
mod pages;
mod questionnaires;
mod reading;
mod words;
