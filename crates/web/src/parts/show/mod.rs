//! Showing what is there: tags, lists, tables, notices.

mod list;
mod notice;
mod pages;
mod table;
mod tag;

pub use list::{Details, Row, SummaryList};
pub use notice::{ConfirmPanel, Empty, Inset, Notice};
pub use pages::{Pagination, Tab, Tabs};
pub use table::{Cell, Column, Order, Table};
pub use tag::{Tag, Tone};
