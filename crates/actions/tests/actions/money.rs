//! From the signed plan to the statement: money is opened, held, paid, spent, and comes back where the bank says so.

use actions::ActionError;
use actions::money::{
    MoneyView, NewSpend, NewTerms, answer_checks, answer_wish, approve_run, ask_bank_details, bank_confirmed,
    bank_returned, begin_payments, check_run, confirm_bank_details, correct, draft_run, export_run, finish_run, go_on,
    open, record_spend, rest, schedule,
};
use jiff::civil::date;
use seven_core::ledger::AccountKind;
use seven_core::money::bank_details::NameMatch;
use seven_core::money::grounds::{self, CheckAnswered};
use seven_core::money::schedule::{InstalmentStatus, Rhythm};
use seven_core::money::spend::Wish;
use seven_core::money::{Instalment, PaymentRun, RunLine};
use seven_core::people::Role;
use seven_core::plan::support::SupportKind;
use seven_core::{EvidenceId, HoldingId, Pence, PersonId, PieceId, RunId};
use store::papers;
use testkit::{Somebody, on_both_databases};
use uuid::Uuid;

use crate::assessments::{Cast, code};

impl Cast {
    pub async fn finance(&self, name: &str) -> PersonId {
        let person = self.world.add(Somebody::grown_up(name)).await.id;
        self.world.employ(person, Role::Finance, None).await;
        person
    }

    pub async fn money(&self) -> MoneyView {
        MoneyView::load(&mut self.world.reading().await, self.sam, self.world.clock.now().today).await.unwrap()
    }

    async fn version(&self, holding: HoldingId) -> i64 {
        papers::find::<seven_core::money::MoneyHolding>(&mut self.world.reading().await, holding).await.unwrap().version
    }

    /// Everything that the law and the council ask for, and monthly payments from 1 October.
    pub async fn paying(&self, finance: (PersonId, PersonId)) -> HoldingId {
        let asked = self.signed().await;
        let grace = self.worker(self.grace);
        let holding = open(&grace, self.sam, asked).await.unwrap().holdings[0].1;
        let packs = grounds::known().unwrap();
        let pack = grounds::of_stream(&packs, "social-care", date(2026, 9, 1)).unwrap();
        let answers = pack
            .checks_for(false)
            .map(|check| CheckAnswered { check: check.id.clone(), is_so: true, seen: "seen".to_owned() })
            .collect();
        let version = self.version(holding).await;
        answer_checks(&grace, self.sam, (holding, version), answers).await.unwrap();
        sign_terms(self, holding).await;
        let kit = self.family(self.kit);
        let typed = ("Kit Bell", "08-99-99", "66374958");
        let details = ask_bank_details(&kit, self.sam, holding, typed).await.unwrap();
        let finn = self.worker(finance.0);
        confirm_bank_details(&finn, self.sam, details, NameMatch::Match).await.unwrap();
        begin_payments(&grace, self.sam, holding).await.unwrap();
        schedule(&grace, self.sam, holding, (Rhythm::Monthly, date(2026, 10, 1))).await.unwrap();
        holding
    }

    /// A run of everything until a day, exported.
    pub async fn sent(&self, finance: (PersonId, PersonId), until: jiff::civil::Date) -> (RunId, Vec<Uuid>) {
        let (finn, petra) = (self.worker(finance.0), self.worker(finance.1));
        let run = draft_run(&finn, date(2026, 10, 1), until).await.unwrap();
        check_run(&finn, run).await.unwrap();
        approve_run(&petra, run).await.unwrap();
        export_run(&finn, run).await.unwrap();
        let lines = papers::part_of::<RunLine>(&mut self.world.reading().await, run).await.unwrap();
        (run, lines.iter().map(|line| line.id).collect())
    }
}

async fn sign_terms(cast: &Cast, holding: HoldingId) {
    let terms = NewTerms { conditions: vec!["Keep what shows your spending for six years.".to_owned()] };
    actions::money::sign_terms(&cast.family(cast.kit), cast.sam, holding, terms).await.unwrap();
}

