//! After a death: nothing is sent and nothing nags, what is owed is paid, one person is asked by one worker, and a mistake is undone.

use actions::ActionError;
use actions::life::{NewOwed, death_of, keep_answer, pay_what_is_owed, record_death, take_back_death};
use actions::money::{case_takes_effect, decide_case, draft_run, go_on, open_case, record_invoice, rest, schedule};
use jiff::civil::{Date, date};
use seven_core::access::{Purpose, Reach, Refusal};
use seven_core::life::{Asked, DeathStatus, NewDeath, WishForCopy};
use seven_core::money::case::{CaseStatus, NewCase};
use seven_core::money::grounds::CaseKind;
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::{InstalmentStatus, Rhythm};
use seven_core::money::{Instalment, MoneyCase, MoneyHolding, PaymentRun};
use seven_core::plan::money::Holding;
use seven_core::work::Waiting;
use seven_core::{EvidenceId, HoldingId, Pence, PersonId};
use store::papers::{self, Stored};
use store::worklist::{self, Sort, Wanted};
use store::{StoreError, accounts, mail, people};
use testkit::on_both_databases;
use uuid::Uuid;

use crate::assessments::{Cast, code};
use crate::money_cases::recover;
use crate::money_ways::invoice;

const MISTAKE: &str = "another child of the same name was meant";

impl Cast {
    fn died(&self, on: Date) -> NewDeath {
        let asked = Asked { person: Some(self.kit), name: "Kit Bell".to_owned(), contact: String::new() };
        NewDeath { on, told_by: "the hospice, by phone".to_owned(), asked, worker: self.grace }
    }

    async fn in_post(&self) -> Vec<String> {
        let waiting = mail::waiting(&mut self.world.reading().await, 5).await.unwrap();
        waiting.into_iter().map(|mail| mail.to).collect()
    }

    /// What the list of work says, and under whose name.
    async fn on_list(&self) -> (Waiting, bool, String) {
        let wanted = Wanted {
            viewer: self.grace,
            reach: Reach::Everyone,
            today: self.world.clock.now().today,
            waiting: None,
            sort: Sort::Name,
            after: None,
            limit: 9,
        };
        let lines = worklist::lines(&mut self.world.reading().await, &wanted).await.unwrap();
        let line = lines.into_iter().find(|line| line.child == self.sam).unwrap();
        (line.waiting, line.due_by.is_some(), line.worker)
    }

    async fn held_now(&self) -> Stored<MoneyHolding> {
        papers::of_child(&mut self.world.reading().await, self.sam).await.unwrap().remove(0)
    }

    async fn payments_now(&self) -> Vec<Stored<Instalment>> {
        papers::of_child(&mut self.world.reading().await, self.sam).await.unwrap()
    }

    /// Sam has the first payment; it is 20 October, and everybody has an account.
    async fn until_autumn(&mut self) -> (PersonId, PersonId) {
        for (person, email) in
            [(self.kit, "kit@example.org"), (self.sam, "sam@example.org"), (self.grace, "g@example.org")]
        {
            self.world.open_account(person, email).await;
        }
        let finance = self.paid().await;
        self.world.clock.pass_days(49);
        finance
    }

    async fn version_of_death(&self) -> i64 {
        death_of(&mut self.world.reading().await, self.sam).await.unwrap().unwrap().version
    }
}

fn is_after_death<T>(done: &Result<T, ActionError>) -> bool {
    matches!(done, Err(ActionError::Refused(Refusal::AfterDeath(_))))
}

