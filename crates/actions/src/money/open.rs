//! A signed plan becomes money: each stream's sum is given to the child, each line's cost promised to it, and each stream
//! gets its holding. What stands between the signature and the first payment is told by name.

use seven_core::access::Action;
use seven_core::agreement::{HandOn, Missing, SignedPlan};
use seven_core::audit::Event;
use seven_core::money::MoneyHolding;
use seven_core::money::opening::{self, OpeningError};
use seven_core::paper::Paper;
use seven_core::plan::money::Holding;
use seven_core::plan::piece::Body;
use seven_core::{AgreementId, HoldingId, PersonId};
use store::agreements::{self, StoredAgreement};
use store::{StoreError, Writing, papers};

use super::{named, post};
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

/// Opens the money of a signed plan. Asked again, it opens nothing again and tells the same.
///
/// # Errors
/// Refused without [`Action::OpenMoney`]; rules where the plan is not signed by both or costs more than was agreed.
pub async fn open(caller: &Caller, child: PersonId, agreement: AgreementId) -> Result<Opened, ActionError> {
    let permit = caller.permit_for(Action::OpenMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    let asked = agreements::find(&mut write, child, agreement).await?.ok_or(StoreError::Missing("agreement"))?;
    let decision = asked.decision.clone().ok_or_else(|| ActionError::rule("plan-not-signed"))?;
    let signed = SignedPlan::of(asked.plan, child, &decision, &asked.signatures)
        .ok_or_else(|| ActionError::rule("plan-not-signed"))?;
    let view = PlanView::load(&mut write, child, asked.plan).await?;
    let hand_on = signed.hand_on(&asked.pieces, &view.summed(&asked.pieces)?);
    let named = named(&write);
    let ground = (caller.moment.today, &named);
    let transfers = opening::instructions(&signed, &hand_on, (&decision.agreed, &asked.pieces), ground).map_err(
        |error| match error {
            OpeningError::AboveAgreed { .. } => ActionError::rule("money-above-agreed"),
            OpeningError::TooLarge => ActionError::rule("money-too-large"),
        },
    )?;
    let total = decision.agreed.iter().fold(0_i64, |sum, (_, pence)| sum.saturating_add(pence.0));
    post(&mut write, transfers).await?;
    let holdings = holdings(&mut write, &view, &asked, &hand_on).await?;
    let event = Event::of(&permit, format!("agreement {agreement}")).with("plan", asked.plan).with("opened", total);
    write.commit(event).await?;
    Ok(Opened { holdings, missing: hand_on.missing })
}

/// A holding for each stream that has none yet.
async fn holdings(
    write: &mut Writing,
    view: &PlanView,
    asked: &StoredAgreement,
    hand_on: &HandOn,
) -> Result<Vec<(String, HoldingId)>, ActionError> {
    let mut made: Vec<(String, HoldingId)> = Vec::new();
    for line in &hand_on.lines {
        if made.iter().any(|(stream, _)| *stream == line.stream) {
            continue;
        }
        // a family that has not chosen is not left without: the council buys until it chooses
        let way = line.holding.unwrap_or(Holding::CouncilManaged);
        let manager = asked.pieces.iter().find_map(|piece| match &piece.body {
            Body::Money(choice) if choice.stream == line.stream => Some(choice.manager.as_str()),
            _ => None,
        });
        let payee = manager.unwrap_or_default();
        let ids = (asked.child, asked.plan);
        let new = MoneyHolding::begin(ids, &line.stream, way, payee, view.plan.stretch);
        let key = new.only_one().unwrap_or_default();
        let id = match papers::only_one::<MoneyHolding>(write, &key).await? {
            Some(there) => HoldingId(there.id),
            None => {
                let id: HoldingId = write.id();
                papers::insert(write, id, &new).await?;
                id
            }
        };
        made.push((line.stream.clone(), id));
    }
    Ok(made)
}