fn pence(view: &MoneyView, kind: AccountKind) -> i64 {
    view.streams[0].of(kind).0
}

pub fn club(line: PieceId, pence: i64, number: u128) -> NewSpend {
    NewSpend {
        stream: "social-care".to_owned(),
        line,
        outcome: None,
        amount: Pence(pence),
        day: date(2026, 9, 1),
        evidence: EvidenceId(Uuid::from_u128(number)),
        words: "the club's fee".to_owned(),
    }
}

#[test]
fn lancashire_22_015_952_a_signed_plan_starts_its_payments_or_says_what_is_missing() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let asked = cast.signed().await;
        let grace = cast.worker(cast.grace);
        let refused = open(&cast.family(cast.kit), cast.sam, asked).await;
        assert!(matches!(refused, Err(ActionError::Refused(_))), "{refused:?}");
        let opened = open(&grace, cast.sam, asked).await.unwrap();
        assert_eq!(open(&grace, cast.sam, asked).await.unwrap(), opened, "a second press opens nothing again");
        let view = cast.money().await;
        assert_eq!((pence(&view, AccountKind::Committed), pence(&view, AccountKind::Available)), (93_800, 0));
        let holding = opened.holdings[0].1;
        let Err(ActionError::Invalid(missing)) = begin_payments(&grace, cast.sam, holding).await else {
            panic!("nothing is checked, signed or confirmed yet")
        };
        let codes: Vec<&str> = missing.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["set-up-checks", "set-up-terms", "set-up-bank"]);
    });
}

#[test]
fn money_is_paid_by_two_people_spent_and_told_on_the_statement() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        let finn = cast.worker(finance.0);
        let run = draft_run(&finn, date(2026, 10, 1), date(2026, 10, 1)).await.unwrap();
        check_run(&finn, run).await.unwrap();
        assert_eq!(code(approve_run(&finn, run).await), "run-same-person");
        assert_eq!(code(export_run(&finn, run).await), "run-not-from-here");
        approve_run(&cast.worker(finance.1), run).await.unwrap();
        export_run(&finn, run).await.unwrap();
        let view = cast.money().await;
        let stands = [AccountKind::Committed, AccountKind::Due, AccountKind::Paid].map(|kind| pence(&view, kind));
        assert_eq!(stands, [93_800 - 7_817, 7_817, 0], "the bank has it, and nothing has arrived");
        assert_eq!(code(finish_run(&finn, run).await), "run-unanswered");
        cast.world.clock.pass_minutes(1);
        let finn = cast.worker(finance.0);
        assert_eq!(bank_confirmed(&finn, run, None, date(2026, 10, 2)).await.unwrap(), 1);
        finish_run(&finn, run).await.unwrap();
        let view = cast.money().await;
        let stream = &view.streams[0];
        assert_eq!((stream.to_spend(), stream.payments[0].paper.status), (Pence(7_817), InstalmentStatus::Paid));
        let line = stream.lines[0].line;
        assert_eq!(stream.lines[0].planned, Pence(93_800));
        let kit = cast.family(cast.kit);
        let wish = Wish {
            stream: "social-care".to_owned(),
            amount: Pence(5_000),
            line: None,
            kind: SupportKind::Activity,
            excluded: None,
            to_household: false,
            at_school_unagreed: false,
        };
        assert_eq!(answer_wish(&kit, cast.sam, &wish).await.unwrap().key(), "spend-yes");
        let spent = record_spend(&kit, cast.sam, club(line, 5_000, 1)).await.unwrap();
        assert_eq!(record_spend(&kit, cast.sam, club(line, 5_000, 1)).await.unwrap(), spent, "one receipt, one entry");
        // £28.17 is left: of £40.00 the family pays the rest itself
        record_spend(&kit, cast.sam, club(line, 4_000, 2)).await.unwrap();
        let view = cast.money().await;
        assert_eq!((pence(&view, AccountKind::Paid), pence(&view, AccountKind::Spent)), (0, 9_000));
        assert_eq!(pence(&view, AccountKind::Contribution), -(4_000 - 2_817));
        assert_eq!(code(correct(&finn, cast.sam, spent, "wrong").await), "money-unnamed");
        correct(&finn, cast.sam, spent, "the receipt was for the sister's club").await.unwrap();
        let view = cast.money().await;
        let statement = view.statement("social-care", date(2026, 9, 1), date(2026, 10, 31));
        assert_eq!(statement.closing[&AccountKind::Spent], Pence(4_000));
        for (kind, held) in &statement.closing {
            if *kind != AccountKind::Funding {
                assert_eq!(view.streams[0].of(*kind), *held, "{kind}");
            }
        }
    });
}

