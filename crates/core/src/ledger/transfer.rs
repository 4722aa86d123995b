//! A transfer: one sum, from one account to another, with everything that it has to name. Transfers are only ever added.

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::account::{Account, AccountKind, Owner, OwnerKind};
use super::movement::Movement;
use super::refusal::Refusal;
use crate::{EvidenceId, Pence, PersonId, PieceId, TransferId};

/// What a transfer does to its two accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Moves the money at once.
    Post,
    /// Reserves it: pending.
    Hold,
    /// Moves what was pending.
    Settle(TransferId),
    /// Gives up what was pending.
    Release(TransferId),
    /// Moves it back: the entry that was wrong stands, and this stands beside it.
    Correct(TransferId),
}

impl Step {
    /// The word that it is stored as.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Step::Post => "post",
            Step::Hold => "hold",
            Step::Settle(_) => "settle",
            Step::Release(_) => "release",
            Step::Correct(_) => "correct",
        }
    }

    /// The transfer that it is about.
    #[must_use]
    pub fn about(self) -> Option<TransferId> {
        match self {
            Step::Post | Step::Hold => None,
            Step::Settle(about) | Step::Release(about) | Step::Correct(about) => Some(about),
        }
    }

    /// The step of this word.
    #[must_use]
    pub fn of(code: &str, about: Option<TransferId>) -> Option<Step> {
        match (code, about) {
            ("post", None) => Some(Step::Post),
            ("hold", None) => Some(Step::Hold),
            ("settle", Some(about)) => Some(Step::Settle(about)),
            ("release", Some(about)) => Some(Step::Release(about)),
            ("correct", Some(about)) => Some(Step::Correct(about)),
            _ => None,
        }
    }
}

/// What an entry names beside its sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The line of the plan.
    pub line: Option<PieceId>,
    /// The outcome that the line serves.
    pub outcome: Option<PieceId>,
    /// What shows it: a receipt, an invoice, a statement's line, a case.
    pub evidence: Option<EvidenceId>,
    /// Who moved it; nobody is the server's own command line.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// Why, where it has to be said.
    pub reason: String,
}

impl Named {
    /// By somebody at some time, and nothing else.
    #[must_use]
    pub fn by(by: Option<PersonId>, at: Timestamp) -> Named {
        Named { line: None, outcome: None, evidence: None, by, at, reason: String::new() }
    }

    /// For a line of the plan and the outcome that it serves.
    #[must_use]
    pub fn for_line(self, line: PieceId, outcome: Option<PieceId>) -> Named {
        Named { line: Some(line), outcome, ..self }
    }

    /// Shown by something.
    #[must_use]
    pub fn shown_by(self, evidence: EvidenceId) -> Named {
        Named { evidence: Some(evidence), ..self }
    }

    /// For a reason.
    #[must_use]
    pub fn because(self, reason: &str) -> Named {
        Named { reason: reason.to_owned(), ..self }
    }
}

/// One transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Its id, which is also what makes the same instruction twice one.
    pub id: TransferId,
    /// What it does.
    pub step: Step,
    /// Which way the money goes.
    pub movement: Movement,
    /// The funding stream.
    pub stream: String,
    /// The child, where one of the accounts is a child's.
    pub child: Option<PersonId>,
    /// The worker, where one of the accounts is a worker's.
    pub worker: Option<PersonId>,
    /// How much, above nothing.
    pub amount: Pence,
    /// The day on which it counts.
    pub day: Date,
    /// What it names.
    pub named: Named,
}

