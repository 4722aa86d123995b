//! What goes wrong with money and how it is put right: cases with notice, earmarks out of reach, changed rates that reach
//! everybody, small budgets that are explained, years that close.

use actions::money::{
    NewFind, answer_case, ask_again, bank_confirmed, case_takes_effect, change_rates, close_year, decide_case,
    end_earmark, entries_as_csv, explain_find, float_left, give_float, hold_back, keep_money_for, money_came_back,
    open_case, reconsider_case, record_find, spend_earmark, trial_balance, use_contingency,
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
use seven_core::{EvidenceId, Pence, PersonId};
use store::papers;
use testkit::{Somebody, on_both_databases};
use uuid::Uuid;

use crate::assessments::{Cast, code};

const WHY: &str = "the statements of June and July show it";

/// Somebody on a later day.
fn on(caller: Caller, day: &str) -> Caller {
    let moment = testkit::Clock::on(day).now();
    Caller { moment, ..caller }
}

fn recover(pence: i64) -> NewCase {
    NewCase {
        stream: "social-care".to_owned(),
        kind: CaseKind::Recover,
        ground: "money-piled-up".to_owned(),
        evidence: EvidenceId(Uuid::from_u128(77)),
        amount: Pence(pence),
        about_day: date(2026, 9, 1),
        reasons: WHY.to_owned(),
    }
}

impl Cast {
    /// Sam has £78.17 with the family.
    async fn paid(&mut self) -> (PersonId, PersonId) {
        let finance = (self.finance("Finn Penny").await, self.finance("Petra Pound").await);
        self.paying(finance).await;
        let (run, _) = self.sent(finance, date(2026, 10, 1)).await;
        self.world.clock.pass_minutes(1);
        bank_confirmed(&self.worker(finance.0), run, None, date(2026, 10, 1)).await.unwrap();
        self.world.clock.pass_minutes(1);
        finance
    }

    async fn head(&self) -> PersonId {
        let head = self.world.add(Somebody::grown_up("Head Hill")).await.id;
        self.world.employ(head, Role::HeadOfService, None).await;
        head
    }

    async fn pence(&self, kind: AccountKind) -> i64 {
        self.money().await.streams[0].of(kind).0
    }
}

#[test]
fn lancashire_no_money_is_asked_back_without_notice_another_look_and_a_day() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let head = cast.head().await;
        let (grace, kit) = (cast.worker(cast.grace), cast.family(cast.kit));
        let manager = cast.worker(cast.manager);
        assert_eq!(code(open_case(&grace, cast.sam, recover(7_818)).await), "case-out-of-reach");
        let case = open_case(&grace, cast.sam, recover(5_000)).await.unwrap();
        assert_eq!(code(case_takes_effect(&manager, cast.sam, case).await), "case-not-from-here");
        assert_eq!(code(decide_case(&manager, cast.sam, case, true).await), "case-notice-runs");
        let own = decide_case(&kit, cast.sam, case, false).await;
        assert!(matches!(own, Err(ActionError::Refused(_))), "{own:?}");
        answer_case(&kit, cast.sam, case, "we keep it for the summer").await.unwrap();
        decide_case(&manager, cast.sam, case, true).await.unwrap();
        ask_again(&kit, cast.sam, case, "look at our plan").await.unwrap();
        let look = (Reconsideration::Lowered, Pence(2_000), WHY);
        assert_eq!(code(reconsider_case(&manager, cast.sam, case, look).await), "case-same-person");
        reconsider_case(&cast.worker(head), cast.sam, case, look).await.unwrap();
        assert_eq!(code(case_takes_effect(&manager, cast.sam, case).await), "case-notice-runs");
        assert_eq!(cast.pence(AccountKind::Recovery).await, 0, "nothing has moved until its day");
        let later = on(cast.worker(cast.manager), "2026-09-29");
        case_takes_effect(&later, cast.sam, case).await.unwrap();
        assert_eq!((cast.pence(AccountKind::Recovery).await, cast.pence(AccountKind::Paid).await), (2_000, 5_817));
        let finn = on(cast.worker(finance.0), "2026-10-05");
        money_came_back(&finn, cast.sam, case, Pence(500)).await.unwrap();
        money_came_back(&finn, cast.sam, case, Pence(1_500)).await.unwrap();
        assert_eq!((cast.pence(AccountKind::Recovery).await, cast.pence(AccountKind::Returned).await), (0, 2_000));
        let closed = papers::find::<MoneyCase>(&mut cast.world.reading().await, case).await.unwrap().paper;
        assert_eq!(closed.status, CaseStatus::Closed);
    });
}

#[test]
fn suffolk_what_is_kept_for_something_is_out_of_reach() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.paid().await;
        let (grace, kit) = (cast.worker(cast.grace), cast.family(cast.kit));
        let sea = ("a week by the sea", Pence(7_000), date(2027, 8, 31));
        let kept = keep_money_for(&kit, cast.sam, "social-care", sea).await.unwrap();
        assert_eq!((cast.pence(AccountKind::Earmarked).await, cast.pence(AccountKind::Paid).await), (7_000, 817));
        assert_eq!(code(open_case(&grace, cast.sam, recover(818)).await), "case-out-of-reach");
        let shown = EvidenceId(Uuid::from_u128(5));
        assert_eq!(code(spend_earmark(&kit, cast.sam, kept, (Pence(7_001), shown)).await), "earmark-not-so-much");
        spend_earmark(&kit, cast.sam, kept, (Pence(4_000), shown)).await.unwrap();
        end_earmark(&kit, cast.sam, kept).await.unwrap();
        assert_eq!((cast.pence(AccountKind::Earmarked).await, cast.pence(AccountKind::Paid).await), (0, 3_817));
        // with the authority's part of it: more than the family holds
        let rest = ("a new wheelchair", Pence(5_000), date(2027, 8, 31));
        let more = keep_money_for(&kit, cast.sam, "social-care", rest).await;
        assert_eq!(code(more), "money-not-enough", "what is promised to the plan's lines is not free");
    });
}

#[test]
fn haringey_a_change_of_rates_reaches_every_live_award_or_names_those_it_missed() {
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
        let manager = cast.worker(cast.manager);
        let why = "Sam's carer is in hospital since last night";
        let empty = use_contingency(&manager, cast.sam, ("social-care", Pence(100)), why).await;
        assert_eq!(code(empty), "money-not-enough");
        hold_back(&cast.worker(finance.0), "social-care", Pence(50_000)).await.unwrap();
        use_contingency(&manager, cast.sam, ("social-care", Pence(30_000)), why).await.unwrap();
        assert_eq!(cast.pence(AccountKind::Available).await, 30_000);
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
