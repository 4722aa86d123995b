//! What happens to money that runs when the plan is changed, ends or begins its next year: nothing is paid twice, nothing
//! stops, and no penny appears or goes.

use actions::ActionError;
use actions::agreement::{ask, decide, sign};
use actions::assessment::{open as open_round, settle, submit, tell};
use actions::money::{
    MoneyView, approve_run, bank_confirmed, check_run, draft_run, export_run, open, record_spend, trial_balance,
};
use actions::plan::{Entry, PlanView, amend, begin, remove_piece, set_heading, write_piece};
use jiff::civil::{Date, date};
use seven_core::agreement::{FamilyAnswer, PlanOutcome, Proposed};
use seven_core::assessment::Reason;
use seven_core::ledger::statement::{by_line, of};
use seven_core::ledger::{AccountKind, Book, OwnerKind};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Instalment, MoneyHolding};
use seven_core::plan::pattern::Stretch;
use seven_core::plan::support::UnitPrice;
use seven_core::plan::{Body, Pattern, PlanStatus};
use seven_core::{AgreementId, BudgetId, Pence, PersonId, PieceId, PlanId};
use store::papers::{self, Stored};
use store::{assessments, plan_pieces};
use testkit::on_both_databases;

use crate::assessments::{Cast, code};
use crate::money::club;
use crate::money_cases::on;
use crate::plans::{afternoons, entry, proposed};

const WHY: &str = "Sam sleeps badly since the summer and needs more help at home";
/// The day on which the plan is changed, and the first day of the change.
const TODAY: &str = "2026-11-20";
const CHANGES: Date = date(2027, 1, 1);

impl Cast {
    /// A year's figure again, with other answers.
    async fn told_again(&self, eating: &str) -> BudgetId {
        let kit = on(self.family(self.kit), TODAY);
        let round = open_round(&kit, self.sam, Reason::ChangedNeeds).await.unwrap();
        self.answer(self.kit, round, &[("eating", eating), ("friends", "some")]).await;
        submit(&kit, self.sam, round).await.unwrap();
        let grace = on(self.worker(self.grace), TODAY);
        let version = {
            let mut reading = self.world.reading().await;
            assessments::find(&mut reading, self.sam, round).await.unwrap().unwrap().version
        };
        settle(&grace, self.sam, round, version, &[]).await.unwrap();
        tell(&grace, self.sam, round).await.unwrap()
    }

    /// The changed plan with one line said anew, agreed and signed.
    async fn changed_to(&self, plan: PlanId, changes: impl FnOnce(&mut Body)) -> AgreementId {
        let kit = on(self.family(self.kit), TODAY);
        let line = self.view(plan).await.stored.into_iter().find(|one| matches!(one.piece.body, Body::Support(_)));
        let line = line.unwrap();
        let mut body = line.piece.body.clone();
        changes(&mut body);
        let entry = Entry { piece: Some(line.piece.id), version: line.version, place: None, body };
        write_piece(&kit, self.sam, plan, entry).await.unwrap();
        self.agreed_again(plan).await
    }

    async fn agreed_again(&self, plan: PlanId) -> AgreementId {
        self.agreed_on(plan, TODAY).await
    }

    /// A plan asked for, agreed and signed on a day.
    pub async fn agreed_on(&self, plan: PlanId, day: &str) -> AgreementId {
        let kit = on(self.family(self.kit), day);
        let heading = self.view(plan).await.plan;
        set_heading(&kit, self.sam, plan, heading.stretch, heading.packs, WHY, heading.version).await.unwrap();
        let asked = ask(&kit, self.sam, plan).await.unwrap();
        self.checked_with(asked, WHY).await;
        let agree = Proposed { why_different: WHY.to_owned(), ..proposed(PlanOutcome::Agree) };
        decide(&on(self.worker(self.manager), day), self.sam, asked, agree).await.unwrap();
        sign(&kit, self.sam, asked, FamilyAnswer::Accept).await.unwrap();
        asked
    }

    pub async fn money_on(&self, day: Date) -> MoneyView {
        MoneyView::load(&mut self.world.reading().await, self.sam, day).await.unwrap()
    }

    pub async fn holdings(&self) -> Vec<Stored<MoneyHolding>> {
        papers::of_child(&mut self.world.reading().await, self.sam).await.unwrap()
    }

    async fn agreed(&self, asked: AgreementId) -> i64 {
        self.asked(asked).await.decision.unwrap().agreed[0].1.0
    }

