//! The books: accounts and transfers in double entry, in pence, each funding stream on its own. Entries are only ever added;
//! what was wrong gets an opposite entry beside it. What may be spent, paid or asked back is decided in `money`.

pub mod account;
mod balance;
mod book;
pub mod csv;
pub mod export;
mod ground;
mod movement;
mod refusal;
pub mod statement;
mod transfer;
mod trial;
mod year;

pub use account::{Account, AccountKind, Owner, OwnerKind};
pub use balance::Balance;
pub use book::Book;
pub use export::{CostCode, ExportRow};
pub use ground::{Followed, Ground, Taken, is_still_there};
pub use movement::{Movement, Wants};
pub use refusal::Refusal;
pub use statement::{Holdings, Statement};
pub use transfer::{Named, Step, Transfer};
pub use trial::{StreamTrial, TrialBalance};
pub use year::{CloseRefusal, FinancialYear};
