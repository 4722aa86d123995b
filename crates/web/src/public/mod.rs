//! Pages for everybody: no account, nothing stored.

pub mod home;
