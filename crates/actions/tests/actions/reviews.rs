//! A review from the clock that asks for it to the letter and another look; outcomes between; what others may learn.

use actions::ActionError;
use actions::money::open;
use actions::reviews::{
    NewSaying, NewValue, ReviewView, answer_look, ask_again, ask_for, decide, hold, learn, plan, prepare, remind, say,
    say_on_paper, share_learning, shared_learning, take_learning_back, tell_value,
};
use jiff::civil::{Date, date};
use seven_core::access::Purpose;
use seven_core::ledger::AccountKind;
use seven_core::people::{GroupKind, Holder, RelationKind, Role};
use seven_core::plan::money::LeftOver;
use seven_core::review::reminder::ReviewReminder;
use seven_core::review::{DecisionKind, Moved, Proposed, Question, ReviewStatus, SavingsDecision, TakesPart};
use seven_core::work::Waiting;
use seven_core::{Pence, PersonId, ReviewId};
use store::StoreError;
use store::worklist::{self, Wanted};
use testkit::{Somebody, on_both_databases};

use crate::assessments::{Cast, code};

const WHY: &str = "He goes out every week now and wants one more afternoon.";

impl Cast {
    async fn reviews(&self) -> ReviewView {
        ReviewView::load(&mut self.world.reading().await, self.sam, self.world.clock.now().today).await.unwrap()
    }

    /// The open review with its version.
    pub async fn now(&self) -> (ReviewId, i64) {
        let view = self.reviews().await;
        let last = view.reviews.last().unwrap();
        (ReviewId(last.id), last.version)
    }

    pub async fn waits(&self) -> (Waiting, Option<Date>) {
        let mut reading = self.world.reading().await;
        let today = self.world.clock.now().today;
        let reach = seven_core::access::Reach::Everyone;
        let wanted = Wanted {
            viewer: self.grace,
            reach,
            today,
            waiting: None,
            sort: worklist::Sort::Name,
            after: None,
            limit: 9,
        };
        let lines = worklist::lines(&mut reading, &wanted).await.unwrap();
        lines.iter().find(|line| line.child == self.sam).map(|line| (line.waiting, line.due_by)).unwrap()
    }

    pub async fn held(&self) {
        let grace = self.worker(self.grace);
        let today = self.world.clock.now().today;
        plan(&grace, self.sam, None, (today, "at home, 4 pm", false)).await.unwrap();
        hold(&grace, self.sam, self.now().await, (today, "Sam, Kit, Grace", "One more afternoon.")).await.unwrap();
    }
}

pub fn decided(on: Date, kinds: &[DecisionKind], reasons: &str) -> Proposed {
    Proposed { kinds: kinds.to_vec(), reasons: reasons.to_owned(), on, savings: Vec::new(), ehc: None }
}

fn good(words: &str) -> NewSaying {
    NewSaying { good: words.to_owned(), face: Some(4), ..NewSaying::default() }
}

