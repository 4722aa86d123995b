//! Setting up how a stream's money is held: who is paid, the law's questions, the signed agreement, the first payment; and
//! letting payments rest.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::money::grounds::{CheckAnswered, of_stream};
use seven_core::money::holding::{AccountWay, HoldingError, HoldingStatus, PayeeKind, Rest, TermsSigned};
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Instalment, MoneyHolding};
use seven_core::{HoldingId, Pence, PersonId};
use store::Writing;
use store::papers::{self, Stored};

use super::{actor, packs};
use crate::life::not_after_death;
use crate::{ActionError, Caller, Problem};

/// An agreement about a direct payment or a fund, as the family signs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTerms {
    /// Its conditions, as they were shown.
    pub conditions: Vec<String>,
}

/// Says who is paid, in what account, and what a fund's holder may keep in a month.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; invalid without a name; [`store::StoreError::Changed`].
pub async fn set_payee(
    caller: &Caller,
    child: PersonId,
    (holding, version): (HoldingId, i64),
    (payee, kind, account): (&str, PayeeKind, AccountWay),
    (fee_limit, is_on_school_premises, is_family_first): (Option<Pence>, bool, bool),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut held = load(&mut write, child, holding, Some(version)).await?;
    if payee.trim().is_empty() {
        return Err(ActionError::invalid("payee", "empty"));
    }
    if fee_limit.is_some_and(|limit| limit < Pence::ZERO) {
        return Err(ActionError::invalid("fee-limit", "below-nothing"));
    }
    let paper = &mut held.paper;
    paper.payee = payee.trim().to_owned();
    (paper.payee_kind, paper.account) = (kind, account);
    (paper.fee_limit, paper.is_on_school_premises) = (fee_limit, is_on_school_premises);
    paper.is_family_first = is_family_first;
    papers::save(&mut write, &held).await?;
    let event = Event::of(&permit, format!("holding {holding}")).with("payee", kind).with("account", account);
    write.commit(event).await?;
    Ok(())
}

/// Answers the law's questions about a direct payment.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; [`store::StoreError::Changed`].
pub async fn answer_checks(
    caller: &Caller,
    child: PersonId,
    (holding, version): (HoldingId, i64),
    answers: Vec<CheckAnswered>,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let mut held = load(&mut write, child, holding, Some(version)).await?;
    let all_so = answers.iter().all(|answer| answer.is_so);
    held.paper.checks = answers;
    held.paper.checked = Some((by, caller.moment.today));
    papers::save(&mut write, &held).await?;
    let event = Event::of(&permit, format!("holding {holding}")).with("checks-all-so", all_so);
    write.commit(event).await?;
    Ok(())
}

/// The family signs the agreement.
///
/// # Errors
/// Refused without [`Action::SignMoneyTerms`]; a rule where it is signed.
pub async fn sign_terms(
    caller: &Caller,
    child: PersonId,
    holding: HoldingId,
    terms: NewTerms,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SignMoneyTerms, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let mut held = load(&mut write, child, holding, None).await?;
    if held.paper.terms.is_some() {
        return Err(ActionError::rule("terms-signed"));
    }
    held.paper.terms = Some(TermsSigned { by, on: caller.moment.today, conditions: terms.conditions });
    papers::save(&mut write, &held).await?;
    write.commit(Event::of(&permit, format!("holding {holding}")).with("terms", "signed")).await?;
    Ok(())
}

