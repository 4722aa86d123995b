//! Relations, memberships and groups: what access is decided from.

use jiff::Timestamp;
use jiff::civil::Date;
use seven_core::access::{Actor, Standing};
use seven_core::people::{GroupKind, Holder, Membership, Relation, RelationKind, Role};
use seven_core::{GroupId, PersonId, RelationId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A team, setting, provider or health body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// What it is.
    pub kind: GroupKind,
    /// Its name.
    pub name: String,
    /// Unique reference number of a school.
    pub urn: Option<String>,
}

/// A person with all their roles.
///
/// # Errors
/// What the database says.
pub async fn actor(at: &mut impl Query, person: PersonId) -> Result<Actor, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM membership WHERE authority_id = $1 AND person_id = $2 ORDER BY id")
        .bind(authority)
        .bind(person.to_string())
        .fetch_all(at.connection())
        .await?;
    Ok(Actor { person, memberships: rows.iter().map(membership).collect::<Result<_, _>>()? })
}

/// What access to a child depends on, for one actor; nothing where there is no such child with a record.
///
/// # Errors
/// What the database says.
pub async fn standing(
    at: &mut impl Query,
    child: PersonId,
    actor: PersonId,
    now: Timestamp,
) -> Result<Option<Standing>, StoreError> {
    let authority = at.authority().to_string();
    // one row for each relation, and at least one where there are none
    let rows = sqlx::query(
        "SELECT p.born, p.handed_over_on, p.died_on, \
         CAST(EXISTS (SELECT 1 FROM broken_glass g WHERE g.authority_id = p.authority_id AND g.child_id = p.id \
           AND g.person_id = $3 AND g.starts_at <= $4 AND g.ends_at > $4) AS INTEGER) AS glass, \
         r.id, r.child_id, r.holder_person_id, r.holder_group_id, r.kind, r.is_contact_restricted, r.starts_on, \
         r.ends_on, r.source \
         FROM person p LEFT JOIN relation r ON r.authority_id = p.authority_id AND r.child_id = p.id \
         WHERE p.authority_id = $1 AND p.id = $2 AND p.has_record = 1 AND p.erased_at IS NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(actor.to_string())
    .bind(instant(now))
    .fetch_all(at.connection())
    .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let line = Line(first);
    let related = rows.iter().filter(|row| !matches!(Line(row).text_or_none("id"), Ok(None)));
    Ok(Some(Standing {
        child,
        born: line.day_or_none("born")?,
        is_handed_over: line.day_or_none("handed_over_on")?.is_some(),
        relations: related.map(relation).collect::<Result<_, _>>()?,
        died_on: line.day_or_none("died_on")?,
        is_glass_broken: small_flag(first, "glass")?,
    }))
}

/// Relations to a child, ended ones too, oldest first.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<Relation>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM relation WHERE authority_id = $1 AND child_id = $2 ORDER BY starts_on, id")
        .bind(authority)
        .bind(child.to_string())
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(relation).collect()
}

/// Relations in which a person stands, as a person; ended ones too.
///
/// # Errors
/// What the database says.
pub async fn of_person(at: &mut impl Query, person: PersonId) -> Result<Vec<Relation>, StoreError> {
    let authority = at.authority().to_string();
    let rows =
        sqlx::query("SELECT * FROM relation WHERE authority_id = $1 AND holder_person_id = $2 ORDER BY starts_on, id")
            .bind(authority)
            .bind(person.to_string())
            .fetch_all(at.connection())
            .await?;
    rows.iter().map(relation).collect()
}

/// Children that a person reaches as a provider's staff on a day, by their groups.
///
/// # Errors
/// What the database says.
pub async fn of_provider_staff(
    at: &mut impl Query,
    person: PersonId,
    today: Date,
) -> Result<Vec<PersonId>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT DISTINCT r.child_id FROM relation r JOIN membership m ON m.authority_id = r.authority_id \
         AND m.group_id = r.holder_group_id WHERE r.authority_id = $1 AND m.person_id = $2 AND m.role = 'provider-staff' \
         AND m.starts_on <= $3 AND (m.ends_on IS NULL OR m.ends_on >= $3) AND r.starts_on <= $3 \
         AND (r.ends_on IS NULL OR r.ends_on >= $3)",
    )
    .bind(authority)
    .bind(person.to_string())
    .bind(today.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(|row| Line(row).read("child_id")).collect()
}

