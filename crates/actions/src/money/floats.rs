//! Small budgets of workers: handed out by finance, spent for a child today and explained tomorrow; and what was obtained
//! without paying, which is recorded as the success that it is.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::{Account, AccountKind, Movement, Named, Owner, Step, Transfer};
use seven_core::money::find::{FindStatus, check};
use seven_core::money::{Find, Instalment, Invoice};
use seven_core::settings::Settings;
use seven_core::{EvidenceId, FindId, Pence, PersonId, TransferId};
use store::ledger::Strand;
use store::{Query, StoreError, authorities, ledger, papers};

use super::{actor, named, post};
use crate::life::not_after_death;
use crate::{ActionError, Caller};

/// Hands a worker money for a small budget.
///
/// # Errors
/// Refused without [`Action::GiveFloat`].
pub async fn give_float(
    caller: &Caller,
    worker: PersonId,
    (stream, amount): (&str, Pence),
    why: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit(Action::GiveFloat).await?;
    let mut write = caller.writing(&permit).await?;
    let id: TransferId = write.id();
    let named = named(&write).because(why.trim());
    post(&mut write, vec![of_worker((id, Movement::FloatOut), (None, worker), (stream, amount), caller, named)])
        .await?;
    let event = Event::of(&permit, format!("float of {worker}")).with("amount", amount.0).with("stream", stream);
    write.commit(event).await?;
    Ok(())
}

fn of_worker(
    (id, movement): (TransferId, Movement),
    (child, worker): (Option<PersonId>, PersonId),
    (stream, amount): (&str, Pence),
    caller: &Caller,
    named: Named,
) -> Transfer {
    let (stream, day, worker) = (stream.to_owned(), caller.moment.today, Some(worker));
    Transfer { id, step: Step::Post, movement, stream, child, worker, amount, day, named }
}

/// What a worker's small budget has left.
///
/// # Errors
/// What the database says.
pub async fn float_left(at: &mut impl Query, worker: PersonId, stream: &str) -> Result<Pence, StoreError> {
    let strand = Strand { owner: Owner::Worker(worker), stream: stream.to_owned() };
    let balances = ledger::balances_of(at, &strand).await?;
    let own = Account { owner: strand.owner, stream: strand.stream, kind: AccountKind::Float };
    Ok(balances.into_iter().find(|(account, _)| *account == own).map_or(Pence::ZERO, |(_, balance)| balance.free()))
}

/// Something that a worker obtains for a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFind {
    /// The stream.
    pub stream: String,
    /// What.
    pub what: String,
    /// How much was paid; nothing where it was had without paying.
    pub amount: Pence,
    /// What it would have cost, where somebody knows.
    pub worth: Option<Pence>,
}

/// Records what was obtained: paid out of the worker's small budget, or had without paying. The family sees it at once.
///
/// # Errors
/// Refused without [`Action::UseFloat`]; rules where the small budget or the child's part of it is used up, or where something
/// older is not explained.
pub async fn record_find(caller: &Caller, child: PersonId, new: NewFind) -> Result<FindId, ActionError> {
    let permit = caller.permit_for(Action::UseFloat, child).await?;
    if new.worth.is_some_and(|worth| worth <= Pence::ZERO) {
        return Err(ActionError::invalid("worth", "no-sum"));
    }
    let mut write = caller.writing(&permit).await?;
    not_after_death(&mut write, child).await?;
    let worker = actor(&write)?;
    let today = caller.moment.today;
    let before = papers::of_child::<Find>(&mut write, child).await?;
    // until the first payment of the family's own has gone, nothing stops
    let has_stepped_up = before.iter().any(|one| one.paper.carried.is_some());
    if new.amount > Pence::ZERO && has_stepped_up && has_own_money(&mut write, child).await? {
        return Err(ActionError::rule("float-has-own"));
    }
    let own: Vec<Find> = before.into_iter().map(|one| one.paper).filter(|one| one.worker == worker).collect();
    let settings = Settings::read(&authorities::settings(&mut write).await?);
    let limit = Pence(settings.float_child_limit_pence);
    check(&new.what, new.amount, &own, limit, today).map_err(|error| ActionError::rule(error.code()))?;
    let id: FindId = write.id();
    let is_free = new.amount <= Pence::ZERO;
    let find = Find {
        child,
        worker,
        stream: new.stream,
        what: new.what.trim().to_owned(),
        amount: Pence(new.amount.0.max(0)),
        worth: new.worth,
        on: today,
        explained: None,
        carried: None,
        status: if is_free { FindStatus::Free } else { FindStatus::ToExplain },
    };
    if !is_free {
        let named = named(&write).shown_by(EvidenceId(id.0)).because(&find.what);
        let transfer = TransferId::of(&["float", &id.to_string()]);
        let ids = (Some(child), worker);
        let money = (find.stream.as_str(), find.amount);
        post(&mut write, vec![of_worker((transfer, Movement::FloatSpend), ids, money, caller, named)]).await?;
    }
    papers::insert(&mut write, id, &find).await?;
    let event = Event::of(&permit, format!("find {id}")).with("amount", find.amount.0).with("status", find.status);
    write.commit(event).await?;
    Ok(id)
}

/// Whether money of the family's own has been paid: to whoever holds it, or to a provider.
///
/// # Errors
/// What the database says.
pub async fn has_own_money(at: &mut impl Query, child: PersonId) -> Result<bool, StoreError> {
    let payments = papers::of_child::<Instalment>(at, child).await?;
    let invoices = papers::of_child::<Invoice>(at, child).await?;
    Ok(payments.iter().any(|one| one.paper.paid_on.is_some()) || invoices.iter().any(|one| one.paper.paid_on.is_some()))
}

/// Explains what was bought.
///
/// # Errors
/// Refused without [`Action::UseFloat`]; rules for what is explained or another worker's.
pub async fn explain_find(caller: &Caller, child: PersonId, id: FindId, words: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::UseFloat, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let mut find = papers::find_of::<Find>(&mut write, child, id).await?;
    if find.paper.worker != by {
        return Err(ActionError::rule("float-anothers"));
    }
    find.paper.explain(words, caller.moment.today).map_err(|error| ActionError::rule(error.code()))?;
    papers::save(&mut write, &find).await?;
    write.commit(Event::of(&permit, format!("find {id}")).with("status", FindStatus::Explained)).await?;
    Ok(())
}

/// Keeps money of a stream back for shortfalls, crises and changed needs.
///
/// # Errors
/// Refused without [`Action::GiveFloat`].
pub async fn hold_back(caller: &Caller, stream: &str, amount: Pence) -> Result<(), ActionError> {
    let permit = caller.permit(Action::GiveFloat).await?;
    let mut write = caller.writing(&permit).await?;
    let id: TransferId = write.id();
    let transfer = Transfer {
        id,
        step: Step::Post,
        movement: Movement::HoldBack,
        stream: stream.to_owned(),
        child: None,
        worker: None,
        amount,
        day: caller.moment.today,
        named: named(&write),
    };
    post(&mut write, vec![transfer]).await?;
    write.commit(Event::of(&permit, format!("contingency of {stream}")).with("amount", amount.0)).await?;
    Ok(())
}
