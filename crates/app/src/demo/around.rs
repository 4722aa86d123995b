//! Who is around a child, from when until when: the team first, then a worker, then the family, each on record.

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::people::{Holder, Relation, RelationKind};
use seven_core::{GroupId, PersonId, RelationId};
use store::relations;

use super::children::{Child, KEPT_APART};
use super::plans::BETH;
use super::seed::Seeder;
use super::staff::{KEY_WORKERS_IN_A_TEAM, Staff};
use crate::failure::Failure;

/// Gives a child to a team and a worker, and records the family and everybody else.
pub async fn work_with(seeder: &mut Seeder, staff: &Staff, child: &mut Child, age: i64) -> Result<(), Failure> {
    let team = staff.teams.get(child.team_at).copied().ok_or_else(|| Failure::new("a child has no team"))?;
    let manager = staff.manager(child.team_at)?;
    relate(seeder, child.id, Holder::Group(team), RelationKind::Team, child.since).await?;
    // whoever was imported was added by nobody
    if !is_imported(seeder, child) {
        let adds = manager;
        seeder.did(adds, Action::AddChild, Some(child.id), format!("person {}", child.id), &[])?;
    }
    seeder.pass(6);
    let workers = workers(seeder, staff, child);
    for (at, (from, worker)) in workers.iter().enumerate() {
        let until = workers.get(at + 1).map(|(next, _)| next.saturating_sub(1.days()));
        let holder = Holder::Person(*worker);
        let relation = relate(seeder, child.id, holder, RelationKind::KeyWorker, *from).await?;
        if *from > child.since {
            seeder.go(*from, 9);
        }
        on_record(seeder, manager, child, (relation, RelationKind::KeyWorker, *from))?;
        if let Some(last_day) = until {
            seeder.go(last_day, 15);
            end(seeder, manager, child, relation, last_day).await?;
        }
    }
    child.workers = workers;
    seeder.go(child.since, 11);
    let worker = child.worker(child.since).unwrap_or(manager);
    family(seeder, child, worker).await?;
    others(seeder, staff, child, age, worker).await
}

/// Whether the child's record was taken over from the system that was there before.
pub fn is_imported(seeder: &Seeder, child: &Child) -> bool {
    child.since <= seeder.years_ago(3).saturating_add(4.days())
}

/// The key workers of a child, in order: one in five has had another before.
fn workers(seeder: &mut Seeder, staff: &Staff, child: &Child) -> Vec<(Date, PersonId)> {
    let in_team = |at: usize| staff.key_workers.get(child.team_at * KEY_WORKERS_IN_A_TEAM + at % KEY_WORKERS_IN_A_TEAM);
    let now = in_team(child.number).copied();
    let before = staff.left.get(child.team_at).filter(|(_, last)| {
        child.number % 5 == 2 && child.since < last.saturating_sub(30.days()) && child.since < seeder.days_ago(200)
    });
    let mut workers: Vec<(Date, PersonId)> = Vec::new();
    let mut from = child.since;
    if let Some((worker, last_day)) = before {
        workers.push((from, *worker));
        from = last_day.saturating_add(1.days());
    }
    workers.extend(now.map(|worker| (from, worker)));
    workers
}

async fn family(seeder: &mut Seeder, child: &Child, worker: PersonId) -> Result<(), Failure> {
    for (at, parent) in child.parents.iter().enumerate() {
        let kind = match at {
            // from sixteen a young person speaks, or who acts for one who cannot decide this (Mental Capacity Act 2005)
            0 if child.number == BETH => RelationKind::Representative,
            1 if child.number % 5 == 3 => RelationKind::Carer,
            _ => RelationKind::Parent,
        };
        let is_restricted = at == 1 && child.number == KEPT_APART;
        let holder = Holder::Person(*parent);
        let relation = relate_as(seeder, child.id, (holder, kind, is_restricted), child.since).await?;
        on_record(seeder, worker, child, (relation, kind, child.since))?;
        if is_restricted {
            seeder.pass(4);
            let particulars = [("contact-restricted", "yes".to_owned())];
            seeder.did(worker, Action::Restrict, Some(child.id), format!("relation {relation}"), &particulars)?;
        }
        // some years on, a few second parents live elsewhere and no longer decide
        let moved_out = child.since.saturating_add(300.days());
        if at == 1 && child.number % 11 == 7 && moved_out < seeder.days_ago(30) {
            let at_work = child.worker(moved_out).unwrap_or(worker);
            seeder.go(moved_out, 15);
            end(seeder, at_work, child, relation, moved_out).await?;
            seeder.go(child.since, 12);
        }
    }
    Ok(())
}