#[test]
fn what_the_bank_sends_back_is_paid_in_a_later_run() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        let (run, lines) = cast.sent(finance, date(2026, 10, 1)).await;
        let finn = cast.worker(finance.0);
        let why = (date(2026, 9, 3), "account closed");
        bank_returned(&finn, run, lines[0], why).await.unwrap();
        assert_eq!(code(bank_returned(&finn, run, lines[0], why).await), "payment-not-sent");
        let view = cast.money().await;
        assert_eq!((pence(&view, AccountKind::Committed), pence(&view, AccountKind::Due)), (93_800, 0));
        assert_eq!(view.streams[0].payments[0].paper.note, "account closed");
        cast.world.clock.pass_minutes(1);
        let (again, lines) = cast.sent(finance, date(2026, 10, 1)).await;
        let finn = cast.worker(finance.0);
        bank_confirmed(&finn, again, None, date(2026, 10, 1)).await.unwrap();
        assert_eq!(pence(&cast.money().await, AccountKind::Paid), 7_817);
        // confirmed, and sent back after all
        bank_returned(&finn, again, lines[0], (date(2026, 10, 9), "sent back by the payee's bank")).await.unwrap();
        let view = cast.money().await;
        assert_eq!((pence(&view, AccountKind::Committed), pence(&view, AccountKind::Paid)), (93_800, 0));
    });
}

#[test]
fn payments_rest_in_hospital_and_what_cannot_be_paid_says_why() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        let holding = cast.paying(finance).await;
        let grace = cast.worker(cast.grace);
        rest(&grace, cast.sam, holding, (date(2026, 9, 20), None), "Sam is in hospital").await.unwrap();
        let finn = cast.worker(finance.0);
        let run = draft_run(&finn, date(2026, 12, 1), date(2026, 12, 1)).await.unwrap();
        let drafted = papers::find::<PaymentRun>(&mut cast.world.reading().await, run).await.unwrap().paper;
        assert_eq!((drafted.count, drafted.held_back.len()), (0, 0), "what rests is not due");
        assert_eq!(code(check_run(&finn, run).await), "run-empty");
        go_on(&grace, cast.sam, holding, date(2026, 11, 1)).await.unwrap();
        let payments = papers::part_of::<Instalment>(&mut cast.world.reading().await, holding).await.unwrap();
        let status: Vec<InstalmentStatus> = payments.iter().take(2).map(|one| one.paper.status).collect();
        assert_eq!(status, [InstalmentStatus::Resting, InstalmentStatus::Planned]);
    });
}

#[test]
fn new_bank_details_are_confirmed_by_another_and_rest_before_money_goes_there() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        let holding = cast.paying(finance).await;
        let finn = cast.worker(finance.0);
        let typed = ("Somebody Else", "12-34-56", "12345678");
        let details = ask_bank_details(&finn, cast.sam, holding, typed).await.unwrap();
        assert_eq!(code(confirm_bank_details(&finn, cast.sam, details, NameMatch::Match).await), "bank-same-person");
        let petra = cast.worker(finance.1);
        let other = confirm_bank_details(&petra, cast.sam, details, NameMatch::NoMatch).await;
        assert_eq!(code(other), "bank-name-no-match");
        confirm_bank_details(&petra, cast.sam, details, NameMatch::CloseMatch).await.unwrap();
        let view = cast.money().await;
        let last = view.streams[0].bank.iter().find(|one| one.id == details.0).unwrap();
        assert_eq!(last.paper.in_force_from, Some(date(2026, 9, 6)));
        assert!(last.paper.old_contact_told.is_some());
    });
}
