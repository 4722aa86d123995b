//! Signing in: choosing a way, and each way's pages. What makes somebody known is in `actions::sign_in`; here are forms,
//! cookies and the road back to where the visitor wanted to go.

pub mod choose;
pub mod demo;
mod road;

pub(crate) use road::{arrive, browser, out};
