//! Pages of the people who work at the authority, as they use them and as they try to misuse them.

mod budgets;
mod imports;
mod money;
pub mod office;
mod records;
mod worklist;
