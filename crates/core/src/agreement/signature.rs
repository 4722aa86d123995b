//! The signatures under an agreed plan: the authority's and the family's, each by name and day. The family can sign with an
//! objection that is kept, or decline; a plan that is declined is a draft again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::PersonId;

/// How the family answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum FamilyAnswer {
    /// Yes.
    Accept,
    /// Yes, so that the money flows, with an objection that is kept.
    AcceptWithObjection {
        /// What they object to.
        words: String,
    },
    /// No.
    Decline {
        /// Why, if they say.
        words: String,
    },
}

impl FamilyAnswer {
    /// The word that it is stored as.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            FamilyAnswer::Accept => "accept",
            FamilyAnswer::AcceptWithObjection { .. } => "accept-with-objection",
            FamilyAnswer::Decline { .. } => "decline",
        }
    }
}

/// The signatures so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Signatures {
    /// For the authority.
    pub authority: Option<(PersonId, Date)>,
    /// For the family.
    pub family: Option<(PersonId, Date, FamilyAnswer)>,
}

/// Why somebody cannot sign, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// Not theirs to sign.
    #[error("only who speaks for the child can sign for the family: ask them to")]
    NotTheirs,
    /// It is signed.
    #[error("this side has signed on {0}: a signature stands")]
    Signed(Date),
    /// An objection that is none.
    #[error("write what you object to, or sign without an objection")]
    ObjectionMissing,
    /// Before the decision.
    #[error("the plan was agreed on {0}: nobody signs before that")]
    BeforeDecision(Date),
    /// Nobody signs on both sides.
    #[error("the same person cannot sign for the family and for the authority")]
    BothSides,
}

impl Signatures {
    /// The authority signs.
    ///
    /// # Errors
    /// [`SignError`].
    pub fn by_authority(&self, by: PersonId, on: Date, decided_on: Date) -> Result<Signatures, SignError> {
        if let Some((_, day)) = self.authority {
            return Err(SignError::Signed(day));
        }
        if on < decided_on {
            return Err(SignError::BeforeDecision(decided_on));
        }
        if self.family.as_ref().is_some_and(|(person, ..)| *person == by) {
            return Err(SignError::BothSides);
        }
        Ok(Signatures { authority: Some((by, on)), ..self.clone() })
    }

    /// The family answers. `may_sign` is whether they speak for the child.
    ///
    /// # Errors
    /// [`SignError`].
    pub fn by_family(
        &self,
        by: PersonId,
        may_sign: bool,
        answer: FamilyAnswer,
        on: Date,
        decided_on: Date,
    ) -> Result<Signatures, SignError> {
        if !may_sign {
            return Err(SignError::NotTheirs);
        }
        if let Some((_, day, _)) = &self.family {
            return Err(SignError::Signed(*day));
        }
        if on < decided_on {
            return Err(SignError::BeforeDecision(decided_on));
        }
        if self.authority.is_some_and(|(person, _)| person == by) {
            return Err(SignError::BothSides);
        }
        if let FamilyAnswer::AcceptWithObjection { words } = &answer
            && words.trim().is_empty()
        {
            return Err(SignError::ObjectionMissing);
        }
        Ok(Signatures { family: Some((by, on, answer)), ..self.clone() })
    }

    /// Whether both sides have signed: only then does the plan count.
    #[must_use]
    pub fn are_complete(&self) -> bool {
        self.authority.is_some() && self.family.as_ref().is_some_and(|(_, _, answer)| answer.code() != "decline")
    }

    /// Whether the family has said no.
    #[must_use]
    pub fn is_declined(&self) -> bool {
        self.family.as_ref().is_some_and(|(_, _, answer)| answer.code() == "decline")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const AGREED: Date = date(2026, 11, 10);

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    #[test]
    fn a_plan_counts_when_both_sides_have_signed() {
        let none = Signatures::default();
        let council = none.by_authority(person(1), AGREED, AGREED).unwrap();
        assert!(!council.are_complete());
        let both = council.by_family(person(2), true, FamilyAnswer::Accept, AGREED, AGREED).unwrap();
        assert!(both.are_complete() && !both.is_declined());
        assert_eq!(both.by_authority(person(3), AGREED, AGREED), Err(SignError::Signed(AGREED)));
    }

    #[test]
    fn an_objection_is_kept_and_a_no_is_a_no() {
        let council = Signatures::default().by_authority(person(1), AGREED, AGREED).unwrap();
        let sign = |answer| council.by_family(person(2), true, answer, AGREED, AGREED);
        let words = " ".to_owned();
        assert_eq!(sign(FamilyAnswer::AcceptWithObjection { words }), Err(SignError::ObjectionMissing));
        let words = "the nights are missing".to_owned();
        assert!(sign(FamilyAnswer::AcceptWithObjection { words }).unwrap().are_complete());
        let no = sign(FamilyAnswer::Decline { words: String::new() }).unwrap();
        assert!(no.is_declined() && !no.are_complete());
    }

    #[test]
    fn nobody_signs_early_twice_or_for_both() {
        let early = date(2026, 11, 9);
        let none = Signatures::default();
        assert_eq!(none.by_authority(person(1), early, AGREED), Err(SignError::BeforeDecision(AGREED)));
        let council = none.by_authority(person(1), AGREED, AGREED).unwrap();
        let family = |by, may| council.by_family(person(by), may, FamilyAnswer::Accept, AGREED, AGREED);
        assert_eq!(family(1, true), Err(SignError::BothSides));
        assert_eq!(family(2, false), Err(SignError::NotTheirs));
    }
}
