//! An authority's money through years of mishaps, from a seed, on both databases: two operators at once, answers that get lost
//! and are asked for again, changes that are cut off before they are kept, restarts, payments that come back, years that
//! close. Whatever happens: no money appears or goes, no pot goes below nothing, nothing is done twice, and every statement is
//! what its entries come to. The same years without a database live in `crates/core/src/ledger/book/simulation.rs`.

use std::collections::BTreeMap;

use actions::money::{
    InCrisis, NewEarmark, NewSpend, approve_run, bank_confirmed, bank_returned, check_run, close_year, correct,
    draft_run, end_earmark, entries_as_csv, export_run, finish_run, give_in_crisis, hold_back, keep_money_for, post,
    record_spend, spend_earmark, trial_balance,
};
use actions::{ActionError, Caller};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use seven_core::access::Action;
use seven_core::ledger::statement::of;
use seven_core::ledger::{AccountKind, Book, FinancialYear, Movement, Named, OwnerKind, Transfer, csv};
use seven_core::money::RunLine;
use seven_core::people::{Holder, RelationKind};
use seven_core::{EarmarkId, EvidenceId, Pence, PersonId, PieceId, RunId, TransferId};
use store::{Chance, Store, StoreError, ledger, papers};
use testkit::{Somebody, TempStore, on_both_databases};
use uuid::Uuid;

use crate::assessments::Cast;

const STREAM: &str = "social-care";
const WHY: &str = "as somebody in the simulation wished it";

/// Steps of one life: enough for more than a year; more with `SEVENSTEPS_STEPS`.
fn steps() -> u64 {
    std::env::var("SEVENSTEPS_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(200)
}

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

    fn pence(&mut self, most: u64) -> Pence {
        Pence(i64::try_from(self.roll(most)).unwrap())
    }
}

/// What an operator wants to be done. Given twice, it is done once.
#[derive(Debug, Clone, Copy)]
enum Wish {
    Spend { child: usize, number: u128, amount: Pence },
    Correct { child: usize, of: u128 },
    Keep { child: usize, number: u128, amount: Pence },
    SpendKept { child: usize, of: u128, version: i64, amount: Pence },
    EndKept { child: usize, of: u128, version: i64 },
    Crisis { child: usize, number: u128, amount: Pence },
    HoldBack { amount: Pence },
}

/// The authority: children with their lines, two people in finance, and who does what.
struct Town {
    cast: Cast,
    children: Vec<(PersonId, PieceId)>,
    finance: (PersonId, PersonId),
    day: Date,
}

impl Town {
    async fn new(store: &TempStore) -> Town {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        let mut all = vec![cast.sam];
        for name in ["Mia Bell", "Leo Bell"] {
            let child = cast.world.add(Somebody::child(name, "2014-03-02")).await.id;
            cast.world.relate(child, cast.kit, RelationKind::Parent).await;
            cast.world.relate(child, cast.grace, RelationKind::KeyWorker).await;
            let group = cast.world.group(seven_core::people::GroupKind::Team, &format!("Team of {name}")).await;
            cast.world.relate_to(child, Holder::Group(group), RelationKind::Team).await;
            let role = seven_core::people::Role::TeamManager;
            cast.world.employ(cast.manager, role, Some(group)).await;
            all.push(child);
        }
        let mut children = Vec::new();
        for child in all {
            let of_child = Cast { world: cast.world.clone(), sam: child, ..cast };
            of_child.paying(finance).await;
            children.push((child, of_child.money().await.streams[0].lines[0].line));
        }
        Town { cast, children, finance, day: date(2026, 9, 1) }
    }

    fn on(&self, caller: Caller) -> Caller {
        let day = self.day.to_string();
        Caller { store: self.cast.world.store.clone(), moment: testkit::Clock::on(&day).now(), ..caller }
    }

    fn family(&self) -> Caller {
        self.on(self.cast.family(self.cast.kit))
    }

    fn finn(&self) -> Caller {
        self.on(self.cast.worker(self.finance.0))
    }

    /// One instruction, as it is given.
    async fn does(&self, wish: Wish) -> Result<(), ActionError> {
        let of = |child: usize| self.children[child];
        let id = |number: u128| Uuid::from_u128(number);
        match wish {
            Wish::Spend { child, number, amount } => {
                let (child, line) = of(child);
                let (stream, evidence) = (STREAM.to_owned(), EvidenceId(id(number)));
                let words = WHY.to_owned();
                let new = NewSpend { stream, line, outcome: None, amount, day: self.day, evidence, words };
                record_spend(&self.family(), child, new).await.map(|_| ())
            }
            Wish::Correct { child, of: number } => {
                let (child, line) = of(child);
                let entry = TransferId::of(&["spend", &EvidenceId(id(number)).to_string(), &line.to_string()]);
                correct(&self.finn(), child, entry, WHY).await.map(|_| ())
            }
            Wish::Keep { child, number, amount } => {
                let until = self.day.saturating_add(100.days());
                let new = NewEarmark { stream: STREAM.to_owned(), for_what: WHY.to_owned(), amount, until };
                keep_money_for(&self.family(), of(child).0, EarmarkId(id(number)), new).await
            }
            Wish::SpendKept { child, of: number, version, amount } => {
                let seen = (EarmarkId(id(number)), version);
                spend_earmark(&self.family(), of(child).0, seen, (amount, EvidenceId(id(number + 1)))).await
            }
            Wish::EndKept { child, of: number, version } => {
                end_earmark(&self.family(), of(child).0, (EarmarkId(id(number)), version)).await
            }
            Wish::Crisis { child, number, amount } => {
                let (child, line) = of(child);
                let (once, stream, why) = (TransferId(id(number)), STREAM.to_owned(), WHY.to_owned());
                let manager = self.on(self.cast.worker(self.cast.manager));
                give_in_crisis(&manager, child, InCrisis { once, stream, amount, line: Some(line), why }).await
            }
            Wish::HoldBack { amount } => hold_back(&self.finn(), STREAM, amount).await,
        }
    }

