//! What changes in a life: birthdays, a move to another place, a death. Each file has its rule; nothing here writes or sends.

pub mod birthday;
pub mod death;
pub mod quiet;

pub use birthday::{Birthday, Change, birthdays};
pub use death::{Asked, Death, DeathAnswer, DeathError, DeathStatus, NewDeath, WishForCopy};
pub use quiet::Ongoing;
