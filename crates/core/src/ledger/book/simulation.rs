//! An authority through years of mishaps, from a seed: two operators at once, answers that get lost and are asked for again,
//! crashes between an entry and its answer, money that comes back, books that close. Whatever happens: no money appears or
//! goes, no pot goes below nothing, nothing is done twice, and going through the entries again gives the same balances.

use std::collections::{BTreeMap, VecDeque};

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::*;
use crate::ledger::FinancialYear;
use crate::ledger::statement::{Statement, of};

const STREAMS: [&str; 3] = ["social-care", "health", "education"];
const CHILDREN: u64 = 12;
const DAYS: i32 = 3 * 365;

/// The same numbers from the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.roll(times) == 0
    }
}

/// The books behind a wire: what is kept survives a crash, an answer may not.
struct Server {
    kept: Vec<Transfer>,
    closed_until: Option<Date>,
    book: Book,
}

impl Server {
    /// Takes an instruction; `None` is an answer that was lost.
    fn ask(&mut self, dice: &mut Dice, transfer: &Transfer) -> Option<Result<Taken, Refusal>> {
        if dice.once_in(120) {
            self.crash();
            return None;
        }
        let answer = self.book.take(transfer);
        if answer == Ok(Taken::Now) {
            self.kept.push(transfer.clone());
        }
        if dice.once_in(150) {
            self.crash();
            return None;
        }
        (!dice.once_in(15)).then_some(answer)
    }

    fn crash(&mut self) {
        self.book = replayed(&self.kept);
        if let Some(day) = self.closed_until {
            self.book.close(day);
        }
    }
}

fn replayed(entries: &[Transfer]) -> Book {
    let mut book = Book::new();
    for entry in entries {
        assert_eq!(book.take(entry), Ok(Taken::Now), "what was kept once is taken again: {entry:?}");
    }
    book
}

fn child(number: u64) -> PersonId {
    PersonId(Uuid::from_u128(1 + u128::from(number)))
}

/// Something that an operator wants to be done, whatever the books say to it.
fn wish(dice: &mut Dice, number: u64, day: Date, entries: &[Transfer]) -> Transfer {
    let named = Named::by(Some(child(900 + number % 2)), Timestamp::from_second(1_700_000_000).unwrap())
        .for_line(PieceId(Uuid::from_u128(u128::from(dice.roll(30)))), None)
        .shown_by(EvidenceId(Uuid::from_u128(u128::from(number) + 1)))
        .because("as somebody in the simulation wished it");
    let id = TransferId::of(&["wish", &number.to_string()]);
    if dice.once_in(5)
        && let Some(about) = entries.get(usize::try_from(dice.roll(entries.len().max(1) as u64)).unwrap())
    {
        let step: fn(TransferId) -> Step = match dice.roll(3) {
            0 => Step::Settle,
            1 => Step::Release,
            _ => Step::Correct,
        };
        return about.follow(id, step, day, named);
    }
    // ordinary days are mostly payments and spending
    let often = [Movement::Allocate, Movement::Commit, Movement::FallDue, Movement::Pay, Movement::Spend];
    let movement = if dice.once_in(3) {
        Movement::ALL[usize::try_from(dice.roll(Movement::ALL.len() as u64)).unwrap()]
    } else {
        often[usize::try_from(dice.roll(5)).unwrap()]
    };
    let transfer = Transfer {
        child: movement.touches(OwnerKind::Child).then(|| child(dice.roll(CHILDREN))),
        worker: movement.touches(OwnerKind::Worker).then(|| child(800 + dice.roll(3))),
        ..Transfer::post(
            id,
            movement,
            child(0),
            STREAMS[usize::try_from(dice.roll(3)).unwrap()],
            Pence(i64::try_from(dice.roll(50_000)).unwrap() - 20),
            day,
            named,
        )
    };
    if dice.once_in(4) { transfer.pending() } else { transfer }
}

fn live_through(seed: u64) {
    let mut dice = Dice(seed);
    let mut server = Server { kept: Vec::new(), closed_until: None, book: Book::new() };
    let mut operators: [VecDeque<Transfer>; 2] = Default::default();
    let mut settled: BTreeMap<TransferId, Result<(), Refusal>> = BTreeMap::new();
    let (mut number, first) = (0, date(2025, 4, 1));
    for passed in 0..DAYS {
        let day = first.checked_add(passed.days()).unwrap();
        for operator in &mut operators {
            for _ in 0..dice.roll(4) {
                number += 1;
                operator.push_back(wish(&mut dice, number, day, &server.kept));
            }
        }
        // both at once, a step of the one between two of the other
        while operators.iter().any(|waiting| !waiting.is_empty()) {
            let who = usize::try_from(dice.roll(2)).unwrap();
            let Some(wanted) = operators[who].front() else { continue };
            match server.ask(&mut dice, wanted) {
                None => continue,
                Some(answer) => {
                    settled.insert(wanted.id, answer.map(|_| ()));
                    operators[who].pop_front();
                }
            }
        }
        if (day.month(), day.day()) == (4, 30) && passed > 60 {
            let year = FinancialYear::of(day.checked_sub(60.days()).unwrap());
            let until = year.close(server.closed_until, day).unwrap();
            server.closed_until = Some(until);
            server.book.close(until);
        }
    }
    server.crash();
    check(&server, &settled);
}

fn check(server: &Server, settled: &BTreeMap<TransferId, Result<(), Refusal>>) {
    let trial = server.book.trial_balance();
    assert!(trial.balances() && trial.streams.len() == STREAMS.len(), "{trial:?}");
    for (account, balance) in server.book.accounts() {
        let may = account.kind.may_go_below_nothing();
        assert!(may || balance.free() >= Pence::ZERO, "{account} is below nothing: {balance:?}");
    }
    for (id, answer) in settled {
        let times = server.kept.iter().filter(|entry| entry.id == *id).count();
        assert_eq!(times, usize::from(answer.is_ok()), "{id}: told {answer:?}, kept {times} times");
    }
    assert!(server.kept.len() > 1_000 && settled.values().filter(|answer| answer.is_err()).count() > 200);
    let all = (Date::MIN, Date::MAX);
    for number in 0..CHILDREN {
        let entries: Vec<Transfer> = server.book.of_child(child(number)).collect();
        for stream in STREAMS {
            let statement = Statement::of(child(number), stream, all, &entries);
            for kind in AccountKind::ALL.iter().filter(|kind| kind.owner() == OwnerKind::Child) {
                let account = Account { owner: Owner::Child(child(number)), stream: stream.to_owned(), kind: *kind };
                assert_eq!(of(&statement.closing, *kind), server.book.balance(&account).posted, "{account}");
            }
        }
    }
    let again = replayed(&server.book.transfers().collect::<Vec<_>>());
    let accounts = |book: &Book| book.accounts().collect::<BTreeMap<_, _>>();
    assert_eq!(accounts(&again), accounts(&server.book));
}

#[test]
fn years_of_mishaps_lose_no_penny_and_do_nothing_twice() {
    for seed in 0..6 {
        live_through(seed);
    }
}