#[test]
fn from_that_moment_nothing_is_sent_and_nothing_nags() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.until_autumn().await;
        let today = cast.world.clock.now().today;
        let grace = cast.worker(cast.grace);
        actions::reviews::plan(&grace, cast.sam, None, (date(2026, 10, 28), "at home", false)).await.unwrap();
        let kit = cast.family(cast.kit);
        actions::messages::begin(&grace, cast.sam, "Monday", "Is it on?").await.unwrap();
        assert!(cast.in_post().await.contains(&"kit@example.org".to_owned()), "before, a message is told of");
        record_death(&grace, cast.sam, cast.died(date(2026, 10, 15))).await.unwrap();
        let before = cast.in_post().await;
        assert!(!before.contains(&"sam@example.org".to_owned()), "what was still to go to the child is taken out");
        // the reminders of reviews and plans, the look through all spending, a message of the worker
        let server = actions::Caller { person: None, purpose: Purpose::Upkeep, ..grace.clone() };
        cast.world.clock.pass_days(200);
        for moment in [today.saturating_add(jiff::Span::new().days(3)), cast.world.clock.now().today] {
            let at = crate::money_cases::on(server.clone(), &moment.to_string());
            assert!(actions::reviews::remind(&at, false).await.unwrap().iter().all(|(_, count)| *count == 0));
            assert!(actions::agreement::remind(&at, false).await.unwrap().iter().all(|(_, count)| *count == 0));
        }
        assert_eq!(actions::spending::look_through(&cast.worker(finance.0)).await.unwrap(), 0);
        assert_eq!(actions::spending::alerts(&cast.worker(cast.grace), cast.sam).await.unwrap(), []);
        actions::messages::begin(&cast.worker(cast.grace), cast.sam, "Sorry", "I am thinking of you.").await.unwrap();
        assert_eq!(cast.in_post().await, before, "nothing was written to anybody of the family");
        let view = actions::reviews::ReviewView::load(&mut cast.world.reading().await, cast.sam, today).await.unwrap();
        assert_eq!(view.due, []);
        assert_eq!(cast.on_list().await, (Waiting::AfterDeath, false, "Grace Bennett".to_owned()));
        // the family reads, writes to us, and is asked for nothing
        actions::messages::begin(&kit, cast.sam, "Thank you", "For coming.").await.unwrap();
        assert!(kit.permit_for(seven_core::access::Action::ViewPlan, cast.sam).await.is_ok());
        assert!(is_after_death(&actions::reviews::ask_for(&kit, cast.sam, "a review").await));
        assert!(is_after_death(&actions::reviews::plan(&grace, cast.sam, None, (today, "here", false)).await));
    });
}

#[test]
fn the_childs_own_way_in_is_closed_and_what_is_planned_rests() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.until_autumn().await;
        let grace = cast.worker(cast.grace);
        record_death(&grace, cast.sam, cast.died(date(2026, 10, 15))).await.unwrap();
        let account = accounts::of_person(&mut cast.world.reading().await, cast.sam).await.unwrap().unwrap();
        assert!(account.disabled_at.is_some());
        let own = cast.family(cast.sam).permit_for(seven_core::access::Action::ViewChild, cast.sam).await;
        assert!(matches!(own, Err(ActionError::Refused(Refusal::Stranger))), "{own:?}");
        assert_eq!(cast.held_now().await.paper.status, HoldingStatus::Suspended);
        let payments = cast.payments_now().await;
        let resting = payments.iter().filter(|one| one.paper.status == InstalmentStatus::Resting).count();
        assert_eq!((resting, payments[0].paper.status), (11, InstalmentStatus::Paid), "what was paid stays");
        let run = draft_run(&cast.worker(finance.0), date(2026, 12, 1), date(2027, 9, 1)).await.unwrap();
        let run = papers::find::<PaymentRun>(&mut cast.world.reading().await, run).await.unwrap().paper;
        assert_eq!((run.count, run.held_back.len()), (0, 0));
        let holding = HoldingId(cast.held_now().await.id);
        assert_eq!(code(go_on(&grace, cast.sam, holding, date(2026, 11, 1)).await), "after-death");
        assert_eq!(
            code(schedule(&grace, cast.sam, holding, (Rhythm::Monthly, date(2026, 11, 1))).await),
            "after-death"
        );
        // an assistant's notice is paid all the same
        let line = cast.money().await.streams[0].lines[0].line;
        let owed = |pence, what: &str| NewOwed { holding, line, amount: Pence(pence), what: what.to_owned() };
        assert_eq!(code(pay_what_is_owed(&grace, cast.sam, owed(0, "wages")).await), "no-sum");
        assert_eq!(code(pay_what_is_owed(&grace, cast.sam, owed(100, " ")).await), "empty-or-long");
        assert_eq!(code(pay_what_is_owed(&grace, cast.sam, owed(93_800, "wages")).await), "owed-above-line");
        pay_what_is_owed(&grace, cast.sam, owed(20_000, "four weeks' notice for Rose")).await.unwrap();
        assert_eq!(code(pay_what_is_owed(&grace, cast.sam, owed(66_000, "more")).await), "owed-above-line");
        let run = draft_run(&cast.worker(finance.0), date(2026, 12, 1), date(2027, 9, 1)).await.unwrap();
        let run = papers::find::<PaymentRun>(&mut cast.world.reading().await, run).await.unwrap().paper;
        assert_eq!((run.count, run.total), (1, Pence(20_000)));
    });
}

