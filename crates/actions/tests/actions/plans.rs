//! A plan from its first word to both signatures, and the ways in which it is not agreed.

use actions::ActionError;
use actions::agreement::{
    answer_challenge, answer_enough, answer_question, ask, challenge, decide, hand_on, month, set_limit, sign,
    take_back, who_may,
};
use actions::plan::{
    Entry, NewRemark, NewShare, PlanView, answer_remark, begin, by_token, make_remark, share, write_piece,
};
use actions::pot::{set_pot, standing};
use jiff::civil::date;
use seven_core::access::Purpose;
use seven_core::agreement::checklist::SevenQuestions;
use seven_core::agreement::{Answer, Bound, FamilyAnswer, Limit, Missing, PlanOutcome, Proposed};
use seven_core::people::{RelationKind, Role};
use seven_core::plan::money::{Holding, MoneyChoice};
use seven_core::plan::remark::{RemarkKind, RemarkState};
use seven_core::plan::support::{Paid, Part, Quadrant, Quantity, Support, SupportKind, Unit, UnitPrice};
use seven_core::plan::writing::{Measure, Outcome, Page, Topic};
use seven_core::plan::{Body, BodyKind, Pattern, PlanStatus};
use seven_core::{AgreementId, Pence, PersonId, PieceId, PlanId};
use store::pots::StoredPot;
use store::{StoreError, agreements, plan_pieces};
use testkit::{Somebody, on_both_databases};

use crate::assessments::{Cast, code};

const WHY: &str = "it is what Sam wants and it is safe";

fn page(words: &str) -> Entry {
    entry(Body::Page(Page { words: words.to_owned(), ..Page::about(Topic::Love) }))
}

fn entry(body: Body) -> Entry {
    Entry { piece: None, version: 0, place: None, body }
}

fn outcome() -> Body {
    let measure = Measure::Count { what: "afternoons out".to_owned(), baseline: 0, aim: 4 };
    Body::Outcome(Outcome {
        words: "see my cousin".to_owned(),
        framework: "enjoy-and-achieve".to_owned(),
        measure,
        by: None,
    })
}

/// Fifty afternoons a year at a price each, for an outcome.
fn afternoons(outcome: PieceId, price: &str) -> Body {
    Body::Support(Support {
        what: "Saturday afternoons in town".to_owned(),
        who: "Rob".to_owned(),
        kind: SupportKind::Activity,
        quadrant: Quadrant::SelfDirected,
        outcomes: vec![outcome],
        pattern: Pattern::TimesAYear { times: 50 },
        from: None,
        until: None,
        quantity: Quantity::ONE,
        unit: Unit::Session,
        paid: Some(Paid {
            stream: "social-care".to_owned(),
            price: UnitPrice::read(price).unwrap(),
            part: Part::Whole,
            employing: None,
            payee: "Town Hall café".to_owned(),
        }),
    })
}

impl Cast {
    /// A plan to the told budget of £938, with an outcome and its support at £18.76 fifty times.
    async fn plan(&self) -> PlanId {
        self.told().await;
        let kit = self.family(self.kit);
        let plan = begin(&kit, self.sam, None).await.unwrap();
        let outcome = write_piece(&kit, self.sam, plan, entry(outcome())).await.unwrap();
        write_piece(&kit, self.sam, plan, entry(afternoons(outcome, "18.76"))).await.unwrap();
        let choice = MoneyChoice {
            stream: "social-care".to_owned(),
            holding: Holding::DirectPayment,
            manager: "Kit Bell".to_owned(),
            help: Vec::new(),
        };
        write_piece(&kit, self.sam, plan, entry(Body::Money(choice))).await.unwrap();
        plan
    }

    /// The plan agreed by the manager and signed by Kit: £938 as a direct payment.
    pub async fn signed(&self) -> AgreementId {
        let plan = self.plan().await;
        let asked = ask(&self.family(self.kit), self.sam, plan).await.unwrap();
        self.limit(self.manager, 5_000).await;
        self.checked(asked).await;
        decide(&self.worker(self.manager), self.sam, asked, proposed(PlanOutcome::Agree)).await.unwrap();
        sign(&self.family(self.kit), self.sam, asked, FamilyAnswer::Accept).await.unwrap();
        asked
    }

    async fn view(&self, plan: PlanId) -> PlanView {
        PlanView::load(&mut self.world.reading().await, self.sam, plan).await.unwrap()
    }

