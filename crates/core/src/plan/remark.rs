//! What people say beside a plan: a comment, a proposed change that the family takes or leaves, a view that differs and is
//! kept as a view.

use serde::{Deserialize, Serialize};

use super::piece::Body;
use crate::codes::coded;
use crate::{PersonId, PieceId};

coded! {
    /// What kind of remark it is.
    pub enum RemarkKind ("kind of remark") {
        /// A comment or a question.
        Comment = "comment",
        /// Another text for one piece, or a piece more.
        Proposal = "proposal",
        /// A view that differs from the plan's and is to stay beside it.
        View = "view",
    }
}

coded! {
    /// Where a remark stands.
    pub enum RemarkState ("state of a remark") {
        /// Nobody has answered it.
        Open = "open",
        /// The family has taken the proposal, or the comment is dealt with.
        Accepted = "accepted",
        /// The family has left the proposal.
        Declined = "declined",
        /// Its writer has taken it back.
        TakenBack = "taken-back",
    }
}

/// A remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Who made it.
    pub by: PersonId,
    /// Its kind.
    pub kind: RemarkKind,
    /// The piece that it is about; none for the plan as a whole or for a new piece.
    pub piece: Option<PieceId>,
    /// What it says.
    pub words: String,
    /// The text that is proposed.
    pub proposed: Option<Body>,
    /// The version of the piece that its writer had read; 0 where there is none.
    pub of_version: i64,
    /// Whether the piece is to be taken out.
    pub takes_out: bool,
    /// Where it stands.
    pub state: RemarkState,
}

/// Why a remark cannot be answered so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RemarkError {
    /// It has been answered.
    #[error("this remark was {0} before: write a new one")]
    Answered(RemarkState),
    /// A view is kept.
    #[error("a view stays as its writer put it: it can be taken back by its writer only")]
    ViewStays,
    /// Not its writer.
    #[error("only who wrote a remark can take it back")]
    NotTheirs,
    /// The piece says something else by now.
    #[error("somebody wrote in this part since it was proposed: read both and write what you want")]
    Outdated,
    /// Not the family.
    #[error("the family decides what goes into its plan: ask them")]
    NotTheFamily,
}

/// How a remark can be answered.
///
/// # Errors
/// [`RemarkError`].
pub fn answer(remark: &Remark, to: RemarkState, by: PersonId, is_family: bool) -> Result<Remark, RemarkError> {
    if remark.state != RemarkState::Open {
        return Err(RemarkError::Answered(remark.state));
    }
    match to {
        RemarkState::TakenBack if by != remark.by => Err(RemarkError::NotTheirs),
        RemarkState::TakenBack => Ok(Remark { state: to, ..remark.clone() }),
        _ if remark.kind == RemarkKind::View => Err(RemarkError::ViewStays),
        _ if !is_family => Err(RemarkError::NotTheFamily),
        _ => Ok(Remark { state: to, ..remark.clone() }),
    }
}

impl Remark {
    /// What it would do to the plan; `there` is the version of its piece now, nothing where it is gone.
    ///
    /// # Errors
    /// [`RemarkError::Outdated`] where it would write over words that its writer never read.
    pub fn change(&self, there: Option<i64>) -> Result<Change<'_>, RemarkError> {
        let has_read = there == Some(self.of_version);
        match (self.piece, &self.proposed) {
            (Some(piece), _) if self.takes_out => match there {
                None => Ok(Change::Nothing),
                Some(_) if has_read => Ok(Change::TakeOut(piece)),
                Some(_) => Err(RemarkError::Outdated),
            },
            (Some(_), Some(_)) if !has_read => Err(RemarkError::Outdated),
            (piece, Some(body)) => Ok(Change::Write(piece, body)),
            (_, None) => Ok(Change::Nothing),
        }
    }
}

/// What a proposal that is taken does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// Nothing: it was words only.
    Nothing,
    /// Another text for a piece, or a piece more.
    Write(Option<PieceId>, &'a Body),
    /// A piece less.
    TakeOut(PieceId),
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_family_decides_and_a_view_stays() {
        let (worker, mother) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let proposal = Remark {
            by: worker,
            kind: RemarkKind::Proposal,
            piece: None,
            words: "swimming would help".to_owned(),
            proposed: None,
            of_version: 0,
            takes_out: false,
            state: RemarkState::Open,
        };
        assert_eq!(answer(&proposal, RemarkState::Accepted, worker, false), Err(RemarkError::NotTheFamily));
        let taken = answer(&proposal, RemarkState::Accepted, mother, true).unwrap();
        let again = answer(&taken, RemarkState::Declined, mother, true);
        assert_eq!(again, Err(RemarkError::Answered(RemarkState::Accepted)));
        let view = Remark { kind: RemarkKind::View, ..proposal };
        assert_eq!(answer(&view, RemarkState::Declined, mother, true), Err(RemarkError::ViewStays));
        assert_eq!(answer(&view, RemarkState::TakenBack, mother, true), Err(RemarkError::NotTheirs));
        assert!(answer(&view, RemarkState::TakenBack, worker, false).is_ok());
    }

    #[test]
    fn a_proposal_never_writes_over_words_that_its_writer_had_not_read() {
        let (worker, piece) = (PersonId(Uuid::from_u128(1)), PieceId(Uuid::from_u128(9)));
        let body = Body::Page(crate::plan::writing::Page::about(crate::plan::writing::Topic::Love));
        let proposal = Remark {
            by: worker,
            kind: RemarkKind::Proposal,
            piece: Some(piece),
            words: "shorter".to_owned(),
            proposed: Some(body.clone()),
            of_version: 3,
            takes_out: false,
            state: RemarkState::Open,
        };
        assert_eq!(proposal.change(Some(3)), Ok(Change::Write(Some(piece), &body)));
        assert_eq!(proposal.change(Some(4)), Err(RemarkError::Outdated));
        assert_eq!(proposal.change(None), Err(RemarkError::Outdated));
        let out = Remark { takes_out: true, proposed: None, ..proposal.clone() };
        assert_eq!(out.change(Some(3)), Ok(Change::TakeOut(piece)));
        assert_eq!(out.change(Some(4)), Err(RemarkError::Outdated));
        assert_eq!(out.change(None), Ok(Change::Nothing), "somebody took it out already");
        let new = Remark { piece: None, of_version: 0, ..proposal };
        assert_eq!(new.change(None), Ok(Change::Write(None, &body)));
    }
}
