//! From what people have to what the new scheme says, without a shock: nobody loses more than a cap in a year, and those who gain
//! get the share of their gain that the budget then allows. Exact in pence; nothing here fits or judges a scheme.

mod by_hand;
mod groups;
mod one_year;
mod path;
mod words;

pub use by_hand::{Reason, ToLookAt, to_look_at};
pub use groups::{GroupEffect, effects};
pub use one_year::{SHARE_OF_ALL, Step, TransitionError, one_year};
pub use path::{Life, Path, Plan, Year, path};
pub use words::blocks;
