//! `/council/studio`: a scheme from an authority's own cases. Looking at them, choosing, running, reading what came out, signing,
//! publishing a draft.

pub mod check;
pub mod choose;
pub mod files;
pub mod list;
pub mod methods;
mod parts;
pub mod results;
pub mod run;

use actions::ActionError;
use actions::studio::{Stage, stage};
use seven_core::StudyId;
use seven_core::access::Action;
use seven_core::audit::Event;
use store::studies::{self, Study};
use store::{Reading, StoreError};

use super::layout::{Office, may};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::show::{Tab, Tabs};
use crate::visit::Visit;
use crate::words::PageWords;

/// A study of the address.
async fn found(visit: &Visit, id: &str) -> Result<(Reading, Study), Fault> {
    let id: StudyId = id.parse().map_err(|_| Fault::NotFound)?;
    let mut reading = visit.reading().await?;
    let study = studies::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    Ok((reading, study))
}

/// Puts on record that somebody looked at the cases, which are about people, if not by name.
async fn record(visit: &Visit, study: &Study, what: &str) -> Result<(), Fault> {
    if let Some(permit) = &visit.permit {
        let event = Event::of(permit, format!("study {}", study.id)).with("as", what);
        visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    }
    Ok(())
}

/// Which page of a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Check,
    Choose,
    Run,
    Results,
}

/// A page of a study: its title, the way back, the steps as far as they can be gone.
fn office(visit: &Visit, w: PageWords, study: &Study, step: Step) -> Office {
    let to = |end: &str| format!("/council/studio/{}{end}", study.id);
    let stage = stage(study, visit.moment.at);
    let may_make = may(visit, Action::MakeStudy);
    let all = [
        (Step::Check, "step.check", to(""), true),
        (Step::Choose, "step.choose", to("/choose"), may_make && !stage.is_under_way()),
        (Step::Run, "step.run", to("/run"), stage != Stage::Open && (stage != Stage::Done || step == Step::Run)),
        (Step::Results, "step.results", to("/results"), stage == Stage::Done),
    ];
    let tab = |(one, key, href, _): (Step, &str, String, bool)| Tab {
        link: Link::new(w.find(key).unwrap_or(key), href),
        is_current: one == step,
    };
    let tabs = Tabs::new(w.t("steps"), all.into_iter().filter(|(_, _, _, is_open)| *is_open).map(tab).collect());
    let mut office = Office::new(visit, w, study.title.clone()).above(&tabs);
    office.page.breadcrumbs = vec![Link::new(w.t("studio"), "/council/studio")];
    office
}

/// A library's reason as a sentence: it begins with a small letter and has no full stop.
fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// JSON that this program wrote.
fn kept<T: serde::de::DeserializeOwned>(column: &'static str, text: &str) -> Result<T, Fault> {
    let unreadable = |error: serde_json::Error| StoreError::Unreadable { column, why: error.to_string() };
    Ok(serde_json::from_str(text).map_err(|error| ActionError::Store(unreadable(error)))?)
}
