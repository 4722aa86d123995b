//! Getting a plan agreed: asking, the questions, the decision within a limit, the signatures, another look.

mod ask;
mod challenge;
mod check;
mod consistency;
mod decide;
mod limits;
mod panel;
mod register;
mod remind;
mod sign;

pub use ask::{ask, ready, take_back};
pub use challenge::{answer as answer_challenge, challenge, withdraw as withdraw_challenge};
pub use check::{answer_enough, answer_question, sufficiency};
pub use consistency::{Month, month};
pub use decide::{Named, decide, stops, who_may, who_would};
pub use limits::{all as all_limits, end as end_limit, set as set_limit};
pub use panel::{give_view, views as panel_views};
pub use register::{NewEntry, add as add_to_register, search as search_register};
pub use remind::{Reminded, remind};
pub use sign::{hand_on, sign};

use seven_core::PersonId;
use store::agreements::{self, StoredAgreement};
use store::{StoreError, Writing};

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
