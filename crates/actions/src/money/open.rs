//! A signed plan becomes money: each stream's sum is given to the child, each line's cost promised to it, and each stream
//! gets its holding. What stands between the signature and the first payment is told by name. Where another plan's money
//! runs, `follow` lets it go on.

use std::collections::BTreeMap;

use seven_core::access::Action;
use seven_core::agreement::{HandOn, Missing, SignedPlan};
use seven_core::audit::Event;
use seven_core::money::bridge::BridgeStatus;
use seven_core::money::holding::HoldingStatus;
use seven_core::money::opening::{self, OpeningError};
use seven_core::money::{Bridge, MoneyHolding};
use seven_core::paper::Paper;
use seven_core::plan::money::Holding;
use seven_core::plan::piece::Body;
use seven_core::{AgreementId, HoldingId, Pence, PersonId};
use store::agreements::{self, StoredAgreement};
use store::papers::Stored;
use store::{StoreError, Writing, papers};

use super::{bridge, bridge_follow, follow, named, other_way, post};
use crate::plan::PlanView;
use crate::{ActionError, Caller};

/// What opening a plan's money brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// A holding for each stream, in the plan's order.
    pub holdings: Vec<(String, HoldingId)>,
    /// What the plan left open.
    pub missing: Vec<Missing>,
}

/// A signed plan whose money is opened.
pub(super) struct Opening {
    pub signed: SignedPlan,
    pub asked: StoredAgreement,
    pub view: PlanView,
    pub hand_on: HandOn,
}