    /// A change that is cut off after the books were written and before it is kept.
    async fn cut_off(&self, child: usize, number: u128) {
        let (child, line) = self.children[child];
        let permit = self.family().permit_for(Action::RecordSpend, child).await.unwrap();
        let caller = self.family();
        let mut write = caller.writing(&permit).await.unwrap();
        let named = Named::by(caller.person, caller.moment.at).for_line(line, None);
        let named = named.shown_by(EvidenceId(Uuid::from_u128(number))).because(WHY);
        let id = TransferId::of(&["cut off", &number.to_string()]);
        let transfer = Transfer::post(id, Movement::Contribute, child, STREAM, Pence(1_000_000), self.day, named);
        post(&mut write, vec![transfer]).await.unwrap();
        drop(write);
    }

    /// What is due is paid by two people; the bank sends some of it back.
    async fn pays(&self, dice: &mut Dice) {
        let petra = self.on(self.cast.worker(self.finance.1));
        let run: RunId = draft_run(&self.finn(), self.day, self.day).await.unwrap();
        if check_run(&self.finn(), run).await.is_err() {
            return;
        }
        approve_run(&petra, run).await.unwrap();
        export_run(&self.finn(), run).await.unwrap();
        let lines = papers::part_of::<RunLine>(&mut self.cast.world.reading().await, run).await.unwrap();
        for line in lines {
            if dice.once_in(6) {
                bank_returned(&self.finn(), run, line.id, (self.day, WHY)).await.unwrap();
            } else {
                bank_confirmed(&self.finn(), run, Some(&[line.id]), self.day).await.unwrap();
                // the answer was lost, so the bank's file is read again
                bank_confirmed(&self.finn(), run, Some(&[line.id]), self.day).await.unwrap();
            }
        }
        finish_run(&self.finn(), run).await.unwrap();
    }

    /// The process is started anew.
    async fn restarts(&mut self, address: &str) {
        self.cast.world.store.close().await;
        self.cast.world.store = Store::open(address, Chance::System).await.unwrap();
    }
}

/// What came of an instruction, as far as its giver knows.
#[derive(Debug, Default)]
struct Told {
    done: BTreeMap<u128, usize>,
    refused: usize,
    asked_again: usize,
}

/// A refusal by a rule, or by somebody who was quicker; anything else is no answer of a sound house.
fn is_answer(error: &ActionError) -> bool {
    use StoreError::{Changed, Conflict, Missing, Taken};
    match error {
        ActionError::Rule(_) | ActionError::Invalid(_) => true,
        ActionError::Store(error) => matches!(error, Changed(_) | Missing(_) | Taken(_) | Conflict(_)),
        _ => false,
    }
}

fn wish(dice: &mut Dice, number: u128, known: &[Wish]) -> Wish {
    let child = usize::try_from(dice.roll(3)).unwrap();
    let earlier = usize::try_from(dice.roll(known.len().max(1) as u64)).ok().and_then(|at| known.get(at)).copied();
    match (dice.roll(12), earlier) {
        (0 | 1, Some(Wish::Spend { child, number, .. })) => Wish::Correct { child, of: number },
        (0..=3, Some(Wish::Keep { child, number, amount })) => {
            let (of, version) = (number, 1 + i64::from(dice.once_in(3)));
            match dice.once_in(2) {
                true => Wish::EndKept { child, of, version },
                false => Wish::SpendKept { child, of, version, amount: Pence(amount.0 / 2) },
            }
        }
        (4 | 5, _) => Wish::Keep { child, number, amount: dice.pence(6_000) },
        (6, _) => Wish::Crisis { child, number, amount: dice.pence(40_000) },
        (7, _) => Wish::HoldBack { amount: dice.pence(50_000) },
        _ => Wish::Spend { child, number, amount: dice.pence(3_000) },
    }
}