    /// Everything that is due until a day is paid.
    pub async fn pays(&self, finance: (PersonId, PersonId), until: Date) {
        let day = until.to_string();
        let (finn, petra) = (on(self.worker(finance.0), &day), on(self.worker(finance.1), &day));
        let run = draft_run(&finn, until, until).await.unwrap();
        check_run(&finn, run).await.unwrap();
        approve_run(&petra, run).await.unwrap();
        export_run(&finn, run).await.unwrap();
        bank_confirmed(&finn, run, None, until).await.unwrap();
    }

    /// The books balance, and gone through again they say the same.
    pub async fn adds_up(&self, finance: (PersonId, PersonId)) {
        let trial = trial_balance(&self.worker(finance.0)).await.unwrap();
        assert!(trial.balances(), "{trial:?}");
        let mut book = Book::new();
        let view = self.money_on(date(2028, 9, 30)).await;
        for entry in &view.entries {
            book.take(entry).expect("an entry that is kept is taken again");
        }
        for (account, balance) in book.accounts() {
            assert!(account.kind.may_go_below_nothing() || balance.free() >= Pence::ZERO, "{account}");
            if account.kind.owner() == OwnerKind::Child {
                let stream = view.streams.iter().find(|one| one.stream == account.stream).unwrap();
                assert_eq!(stream.of(account.kind), balance.posted, "{account}");
            }
        }
    }
}

fn priced(price: &str) -> impl FnOnce(&mut Body) + '_ {
    move |body| {
        let Body::Support(line) = body else { panic!("support") };
        line.paid.as_mut().unwrap().price = UnitPrice::read(price).unwrap();
    }
}

fn sums(payments: &[Stored<Instalment>]) -> Vec<i64> {
    payments.iter().map(|one| one.paper.total().0).collect()
}

fn promised(view: &MoneyView, stream: &str, line: PieceId) -> i64 {
    let lines = by_line(stream, &view.entries);
    let kinds = [AccountKind::Committed, AccountKind::Due, AccountKind::Paid, AccountKind::Spent];
    kinds.iter().map(|kind| of(&lines[&Some(line)], *kind).0).sum()
}

#[test]
fn lancashire_22_015_952_more_need_is_a_new_figure_a_changed_plan_and_money_that_goes_on_by_itself() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let (line, first) = {
            let view = cast.money().await;
            (view.streams[0].lines[0].line, view.streams[0].holding.clone().unwrap())
        };
        // 30 points, and then some: £1,875 a year, in the place of £938
        let figure = cast.told_again("substantial").await;
        let kit = on(cast.family(cast.kit), TODAY);
        let plan = amend(&kit, cast.sam, CHANGES).await.unwrap();
        assert_eq!(amend(&kit, cast.sam, CHANGES).await.unwrap(), plan, "a second press is no second plan");
        let view = cast.view(plan).await;
        assert_eq!(view.plan.stretch, Stretch { from: CHANGES, until: date(2027, 9, 30) });
        assert_eq!((view.plan.budget, view.additional.len()), (Some(figure), 1));
        // 273 of 365 days of both figures
        let both = (view.additional[0].before, view.additional[0].counts);
        assert_eq!(both, (Some(Pence(70_157)), Some(Pence(140_240))));
        let asked = cast.changed_to(plan, priced("36")).await;
        let agreed = cast.agreed(asked).await;
        let view = cast.money_on(date(2027, 1, 2)).await;
        let stream = &view.streams[0];
        // £236.43 of the first plan lies before the change
        assert_eq!(promised(&view, "social-care", line), 23_643 + agreed);
        assert_eq!((stream.of(AccountKind::Paid).0, stream.of(AccountKind::Available).0), (7_817, 0));
        let payments = sums(&stream.payments);
        assert_eq!(payments[..3], [7_817, 7_817, 7_817], "what is due before stays as it was");
        assert_eq!(payments[3..].iter().sum::<i64>(), 23_643 + agreed - 3 * 7_817);
        assert_eq!(payments.iter().sum::<i64>(), 23_643 + agreed, "to the penny, and nothing twice");
        assert_eq!((payments.len(), stream.payments[3].paper.due), (12, CHANGES));
        let held = stream.holding.clone().unwrap();
        assert_eq!((held.id, held.paper.status, held.paper.plan), (first.id, HoldingStatus::Live, plan));
        assert_eq!(held.paper.plans_before, [first.paper.plan]);
        let grace = on(cast.worker(cast.grace), TODAY);
        let entries = view.entries.len();
        assert_eq!(open(&grace, cast.sam, asked).await.unwrap().holdings[0].1.0, first.id);
        assert_eq!(cast.money_on(CHANGES).await.entries.len(), entries, "it is open already");
        cast.pays(finance, date(2027, 9, 1)).await;
        let view = cast.money_on(date(2027, 9, 2)).await;
        assert_eq!(view.streams[0].of(AccountKind::Paid).0, 23_643 + agreed);
        assert_eq!(view.streams[0].of(AccountKind::Committed), Pence::ZERO);
        let earlier = PlanView::load(&mut cast.world.reading().await, cast.sam, first.paper.plan).await.unwrap();
        assert_eq!(earlier.plan.status, PlanStatus::Replaced);
        cast.adds_up(finance).await;
    });
}

