//! A run of reminders: whoever is waited for is written to, once for each thing, through the queue of mail.

use seven_core::access::{self, Action, Permit, Purpose};
use seven_core::agreement::reminder::{ReminderKind, WaitsFor};
use seven_core::audit::Event;
use seven_core::life::Ongoing;
use seven_core::{PersonId, access::Actor};
use store::agreements::{self, StoredAgreement};
use store::{
    Query, StoreError, accounts, agreement_challenges, agreement_limits, authorities, mail, plan_reminders, relations,
};

use super::who_may;
use crate::life::stops;
use crate::{ActionError, Caller};

/// How many letters of each kind were written.
pub type Reminded = Vec<(ReminderKind, usize)>;

/// Who is to be told what about an asking.
struct Due {
    kind: ReminderKind,
    waits: WaitsFor,
    to: Vec<PersonId>,
}

/// Writes every reminder that is due today and has not gone out; `dry` counts them and writes nothing.
///
/// # Errors
/// Refused without [`Action::KeepSystem`]; what the database says.
pub async fn remind(caller: &Caller, dry: bool) -> Result<Reminded, ActionError> {
    let permit = caller.permit(Action::KeepSystem).await?;
    let name = authorities::all(&caller.store).await?.into_iter().find(|one| one.id == caller.authority);
    let name = name.map(|one| one.name).unwrap_or_default();
    let mut counts: Reminded = ReminderKind::ALL.iter().map(|kind| (*kind, 0)).collect();
    let mut reading = caller.reading().await?;
    let open = agreements::open(&mut reading).await?;
    let mut due = Vec::new();
    for asked in open {
        for one in due_for(caller, &mut reading, &asked).await? {
            due.push((asked.clone(), one));
        }
    }
    drop(reading);
    for (asked, one) in due {
        let written = write(caller, &permit, &name, &asked, &one, dry).await?;
        if let Some((_, count)) = counts.iter_mut().find(|(kind, _)| *kind == one.kind) {
            *count = count.saturating_add(written);
        }
    }
    Ok(counts)
}

/// What an asking waits for, and whom.
async fn due_for(caller: &Caller, at: &mut impl Query, asked: &StoredAgreement) -> Result<Vec<Due>, ActionError> {
    if stops(at, asked.child, Ongoing::Reminder).await? {
        return Ok(Vec::new());
    }
    let mut waits = Vec::new();
    match &asked.decision {
        None if asked.ended_at.is_none() => waits.push(WaitsFor::Answer(asked.answer_by)),
        Some(decision)
            if decision.outcome.agrees() && asked.signatures.family.is_none() && asked.ended_at.is_none() =>
        {
            waits.push(WaitsFor::Signature(decision.on));
        }
        _ => {}
    }
    let challenges = agreement_challenges::of_agreement(at, asked.id).await?;
    waits.extend(challenges.iter().filter(|one| one.outcome.is_none()).map(|one| WaitsFor::Look(one.answer_by)));
    let mut due = Vec::new();
    for wait in waits {
        for kind in wait.due(caller.moment.today) {
            let to = match (kind.is_for_family(), wait) {
                (true, _) => vec![asked.asked_by],
                (false, WaitsFor::Look(_)) => free_to_look(caller, at, asked).await?,
                (false, _) => who_may(at, asked, caller.moment).await?.into_iter().map(|(person, _)| person).collect(),
            };
            due.push(Due { kind, waits: wait, to });
        }
    }
    Ok(due)
}

/// People with a limit who had no part in the decision and whose work lets them look again.
async fn free_to_look(
    caller: &Caller,
    at: &mut impl Query,
    asked: &StoredAgreement,
) -> Result<Vec<PersonId>, StoreError> {
    let mut people: Vec<PersonId> = agreement_limits::all(at).await?.iter().map(|one| one.limit.person).collect();
    people.sort_unstable();
    people.dedup();
    let decider = asked.decision.as_ref().map(|decision| decision.by);
    let mut free = Vec::new();
    for person in people {
        if decider == Some(person) || asked.request.wrote.contains(&person) {
            continue;
        }
        let actor: Actor = relations::actor(at, person).await?;
        let standing = relations::standing(at, asked.child, person, caller.moment.at).await?;
        let (action, today) = (Action::AnswerPlanChallenge, caller.moment.today);
        let is_let_in = |standing| access::decide(&actor, action, Some(&standing), Purpose::Work, today).is_ok();
        if standing.is_some_and(is_let_in) {
            free.push(person);
        }
    }
    Ok(free)
}

/// Writes to those who have not been written to; says how many letters there were.
async fn write(
    caller: &Caller,
    permit: &Permit,
    authority: &str,
    asked: &StoredAgreement,
    due: &Due,
    dry: bool,
) -> Result<usize, ActionError> {
    let mut reading = caller.reading().await?;
    let sent = plan_reminders::of_agreement(&mut reading, asked.id).await?;
    let mut letters = Vec::new();
    for person in &due.to {
        let is_told = sent.iter().any(|(kind, told)| kind == due.kind.code() && told == person);
        let account = accounts::of_person(&mut reading, *person).await?.filter(|account| account.disabled_at.is_none());
        if let Some(account) = account.filter(|_| !is_told) {
            letters.push((*person, account.email));
        }
    }
    drop(reading);
    if dry || letters.is_empty() {
        return Ok(letters.len());
    }
    let (subject, body) = due.kind.letter(authority, due.waits.day());
    let mut write = caller.writing(permit).await?;
    for (person, email) in &letters {
        plan_reminders::note(&mut write, asked.id, asked.child, due.kind.code(), *person).await?;
        mail::write_letter(&mut write, email, &subject, &body).await?;
    }
    let event = Event::of(permit, format!("agreement {}", asked.id)).with("reminder", due.kind.code());
    write.commit(event.with("letters", letters.len())).await?;
    Ok(letters.len())
}
