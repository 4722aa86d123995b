//! Signing in and out. Every way in ends at [`start_session`]; every try is counted and on record before it is weighed.

mod arrival;
mod browser;
pub mod codes;
mod demo;
mod kept_form;
mod links;
mod organisation;
mod own_account;
mod password;
mod post;
mod reset;
mod second_step;
mod session;
mod settings;
mod staff;
mod token;

pub use arrival::Arrival;
pub use demo::{made_up_people, sign_in_as};
pub use kept_form::{drop_kept_form, keep_form, own_kept_form};
pub use links::{Brought, Letter, look_at_link, open_link, send_link};
pub use organisation::{Organisation, ask_organisation, back_from_organisation};
pub use own_account::{
    OwnAccount, begin_new_codes, change_password, end_other_sessions, finish_new_codes, new_codes, own_account,
    own_sessions,
};
pub use password::hashed as hashed_password;
pub use post::{MailSettings, Privacy, post_mail, post_once};
pub use reset::reset_sign_in;
pub use second_step::{Arrived, Enrolment, Half, enrol, enrolment, try_code};
pub use session::{Browser, Signed, Visitor, Way, sign_out, start_session, visitor};
pub use settings::{OrganisationSettings, Settings};
pub use staff::try_password;
pub use token::{hash_of, new_token};
