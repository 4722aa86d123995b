//! Public findings about money, one story for each, named after the place and its number, told through the actions. Others
//! stand beside what they are about: in `money`, `money_cases` and `spending`, and on pages in `crates/web/tests/pages`.

use actions::ActionError;
use actions::agreement::{ask, decide, sign};
use actions::money::{
    answer_case, ask_again, bank_confirmed, case_takes_effect, close_year, decide_case, keep_money_for,
    money_came_back, open, open_case, reconsider_case, record_spend, schedule,
};
use actions::plan::{begin, set_heading, write_piece};
use jiff::civil::{Date, date};
use seven_core::agreement::{FamilyAnswer, PlanOutcome, Proposed};
use seven_core::ledger::{AccountKind, FinancialYear};
use seven_core::money::case::{CaseStatus, NewCase, Reconsideration};
use seven_core::money::grounds::CaseKind;
use seven_core::money::holding::HoldingStatus;
use seven_core::money::late::{Timeliness, lateness, timeliness};
use seven_core::money::schedule::Rhythm;
use seven_core::money::{Earmark, Instalment, MoneyCase, MoneyHolding};
use seven_core::plan::pattern::{Day, Season, Stretch};
use seven_core::plan::{Body, Pattern};
use seven_core::{AgreementId, EarmarkId, EvidenceId, Pence, PlanId};
use store::papers;
use testkit::on_both_databases;
use uuid::Uuid;

use crate::assessments::{Cast, code};
use crate::money::club;
use crate::money_cases::{earmark, on, recover};
use crate::plans::{afternoons, entry, outcome, proposed};

impl Cast {
    /// A plan with one line at a price, in another pattern than fifty times a year where one is given.
    async fn plan_at(&self, price: &str, pattern: Option<Pattern>) -> PlanId {
        self.told().await;
        let kit = self.family(self.kit);
        let plan = begin(&kit, self.sam, None).await.unwrap();
        let outcome = write_piece(&kit, self.sam, plan, entry(outcome())).await.unwrap();
        let Body::Support(mut line) = afternoons(outcome, price) else { panic!("support") };
        if let Some(pattern) = pattern {
            line.pattern = pattern;
        }
        write_piece(&kit, self.sam, plan, entry(Body::Support(line))).await.unwrap();
        plan
    }

    async fn ask_for(&self, plan: PlanId) -> AgreementId {
        ask(&self.family(self.kit), self.sam, plan).await.unwrap()
    }

    async fn agree(&self, asked: AgreementId, why_different: &str) -> Result<(), ActionError> {
        let proposed = Proposed { why_different: why_different.to_owned(), ..proposed(PlanOutcome::Agree) };
        decide(&self.worker(self.manager), self.sam, asked, proposed).await
    }
}

/// A direct payment was refused against the law, twice.
#[test]
fn liverpool_22_009_514_a_refusal_has_a_lawful_ground_evidence_and_another_look() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let asked = cast.signed().await;
        let (grace, kit) = (cast.worker(cast.grace), cast.family(cast.kit));
        open(&grace, cast.sam, asked).await.unwrap();
        let refusal = |ground: &str, shown_by: &str| NewCase {
            kind: CaseKind::Refuse,
            ground: ground.to_owned(),
            shown_by: shown_by.to_owned(),
            ..recover(0)
        };
        let policy = open_case(&grace, cast.sam, refusal("we-do-not-do-that", "our policy")).await;
        assert_eq!(code(policy), "case-no-ground", "what a council would rather not is no ground");
        let other = open_case(&grace, cast.sam, refusal("money-piled-up", "the statements")).await;
        assert_eq!(code(other), "case-no-ground", "a ground for something else is none for this");
        assert_eq!(code(open_case(&grace, cast.sam, refusal("cannot-manage", " ")).await), "empty");
        let case = open_case(&grace, cast.sam, refusal("cannot-manage", "the visit of 20 August")).await.unwrap();
        answer_case(&kit, cast.sam, (case, 1), "my sister helps me with the accounts").await.unwrap();
        decide_case(&cast.worker(cast.manager), cast.sam, (case, 2), true).await.unwrap();
        ask_again(&kit, cast.sam, (case, 3), "nobody asked about help").await.unwrap();
        let head = cast.world.add(testkit::Somebody::grown_up("Head Hill")).await.id;
        cast.world.employ(head, seven_core::people::Role::HeadOfService, None).await;
        let look = (Reconsideration::Overturned, Pence::ZERO, "with help the payee can manage it, as the law says");
        reconsider_case(&cast.worker(head), cast.sam, (case, 4), look).await.unwrap();
        let manager = on(cast.worker(cast.manager), "2026-12-01");
        assert_eq!(code(case_takes_effect(&manager, cast.sam, (case, 5), None).await), "case-not-from-here");
        let mut reading = cast.world.reading().await;
        let stands = papers::find::<MoneyCase>(&mut reading, case).await.unwrap().paper.status;
        let held = papers::of_child::<MoneyHolding>(&mut reading, cast.sam).await.unwrap();
        assert_eq!((stands, held[0].paper.status), (CaseStatus::Dropped, HoldingStatus::SetUp));
    });
}

