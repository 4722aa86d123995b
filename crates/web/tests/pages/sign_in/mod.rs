//! Signing in and out, as people and as attackers do it.

mod account;
mod demo;
mod link;
mod mail;
mod staff;
