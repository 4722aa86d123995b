//! Handing hours in, approving them, asking once more. Approved hours become a record of spending in the same change.

use seven_core::access::{Action, Permit};
use seven_core::assistant::hours::{HoursFault, check, handed_in};
use seven_core::assistant::{Assistant, AssistantStatus, Hours, HoursStatus, Stint};
use seven_core::audit::Event;
use seven_core::spending::RecordState;
use seven_core::spending::books::TurnedBack;
use seven_core::{AssistantId, HoursId, PersonId};
use store::papers::{self, Stored};
use store::spending::records::{self, StoredRecord};
use store::{StoreError, Writing};
use uuid::Uuid;

use super::by;
use super::view::Desk;
use crate::spending::settle;
use crate::{ActionError, Caller, Problem};

/// The most that is taken as what the family asks, in characters.
const MOST_ASKED: usize = 500;

/// Hands in one's own hours.
///
/// # Errors
/// Refused without [`Action::HandInHours`]; [`StoreError::Missing`] for another's seat; invalid with the days that cannot be, see
/// [`HoursFault`].
pub async fn hand_in(
    caller: &Caller,
    child: PersonId,
    seat: AssistantId,
    stints: Vec<Stint>,
) -> Result<HoursId, ActionError> {
    let permit = caller.permit_for(Action::HandInHours, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    let found: Stored<Assistant> = papers::find_of(&mut write, child, seat).await?;
    if found.paper.person != person {
        return Err(StoreError::Missing("assistant").into());
    }
    let hours = fitting(&mut write, child, &found.paper, (seat, stints), false).await?;
    let id = HoursId(write.id());
    papers::insert(&mut write, id, &hours).await?;
    write.commit(event(&permit, id, &hours)).await?;
    Ok(id)
}

/// Writes an assistant's hours down for them: the family says yes to them at once.
///
/// # Errors
/// Refused without [`Action::ApproveHours`]; as [`hand_in`]; the rule `hours-own` for one's own.
pub async fn enter(
    caller: &Caller,
    child: PersonId,
    seat: AssistantId,
    stints: Vec<Stint>,
) -> Result<HoursId, ActionError> {
    let permit = caller.permit_for(Action::ApproveHours, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    let found: Stored<Assistant> = papers::find_of(&mut write, child, seat).await?;
    let mut hours = fitting(&mut write, child, &found.paper, (seat, stints), true).await?;
    let id = HoursId(write.id());
    agree(&mut write, (&found.paper, person), &mut hours).await?;
    papers::insert(&mut write, id, &hours).await?;
    settle(&mut write, child, TurnedBack::Shown).await?;
    write.commit(event(&permit, id, &hours)).await?;
    Ok(id)
}

/// New hours, held against what is there.
async fn fitting(
    write: &mut Writing,
    child: PersonId,
    seat: &Assistant,
    (id, stints): (AssistantId, Vec<Stint>),
    is_by_family: bool,
) -> Result<Hours, ActionError> {
    if seat.status == AssistantStatus::Ended && !is_by_family {
        return Err(ActionError::rule("assistant-ended"));
    }
    let desk = Desk::load(write, child).await?;
    let own = desk.own(seat.person, None);
    let today = write.moment().today;
    let against = desk.against(seat, &own, (None, today)).ok_or_else(|| ActionError::rule("assistant-line"))?;
    refused(check(&stints, &against))?;
    Ok(handed_in(seat, id, stints, is_by_family))
}

/// What is wrong, each day once.
fn refused(faults: Vec<HoursFault>) -> Result<(), ActionError> {
    let problem = |fault: HoursFault| {
        let problem = Problem::new(fault.day().map(|day| day.to_string()).unwrap_or_default(), fault.code());
        match fault {
            HoursFault::AboveLine(left) => problem.with("left", left.to_string()),
            _ => problem.with("day", fault.day().map(|day| day.to_string()).unwrap_or_default()),
        }
    };
    if faults.is_empty() { Ok(()) } else { Err(ActionError::Invalid(faults.into_iter().map(problem).collect())) }
}

fn event(permit: &Permit, id: HoursId, hours: &Hours) -> Event {
    let event = Event::of(permit, format!("hours {id}")).with("assistant", hours.assistant);
    event.with("minutes", hours.minutes()).with("status", hours.status)
}

/// The family's yes: a record of spending, which counts as spent once the bank shows that it is paid.
async fn agree(
    write: &mut Writing,
    (seat, person): (&Assistant, PersonId),
    hours: &mut Hours,
) -> Result<(), ActionError> {
    if person == seat.person {
        return Err(ActionError::rule("hours-own"));
    }
    let today = write.moment().today;
    let record = hours.as_record(&seat.name, today).map_err(|fault| {
        let (_, code) = fault.field_and_code();
        ActionError::rule(code)
    })?;
    let kept = StoredRecord {
        id: write.id(),
        child: hours.child,
        record,
        from_paper: false,
        state: RecordState::Waiting,
        made_by: if hours.is_by_family { person } else { seat.person },
        made_at: write.moment().at,
        decided_by: None,
        version: 1,
    };
    records::insert(write, &kept).await?;
    records::decide(write, &kept, RecordState::Standing, person).await?;
    hours.status = HoursStatus::Approved;
    hours.decided_by = Some(person);
    hours.decided_on = Some(today);
    hours.record = Some(kept.id);
    Ok(())
}

/// Hours that wait, as they were when they were read.
async fn waiting(
    write: &mut Writing,
    child: PersonId,
    (id, version): (HoursId, i64),
) -> Result<Stored<Hours>, ActionError> {
    let found: Stored<Hours> = papers::find_of(write, child, id).await?;
    if found.version != version {
        return Err(StoreError::Changed("hours").into());
    }
    if found.paper.status == HoursStatus::HandedIn { Ok(found) } else { Err(ActionError::rule("hours-not-waiting")) }
}

/// Says yes to hours. They are held once more against what is there.
///
/// # Errors
/// Refused without [`Action::ApproveHours`]; [`StoreError::Changed`]; rules `hours-not-waiting`, `hours-own`; as [`hand_in`].
pub async fn approve(caller: &Caller, child: PersonId, seen: (HoursId, i64)) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ApproveHours, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    let mut found = waiting(&mut write, child, seen).await?;
    let seat: Stored<Assistant> = papers::find_of(&mut write, child, found.paper.assistant).await?;
    let desk = Desk::load(&mut write, child).await?;
    let this: Uuid = found.id;
    let own = desk.own(seat.paper.person, Some(this));
    let against = desk.against(&seat.paper, &own, (Some(this), caller.moment.today));
    let against = against.ok_or_else(|| ActionError::rule("assistant-line"))?;
    refused(check(&found.paper.stints, &against))?;
    agree(&mut write, (&seat.paper, person), &mut found.paper).await?;
    papers::save(&mut write, &found).await?;
    settle(&mut write, child, TurnedBack::Shown).await?;
    write.commit(event(&permit, seen.0, &found.paper)).await?;
    Ok(())
}

/// Asks once more, in a word; the assistant hands in anew.
///
/// # Errors
/// Refused without [`Action::ApproveHours`]; invalid without a word, or with too many; [`StoreError::Changed`]; the rule
/// `hours-not-waiting`.
pub async fn send_back(caller: &Caller, child: PersonId, seen: (HoursId, i64), words: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ApproveHours, child).await?;
    let person = by(&permit)?;
    let words = words.trim();
    if words.is_empty() {
        return Err(ActionError::invalid("asked", "empty"));
    }
    if words.chars().count() > MOST_ASKED {
        return Err(ActionError::invalid("asked", "too-long"));
    }
    let mut write = caller.writing(&permit).await?;
    let mut found = waiting(&mut write, child, seen).await?;
    found.paper.status = HoursStatus::SentBack;
    found.paper.asked = words.to_owned();
    found.paper.decided_by = Some(person);
    found.paper.decided_on = Some(caller.moment.today);
    papers::save(&mut write, &found).await?;
    write.commit(event(&permit, seen.0, &found.paper)).await?;
    Ok(())
}

/// Takes one's own hours back while they wait.
///
/// # Errors
/// Refused without [`Action::HandInHours`]; [`StoreError::Missing`] for another's; [`StoreError::Changed`]; the rule
/// `hours-not-waiting`.
pub async fn take_back(caller: &Caller, child: PersonId, seen: (HoursId, i64)) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HandInHours, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    let mut found = waiting(&mut write, child, seen).await?;
    if found.paper.person != person {
        return Err(StoreError::Missing("hours").into());
    }
    found.paper.status = HoursStatus::TakenBack;
    papers::save(&mut write, &found).await?;
    write.commit(event(&permit, seen.0, &found.paper)).await?;
    Ok(())
}
