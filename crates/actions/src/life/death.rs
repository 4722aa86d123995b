//! Writing down a death: from that moment nothing is sent and nothing nags, planned payments rest, and the child's own way in is
//! closed. What the named person says is kept; a mistake is taken back and undone.

use jiff::ToSpan;
use seven_core::access::{self, Action, Permit, Purpose};
use seven_core::audit::Event;
use seven_core::life::death::checked;
use seven_core::life::{Death, DeathError, NewDeath, WishForCopy};
use seven_core::money::holding::{HoldingStatus, Rest};
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Instalment, Invoice, MoneyHolding};
use seven_core::monitoring::{SpendingTalk, TalkStatus};
use seven_core::people::Holder;
use seven_core::{AccountId, DeathId, HoldingId, InstalmentId, PersonId};
use store::papers::{self, Stored};
use store::{Query, StoreError, Writing, accounts, magic_links, mail, people, relations, sessions};

use crate::{ActionError, Caller, reviews};

/// Why payments rest, as pages say it.
const WHY: &str = "payments rest";

/// The death on a child's record, where there is one that counts.
///
/// # Errors
/// What the database says.
pub async fn death_of(at: &mut impl Query, child: PersonId) -> Result<Option<Stored<Death>>, StoreError> {
    papers::only_one::<Death>(at, &child.to_string()).await
}

/// Writes down that a child has died.
///
/// # Errors
/// Refused without [`Action::RecordDeath`]; invalid for a day that cannot be, for nobody to ask or nobody who asks; a rule where
/// it is written down already.
pub async fn record_death(caller: &Caller, child: PersonId, new: NewDeath) -> Result<DeathId, ActionError> {
    let permit = caller.permit_for(Action::RecordDeath, child).await?;
    let mut write = caller.writing(&permit).await?;
    let person = people::find(&mut write, child).await?.ok_or(StoreError::Missing("person"))?;
    if person.died_on.is_some() {
        return Err(ActionError::rule("death-there"));
    }
    let mut death = checked(child, person.born, &new, caller.moment.today).map_err(refused)?;
    may_be_asked(&mut write, &death, caller).await?;
    may_ask(&mut write, &death, caller).await?;
    people::set_died_on(&mut write, child, Some(death.on)).await?;
    death.closed_account = close_own_way_in(&mut write, &permit, child).await?;
    payments_rest(&mut write, &mut death).await?;
    for mut talk in papers::of_child::<SpendingTalk>(&mut write, child).await? {
        if talk.paper.status == TalkStatus::Open {
            talk.paper.status = TalkStatus::Passed;
            papers::save(&mut write, &talk).await?;
        }
    }
    for mut invoice in papers::of_child::<Invoice>(&mut write, child).await? {
        let quiet = invoice.paper.clone().without_family();
        if quiet != invoice.paper {
            invoice.paper = quiet;
            papers::save(&mut write, &invoice).await?;
        }
    }
    reviews::refresh(&mut write, child).await?;
    let id: DeathId = write.id();
    papers::insert(&mut write, id, &death).await?;
    let event = Event::of(&permit, format!("death {id}")).with("on", death.on).with("asks", death.worker);
    write.commit(event.with("payments-rest", death.rested.len()).with("still-paid", death.owed.len())).await?;
    Ok(id)
}

/// Somebody of the child's circle, or somebody outside it by name.
async fn may_be_asked(write: &mut Writing, death: &Death, caller: &Caller) -> Result<(), ActionError> {
    let Some(person) = death.asked.person else { return Ok(()) };
    let around = relations::of_child(write, death.child).await?;
    let is_around = |one: &seven_core::people::Relation| {
        one.holder == Holder::Person(person) && one.is_live(caller.moment.today) && !one.is_contact_restricted
    };
    if around.iter().any(is_around) { Ok(()) } else { Err(ActionError::invalid("asked", "choose-from-the-list")) }
}

/// The worker who asks is one who may keep the answers.
async fn may_ask(write: &mut Writing, death: &Death, caller: &Caller) -> Result<(), ActionError> {
    let actor = relations::actor(write, death.worker).await?;
    let standing = relations::standing(write, death.child, death.worker, caller.moment.at).await?;
    let today = caller.moment.today;
    let may = |standing| access::decide(&actor, Action::RecordDeath, Some(&standing), Purpose::Work, today).is_ok();
    if standing.is_some_and(may) { Ok(()) } else { Err(ActionError::invalid("worker", "choose-from-the-list")) }
}

/// Closes the child's own account, ends its sessions, and takes out what is still to be sent to it. Whoever is something to
/// somebody else here keeps the account for that.
async fn close_own_way_in(
    write: &mut Writing,
    permit: &Permit,
    child: PersonId,
) -> Result<Option<AccountId>, ActionError> {
    let today = write.moment().today;
    let others = relations::of_person(write, child).await?;
    let works = relations::actor(write, child).await?;
    let is_needed =
        others.iter().any(|one| one.is_live(today)) || works.memberships.iter().any(|one| one.is_live(today));
    let account = accounts::of_person(write, child).await?.filter(|account| account.disabled_at.is_none());
    let Some(account) = account.filter(|_| !is_needed) else { return Ok(None) };
    let at = write.moment().at;
    accounts::disable(write, account.id, Some(at)).await?;
    sessions::end_others(write, child, None).await?;
    magic_links::take_back(write, account.id).await?;
    mail::take_out(write, &account.email).await?;
    write.also(Event::of(permit, format!("account {}", account.id)).with("closed", "yes"));
    Ok(Some(account.id))
}

