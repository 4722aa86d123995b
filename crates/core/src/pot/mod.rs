//! The money there is for a stream in a year, what is kept back, what is promised, and what is left. Whether a promise
//! is right for a child is decided elsewhere; here is only whether the money is there.

mod commitment;
mod promised;
mod share;
#[cfg(test)]
mod tests;

pub use commitment::{
    Commit, Commitment, OverCommitment, Position, Pot, PotError, Source, Stage, Warning, commit, position,
};
pub use promised::{Promise, Signed, Told, promises};
pub use share::share_out;
