//! Personal assistants whom a family employs with its direct payment: their seats, their hours, and what the family says about
//! those of the household who are paid.

mod hand_in;
mod household;
mod invite;
mod own;
mod view;

pub use hand_in::{approve, enter, hand_in, send_back, take_back};
pub use household::{Household, Lives, agree_household, household, say_household};
pub use invite::{NewAssistant, end, invite};
pub use own::{OwnHours, OwnSeat, own_hours};
pub use view::{AssistantView, HoursView, assistants};

use seven_core::PersonId;
use seven_core::access::Permit;

use crate::ActionError;

fn by(permit: &Permit) -> Result<PersonId, ActionError> {
    permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))
}
