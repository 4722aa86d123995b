//! `/family/{child}/plan/{plan}/agree`: asking for a plan to be agreed, the letter with the answer, the signatures, what both
//! sides then have, and asking for another look. Writing the plan has its own pages.

pub mod ask;
pub mod challenge;
pub mod letter;
pub mod sign;
pub mod signed;

use std::fmt::Display;

use actions::ActionError;
use actions::plan::PlanView;
use seven_core::agreement::PlanOutcome;
use seven_core::plan::PlanStatus;
use seven_core::plan::piece::supports;
use seven_core::{AgreementId, Pence, PersonId, PieceId, PlanId};
use store::agreements::{self, StoredAgreement};
use store::{Reading, people};

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::query::told;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// A plan with all its askings, the latest first.
pub(crate) struct Way {
    pub w: PageWords,
    pub child: PersonId,
    /// What the child is called.
    pub name: String,
    pub view: PlanView,
    pub all: Vec<StoredAgreement>,
}

impl Way {
    /// Loads the plan that an address names.
    pub async fn open(visit: &Visit, reading: &mut Reading, plan: &str) -> Result<Way, Fault> {
        let child = visit.child()?;
        let plan: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
        let view = PlanView::load(reading, child, plan).await?;
        let all = agreements::of_plan(reading, plan).await?;
        let name = people::find(reading, child).await?.ok_or(Fault::NotFound)?.name.first().to_owned();
        let w = visit.words("family/agreement");
        Ok(Way { w, child, name, view, all })
    }

    /// The asking that an address names.
    pub fn asking(&self, id: &str) -> Result<&StoredAgreement, Fault> {
        let id: AgreementId = id.parse().map_err(|_| Fault::NotFound)?;
        self.all.iter().find(|one| one.id == id).ok_or(Fault::NotFound)
    }

    /// The address of the page about asking.
    pub fn at(&self) -> String {
        format!("{}/agree", self.plan())
    }

    /// The address of the plan itself.
    pub fn plan(&self) -> String {
        format!("/family/{}/plan/{}", self.child, self.view.plan.id)
    }

    /// The address of a page about one asking.
    pub fn of(&self, asked: &StoredAgreement, page: &str) -> String {
        format!("{}/{}{page}", self.at(), asked.id)
    }

    /// A page of these, with what has just been done and the way back.
    pub fn page(&self, visit: &Visit, title: &str, back: Link) -> Page {
        let mut page = told(visit, self.w, visit.page(self.w, title));
        page.back = Some(back);
        page
    }

    /// The way back to the page about asking.
    pub fn back(&self) -> Link {
        Link::new(self.w.t("nav.asking"), self.at())
    }

    /// The lines of a decision that are paid: those that are agreed, and those that are left out.
    pub fn lines(&self, asked: &StoredAgreement) -> (Vec<PaidLine>, Vec<PaidLine>) {
        let out = asked.decision.as_ref().map(|decision| decision.without.as_slice()).unwrap_or_default();
        let line = |(piece, line): (PieceId, &seven_core::plan::Support)| {
            let frozen = asked.request.lines.iter().find(|frozen| frozen.piece == piece)?;
            let (what, who, stream) = (line.what.clone(), line.who.clone(), called(&frozen.stream));
            Some((piece, PaidLine { what, who, stream, cost: frozen.cost }))
        };
        let (without, agreed): (Vec<_>, Vec<_>) =
            supports(&asked.pieces).filter_map(line).partition(|(piece, _)| out.contains(piece));
        let bare = |lines: Vec<(PieceId, PaidLine)>| lines.into_iter().map(|(_, line)| line).collect();
        (bare(agreed), bare(without))
    }
}

/// A paid line of a plan as families read it.
pub(crate) struct PaidLine {
    pub what: String,
    pub who: String,
    pub stream: String,
    pub cost: Pence,
}

/// Where an asking stands, as the key of its words.
fn state(asked: &StoredAgreement, is_newest: bool, status: PlanStatus) -> &'static str {
    let Some(outcome) = asked.outcome() else {
        return if asked.ended_at.is_some() { "taken-back" } else { "waiting" };
    };
    match outcome {
        PlanOutcome::Refuse => "refused",
        PlanOutcome::Return => "returned",
        _ if asked.signatures.are_complete() => "signed",
        _ if asked.signatures.is_declined() => "declined",
        _ if is_newest && status == PlanStatus::Agreed => "to-sign",
        PlanOutcome::Agree => "agreed",
        PlanOutcome::AgreeInPart => "agreed-in-part",
    }
}

/// What a rule or a field says, for the top of the page; any other fault goes on.
fn said(w: PageWords, error: ActionError) -> Result<String, Fault> {
    let problem = match error {
        ActionError::Rule(problem) => problem,
        ActionError::Invalid(mut problems) if !problems.is_empty() => problems.remove(0),
        other => return Err(other.into()),
    };
    let values: Vec<(&str, &dyn Display)> =
        problem.values.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    Ok(w.say(&format!("problem.{}", problem.code), &values))
}
