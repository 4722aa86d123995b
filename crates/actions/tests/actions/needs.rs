//! "Something has changed": said, looked at in time, answered; and what a review's decision begins by itself.

use actions::ActionError;
use actions::needs::{NewNeed, answer, changes_of, say};
use actions::reviews::decide;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use seven_core::NeedId;
use seven_core::access::Purpose;
use seven_core::assessment::{Reason, Status};
use seven_core::needs::{HowSoon, Stage, WhatFollows};
use seven_core::people::RelationKind;
use seven_core::plan::PlanStatus;
use seven_core::plan::pattern::Stretch;
use seven_core::review::DecisionKind;
use seven_core::work::Waiting;
use store::plans::StoredPlan;
use store::{StoreError, assessments, mail, plans};
use testkit::{Somebody, on_both_databases};
use uuid::Uuid;

use crate::assessments::{Cast, code};
use crate::reviews::decided;

const WHY: &str = "He sleeps badly since the summer, and Kit cannot go on alone.";

fn need(what: &str, since: Date, how_soon: HowSoon, answers_again: bool) -> NewNeed {
    NewNeed { what: what.to_owned(), since, how_soon, answers_again }
}

fn id(number: u128) -> NeedId {
    NeedId(Uuid::from_u128(number))
}

impl Cast {
    async fn next(&self) -> Option<Stage> {
        let all = changes_of(&mut self.world.reading().await, self.sam).await.unwrap();
        all[0].course.next()
    }

    async fn rounds(&self) -> Vec<(Reason, Status)> {
        let all = assessments::of_child(&mut self.world.reading().await, self.sam).await.unwrap();
        all.into_iter().map(|round| (round.reason, round.status)).collect()
    }

    async fn plans(&self) -> Vec<StoredPlan> {
        plans::of_child(&mut self.world.reading().await, self.sam).await.unwrap()
    }
}

#[test]
fn a_family_says_that_something_has_changed_and_a_worker_has_it_with_a_clock() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.signed().await;
        cast.world.open_account(cast.grace, "grace@example.gov.uk").await;
        cast.world.open_account(cast.kit, "kit@example.org").await;
        cast.world.clock.pass_minutes(1);
        let kit = cast.family(cast.kit);
        let today = kit.moment.today;
        let tomorrow = today.tomorrow().unwrap();
        for (wrong, expected) in [
            (need(" ", today, HowSoon::Today, false), "need-nothing"),
            (need(WHY, tomorrow, HowSoon::Today, false), "need-to-come"),
        ] {
            assert_eq!(code(say(&kit, cast.sam, id(1), wrong).await), expected);
        }
        let stranger = cast.world.add(Somebody::grown_up("Nobody Near")).await.id;
        let refused = say(&cast.family(stranger), cast.sam, id(1), need(WHY, today, HowSoon::Today, false)).await;
        assert!(matches!(refused, Err(ActionError::Refused(_))), "{refused:?}");
        let new = || need(WHY, date(2026, 7, 1), HowSoon::ThisWeek, false);
        say(&kit, cast.sam, id(1), new()).await.unwrap();
        say(&kit, cast.sam, id(1), new()).await.unwrap();
        let letters = mail::waiting(&mut cast.world.reading().await, 9).await.unwrap();
        assert_eq!(letters.len(), 1, "the worker has one letter, and who said it none");
        assert_eq!(cast.waits().await, (Waiting::NeedChanged, Some(today.saturating_add(7.days()))));
        assert_eq!(cast.next().await, Some(Stage::Look));
        let own = answer(&kit, cast.sam, (id(1), 1), (WhatFollows::AnswerAgain, ""), None).await;
        assert!(matches!(own, Err(ActionError::Refused(_))), "a family does not answer itself");
        let grace = cast.worker(cast.grace);
        let bare = answer(&grace, cast.sam, (id(1), 1), (WhatFollows::GoesOn, "no"), None).await;
        assert_eq!(code(bare), "need-reasons");
        let read_before = answer(&grace, cast.sam, (id(1), 7), (WhatFollows::AnswerAgain, ""), None).await;
        assert!(matches!(read_before, Err(ActionError::Store(StoreError::Changed(_)))), "{read_before:?}");
        answer(&grace, cast.sam, (id(1), 1), (WhatFollows::AnswerAgain, ""), None).await.unwrap();
        assert_eq!(cast.rounds().await[0], (Reason::ChangedNeeds, Status::Open));
        assert_eq!((cast.next().await, cast.waits().await.0), (Some(Stage::Questions), Waiting::Answers));
        let again = answer(&grace, cast.sam, (id(1), 2), (WhatFollows::GoesOn, WHY), None).await;
        assert_eq!(code(again), "need-answered");
    });
}

