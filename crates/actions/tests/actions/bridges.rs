//! A plan ends and the next one is not signed: the money goes on at its rate, and what was paid counts towards the next plan.
//! Nothing is paid twice, nothing is lost, and nothing stops by itself, at eighteen neither.

use actions::life::record_move;
use actions::money::{
    between_plans, case_takes_effect, change_rates, decide_case, end_between_plans, go_on_between_plans,
    look_between_plans, open_case, record_spend,
};
use actions::plan::{amend, begin, set_heading};
use actions::{ActionError, Caller};
use jiff::civil::{Date, date};
use seven_core::access::Purpose;
use seven_core::audit::Event;
use seven_core::ledger::{AccountKind, Movement};
use seven_core::life::moving::{NewMove, Place, PlaceKind};
use seven_core::money::bridge::BridgeStatus;
use seven_core::money::case::NewCase;
use seven_core::money::grounds::CaseKind;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Bridge, Instalment};
use seven_core::plan::money::Holding;
use seven_core::plan::pattern::Stretch;
use seven_core::work::Waiting;
use seven_core::{BridgeId, Pence, PlanId};
use store::papers::{self, Stored};
use store::{mail, people};
use testkit::on_both_databases;

use crate::assessments::{Cast, code};
use crate::money::club;
use crate::money_cases::{on, recover};

const WHY: &str = "the adult social worker meets the family in November";
/// The year after the first plan.
const NEXT: Date = date(2027, 10, 1);

impl Cast {
    fn server(&self, day: &str) -> Caller {
        on(Caller { person: None, purpose: Purpose::Upkeep, ..self.worker(self.grace) }, day)
    }

    /// The daily work of the server on some days, one after the other.
    async fn days_pass(&self, days: &[&str]) {
        for day in days {
            go_on_between_plans(&self.server(day), false).await.unwrap();
        }
    }

    async fn bridge(&self) -> Stored<Bridge> {
        between_plans(&mut self.world.reading().await, self.sam).await.unwrap().pop().expect("money goes on")
    }

    /// The next year's plan as a copy of the first, written on a day.
    async fn next_plan(&self, from: Date, day: &str) -> PlanId {
        let kit = on(self.family(self.kit), day);
        let before = self.holdings().await[0].paper.plan;
        let plan = begin(&kit, self.sam, Some(before)).await.unwrap();
        let heading = self.view(plan).await.plan;
        set_heading(&kit, self.sam, plan, Stretch::year_from(from), heading.packs, WHY, heading.version).await.unwrap();
        plan
    }

    async fn kept_payments(&self) -> Vec<Instalment> {
        let stored: Vec<Stored<Instalment>> =
            papers::of_child(&mut self.world.reading().await, self.sam).await.unwrap();
        stored.into_iter().map(|one| one.paper).filter(|one| one.status != InstalmentStatus::CalledOff).collect()
    }
}

fn total(payments: &[Instalment], from: Date) -> i64 {
    payments.iter().filter(|one| one.due >= from).map(|one| one.total().0).sum()
}

