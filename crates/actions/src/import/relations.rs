//! Parents and carers of a file: read against everybody who may be meant, taken over, taken back.

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::audit::Event;
use seven_core::import::{KnownRelation, RelationRow, Relations, Report, RowReport};
use seven_core::people::{Holder, Person, Relation};
use seven_core::{ImportId, PersonId, RelationId};
use store::{Query, StoreError, Writing, imports, people, relations, staff};

use super::DoneRow;
use super::run::{done, known_id};
use crate::ActionError;

/// Everybody whom a file of relations may mean, and the relations that hold.
pub(super) struct Around {
    people: Vec<Person>,
    known: Vec<KnownRelation>,
}

impl Around {
    pub(super) async fn load(at: &mut impl Query, today: Date) -> Result<Around, ActionError> {
        Ok(Around { people: imports::grown_ups(at).await?, known: imports::relations(at, today).await? })
    }

    pub(super) fn against<'a>(&'a self, children: &'a [Person], today: Date) -> Relations<'a> {
        Relations { children, people: &self.people, known: &self.known, today }
    }

    /// A row's line of the report.
    pub(super) fn of_relation(&self, row: &RowReport<RelationId>) -> DoneRow {
        let relation = known_id(&row.outcome);
        let known = self.known.iter().find(|one| Some(one.id) == relation);
        DoneRow { relation, person: known.map(|one| one.child), holder: known.map(|one| one.holder), ..done(row) }
    }
}

/// Takes over every row that can be taken. Two rows of one e-mail address are one person.
pub(super) async fn take_relations(
    write: &mut Writing,
    import: ImportId,
    report: &Report<RelationRow, RelationId>,
    around: &Around,
) -> Result<Vec<DoneRow>, ActionError> {
    let mut rows: Vec<DoneRow> = report.rows.iter().map(|row| around.of_relation(row)).collect();
    let mut made: BTreeMap<String, PersonId> = BTreeMap::new();
    for (at, taken) in &report.taken {
        let Some(row) = rows.get_mut(*at) else { continue };
        row.person = Some(taken.child);
        if let (Some(relation), Some(holder)) = (row.relation, row.holder) {
            change(write, taken, relation, holder, &row.changes).await?;
            continue;
        }
        let same = taken.email.as_ref().and_then(|email| made.get(email)).copied();
        let holder = match taken.holder.or(same) {
            Some(known) => known,
            None => new_holder(write, import, taken).await?,
        };
        if let Some(email) = &taken.email {
            made.insert(email.clone(), holder);
        }
        row.holder = Some(holder);
        row.relation = Some(new_relation(write, import, taken, holder).await?);
    }
    Ok(rows)
}

async fn new_holder(write: &mut Writing, import: ImportId, row: &RelationRow) -> Result<PersonId, ActionError> {
    let person = row.put_into(&Person::new(write.id(), row.name.clone()));
    people::insert(write, &person).await?;
    imports::made_person(write, import, person.id).await?;
    Ok(person.id)
}

async fn new_relation(
    write: &mut Writing,
    import: ImportId,
    row: &RelationRow,
    holder: PersonId,
) -> Result<RelationId, ActionError> {
    let relation = Relation {
        id: write.id(),
        child: row.child,
        holder: Holder::Person(holder),
        kind: row.kind,
        is_contact_restricted: row.is_contact_restricted,
        starts_on: row.starts_on,
        ends_on: None,
        source: row.source.clone(),
    };
    relations::insert(write, &relation).await?;
    imports::made_relation(write, import, relation.id).await?;
    // what opens a record stands in the log of that record too
    let event = Event::of(write.permit(), format!("relation {}", relation.id)).with("kind", relation.kind);
    write.also(Event { child: Some(row.child), ..event });
    Ok(relation.id)
}

async fn change(
    write: &mut Writing,
    row: &RelationRow,
    relation: RelationId,
    holder: PersonId,
    changes: &[(String, String, String)],
) -> Result<(), ActionError> {
    if changes.iter().any(|(column, _, _)| column == RESTRICTED) {
        staff::restrict_contact(write, row.child, relation, row.is_contact_restricted).await?;
    }
    if changes.iter().any(|(column, _, _)| column != RESTRICTED) {
        let person = people::find(write, holder).await?.ok_or(StoreError::Missing("person"))?;
        people::update(write, &row.put_into(&person)).await?;
    }
    Ok(())
}

/// The column of a restriction.
const RESTRICTED: &str = "contact_restricted";

/// Takes a row of a run back; says by a code why it stays, or nothing where it is gone.
pub(super) async fn undo_relation(
    write: &mut Writing,
    import: ImportId,
    row: &DoneRow,
) -> Result<&'static str, ActionError> {
    let (Some(child), Some(relation), Some(holder)) = (row.person, row.relation, row.holder) else { return Ok("gone") };
    let around = relations::of_child(write, child).await?;
    let Some(found) = around.into_iter().find(|one| one.id == relation) else { return Ok("gone") };
    if row.outcome != "new" {
        return put_back(write, row, &found, holder).await;
    }
    if imports::sheets_by(write, child, holder).await? > 0 {
        return Ok("later-work");
    }
    let is_own = imports::has_made(write, import, holder).await?;
    let person = people::find(write, holder).await?.ok_or(StoreError::Missing("person"))?;
    if found.ends_on.is_some() || (is_own && person.version != 1) {
        return Ok("changed-since");
    }
    // an account has been opened for somebody whom only this import brought
    if is_own && store::accounts::of_person(write, holder).await?.is_some() {
        return Ok("later-work");
    }
    imports::delete_relation(write, import, child, relation).await?;
    if is_own && imports::later_work(write, holder).await? == 0 {
        imports::delete_person(write, import, holder).await?;
    }
    Ok("")
}

async fn put_back(
    write: &mut Writing,
    row: &DoneRow,
    found: &Relation,
    holder: PersonId,
) -> Result<&'static str, ActionError> {
    let Some(person) = people::find(write, holder).await? else { return Ok("gone") };
    let mut before = person.clone();
    for (column, was, is) in &row.changes {
        let yes = if found.is_contact_restricted { "yes" } else { "no" }.to_owned();
        let slot = match column.as_str() {
            "email" => &mut before.contact.email,
            "phone" => &mut before.contact.phone,
            "address" => &mut before.contact.address,
            _ if yes == *is => continue,
            _ => return Ok("changed-since"),
        };
        if slot.clone().unwrap_or_default() != *is {
            return Ok("changed-since");
        }
        *slot = (!was.is_empty()).then(|| was.clone());
    }
    if before != person {
        people::update(write, &before).await?;
    }
    if let Some((_, was, _)) = row.changes.iter().find(|(column, _, _)| column == RESTRICTED) {
        staff::restrict_contact(write, found.child, found.id, was == "yes").await?;
    }
    Ok("")
}
