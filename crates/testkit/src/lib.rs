//! For tests: people to begin with, a clock that stands still, databases of both kinds that go when the test ends.
//!
//! A test that stores something takes [`on_both_databases`] and a [`World`]; one that only decides needs neither.
#![allow(clippy::expect_used, clippy::panic, reason = "only tests use it, and a test's failure is its message")]

mod clock;
mod database;
mod filled;
mod postgres;
mod world;

pub use clock::Clock;
pub use database::{TempStore, on_both_databases};
pub use filled::fill;
pub use postgres::Server;
pub use world::{Somebody, World, relation};
