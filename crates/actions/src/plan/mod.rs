//! Making a plan: beginning it, writing in it, what others say beside it, who outside may see it.

mod begin;
mod carry_on;
mod media;
pub(crate) mod picture;
mod remark;
mod share;
mod story;
mod unsaved;
mod view;
mod write;

pub use begin::{amend, begin, going_on, put_away, set_heading, take_up};
pub(crate) use begin::{amend_within, change_day, is_being_written, next_year_within};
pub use carry_on::carry_on;
pub use media::{MOST_BYTES, NewMedia, add as add_media, into as add_pictures, open as open_media};
pub use remark::{NewRemark, answer as answer_remark, make as make_remark};
pub use share::{NewShare, SharedPlan, by_token, end as end_share, share};
pub use story::take as take_story;
pub use unsaved::{forget as forget_unsaved, keep as keep_unsaved, typed as unsaved};
pub use view::{PlanView, of_child};
pub use write::{Entry, remove_piece, write_piece};

use seven_core::plan::status::{StatusRefusal, change};
use seven_core::plan::{PlanStatus, writing::WritingError};
use store::plans::StoredPlan;

use crate::{ActionError, Problem};

/// Fails unless people may write in the plan.
fn is_draft(plan: &StoredPlan) -> Result<(), ActionError> {
    change(plan.status, PlanStatus::Draft).map(drop).map_err(refused).and(match plan.status {
        PlanStatus::Draft => Ok(()),
        // these can become a draft again, but are none now
        PlanStatus::Asked | PlanStatus::Agreed => Err(refused(StatusRefusal::Waits)),
        _ => Err(ActionError::rule("plan-put-away")),
    })
}

pub(crate) fn refused(refusal: StatusRefusal) -> ActionError {
    ActionError::rule(refusal.code())
}

fn unwritten(error: &WritingError) -> ActionError {
    let field = error.field();
    ActionError::Invalid(vec![match error {
        WritingError::Empty(_) => Problem::new(field, "empty"),
        WritingError::TooLong { characters, .. } => Problem::new(field, "text-too-long")
            .with("characters", characters.to_string())
            .with("most", seven_core::plan::writing::LONGEST_TEXT.to_string()),
        WritingError::OffScale { least, most, .. } => {
            Problem::new(field, "off-scale").with("least", least.to_string()).with("most", most.to_string())
        }
    }])
}
