//! Getting a plan agreed: asking, the questions, the decision within a limit, the signatures, another look.

mod ask;
mod challenge;
mod check;
mod consistency;
mod decide;
mod limits;
mod register;
mod sign;

pub use ask::{ask, ready, take_back};
pub use challenge::{answer as answer_challenge, challenge, withdraw as withdraw_challenge};
pub use check::{answer_enough, answer_question, sufficiency};
pub use consistency::{Month, month};
pub use decide::{Named, decide, stops, who_may, who_would};
pub use limits::{all as all_limits, end as end_limit, set as set_limit};
pub use register::{NewEntry, add as add_to_register, search as search_register};
pub use sign::{hand_on, sign};

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::access::Seat;
use seven_core::people::consent::{Strand, Voice, who_speaks};
use store::agreements::{self, StoredAgreement};
use store::{Query, StoreError, Writing, people};

use crate::ActionError;

/// The asking that a decision is about; a rule where it has ended.
async fn waiting(
    write: &mut Writing,
    child: PersonId,
    id: seven_core::AgreementId,
) -> Result<StoredAgreement, ActionError> {
    let asked = agreements::find(write, child, id).await?.ok_or(StoreError::Missing("agreement"))?;
    if asked.ended_at.is_some() || asked.decision.is_some() {
        return Err(ActionError::rule("agreement-decided"));
    }
    Ok(asked)
}

/// Whether the person in a seat speaks for the child on a day.
async fn speaks(
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
    Ok(seven_core::agreement::signature::may_sign(by, voice, is_parent, is_young_person))
}
