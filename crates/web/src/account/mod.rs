//! One's own account: how one signs in, and where.

pub mod codes;
pub mod home;
pub mod kept;
pub mod password;
pub mod sessions;
pub mod sign_out;

use actions::ActionError;

use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::sign_in::told;
use crate::words::PageWords;

/// What cannot be taken, in words beside its field or above the form; other errors are faults.
fn mended(form: &mut Posted, w: PageWords, field: &str, error: ActionError) -> Result<(), Fault> {
    match error {
        ActionError::Invalid(problems) => {
            for problem in problems {
                form.refuse_in_words(&problem.field, w.t(&format!("problem.{}", problem.code)));
            }
            Ok(())
        }
        rule => told(form, w, field, rule),
    }
}
