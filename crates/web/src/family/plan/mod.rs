//! `/family/{child}/plan`: the family's own document. Its contents, its chapters, a form for each piece, the child's own
//! pages, what others say beside it; its papers, its history, its links.

pub mod chapter;
pub mod contents;
pub mod heading;
pub mod history;
pub mod ideas;
pub mod links;
pub mod me;
pub mod media;
pub mod packs;
pub mod paper;
pub mod pictures;
pub mod piece;
pub mod remarks;
pub(in crate::family) mod sheet;
pub mod unsaved;
pub mod whole;

use actions::plan::PlanView;
use seven_core::access::Action;
use seven_core::people::Person;
use seven_core::plan::PlanStatus;
use seven_core::{PersonId, PlanId};
use store::people;
use store::plan_media::{self, MediaLine};

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::plan_forms::{self, Bench};
use crate::plan_view::{self, PlanSheet};
use crate::query::told;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "family/plan";

/// Everything that a page about a plan needs.
pub(crate) struct PlanDesk {
    pub visit: Visit,
    pub w: PageWords,
    pub child: Person,
    pub view: PlanView,
    pub media: Vec<MediaLine>,
    media_at: String,
    name: String,
}

impl PlanDesk {
    /// Loads the plan that an address names.
    pub async fn open(visit: Visit, plan: &str) -> Result<PlanDesk, Fault> {
        let id: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
        let child = visit.child()?;
        let mut reading = visit.reading().await?;
        let view = PlanView::load(&mut reading, child, id).await?;
        let media = plan_media::of_plan(&mut reading, id).await?;
        let child = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?;
        drop(reading);
        let w = visit.words(FOLDER);
        let media_at = format!("/family/{}/plan/{id}/media", child.id);
        let name = child.name.first().to_owned();
        Ok(PlanDesk { visit, w, child, view, media, media_at, name })
    }

    /// The same plan as it is now: somebody else may have written in it.
    pub async fn again(self) -> Result<PlanDesk, Fault> {
        let plan = self.view.plan.id.to_string();
        PlanDesk::open(self.visit, &plan).await
    }

    /// The plan laid out for reading. Nobody sees guarded notes here: they belong to those who keep the child safe.
    pub fn sheet(&self) -> PlanSheet<'_> {
        PlanSheet {
            w: self.visit.words(plan_view::FOLDER),
            view: &self.view,
            media: &self.media,
            media_at: &self.media_at,
            child: &self.name,
            sees_guarded: false,
        }
    }

    /// What the forms of the pieces know of the plan.
    pub fn bench(&self) -> Bench<'_> {
        Bench { w: self.visit.words(plan_forms::FOLDER), sheet: self.sheet() }
    }

    /// The address of the plan, or of a page under it.
    pub fn at(&self, page: &str) -> String {
        format!("/family/{}/plan/{}{page}", self.child.id, self.view.plan.id)
    }

    /// The child and the plan.
    pub fn ids(&self) -> (PersonId, PlanId) {
        (self.child.id, self.view.plan.id)
    }

    /// What the child is called.
    pub fn first_name(&self) -> &str {
        &self.name
    }

    /// Whether this person may write in the plan as it stands now.
    pub fn may(&self, action: Action) -> bool {
        self.view.plan.status == PlanStatus::Draft && self.visit.opens(action)
    }

    /// What stands around a page, with the way back.
    pub fn page(&self, title: impl Into<String>, back: Link) -> Page {
        let mut page = told(&self.visit, self.w, self.visit.page(self.w, title));
        page.back = Some(back);
        page
    }

    /// Back to the contents; for those who may not see them, to the child's page.
    pub fn to_contents(&self) -> Link {
        if self.visit.opens(Action::ViewPlan) {
            Link::new(self.w.t("to-contents"), self.at(""))
        } else {
            Link::new(self.w.say("nav.child", &[("name", &self.name)]), format!("/family/{}", self.child.id))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use seven_core::plan::piece::BodyKind;
    use seven_core::plan::remark::{RemarkKind, RemarkState};
    use seven_core::plan::writing::WealthPart;
    use seven_core::plan::{PlanStatus, Quadrant};

    use super::FOLDER;
    use super::chapter::Chapter;
    use crate::words::{Language, Words};

    fn has(words: &str, all: &[impl Display]) {
        let w = Words::new(Language::English).page(FOLDER);
        for one in all {
            assert!(w.find(&format!("{words}.{one}")).is_some(), "{words}.{one}");
        }
    }

    #[test]
    fn every_chapter_and_every_kind_of_piece_has_words() {
        has("now", PlanStatus::ALL);
        for words in ["add", "write", "lead"] {
            has(words, BodyKind::ALL);
        }
        has("chapter-name", Chapter::ALL);
        has("chapter-lead", Chapter::ALL);
        has("quadrant-title", Quadrant::ALL);
        has("quadrant-idea", Quadrant::ALL);
        has("wealth-title", WealthPart::ALL);
        has("wealth-idea", WealthPart::ALL);
        has("remarks.by", RemarkKind::ALL);
        has("remarks.state", &[RemarkState::Accepted, RemarkState::Declined, RemarkState::TakenBack]);
    }
}
