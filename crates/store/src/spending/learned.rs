//! What a family's answers taught about names.

use seven_core::PersonId;
use seven_core::matching::{Learned, payee_words};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// All that a family's answers taught.
///
/// # Errors
/// What the database says.
pub async fn of_child(at: &mut impl Query, child: PersonId) -> Result<Vec<Learned>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT * FROM learned_payee WHERE authority_id = $1 AND child_id = $2 ORDER BY payee_key, piece_id",
    )
    .bind(authority)
    .bind(child.to_string())
    .fetch_all(at.connection())
    .await?;
    rows.iter().map(learned).collect()
}

/// Keeps what is known of one name and one line of the plan now.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn save(write: &mut Writing, child: PersonId, known: &Learned) -> Result<(), StoreError> {
    write.about(child)?;
    let (authority, at) = (write.authority().to_string(), instant(write.moment().at));
    sqlx::query(
        "INSERT INTO learned_payee (authority_id, child_id, payee_key, piece_id, said_yes, said_no, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (authority_id, child_id, payee_key, piece_id) \
         DO UPDATE SET said_yes = excluded.said_yes, said_no = excluded.said_no, changed_at = excluded.changed_at",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(payee_words(&known.payee).join(" "))
    .bind(known.teaches.as_str())
    .bind(i64::from(known.yes))
    .bind(i64::from(known.no))
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(())
}

fn learned(row: &AnyRow) -> Result<Learned, StoreError> {
    let line = Line(row);
    let count = |number: i64| u32::try_from(number).unwrap_or_default();
    Ok(Learned {
        payee: line.text("payee_key")?,
        teaches: line.text("piece_id")?,
        yes: count(line.number("said_yes")?),
        no: count(line.number("said_no")?),
    })
}