/// Payments were always late, and nobody said what they were for.
#[test]
fn dudley_24_009_881_a_payment_has_its_day_its_purpose_and_its_lateness_by_the_day() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        let (run, _) = cast.sent(finance, date(2026, 10, 1)).await;
        cast.world.clock.pass_days(40);
        bank_confirmed(&cast.worker(finance.0), run, None, date(2026, 10, 9)).await.unwrap();
        let view = cast.money().await;
        let stream = &view.streams[0];
        let first = &stream.payments[0].paper;
        assert_eq!((first.due, first.paid_on), (date(2026, 10, 1), Some(date(2026, 10, 9))));
        assert_eq!(timeliness(first, view.today), Timeliness::PaidLate(8));
        let line = first.parts[0].line;
        let (_, support) = stream.support.iter().find(|(piece, _)| *piece == line).unwrap();
        assert_eq!((support.what.as_str(), first.parts[0].outcome.is_some()), ("Saturday afternoons in town", true));
        let all = stream.payments.iter().map(|one| &one.paper);
        assert_eq!(lateness(all, date(2026, 11, 4)), (2, 2, 8 + 3), "the next one is late by three days and counted");
        let entry = view.entries.iter().rfind(|one| one.movement == seven_core::ledger::Movement::Pay).unwrap();
        assert_eq!(entry.named.line, Some(line), "the entry says what it is for");
    });
}

/// Nobody knew for nine years that £150 stood for 15 hours.
#[test]
fn haringey_24_013_837_every_line_says_how_much_of_what_at_which_price() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.paid().await;
        let view = cast.money().await;
        let stream = &view.streams[0];
        let (piece, support) = &stream.support[0];
        let paid = support.paid.as_ref().unwrap();
        assert_eq!((paid.price.to_string().as_str(), support.unit.code()), ("£18.76", "session"));
        assert_eq!(support.pattern, Pattern::TimesAYear { times: 50 });
        let line = stream.lines.iter().find(|line| line.line == *piece).unwrap();
        assert_eq!(line.planned, Pence(50 * 1_876), "what is planned is how often, times the price");
    });
}

/// Spending was queried more than a year late, and then invoiced.
#[test]
fn dorset_24_017_716_spending_that_nobody_queried_in_time_stands() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.paid().await;
        let line = cast.money().await.streams[0].lines[0].line;
        let kit = on(cast.family(cast.kit), "2026-10-05");
        record_spend(&kit, cast.sam, club(line, 5_000, 1)).await.unwrap();
        let late = on(cast.worker(cast.grace), "2027-09-02");
        let ground = || NewCase { ground: "not-used-for-services".to_owned(), ..recover(4_000) };
        assert_eq!(code(open_case(&late, cast.sam, ground()).await), "case-too-late", "the day itself is too old");
        // nor is it reached by naming a later day: what was spent longer ago is out of reach
        let dressed = NewCase { about_day: date(2027, 8, 1), ..ground() };
        assert_eq!(code(open_case(&late, cast.sam, dressed).await), "case-out-of-reach");
        let in_time = on(cast.worker(cast.grace), "2027-08-31");
        open_case(&in_time, cast.sam, ground()).await.unwrap();
    });
}

