//! What comes out of the printer: real letters and questionnaires, hostile texts, and what a reading machine finds.

mod hostile;
mod letters;
mod pages;
mod questionnaires;
mod reading;
mod words;
