//! Need beside spend: whether money follows need among the children of an authority. Ranks, their correlation, children
//! who stand out, and small numbers kept from publication. Whole numbers only, so that every page shows the same.
//!
//! Scores come from the engine and costs from current packages; the chart is drawn in `web`.

pub mod correlation;
pub mod outliers;
pub mod picture;
pub mod ranks;
pub mod suppression;

pub use correlation::{Correlation, Direction, Strength, correlation};
pub use outliers::{Outlier, Why, outliers};
pub use picture::{Child, Picture, picture};
pub use ranks::double_ranks;
pub use suppression::{Shown, SuppressedRow, SuppressedTable, suppress, suppress_row, suppress_table};
