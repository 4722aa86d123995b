//! What families spend: statements and their lines, records with their pictures, matches, what answers taught, column profiles.

pub mod learned;
pub mod lines;
pub mod matches;
pub mod profiles;
pub mod records;
pub mod statements;
