//! Pages for everybody: no account, nothing stored.

pub mod calendar;
pub mod estimate;
pub mod home;
pub mod method;
pub mod shared_plan;
pub mod told;
