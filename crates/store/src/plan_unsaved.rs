//! What somebody has typed into a form of a plan and not saved yet. It is theirs alone, and no part of the record.

use jiff::{SignedDuration, Timestamp};
use seven_core::access::Permit;
use seven_core::{AuthorityId, PersonId, PlanId};
use sqlx::any::AnyRow;

use crate::line::{Line, instant};
use crate::{Query, Store, StoreError};

/// After so long nobody comes back to it.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 90);

/// What was typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// By whom.
    pub person: PersonId,
    /// Where the form is sent to.
    pub path: String,
    /// The plan.
    pub plan: PlanId,
    /// Whose plan it is.
    pub child: PersonId,
    /// The form's fields, as a browser sends them.
    pub form: String,
    /// When it was kept.
    pub kept_at: Timestamp,
}

impl std::fmt::Debug for Unsaved {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Unsaved").field("person", &self.person).finish_non_exhaustive()
    }
}

/// What a person has typed into a form; never another's.
///
/// # Errors
/// What the database says.
pub async fn find(at: &mut impl Query, person: PersonId, path: &str) -> Result<Option<Unsaved>, StoreError> {
    let authority = at.authority().to_string();
    let row = sqlx::query("SELECT * FROM plan_unsaved WHERE authority_id = $1 AND person_id = $2 AND path = $3")
        .bind(authority)
        .bind(person.to_string())
        .bind(path)
        .fetch_optional(at.connection())
        .await?;
    row.as_ref().map(unsaved).transpose()
}

/// Keeps what was typed in place of what was typed before. Typing changes nobody's record, so it has no audit entry; saving
/// has one.
///
/// # Errors
/// [`StoreError::WrongPermit`] for another child.
pub async fn keep(store: &Store, authority: &AuthorityId, permit: &Permit, typed: &Unsaved) -> Result<(), StoreError> {
    if permit.child() != Some(typed.child) || permit.actor() != Some(typed.person) {
        return Err(StoreError::WrongPermit);
    }
    let _turn = store.shared.turn.lock().await;
    sqlx::query("DELETE FROM plan_unsaved WHERE authority_id = $1 AND person_id = $2 AND kept_at < $3")
        .bind(authority.as_str())
        .bind(typed.person.to_string())
        .bind(instant(typed.kept_at - KEPT_FOR))
        .execute(&store.shared.writers)
        .await?;
    sqlx::query(
        "INSERT INTO plan_unsaved (authority_id, person_id, path, plan_id, child_id, form, kept_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (authority_id, person_id, path) \
         DO UPDATE SET form = excluded.form, kept_at = excluded.kept_at",
    )
    .bind(authority.as_str())
    .bind(typed.person.to_string())
    .bind(typed.path.as_str())
    .bind(typed.plan.to_string())
    .bind(typed.child.to_string())
    .bind(typed.form.as_str())
    .bind(instant(typed.kept_at))
    .execute(&store.shared.writers)
    .await?;
    Ok(())
}

/// Forgets it: it was saved, or is not wanted any more.
///
/// # Errors
/// What the database says.
pub async fn forget(store: &Store, authority: &AuthorityId, person: PersonId, path: &str) -> Result<(), StoreError> {
    let _turn = store.shared.turn.lock().await;
    sqlx::query("DELETE FROM plan_unsaved WHERE authority_id = $1 AND person_id = $2 AND path = $3")
        .bind(authority.as_str())
        .bind(person.to_string())
        .bind(path)
        .execute(&store.shared.writers)
        .await?;
    Ok(())
}

fn unsaved(row: &AnyRow) -> Result<Unsaved, StoreError> {
    let line = Line(row);
    Ok(Unsaved {
        person: line.read("person_id")?,
        path: line.text("path")?,
        plan: line.read("plan_id")?,
        child: line.read("child_id")?,
        form: line.text("form")?,
        kept_at: line.instant("kept_at")?,
    })
}
