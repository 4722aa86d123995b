//! Moving away and moving in: the family has the day first, payments after it are called off, and nothing goes to another council
//! without the family's yes but what is a duty.

use std::collections::BTreeSet;

use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::life::moving::{self, MovedIn, Moving, MovingError, NewMove, Passed, Place, Towards, checked, towards};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::told::Told;
use seven_core::money::{Instalment, MoneyHolding};
use seven_core::people::{Holder, Role};
use seven_core::plan::money::Holding;
use seven_core::{GroupId, InstalmentId, MovingId, PersonId};
use store::papers::{self, Stored};
use store::relations::{self, Group};
use store::{Query, StoreError, Writing, staff};

use super::not_after_death;
use crate::money::{MoneyView, StreamMoney, family, is_same_provider, tell};
use crate::retention::bundle;
use crate::{ActionError, Caller, Problem};

/// The move on a child's record, where there is one that counts.
///
/// # Errors
/// What the database says.
pub async fn move_of(at: &mut impl Query, child: PersonId) -> Result<Option<Stored<Moving>>, StoreError> {
    papers::only_one::<Moving>(at, &child.to_string()).await
}

/// Writes down a move: the family is told the day, payments after it are called off.
///
/// # Errors
/// Refused without [`Action::RecordMove`]; invalid for a day that is past; rules where one is written down already, and after a
/// death.
pub async fn record_move(caller: &Caller, child: PersonId, new: NewMove) -> Result<MovingId, ActionError> {
    let permit = caller.permit_for(Action::RecordMove, child).await?;
    let mut write = caller.writing(&permit).await?;
    not_after_death(&mut write, child).await?;
    if move_of(&mut write, child).await?.is_some() {
        return Err(ActionError::rule("move-there"));
    }
    let mut moving = checked(child, new, caller.moment.today).map_err(refused)?;
    let open = [InstalmentStatus::Planned, InstalmentStatus::Returned, InstalmentStatus::Resting];
    for mut payment in papers::of_child::<Instalment>(&mut write, child).await? {
        let (id, before) = (InstalmentId(payment.id), payment.paper.status);
        match towards(&payment.paper, moving.last_day) {
            Towards::After if open.contains(&before) => {
                payment.paper.status = InstalmentStatus::CalledOff;
                moving.called_off.push((id, before));
                papers::save(&mut write, &payment).await?;
            }
            Towards::Spanning if before != InstalmentStatus::CalledOff => moving.spanning.push(id),
            _ => {}
        }
    }
    moving.told_providers = tell_providers(caller, &mut write, child).await?;
    let id: MovingId = write.id();
    papers::insert(&mut write, id, &moving).await?;
    let to = family(&mut write, child, caller.moment).await?;
    tell(caller, &mut write, Told::Move, &to).await?;
    let event = Event::of(&permit, format!("move {id}")).with("last-day", moving.last_day).with("to", moving.to.kind);
    write.commit(event.with("called-off", moving.called_off.len())).await?;
    Ok(id)
}

/// Who gives the support that the council pays for, by name: holders of funds, and providers of lines that the council buys.
#[must_use]
pub fn providers(streams: &[StreamMoney]) -> Vec<String> {
    let mut names = Vec::new();
    for stream in streams {
        let Some(held) = &stream.holding else { continue };
        match held.paper.way {
            Holding::IndividualServiceFund => names.push(held.paper.payee.clone()),
            Holding::CouncilManaged => {
                let paid = stream.support.iter().filter_map(|(_, line)| line.paid.as_ref());
                names.extend(paid.map(|paid| paid.payee.clone()));
            }
            Holding::DirectPayment => {}
        }
    }
    names.retain(|name| !name.trim().is_empty());
    names.sort();
    names.dedup();
    names
}

/// Writes to the staff of each provider who may open the child's invoices: the e-mail names nobody and no day, the page does. Gives
/// the providers that somebody could be written to at.
async fn tell_providers(caller: &Caller, write: &mut Writing, child: PersonId) -> Result<Vec<String>, ActionError> {
    let today = caller.moment.today;
    let names = providers(&MoneyView::load(write, child, today).await?.streams);
    if names.is_empty() {
        return Ok(names);
    }
    let groups = relations::groups(write).await?;
    let here = relations::of_child(write, child).await?;
    let takes_part = |id: GroupId| here.iter().any(|one| one.holder == Holder::Group(id) && one.is_live(today));
    let staff = staff::all(write).await?;
    let mut told = Vec::new();
    for name in names {
        let same = |group: &&Group| is_same_provider(&group.name, &name) && takes_part(group.id);
        let own: Vec<GroupId> = groups.iter().filter(same).map(|group| group.id).collect();
        let live = staff.iter().map(|one| &one.membership).filter(|one| one.is_live(today));
        let theirs =
            live.filter(|one| one.role == Role::ProviderStaff && one.group.is_some_and(|id| own.contains(&id)));
        let people: Vec<PersonId> = theirs.map(|one| one.person).collect();
        if tell(caller, write, Told::MoveAtProvider, &people).await? > 0 {
            told.push(name);
        }
    }
    Ok(told)
}