#[test]
fn a_payment_that_was_due_before_is_still_made() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.until_autumn().await;
        cast.world.clock.pass_days(20);
        let grace = cast.worker(cast.grace);
        record_death(&grace, cast.sam, cast.died(date(2026, 11, 3))).await.unwrap();
        let run = draft_run(&cast.worker(finance.0), date(2026, 12, 1), date(2027, 9, 1)).await.unwrap();
        let run = papers::find::<PaymentRun>(&mut cast.world.reading().await, run).await.unwrap().paper;
        assert_eq!((run.count, run.held_back.len()), (1, 0), "the payment of 1 November");
    });
}

#[test]
fn one_person_is_asked_and_what_they_say_is_kept() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.until_autumn().await;
        let (grace, day) = (cast.worker(cast.grace), date(2026, 10, 15));
        let stranger = cast.world.add(testkit::Somebody::grown_up("Stran Ger")).await.id;
        let of = |asked: Asked, worker| NewDeath { asked, worker, ..cast.died(day) };
        let not_around = Asked { person: Some(stranger), ..cast.died(day).asked };
        assert_eq!(code(record_death(&grace, cast.sam, of(not_around, cast.grace)).await), "choose-from-the-list");
        assert_eq!(
            code(record_death(&grace, cast.sam, of(cast.died(day).asked, stranger)).await),
            "choose-from-the-list"
        );
        assert_eq!(code(record_death(&grace, cast.sam, cast.died(date(2026, 10, 21))).await), "day-to-come");
        let family = record_death(&cast.family(cast.kit), cast.sam, cast.died(day)).await;
        assert!(matches!(family, Err(ActionError::Refused(_))), "{family:?}");
        assert_eq!(people::died_on(&mut cast.world.reading().await, cast.sam).await.unwrap(), None);
        record_death(&grace, cast.sam, cast.died(day)).await.unwrap();
        assert_eq!(code(record_death(&grace, cast.sam, cast.died(day)).await), "death-there");
        let said = ("Rose's last week", "the hospice's garden", WishForCopy::Yes);
        assert_eq!(code(keep_answer(&grace, cast.sam, 1, ("", "x", WishForCopy::No)).await), "empty-or-long");
        keep_answer(&grace, cast.sam, 1, said).await.unwrap();
        let stale = keep_answer(&grace, cast.sam, 1, said).await;
        assert!(matches!(stale, Err(ActionError::Store(StoreError::Changed(_)))), "{stale:?}");
        assert_eq!(cast.on_list().await.0, Waiting::Nothing, "asked once, and no more");
        let death = death_of(&mut cast.world.reading().await, cast.sam).await.unwrap().unwrap().paper;
        assert_eq!((death.status, death.answers[0].left.as_str()), (DeathStatus::Asked, "the hospice's garden"));
    });
}

#[test]
fn a_mistake_is_taken_back_with_a_reason_and_everything_goes_on() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.until_autumn().await;
        let before: Vec<_> = cast.payments_now().await.into_iter().map(|one| one.paper).collect();
        let (held, grace) = (cast.held_now().await.paper, cast.worker(cast.grace));
        record_death(&grace, cast.sam, cast.died(date(2026, 10, 15))).await.unwrap();
        let line = cast.money().await.streams[0].lines[0].line;
        let holding = HoldingId(cast.held_now().await.id);
        let owed = NewOwed { holding, line, amount: Pence(500), what: "wages".to_owned() };
        pay_what_is_owed(&grace, cast.sam, owed).await.unwrap();
        let version = cast.version_of_death().await;
        assert_eq!(code(take_back_death(&grace, cast.sam, version, "oops").await), "empty-or-long");
        take_back_death(&grace, cast.sam, version, MISTAKE).await.unwrap();
        let mut after: Vec<_> = cast.payments_now().await.into_iter().map(|one| one.paper).collect();
        let wages = after.iter().position(|one| one.note == MISTAKE).unwrap();
        assert_eq!(after.remove(wages).status, InstalmentStatus::CalledOff, "what was only paid because of it");
        assert_eq!((after, cast.held_now().await.paper), (before, held));
        let account = accounts::of_person(&mut cast.world.reading().await, cast.sam).await.unwrap().unwrap();
        assert!(account.disabled_at.is_none());
        assert_eq!(cast.on_list().await.0, Waiting::ReviewDue, "the clock of reviews goes on");
        let run = draft_run(&cast.worker(finance.0), date(2026, 12, 1), date(2026, 11, 1)).await.unwrap();
        let run = papers::find::<PaymentRun>(&mut cast.world.reading().await, run).await.unwrap().paper;
        assert_eq!(run.count, 1);
        // it can be written down again, if it is so one day
        record_death(&grace, cast.sam, cast.died(date(2026, 10, 16))).await.unwrap();
    });
}

