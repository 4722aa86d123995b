//! Keeping money for a named thing, spending it on that, or keeping it no longer.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::{AccountKind, Movement, Owner, Transfer, statement};
use seven_core::money::Earmark;
use seven_core::money::earmark::{EarmarkStatus, KeptWhere, check};
use seven_core::paper::Paper;
use seven_core::{EarmarkId, EvidenceId, Pence, PersonId, TransferId};
use store::ledger::Strand;
use store::papers::{self, Stored};
use store::{StoreError, Writing};

use super::spend::holdings;
use super::{named, post};
use crate::{ActionError, Caller};

/// Something that money is to be kept for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEarmark {
    /// The stream.
    pub stream: String,
    /// For what.
    pub for_what: String,
    /// How much.
    pub amount: Pence,
    /// The last day.
    pub until: jiff::civil::Date,
}

/// Keeps money for a named thing until a day: of what is held for the child, else of what is still with the authority.
///
/// # Errors
/// Refused without [`Action::KeepMoneyFor`]; rules where there is not so much, or the day is past or too far.
pub async fn keep_money_for(
    caller: &Caller,
    child: PersonId,
    id: EarmarkId,
    new: NewEarmark,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::KeepMoneyFor, child).await?;
    let mut write = caller.writing(&permit).await?;
    match papers::find_of::<Earmark>(&mut write, child, id).await {
        // the same form, sent twice
        Ok(_) => return Ok(()),
        Err(StoreError::Missing(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let (amount, until) = (new.amount, new.until);
    keep_within(&mut write, child, id, new).await?;
    write.commit(Event::of(&permit, format!("earmark {id}")).with("amount", amount.0).with("until", until)).await?;
    Ok(())
}

/// The same inside another change, such as the decision after a review.
///
/// # Errors
/// Rules where there is not so much, or the day is past or too far.
pub async fn keep_within(
    write: &mut Writing,
    child: PersonId,
    id: EarmarkId,
    new: NewEarmark,
) -> Result<(), ActionError> {
    let NewEarmark { stream, for_what, amount, until } = new;
    let today = write.moment().today;
    let strand = Strand { owner: Owner::Child(child), stream: stream.clone() };
    store::ledger::lock(write, &strand).await?;
    let held = holdings(write, &strand).await?;
    let is_held = statement::of(&held, AccountKind::Paid) >= amount;
    let earmark = Earmark {
        child,
        stream,
        for_what: for_what.trim().to_owned(),
        amount,
        until,
        kept: if is_held { KeptWhere::Held } else { KeptWhere::Authority },
        status: EarmarkStatus::Kept,
    };
    check(&earmark, today).map_err(|error| ActionError::rule(error.code()))?;
    let movement = if is_held { Movement::Earmark } else { Movement::SetAside };
    let transfer = TransferId::of(&["earmark", &id.to_string()]);
    let named = named(write).because(&earmark.for_what);
    let entry = Transfer::post(transfer, movement, child, &earmark.stream, amount, today, named);
    post(write, vec![entry]).await?;
    papers::insert(write, id, &earmark).await?;
    Ok(())
}

async fn load(
    write: &mut Writing,
    child: PersonId,
    (id, version): (EarmarkId, i64),
) -> Result<Stored<Earmark>, ActionError> {
    let found = papers::find_of::<Earmark>(write, child, id).await?;
    if found.version == version { Ok(found) } else { Err(StoreError::Changed(Earmark::TABLE).into()) }
}

/// Spends what was kept on what it was kept for, or some of it.
///
/// # Errors
/// Refused without [`Action::RecordSpend`]; rules for more than is kept.
pub async fn spend_earmark(
    caller: &Caller,
    child: PersonId,
    seen: (EarmarkId, i64),
    (amount, evidence): (Pence, EvidenceId),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::RecordSpend, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut earmark = load(&mut write, child, seen).await?;
    let id = seen.0;
    let paper = &mut earmark.paper;
    if paper.status != EarmarkStatus::Kept || amount > paper.amount {
        return Err(ActionError::rule("earmark-not-so-much"));
    }
    let named = named(&write).shown_by(evidence).because(&paper.for_what);
    let transfer = TransferId::of(&["spend earmark", &id.to_string(), &evidence.to_string()]);
    let movement = Movement::SpendEarmark;
    let entry = Transfer::post(transfer, movement, child, &paper.stream, amount, caller.moment.today, named);
    paper.amount = Pence(paper.amount.0.saturating_sub(amount.0));
    if paper.amount == Pence::ZERO {
        paper.status = EarmarkStatus::Spent;
    }
    post(&mut write, vec![entry]).await?;
    papers::save(&mut write, &earmark).await?;
    write.commit(Event::of(&permit, format!("earmark {id}")).with("spent", amount.0)).await?;
    Ok(())
}

/// Keeps it no longer: the money goes back to where it was.
///
/// # Errors
/// Refused without [`Action::KeepMoneyFor`]; a rule where it is not kept any more.
pub async fn end_earmark(caller: &Caller, child: PersonId, seen: (EarmarkId, i64)) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::KeepMoneyFor, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut earmark = load(&mut write, child, seen).await?;
    let id = seen.0;
    if earmark.paper.status != EarmarkStatus::Kept {
        return Err(ActionError::rule("earmark-not-so-much"));
    }
    let movement = match earmark.paper.kept {
        KeptWhere::Held => Movement::EndEarmark,
        KeptWhere::Authority => Movement::PutBack,
    };
    let transfer = TransferId::of(&["end earmark", &id.to_string()]);
    let (stream, amount) = (earmark.paper.stream.clone(), earmark.paper.amount);
    let entry = Transfer::post(transfer, movement, child, &stream, amount, caller.moment.today, named(&write));
    post(&mut write, vec![entry]).await?;
    earmark.paper.status = EarmarkStatus::Ended;
    papers::save(&mut write, &earmark).await?;
    write.commit(Event::of(&permit, format!("earmark {id}")).with("status", EarmarkStatus::Ended)).await?;
    Ok(())
}