/// What was planned for days after rests; what was due until the day is still paid. Nothing is taken back.
async fn payments_rest(write: &mut Writing, death: &mut Death) -> Result<(), ActionError> {
    for mut payment in papers::of_child::<Instalment>(write, death.child).await? {
        let before = payment.paper.status;
        if !matches!(before, InstalmentStatus::Planned | InstalmentStatus::Returned) {
            continue;
        }
        let id = InstalmentId(payment.id);
        if payment.paper.due <= death.on {
            payment.paper.is_owed = true;
            death.owed.push(id);
        } else {
            payment.paper.status = InstalmentStatus::Resting;
            death.rested.push((id, before));
        }
        papers::save(write, &payment).await?;
    }
    let from = death.on.saturating_add(1.days());
    for mut held in papers::of_child::<MoneyHolding>(write, death.child).await? {
        if held.paper.status == HoldingStatus::Live
            && held.paper.rest(Rest { from, until: None, why: WHY.to_owned() }).is_ok()
        {
            papers::save(write, &held).await?;
            death.resting.push(HoldingId(held.id));
        }
    }
    Ok(())
}

/// Keeps what the named person said about bills and assistants, about the money that is left, and whether they want a copy.
///
/// # Errors
/// Refused without [`Action::RecordDeath`]; invalid without words; [`StoreError::Changed`].
pub async fn keep_answer(
    caller: &Caller,
    child: PersonId,
    version: i64,
    (bills, left, copy): (&str, &str, WishForCopy),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::RecordDeath, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let mut death = load(&mut write, child, version).await?;
    death.paper.answered((by, caller.moment.today), (bills, left, copy)).map_err(refused)?;
    papers::save(&mut write, &death).await?;
    let event = Event::of(&permit, format!("death {}", death.id)).with("answered", "yes").with("copy", copy);
    write.commit(event).await?;
    Ok(())
}

/// Takes a mistake back: what rested is planned again, and the child's own way in is open.
///
/// # Errors
/// Refused without [`Action::RecordDeath`]; invalid without a reason; [`StoreError::Changed`].
pub async fn take_back_death(caller: &Caller, child: PersonId, version: i64, why: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::RecordDeath, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let mut death = load(&mut write, child, version).await?;
    death.paper.take_back(by, caller.moment.today, why).map_err(refused)?;
    people::set_died_on(&mut write, child, None).await?;
    if let Some(account) = death.paper.closed_account {
        accounts::disable(&mut write, account, None).await?;
    }
    go_on(&mut write, &death.paper, why).await?;
    papers::save(&mut write, &death).await?;
    reviews::refresh(&mut write, child).await?;
    write.commit(Event::of(&permit, format!("death {}", death.id)).with("taken-back", "yes")).await?;
    Ok(())
}

/// Undoes what rested, as far as nobody has changed it since.
async fn go_on(write: &mut Writing, death: &Death, why: &str) -> Result<(), ActionError> {
    for id in &death.resting {
        let mut held = papers::find_of::<MoneyHolding>(write, death.child, *id).await?;
        if held.paper.never_rested().is_ok() {
            papers::save(write, &held).await?;
        }
    }
    for mut payment in papers::of_child::<Instalment>(write, death.child).await? {
        let id = InstalmentId(payment.id);
        let paper = &mut payment.paper;
        let rested = death.rested.iter().find(|(rested, _)| *rested == id);
        match (rested, paper.status) {
            (Some((_, before)), InstalmentStatus::Resting) => paper.status = *before,
            (None, InstalmentStatus::Planned | InstalmentStatus::Returned) if paper.is_owed => {
                paper.is_owed = false;
                // what was only paid because of it is not paid now
                if !death.owed.contains(&id) {
                    paper.status = InstalmentStatus::CalledOff;
                    paper.note = why.trim().to_owned();
                }
            }
            _ => continue,
        }
        papers::save(write, &payment).await?;
    }
    Ok(())
}

async fn load(write: &mut Writing, child: PersonId, version: i64) -> Result<Stored<Death>, ActionError> {
    let death = death_of(write, child).await?.ok_or(StoreError::Missing("death"))?;
    if death.version == version { Ok(death) } else { Err(StoreError::Changed("death").into()) }
}

/// Why something about a death is not taken, tied to its field.
#[must_use]
pub fn refused(error: DeathError) -> ActionError {
    let (field, code) = error.field_and_code();
    let mut problem = crate::Problem::new(field, code);
    if let DeathError::BeforeBirth(day) = error {
        problem = problem.with("day", day.to_string());
    }
    ActionError::Invalid(vec![problem])
}
