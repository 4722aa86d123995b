//! The accounts of each owner in each stream. Owners are found by their number, not by their name: one look into a list.

use crate::ledger::account::{AccountKind, Owner};
use crate::ledger::balance::Balance;

/// The accounts of one owner in one stream, in the order of [`AccountKind`].
#[derive(Debug, Clone)]
struct Strand {
    owner: Owner,
    stream: u32,
    balances: [Option<Balance>; AccountKind::COUNT],
}

/// Where nothing is yet.
const NOWHERE: u32 = u32::MAX;

/// All strands.
#[derive(Debug, Clone, Default)]
pub(super) struct Strands {
    strands: Vec<Strand>,
    /// For each stream, the strand at each owner's place.
    places: Vec<Vec<u32>>,
}

/// The place of a child: the authority has the first, and each person one as a child and one as a worker.
pub(super) fn child(person: u32) -> usize {
    usize::try_from(person).map_or(0, |person| person * 2 + 1)
}

/// The place of a worker.
pub(super) fn worker(person: u32) -> usize {
    usize::try_from(person).map_or(0, |person| person * 2 + 2)
}

impl Strands {
    /// The strand of an owner's place in a stream, made where there is none yet.
    pub fn find(&mut self, (place, stream): (usize, u32), owner: impl FnOnce() -> Owner) -> usize {
        if let Some(strand) = self.known((place, stream)) {
            return strand;
        }
        let at = usize::try_from(stream).unwrap_or_default();
        if self.places.len() <= at {
            self.places.resize(at + 1, Vec::new());
        }
        let number = self.strands.len();
        if let Some(places) = self.places.get_mut(at) {
            if places.len() <= place {
                places.resize(place + 1, NOWHERE);
            }
            if let Some(free) = places.get_mut(place) {
                *free = u32::try_from(number).unwrap_or(NOWHERE);
            }
        }
        self.strands.push(Strand { owner: owner(), stream, balances: [None; AccountKind::COUNT] });
        number
    }

    /// The strand of an owner's place in a stream.
    pub fn known(&self, (place, stream): (usize, u32)) -> Option<usize> {
        let places = self.places.get(usize::try_from(stream).ok()?)?;
        let strand = *places.get(place)?;
        if strand == NOWHERE { None } else { usize::try_from(strand).ok() }
    }

    /// How an account stands.
    pub fn balance(&self, strand: usize, kind: AccountKind) -> Balance {
        let strand = self.strands.get(strand);
        strand.and_then(|strand| *strand.balances.get(kind as usize)?).unwrap_or_default()
    }

    /// Sets how an account stands.
    pub fn set(&mut self, strand: usize, kind: AccountKind, after: Balance) {
        let strand = self.strands.get_mut(strand);
        if let Some(balance) = strand.and_then(|strand| strand.balances.get_mut(kind as usize)) {
            *balance = Some(after);
        }
    }

    /// Every account that money has moved through: owner, stream, kind, balance.
    pub fn all(&self) -> impl Iterator<Item = (Owner, u32, AccountKind, Balance)> {
        self.strands.iter().flat_map(|strand| {
            let kinds = AccountKind::ALL.iter().zip(strand.balances.iter());
            kinds.filter_map(|(kind, balance)| Some((strand.owner, strand.stream, *kind, (*balance)?)))
        })
    }
}
