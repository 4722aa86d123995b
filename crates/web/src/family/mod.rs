//! Pages for the child, the young person and the family.

pub mod agreement;
pub mod assistants;
pub mod budget;
pub mod calendar;
pub mod changes;
pub mod child;
pub mod details;
mod farewell;
pub mod home;
pub mod lead;
pub mod looked;
pub mod messages;
pub mod money;
pub mod moving;
pub mod own_hours;
pub mod plan;
pub mod practice;
pub mod review;
pub mod rounds;
pub mod spending;
mod standing;

use seven_core::PersonId;
use store::{Query, StoreError, people};

/// The name that pages show for somebody; nothing for somebody unknown here.
pub(crate) async fn name_of(at: &mut impl Query, person: PersonId) -> Result<String, StoreError> {
    Ok(people::find(at, person).await?.map(|person| person.name.shown()).unwrap_or_default())
}
