//! Signing in and out, as people and as attackers do it.

mod account;
mod attacks;
mod demo;
mod kept;
mod link;
mod mail;
mod organisation;
pub mod staff;
