//! What people do, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop short"
)]

mod assessments;
mod assistants;
mod bridges;
mod calendar;
mod changes;
mod deaths;
mod imports;
mod messages;
mod money;
mod money_books;
mod money_cases;
mod money_files;
mod money_mix;
mod money_ways;
mod money_years;
mod moves;
mod needs;
mod office;
mod other_ways;
mod pay_days;
mod people;
mod plans;
mod pots;
mod promises;
mod reviews;
mod signing_in;
mod speed;
mod spending;
mod spending_books;
mod studio;