    async fn limit(&self, person: PersonId, pounds: i64) {
        let administrator = self.world.add(Somebody::grown_up("Ada Darko")).await.id;
        self.world.employ(administrator, Role::Administrator, None).await;
        let bound = Bound::UpTo(Pence(pounds * 100));
        let limit = Limit { person, stream: None, bound, from: date(2026, 4, 1), until: None };
        set_limit(&self.worker(administrator), limit).await.unwrap();
    }

    /// A pot for social care of so many pounds, none of it kept back.
    async fn pot(&self, pounds: i64) {
        self.set_pot(pounds, 0).await;
    }

    async fn change_pot(&self, pounds: i64) {
        self.set_pot(pounds, 1).await;
    }

    async fn set_pot(&self, pounds: i64, version: i64) {
        let finance = self.world.add(Somebody::grown_up("Fiona Stone")).await.id;
        self.world.employ(finance, Role::Finance, None).await;
        let (stream, available) = ("social-care".to_owned(), Pence(pounds * 100));
        let pot = StoredPot { year_from: date(2026, 4, 1), stream, available, contingency_basis_points: 0, version };
        set_pot(&self.worker(finance), pot).await.unwrap();
    }

    /// What the pot has promised in figures and in plans.
    async fn promised(&self) -> (Pence, Pence) {
        let all = standing(&mut self.world.reading().await, date(2026, 4, 1)).await.unwrap();
        (all[0].position.committed_indicative, all[0].position.committed_agreed)
    }

    /// Every question and "is it enough?" answered by the key worker.
    async fn checked(&self, asked: AgreementId) {
        self.checked_with(asked, "").await;
    }

    async fn checked_with(&self, asked: AgreementId, reasons: &str) {
        let grace = self.worker(self.grace);
        for question in SevenQuestions::ALL {
            answer_question(&grace, self.sam, asked, question.code(), Answer::Yes, "").await.unwrap();
        }
        answer_enough(&grace, self.sam, asked, true, reasons).await.unwrap();
    }

    async fn asked(&self, id: AgreementId) -> agreements::StoredAgreement {
        agreements::find(&mut self.world.reading().await, self.sam, id).await.unwrap().unwrap()
    }
}

fn proposed(outcome: PlanOutcome) -> Proposed {
    Proposed {
        outcome,
        without: Vec::new(),
        reasons: WHY.to_owned(),
        why_different: String::new(),
        conditions: String::new(),
        panel: Vec::new(),
    }
}

#[test]
fn from_the_first_word_to_both_signatures() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let kit = cast.family(cast.kit);
        assert_eq!(begin(&kit, cast.sam, None).await.unwrap(), plan, "a second press is no second plan");
        let view = cast.view(plan).await;
        assert_eq!((view.summary.planned(), view.summary.budget()), (Pence(93_800), Pence(93_800)));
        let asked = ask(&kit, cast.sam, plan).await.unwrap();
        assert_eq!(ask(&kit, cast.sam, plan).await.unwrap(), asked);
        assert_eq!(code(write_piece(&kit, cast.sam, plan, page("curry")).await), "plan-waits");
        let manager = cast.worker(cast.manager);
        let agree = || proposed(PlanOutcome::Agree);
        assert_eq!(code(decide(&manager, cast.sam, asked, agree()).await), "no-limit");
        cast.limit(cast.manager, 900).await;
        assert_eq!(code(decide(&manager, cast.sam, asked, agree()).await), "above-limit");
        cast.limit(cast.manager, 5_000).await;
        assert_eq!(code(decide(&manager, cast.sam, asked, agree()).await), "questions-unanswered");
        cast.checked(asked).await;
        cast.pot(1_000).await;
        assert_eq!(cast.promised().await, (Pence(93_800), Pence::ZERO));
        let mut reading = cast.world.reading().await;
        let may = who_may(&mut reading, &cast.asked(asked).await, date(2026, 9, 1)).await.unwrap();
        assert_eq!(may, [(cast.manager, "Ola Marsh".to_owned())]);
        drop(reading);
        decide(&manager, cast.sam, asked, agree()).await.unwrap();
        assert_eq!(code(decide(&manager, cast.sam, asked, agree()).await), "agreement-decided");
        assert_eq!(cast.view(plan).await.plan.status, PlanStatus::Agreed);
        sign(&kit, cast.sam, asked, FamilyAnswer::Accept).await.unwrap();
        let view = cast.view(plan).await;
        assert_eq!(view.plan.status, PlanStatus::Signed);
        assert_eq!(cast.promised().await, (Pence::ZERO, Pence(93_800)), "the plan counts in the place of the figure");
        let handed = hand_on(&view, &cast.asked(asked).await).unwrap().unwrap();
        assert_eq!((handed.lines[0].amount, handed.lines[0].holding), (Pence(93_800), Some(Holding::DirectPayment)));
        assert_eq!(handed.missing, Vec::<Missing>::new());
        assert_eq!(code(write_piece(&kit, cast.sam, plan, page("curry")).await), "plan-signed");
        let month = month(&manager, date(2026, 9, 20)).await.unwrap();
        assert_eq!((month.cases.len(), month.cases[0].agreed), (1, Pence(93_800)));
    });
}

