//! Lines of the stories, as the forms of one's own plan can begin with them.

use seven_core::plan::Body;
use seven_core::plan::stories::{Story, known};

use crate::family::plan::PlanDesk;

/// The stories; none where they cannot be read, which a test would tell.
pub(super) fn all() -> Vec<Story> {
    known().unwrap_or_default()
}

/// One line of a story, written `weekends.2`, as it fits this plan.
pub(in crate::family::plan) fn line(desk: &PlanDesk, named: &str) -> Option<Body> {
    let (id, at) = named.split_once('.')?;
    let story = all().into_iter().find(|story| story.id == id)?;
    let sample = story.pieces.get(at.parse::<usize>().ok()?)?;
    Some(sample.fitted(&desk.view.streams(), &desk.view.framework()))
}
