//! Making a plan: its chapters, its papers, its history, its links.

pub mod history;
pub mod links;
pub mod paper;
