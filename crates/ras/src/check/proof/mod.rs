//! The proof that more need never means less money, or two sheets that show the contrary.

pub(super) mod asked;
pub(super) mod boxes;
mod closer;
pub(super) mod cone;
pub(super) mod effort;
mod form;
mod grid;
pub(super) mod holds;
pub(super) mod moves;
mod rules;
pub(super) mod search;
pub(super) mod shrink;
pub(super) mod step;
mod sums;
mod sweep;
mod tables;
mod totals;
pub(super) mod view;
pub(super) mod walk;