impl TransferId {
    /// The id of an instruction that is told apart by these words: whoever gives it again gives the same id.
    #[must_use]
    pub fn of(words: &[&str]) -> TransferId {
        let mut hash = Sha256::new();
        for word in words {
            hash.update(u64::try_from(word.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(word.as_bytes());
        }
        let mut bytes = [0_u8; 16];
        for (to, from) in bytes.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        TransferId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

impl Transfer {
    /// Money of a child that moves at once.
    #[must_use]
    pub fn post(
        id: TransferId,
        movement: Movement,
        child: PersonId,
        stream: &str,
        amount: Pence,
        day: Date,
        named: Named,
    ) -> Transfer {
        let (step, stream) = (Step::Post, stream.to_owned());
        Transfer { id, step, movement, stream, child: Some(child), worker: None, amount, day, named }
    }

    /// The same, pending.
    #[must_use]
    pub fn pending(self) -> Transfer {
        Transfer { step: Step::Hold, ..self }
    }

    /// What follows a transfer: it settles, is given up or is corrected; sum, accounts, line and outcome stay the same.
    #[must_use]
    pub fn follow(&self, id: TransferId, step: fn(TransferId) -> Step, day: Date, named: Named) -> Transfer {
        let named = Named { line: self.named.line, outcome: self.named.outcome, ..named };
        let named = Named { evidence: named.evidence.or(self.named.evidence), ..named };
        Transfer { id, step: step(self.id), day, named, ..self.clone() }
    }

    /// The accounts that it takes from and gives to, before a correction turns them round.
    ///
    /// # Errors
    /// [`Refusal::Unnamed`] where child or worker is missing, or is named without having a part in it.
    pub fn accounts(&self) -> Result<(Account, Account), Refusal> {
        for (owner, person) in [(OwnerKind::Child, self.child), (OwnerKind::Worker, self.worker)] {
            if self.movement.touches(owner) != person.is_some() {
                return Err(Refusal::Unnamed { movement: self.movement, what: owner.code() });
            }
        }
        let account = |kind: AccountKind| Account { owner: self.owner(kind), stream: self.stream.clone(), kind };
        Ok((account(self.movement.from()), account(self.movement.to())))
    }

    fn owner(&self, kind: AccountKind) -> Owner {
        let person = match kind.owner() {
            OwnerKind::Authority => None,
            OwnerKind::Worker => self.worker,
            OwnerKind::Child => self.child,
        };
        Owner::of(kind.owner(), person).unwrap_or(Owner::Authority)
    }

    /// Whether it names what its movement wants.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn check(&self) -> Result<(), Refusal> {
        if self.amount <= Pence::ZERO {
            return Err(Refusal::NotAboveNothing(self.amount));
        }
        for (owner, person) in [(OwnerKind::Child, self.child), (OwnerKind::Worker, self.worker)] {
            if self.movement.touches(owner) != person.is_some() {
                return Err(Refusal::Unnamed { movement: self.movement, what: owner.code() });
            }
        }
        if let Step::Correct(_) = self.step {
            let why = crate::budget::read_reasons(&self.named.reason);
            return why.map(|_| ()).map_err(|_| Refusal::Unnamed { movement: self.movement, what: "reason" });
        }
        if matches!(self.step, Step::Settle(_) | Step::Release(_)) {
            return Ok(());
        }
        let wants = self.movement.wants();
        let missing = [
            (wants.line && self.named.line.is_none(), "line"),
            (wants.evidence && self.named.evidence.is_none(), "evidence"),
            (wants.reason && self.named.reason.trim().is_empty(), "reason"),
        ];
        match missing.into_iter().find(|(is_missing, _)| *is_missing) {
            Some((_, what)) => Err(Refusal::Unnamed { movement: self.movement, what }),
            None => Ok(()),
        }
    }

    /// Whether another is the same instruction: the time of asking may differ, nothing else.
    #[must_use]
    pub fn is_same_instruction(&self, other: &Transfer) -> bool {
        let this = Named { at: other.named.at, by: other.named.by, ..self.named.clone() };
        Transfer { named: this, day: other.day, ..self.clone() } == *other
    }
}

/// Whether an id can be read as one.
pub(super) fn id_of(text: &str) -> TransferId {
    Uuid::try_parse(text).map_or_else(|_| TransferId::of(&[text]), TransferId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_the_same_instruction() {
        assert_eq!(TransferId::of(&["pay", "may"]), TransferId::of(&["pay", "may"]));
        assert_ne!(TransferId::of(&["pay", "may"]), TransferId::of(&["paym", "ay"]));
    }

    #[test]
    fn every_step_is_read_back() {
        let about = TransferId::of(&["x"]);
        for step in [Step::Post, Step::Hold, Step::Settle(about), Step::Release(about), Step::Correct(about)] {
            assert_eq!(Step::of(step.code(), step.about()), Some(step));
        }
        assert_eq!(Step::of("settle", None), None);
    }
}
