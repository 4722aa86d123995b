//! Taking over what a council knows already: children, their parents and carers, and what each has today. Every row gets its line in a report
//! before anything is written, so that a dry run and the real one say the same.
//!
//! Reading the file itself is done by `interchange`; writing and undoing by `actions`.

pub mod columns;
pub mod day;
mod match_person;
pub mod packages;
pub mod people;
pub mod relations;
mod row;
pub mod table;
mod which_child;

pub use columns::{Column, HeaderError};
pub use day::{DayError, read_day};
pub use packages::{KnownPackage, PackageRow, Packages, read_packages};
pub use people::{PersonRow, read_people};
pub use relations::{KnownRelation, RelationRow, Relations, read_relations};
pub use table::{Change, Counts, Fault, Outcome, Report, Row, RowReport, Table, Warning};
