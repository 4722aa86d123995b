//! All of an authority's entries in memory: a million of them over ten thousand accounts in a hundred megabytes. It takes
//! transfers by the same rule as whoever keeps them in a database, and is what balances are held against.

mod hashing;
mod index;
mod names;
#[cfg(test)]
mod simulation;
mod strands;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::account::{Account, AccountKind, Owner, OwnerKind};
use super::balance::{self, Balance};
use super::ground::{Followed, Taken, follow, open_on, told};
use super::movement::Movement;
use super::refusal::Refusal;
use super::transfer::{Named, Step, Transfer};
use super::trial::TrialBalance;
use crate::{EvidenceId, Pence, PersonId, PieceId, TransferId};
use index::Index;
use names::{NONE, Names};
use strands::Strands;

/// One entry, as small as it can be kept.
#[derive(Debug, Clone)]
struct Row {
    id: u128,
    evidence: u128,
    amount: i64,
    at: i64,
    day: Date,
    about: u32,
    stream: u32,
    child: u32,
    worker: u32,
    line: u32,
    outcome: u32,
    by: u32,
    reason: u32,
    movement: Movement,
    step: u8,
    followed: Followed,
}

/// The books.
#[derive(Debug, Clone, Default)]
pub struct Book {
    rows: Vec<Row>,
    ids: Index,
    strands: Strands,
    streams: Names<String>,
    people: Names<u128>,
    movers: Names<u128>,
    lines: Names<u128>,
    outcomes: Names<u128>,
    reasons: Names<String>,
    closed_until: Option<Date>,
}

impl Book {
    /// Empty books.
    #[must_use]
    pub fn new() -> Book {
        Book::default()
    }

    /// Empty books with room for so many entries: what is put in order again whenever a table grows is then put in order once.
    #[must_use]
    pub fn with_room_for(entries: usize) -> Book {
        Book { rows: Vec::with_capacity(entries), ids: Index::with_room_for(entries), ..Book::default() }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Closes the books until a day; never opens them again.
    pub fn close(&mut self, until: Date) {
        self.closed_until = self.closed_until.max(Some(until));
    }

    /// Looks where transfers that come next will be looked for. The places lie far apart in memory: asked for together they are
    /// waited for once, asked for one by one each is waited for alone. Nothing changes.
    pub fn look_ahead<'t>(&self, coming: impl Iterator<Item = &'t Transfer> + Clone) {
        self.ids.look_ahead(coming.clone().map(|transfer| transfer.id.0.as_u128()));
        let lines = coming.filter_map(|transfer| transfer.named.line).map(|line| line.0.as_u128());
        self.lines.look_ahead(lines);
    }