#[test]
fn two_people_in_one_piece_lose_no_word() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let (kit, alex) = (cast.family(cast.kit), cast.family(cast.alex));
        let piece = write_piece(&kit, cast.sam, plan, page("curry")).await.unwrap();
        let over = |words: &str| Entry { piece: Some(piece), version: 1, ..page(words) };
        write_piece(&alex, cast.sam, plan, over("curry and musicals")).await.unwrap();
        let late = write_piece(&kit, cast.sam, plan, over("curry on Saturdays")).await;
        assert!(matches!(late, Err(ActionError::Store(StoreError::Changed(_)))), "{late:?}");
        let mut reading = cast.world.reading().await;
        let saved = plan_pieces::writings(&mut reading, plan).await.unwrap();
        let texts: Vec<i64> = saved.iter().filter(|one| one.piece == piece).map(|one| one.version).collect();
        assert_eq!(texts, [1, 2]);
    });
}

#[test]
fn the_family_takes_or_leaves_what_a_worker_proposes() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let (kit, grace) = (cast.family(cast.kit), cast.worker(cast.grace));
        let proposal = |words: &str| NewRemark {
            kind: RemarkKind::Proposal,
            piece: None,
            words: "Sam lights up in water".to_owned(),
            proposed: Some(page(words).body),
        };
        let remark = make_remark(&grace, cast.sam, plan, proposal("swimming")).await.unwrap();
        let own = answer_remark(&grace, cast.sam, plan, remark, RemarkState::Accepted).await;
        assert_eq!(code(own), "remark-not-the-family");
        answer_remark(&kit, cast.sam, plan, remark, RemarkState::Accepted).await.unwrap();
        let view = cast.view(plan).await;
        let page = view.stored.iter().find(|stored| stored.piece.body.kind() == BodyKind::Page).unwrap();
        assert_eq!(page.written_by, cast.kit, "the family wrote it into its plan");
        assert_eq!(
            code(make_remark(&grace, cast.sam, plan, NewRemark { words: " ".to_owned(), ..proposal("x") }).await),
            "empty"
        );
    });
}

#[test]
fn who_has_a_link_sees_the_chosen_parts_until_its_day() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let kit = cast.family(cast.kit);
        write_piece(&kit, cast.sam, plan, page("curry")).await.unwrap();
        let new = NewShare { for_whom: "Rob".to_owned(), parts: vec![BodyKind::Page], until: date(2026, 9, 10) };
        let token = share(&kit, cast.sam, plan, new).await.unwrap();
        let seen = async |cast: &Cast, token: &str| {
            by_token(&mut cast.world.reading().await, token, cast.world.clock.now().at).await.unwrap()
        };
        let shown = seen(&cast, &token).await.unwrap();
        assert_eq!(shown.pieces.len(), 1);
        assert!(seen(&cast, "another").await.is_none());
        cast.world.clock.pass_days(11);
        assert!(seen(&cast, &token).await.is_none());
        let far = NewShare { for_whom: "Rob".to_owned(), parts: vec![BodyKind::Page], until: date(2028, 1, 1) };
        assert_eq!(code(share(&cast.family(cast.kit), cast.sam, plan, far).await), "share-half-a-year");
    });
}