#[test]
fn a_review_is_asked_for_by_the_clock_planned_said_for_held_and_decided() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.signed().await;
        let due = cast.reviews().await.due;
        assert_eq!((due[0].clock.as_str(), due[0].by), ("first-weeks", date(2026, 10, 27)));
        assert_eq!(cast.waits().await.0, Waiting::Nothing);
        cast.world.open_account(cast.grace, "grace@example.gov.uk").await;
        cast.world.open_account(cast.kit, "kit@example.org").await;
        cast.world.clock.pass_days(20);
        let mut upkeep = cast.worker(cast.grace);
        (upkeep.person, upkeep.purpose) = (None, Purpose::Upkeep);
        let counts = remind(&upkeep, true).await.unwrap();
        assert!(counts.contains(&(ReviewReminder::ToPlan, 1)), "{counts:?}");
        assert_eq!(cast.waits().await.0, Waiting::Nothing, "a dry run changes nothing");
        assert!(remind(&upkeep, false).await.unwrap().contains(&(ReviewReminder::ToPlan, 1)));
        assert!(remind(&upkeep, false).await.unwrap().contains(&(ReviewReminder::ToPlan, 0)), "once");
        assert_eq!(cast.waits().await, (Waiting::ReviewDue, Some(date(2026, 10, 27))));
        let (kit, grace) = (cast.family(cast.kit), cast.worker(cast.grace));
        assert!(matches!(ask_for(&grace, cast.sam, "please").await, Err(ActionError::Refused(_))));
        assert_eq!(code(ask_for(&kit, cast.sam, " ").await), "empty");
        ask_for(&kit, cast.sam, "The afternoons are too short").await.unwrap();
        assert_eq!(code(ask_for(&kit, cast.sam, "again").await), "review-one-ahead");
        let past = plan(&grace, cast.sam, Some(cast.now().await), (date(2026, 9, 1), "here", false)).await;
        assert_eq!(code(past), "day-past");
        plan(&grace, cast.sam, Some(cast.now().await), (date(2026, 9, 30), "at home, 4 pm", false)).await.unwrap();
        assert_eq!(cast.waits().await.0, Waiting::Nothing, "it has its day");
        assert!(matches!(remind(&upkeep, false).await.unwrap()[2], (ReviewReminder::Meeting, 2)), "worker and parent");
        prepare(&grace, cast.sam, cast.now().await).await.unwrap();
        let (review, version) = cast.now().await;
        say(&cast.family(cast.sam), cast.sam, (review, 0), good("Saturdays")).await.unwrap();
        say(&kit, cast.sam, (review, 0), good("He comes home happy")).await.unwrap();
        let lost = say(&kit, cast.sam, (review, 0), good("other words")).await;
        assert!(matches!(lost, Err(ActionError::Store(StoreError::Changed(_)))), "{lost:?}");
        assert_eq!(code(say(&kit, cast.sam, (review, 1), NewSaying::default()).await), "nothing-said");
        let stranger = cast.world.add(Somebody::grown_up("Nobody Near")).await.id;
        let way = TakesPart::Paper;
        let paper = say_on_paper(&grace, cast.sam, (review, 0), (stranger, way), good("x")).await;
        assert_eq!(code(paper), "choose-from-the-list");
        say_on_paper(&grace, cast.sam, (review, 0), (cast.alex, way), good("on paper")).await.unwrap();
        let view = cast.reviews().await;
        let names: Vec<&str> = view.said_for(review).iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Sam Bell", "Alex Bell", "Kit Bell"], "the child comes first");
        assert_eq!(
            code(hold(&grace, cast.sam, (review, version), (date(2026, 10, 1), "all", "")).await),
            "day-to-come"
        );
        let early = decided(date(2026, 9, 21), &[DecisionKind::Change], WHY);
        let manager = cast.worker(cast.manager);
        assert_eq!(code(decide(&manager, cast.sam, (review, version), early).await), "review-not-from-here");
        cast.world.clock.pass_days(9);
        let (grace, manager) = (cast.worker(cast.grace), cast.worker(cast.manager));
        hold(&grace, cast.sam, (review, version), (date(2026, 9, 30), "Sam, Kit, Grace", "")).await.unwrap();
        let own = decided(date(2026, 9, 30), &[DecisionKind::Change], WHY);
        let refused = decide(&grace, cast.sam, cast.now().await, own.clone()).await;
        assert!(matches!(refused, Err(ActionError::Refused(_))), "a key worker does not decide");
        let before = decided(date(2026, 9, 29), &[DecisionKind::Change], WHY);
        assert_eq!(code(decide(&manager, cast.sam, cast.now().await, before).await), "review-before-meeting");
        let silent = decided(date(2026, 9, 30), &[DecisionKind::Less], "money");
        assert_eq!(code(decide(&manager, cast.sam, cast.now().await, silent).await), "reasons-short");
        decide(&manager, cast.sam, cast.now().await, own).await.unwrap();
        let view = cast.reviews().await;
        assert_eq!(view.reviews[0].paper.status, ReviewStatus::Decided);
        assert_eq!((view.due[0].clock.as_str(), view.due[0].by), ("yearly", date(2027, 9, 30)));
    });
}

#[test]
fn another_look_is_taken_by_somebody_who_did_not_decide() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        cast.signed().await;
        cast.held().await;
        let (kit, manager) = (cast.family(cast.kit), cast.worker(cast.manager));
        let today = cast.world.clock.now().today;
        let less = decided(today, &[DecisionKind::Less], WHY);
        decide(&manager, cast.sam, cast.now().await, less).await.unwrap();
        assert_eq!(cast.reviews().await.reviews[0].paper.ask_by, Some(date(2026, 9, 29)));
        ask_again(&kit, cast.sam, cast.now().await, "It was enough for nobody").await.unwrap();
        let own = answer_look(&manager, cast.sam, cast.now().await, (true, WHY)).await;
        assert_eq!(code(own), "review-same-person");
        let other = cast.world.add(Somebody::grown_up("Gill Head")).await.id;
        cast.world.employ(other, Role::HeadOfService, None).await;
        answer_look(&cast.worker(other), cast.sam, cast.now().await, (false, WHY)).await.unwrap();
        let look = cast.reviews().await.reviews[0].paper.another_look.clone().unwrap();
        assert_eq!(look.answer.map(|(by, _, stands, _)| (by, stands)), Some((other, false)));
        let money = cast.money().await;
        assert!(money.streams.iter().all(|one| one.of(AccountKind::Recovery) == Pence::ZERO), "nothing is taken back");
    });
}

