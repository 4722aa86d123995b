//! Who speaks for a child: the parents, the young person from 16, or whoever was named in their place. One rule for the
//! figure, the plan and its signature.

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::access::Seat;
use seven_core::budget::challenge::may_challenge;
use seven_core::people::consent::{Strand, Voice, who_speaks};
use store::{Query, StoreError, people};

/// Whether the person in a seat speaks for the child on a day.
///
/// # Errors
/// What the database says.
pub async fn speaks(
    at: &mut impl Query,
    child: PersonId,
    by: PersonId,
    seat: Option<Seat>,
    today: Date,
) -> Result<bool, StoreError> {
    let born = people::find(at, child).await?.and_then(|person| person.born);
    let voice = born.map_or(Voice::Parents, |born| who_speaks(born, Strand::SocialCare, today, None));
    let (is_parent, is_young_person) = match seat {
        Some(Seat::Parent) => (true, false),
        Some(Seat::YoungPerson) => (false, true),
        // a nominee was chosen in writing to speak for whoever speaks
        Some(Seat::Nominee) => (true, true),
        _ => (false, false),
    };
    Ok(may_challenge(by, voice, is_parent, is_young_person))
}