async fn live_through(store: &TempStore, seed: u64) {
    let mut dice = Dice(seed);
    let mut town = Town::new(store).await;
    let (mut known, mut told): (Vec<Wish>, Told) = (Vec::new(), Told::default());
    let mut paid_in = town.day;
    for step in 0..steps() {
        town.day = town.day.saturating_add(i64::try_from(dice.roll(5)).unwrap().days());
        let number = 1_000 + u128::from(step) * 10;
        if town.day.first_of_month() != paid_in.first_of_month() {
            paid_in = town.day;
            town.pays(&mut dice).await;
            close(&town).await;
        }
        match dice.roll(20) {
            0 => town.cut_off(usize::try_from(dice.roll(3)).unwrap(), number).await,
            1 => town.restarts(store.address()).await,
            _ => {}
        }
        // two operators at once, each with something else in mind
        let wishes = [wish(&mut dice, number, &known), wish(&mut dice, number + 5, &known)];
        let answers = tokio::join!(town.does(wishes[0]), town.does(wishes[1]));
        for (wish, answer) in wishes.into_iter().zip([answers.0, answers.1]) {
            note(&mut told, wish, answer);
            // an answer that was lost is asked for again; money that is kept back has no name and is not
            if dice.once_in(4) && !matches!(wish, Wish::HoldBack { .. }) {
                told.asked_again += 1;
                note(&mut told, wish, town.does(wish).await);
            }
            known.push(wish);
        }
    }
    assert!(told.done.len() > 60 && told.refused > 5 && told.asked_again > 20, "{told:?}");
    check(&town, &known, &told).await;
    town.cast.world.store.close().await;
}

fn note(told: &mut Told, wish: Wish, answer: Result<(), ActionError>) {
    match answer {
        Ok(()) => {
            if let Wish::Spend { number, .. } = wish {
                *told.done.entry(number).or_default() += 1;
            }
        }
        Err(error) if is_answer(&error) => told.refused += 1,
        Err(error) => panic!("{wish:?}: {error:?}"),
    }
}

/// The financial year is closed once it is over.
async fn close(town: &Town) {
    let year = FinancialYear::of(town.day.saturating_sub(1.year()));
    if town.day.month() == 5
        && let Err(error) = close_year(&town.finn(), year).await
    {
        assert!(is_answer(&error), "{error:?}");
    }
}

async fn check(town: &Town, known: &[Wish], told: &Told) {
    let finn = town.finn();
    let trial = trial_balance(&finn).await.unwrap();
    assert!(trial.balances(), "{trial:?}");
    let mut book = Book::new();
    let text = entries_as_csv(&finn).await.unwrap();
    csv::read(text.as_bytes(), |entries| {
        for entry in entries {
            book.take(entry.transfer().unwrap()).expect("an entry that is kept is taken again");
        }
    })
    .unwrap();
    assert_eq!(book.trial_balance(), trial, "going through the entries again gives the same");
    for (account, balance) in book.accounts() {
        let may = account.kind.may_go_below_nothing();
        assert!(may || balance.free() >= Pence::ZERO, "{account} is below nothing: {balance:?}");
    }
    for (child, line) in &town.children {
        let mut reading = town.cast.world.reading().await;
        let view = actions::money::MoneyView::load(&mut reading, *child, town.day).await.unwrap();
        let statement = view.statement(STREAM, Date::MIN, Date::MAX);
        for kind in AccountKind::ALL.iter().filter(|kind| kind.owner() == OwnerKind::Child) {
            assert_eq!(of(&statement.closing, *kind), view.streams[0].of(*kind), "{child}: {kind}");
        }
        for day in [town.day.saturating_sub(1.year()), town.day.saturating_sub(40.days()), town.day] {
            let added_up = ledger::held_on(&mut reading, day).await.unwrap();
            let held = added_up.get(&(*child, STREAM.to_owned())).cloned().unwrap_or_default();
            let closing = view.statement(STREAM, Date::MIN, day).closing;
            for kind in AccountKind::ALL.iter().filter(|kind| kind.owner() == OwnerKind::Child) {
                assert_eq!(of(&held, *kind), of(&closing, *kind), "{child} on {day}: {kind}");
            }
        }
        assert!(view.entries.iter().all(|entry| entry.amount < Pence(1_000_000)), "what was cut off is not there");
        for wish in known {
            if let Wish::Spend { number, .. } = wish {
                let evidence = EvidenceId(Uuid::from_u128(*number));
                let id = TransferId::of(&["spend", &evidence.to_string(), &line.to_string()]);
                let times = view.entries.iter().filter(|entry| entry.id == id).count();
                assert!(times <= 1, "{number} is in the books {times} times");
            }
        }
    }
    let spent =
        book.transfers().filter(|one| one.movement == Movement::Spend && one.step == seven_core::ledger::Step::Post);
    let entered: Vec<Option<EvidenceId>> = spent.map(|one| one.named.evidence).collect();
    for (number, times) in &told.done {
        let evidence = Some(EvidenceId(Uuid::from_u128(*number)));
        let found = entered.iter().filter(|one| **one == evidence).count();
        assert!(*times >= 1 && found == 1, "{number} was told as done {times} times and stands {found} times");
    }
}

#[test]
fn years_of_mishaps_lose_no_penny_in_either_database() {
    on_both_databases(async |store| live_through(store, 1).await);
}