/// Paid on a different day each year, and swept on 1 April.
#[test]
fn suffolk_24_003_983_payments_keep_their_day_and_the_end_of_the_year_sweeps_nothing() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let kit = cast.family(cast.kit);
        let kept = EarmarkId(Uuid::from_u128(60));
        keep_money_for(&kit, cast.sam, kept, earmark("a week by the sea", 7_000)).await.unwrap();
        let days: Vec<(i8, i8)> = {
            let all = papers::of_child::<Instalment>(&mut cast.world.reading().await, cast.sam).await.unwrap();
            all.iter().map(|one| (one.paper.due.month(), one.paper.due.day())).collect()
        };
        assert_eq!(days.len(), 12);
        assert!(days.iter().all(|(_, day)| *day == 1), "{days:?}");
        let spring = on(cast.worker(finance.0), "2027-04-20");
        close_year(&spring, FinancialYear::of(date(2026, 9, 1))).await.unwrap();
        let stands = [AccountKind::Earmarked, AccountKind::Paid, AccountKind::Returned, AccountKind::Recovery];
        let mut sums = Vec::new();
        for kind in stands {
            sums.push(cast.pence(kind).await);
        }
        assert_eq!(sums, [7_000, 817, 0, 0], "the 1st of April takes nothing from the family");
        let earmark = papers::find::<Earmark>(&mut cast.world.reading().await, kept).await.unwrap().paper;
        assert_eq!((earmark.until, earmark.amount), (date(2027, 8, 31), Pence(7_000)));
    });
}

/// It was unclear what had been agreed, and no review was offered.
#[test]
fn north_east_lincolnshire_19_012_848_what_is_agreed_says_what_how_much_who_until_when_and_how_to_ask() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let asked = cast.signed().await;
        let agreed = cast.asked(asked).await;
        let decision = agreed.decision.clone().unwrap();
        assert_eq!(decision.agreed, [("social-care".to_owned(), Pence(93_800))]);
        assert_eq!((decision.by, decision.on), (cast.manager, date(2026, 9, 1)));
        assert_eq!(agreed.challenge_by, Some(date(2026, 9, 29)), "another look can be asked for until then");
        open(&cast.worker(cast.grace), cast.sam, asked).await.unwrap();
        let held = papers::of_child::<MoneyHolding>(&mut cast.world.reading().await, cast.sam).await.unwrap();
        let stretch = Stretch { from: date(2026, 10, 1), until: date(2027, 9, 30) };
        assert_eq!((held[0].paper.payee.as_str(), held[0].paper.stretch), ("Kit Bell", stretch));
    });
}

/// Another sum than the told one was awarded, and later points changed nothing, without a word.
#[test]
fn savva_2010_an_award_that_differs_from_the_figure_says_why() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        cast.limit(cast.manager, 5_000).await;
        let plan = cast.plan_at("16", None).await;
        let asked = cast.ask_for(plan).await;
        cast.checked(asked).await;
        assert_eq!(code(cast.agree(asked, "").await), "unexplained-difference", "£800 of a figure of £938");
        assert_eq!(code(cast.agree(asked, "less").await), "unexplained-difference");
        let why = "the club lowered its price after the figure was told";
        cast.agree(asked, why).await.unwrap();
        let decision = cast.asked(asked).await.decision.unwrap();
        assert_eq!((decision.why_different.as_str(), decision.agreed[0].1), (why, Pence(80_000)));
    });
}

#[test]
fn hackney_no_limit_is_no_right_to_approve() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let asked = cast.ask_for(plan).await;
        cast.checked(asked).await;
        assert_eq!(code(cast.agree(asked, "").await), "no-limit");
        cast.limit(cast.manager, 937).await;
        assert_eq!(code(cast.agree(asked, "").await), "above-limit");
        cast.limit(cast.manager, 938).await;
        cast.agree(asked, "").await.unwrap();
    });
}

#[test]
fn hackney_nobody_approves_what_they_wrote() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        // the manager is the child's aunt, too, and helped to write
        let kind = seven_core::people::RelationKind::Parent;
        cast.world.relate(cast.sam, cast.manager, kind).await;
        cast.limit(cast.manager, 5_000).await;
        let plan = cast.plan().await;
        let (aunt, words) = (cast.family(cast.manager), afternoons(Uuid::from_u128(1).into(), "1"));
        let Body::Support(mut line) = words else { panic!("support") };
        line.outcomes.clear();
        line.paid = None;
        write_piece(&aunt, cast.sam, plan, entry(Body::Support(line))).await.unwrap();
        let asked = cast.ask_for(plan).await;
        cast.checked(asked).await;
        let own = cast.agree(asked, "").await;
        assert!(matches!(&own, Err(ActionError::Refused(_))) || code(own) == "own-plan");
        assert!(cast.asked(asked).await.decision.is_none());
    });
}

