//! Notes on a child's record: for all who may read notes, or hidden from the family that they concern.

use jiff::Timestamp;
use seven_core::{NoteId, PersonId};

use crate::line::{Line, instant};
use crate::{Query, StoreError, Writing};

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// On whose record.
    pub child: PersonId,
    /// A third party whom it concerns: such a note is hidden from that person.
    pub about: Option<PersonId>,
    /// Who wrote it.
    pub author: PersonId,
    /// The author's name.
    pub author_name: String,
    /// The third party's name.
    pub about_name: Option<String>,
    /// What it says.
    pub body: String,
    /// Whether the family is not shown it.
    pub is_hidden_from_family: bool,
    /// When it was written.
    pub written_at: Timestamp,
}

/// Adds a note.
///
/// # Errors
/// [`StoreError::WrongPermit`].
pub async fn insert(
    write: &mut Writing,
    child: PersonId,
    author: PersonId,
    about: Option<PersonId>,
    body: &str,
    is_hidden: bool,
) -> Result<NoteId, StoreError> {
    write.about(child)?;
    let (authority, at, id) = (write.authority().to_string(), instant(write.moment().at), write.id::<NoteId>());
    sqlx::query(
        "INSERT INTO note (authority_id, id, child_id, about_person_id, author_id, body, is_hidden_from_family, written_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(authority)
    .bind(id.to_string())
    .bind(child.to_string())
    .bind(about.map(|id| id.to_string()))
    .bind(author.to_string())
    .bind(body)
    .bind(i64::from(is_hidden))
    .bind(at)
    .execute(write.connection())
    .await?;
    Ok(id)
}

/// A child's notes, newest first; hidden ones only where the reader may see them, and none about the reader.
///
/// # Errors
/// What the database says.
pub async fn of_child(
    at: &mut impl Query,
    child: PersonId,
    reader: PersonId,
    with_hidden: bool,
) -> Result<Vec<Note>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(
        "SELECT n.*, TRIM(COALESCE(a.known_as, a.given_name) || ' ' || a.family_name) AS author_name, \
         TRIM(COALESCE(t.known_as, t.given_name) || ' ' || t.family_name) AS about_name FROM note n \
         JOIN person a ON a.authority_id = n.authority_id AND a.id = n.author_id \
         LEFT JOIN person t ON t.authority_id = n.authority_id AND t.id = n.about_person_id \
         WHERE n.authority_id = $1 AND n.child_id = $2 AND (n.is_hidden_from_family = 0 OR $4 = 1) \
         AND (n.about_person_id IS NULL OR n.about_person_id <> $3) ORDER BY n.written_at DESC, n.id DESC",
    )
    .bind(authority)
    .bind(child.to_string())
    .bind(reader.to_string())
    .bind(i64::from(with_hidden))
    .fetch_all(at.connection())
    .await?;
    rows.iter()
        .map(|row| {
            let line = Line(row);
            Ok(Note {
                id: line.read("id")?,
                child: line.read("child_id")?,
                about: line.read_or_none("about_person_id")?,
                author: line.read("author_id")?,
                author_name: line.text("author_name")?,
                about_name: line.text_or_none("about_name")?,
                body: line.text("body")?,
                is_hidden_from_family: line.flag("is_hidden_from_family")?,
                written_at: line.instant("written_at")?,
            })
        })
        .collect()
}
