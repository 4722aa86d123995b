//! What belongs to the way of a budget: the seven steps, questions, amounts, what has been used, what happened.

mod amount;
mod bar;
mod question;
mod timeline;
mod trail;

pub use amount::Amount;
pub use bar::Bar;
pub use question::{Answer, Question};
pub use timeline::{Event, Timeline};
pub use trail::{Stage, Step, Trail};
