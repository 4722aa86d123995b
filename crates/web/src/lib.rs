//! The pages, by audience: family, council, provider, public.
//!
//! `router.rs` shows every route; `guard.rs` stands before each. A page is a folder: `mod.rs`, `page.html`, `copy.en.toml`.

mod account;
pub mod app;
mod asking;
pub mod assets;
mod case_letters;
mod change_view;
mod council;
mod dates;
pub mod documents;
mod family;
mod fault;
mod guard;
mod letters;
mod move_letters;
mod outbox;
pub mod parts;
mod pay_days;
mod plan_forms;
mod plan_view;
mod public;
mod query;
mod review_view;
mod route;

mod router;
mod secured;
mod sent;
mod service;
mod sign_in;
mod streams;
pub mod style;
mod visit;
mod week_form;
pub mod words;

pub use route::{Needs, Route};
pub use router::{router, routes};
