//! A colleague who cannot get in any more: what an administrator may take away so that they can begin anew, and for whom.
//! Nothing is given here. The way back in leads through the colleague's own mailbox.

use crate::PersonId;
use crate::codes::coded;

coded! {
    /// What a colleague has lost.
    pub enum Lost ("what was lost") {
        /// The password.
        Password = "password",
        /// The telephone that makes codes, and the codes on paper.
        Codes = "codes",
    }
}

coded! {
    /// Why an administrator does it. Chosen from a list, so that the audit log holds no text about anybody.
    pub enum ResetReason ("reason for a reset") {
        /// They asked, and are known to whoever does it.
        AskedInPerson = "asked-in-person",
        /// They asked, and their manager has said that it was they.
        ManagerConfirmed = "manager-confirmed",
        /// Something of theirs was stolen, or somebody else may know the password.
        SeenByOthers = "seen-by-others",
    }
}

/// What is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reset {
    /// The password.
    pub takes_password: bool,
    /// The secret of the one-time codes, and the codes on paper.
    pub takes_codes: bool,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResetRefusal {
    /// Nobody resets their own sign-in: a stolen session would then be enough to keep the account.
    #[error("nobody resets their own sign-in: ask another administrator")]
    Oneself,
    /// Families sign in with a link, which cannot be lost.
    #[error("only people who work here have a password and codes")]
    NoColleague,
    /// There is nothing to take away.
    #[error("they have none: they can sign in with a link and set it up")]
    NothingThere,
}

impl ResetRefusal {
    /// The key of its words in the catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            ResetRefusal::Oneself => "oneself",
            ResetRefusal::NoColleague => "no-colleague",
            ResetRefusal::NothingThere => "nothing-there",
        }
    }
}

/// A colleague as far as a reset goes by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub person: PersonId,
    /// Whether a role of theirs holds today, or will.
    pub works_here: bool,
    /// Whether there is a password.
    pub has_password: bool,
    /// Whether a telephone makes codes.
    pub has_codes: bool,
}

/// Decides what a reset takes away. Who loses the codes loses the password with them: whoever knows a password and finds an
/// account without codes would take codes over in its holder's place.
///
/// # Errors
/// [`ResetRefusal`].
pub fn reset(by: Option<PersonId>, colleague: &Colleague, lost: Lost) -> Result<Reset, ResetRefusal> {
    if by == Some(colleague.person) {
        return Err(ResetRefusal::Oneself);
    }
    if !colleague.works_here {
        return Err(ResetRefusal::NoColleague);
    }
    let (is_there, takes_codes) = match lost {
        Lost::Password => (colleague.has_password, false),
        Lost::Codes => (colleague.has_codes, true),
    };
    if is_there { Ok(Reset { takes_password: true, takes_codes }) } else { Err(ResetRefusal::NothingThere) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_password_goes_alone_and_codes_take_the_password_with_them() {
        let (admin, robin) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let all = Colleague { person: robin, works_here: true, has_password: true, has_codes: true };
        let taken = |takes_codes| Ok(Reset { takes_password: true, takes_codes });
        for (by, colleague, lost, outcome) in [
            (Some(admin), all, Lost::Password, taken(false)),
            (Some(admin), all, Lost::Codes, taken(true)),
            (None, all, Lost::Codes, taken(true)),
            (Some(admin), Colleague { has_password: false, ..all }, Lost::Codes, taken(true)),
            (Some(admin), Colleague { has_password: false, ..all }, Lost::Password, Err(ResetRefusal::NothingThere)),
            (Some(admin), Colleague { has_codes: false, ..all }, Lost::Codes, Err(ResetRefusal::NothingThere)),
            (Some(admin), Colleague { works_here: false, ..all }, Lost::Codes, Err(ResetRefusal::NoColleague)),
            (Some(robin), all, Lost::Codes, Err(ResetRefusal::Oneself)),
        ] {
            assert_eq!(reset(by, &colleague, lost), outcome, "{by:?} {colleague:?} {lost}");
        }
    }
}