/// From now on money is paid. Until everything is there, the answer is the list of what is missing.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; invalid with a problem for each thing that is missing.
pub async fn begin_payments(caller: &Caller, child: PersonId, holding: HoldingId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    not_after_death(&mut write, child).await?;
    let mut held = load(&mut write, child, holding, None).await?;
    if held.paper.status == HoldingStatus::Live {
        return Ok(());
    }
    let packs = packs()?;
    let pack = of_stream(&packs, &held.paper.stream, caller.moment.today);
    let missing = held.paper.missing(pack);
    if !missing.is_empty() {
        return Err(ActionError::Invalid(missing.iter().map(|one| Problem::new("", one.code())).collect()));
    }
    if held.paper.waits() && caller.moment.today < held.paper.stretch.from {
        let problem = Problem::new("", "holding-from").with("day", held.paper.stretch.from.to_string());
        return Err(ActionError::Rule(problem));
    }
    let takes_over = held.paper.waits();
    if takes_over {
        super::other_way::stands(&mut write, held).await?;
    } else {
        held.paper.change(HoldingStatus::Live, pack).map_err(|error| told(&error))?;
        papers::save(&mut write, &held).await?;
    }
    let event = Event::of(&permit, format!("holding {holding}")).with("status", HoldingStatus::Live);
    write.commit(event.with("takes-over", takes_over)).await?;
    Ok(())
}

/// Lets payments rest from a day, such as while the child is in hospital. What has been sent stays; what is still planned in
/// that time rests.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; rules where money is not being paid; invalid without a reason.
pub async fn rest(
    caller: &Caller,
    child: PersonId,
    holding: HoldingId,
    (from, until): (Date, Option<Date>),
    why: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut held = load(&mut write, child, holding, None).await?;
    if why.trim().is_empty() {
        return Err(ActionError::invalid("why", "empty"));
    }
    held.paper.rest(Rest { from, until, why: why.trim().to_owned() }).map_err(|error| told(&error))?;
    papers::save(&mut write, &held).await?;
    let is_resting = |day: Date| from <= day && until.is_none_or(|until| day <= until);
    let changed =
        change_payments(&mut write, holding, is_resting, InstalmentStatus::Planned, InstalmentStatus::Resting);
    let changed = changed.await?;
    let event = Event::of(&permit, format!("holding {holding}")).with("rests-from", from).with("payments", changed);
    write.commit(event).await?;
    Ok(())
}

/// Payments go on from a day: those that rested from then on are planned again.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; a rule where payments do not rest.
pub async fn go_on(caller: &Caller, child: PersonId, holding: HoldingId, from: Date) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    not_after_death(&mut write, child).await?;
    let mut held = load(&mut write, child, holding, None).await?;
    let packs = packs()?;
    let pack = of_stream(&packs, &held.paper.stream, caller.moment.today);
    held.paper.go_on(from, pack).map_err(|error| told(&error))?;
    papers::save(&mut write, &held).await?;
    let (rested, planned) = (InstalmentStatus::Resting, InstalmentStatus::Planned);
    let changed = change_payments(&mut write, holding, |day| from <= day, rested, planned).await?;
    let event = Event::of(&permit, format!("holding {holding}")).with("goes-on-from", from).with("payments", changed);
    write.commit(event).await?;
    Ok(())
}

async fn change_payments(
    write: &mut Writing,
    holding: HoldingId,
    is_meant: impl Fn(Date) -> bool + Send,
    from: InstalmentStatus,
    to: InstalmentStatus,
) -> Result<usize, ActionError> {
    let mut changed = 0;
    for mut payment in papers::part_of::<Instalment>(write, holding).await? {
        if payment.paper.status == from && is_meant(payment.paper.due) {
            payment.paper.status = to;
            papers::save(write, &payment).await?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// A holding of a child, as it was when somebody read this version.
pub(super) async fn load(
    write: &mut Writing,
    child: PersonId,
    holding: HoldingId,
    version: Option<i64>,
) -> Result<Stored<MoneyHolding>, ActionError> {
    let held: Stored<MoneyHolding> = papers::find_of(write, child, holding).await?;
    match version {
        Some(read) if read != held.version => Err(store::StoreError::Changed("holding").into()),
        _ => Ok(held),
    }
}

fn told(error: &HoldingError) -> ActionError {
    match error {
        HoldingError::NotFromHere(from, to) => {
            let problem = Problem::new("", "holding-not-from-here");
            ActionError::Rule(problem.with("from", from.code()).with("to", to.code()))
        }
        HoldingError::Missing => ActionError::rule("holding-missing"),
        HoldingError::Backwards => ActionError::invalid("until", "day-backwards"),
    }
}
