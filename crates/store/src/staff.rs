//! Staff with their roles and groups, and the people and groups around a child with their names.

use jiff::civil::Date;
use seven_core::people::{Membership, Role};
use seven_core::{GroupId, MembershipId, PersonId, RelationId};

use crate::line::Line;
use crate::{Query, StoreError, Writing};

/// A role that somebody holds, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRole {
    /// The role.
    pub membership: Membership,
    /// The person's name.
    pub name: String,
    /// E-mail address, where one is known.
    pub email: Option<String>,
    /// The group's name; empty for a role in the whole authority.
    pub group_name: String,
}

/// Somebody, or a group, around a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The relation.
    pub relation: RelationId,
    /// The name of the person or group.
    pub name: String,
    /// The person, where it is one.
    pub person: Option<PersonId>,
    /// The group, where it is one.
    pub group: Option<GroupId>,
}

/// Every role, ended ones too, by name.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<StaffRole>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT m.id, m.person_id, m.role, m.group_id, m.starts_on, m.ends_on, p.email, \
         TRIM(COALESCE(p.known_as, p.given_name) || ' ' || p.family_name) AS name, COALESCE(g.name, '') AS group_name \
         FROM membership m JOIN person p ON p.authority_id = m.authority_id AND p.id = m.person_id \
         LEFT JOIN care_group g ON g.authority_id = m.authority_id AND g.id = m.group_id \
         WHERE m.authority_id = $1 ORDER BY p.sorting_name, p.id, m.starts_on, m.id",
    )
    .bind(authority)
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(StaffRole {
                membership: Membership {
                    id: line.read("id")?,
                    person: line.read("person_id")?,
                    role: line.coded("role", Role::from_code)?,
                    group: line.read_or_none("group_id")?,
                    starts_on: line.day("starts_on")?,
                    ends_on: line.day_or_none("ends_on")?,
                },
                name: line.text("name")?,
                email: line.text_or_none("email")?,
                group_name: line.text("group_name")?,
            })
        })
        .collect()
}

/// Ends a role with a day, its last.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn end(write: &mut Writing, id: MembershipId, last_day: Date) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let done =
        sqlx::query("UPDATE membership SET ends_on = $3 WHERE authority_id = $1 AND id = $2 AND ends_on IS NULL")
            .bind(authority)
            .bind(id.to_string())
            .bind(last_day.to_string())
            .execute(write.connection())
            .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("role that has not ended")) }
}

/// Names of the people and groups that ever stood in a relation to a child.
///
/// # Errors
/// What the database says.
pub async fn around(at: &mut impl Query, child: PersonId) -> Result<Vec<Around>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT r.id, r.holder_person_id, r.holder_group_id, \
         COALESCE(TRIM(COALESCE(p.known_as, p.given_name) || ' ' || p.family_name), g.name, '') AS name FROM relation r \
         LEFT JOIN person p ON p.authority_id = r.authority_id AND p.id = r.holder_person_id \
         LEFT JOIN care_group g ON g.authority_id = r.authority_id AND g.id = r.holder_group_id \
         WHERE r.authority_id = $1 AND r.child_id = $2",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(Around {
                relation: line.read("id")?,
                name: line.text("name")?,
                person: line.read_or_none("holder_person_id")?,
                group: line.read_or_none("holder_group_id")?,
            })
        })
        .collect()
}

/// Says whether a person is kept from a child.
///
/// # Errors
/// [`StoreError::Missing`].
pub async fn restrict_contact(
    write: &mut Writing,
    child: PersonId,
    relation: RelationId,
    is_restricted: bool,
) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE relation SET is_contact_restricted = $4 WHERE authority_id = $1 AND child_id = $2 AND id = $3",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(relation.to_string())
    .bind(i64::from(is_restricted))
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("relation")) }
}

/// People without a record of their own whose e-mail address this is: to find somebody again.
///
/// # Errors
/// What the database says.
pub async fn by_email(at: &mut impl Query, email: &str) -> Result<Option<PersonId>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query(
        "SELECT id FROM person WHERE authority_id = $1 AND LOWER(email) = $2 AND erased_at IS NULL ORDER BY id LIMIT 1",
    )
    .bind(authority)
    .bind(email.trim().to_lowercase())
    .fetch_optional(at.connection())
    .await?;
    row.map(|row| Line(&row).read("id")).transpose()
}
