//! Signing in and out.

mod browser;
mod demo;
mod session;
mod token;

pub use demo::{made_up_people, sign_in_as};
pub use session::{Browser, Signed, Way, sign_out, start_session, visitor};
pub use token::{hash_of, new_token};
