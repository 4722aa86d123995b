//! What goes wrong with money and how it is put right: cases with notice, earmarks out of reach, changed rates that reach
//! everybody, small budgets that are explained, years that close.

use actions::money::{
    InCrisis, NewEarmark, NewFind, answer_case, ask_again, bank_confirmed, bank_returned, case_takes_effect,
    change_rates, close_year, decide_case, end_earmark, entries_as_csv, explain_find, float_left, give_float,
    give_in_crisis, hold_back, keep_money_for, money_came_back, open_case, pay_in_parts, reconsider_case, record_find,
    spend_earmark, trial_balance,
};
use actions::{ActionError, Caller};
use jiff::civil::date;
use seven_core::ledger::{AccountKind, Book, FinancialYear, csv};
use seven_core::money::case::{CaseStatus, NewCase, Reconsideration};
use seven_core::money::find::FindStatus;
use seven_core::money::grounds::CaseKind;
use seven_core::money::uplift::Reached;
use seven_core::money::{Find, MoneyCase, Uplift, UpliftAward};
use seven_core::people::Role;
use seven_core::{EarmarkId, EvidenceId, Pence, PersonId, PieceId, TransferId};
use store::papers;
use testkit::{Somebody, on_both_databases};
use uuid::Uuid;

use crate::assessments::{Cast, code};

const WHY: &str = "the statements of June and July show it";

/// Somebody on a later day.
pub fn on(caller: Caller, day: &str) -> Caller {
    let moment = testkit::Clock::on(day).now();
    Caller { moment, ..caller }
}

pub fn recover(pence: i64) -> NewCase {
    NewCase {
        stream: "social-care".to_owned(),
        kind: CaseKind::Recover,
        ground: "money-piled-up".to_owned(),
        evidence: EvidenceId(Uuid::from_u128(77)),
        shown_by: "the statements of June and July".to_owned(),
        amount: Pence(pence),
        about_day: date(2026, 9, 1),
        reasons: WHY.to_owned(),
        addressed_to: String::new(),
    }
}

pub fn earmark(for_what: &str, pence: i64) -> NewEarmark {
    let stream = "social-care".to_owned();
    NewEarmark { stream, for_what: for_what.to_owned(), amount: Pence(pence), until: date(2027, 8, 31) }
}

fn crisis(number: u128, pence: i64, line: Option<PieceId>) -> InCrisis {
    InCrisis {
        once: TransferId(Uuid::from_u128(number)),
        stream: "social-care".to_owned(),
        amount: Pence(pence),
        line,
        why: "Sam's carer is in hospital since last night".to_owned(),
    }
}

impl Cast {
    /// Sam has £78.17 with the family.
    pub async fn paid(&mut self) -> (PersonId, PersonId) {
        let finance = (self.finance("Finn Penny").await, self.finance("Petra Pound").await);
        self.paying(finance).await;
        let (run, _) = self.sent(finance, date(2026, 10, 1)).await;
        self.world.clock.pass_minutes(1);
        bank_confirmed(&self.worker(finance.0), run, None, date(2026, 10, 1)).await.unwrap();
        self.world.clock.pass_minutes(1);
        finance
    }

    pub async fn head(&self) -> PersonId {
        let head = self.world.add(Somebody::grown_up("Head Hill")).await.id;
        self.world.employ(head, Role::HeadOfService, None).await;
        head
    }

    pub async fn pence(&self, kind: AccountKind) -> i64 {
        self.money().await.streams[0].of(kind).0
    }
}

#[test]
fn lancashire_22_014_616_no_money_is_asked_back_without_notice_another_look_and_a_day() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let head = cast.head().await;
        let (grace, kit) = (cast.worker(cast.grace), cast.family(cast.kit));
        let manager = cast.worker(cast.manager);
        assert_eq!(code(open_case(&grace, cast.sam, recover(7_818)).await), "case-out-of-reach");
        let case = open_case(&grace, cast.sam, recover(5_000)).await.unwrap();
        assert_eq!(code(case_takes_effect(&manager, cast.sam, (case, 1), None).await), "case-not-from-here");
        assert_eq!(code(decide_case(&manager, cast.sam, (case, 1), true).await), "case-notice-runs");
        let own = decide_case(&kit, cast.sam, (case, 1), false).await;
        assert!(matches!(own, Err(ActionError::Refused(_))), "{own:?}");
        answer_case(&kit, cast.sam, (case, 1), "we keep it for the summer").await.unwrap();
        let stale = decide_case(&manager, cast.sam, (case, 1), true).await;
        assert!(matches!(stale, Err(ActionError::Store(store::StoreError::Changed(_)))), "{stale:?}");
        decide_case(&manager, cast.sam, (case, 2), true).await.unwrap();
        ask_again(&kit, cast.sam, (case, 3), "look at our plan").await.unwrap();
        let look = (Reconsideration::Lowered, Pence(2_000), WHY);
        assert_eq!(code(reconsider_case(&manager, cast.sam, (case, 4), look).await), "case-same-person");
        reconsider_case(&cast.worker(head), cast.sam, (case, 4), look).await.unwrap();
        assert_eq!(code(case_takes_effect(&manager, cast.sam, (case, 5), None).await), "case-notice-runs");
        assert_eq!(cast.pence(AccountKind::Recovery).await, 0, "nothing has moved until its day");
        let later = on(cast.worker(cast.manager), "2026-09-29");
        case_takes_effect(&later, cast.sam, (case, 5), None).await.unwrap();
        assert_eq!((cast.pence(AccountKind::Recovery).await, cast.pence(AccountKind::Paid).await), (2_000, 5_817));
        let finn = on(cast.worker(finance.0), "2026-10-05");
        money_came_back(&finn, cast.sam, (case, 6), Pence(500)).await.unwrap();
        assert_eq!(code(pay_in_parts(&later, cast.sam, (case, 7), (3, date(2026, 9, 28))).await), "case-parts");
        pay_in_parts(&later, cast.sam, (case, 7), (3, date(2026, 10, 31))).await.unwrap();
        money_came_back(&finn, cast.sam, (case, 8), Pence(1_500)).await.unwrap();
        assert_eq!((cast.pence(AccountKind::Recovery).await, cast.pence(AccountKind::Returned).await), (0, 2_000));
        let closed = papers::find::<MoneyCase>(&mut cast.world.reading().await, case).await.unwrap().paper;
        assert_eq!(closed.status, CaseStatus::Closed);
    });
}

