//! What might be: thousands of schemes over the same children, weighed by how well they fit, how evenly they treat groups and how
//! likely the pot is overspent; and one scheme over five years of growth, need and prices.

mod frontier;
mod outlook;
mod plans;
#[cfg(test)]
mod tests;
mod variants;
mod words;

pub use frontier::{all_round, frontier};
pub use outlook::{Outlook, OutlookYear, Rate, Rates, outlook};
pub use plans::{Plans, Pot, pot};
pub use variants::{Aim, Population, SimulationError, Variant, Weighed, simulate};
pub use words::{Told, blocks};