    /// Takes a transfer, or says why not; then nothing has changed.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn take(&mut self, transfer: &Transfer) -> Result<Taken, Refusal> {
        transfer.check()?;
        let id = transfer.id.0.as_u128();
        if let Some(row) = self.find(id) {
            let same = self.transfer(row).is_some_and(|before| before.is_same_instruction(transfer));
            return if same { Ok(Taken::Before) } else { Err(Refusal::OtherContent(transfer.id)) };
        }
        open_on(transfer.day, self.closed_until)?;
        let follows = self.follows(transfer)?;
        let stream = self.stream(&transfer.stream);
        let whose = Whose {
            child: self.people.number_of(transfer.child.map(|id| id.0.as_u128()).as_ref()),
            worker: self.people.number_of(transfer.worker.map(|id| id.0.as_u128()).as_ref()),
        };
        let (from_kind, to_kind) = (transfer.movement.from(), transfer.movement.to());
        let from = self.strands.find((whose.of(from_kind), stream), || owner(transfer, from_kind));
        let to = self.strands.find((whose.of(to_kind), stream), || owner(transfer, to_kind));
        let pair = |strand, kind| (kind, self.strands.balance(strand, kind));
        let (from_after, to_after) =
            balance::step(transfer.step, pair(from, from_kind), pair(to, to_kind), transfer.amount)
                .map_err(|shortage| told(shortage, transfer))?;
        self.strands.set(from, from_kind, from_after);
        self.strands.set(to, to_kind, to_after);
        let mut about = NONE;
        if let Some((row, followed)) = follows {
            about = row;
            if let Some(row) = self.row_mut(row) {
                row.followed = followed;
            }
        }
        self.push(transfer, (stream, whose), about);
        Ok(Taken::Now)
    }

    fn follows(&self, transfer: &Transfer) -> Result<Option<(u32, Followed)>, Refusal> {
        let Some(about) = transfer.step.about() else { return Ok(None) };
        let number = self.find(about.0.as_u128()).ok_or(Refusal::Unknown(about))?;
        let first = self.transfer(number).ok_or(Refusal::Unknown(about))?;
        let is_same = (first.movement, &first.stream, first.child, first.worker, first.amount)
            == (transfer.movement, &transfer.stream, transfer.child, transfer.worker, transfer.amount);
        if !is_same {
            return Err(Refusal::Differs(about));
        }
        let followed = self.row(number).map_or(Followed::Nothing, |row| row.followed);
        Ok(follow(transfer.step, first.step, followed)?.map(|after| (number, after)))
    }

    fn push(&mut self, transfer: &Transfer, (stream, whose): (u32, Whose), about: u32) {
        let number = u32::try_from(self.rows.len()).unwrap_or(NONE);
        let id = transfer.id.0.as_u128();
        let named = &transfer.named;
        let row = Row {
            id,
            evidence: named.evidence.map_or(0, |evidence| evidence.0.as_u128()),
            amount: transfer.amount.0,
            at: named.at.as_microsecond(),
            day: transfer.day,
            about,
            stream,
            child: whose.child,
            worker: whose.worker,
            line: self.lines.number_of(named.line.map(|id| id.0.as_u128()).as_ref()),
            outcome: self.outcomes.number_of(named.outcome.map(|id| id.0.as_u128()).as_ref()),
            by: self.movers.number_of(named.by.map(|id| id.0.as_u128()).as_ref()),
            reason: if named.reason.is_empty() { NONE } else { self.reasons.number(&named.reason) },
            movement: transfer.movement,
            step: match transfer.step {
                Step::Post => 0,
                Step::Hold => 1,
                Step::Settle(_) => 2,
                Step::Release(_) => 3,
                Step::Correct(_) => 4,
            },
            followed: Followed::Nothing,
        };
        self.rows.push(row);
        let rows = &self.rows;
        self.ids.add(id, number, |row| at(rows, row).map(|row| row.id));
    }

    /// How an account stands.
    #[must_use]
    pub fn balance(&self, account: &Account) -> Balance {
        let known = |person: PersonId| self.people.known(&person.0.as_u128());
        let place = match account.owner {
            Owner::Authority => Some(0),
            Owner::Child(person) => known(person).map(strands::child),
            Owner::Worker(person) => known(person).map(strands::worker),
        };
        let strand = place.zip(self.streams.known(&account.stream)).and_then(|place| self.strands.known(place));
        strand.map_or_else(Balance::default, |strand| self.strands.balance(strand, account.kind))
    }

    /// Every account that money has moved through.
    pub fn accounts(&self) -> impl Iterator<Item = (Account, Balance)> {
        self.strands.all().map(|(owner, stream, kind, balance)| {
            let stream = self.streams.name(stream).cloned().unwrap_or_default();
            (Account { owner, stream, kind }, balance)
        })
    }

    /// The trial balance.
    #[must_use]
    pub fn trial_balance(&self) -> TrialBalance {
        TrialBalance::of(self.accounts())
    }

    /// An entry by its id.
    #[must_use]
    pub fn entry(&self, id: TransferId) -> Option<Transfer> {
        self.find(id.0.as_u128()).and_then(|row| self.transfer(row))
    }

    /// What has followed an entry.
    #[must_use]
    pub fn followed(&self, id: TransferId) -> Option<Followed> {
        let row = self.find(id.0.as_u128())?;
        self.row(row).map(|row| row.followed)
    }

    /// All entries, in the order in which they were taken.
    pub fn transfers(&self) -> impl Iterator<Item = Transfer> {
        self.rows.iter().filter_map(|row| self.told(row))
    }

    /// The entries of one child.
    pub fn of_child(&self, child: PersonId) -> impl Iterator<Item = Transfer> {
        let child = self.people.known(&child.0.as_u128());
        self.rows.iter().filter(move |row| Some(row.child) == child).filter_map(|row| self.told(row))
    }

    fn find(&self, id: u128) -> Option<u32> {
        self.ids.find(id, |row| at(&self.rows, row).map(|row| row.id))
    }

    fn row(&self, number: u32) -> Option<&Row> {
        at(&self.rows, number)
    }

    fn row_mut(&mut self, number: u32) -> Option<&mut Row> {
        usize::try_from(number).ok().and_then(|at| self.rows.get_mut(at))
    }

    fn transfer(&self, number: u32) -> Option<Transfer> {
        self.row(number).and_then(|row| self.told(row))
    }

    fn told(&self, row: &Row) -> Option<Transfer> {
        let person = |number| self.people.name(number).map(|id| PersonId(Uuid::from_u128(*id)));
        let piece = |pieces: &Names<u128>, number| pieces.name(number).map(|id| PieceId(Uuid::from_u128(*id)));
        let by = self.movers.name(row.by).map(|id| PersonId(Uuid::from_u128(*id)));
        let about = self.row(row.about).map(|about| TransferId(Uuid::from_u128(about.id)));
        let step = Step::of(["post", "hold", "settle", "release", "correct"].get(usize::from(row.step))?, about)?;
        Some(Transfer {
            id: TransferId(Uuid::from_u128(row.id)),
            step,
            movement: row.movement,
            stream: self.streams.name(row.stream)?.clone(),
            child: person(row.child),
            worker: person(row.worker),
            amount: Pence(row.amount),
            day: row.day,
            named: Named {
                line: piece(&self.lines, row.line),
                outcome: piece(&self.outcomes, row.outcome),
                evidence: (row.evidence != 0).then(|| EvidenceId(Uuid::from_u128(row.evidence))),
                by,
                at: Timestamp::from_microsecond(row.at).ok()?,
                reason: self.reasons.name(row.reason).cloned().unwrap_or_default(),
            },
        })
    }

    /// Streams are few and come one after the other: the last one is looked at first.
    fn stream(&mut self, stream: &String) -> u32 {
        match self.rows.last().filter(|row| self.streams.name(row.stream) == Some(stream)) {
            Some(row) => row.stream,
            None => self.streams.number(stream),
        }
    }
}

/// The numbers of the people whose accounts a transfer is about.
#[derive(Debug, Clone, Copy)]
struct Whose {
    child: u32,
    worker: u32,
}

impl Whose {
    /// The place of the owner of an account of this kind.
    fn of(self, kind: AccountKind) -> usize {
        match kind.owner() {
            OwnerKind::Authority => 0,
            OwnerKind::Child => strands::child(self.child),
            OwnerKind::Worker => strands::worker(self.worker),
        }
    }
}

fn at(rows: &[Row], number: u32) -> Option<&Row> {
    usize::try_from(number).ok().and_then(|at| rows.get(at))
}

/// Whose account of this kind a checked transfer is about.
fn owner(transfer: &Transfer, kind: AccountKind) -> Owner {
    let person = match kind.owner() {
        OwnerKind::Authority => None,
        OwnerKind::Worker => transfer.worker,
        OwnerKind::Child => transfer.child,
    };
    Owner::of(kind.owner(), person).unwrap_or(Owner::Authority)
}
