//! What a family spends: importing statements, matching their lines, answering what is doubtful, keeping receipts and hours.

mod alerts;
mod answer;
mod columns;
mod expected;
mod import;
mod paper;
mod picture;
mod post;
mod record;
mod talks;
mod view;

pub use alerts::alerts;
pub use answer::{Said, answer, undo_match};
pub use columns::{Waiting, keep_file, kept_file, save_profile, saved_profiles};
pub use expected::{Candidate, LineOfPlan, candidates, lines_of_plans};
pub use import::{Imported, NewStatement, import, take_back};
pub use paper::{PaperLine, PaperStatement, enter_statement};
pub use picture::{MOST_PDF_MEGABYTES, PDF, add_picture, open_picture};
pub(crate) use post::{catch_up, settle};
pub use record::{approve_hours, record, take_back_record};
pub use talks::{look_through, open_to, talks, write_talk};
pub use view::{LineView, SpendingView, view};

use seven_core::PersonId;
use seven_core::access::Permit;

use crate::ActionError;

/// The person who does it: spending is never told by nobody.
fn by(permit: &Permit) -> Result<PersonId, ActionError> {
    permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))
}