#[test]
fn a_plan_ends_without_another_and_payments_go_on_until_it_is_signed_and_count_towards_it() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        cast.world.open_account(cast.kit, "kit@example.org").await;
        cast.pays(finance, date(2027, 9, 1)).await;
        cast.days_pass(&["2027-09-02"]).await;
        assert!(between_plans(&mut cast.world.reading().await, cast.sam).await.unwrap().is_empty(), "there is time");
        assert_eq!(go_on_between_plans(&cast.server("2027-09-03"), true).await.unwrap(), 1);
        assert!(between_plans(&mut cast.world.reading().await, cast.sam).await.unwrap().is_empty(), "it only counted");
        cast.days_pass(&["2027-09-03", "2027-09-03", "2027-09-04"]).await;
        let bridge = cast.bridge().await.paper;
        assert_eq!((bridge.until(), bridge.look_by, bridge.steps.len()), (date(2027, 10, 31), date(2027, 10, 28), 1));
        let held = cast.holdings().await[0].paper.clone();
        assert_eq!(held.stretch.until, date(2027, 10, 31));
        let payments = cast.kept_payments().await;
        let next = payments.last().unwrap();
        assert_eq!((next.due, next.total()), (NEXT, Pence(7_967)), "31 of 365 days of £938");
        assert!(next.note.contains("until your next plan is signed"), "{next:?}");
        let waiting = mail::waiting(&mut cast.world.reading().await, 5).await.unwrap();
        let to: Vec<String> = waiting.into_iter().map(|mail| mail.to).collect();
        assert!(to.contains(&"kit@example.org".to_owned()), "{to:?}");
        // two months on nobody has signed, and nothing was missed
        cast.days_pass(&["2027-10-10", "2027-11-10"]).await;
        cast.pays(finance, date(2027, 11, 1)).await;
        let view = cast.money_on(date(2027, 11, 12)).await;
        let care = &view.streams[0];
        assert_eq!(care.of(AccountKind::Paid), Pence(93_800 + 7_967 + 7_710));
        let line = care.lines[0].line;
        record_spend(&on(cast.family(cast.kit), "2027-11-13"), cast.sam, club(line, 90_000, 5)).await.unwrap();
        // the next plan, from the day after the first one's last, signed seven weeks late
        let plan = cast.next_plan(NEXT, "2027-11-20").await;
        cast.agreed_on(plan, "2027-11-20").await;
        let holdings = cast.holdings().await;
        assert_eq!((holdings.len(), holdings[0].paper.stretch.until), (2, date(2027, 9, 30)));
        assert_eq!(holdings[1].paper.stretch, Stretch::year_from(NEXT));
        let payments = cast.kept_payments().await;
        assert_eq!(total(&payments, NEXT), 93_800, "the year costs what the plan says");
        let after = total(&payments, date(2027, 11, 20));
        assert_eq!(after, 93_800 - 7_967 - 7_710);
        assert_eq!(payments.iter().filter(|one| one.due == date(2027, 12, 1)).count(), 1, "no month twice");
        let bridge = cast.bridge().await.paper;
        assert_eq!(bridge.status, BridgeStatus::Followed);
        assert_eq!(bridge.counted.unwrap().sum, Pence(7_967 + 7_710));
        cast.pays(finance, date(2028, 9, 1)).await;
        let view = cast.money_on(date(2028, 9, 2)).await;
        let kinds = [AccountKind::Paid, AccountKind::Spent].map(|kind| view.streams[0].of(kind).0);
        assert_eq!(kinds.iter().sum::<i64>(), 2 * 93_800);
        assert_eq!([AccountKind::Committed, AccountKind::Available].map(|kind| view.streams[0].of(kind).0), [0, 0]);
        cast.adds_up(finance).await;
    });
}

#[test]
fn a_plan_that_is_signed_in_time_leaves_nothing_between() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        cast.days_pass(&["2027-09-10"]).await;
        assert_eq!(cast.bridge().await.paper.total(), Pence(7_967));
        let plan = cast.next_plan(NEXT, "2027-09-12").await;
        cast.agreed_on(plan, "2027-09-12").await;
        let payments = cast.kept_payments().await;
        assert_eq!(total(&payments, NEXT), 93_800, "only the next plan's payments");
        assert_eq!(payments.iter().filter(|one| one.due == NEXT).count(), 1);
        assert_eq!(cast.holdings().await[0].paper.stretch.until, date(2027, 9, 30));
        let bridge = cast.bridge().await.paper;
        assert_eq!(
            (bridge.status, bridge.total(), bridge.counted.unwrap().sum),
            (BridgeStatus::Followed, Pence::ZERO, Pence::ZERO)
        );
        cast.days_pass(&["2027-09-20", "2027-11-20"]).await;
        assert_eq!(total(&cast.kept_payments().await, NEXT), 93_800);
        cast.adds_up(finance).await;
    });
}

