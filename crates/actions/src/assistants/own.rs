//! What a personal assistant sees: their own seats and hours, the first name of the child, and nothing else.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::assistant::AssistantStatus;
use seven_core::plan::support::UnitPrice;
use seven_core::{AssistantId, PersonId};

use super::by;
use super::view::{Desk, HoursView, first_name};
use crate::{ActionError, Caller};

/// One own seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSeat {
    /// Its id.
    pub id: AssistantId,
    /// What an hour is paid.
    pub wage: UnitPrice,
    /// Since when.
    pub from: Date,
    /// Own hours, the latest days first.
    pub hours: Vec<HoursView>,
}

/// What an assistant sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHours {
    /// The child's first name.
    pub name: String,
    /// Own seats that are open.
    pub seats: Vec<OwnSeat>,
}

/// An assistant's own hours for a child.
///
/// # Errors
/// Refused without [`Action::ViewOwnHours`].
pub async fn own_hours(caller: &Caller, child: PersonId) -> Result<OwnHours, ActionError> {
    let permit = caller.permit_for(Action::ViewOwnHours, child).await?;
    let person = by(&permit)?;
    let mut reading = caller.reading().await?;
    let desk = Desk::load(&mut reading, child).await?;
    let is_own =
        |one: &seven_core::assistant::Assistant| one.person == person && one.status == AssistantStatus::Working;
    let seats = desk.seats.iter().filter(|seat| is_own(&seat.paper)).map(|seat| OwnSeat {
        id: AssistantId(seat.id),
        wage: seat.paper.wage,
        from: seat.paper.from,
        hours: desk.view(seat).hours,
    });
    Ok(OwnHours { seats: seats.collect(), name: first_name(&mut reading, child).await? })
}