#[test]
fn suffolk_24_003_983_what_is_kept_for_something_is_out_of_reach() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.paid().await;
        let (grace, kit) = (cast.worker(cast.grace), cast.family(cast.kit));
        let kept = EarmarkId(Uuid::from_u128(50));
        for _ in 0..2 {
            let sea = earmark("a week by the sea", 7_000);
            keep_money_for(&kit, cast.sam, kept, sea).await.expect("sent twice, it is kept once");
        }
        assert_eq!((cast.pence(AccountKind::Earmarked).await, cast.pence(AccountKind::Paid).await), (7_000, 817));
        assert_eq!(code(open_case(&grace, cast.sam, recover(818)).await), "case-out-of-reach");
        let shown = EvidenceId(Uuid::from_u128(5));
        assert_eq!(code(spend_earmark(&kit, cast.sam, (kept, 1), (Pence(7_001), shown)).await), "earmark-not-so-much");
        spend_earmark(&kit, cast.sam, (kept, 1), (Pence(4_000), shown)).await.unwrap();
        let again = spend_earmark(&kit, cast.sam, (kept, 1), (Pence(4_000), shown)).await;
        assert!(matches!(again, Err(ActionError::Store(store::StoreError::Changed(_)))), "{again:?}");
        end_earmark(&kit, cast.sam, (kept, 2)).await.unwrap();
        assert_eq!((cast.pence(AccountKind::Earmarked).await, cast.pence(AccountKind::Paid).await), (0, 3_817));
        // with the authority's part of it: more than the family holds
        let more = keep_money_for(&kit, cast.sam, EarmarkId(Uuid::from_u128(51)), earmark("a wheelchair", 5_000)).await;
        assert_eq!(code(more), "money-not-enough", "what is promised to the plan's lines is not free");
    });
}

#[test]
fn haringey_24_013_837_a_change_of_rates_reaches_every_live_award_or_names_those_it_missed() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let finn = cast.worker(finance.0);
        let event = change_rates(&finn, "social-care", (date(2027, 4, 1), 410), "the living wage rose").await.unwrap();
        let told = papers::find::<Uplift>(&mut cast.world.reading().await, event).await.unwrap().paper;
        assert_eq!((told.reached, told.missed), (1, 0));
        let awards = papers::part_of::<UpliftAward>(&mut cast.world.reading().await, event).await.unwrap();
        let award = &awards[0].paper;
        // six payments from April to September: two of £78.17, four of £78.16, each raised by £3.20
        assert_eq!((award.reached, award.before), (Reached::Raised, Pence(46_898)));
        assert_eq!(award.after, Pence(46_898 + 6 * 320));
        assert_eq!(cast.pence(AccountKind::Committed).await, 93_800 - 7_817 + 6 * 320, "and the money for it is there");
        let again = change_rates(&finn, "social-care", (date(2027, 4, 1), 410), "the living wage rose").await;
        assert!(matches!(again, Err(ActionError::Store(store::StoreError::Taken(_)))), "{again:?}");
        assert!(trial_balance(&finn).await.unwrap().balances());
    });
}

