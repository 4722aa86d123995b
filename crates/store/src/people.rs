//! People.

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::people::Person;
use seven_core::people::contact::Contact;
use seven_core::people::identifiers::{NhsNumber, NhsStatus, Uln, Upn};
use seven_core::people::name::Name;
use sqlx::Any;
use sqlx::any::{AnyArguments, AnyRow};

use crate::line::{Line, instant, unreadable};
use crate::{Query, StoreError, Writing, worklist};

/// A person by id; nothing for somebody unknown, or erased.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, id: PersonId) -> Result<Option<Person>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM person WHERE authority_id = $1 AND id = $2 AND erased_at IS NULL")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(person).transpose()
}

/// Adds a person.
///
/// # Errors
/// [`StoreError::Conflict`] where a number is another person's.
pub async fn insert(write: &mut Writing, person: &Person) -> Result<(), StoreError> {
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    let sql = sqlx::query(
        "INSERT INTO person (authority_id, id, given_name, family_name, known_as, sorting_name, born, sex, ethnicity, \
         primary_need, upn, nhs_number, nhs_status, uln, email, phone, address, is_address_restricted, language, \
         has_record, handed_over_on, calling_name, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 1, $23)",
    );
    bound(sql, authority, person).bind(at).execute(write.connection()).await?;
    if person.has_record {
        write.touch(person.id);
    }
    Ok(())
}

/// Keeps a person's new details, if nobody else changed them since `person.version` was read.
///
/// # Errors
/// [`StoreError::Changed`], [`StoreError::Conflict`].
pub async fn update(write: &mut Writing, person: &Person) -> Result<(), StoreError> {
    let authority = write.authority().to_string();
    let sql = sqlx::query(
        "UPDATE person SET given_name = $3, family_name = $4, known_as = $5, sorting_name = $6, born = $7, sex = $8, \
         ethnicity = $9, primary_need = $10, upn = $11, nhs_number = $12, nhs_status = $13, uln = $14, email = $15, \
         phone = $16, address = $17, is_address_restricted = $18, language = $19, has_record = $20, handed_over_on = $21, \
         calling_name = $22, version = version + 1 \
         WHERE authority_id = $1 AND id = $2 AND version = $23 AND erased_at IS NULL",
    );
    let done = bound(sql, authority, person).bind(person.version).execute(write.connection()).await?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Changed("person"));
    }
    write.touch(person.id);
    worklist::touch_around(write, person.id).await
}

/// The day on which a person died, where it is on record.
///
/// # Errors
/// What the database says.
pub async fn died_on(at: &mut impl Query, id: PersonId) -> Result<Option<Date>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT died_on FROM person WHERE authority_id = $1 AND id = $2 AND erased_at IS NULL")
        .bind(authority)
        .bind(id.to_string())
        .fetch_optional(at.connection())
        .await?;
    Ok(row.as_ref().map(|row| Line(row).day_or_none("died_on")).transpose()?.flatten())
}

/// Keeps the day on which a child died, or that it was a mistake.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child's permit; [`StoreError::Missing`].
pub async fn set_died_on(write: &mut Writing, child: PersonId, on: Option<Date>) -> Result<(), StoreError> {
    write.about(child)?;
    let authority = write.authority().to_string();
    let done = sqlx::query(
        "UPDATE person SET died_on = $3, version = version + 1 WHERE authority_id = $1 AND id = $2 AND erased_at IS NULL",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(on.map(|day| day.to_string()))
    .execute(write.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("person")) }
}

type Statement<'q> = sqlx::query::Query<'q, Any, AnyArguments>;

/// Authority, id and details of a person as $1 to $22, in one order for adding and changing.
fn bound<'q>(sql: Statement<'q>, authority: String, person: &Person) -> Statement<'q> {
    sql.bind(authority)
        .bind(person.id.to_string())
        .bind(person.name.given())
        .bind(person.name.family())
        .bind(person.name.known_as())
        .bind(person.name.sorting())
        .bind(person.born.map(|day| day.to_string()))
        .bind(person.sex.as_deref())
        .bind(person.ethnicity.as_deref())
        .bind(person.primary_need.as_deref())
        .bind(person.upn.as_ref().map(Upn::as_str))
        .bind(person.nhs_number.as_ref().map(NhsNumber::as_str))
        .bind(person.nhs_status.map(NhsStatus::code))
        .bind(person.uln.as_ref().map(Uln::as_str))
        .bind(person.contact.email.as_deref())
        .bind(person.contact.phone.as_deref())
        .bind(person.contact.address.as_deref())
        .bind(i64::from(person.contact.is_restricted))
        .bind(person.contact.language.as_deref().unwrap_or("en"))
        .bind(i64::from(person.has_record))
        .bind(person.handed_over_on.map(|day| day.to_string()))
        .bind(person.name.calling())
}

/// The name that a person's row holds.
pub(crate) fn name(row: &AnyRow) -> Result<Name, StoreError> {
    let line = Line(row);
    let known_as = line.text_or_none("known_as")?.unwrap_or_default();
    Name::read(&line.text("given_name")?, &line.text("family_name")?, &known_as)
        .map_err(|error| unreadable("given_name", error))
}

/// Reads a person from a row of `person`, or of a join that has its columns.
pub(crate) fn person(row: &AnyRow) -> Result<Person, StoreError> {
    let line = Line(row);
    let upn = line.text_or_none("upn")?.map(|text| Upn::read(&text)).transpose();
    let nhs_number = line.text_or_none("nhs_number")?.map(|text| NhsNumber::read(&text)).transpose();
    let uln = line.text_or_none("uln")?.map(|text| Uln::read(&text)).transpose();
    Ok(Person {
        id: line.read("id")?,
        name: name(row)?,
        born: line.day_or_none("born")?,
        sex: line.text_or_none("sex")?,
        ethnicity: line.text_or_none("ethnicity")?,
        primary_need: line.text_or_none("primary_need")?,
        upn: upn.map_err(|error| unreadable("upn", error))?,
        nhs_number: nhs_number.map_err(|error| unreadable("nhs_number", error))?,
        nhs_status: line.coded_or_none("nhs_status", NhsStatus::from_code)?,
        uln: uln.map_err(|error| unreadable("uln", error))?,
        contact: Contact {
            address: line.text_or_none("address")?,
            email: line.text_or_none("email")?,
            phone: line.text_or_none("phone")?,
            language: Some(line.text("language")?),
            is_restricted: line.flag("is_address_restricted")?,
        },
        has_record: line.flag("has_record")?,
        handed_over_on: line.day_or_none("handed_over_on")?,
        died_on: line.day_or_none("died_on")?,
        version: line.number("version")?,
    })
}
