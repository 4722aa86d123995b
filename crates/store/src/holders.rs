//! Everybody with an account, and what they are here: the list that a demonstration shows.

use std::collections::HashMap;

use jiff::civil::Date;
use seven_core::people::name::Name;
use seven_core::people::{RelationKind, Role};
use seven_core::{AccountId, PersonId};
use sqlx::any::AnyRow;

use crate::line::Line;
use crate::{Query, StoreError};

/// Somebody who has an account: their name, and what they are here in one row for each role and relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The account.
    pub account: AccountId,
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: Name,
    /// Whether a record of them is kept.
    pub has_record: bool,
    /// Live roles, each with the name of its group.
    pub roles: Vec<(Role, Option<String>)>,
    /// Live relations, each with the given name of the child.
    pub relations: Vec<(RelationKind, String)>,
}

/// Everybody with an open account, by name, with what they are on a day.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query, today: Date) -> Result<Vec<Holder>, StoreError> {
    let (authority, day) = (at.authority().to_string(), today.to_string());
    let rows = sqlx::query(
        "SELECT a.id, a.person_id, p.given_name, p.family_name, p.known_as, p.has_record \
         FROM account a JOIN person p ON p.authority_id = a.authority_id AND p.id = a.person_id \
         WHERE a.authority_id = $1 AND a.disabled_at IS NULL AND p.erased_at IS NULL ORDER BY p.sorting_name, a.id",
    )
    .bind(authority.as_str())
    .fetch_all(at.connection())
    .await?;
    let mut holders = rows.iter().map(holder).collect::<Result<Vec<_>, _>>()?;
    let roles = sqlx::query(
        "SELECT m.person_id, m.role, g.name FROM membership m LEFT JOIN care_group g \
         ON g.authority_id = m.authority_id AND g.id = m.group_id \
         WHERE m.authority_id = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2) ORDER BY m.id",
    )
    .bind(authority.as_str())
    .bind(day.as_str())
    .fetch_all(at.connection())
    .await?;
    let mut at_person: HashMap<PersonId, usize> = HashMap::new();
    for (index, holder) in holders.iter().enumerate() {
        at_person.entry(holder.person).or_insert(index);
    }
    for row in &roles {
        let line = Line(row);
        let role = (line.coded("role", Role::from_code)?, line.text_or_none("name")?);
        if let Some(holder) = at_person.get(&line.read("person_id")?).and_then(|index| holders.get_mut(*index)) {
            holder.roles.push(role);
        }
    }
    let relations = sqlx::query(
        "SELECT r.holder_person_id, r.kind, p.given_name FROM relation r JOIN person p \
         ON p.authority_id = r.authority_id AND p.id = r.child_id \
         WHERE r.authority_id = $1 AND r.holder_person_id IS NOT NULL AND r.starts_on <= $2 \
         AND (r.ends_on IS NULL OR r.ends_on >= $2) AND p.erased_at IS NULL ORDER BY r.id",
    )
    .bind(authority.as_str())
    .bind(day.as_str())
    .fetch_all(at.connection())
    .await?;
    for row in &relations {
        let line = Line(row);
        let relation = (line.coded("kind", RelationKind::from_code)?, line.text("given_name")?);
        if let Some(holder) = at_person.get(&line.read("holder_person_id")?).and_then(|index| holders.get_mut(*index)) {
            holder.relations.push(relation);
        }
    }
    Ok(holders)
}

fn holder(row: &AnyRow) -> Result<Holder, StoreError> {
    let line = Line(row);
    let known_as = line.text_or_none("known_as")?.unwrap_or_default();
    let name = Name::read(&line.text("given_name")?, &line.text("family_name")?, &known_as)
        .map_err(|error| StoreError::Unreadable { column: "given_name", why: error.to_string() })?;
    Ok(Holder {
        account: line.read("id")?,
        person: line.read("person_id")?,
        name,
        has_record: line.flag("has_record")?,
        roles: Vec::new(),
        relations: Vec::new(),
    })
}