#[test]
fn a_worker_spends_today_and_explains_tomorrow_and_what_costs_nothing_counts_as_well() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let finn = cast.worker(finance.0);
        give_float(&finn, cast.grace, ("practice", Pence(10_000)), "the lead professional's small budget")
            .await
            .unwrap();
        let grace = cast.worker(cast.grace);
        let find = |what: &str, amount| NewFind {
            stream: "practice".to_owned(),
            what: what.to_owned(),
            amount: Pence(amount),
            worth: Some(Pence(2_000)),
        };
        let lock = record_find(&grace, cast.sam, find("a lock for the gate", 4_000)).await.unwrap();
        record_find(&grace, cast.sam, find("a place in the library's club", 0)).await.unwrap();
        assert_eq!(code(record_find(&grace, cast.sam, find("shoes", 6_001)).await), "money-not-enough");
        let mut reading = cast.world.reading().await;
        assert_eq!(float_left(&mut reading, cast.grace, "practice").await.unwrap(), Pence(6_000));
        drop(reading);
        let late = on(cast.worker(cast.grace), "2026-09-20");
        assert_eq!(code(record_find(&late, cast.sam, find("shoes", 100)).await), "float-unexplained");
        explain_find(&late, cast.sam, lock, "Sam ran into the road twice").await.unwrap();
        record_find(&late, cast.sam, find("shoes", 100)).await.unwrap();
        let finds = papers::of_child::<Find>(&mut cast.world.reading().await, cast.sam).await.unwrap();
        assert!(finds.iter().any(|one| one.paper.status == FindStatus::Free));
    });
}

#[test]
fn a_crisis_is_paid_from_what_is_kept_back_the_same_day() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let (grace, manager) = (cast.worker(cast.grace), cast.worker(cast.manager));
        assert_eq!(code(give_in_crisis(&grace, cast.sam, crisis(1, 100, None)).await), "money-not-enough");
        let family = give_in_crisis(&cast.family(cast.kit), cast.sam, crisis(1, 100, None)).await;
        assert!(matches!(family, Err(ActionError::Refused(_))), "{family:?}");
        hold_back(&cast.worker(finance.0), "social-care", Pence(200_000)).await.unwrap();
        let line = cast.money().await.streams[0].lines[0].line;
        for _ in 0..2 {
            give_in_crisis(&grace, cast.sam, crisis(2, 30_000, Some(line))).await.expect("twice is once");
        }
        let view = cast.money().await;
        let due: Vec<_> = view.streams[0].payments.iter().filter(|one| one.paper.due == view.today).collect();
        assert_eq!((due.len(), due[0].paper.total()), (1, Pence(30_000)), "it is in the next payment run");
        let more = give_in_crisis(&grace, cast.sam, crisis(3, 20_001, None)).await;
        assert_eq!(code(more), "crisis-above-limit", "£500 in four weeks for a key worker");
        // the manager may agree to £5,000
        give_in_crisis(&manager, cast.sam, crisis(3, 20_001, None)).await.unwrap();
        assert_eq!(cast.pence(AccountKind::Available).await, 20_001);
        assert!(trial_balance(&cast.worker(finance.0)).await.unwrap().balances());
    });
}

#[test]
fn a_year_closes_and_what_anybody_takes_out_comes_to_the_same() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let finn = cast.worker(finance.0);
        let year = FinancialYear::of(date(2026, 9, 1));
        assert_eq!(code(close_year(&finn, year).await), "year-not-over");
        let spring = on(cast.worker(finance.0), "2027-04-20");
        close_year(&spring, year).await.unwrap();
        assert_eq!(code(close_year(&spring, year).await), "year-closed");
        let late = hold_back(&cast.worker(finance.0), "social-care", Pence(100)).await;
        assert_eq!(code(late), "money-closed");
        hold_back(&spring, "social-care", Pence(100)).await.unwrap();
        let text = entries_as_csv(&spring).await.unwrap();
        let mut book = Book::new();
        csv::read(text.as_bytes(), |entries| {
            for entry in entries {
                book.take(entry.transfer().unwrap()).unwrap();
            }
        })
        .unwrap();
        assert_eq!(book.trial_balance(), trial_balance(&spring).await.unwrap());
    });
}

#[test]
fn a_payment_that_comes_back_after_its_year_was_closed_stands_on_an_open_day() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        let (run, lines) = cast.sent(finance, date(2026, 10, 1)).await;
        let finn = cast.worker(finance.0);
        bank_confirmed(&finn, run, None, date(2026, 10, 1)).await.unwrap();
        let year = FinancialYear::of(date(2026, 9, 1));
        let spring = on(finn, "2027-04-20");
        close_year(&spring, year).await.unwrap();
        let closed = trial_balance(&spring).await.unwrap();
        let of_the_year = cast.money().await.statement_of_year("social-care", date(2026, 10, 1));

        let too_early = bank_returned(&spring, run, lines[0], (date(2027, 3, 30), "account closed")).await;
        assert_eq!(code(too_early), "money-closed");
        assert_eq!(trial_balance(&spring).await.unwrap(), closed, "nothing is half taken");
        assert_eq!(cast.pence(AccountKind::Paid).await, 7_817);

        bank_returned(&spring, run, lines[0], (date(2027, 4, 19), "account closed")).await.unwrap();
        assert_eq!(cast.pence(AccountKind::Paid).await, 0);
        assert_eq!(cast.pence(AccountKind::Committed).await, 93_800, "promised to its lines again");
        let after = cast.money().await.statement_of_year("social-care", date(2026, 10, 1));
        assert_eq!(after.closing, of_the_year.closing, "the closed year stays as it was");
        let twice = bank_returned(&spring, run, lines[0], (date(2027, 4, 19), "account closed")).await;
        assert_eq!(code(twice), "payment-not-sent");
    });
}
