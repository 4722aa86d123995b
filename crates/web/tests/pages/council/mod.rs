//! Pages of the people who work at the authority, as they use them and as they try to misuse them.

mod budgets;
mod details;
mod holds;
mod imports;
mod money;
pub mod office;
mod pots;
mod records;
pub mod rounds;
mod settling;
mod staff;
mod studio;
mod worklist;
