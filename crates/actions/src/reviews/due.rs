//! What the list of work says about the next review, and who is reminded of it.

use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::life::Ongoing;
use seven_core::people::{Holder, RelationKind};
use seven_core::review::reminder::ReviewReminder;
use seven_core::review::{Review, ReviewDue, ReviewStatus};
use seven_core::{PersonId, ReviewDueId};
use store::papers::{self, Stored};
use store::{Query, Writing, accounts, agreements, authorities, mail, relations};

use super::view::due_of;
use crate::life::stops;
use crate::{ActionError, Caller};

/// How many letters of each kind were written.
pub type Reminded = Vec<(ReviewReminder, usize)>;

/// Keeps what the list of work says about a child's next review as it is today.
pub(crate) async fn refresh(write: &mut Writing, child: PersonId) -> Result<Option<Stored<ReviewDue>>, ActionError> {
    let today = write.moment().today;
    let known = papers::only_one::<ReviewDue>(write, &child.to_string()).await?;
    let wanted = wanted(write, child, today).await?;
    match (known, wanted) {
        (Some(known), Some(wanted)) if known.paper.by == wanted.by && known.paper.clock == wanted.clock => {
            return Ok(Some(known));
        }
        (Some(mut known), wanted) => {
            known.paper.is_over = true;
            papers::save(write, &known).await?;
            if let Some(wanted) = wanted {
                papers::insert(write, write.id::<ReviewDueId>(), &wanted).await?;
            }
        }
        (None, Some(wanted)) => papers::insert(write, write.id::<ReviewDueId>(), &wanted).await?,
        (None, None) => return Ok(None),
    }
    Ok(papers::only_one::<ReviewDue>(write, &child.to_string()).await?)
}

async fn wanted(at: &mut impl Query, child: PersonId, today: Date) -> Result<Option<ReviewDue>, ActionError> {
    let reviews = papers::of_child::<Review>(at, child).await?;
    let has_a_day = reviews.iter().any(|one| one.paper.status.is_ahead() && one.paper.status != ReviewStatus::Asked);
    Ok(ReviewDue::of(child, &due_of(at, child, today).await?, has_a_day, today))
}

/// Brings the list of work up to date about every child with a signed plan, and writes every reminder that is due and has not
/// gone out; `dry` counts the letters and changes nothing.
///
/// # Errors
/// Refused without [`Action::KeepSystem`]; what the database says.
pub async fn remind(caller: &Caller, dry: bool) -> Result<Reminded, ActionError> {
    let permit = caller.permit(Action::KeepSystem).await?;
    let name = authorities::all(&caller.store).await?.into_iter().find(|one| one.id == caller.authority);
    let name = name.map(|one| one.name).unwrap_or_default();
    let mut reading = caller.reading().await?;
    let tomorrow = caller.moment.today.tomorrow().unwrap_or(caller.moment.today);
    let signed = agreements::signed_before(&mut reading, tomorrow).await?;
    let mut children: Vec<PersonId> = signed.iter().map(|one| one.child).collect();
    children.sort_unstable();
    children.dedup();
    drop(reading);
    let mut counts: Reminded = ReviewReminder::ALL.iter().map(|kind| (*kind, 0)).collect();
    for child in children {
        for (kind, letters) in of_child(caller, &permit, (&name, child), dry).await? {
            if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == kind) {
                *count = count.saturating_add(letters);
            }
        }
    }
    Ok(counts)
}

async fn of_child(
    caller: &Caller,
    permit: &Permit,
    (authority, child): (&str, PersonId),
    dry: bool,
) -> Result<Reminded, ActionError> {
    let today = caller.moment.today;
    let mut write = caller.writing(permit).await?;
    let mut written = Vec::new();
    if let Some(mut due) = refresh(&mut write, child).await?
        && let Some(kind) = due.paper.reminder(today)
    {
        let to = people_around(&mut write, child, today, true).await?;
        let letter = kind.letter(authority, due.paper.by);
        let sent = letters(&mut write, (kind, letter), to, &mut due.paper.reminded).await?;
        if sent > 0 {
            papers::save(&mut write, &due).await?;
            written.push((kind, sent));
        }
    }
    let is_quiet = stops(&mut write, child, Ongoing::Reminder).await?;
    for mut review in papers::of_child::<Review>(&mut write, child).await? {
        let Some(on) = review.paper.reminder(today).filter(|_| !is_quiet) else { continue };
        let to = people_around(&mut write, child, today, false).await?;
        let kind = ReviewReminder::Meeting;
        let sent = letters(&mut write, (kind, kind.letter(authority, on)), to, &mut review.paper.reminded).await?;
        if sent > 0 {
            papers::save(&mut write, &review).await?;
            written.push((kind, sent));
        }
    }
    if !dry {
        let count: usize = written.iter().map(|(_, count)| count).sum();
        let event = Event::of(permit, format!("next review of child {child}")).with("letters", count);
        write.commit(event).await?;
    }
    Ok(written)
}

/// Writes to those who have not been written to about this.
async fn letters(
    write: &mut Writing,
    (kind, (subject, body)): (ReviewReminder, (String, String)),
    to: Vec<PersonId>,
    reminded: &mut Vec<(String, PersonId)>,
) -> Result<usize, ActionError> {
    let mut sent = 0_usize;
    for person in to {
        let known = (kind.code().to_owned(), person);
        let account = accounts::of_person(write, person).await?.filter(|account| account.disabled_at.is_none());
        let Some(account) = account.filter(|_| !reminded.contains(&known)) else { continue };
        mail::write_letter(write, &account.email, &subject, &body).await?;
        reminded.push(known);
        sent = sent.saturating_add(1);
    }
    Ok(sent)
}

/// The child's workers; or everybody who is invited: them, the child from 16 and those who decide with it.
pub(crate) async fn people_around(
    at: &mut impl Query,
    child: PersonId,
    today: Date,
    workers_only: bool,
) -> Result<Vec<PersonId>, ActionError> {
    use RelationKind::{KeyWorker, LeadProfessional, Nominee, Parent, Representative, SocialWorker};
    let is_invited = |kind: RelationKind| match kind {
        KeyWorker | LeadProfessional | SocialWorker => true,
        Parent | Nominee | Representative => !workers_only,
        _ => false,
    };
    let around = relations::of_child(at, child).await?;
    let live = around.iter().filter(|one| one.is_live(today) && !one.is_contact_restricted && is_invited(one.kind));
    let mut people: Vec<PersonId> = live
        .filter_map(|one| match one.holder {
            Holder::Person(person) => Some(person),
            Holder::Group(_) => None,
        })
        .collect();
    if !workers_only {
        people.push(child);
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
