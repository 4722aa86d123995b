//! What changed in lives lately: a family that moved in, and a child who died, whose record is quiet since.

use actions::Caller;
use actions::life::{record_death, record_moved_in};
use jiff::ToSpan;
use seven_core::access::Purpose;
use seven_core::life::moving::{Place, PlaceKind};
use seven_core::life::{Asked, NewDeath};
use seven_core::{AuthorityId, Moment};
use store::{Store, people};

use super::children::Child;
use crate::failure::Failure;

/// The child whose family moved in.
const CAME: usize = 57;
/// The child who died.
const DIED: usize = 44;

/// Adds both.
pub async fn add(store: &Store, authority: &AuthorityId, moment: Moment, children: &[Child]) -> Result<(), Failure> {
    let failed = |error: actions::ActionError| Failure::new(error.to_string());
    let worker = |child: &Child| {
        let person = child.worker(moment.today)?;
        let (store, authority) = (store.clone(), authority.clone());
        Some(Caller { store, authority, person: Some(person), purpose: Purpose::Work, moment })
    };
    if let Some((child, caller)) = children.get(CAME).and_then(|child| Some((child, worker(child)?))) {
        let from =
            Place::read(PlaceKind::Council, "801", "Bristol").map_err(|error| Failure::new(error.to_string()))?;
        let day = child.since.min(moment.today);
        record_moved_in(&caller, child.id, (from, day), "The mother, at the first visit").await.map_err(failed)?;
    }
    let Some((child, caller)) = children.get(DIED).and_then(|child| Some((child, worker(child)?))) else {
        return Ok(());
    };
    let (Some(asked), Some(asks)) = (child.parents.first().copied(), caller.person) else { return Ok(()) };
    let mut reading = caller.reading().await.map_err(failed)?;
    let name = people::find(&mut reading, asked).await?.map(|person| person.name.shown()).unwrap_or_default();
    drop(reading);
    let death = NewDeath {
        on: moment.today.saturating_sub(3.days()).max(child.born),
        told_by: "The hospice, by phone".to_owned(),
        asked: Asked { person: Some(asked), name, contact: String::new() },
        worker: asks,
    };
    record_death(&caller, child.id, death).await.map(drop).map_err(failed)
}