#[test]
fn a_family_may_go_on_to_the_questions_at_once_and_a_child_may_say_it_too() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.told().await;
        cast.world.clock.pass_minutes(1);
        let today = cast.world.clock.now().today;
        say(&cast.family(cast.kit), cast.sam, id(1), need(WHY, today, HowSoon::Today, true)).await.unwrap();
        assert_eq!(cast.rounds().await[0], (Reason::ChangedNeeds, Status::Open));
        assert_eq!(cast.waits().await, (Waiting::NeedChanged, Some(today)), "somebody looks at it all the same");
        let sam = cast.family(cast.sam);
        let round = say(&sam, cast.sam, id(2), need("I am always tired", today, HowSoon::ThisMonth, true)).await;
        assert!(matches!(round, Err(ActionError::Refused(_))), "a child of eleven opens no round");
        say(&sam, cast.sam, id(2), need("I am always tired", today, HowSoon::ThisMonth, false)).await.unwrap();
        assert_eq!(cast.waits().await.1, Some(today), "the most urgent comes first");
    });
}

#[test]
fn the_plan_that_a_worker_lets_change_is_written_by_nobody_but_those_who_wrote_it() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        cast.signed().await;
        let today = cast.world.clock.now().today;
        cast.world.relate(cast.sam, cast.manager, RelationKind::KeyWorker).await;
        say(&cast.family(cast.kit), cast.sam, id(1), need(WHY, today, HowSoon::ThisWeek, false)).await.unwrap();
        let manager = cast.worker(cast.manager);
        let no_day = answer(&manager, cast.sam, (id(1), 1), (WhatFollows::ChangePlan, ""), None).await;
        assert_eq!(code(no_day), "no-day");
        let outside = Some(date(2026, 9, 1));
        let outside = answer(&manager, cast.sam, (id(1), 1), (WhatFollows::ChangePlan, ""), outside).await;
        assert_eq!(code(outside), "plan-change-outside");
        let from = Some(date(2027, 1, 1));
        answer(&manager, cast.sam, (id(1), 1), (WhatFollows::ChangePlan, ""), from).await.unwrap();
        let plan = cast.plans().await[0].clone();
        assert_eq!((plan.status, plan.stretch.from), (PlanStatus::Draft, date(2027, 1, 1)));
        let wrote = cast.view(plan.id).await.stored;
        assert!(wrote.iter().all(|piece| piece.written_by == cast.kit), "who lets it change may still decide on it");
        assert_eq!(cast.next().await, Some(Stage::Plan));
    });
}

#[test]
fn what_a_review_decides_is_begun_in_the_same_moment() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.signed().await;
        cast.world.clock.pass_minutes(1);
        // for another sum, the questions are open at once
        cast.held().await;
        let today = cast.world.clock.now().today;
        let manager = cast.worker(cast.manager);
        let for_another_sum = decided(today, &[DecisionKind::NewAllocation, DecisionKind::Change], WHY);
        decide(&manager, cast.sam, cast.now().await, for_another_sum).await.unwrap();
        assert_eq!(cast.rounds().await[0], (Reason::ChangedNeeds, Status::Open));
        let changes = changes_of(&mut cast.world.reading().await, cast.sam).await.unwrap();
        assert_eq!(changes[0].stored.paper.review.map(|review| review.0), Some(cast.now().await.0.0));
        assert_eq!((changes.len(), cast.plans().await.len()), (1, 1), "the plan waits for the figure");
        // a change of the plan is begun from the first of the next month that is in it
        cast.world.clock.pass_days(60);
        cast.held().await;
        let (manager, today) = (cast.worker(cast.manager), cast.world.clock.now().today);
        decide(&manager, cast.sam, cast.now().await, decided(today, &[DecisionKind::Change], WHY)).await.unwrap();
        let plans = cast.plans().await;
        assert_eq!((plans.len(), plans[0].stretch.from), (2, date(2026, 11, 1)));
    });
}

