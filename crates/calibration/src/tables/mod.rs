//! From points to money: tables made from cases, in every way that is practised and some that are better.

pub mod bands;
mod error;
mod fit;
pub mod isotonic;
mod limits;
mod order;
pub mod practised;
mod profile;
mod quantile;
mod rounding;
mod smooth;
mod table;
#[cfg(test)]
mod tests;

pub use bands::Edges;
pub use error::TableError;
pub use fit::{Fit, Fitted, Method, Nearness, amounts, fit, nodes, unrounded};
pub use limits::{Limits, Meeting};
pub use order::order;
pub use profile::Profile;
pub use rounding::whole;
pub use smooth::Nodes;
pub use table::{Row, Shape, Table};