#[test]
fn savings_are_kept_for_a_named_thing_in_the_decision_itself_or_nothing_is_decided() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let asked = cast.signed().await;
        open(&cast.worker(cast.grace), cast.sam, asked).await.unwrap();
        cast.held().await;
        let manager = cast.worker(cast.manager);
        let today = cast.world.clock.now().today;
        let with = |amount: i64| Proposed {
            savings: vec![SavingsDecision {
                stream: "social-care".to_owned(),
                what: LeftOver::Earmark,
                amount: Pence(amount),
                for_what: "a weekend away".to_owned(),
                until: Some(date(2027, 8, 31)),
            }],
            ..decided(today, &[DecisionKind::Continue], "")
        };
        assert_eq!(code(decide(&manager, cast.sam, cast.now().await, with(9_999_999)).await), "money-not-enough");
        assert_eq!(cast.reviews().await.reviews[0].paper.status, ReviewStatus::Held, "all or nothing");
    });
}

#[test]
fn outcomes_move_by_what_is_told_and_the_agenda_says_so() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let value = |outcome, value, day| NewValue {
            outcome,
            value,
            day,
            words: "He asks for it".to_owned(),
            said_by: "Sam".to_owned(),
        };
        let today = date(2026, 9, 1);
        let nobody = value(seven_core::PieceId(uuid::Uuid::from_u128(9)), 1, today);
        assert_eq!(code(tell_value(&kit, cast.sam, nobody.clone()).await), "plan-not-signed");
        cast.signed().await;
        assert_eq!(code(tell_value(&kit, cast.sam, nobody).await), "choose-from-the-list");
        let outcome = cast.reviews().await.outcomes[0].id;
        assert_eq!(code(tell_value(&kit, cast.sam, value(outcome, 100_001, today)).await), "value-outside");
        assert_eq!(code(tell_value(&kit, cast.sam, value(outcome, 1, date(2026, 9, 2))).await), "day-to-come");
        tell_value(&cast.family(cast.sam), cast.sam, value(outcome, 2, today)).await.unwrap();
        let view = cast.reviews().await;
        let told = &view.outcomes[0];
        assert_eq!((told.progress.moved, told.told[0].1.as_str()), (Moved::Nearer, "Sam Bell"));
        let point = view.points.iter().find(|point| point.question == Question::Outcomes).unwrap();
        assert_eq!(point.findings[0].code, "outcome-nearer");
        let other = cast.world.add(Somebody::child("Ann Other", "2014-01-01")).await.id;
        let stranger = tell_value(&cast.family(cast.kit), other, value(outcome, 2, today)).await;
        assert!(matches!(stranger, Err(ActionError::Refused(_))), "{stranger:?}");
    });
}

#[test]
fn others_learn_from_a_review_only_with_the_familys_word_and_without_names() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        cast.signed().await;
        cast.held().await;
        let (kit, grace) = (cast.family(cast.kit), cast.worker(cast.grace));
        let (review, _) = cast.now().await;
        let shared =
            async || shared_learning(&mut cast.world.reading().await, cast.world.clock.now().today).await.unwrap();
        let words = ("Out with a cousin", "A cousin of the same age went along.");
        learn(&kit, cast.sam, review, ("Going with his cousin", "", false)).await.unwrap();
        assert_eq!(code(share_learning(&grace, cast.sam, review, words).await), "learning-not-allowed");
        learn(&kit, cast.sam, review, ("Going with his cousin", "", true)).await.unwrap();
        let named = share_learning(&grace, cast.sam, review, ("Sam goes out", "He did")).await;
        assert_eq!(code(named), "learning-names");
        share_learning(&grace, cast.sam, review, words).await.unwrap();
        assert_eq!(shared().await, [(words.0.to_owned(), words.1.to_owned())]);
        take_learning_back(&kit, cast.sam, review).await.unwrap();
        assert!(shared().await.is_empty());
        let team = cast.world.group(GroupKind::Team, "South").await;
        let ann: PersonId = cast.world.add(Somebody::child("Ann Other", "2014-01-01")).await.id;
        cast.world.relate_to(ann, Holder::Group(team), RelationKind::Team).await;
        let elsewhere = learn(&kit, ann, review, ("x", "y", true)).await;
        assert!(matches!(elsewhere, Err(ActionError::Refused(_))));
    });
}
