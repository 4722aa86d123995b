//! The nouns and rules of self-directed support: people, permission, audit, assessments, budgets.
//!
//! Pure: no clock, no database, no network. Time is passed in as a [`Moment`]; money is [`Pence`].

pub mod access;
pub mod agreement;
pub mod assessment;
pub mod assistant;
pub mod audit;
pub mod banking;
pub mod budget;
pub mod calendar;
mod codes;
pub mod document;
mod ids;
pub mod import;
pub mod ledger;
pub mod letter;
pub mod life;
pub mod matching;
pub mod messages;
mod moment;
pub mod money;
pub mod monitoring;
pub mod need_beside_spend;
pub mod needs;
pub mod paper;
mod pence;
pub mod people;
pub mod plan;
pub mod pot;
pub mod questionnaire;
pub mod retention;
pub mod review;
mod sentences;
pub mod settings;
pub mod sign_in;
pub mod spending;
pub mod work;

pub use codes::UnknownCode;
pub use ids::*;
pub use moment::Moment;
pub use pence::{Pence, PenceError};