/// Opens the money of a signed plan. Asked again, it opens nothing again and tells the same.
///
/// # Errors
/// Refused without [`Action::OpenMoney`]; rules where the plan is not signed by both or costs more than was agreed.
pub async fn open(caller: &Caller, child: PersonId, agreement: AgreementId) -> Result<Opened, ActionError> {
    let permit = caller.permit_for(Action::OpenMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    let opening = Opening::load(&mut write, child, agreement).await?;
    let opened = opening.streams(&mut write).await?;
    let total: i64 = opening.sums()?.values().fold(0, |sum, one| sum.saturating_add(one.0));
    let event = Event::of(&permit, format!("agreement {agreement}")).with("plan", opening.asked.plan);
    write.commit(event.with("opened", total)).await?;
    Ok(opened)
}

/// Lets the money of a plan that has just been signed begin at once where money runs already: a change of the running plan, or
/// its next year. Says whether it did; a first plan waits for somebody to open it.
///
/// # Errors
/// What the database says.
pub(crate) async fn goes_on(write: &mut Writing, child: PersonId, agreement: AgreementId) -> Result<bool, ActionError> {
    let opening = Opening::load(write, child, agreement).await?;
    let holdings = papers::of_child::<MoneyHolding>(write, child).await?;
    if holdings.is_empty() || opening.sums().is_err() {
        return Ok(false);
    }
    opening.streams(write).await?;
    Ok(true)
}

impl Opening {
    async fn load(write: &mut Writing, child: PersonId, agreement: AgreementId) -> Result<Opening, ActionError> {
        let asked = agreements::find(write, child, agreement).await?.ok_or(StoreError::Missing("agreement"))?;
        let decision = asked.decision.as_ref().ok_or_else(|| ActionError::rule("plan-not-signed"))?;
        let signed = SignedPlan::of(asked.plan, child, decision, &asked.signatures)
            .ok_or_else(|| ActionError::rule("plan-not-signed"))?;
        let view = PlanView::load(write, child, asked.plan).await?;
        let hand_on = signed.hand_on(&asked.pieces, &view.summed(&asked.pieces)?);
        Ok(Opening { signed, asked, view, hand_on })
    }

    fn sums(&self) -> Result<BTreeMap<String, Pence>, ActionError> {
        let agreed = self.asked.decision.as_ref().map(|decision| decision.agreed.clone()).unwrap_or_default();
        opening::sums(&self.hand_on, &agreed).map_err(|error| match error {
            OpeningError::AboveAgreed { .. } => ActionError::rule("money-above-agreed"),
            OpeningError::TooLarge => ActionError::rule("money-too-large"),
        })
    }

    /// Opens each stream: anew, as the next year of what there is, or as a change of what runs.
    async fn streams(&self, write: &mut Writing) -> Result<Opened, ActionError> {
        let mut sums = self.sums()?;
        let first = self.view.plan.stretch.from;
        let all = papers::of_child::<MoneyHolding>(write, self.asked.child).await?;
        // a stream that the new plan leaves out ends with it
        for held in all.iter().filter(|held| held.paper.plan != self.asked.plan && held.paper.runs_on(first)) {
            sums.entry(held.paper.stream.clone()).or_default();
        }
        let mut made: Vec<(String, HoldingId)> = Vec::new();
        for (stream, sum) in &sums {
            let own = || all.iter().filter(|held| held.paper.stream == *stream && !held.paper.waits());
            let there = own().find(|held| held.paper.plan == self.asked.plan);
            let runs = own().rfind(|held| held.paper.runs_on(first));
            let between = match runs {
                Some(runs) => bridge::of(write, runs).await?,
                None => None,
            };
            let held = match (there, runs, between) {
                (Some(there), ..) => Some(HoldingId(there.id)),
                (None, Some(runs), Some(between)) if first > between.paper.plan_until => {
                    bridge_follow::follow(write, self, (stream, *sum), runs.clone(), between).await?
                }
                (None, Some(runs), between) => Some(self.changed(write, runs.clone(), between).await?),
                (None, None, _) => self.anew(write, (stream, *sum), own().next_back()).await?,
            };
            let wanted = self.hand_on.lines.iter().find(|line| line.stream == *stream).and_then(|line| line.holding);
            if let (Some(held), Some(way), false) = (held, wanted, there.is_some()) {
                other_way::ask(write, self, (stream, way), held).await?;
            }
            made.extend(held.map(|held| (stream.clone(), held)));
        }
        let mut holdings: Vec<(String, HoldingId)> = Vec::new();
        for line in &self.hand_on.lines {
            let known = holdings.iter().any(|(stream, _)| *stream == line.stream);
            let held = made.iter().find(|(stream, _)| *stream == line.stream).filter(|_| !known);
            holdings.extend(held.cloned());
        }
        Ok(Opened { holdings, missing: self.hand_on.missing.clone() })
    }

    /// The plan is changed within its time: what was made ready for the days after it is not needed as it was.
    async fn changed(
        &self,
        write: &mut Writing,
        mut runs: Stored<MoneyHolding>,
        between: Option<Stored<Bridge>>,
    ) -> Result<HoldingId, ActionError> {
        if let Some(mut between) = between {
            let day = between.paper.from();
            runs = bridge::take_back(write, runs, &mut between, day).await?;
            between.paper.status = BridgeStatus::Followed;
            papers::save(write, &between).await?;
        }
        follow::change(write, self, runs).await
    }

    /// A stream's money begins with this plan; set up as in the year before where it was held the same way.
    async fn anew(
        &self,
        write: &mut Writing,
        (stream, sum): (&str, Pence),
        before: Option<&Stored<MoneyHolding>>,
    ) -> Result<Option<HoldingId>, ActionError> {
        let named = named(write);
        let ground = (write.moment().today, &named);
        let said = (&self.hand_on, self.asked.pieces.as_slice());
        post(write, opening::instructions(&self.signed, (stream, sum), said, ground)).await?;
        let Some(line) = self.hand_on.lines.iter().find(|line| line.stream == stream) else { return Ok(None) };
        // a family that has not chosen is not left without: the council buys until it chooses
        let way = line.holding.unwrap_or(Holding::CouncilManaged);
        // another way that has to be set up first waits; until then the money goes on as it was held
        let goes_on = |before: &&Stored<MoneyHolding>| {
            let has_begun = before.paper.status != HoldingStatus::SetUp || before.paper.way == Holding::CouncilManaged;
            before.paper.way == way || (way != Holding::CouncilManaged && has_begun)
        };
        if let Some(before) = before.filter(goes_on) {
            return follow::next_year(write, self, before, None).await.map(Some);
        }
        self.holding(write, stream, way).await.map(Some)
    }

    /// A holding that is set up from its beginning.
    pub(super) async fn holding(
        &self,
        write: &mut Writing,
        stream: &str,
        way: Holding,
    ) -> Result<HoldingId, ActionError> {
        let manager = self.asked.pieces.iter().find_map(|piece| match &piece.body {
            Body::Money(choice) if choice.stream == stream => Some(choice.manager.as_str()),
            _ => None,
        });
        let ids = (self.asked.child, self.asked.plan);
        let new = MoneyHolding::begin(ids, stream, way, manager.unwrap_or_default(), self.view.plan.stretch);
        let key = new.only_one().unwrap_or_default();
        if let Some(there) = papers::only_one::<MoneyHolding>(write, &key).await? {
            return Ok(HoldingId(there.id));
        }
        let id: HoldingId = write.id();
        papers::insert(write, id, &new).await?;
        Ok(id)
    }
}
