//! How to reach somebody, an address that must not be found out, and a parent who must not be in touch.
//!
//! Who may see a restricted address is decided in `access` and passed in.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::PersonId;

/// How to reach a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    /// Address lines with the postcode, one below the other.
    pub address: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number as the person writes it.
    pub phone: Option<String>,
    /// The language to write in, such as `en` or `cy`.
    pub language: Option<String>,
    /// Whether the address is kept from everybody who does not need it, related people too.
    pub is_restricted: bool,
}

/// What a viewer is shown of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisibleAddress<'a> {
    /// The address.
    Shown(&'a str),
    /// There may be one; this viewer is not told.
    Withheld,
    /// None is known.
    NotKnown,
}

/// What a viewer is shown. A restricted contact shows nothing to others, not even whether an address is known.
#[must_use]
pub fn visible_address(viewer_may_see_restricted: bool, contact: &Contact) -> VisibleAddress<'_> {
    match &contact.address {
        _ if contact.is_restricted && !viewer_may_see_restricted => VisibleAddress::Withheld,
        Some(address) => VisibleAddress::Shown(address),
        None => VisibleAddress::NotKnown,
    }
}

impl Contact {
    /// The same with everything left out that this viewer must not find out: for lists, exports and search results.
    /// A telephone number and an e-mail address lead to a place as well.
    #[must_use]
    pub fn seen_by(&self, viewer_may_see_restricted: bool) -> Contact {
        if self.is_restricted && !viewer_may_see_restricted {
            return Contact { is_restricted: true, language: self.language.clone(), ..Contact::default() };
        }
        self.clone()
    }
}

/// A parent or another person must not be in touch, or only as a court allows. The reason stays with somebody by name and
/// is not written here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRestriction {
    /// First day.
    pub since: Date,
    /// Last day; none while it lasts.
    pub until: Option<Date>,
    /// Who keeps the reason, usually an order of a court.
    pub reason_kept_by: PersonId,
}

impl ContactRestriction {
    /// Whether it holds on a day.
    #[must_use]
    pub fn is_in_force(&self, today: Date) -> bool {
        self.since <= today && self.until.is_none_or(|until| today <= until)
    }
}

/// Whether any restriction holds on a day.
#[must_use]
pub fn is_restricted_on(restrictions: &[ContactRestriction], today: Date) -> bool {
    restrictions.iter().any(|restriction| restriction.is_in_force(today))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_restricted_address_is_withheld_and_so_is_whether_there_is_one() {
        let home = Contact { address: Some("1 High Street\nEX1 1AA".to_owned()), ..Contact::default() };
        let refuge = Contact { is_restricted: true, phone: Some("01234 567890".to_owned()), ..home.clone() };
        let nowhere = Contact { is_restricted: true, ..Contact::default() };
        let shown = VisibleAddress::Shown("1 High Street\nEX1 1AA");
        for (may, contact, seen) in [
            (false, &home, shown),
            (true, &refuge, shown),
            (false, &refuge, VisibleAddress::Withheld),
            (false, &nowhere, VisibleAddress::Withheld),
            (true, &nowhere, VisibleAddress::NotKnown),
            (false, &Contact::default(), VisibleAddress::NotKnown),
        ] {
            assert_eq!(visible_address(may, contact), seen);
        }
        assert_eq!(refuge.seen_by(false), nowhere);
        assert_eq!(refuge.seen_by(true), refuge);
    }

    #[test]
    fn a_restriction_holds_from_its_first_day_to_its_last() {
        let kept =
            |until| ContactRestriction { since: date(2026, 1, 1), until, reason_kept_by: PersonId(Uuid::from_u128(1)) };
        let ended = kept(Some(date(2026, 3, 31)));
        for (day, holds) in [(date(2025, 12, 31), false), (date(2026, 1, 1), true), (date(2026, 3, 31), true)] {
            assert_eq!(ended.is_in_force(day), holds, "{day}");
        }
        assert!(!is_restricted_on(&[], date(2026, 4, 1)));
        assert!(!is_restricted_on(std::slice::from_ref(&ended), date(2026, 4, 1)));
        assert!(is_restricted_on(&[ended, kept(None)], date(2026, 4, 1)));
    }
}
