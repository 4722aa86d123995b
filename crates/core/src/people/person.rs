//! A person as the system knows them: child, parent or worker alike.

use jiff::civil::Date;

use crate::PersonId;
use crate::people::contact::Contact;
use crate::people::identifiers::{NhsNumber, NhsStatus, Uln, Upn};
use crate::people::name::Name;

/// A person. Only the name is always known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: Name,
    /// Date of birth.
    pub born: Option<Date>,
    /// As recorded for statutory returns: M or F.
    pub sex: Option<String>,
    /// Code of the common basic data set, such as `WBRI`.
    pub ethnicity: Option<String>,
    /// Main kind of need, by the code of the SEN returns, such as `ASD`.
    pub primary_need: Option<String>,
    /// Unique pupil number.
    pub upn: Option<Upn>,
    /// NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// How sure the NHS number is.
    pub nhs_status: Option<NhsStatus>,
    /// Unique learner number.
    pub uln: Option<Uln>,
    /// How to reach them.
    pub contact: Contact,
    /// Whether this is a child or young person whose record is kept here.
    pub has_record: bool,
    /// The day on which the young person took the lead from their parents.
    pub handed_over_on: Option<Date>,
    /// The day on which they died. Only [`crate::life::Death`] sets it.
    pub died_on: Option<Date>,
    /// How often the person was changed: an edit names the version it was made from.
    pub version: i64,
}

impl Person {
    /// A person of whom nothing but the name is known.
    #[must_use]
    pub fn new(id: PersonId, name: Name) -> Person {
        Person {
            id,
            name,
            born: None,
            sex: None,
            ethnicity: None,
            primary_need: None,
            upn: None,
            nhs_number: None,
            nhs_status: None,
            uln: None,
            contact: Contact::default(),
            has_record: false,
            handed_over_on: None,
            died_on: None,
            version: 1,
        }
    }
}
