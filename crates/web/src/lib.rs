//! The pages, by audience: family, council, provider, public.
//!
//! `router.rs` shows every route; `guard.rs` stands before each. A page is a folder: `mod.rs`, `page.html`, `copy.en.toml`.

mod account;
pub mod app;
pub mod assets;
mod family;
mod fault;
mod guard;
mod outbox;
pub mod parts;
mod public;
mod route;
mod router;
mod sent;
mod service;
mod sign_in;
pub mod style;
mod visit;
pub mod words;

pub use route::{Needs, Route};
pub use router::{router, routes};
