//! Many people at once: answers by column, worked out a block of rows at a time in 64-bit lanes.
//!
//! A [`Plan`] gives exactly what [`Calculator::score`] gives, row for row; it is the same operations in another order,
//! with two short cuts that the proven ranges allow: sums of points run in the narrowest lanes that hold them, and
//! whatever depends on one small whole number is worked out once for each of its values and then looked up.

mod columns;
mod general;
mod lanes;
mod narrow;
mod plan;
mod simulate;
#[cfg(test)]
mod tests;

pub(crate) use columns::is_narrow;
pub use columns::{BatchError, Population};
pub(crate) use lanes::Lanes;
pub use plan::{Amounts, Plan, Standing, StreamAmounts};
pub use simulate::{Totals, simulate};

/// Rows that are worked out together: small enough that all their columns stay in the first-level cache.
pub(crate) const BLOCK: usize = 1024;
