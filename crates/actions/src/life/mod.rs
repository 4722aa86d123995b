//! What changes in a life: a death, a move. What goes on and what stops afterwards is decided in `core::life::quiet`; senders ask
//! [`stops`].

mod death;
mod moving;
mod owed;

pub use death::{death_of, keep_answer, record_death, refused, take_back_death};
pub use moving::{
    agree_to_pass, has_moved, move_of, not_taken, pass_on, providers, record_move, record_moved_in, undo_move,
};
pub use owed::{NewOwed, pay_what_is_owed};

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::life::Ongoing;
use store::{Query, StoreError, people};

use crate::ActionError;

/// Whether something around a child stops because the child has died.
///
/// # Errors
/// What the database says.
pub async fn stops(at: &mut impl Query, child: PersonId, what: Ongoing) -> Result<bool, StoreError> {
    Ok(!what.goes_on_after_death() && people::died_on(at, child).await?.is_some())
}

/// A rule where the child has died: nothing of this kind begins any more.
pub(crate) async fn not_after_death(at: &mut impl Query, child: PersonId) -> Result<(), ActionError> {
    match stops(at, child, Ongoing::PlannedPayment).await? {
        true => Err(ActionError::rule("after-death")),
        false => Ok(()),
    }
}

/// The day of the death and the days that are quiet after it, as the authority set them; nothing where the child lives.
pub(crate) async fn quiet_after(at: &mut impl Query, child: PersonId) -> Result<Option<(Date, u16)>, StoreError> {
    let Some(on) = people::died_on(at, child).await? else { return Ok(None) };
    let settings = seven_core::settings::Settings::read(&store::authorities::settings(at).await?);
    Ok(Some((on, settings.quiet_days_after_death)))
}