async fn others(seeder: &mut Seeder, staff: &Staff, child: &Child, age: i64, worker: PersonId) -> Result<(), Failure> {
    let number = child.number;
    let setting_at = match age {
        0..4 => 0,
        4..11 => 1 + number % 3,
        11..16 => 3 + number % 2,
        _ => 5,
    };
    let provider = staff.providers.get(number % staff.providers.len().max(1)).copied();
    let groups: [(Option<GroupId>, RelationKind); 3] = [
        (staff.settings.get(setting_at).copied(), RelationKind::Setting),
        (staff.health.filter(|_| number.is_multiple_of(4)), RelationKind::HealthBody),
        (provider.filter(|_| number.is_multiple_of(3)), RelationKind::Provider),
    ];
    let groups = groups.into_iter().map(|(group, kind)| (group.map(Holder::Group), kind));
    let people = [
        (staff.broker.filter(|_| number.is_multiple_of(10)), RelationKind::Broker),
        (staff.peer_supporter.filter(|_| number.is_multiple_of(15)), RelationKind::PeerSupporter),
        (staff.nominee.filter(|_| number == 12), RelationKind::Nominee),
    ];
    let people = people.into_iter().map(|(person, kind)| (person.map(Holder::Person), kind));
    for (holder, kind) in groups.chain(people) {
        let Some(holder) = holder else { continue };
        let relation = relate(seeder, child.id, holder, kind, child.since).await?;
        on_record(seeder, worker, child, (relation, kind, child.since))?;
        let left = child.since.saturating_add(420.days());
        if kind == RelationKind::Provider && number % 6 == 3 && left < seeder.days_ago(10) {
            let at_work = child.worker(left).unwrap_or(worker);
            seeder.go(left, 14);
            end(seeder, at_work, child, relation, left).await?;
            seeder.go(child.since, 13);
        }
    }
    Ok(())
}

/// Records a relation from a day.
pub async fn relate(
    seeder: &mut Seeder,
    child: PersonId,
    holder: Holder,
    kind: RelationKind,
    from: Date,
) -> Result<RelationId, Failure> {
    relate_as(seeder, child, (holder, kind, false), from).await
}

async fn relate_as(
    seeder: &mut Seeder,
    child: PersonId,
    (holder, kind, is_contact_restricted): (Holder, RelationKind, bool),
    starts_on: Date,
) -> Result<RelationId, Failure> {
    let relation = Relation {
        id: seeder.write.id(),
        child,
        holder,
        kind,
        is_contact_restricted,
        starts_on,
        ends_on: None,
        source: "made up for the demonstration".to_owned(),
    };
    relations::insert(&mut seeder.write, &relation).await?;
    let id = relation.id;
    seeder.cast.relate(relation);
    Ok(id)
}

fn on_record(
    seeder: &mut Seeder,
    by: PersonId,
    child: &Child,
    (relation, kind, from): (RelationId, RelationKind, Date),
) -> Result<(), Failure> {
    let particulars = [("kind", kind.to_string()), ("starts-on", from.to_string())];
    seeder.did(by, Action::Relate, Some(child.id), format!("relation {relation}"), &particulars)
}

async fn end(
    seeder: &mut Seeder,
    by: PersonId,
    child: &Child,
    relation: RelationId,
    last_day: Date,
) -> Result<(), Failure> {
    relations::end(&mut seeder.write, child.id, relation, last_day).await?;
    let particulars = [("last-day", last_day.to_string())];
    seeder.did(by, Action::Relate, Some(child.id), format!("relation {relation}"), &particulars)?;
    seeder.cast.end(child.id, relation, last_day);
    Ok(())
}
