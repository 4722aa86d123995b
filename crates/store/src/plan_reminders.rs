//! Which reminders about plans have gone out, so that each goes once.

use seven_core::{AgreementId, PersonId};

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// The reminders about an asking that have gone out: what kind, and to whom.
///
/// # Errors
/// What the database says.
pub async fn of_agreement(at: &mut impl Query, agreement: AgreementId) -> Result<Vec<(String, PersonId)>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query("SELECT kind, person_id FROM plan_reminder WHERE authority_id = $1 AND agreement_id = $2")
        .bind(authority)
        .bind(agreement.to_string())
        .fetch_all(at.connection())
        .await?;
    rows.iter().map(|row| Ok((Line(row).text("kind")?, Line(row).read("person_id")?))).collect()
}

/// Notes that one goes out.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child; [`StoreError::Conflict`] where it has gone out already.
pub async fn note(
    write: &mut Writing,
    agreement: AgreementId,
    child: PersonId,
    kind: &str,
    person: PersonId,
) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO plan_reminder (authority_id, agreement_id, kind, person_id, child_id, sent_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(authority)
    .bind(agreement.to_string())
    .bind(kind)
    .bind(person.to_string())
    .bind(child.to_string())
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}