#[test]
fn a_plan_that_begins_later_leaves_no_day_between() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let plan = cast.next_plan(date(2027, 11, 1), "2027-09-01").await;
        cast.agreed_on(plan, "2027-09-01").await;
        cast.days_pass(&["2027-09-10", "2027-10-20"]).await;
        let bridge = cast.bridge().await.paper;
        assert_eq!((bridge.until(), bridge.status), (date(2027, 10, 31), BridgeStatus::Followed));
        let october = cast.kept_payments().await.into_iter().filter(|one| one.due == NEXT).count();
        assert_eq!(october, 1);
        cast.adds_up(finance).await;
    });
}

#[test]
fn a_plan_that_is_changed_at_its_end_takes_back_what_was_made_ready() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        cast.days_pass(&["2027-09-05"]).await;
        let kit = on(cast.family(cast.kit), "2027-09-06");
        let plan = amend(&kit, cast.sam, date(2027, 9, 15)).await.unwrap();
        cast.agreed_on(plan, "2027-09-06").await;
        assert_eq!(total(&cast.kept_payments().await, NEXT), 0, "made ready at the old rate, and taken back");
        assert_eq!(cast.money_on(date(2027, 9, 20)).await.streams[0].of(AccountKind::Available), Pence::ZERO);
        cast.days_pass(&["2027-09-07"]).await;
        let bridge = cast.bridge().await.paper;
        assert_eq!((bridge.plan, bridge.status, bridge.until()), (plan, BridgeStatus::Open, date(2027, 10, 31)));
        assert!(total(&cast.kept_payments().await, NEXT) > 0, "and ready again at the new one");
        cast.adds_up(finance).await;
    });
}

#[test]
fn somebody_looks_at_it_by_a_day_and_only_a_manager_ends_it_with_notice() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        cast.days_pass(&["2027-09-05", "2027-10-05"]).await;
        let line = {
            let mut reading = cast.world.reading().await;
            store::worklist::search(&mut reading, "bell", 5).await.unwrap().remove(0)
        };
        assert_eq!((line.waiting, line.due_by), (Waiting::BetweenPlans, Some(date(2027, 10, 28))));
        let day = "2027-10-20";
        let (grace, manager) = (on(cast.worker(cast.grace), day), on(cast.worker(cast.manager), day));
        let bridge = cast.bridge().await;
        let seen = (BridgeId(bridge.id), bridge.version);
        let soon = date(2027, 11, 20);
        assert_eq!(code(look_between_plans(&grace, cast.sam, seen, ("ok", soon)).await), "reasons-short");
        assert_eq!(code(look_between_plans(&grace, cast.sam, seen, (WHY, date(2028, 6, 1))).await), "bridge-look-day");
        look_between_plans(&grace, cast.sam, seen, (WHY, soon)).await.unwrap();
        assert_eq!(cast.bridge().await.paper.look_by, soon);
        let late = look_between_plans(&grace, cast.sam, seen, (WHY, soon)).await;
        assert!(matches!(late, Err(ActionError::Store(store::StoreError::Changed(_)))), "{late:?}");
        let seen = (seen.0, cast.bridge().await.version);
        let last = date(2027, 11, 20);
        let refused = end_between_plans(&grace, cast.sam, seen, (WHY, last)).await;
        assert!(matches!(refused, Err(ActionError::Refused(_))), "{refused:?}");
        assert_eq!(
            code(end_between_plans(&manager, cast.sam, seen, (WHY, date(2027, 11, 1))).await),
            "bridge-too-soon"
        );
        end_between_plans(&manager, cast.sam, seen, (WHY, last)).await.unwrap();
        let bridge = cast.bridge().await;
        assert_eq!((bridge.paper.status, bridge.paper.until()), (BridgeStatus::Ended, last));
        cast.days_pass(&["2027-11-10", "2027-12-10"]).await;
        assert_eq!(cast.bridge().await.paper.until(), last, "it ends with that day");
        // October, and twenty days of November
        assert_eq!(total(&cast.kept_payments().await, NEXT), 7_967 + 5_140);
        cast.pays(finance, date(2027, 11, 20)).await;
        let view = cast.money_on(date(2027, 11, 21)).await;
        assert_eq!(view.streams[0].of(AccountKind::Available), Pence::ZERO);
        assert!(view.entries.iter().any(|one| one.movement == Movement::Withdraw));
        cast.adds_up(finance).await;
    });
}

