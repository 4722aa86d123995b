//! What changes in a life: birthdays, a move to another place, a death. Each file has its rule; nothing here writes or sends.

pub mod birthday;
pub mod death;
pub mod move_letter;
pub mod moving;
pub mod quiet;

pub use birthday::{Birthday, Change, birthdays};
pub use death::{Asked, Death, DeathAnswer, DeathError, DeathStatus, NewDeath, WishForCopy};
pub use moving::{MovedIn, Moving};
pub use quiet::Ongoing;
