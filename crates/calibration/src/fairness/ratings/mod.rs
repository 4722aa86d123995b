//! How answers come about: whether a question treats groups alike, whether families and professionals agree, whether scores
//! crowd above a threshold, and whether it matters who assesses.

mod agreement;
mod assessors;
mod bunching;
mod functioning;
mod ordinal;
mod review;
mod words;

pub use agreement::{Agreement, Leaning, agreement};
pub use assessors::{Assessor, Assessors, assessors};
pub use bunching::{Bunching, bunching};
pub use functioning::{Effect, Functioning, functioning};
pub use review::{Ratings, RatingsError, RatingsQuestion, review};
pub use words::ratings_blocks;