#[test]
fn where_all_goes_on_the_next_year_is_begun_before_this_one_ends() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.signed().await;
        cast.held().await;
        let (manager, today) = (cast.worker(cast.manager), cast.world.clock.now().today);
        decide(&manager, cast.sam, cast.now().await, decided(today, &[DecisionKind::Continue], "")).await.unwrap();
        assert_eq!(cast.plans().await.len(), 1, "the plan has the whole year before it");
        cast.world.clock.pass_days(330);
        cast.held().await;
        let (manager, today) = (cast.worker(cast.manager), cast.world.clock.now().today);
        decide(&manager, cast.sam, cast.now().await, decided(today, &[DecisionKind::Continue], "")).await.unwrap();
        let plans = cast.plans().await;
        assert_eq!((plans[0].status, plans[0].stretch), (PlanStatus::Draft, Stretch::year_from(date(2027, 10, 1))));
        assert_eq!(plans[1].status, PlanStatus::Signed, "this year goes on until the next is signed");
        let copied = cast.view(plans[0].id).await;
        assert_eq!(copied.stored.len(), cast.view(plans[1].id).await.stored.len());
    });
}

#[test]
fn at_eighteen_the_payment_goes_on_and_the_worker_is_told_to_ask_adult_services() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.signed().await;
        cast.world.open_account(cast.grace, "grace@example.gov.uk").await;
        // Sam is eleven: nobody is asked yet
        cast.held().await;
        let (manager, today) = (cast.worker(cast.manager), cast.world.clock.now().today);
        let early = decided(today, &[DecisionKind::AdultServices], WHY);
        assert_eq!(code(decide(&manager, cast.sam, cast.now().await, early).await), "review-too-young");
        cast.world.clock.pass_days(330);
        let mut person = {
            let mut reading = cast.world.reading().await;
            store::people::find(&mut reading, cast.sam).await.unwrap().unwrap()
        };
        person.born = Some(date(2010, 1, 1));
        let mut upkeep = cast.worker(cast.grace);
        (upkeep.person, upkeep.purpose) = (None, Purpose::Upkeep);
        let mut write = cast.world.writing().await;
        store::people::update(&mut write, &person).await.unwrap();
        let event = seven_core::audit::Event::of(&cast.world.upkeep(), "born");
        store::authorities::set_settings(&mut write, r#"{"adult-team-email": "adults@example.gov.uk"}"#).await.unwrap();
        write.commit(event).await.unwrap();
        cast.held().await;
        let (manager, today) = (cast.worker(cast.manager), cast.world.clock.now().today);
        let adult = decided(today, &[DecisionKind::AdultServices], WHY);
        decide(&manager, cast.sam, cast.now().await, adult).await.unwrap();
        assert_eq!(cast.plans().await[0].stretch.from, date(2027, 10, 1), "the next year is begun");
        let letters = mail::waiting(&mut cast.world.reading().await, 9).await.unwrap();
        assert!(letters.iter().any(|letter| letter.subject.contains("Adult services")), "{letters:?}");
        let to_team = letters.iter().find(|letter| letter.to == "adults@example.gov.uk").expect("the team is asked");
        let by = today.saturating_add(28.days()).strftime("%-d %B %Y").to_string();
        assert!(to_team.body.contains(&by) && !to_team.body.contains("Sam"), "{to_team:?}");
    });
}
