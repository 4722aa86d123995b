//! Pages of the people who work at the authority, as they use them and as they try to misuse them.

mod budgets;
mod details;
mod holds;
mod imports;
mod money;
mod office;
mod records;
mod staff;
mod worklist;
