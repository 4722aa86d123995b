//! `/council/children/{child}/plan`: a plan as those see it who work with the child: to read and remark on, to check, to
//! decide, and what was decided.

pub mod check;
pub mod decide;
pub mod decisions;
pub mod packs;
pub mod panel;
pub mod propose;
pub mod read;

use actions::agreement::who_may;
use actions::plan::PlanView;
use seven_core::access::Action;
use seven_core::plan::PlanStatus;
use seven_core::{PersonId, PlanId};
use store::agreements::{self, StoredAgreement};
use store::{Query, Reading, StoreError, people};

use super::{Known, home};
use crate::council::layout::Office;
use crate::dates::clock;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::show::{Inset, Tab, Tabs};
use crate::plan_view;
use crate::visit::Visit;
use crate::words::PageWords;

/// The pages of a plan, each with what one needs to see it.
const TABS: [(&str, &str, Action); 5] = [
    ("read", "", Action::ViewPlan),
    ("check", "/check", Action::CheckPlan),
    ("panel", "/panel", Action::SitOnPanel),
    ("decide", "/decide", Action::AgreePlan),
    ("decisions", "/decisions", Action::ViewPlan),
];

/// A plan on the desk of somebody who works with the child.
pub(super) struct Desk {
    pub known: Known,
    /// The words of the pages here.
    pub w: PageWords,
    /// The words of plans.
    pub plan_words: PageWords,
    pub view: PlanView,
    /// Every asking, the latest first.
    pub all: Vec<StoredAgreement>,
}

impl Desk {
    /// Loads the plan that an address names.
    pub async fn open(visit: &Visit, reading: &mut Reading, plan: &str, page: &str) -> Result<Desk, Fault> {
        let known = Known::of(visit).await?;
        let plan: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
        let view = PlanView::load(reading, known.child.id, plan).await?;
        let all = agreements::of_plan(reading, plan).await?;
        let w = visit.words(&format!("council/child/plan/{page}"));
        Ok(Desk { known, w, plan_words: visit.words(plan_view::FOLDER), view, all })
    }

    /// The asking that waits for an answer.
    pub fn waiting(&self) -> Option<&StoredAgreement> {
        let newest = self.all.first()?;
        (newest.decision.is_none() && newest.ended_at.is_none()).then_some(newest)
    }

    /// The address of the plan's pages.
    pub fn at(&self) -> String {
        format!("{}/plan/{}", home(self.known.child.id), self.view.plan.id)
    }

    /// A page of the plan, with the way to the others and how the clock stands.
    pub fn page(&self, visit: &Visit, tab: &str) -> Office {
        let w = self.w;
        let has_panel = self.view.settings.panel_of > 0;
        let is_shown = |key: &str, action: Action| self.known.may(action) && (key != "panel" || has_panel);
        let shown = TABS.iter().filter(|(key, _, action)| is_shown(key, *action)).map(|(key, path, _)| Tab {
            link: Link::new(w.find(&format!("page.{key}")).unwrap_or(key), format!("{}{path}", self.at())),
            is_current: *key == tab,
        });
        let mut office = self.known.page(visit, w, "plan").above(&Tabs::new(w.t("pages"), shown.collect()));
        if let Some(asked) = self.waiting() {
            office = office.with(&Inset::new(clock(w, asked.answer_by, visit.moment.today)));
        }
        office
    }

    /// Who may decide on what waits, in words; nothing where nothing waits.
    pub async fn deciders(&self, visit: &Visit, reading: &mut Reading) -> Result<Option<String>, Fault> {
        let Some(asked) = self.waiting() else { return Ok(None) };
        let names: Vec<String> =
            who_may(reading, asked, visit.moment).await?.into_iter().map(|(_, name)| name).collect();
        if names.is_empty() {
            return Ok(Some(self.w.t("deciders_none").to_owned()));
        }
        Ok(Some(plan_view::listed(self.plan_words, &names)))
    }
}

/// Whether a plan is one that people work with now.
fn is_current(status: PlanStatus) -> bool {
    !matches!(status, PlanStatus::Replaced | PlanStatus::PutAway)
}

/// Somebody's name.
async fn name_of(at: &mut impl Query, person: PersonId) -> Result<String, StoreError> {
    Ok(people::find(at, person).await?.map(|person| person.name.shown()).unwrap_or_default())
}
