//! Signing in and out.

mod session;
mod token;

pub use session::{Signed, sign_out, start_session, visitor};
pub use token::{hash_of, new_token};
