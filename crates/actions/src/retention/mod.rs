//! What is kept no longer than it may be: giving somebody their record, holding it, erasing it when it is due.

mod erase;
mod export;
mod hold;
mod page;
mod run;

pub use erase::{Erased, erase};
pub(crate) use export::bundle;
pub use export::{Audience, export};
pub use hold::{MOST_CHARACTERS, holds_on, lasting_holds, lift_hold, place_hold};
pub use run::{Outlook, Ran, look_ahead, rules, run};

#[cfg(test)]
mod tests;