#[test]
fn a_plan_that_needs_more_says_why_and_is_not_agreed_unnoticed() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let kit = cast.family(cast.kit);
        let view = cast.view(plan).await;
        let (line, outcome) = {
            let find = |kind| view.stored.iter().find(|stored| stored.piece.body.kind() == kind).unwrap();
            (find(BodyKind::Support).piece.id, find(BodyKind::Outcome).piece.id)
        };
        let dear = Entry { piece: Some(line), version: 1, place: None, body: afternoons(outcome, "20") };
        write_piece(&kit, cast.sam, plan, dear).await.unwrap();
        assert_eq!(code(ask(&kit, cast.sam, plan).await), "plan-shortfall-unsaid");
        let heading = view.plan;
        let why = "nobody goes with Sam for less than £20";
        actions::plan::set_heading(&kit, cast.sam, plan, heading.stretch, heading.packs, why, heading.version)
            .await
            .unwrap();
        let asked = ask(&kit, cast.sam, plan).await.unwrap();
        let grace = cast.worker(cast.grace);
        assert_eq!(code(answer_enough(&grace, cast.sam, asked, true, "").await), "enough-against-the-figures");
        take_back(&kit, cast.sam, asked).await.unwrap();
        assert_eq!(cast.view(plan).await.plan.status, PlanStatus::Draft);
        let asked = ask(&kit, cast.sam, plan).await.unwrap();
        cast.checked_with(asked, "the contingency pays £62.00 more").await;
        cast.limit(cast.manager, 5_000).await;
        let manager = cast.worker(cast.manager);
        assert_eq!(
            code(decide(&manager, cast.sam, asked, proposed(PlanOutcome::Agree)).await),
            "unexplained-difference"
        );
        let why_different = "the market pays no less than £20".to_owned();
        cast.pot(999).await;
        let dear = Proposed { why_different: why_different.clone(), ..proposed(PlanOutcome::Agree) };
        assert_eq!(code(decide(&manager, cast.sam, asked, dear).await), "pot-short", "a pound more than the pot holds");
        cast.change_pot(1_000).await;
        decide(&manager, cast.sam, asked, Proposed { why_different, ..proposed(PlanOutcome::Agree) }).await.unwrap();
        assert_eq!(cast.asked(asked).await.decision.unwrap().agreed[0].1, Pence(100_000));
    });
}

#[test]
fn a_refusal_is_looked_at_again_by_somebody_else() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let kit = cast.family(cast.kit);
        let asked = ask(&kit, cast.sam, plan).await.unwrap();
        cast.limit(cast.manager, 5_000).await;
        decide(&cast.worker(cast.manager), cast.sam, asked, proposed(PlanOutcome::Refuse)).await.unwrap();
        assert_eq!(code(sign(&kit, cast.sam, asked, FamilyAnswer::Accept).await), "nothing-to-sign");
        let look = challenge(&kit, cast.sam, asked, "nobody asked us").await.unwrap();
        let own = answer_challenge(&cast.worker(cast.manager), cast.sam, asked, look, true, WHY).await;
        assert_eq!(code(own), "challenge-same-decider");
        let head = cast.world.add(Somebody::grown_up("Angela Boateng")).await.id;
        cast.world.employ(head, Role::HeadOfService, None).await;
        cast.limit(head, 20_000).await;
        answer_challenge(&cast.worker(head), cast.sam, asked, look, true, WHY).await.unwrap();
        let again = agreements::of_plan(&mut cast.world.reading().await, plan).await.unwrap();
        assert_eq!((again[0].number, again[0].request.decided_before.clone()), (2, vec![cast.manager]));
        let second = again[0].id;
        cast.checked(second).await;
        let same = decide(&cast.worker(cast.manager), cast.sam, second, proposed(PlanOutcome::Agree)).await;
        assert_eq!(code(same), "own-plan");
        decide(&cast.worker(head), cast.sam, second, proposed(PlanOutcome::Agree)).await.unwrap();
        let words = "we lost three months".to_owned();
        sign(&kit, cast.sam, second, FamilyAnswer::AcceptWithObjection { words }).await.unwrap();
        assert_eq!(cast.view(plan).await.plan.status, PlanStatus::Signed);
    });
}

#[test]
fn a_brother_reads_the_childs_pages_and_not_the_plan() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let brother = cast.world.add(Somebody::child("Max Bell", "2012-01-01")).await.id;
        cast.world.relate(cast.sam, brother, RelationKind::Sibling).await;
        let caller = cast.family(brother);
        assert_eq!(caller.purpose, Purpose::OwnLife);
        assert!(caller.permit_for(seven_core::access::Action::ViewOwnPages, cast.sam).await.is_ok());
        assert!(caller.permit_for(seven_core::access::Action::ViewPlan, cast.sam).await.is_err());
    });
}