#[test]
fn less_need_lowers_no_award_by_itself_and_takes_nothing_back() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        cast.told_again("none").await;
        let kit = on(cast.family(cast.kit), TODAY);
        let plan = amend(&kit, cast.sam, CHANGES).await.unwrap();
        let additional = cast.view(plan).await.additional;
        assert!(additional[0].is_kept_up(), "less counts by a case with its notice only: {additional:?}");
        assert_eq!(additional[0].counts, Some(Pence(70_157)));
        // the family itself needs less of it
        let asked = cast.changed_to(plan, priced("10")).await;
        let agreed = cast.agreed(asked).await;
        let view = cast.money_on(date(2027, 1, 2)).await;
        let stream = &view.streams[0];
        assert_eq!(stream.of(AccountKind::Available).0, 70_157 - agreed, "what is freed stays the child's");
        assert_eq!((stream.of(AccountKind::Paid), stream.of(AccountKind::Returned)), (Pence(7_817), Pence::ZERO));
        assert_eq!(sums(&stream.payments).iter().sum::<i64>(), 23_643 + agreed);
        cast.adds_up(finance).await;
    });
}

#[test]
fn a_part_that_ends_and_a_part_that_begins_stand_side_by_side_and_both_can_be_spent_on() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let line = cast.money().await.streams[0].lines[0].line;
        let kit = on(cast.family(cast.kit), TODAY);
        record_spend(&on(cast.family(cast.kit), "2026-10-05"), cast.sam, club(line, 5_000, 1)).await.unwrap();
        let plan = amend(&kit, cast.sam, CHANGES).await.unwrap();
        let old = cast.view(plan).await.piece(line).cloned().expect("the line keeps its name");
        let Body::Support(said) = &old.piece.body else { panic!("support") };
        let outcome = said.outcomes[0];
        remove_piece(&kit, cast.sam, plan, line, old.version).await.unwrap();
        let Body::Support(mut swimming) = afternoons(outcome, "18.76") else { panic!("support") };
        swimming.what = "swimming".to_owned();
        let other = {
            let Body::Support(mut other) = afternoons(outcome, "2") else { panic!("support") };
            other.paid.as_mut().unwrap().stream = "health".to_owned();
            other.pattern = Pattern::TimesAYear { times: 10 };
            write_piece(&kit, cast.sam, plan, entry(Body::Support(other))).await.unwrap()
        };
        let new = write_piece(&kit, cast.sam, plan, entry(Body::Support(swimming))).await.unwrap();
        cast.agreed_again(plan).await;
        let view = cast.money_on(date(2027, 1, 2)).await;
        let care = view.streams.iter().find(|one| one.stream == "social-care").unwrap();
        let told: Vec<(PieceId, i64)> = care.lines.iter().map(|line| (line.line, line.planned.0)).collect();
        assert_eq!(told, [(new, 70_157), (line, 23_643)], "the new part, and what the old one had before");
        assert_eq!(care.of(AccountKind::Available), Pence::ZERO);
        let payments: Vec<(InstalmentStatus, i64)> =
            care.payments.iter().map(|one| (one.paper.status, one.paper.total().0)).collect();
        assert_eq!(payments.iter().map(|(_, sum)| sum).sum::<i64>(), 93_800, "{payments:?}");
        let health = view.streams.iter().find(|one| one.stream == "health").unwrap();
        assert_eq!((health.of(AccountKind::Committed), health.lines[0].line), (Pence(1_496), other));
        record_spend(&on(cast.family(cast.kit), "2027-01-03"), cast.sam, club(line, 2_000, 2)).await.unwrap();
        cast.adds_up(finance).await;
    });
}

