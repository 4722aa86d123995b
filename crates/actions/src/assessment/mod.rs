//! Step 1, my money: a round of answering from its opening to the letter. A file for each thing somebody can do.
//!
//! [`Round`] is all that is known of a round; pages read it, actions load it within their own change.

mod answer;
mod finish;
mod open;
mod paper;
mod round;
pub mod settle;
mod share;
mod submit;
mod tell;

pub use answer::{MOST_REMARK_CHARACTERS, Saved, save_answers};
pub use finish::{finish_sheet, take_sheet_up_again};
pub use open::open;
pub(crate) use open::open_within;
pub use paper::enter_paper;
pub use round::{Round, capacity_of, day_within, viewer_of};
pub use settle::{Settling, ask_for_more, settle, talk_again};
pub use share::{choose, share_sheet};
pub use submit::{submit, withdraw};
pub use tell::{Preview, preview, tell, to_be_stored};