#[test]
fn a_case_that_stops_payments_lets_support_go_on_between_plans_and_rates_still_rise() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        cast.days_pass(&["2027-09-05"]).await;
        let finn = on(cast.worker(finance.0), "2027-09-06");
        change_rates(&finn, "social-care", (NEXT, 500), WHY).await.unwrap();
        assert_eq!(total(&cast.kept_payments().await, NEXT), 8_365, "5 % more than £79.67");
        assert_eq!(cast.bridge().await.paper.total(), Pence(8_365));
        let stop = NewCase {
            kind: CaseKind::Stop,
            ground: "consent-withdrawn".to_owned(),
            amount: Pence::ZERO,
            about_day: date(2027, 9, 6),
            ..recover(0)
        };
        let case = open_case(&on(cast.worker(cast.grace), "2027-09-06"), cast.sam, stop).await.unwrap();
        let manager = on(cast.worker(cast.manager), "2027-10-10");
        decide_case(&manager, cast.sam, (case, 1), true).await.unwrap();
        case_takes_effect(&on(cast.worker(cast.manager), "2027-10-30"), cast.sam, (case, 2), None).await.unwrap();
        cast.days_pass(&["2027-10-31"]).await;
        let held = cast.holdings().await[0].paper.clone();
        assert_eq!((held.way, held.stretch.until), (Holding::CouncilManaged, date(2027, 11, 30)));
        let view = cast.money_on(date(2027, 11, 1)).await;
        assert!(view.streams[0].of(AccountKind::Committed).0 >= 7_710 + 8_365, "promised to its lines, and bought");
        assert_eq!(total(&cast.kept_payments().await, date(2027, 10, 31)), 0);
        cast.adds_up(finance).await;
    });
}

#[test]
fn at_eighteen_nothing_stops_by_itself_and_after_a_move_nothing_goes_on() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let mut sam = people::find(&mut cast.world.reading().await, cast.sam).await.unwrap().unwrap();
        sam.born = Some(date(2009, 10, 15));
        let mut write = cast.world.writing().await;
        people::update(&mut write, &sam).await.unwrap();
        write.commit(Event::of(&cast.world.upkeep(), "born")).await.unwrap();
        cast.days_pass(&["2027-09-10", "2027-10-16", "2027-11-10"]).await;
        assert_eq!(cast.bridge().await.paper.until(), date(2027, 12, 31), "eighteen in October");
        cast.pays(finance, date(2027, 11, 1)).await;
        assert_eq!(cast.money_on(date(2027, 11, 2)).await.streams[0].of(AccountKind::Paid), Pence(93_800 + 15_677));
        let place = Place::read(PlaceKind::Council, "801", "Bristol").unwrap();
        let new = NewMove { to: place, last_day: date(2028, 1, 10), told_by: "Kit, by phone".to_owned() };
        let grace = on(cast.worker(cast.grace), "2027-12-01");
        record_move(&grace, cast.sam, new).await.unwrap();
        cast.days_pass(&["2028-01-05", "2028-02-05"]).await;
        assert_eq!(cast.bridge().await.paper.until(), date(2028, 1, 10), "until the last day here");
        cast.adds_up(finance).await;
    });
}
