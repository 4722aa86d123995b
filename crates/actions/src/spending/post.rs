//! The one place where matches enter the record: whatever a match has to be told to is told here, in the same transaction.

use seven_core::PersonId;
use store::spending::matches::{self, StoredMatch};
use store::{StoreError, Writing};

/// Keeps matches that the rules or a person made.
pub(super) async fn keep(write: &mut Writing, child: PersonId, made: &[StoredMatch]) -> Result<(), StoreError> {
    matches::insert_all(write, child, made).await
}