#[test]
fn money_is_asked_back_only_after_a_quiet_time_and_from_a_named_person() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.until_autumn().await;
        let grace = cast.worker(cast.grace);
        let about_death = |ground: &str, kind, pence| NewCase { ground: ground.to_owned(), kind, ..recover(pence) };
        let recovery = || about_death("child-died", CaseKind::Recover, 5_000);
        assert_eq!(code(open_case(&grace, cast.sam, recovery()).await), "case-no-death");
        let running = open_case(&grace, cast.sam, recover(1_000)).await.unwrap();
        record_death(&grace, cast.sam, cast.died(date(2026, 10, 15))).await.unwrap();
        let post = cast.in_post().await;
        assert_eq!(code(open_case(&grace, cast.sam, recovery()).await), "case-quiet");
        let stop = about_death("condition-broken", CaseKind::Stop, 0);
        assert_eq!(code(open_case(&grace, cast.sam, stop).await), "case-after-death");
        cast.world.clock.pass_days(84);
        let (late, manager) = (cast.worker(cast.grace), cast.worker(cast.manager));
        assert_eq!(code(decide_case(&manager, cast.sam, (running, 1), true).await), "case-quiet", "12 January");
        cast.world.clock.pass_days(1);
        let (late, manager) = (actions::Caller { moment: cast.world.clock.now(), ..late }, cast.worker(cast.manager));
        assert_eq!(code(open_case(&late, cast.sam, recovery()).await), "case-nobody-named");
        assert_eq!(code(decide_case(&manager, cast.sam, (running, 1), true).await), "case-nobody-named");
        decide_case(&manager, cast.sam, (running, 1), false).await.expect("it can always be dropped");
        let addressed_to = "Rosa Bell\n4 Mill Lane\nExampleton".to_owned();
        let case = open_case(
            &late,
            cast.sam,
            NewCase { addressed_to, evidence: EvidenceId(Uuid::from_u128(78)), ..recovery() },
        )
        .await
        .unwrap();
        let paper = papers::find::<MoneyCase>(&mut cast.world.reading().await, case).await.unwrap().paper;
        assert_eq!((paper.status, paper.addressed_to.lines().next()), (CaseStatus::Notice, Some("Rosa Bell")));
        assert_eq!(code(case_takes_effect(&manager, cast.sam, (case, 1), None).await), "case-not-from-here");
        assert_eq!(cast.in_post().await, post, "the notice goes by hand, to a named person");
    });
}

#[test]
fn a_stop_leaves_no_gap_the_council_buys_from_the_same_day() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.until_autumn().await;
        let (grace, manager) = (cast.worker(cast.grace), cast.worker(cast.manager));
        let holding = HoldingId(cast.held_now().await.id);
        rest(&grace, cast.sam, holding, (date(2026, 10, 20), None), "Sam is in hospital").await.unwrap();
        let stop = NewCase { kind: CaseKind::Stop, ground: "consent-withdrawn".to_owned(), ..recover(0) };
        let case = open_case(&grace, cast.sam, stop).await.unwrap();
        decide_case(&manager, cast.sam, (case, 1), true).await.unwrap();
        let line = cast.money().await.streams[0].lines[0].line;
        let early = record_invoice(&grace, cast.sam, invoice(line, "16")).await;
        assert_eq!(code(early), "invoice-not-council-managed");
        case_takes_effect(&manager, cast.sam, (case, 2), None).await.unwrap();
        let held = cast.held_now().await.paper;
        assert_eq!((held.way, held.status), (Holding::CouncilManaged, HoldingStatus::Live));
        assert_eq!((held.before[0].payee.as_str(), held.before[0].until), ("Kit Bell", date(2026, 10, 20)));
        assert!(!held.rests_on(date(2026, 10, 21)), "the council buys also while the family's payments rested");
        let payments = cast.payments_now().await;
        let off = payments.iter().filter(|one| one.paper.status == InstalmentStatus::CalledOff).count();
        assert_eq!((off, payments.len()), (11, 12));
        let left = cast.pence(seven_core::ledger::AccountKind::Committed).await;
        assert_eq!(left, 93_800 - 7_817, "what is promised to the lines stays promised to them");
        record_invoice(&cast.worker(cast.grace), cast.sam, invoice(line, "17")).await.unwrap();
    });
}