#[test]
fn hackney_money_that_came_back_never_lowers_the_tested_sum() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        let (grace, kit) = (cast.worker(cast.grace), cast.family(cast.kit));
        let case = open_case(&grace, cast.sam, recover(5_000)).await.unwrap();
        answer_case(&kit, cast.sam, (case, 1), "we agree").await.unwrap();
        decide_case(&cast.worker(cast.manager), cast.sam, (case, 2), true).await.unwrap();
        case_takes_effect(&on(cast.worker(cast.manager), "2026-09-29"), cast.sam, (case, 3), None).await.unwrap();
        money_came_back(&on(cast.worker(finance.0), "2026-10-01"), cast.sam, (case, 4), Pence(5_000)).await.unwrap();
        let held = papers::of_child::<MoneyHolding>(&mut cast.world.reading().await, cast.sam).await.unwrap();
        let first = held[0].paper.plan;
        let kit = on(cast.family(cast.kit), "2026-10-02");
        let plan = begin(&kit, cast.sam, Some(first)).await.unwrap();
        let asked = ask(&kit, cast.sam, plan).await.unwrap();
        let tested = cast.asked(asked).await.request.costs;
        assert_eq!(
            (tested[0].full_year, tested[0].asked),
            (Pence(93_800), Pence(93_800)),
            "no credit for what came back"
        );
    });
}

#[test]
fn hackney_the_tested_sum_is_frozen_and_does_not_depend_on_today() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        cast.limit(cast.manager, 900).await;
        let plan = cast.plan().await;
        let asked = cast.ask_for(plan).await;
        cast.checked(asked).await;
        for day in ["2026-09-02", "2027-03-01", "2027-09-01"] {
            let manager = on(cast.worker(cast.manager), day);
            let late = decide(&manager, cast.sam, asked, proposed(PlanOutcome::Agree)).await;
            assert_eq!(code(late), "above-limit", "{day}: a plan that is half over costs no less");
        }
        assert_eq!(cast.asked(asked).await.request.costs[0].full_year, Pence(93_800));
    });
}

#[test]
fn hackney_a_year_with_53_thursdays_is_tested_and_paid_as_53() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        cast.limit(cast.manager, 848).await;
        let thursdays = Pattern::OnDays { days: vec![Day::Thursday], season: Season::AllYear };
        let plan = cast.plan_at("16", Some(thursdays)).await;
        let kit = cast.family(cast.kit);
        let view = cast.view(plan).await;
        // from 1 October 2026, a Thursday, to 30 September 2027, a Thursday
        let stretch = Stretch { from: date(2026, 10, 1), until: date(2027, 9, 30) };
        set_heading(&kit, cast.sam, plan, stretch, view.plan.packs.clone(), "", view.plan.version).await.unwrap();
        let asked = cast.ask_for(plan).await;
        cast.checked(asked).await;
        assert_eq!(cast.asked(asked).await.request.costs[0].asked, Pence(53 * 1_600));
        cast.agree(asked, "the figure was for more than the plan needs").await.unwrap();
        sign(&kit, cast.sam, asked, FamilyAnswer::Accept).await.unwrap();
        let grace = cast.worker(cast.grace);
        let holding = open(&grace, cast.sam, asked).await.unwrap().holdings[0].1;
        schedule(&grace, cast.sam, holding, (Rhythm::Monthly, date(2026, 10, 1))).await.unwrap();
        let all = papers::part_of::<Instalment>(&mut cast.world.reading().await, holding).await.unwrap();
        let total: i64 = all.iter().map(|one| one.paper.total().0).sum();
        assert_eq!(total, 53 * 1_600, "not 52");
        let months: Vec<Date> = all.iter().map(|one| one.paper.due).collect();
        assert_eq!(months.len(), 12);
    });
}

/// Wages had left no trail: every entry names what shows it, and what shows it counts once. The signed record of cash stands in
/// `spending`.
#[test]
fn suffolk_24_008_529_every_entry_has_its_evidence_and_one_receipt_is_one_entry() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.paid().await;
        let line = cast.money().await.streams[0].lines[0].line;
        let kit = on(cast.family(cast.kit), "2026-10-05");
        let first = record_spend(&kit, cast.sam, club(line, 2_000, 1)).await.unwrap();
        let by_worker = on(cast.worker(cast.grace), "2026-10-06");
        assert_eq!(record_spend(&by_worker, cast.sam, club(line, 2_000, 1)).await.unwrap(), first);
        assert_eq!(cast.pence(AccountKind::Spent).await, 2_000);
        let entry = cast.money().await.entries.into_iter().find(|one| one.id == first).unwrap();
        assert_eq!(entry.named.evidence, Some(EvidenceId(Uuid::from_u128(1))), "every entry names what shows it");
    });
}
