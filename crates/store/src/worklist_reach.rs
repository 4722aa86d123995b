//! Which children a viewer of the worklist reaches: by an own relation of work, or by that of a group where they work.
//! Asked in small steps, each a look into one index, because no one query for all of it is planned well by both databases.

use std::collections::BTreeSet;

use sqlx::Row;

use crate::worklist::Wanted;
use crate::{Query, StoreError};

/// A reach of more children than this is walked in the list's order; a smaller one is gathered and sorted. Among a hundred
/// thousand children both take about as long here; `LIMIT` below is one more.
const MOST_GATHERED: usize = 3_000;

/// Children in whose support a person ($2) has a part of their own on a day ($3).
const OWN: &str = "SELECT r.child_id FROM relation r WHERE r.authority_id = $1 AND r.holder_person_id = $2 \
    AND r.kind IN ('key-worker', 'lead-professional', 'social-worker') AND r.starts_on <= $3 \
    AND (r.ends_on IS NULL OR r.ends_on >= $3) LIMIT 3001";

/// Groups where a person ($2) works on a day ($3).
const GROUPS: &str = "SELECT m.group_id FROM membership m WHERE m.authority_id = $1 AND m.person_id = $2 \
    AND m.starts_on <= $3 AND (m.ends_on IS NULL OR m.ends_on >= $3) AND m.group_id IS NOT NULL \
    AND m.role <> 'provider-staff'";

/// Children of a group ($2) on a day ($3).
const OF_GROUP: &str = "SELECT r.child_id FROM relation r WHERE r.authority_id = $1 AND r.holder_group_id = $2 \
    AND r.starts_on <= $3 AND (r.ends_on IS NULL OR r.ends_on >= $3) LIMIT 3001";

/// The same as a condition on one line `w` of the list, for the viewer $2 on the day $3. Written as a value, not as `EXISTS`,
/// so that PostgreSQL asks it of one line after the other and stops when the page is full.
pub(crate) const IS_REACHED: &str = "(SELECT 1 FROM relation r WHERE r.authority_id = $1 AND r.child_id = w.child_id \
    AND r.starts_on <= $3 AND (r.ends_on IS NULL OR r.ends_on >= $3) \
    AND ((r.holder_person_id = $2 AND r.kind IN ('key-worker', 'lead-professional', 'social-worker')) \
    OR r.holder_group_id IN (SELECT m.group_id FROM membership m WHERE m.authority_id = $1 AND m.person_id = $2 \
    AND m.starts_on <= $3 AND (m.ends_on IS NULL OR m.ends_on >= $3) AND m.role <> 'provider-staff')) LIMIT 1) = 1";

/// The children that a viewer reaches; nothing where they are too many to be gathered.
pub(crate) async fn gathered(at: &mut impl Query, wanted: &Wanted) -> Result<Option<BTreeSet<String>>, StoreError> {
    let (viewer, day) = (wanted.viewer.to_string(), wanted.today.to_string());
    let mut children: BTreeSet<String> = ids(at, OWN, &viewer, &day).await?.into_iter().collect();
    for group in ids(at, GROUPS, &viewer, &day).await? {
        if children.len() > MOST_GATHERED {
            break;
        }
        children.extend(ids(at, OF_GROUP, &group, &day).await?);
    }
    Ok((children.len() <= MOST_GATHERED).then_some(children))
}

async fn ids(at: &mut impl Query, sql: &'static str, of: &str, day: &str) -> Result<Vec<String>, StoreError> {
    let authority = at.authority().to_string();
    let rows = sqlx::query(sql).bind(authority).bind(of).bind(day).fetch_all(at.connection()).await?;
    rows.iter().map(|row| row.try_get(0).map_err(StoreError::from)).collect()
}
