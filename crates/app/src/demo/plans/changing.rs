//! When something changes: a family says so, somebody answers; and a plan goes on into its next year after its review.

use actions::ActionError;
use actions::agreement::{ask, sign};
use actions::needs::{NewNeed, answer, changes_of, say};
use actions::plan::{PlanView, set_heading};
use jiff::ToSpan;
use seven_core::NeedId;
use seven_core::access::Purpose;
use seven_core::agreement::FamilyAnswer;
use seven_core::needs::{HowSoon, WhatFollows};
use seven_core::plan::PlanStatus;
use seven_core::plan::summary::Concern;
use store::plans;

use super::Desk;
use crate::demo::children::Child;

/// So many days ago the family said that something has changed.
const SAID: i64 = 2;
/// So many days after that somebody answers.
const ANSWERED: i64 = 5;

impl Desk {
    /// A family says that something has changed; it waits to be looked at.
    pub(super) async fn something_changed(&self, child: &Child) -> Result<(), ActionError> {
        let today = self.moment.today.saturating_sub(SAID.days());
        let desk = self.on(today);
        let family = desk.family(child);
        let new = NewNeed {
            what: self.words.changes.what.clone(),
            since: today.saturating_sub(21.days()),
            how_soon: HowSoon::ThisWeek,
            answers_again: false,
        };
        let id = NeedId(self.store.chance().id(desk.moment.at));
        say(&family, child.id, id, new).await
    }

    /// The key worker looks at what a family said some days before.
    pub(super) async fn changes_are_answered(&self, child: &Child) -> Result<(), ActionError> {
        let desk = self.on(self.moment.today.saturating_add(ANSWERED.days()));
        let worker = child.worker(desk.moment.today).ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
        let worker = desk.caller(worker, Purpose::Work);
        for one in changes_of(&mut worker.reading().await?, child.id).await? {
            if one.stored.paper.answered.is_none() {
                let said = (WhatFollows::GoesOn, self.words.changes.why.as_str());
                answer(&worker, child.id, (NeedId(one.stored.id), one.stored.version), said, None).await?;
            }
        }
        Ok(())
    }

    /// The next year that a review began is asked for, agreed and signed: its money goes on from the day after this year's end.
    pub(super) async fn next_year(&self, child: &Child) -> Result<(), ActionError> {
        let family = self.family(child);
        let all = plans::of_child(&mut family.reading().await?, child.id).await?;
        let Some(next) = all.iter().find(|plan| plan.status == PlanStatus::Draft) else { return Ok(()) };
        let view = PlanView::load(&mut family.reading().await?, child.id, next.id).await?;
        if view.summary.concerns.iter().any(Concern::stops_asking) {
            // the school days of that year may not be known yet: it stays a draft until they are
            return Ok(());
        }
        if view.summary.concerns.iter().any(|concern| matches!(concern, Concern::Shortfall { .. })) {
            let heading = view.plan;
            let words = &self.words.shortfall;
            set_heading(&family, child.id, next.id, heading.stretch, heading.packs, words, heading.version).await?;
        }
        let asked = ask(&family, child.id, next.id).await?;
        self.agreed(child, asked).await?;
        sign(&family, child.id, asked, FamilyAnswer::Accept).await
    }
}