/// Adds a relation.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child, [`StoreError::Conflict`] for people unknown here.
pub async fn insert(write: &mut Writing, relation: &Relation) -> Result<(), StoreError> {
    write.about(relation.child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let recorded_by = write.permit().actor().map(|id| id.to_string());
    let (person, group) = match relation.holder {
        Holder::Person(id) => (Some(id.to_string()), None),
        Holder::Group(id) => (None, Some(id.to_string())),
    };
    sqlx::query(
        "INSERT INTO relation (authority_id, id, child_id, holder_person_id, holder_group_id, kind, \
         is_contact_restricted, starts_on, ends_on, source, recorded_by, recorded_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(authority)
    .bind(relation.id.to_string())
    .bind(relation.child.to_string())
    .bind(person)
    .bind(group)
    .bind(relation.kind.code())
    .bind(i64::from(relation.is_contact_restricted))
    .bind(relation.starts_on.to_string())
    .bind(relation.ends_on.map(|day| day.to_string()))
    .bind(relation.source.as_str())
    .bind(recorded_by)
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Ends a relation with a day, its last.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn end(write: &mut Writing, child: PersonId, id: RelationId, last_day: Date) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query("UPDATE relation SET ends_on = $4 WHERE authority_id = $1 AND child_id = $2 AND id = $3")
        .bind(authority)
        .bind(child.to_string())
        .bind(id.to_string())
        .bind(last_day.to_string())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("relation")) }
}

/// Adds a group.
///
/// # Errors
/// What the database says.
pub async fn insert_group(write: &mut Writing, group: &Group) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query("INSERT INTO care_group (authority_id, id, kind, name, urn) VALUES ($1, $2, $3, $4, $5)")
        .bind(authority)
        .bind(group.id.to_string())
        .bind(group.kind.code())
        .bind(group.name.as_str())
        .bind(group.urn.as_deref())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Every group, by name.
///
/// # Errors
/// What the database says.
pub async fn groups(at: &mut impl Query) -> Result<Vec<Group>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT * FROM care_group WHERE authority_id = $1 ORDER BY name, id")
        .bind(authority)
        .fetch_all(at.connection())
        .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(Group {
                id: line.read("id")?,
                kind: line.coded("kind", GroupKind::from_code)?,
                name: line.text("name")?,
                urn: line.text_or_none("urn")?,
            })
        })
        .collect()
}

/// Gives a person a role.
///
/// # Errors
/// [`StoreError::Conflict`] for people or groups unknown here.
pub async fn insert_membership(write: &mut Writing, membership: &Membership) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    sqlx::query(
        "INSERT INTO membership (authority_id, id, person_id, role, group_id, starts_on, ends_on) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(authority)
    .bind(membership.id.to_string())
    .bind(membership.person.to_string())
    .bind(membership.role.code())
    .bind(membership.group.map(|id| id.to_string()))
    .bind(membership.starts_on.to_string())
    .bind(membership.ends_on.map(|day| day.to_string()))
    .execute(write.connection())
    .await?;
    Ok(())
}

/// A role that a row holds.
pub(crate) fn membership(row: &AnyRow) -> Result<Membership, StoreError> {
    let line = Line(row);
    Ok(Membership {
        id: line.read("id")?,
        person: line.read("person_id")?,
        role: line.coded("role", Role::from_code)?,
        group: line.read_or_none("group_id")?,
        starts_on: line.day("starts_on")?,
        ends_on: line.day_or_none("ends_on")?,
    })
}

fn relation(row: &AnyRow) -> Result<Relation, StoreError> {
    let line = Line(row);
    let person: Option<PersonId> = line.read_or_none("holder_person_id")?;
    let group: Option<GroupId> = line.read_or_none("holder_group_id")?;
    let holder = match (person, group) {
        (Some(person), _) => Holder::Person(person),
        (None, Some(group)) => Holder::Group(group),
        (None, None) => {
            return Err(StoreError::Unreadable { column: "holder_person_id", why: "nobody stands in it".to_owned() });
        }
    };
    Ok(Relation {
        id: line.read("id")?,
        child: line.read("child_id")?,
        holder,
        kind: line.coded("kind", RelationKind::from_code)?,
        is_contact_restricted: line.flag("is_contact_restricted")?,
        starts_on: line.day("starts_on")?,
        ends_on: line.day_or_none("ends_on")?,
        source: line.text("source")?,
    })
}

/// A flag that a query works out: SQLite gives it in 64 bits, PostgreSQL in 32.
fn small_flag(row: &AnyRow, column: &'static str) -> Result<bool, StoreError> {
    use sqlx::Row;
    let wide = row.try_get::<i64, _>(column);
    let number = wide.or_else(|_| row.try_get::<i32, _>(column).map(i64::from));
    number.map(|number| number != 0).map_err(|error| StoreError::Unreadable { column, why: error.to_string() })
}