/// The move does not happen: what was called off because of it is planned again, and the family is told.
///
/// # Errors
/// Refused without [`Action::RecordMove`]; invalid without a reason; [`StoreError::Changed`].
pub async fn undo_move(caller: &Caller, child: PersonId, version: i64, why: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::RecordMove, child).await?;
    let (mut write, by) = (caller.writing(&permit).await?, actor(&permit)?);
    let mut moving = load(&mut write, child, version).await?;
    moving.paper.undo(by, caller.moment.today, why).map_err(refused)?;
    for (id, before) in &moving.paper.called_off {
        let mut payment = papers::find_of::<Instalment>(&mut write, child, *id).await?;
        if payment.paper.status == InstalmentStatus::CalledOff {
            payment.paper.status = *before;
            papers::save(&mut write, &payment).await?;
        }
    }
    papers::save(&mut write, &moving).await?;
    let to = family(&mut write, child, caller.moment).await?;
    tell(caller, &mut write, Told::Move, &to).await?;
    tell_providers(caller, &mut write, child).await?;
    write.commit(Event::of(&permit, format!("move {}", moving.id)).with("undone", "yes")).await?;
    Ok(())
}

/// They live elsewhere: nothing more is paid from here. What is left stays where it is.
///
/// # Errors
/// Refused without [`Action::RecordMove`]; a rule until the last day is over; [`StoreError::Changed`].
pub async fn has_moved(caller: &Caller, child: PersonId, version: i64) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::RecordMove, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut moving = load(&mut write, child, version).await?;
    moving.paper.has_moved(caller.moment.today).map_err(refused)?;
    for mut held in papers::of_child::<MoneyHolding>(&mut write, child).await? {
        if held.paper.change(HoldingStatus::Ended, None).is_ok() {
            papers::save(&mut write, &held).await?;
        }
    }
    papers::save(&mut write, &moving).await?;
    write.commit(Event::of(&permit, format!("move {}", moving.id)).with("moved", "yes")).await?;
    Ok(())
}

/// The family says what may go to the new council.
///
/// # Errors
/// Refused without [`Action::AgreeToPass`]; [`StoreError::Changed`].
pub async fn agree_to_pass(
    caller: &Caller,
    child: PersonId,
    version: i64,
    parts: Vec<Passed>,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AgreeToPass, child).await?;
    let (mut write, by) = (caller.writing(&permit).await?, actor(&permit)?);
    let mut moving = load(&mut write, child, version).await?;
    let count = parts.len();
    moving.paper.says_yes(by, caller.moment.today, parts).map_err(refused)?;
    papers::save(&mut write, &moving).await?;
    write.commit(Event::of(&permit, format!("move {}", moving.id)).with("yes-to", count)).await?;
    Ok(())
}

/// Passes parts of the record on: a ZIP with a page to read and print and a file for each table, as the family is given it. That it
/// went stands on the record.
///
/// # Errors
/// Refused without [`Action::RecordMove`]; invalid for what nobody said yes to; [`StoreError::Changed`].
pub async fn pass_on(
    caller: &Caller,
    child: PersonId,
    version: i64,
    parts: Vec<Passed>,
) -> Result<Vec<u8>, ActionError> {
    let permit = caller.permit_for(Action::RecordMove, child).await?;
    let by = actor(&permit)?;
    let tables: BTreeSet<&str> = parts.iter().flat_map(|part| part.tables()).copied().collect();
    let codes: Vec<&str> = parts.iter().map(|part| part.code()).collect();
    let mut write = caller.writing(&permit).await?;
    let mut moving = load(&mut write, child, version).await?;
    moving.paper.pass_on(parts.clone(), by, caller.moment.today).map_err(refused)?;
    let zip = bundle(caller, child, &tables).await?;
    papers::save(&mut write, &moving).await?;
    let event = Event::of(&permit, format!("move {}", moving.id)).with("passed-on", codes.join(" "));
    write.commit(event.with("to", &moving.paper.to.code)).await?;
    Ok(zip)
}

/// Writes down that a child moved in: from where, and since when.
///
/// # Errors
/// Refused without [`Action::RecordMove`]; invalid for a day to come; a rule where that day is written down already.
pub async fn record_moved_in(
    caller: &Caller,
    child: PersonId,
    (from, day): (Place, Date),
    told_by: &str,
) -> Result<MovingId, ActionError> {
    let permit = caller.permit_for(Action::RecordMove, child).await?;
    let paper = moving::moved_in(child, (from, day), told_by, caller.moment.today).map_err(refused)?;
    let mut write = caller.writing(&permit).await?;
    let id: MovingId = write.id();
    match papers::insert::<MovedIn>(&mut write, id, &paper).await {
        Err(StoreError::Taken(_)) => return Err(ActionError::rule("move-there")),
        other => other?,
    }
    let event = Event::of(&permit, format!("moved in {id}")).with("first-day", paper.first_day);
    write.commit(event.with("from", &paper.from.code)).await?;
    Ok(id)
}

fn actor(permit: &Permit) -> Result<PersonId, ActionError> {
    permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))
}

async fn load(write: &mut Writing, child: PersonId, version: i64) -> Result<Stored<Moving>, ActionError> {
    let moving = move_of(write, child).await?.ok_or(StoreError::Missing("move"))?;
    if moving.version == version { Ok(moving) } else { Err(StoreError::Changed("move").into()) }
}

/// Why something about a move is not taken, tied to its field.
#[must_use]
pub fn not_taken(error: MovingError) -> ActionError {
    refused(error)
}

fn refused(error: MovingError) -> ActionError {
    let (field, code) = error.field_and_code();
    let mut problem = Problem::new(field, code);
    if let MovingError::NotYet(day) = error {
        problem = problem.with("day", day.to_string());
    }
    if field.is_empty() { ActionError::Rule(problem) } else { ActionError::Invalid(vec![problem]) }
}
