//! Documents on paper: a [`Document`] becomes a tagged PDF (PDF/UA-1) that looks the same on every printer and can be read
//! aloud. Text travels as data into one fixed template, so nothing that anybody wrote can become layout.
//!
//! No file system, no network, no clock, no fonts of the machine: all of it is in the program or in the document.

mod fonts;
mod plain_text;
mod printer;
mod world;

pub use printer::{PrintError, Printer};
pub use seven_core::document::Document;
