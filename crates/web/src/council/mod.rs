//! Pages for the people who work at the authority.

pub mod add_child;
pub mod audit;
pub mod books;
pub mod child;
pub mod consistency;
pub mod floats;
pub mod import;
mod layout;
pub mod limits;
pub mod need_beside_spend;
pub mod open_record;
pub mod opened_records;
pub mod paying_account;
pub mod payments;
pub mod pot;
pub mod rates;
pub mod register;
pub mod schemes;
pub mod search;
mod shown;
pub mod spending;
pub mod staff;
pub mod studio;
pub mod worklist;
