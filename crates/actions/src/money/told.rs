//! Who is told that something about a child's money waits to be read, in the same change as the thing itself.

use seven_core::access::{self, Action, Purpose};
use seven_core::life::Ongoing;
use seven_core::money::told::Told;
use seven_core::people::{Holder, RelationKind};
use seven_core::{Moment, PersonId};
use store::{Query, Writing, accounts, authorities, mail, relations};

use crate::life::stops;
use crate::{ActionError, Caller};

/// Those of the family who may answer for the child.
pub(crate) async fn family(at: &mut impl Query, child: PersonId, moment: Moment) -> Result<Vec<PersonId>, ActionError> {
    if stops(at, child, Ongoing::Letter).await? {
        return Ok(Vec::new());
    }
    let mut people: Vec<PersonId> = relations::of_child(at, child).await?.iter().filter_map(person_of).collect();
    people.push(child);
    people.sort_unstable();
    people.dedup();
    let mut found = Vec::new();
    for person in people {
        let actor = relations::actor(at, person).await?;
        let standing = relations::standing(at, child, person, moment.at).await?;
        let may = |standing| {
            access::decide(&actor, Action::SignMoneyTerms, Some(&standing), Purpose::OwnLife, moment.today).is_ok()
        };
        if standing.is_some_and(may) {
            found.push(person);
        }
    }
    Ok(found)
}

/// Those who lead the child's support.
pub(super) async fn workers(
    at: &mut impl Query,
    child: PersonId,
    moment: Moment,
) -> Result<Vec<PersonId>, ActionError> {
    let leads = [RelationKind::KeyWorker, RelationKind::LeadProfessional, RelationKind::SocialWorker];
    let all = relations::of_child(at, child).await?;
    let live = all.iter().filter(|one| leads.contains(&one.kind) && one.is_live(moment.today));
    let mut people: Vec<PersonId> = live.filter_map(person_of).collect();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

fn person_of(relation: &seven_core::people::Relation) -> Option<PersonId> {
    match relation.holder {
        Holder::Person(person) => Some(person),
        Holder::Group(_) => None,
    }
}

/// Puts a letter into the queue for each of them who can sign in, and counts them; whoever does it is not told.
pub(crate) async fn tell(
    caller: &Caller,
    write: &mut Writing,
    told: Told,
    to: &[PersonId],
) -> Result<usize, ActionError> {
    let all = authorities::all(&caller.store).await?;
    let name = all.into_iter().find(|one| one.id == caller.authority).map(|one| one.name).unwrap_or_default();
    let (subject, body) = told.letter(&name);
    let mut count = 0;
    for person in to.iter().filter(|person| Some(**person) != caller.person) {
        let account = accounts::of_person(write, *person).await?.filter(|account| account.disabled_at.is_none());
        if let Some(account) = account {
            mail::write_letter(write, &account.email, &subject, &body).await?;
            count += 1;
        }
    }
    Ok(count)
}
