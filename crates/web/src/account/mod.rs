//! One's own account: how one signs in, and where.

pub mod sign_out;
