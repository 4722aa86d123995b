//! Pages as a browser gets them, from an app in this process on a database of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop short"
)]

mod agreements;
mod attacks;
mod calendar;
mod changes;
mod council;
mod family;
mod life;
mod messages;
mod money;
mod reviews;
mod routes;
mod sign_in;
mod spending;
mod town;
