//! What can go wrong with the memory.

use crate::faults;

/// A fault of reading or writing. The text is for logs and command lines; pages show their own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The address of the database is none that is known.
    #[error("`{0}` is not a database: write sqlite:FILE or postgres://USER@HOST/NAME")]
    Address(String),
    /// The database does not answer.
    #[error("the database does not answer: {0}")]
    Gone(String),
    /// The schema is older or newer than the program.
    #[error("the database is not ready for this program: {0}; run `sevensteps migrate --database URL`")]
    Schema(String),
    /// Someone else changed the same thing in the meantime.
    #[error("the {0} was changed by someone else in the meantime")]
    Changed(&'static str),
    /// There is no such thing in this authority.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// Another row has what only one may have, such as a UPN: the index that says so, `person_upn`, or the table.
    #[error("another row has the same `{0}`")]
    Taken(String),
    /// The disk, or the room that the server has, is full.
    #[error("there is no room left for the database, or its disk cannot be written: {0}; nothing was half written")]
    Full(String),
    /// A rule of the database refused the change, such as that a relation is to somebody who is there.
    #[error("the database refused the change: {0}")]
    Conflict(String),
    /// A stored value cannot be read back.
    #[error("the value of `{column}` cannot be read: {why}")]
    Unreadable {
        /// The column.
        column: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// The permit is for another child than the change.
    #[error("the permit is not for this change")]
    WrongPermit,
    /// Any other fault of the database.
    #[error("the database failed: {0}")]
    Database(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match error {
            sqlx::Error::Io(error) => StoreError::Gone(error.to_string()),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                StoreError::Gone(error.to_string())
            }
            sqlx::Error::RowNotFound => StoreError::Missing("row"),
            sqlx::Error::Database(fault) => faults::told(fault.as_ref()),
            other => StoreError::Database(other.to_string()),
        }
    }
}