#[test]
fn a_plan_begun_apart_in_the_time_of_another_takes_its_place_and_pays_nothing_twice() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let kit = on(cast.family(cast.kit), TODAY);
        // an empty plan for a whole year, from 1 December: two months into the other
        let plan = begin(&kit, cast.sam, None).await.unwrap();
        let before = cast.holdings().await[0].paper.plan;
        let pieces = plan_pieces::of_plan(&mut cast.world.reading().await, before).await.unwrap();
        for piece in pieces.into_iter().filter(|one| !matches!(one.piece.body, Body::Outcome(_))) {
            let mut body = piece.piece.body;
            if let Body::Support(line) = &mut body {
                line.outcomes.clear();
            }
            write_piece(&kit, cast.sam, plan, entry(body)).await.unwrap();
        }
        cast.agreed_again(plan).await;
        let view = cast.money_on(date(2026, 12, 2)).await;
        let care = &view.streams[0];
        // 61 of 365 days of the first plan, and the whole of the second
        let total = 15_676 + 93_800;
        assert_eq!(sums(&care.payments).iter().sum::<i64>(), total);
        assert_eq!(care.payments.last().unwrap().paper.due, date(2027, 11, 1), "the days go on in their rhythm");
        let held: Vec<i64> = [AccountKind::Committed, AccountKind::Paid].map(|kind| care.of(kind).0).to_vec();
        assert_eq!((held.iter().sum::<i64>(), care.of(AccountKind::Available)), (total, Pence::ZERO));
        assert_eq!(cast.holdings().await.len(), 1);
        cast.adds_up(finance).await;
    });
}

#[test]
fn the_next_year_goes_on_without_a_gap_and_nobody_is_asked_twice() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let first = cast.holdings().await[0].clone();
        let kit = on(cast.family(cast.kit), TODAY);
        let plan = begin(&kit, cast.sam, Some(first.paper.plan)).await.unwrap();
        let heading = cast.view(plan).await.plan;
        let year = Stretch::year_from(date(2027, 10, 1));
        set_heading(&kit, cast.sam, plan, year, heading.packs, WHY, heading.version).await.unwrap();
        cast.agreed_again(plan).await;
        let all = cast.holdings().await;
        assert_eq!(all.len(), 2);
        let next = &all[1].paper;
        assert_eq!((next.status, next.stretch, next.terms.is_some()), (HoldingStatus::Live, year, true));
        assert_eq!(all[0].paper, first.paper, "this year's money runs on as it did");
        let dues: Vec<Date> = {
            let mut reading = cast.world.reading().await;
            papers::part_of::<Instalment>(&mut reading, all[1].id)
                .await
                .unwrap()
                .iter()
                .map(|one| one.paper.due)
                .collect()
        };
        assert_eq!((dues.len(), dues[0]), (12, date(2027, 10, 1)));
        cast.pays(finance, date(2027, 10, 1)).await;
        let view = cast.money_on(date(2027, 10, 2)).await;
        assert_eq!(
            view.streams[0].of(AccountKind::Paid),
            Pence(93_800 + 7_817),
            "all of this year, and the next begins"
        );
        cast.adds_up(finance).await;
    });
}

#[test]
fn a_change_begins_within_the_plan_and_beside_no_other_draft() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = on(cast.family(cast.kit), TODAY);
        assert_eq!(code(amend(&kit, cast.sam, CHANGES).await), "plan-none-to-change");
        cast.signed().await;
        for day in [date(2026, 10, 1), date(2027, 10, 1)] {
            assert_eq!(code(amend(&kit, cast.sam, day).await), "plan-change-outside", "{day}");
        }
        let stranger = amend(&on(cast.worker(cast.manager), TODAY), cast.sam, CHANGES).await;
        assert!(matches!(stranger, Err(ActionError::Refused(_))), "{stranger:?}");
        let plan = amend(&kit, cast.sam, CHANGES).await.unwrap();
        let heading = cast.view(plan).await.plan;
        let later = Stretch::year_from(date(2027, 10, 1));
        let moved = set_heading(&kit, cast.sam, plan, later, heading.packs, "", heading.version).await;
        assert_eq!(code(moved), "plan-change-outside", "a change stays one");
    });
}
