//! The scheme studio: beginning a study from a file or from the authority's own records, running it, signing for what it found,
//! publishing a draft scheme from it.

mod begin;
mod look;
mod publish;
mod run;
mod sign;

pub use begin::{begin_from_file, begin_from_records};
pub use look::{Looked, Stage, cases_of, look, stage, suggested};
pub use publish::{Publishing, draft_of, files_of, publish_draft};
pub use run::{Press, Run, cancel, start};
pub use sign::{SIDES, sign};
