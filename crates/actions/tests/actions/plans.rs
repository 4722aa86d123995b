//! A plan from its first word to both signatures, and the ways in which it is not agreed.

use actions::agreement::{
    answer_challenge, answer_enough, answer_question, ask, challenge, decide, hand_on, month, remind, set_limit, sign,
    take_back, who_may,
};
use actions::plan::{
    Entry, NewRemark, NewShare, PlanView, answer_remark, begin, by_token, forget_unsaved, keep_unsaved, make_remark,
    share, take_story, unsaved, write_piece,
};
use actions::pot::{set_pot, standing};
use actions::{ActionError, Caller};
use jiff::civil::date;
use seven_core::access::Purpose;
use seven_core::agreement::checklist::SevenQuestions;
use seven_core::agreement::{Answer, Bound, FamilyAnswer, Limit, Missing, PlanOutcome, Proposed};
use seven_core::people::{GroupKind, RelationKind, Role};
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

pub fn entry(body: Body) -> Entry {
    Entry { piece: None, version: 0, place: None, body }
}

pub fn outcome() -> Body {
    let measure = Measure::Count { what: "afternoons out".to_owned(), baseline: 0, aim: 4 };
    Body::Outcome(Outcome {
        words: "see my cousin".to_owned(),
        framework: "enjoy-and-achieve".to_owned(),
        measure,
        by: None,
    })
}

/// Fifty afternoons a year at a price each, for an outcome.
pub fn afternoons(outcome: PieceId, price: &str) -> Body {
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
    pub async fn plan(&self) -> PlanId {
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

    pub async fn view(&self, plan: PlanId) -> PlanView {
        PlanView::load(&mut self.world.reading().await, self.sam, plan).await.unwrap()
    }

    pub async fn limit(&self, person: PersonId, pounds: i64) {
        let administrator = self.world.add(Somebody::grown_up("Ada Darko")).await.id;
        self.world.employ(administrator, Role::Administrator, None).await;
        let bound = Bound::UpTo(Pence(pounds * 100));
        let limit = Limit { person, stream: None, bound, from: date(2026, 4, 1), until: None };
        set_limit(&self.worker(administrator), limit).await.unwrap();
    }

    /// Somebody who leads another team, with a limit that would be enough.
    async fn manager_of_another_team(&self) {
        let elsewhere = self.world.group(GroupKind::Team, "Another team").await;
        let person = self.world.add(Somebody::grown_up("Ben Elsewhere")).await.id;
        self.world.employ(person, Role::TeamManager, Some(elsewhere)).await;
        self.limit(person, 2_000).await;
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
    pub async fn checked(&self, asked: AgreementId) {
        self.checked_with(asked, "").await;
    }

    pub async fn checked_with(&self, asked: AgreementId, reasons: &str) {
        let grace = self.worker(self.grace);
        for question in SevenQuestions::ALL {
            answer_question(&grace, self.sam, asked, question.code(), Answer::Yes, "").await.unwrap();
        }
        answer_enough(&grace, self.sam, asked, true, reasons).await.unwrap();
    }

    pub async fn asked(&self, id: AgreementId) -> agreements::StoredAgreement {
        agreements::find(&mut self.world.reading().await, self.sam, id).await.unwrap().unwrap()
    }
}

pub fn proposed(outcome: PlanOutcome) -> Proposed {
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
        cast.manager_of_another_team().await;
        cast.limit(cast.manager, 5_000).await;
        assert_eq!(code(decide(&manager, cast.sam, asked, agree()).await), "questions-unanswered");
        cast.checked(asked).await;
        cast.pot(1_000).await;
        assert_eq!(cast.promised().await, (Pence(93_800), Pence::ZERO));
        let mut reading = cast.world.reading().await;
        let may = who_may(&mut reading, &cast.asked(asked).await, cast.world.clock.now()).await.unwrap();
        assert_eq!(
            may,
            [(cast.manager, "Ola Marsh".to_owned())],
            "the manager of another team has a limit and no door"
        );
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
            of_version: 0,
            takes_out: false,
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
fn a_proposal_does_not_write_over_what_the_family_wrote_since() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let (kit, grace) = (cast.family(cast.kit), cast.worker(cast.grace));
        let piece = write_piece(&kit, cast.sam, plan, page("curry")).await.unwrap();
        let proposal = |of_version, takes_out: bool| NewRemark {
            kind: RemarkKind::Proposal,
            piece: Some(piece),
            words: "more of it".to_owned(),
            proposed: (!takes_out).then(|| page("curry and rice").body),
            of_version,
            takes_out,
        };
        let other = NewRemark { proposed: Some(outcome()), ..proposal(1, false) };
        assert_eq!(code(make_remark(&grace, cast.sam, plan, other).await), "piece-of-another-kind");
        let remark = make_remark(&grace, cast.sam, plan, proposal(1, false)).await.unwrap();
        write_piece(&kit, cast.sam, plan, Entry { piece: Some(piece), version: 1, ..page("musicals") }).await.unwrap();
        let late = answer_remark(&kit, cast.sam, plan, remark, RemarkState::Accepted).await;
        assert_eq!(code(late), "remark-outdated");
        let remark = make_remark(&grace, cast.sam, plan, proposal(2, false)).await.unwrap();
        answer_remark(&kit, cast.sam, plan, remark, RemarkState::Accepted).await.unwrap();
        let out = make_remark(&grace, cast.sam, plan, proposal(3, true)).await.unwrap();
        answer_remark(&kit, cast.sam, plan, out, RemarkState::Accepted).await.unwrap();
        assert!(cast.view(plan).await.piece(piece).is_none());
        let mut reading = cast.world.reading().await;
        let saved = plan_pieces::writings(&mut reading, plan).await.unwrap();
        let last = saved.iter().filter(|one| one.piece == piece).map(|one| one.version).max();
        assert_eq!(last, Some(4), "every word that was there stands in its history");
    });
}

#[test]
fn what_is_typed_is_its_typists_alone_and_a_plan_that_stands_still_keeps_none() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let (kit, alex) = (cast.family(cast.kit), cast.family(cast.alex));
        let path = format!("/family/{}/plan/{plan}/remarks", cast.sam);
        for words in ["remark=half", "remark=half+a+sentence"] {
            keep_unsaved(&kit, cast.sam, plan, path.clone(), words.to_owned()).await.unwrap();
        }
        assert_eq!(unsaved(&kit, &path).await.unwrap().unwrap().form, "remark=half+a+sentence");
        assert!(unsaved(&alex, &path).await.unwrap().is_none());
        forget_unsaved(&alex, &path).await.unwrap();
        assert!(unsaved(&kit, &path).await.unwrap().is_some());
        forget_unsaved(&kit, &path).await.unwrap();
        assert!(unsaved(&kit, &path).await.unwrap().is_none());
        ask(&kit, cast.sam, plan).await.unwrap();
        keep_unsaved(&kit, cast.sam, plan, path.clone(), "remark=late".to_owned()).await.unwrap();
        assert!(unsaved(&kit, &path).await.unwrap().is_none());
        let stranger = cast.world.add(Somebody::grown_up("Nell Way")).await.id;
        assert!(keep_unsaved(&cast.family(stranger), cast.sam, plan, path, String::new()).await.is_err());
    });
}

#[test]
fn a_family_begins_with_what_others_did() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let plan = cast.plan().await;
        let kit = cast.family(cast.kit);
        take_story(&kit, cast.sam, plan, "nights").await.unwrap();
        let view = cast.view(plan).await;
        let lines: Vec<&Support> = view
            .stored
            .iter()
            .filter_map(|stored| if let Body::Support(line) = &stored.piece.body { Some(line) } else { None })
            .collect();
        let helper = lines.iter().find(|line| line.what == "A trained helper at night").unwrap();
        assert_eq!((helper.outcomes.len(), helper.stream()), (1, Some("social-care")), "from money that this plan has");
        assert!(view.summary.cost_of(view.stored.last().unwrap().piece.id).is_none(), "neighbours cost nothing");
        assert!(matches!(
            take_story(&kit, cast.sam, plan, "nowhere").await,
            Err(ActionError::Store(StoreError::Missing(_)))
        ));
        assert!(take_story(&cast.worker(cast.manager), cast.sam, plan, "nights").await.is_err());
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

#[test]
fn whoever_is_waited_for_is_written_to_once_and_the_letter_names_nobody() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let plan = cast.plan().await;
        cast.limit(cast.manager, 5_000).await;
        for (person, email) in [(cast.kit, "kit@example.org"), (cast.manager, "ola@example.gov.uk")] {
            cast.world.open_account(person, email).await;
        }
        let asked = ask(&cast.family(cast.kit), cast.sam, plan).await.unwrap();
        let counted = async |cast: &Cast, dry| {
            let operator = Caller { person: None, ..cast.worker(cast.manager) };
            let counts = remind(&operator, dry).await.unwrap();
            let some: Vec<(&str, usize)> =
                counts.iter().filter(|(_, count)| *count > 0).map(|(kind, count)| (kind.code(), *count)).collect();
            some
        };
        assert!(counted(&cast, false).await.is_empty(), "it has only just been asked");
        let by = cast.asked(asked).await.answer_by;
        let days = (by - cast.world.clock.now().today).get_days();
        cast.world.clock.pass_days(i64::from(days) - 3);
        assert_eq!(counted(&cast, true).await, [("answer-due", 1)]);
        assert_eq!(counted(&cast, false).await, [("answer-due", 1)]);
        assert!(counted(&cast, false).await.is_empty(), "each once");
        cast.world.clock.pass_days(4);
        assert_eq!(counted(&cast, false).await, [("answer-late", 1), ("late-for-family", 1)]);
        let letters = store::mail::newest(&mut cast.world.reading().await, 10).await.unwrap();
        assert_eq!(letters.len(), 3);
        for letter in &letters {
            assert!(!letter.body.contains("Sam") && !letter.body.contains("Bell"), "{}", letter.body);
        }
        assert!(remind(&cast.worker(cast.manager), true).await.is_err(), "it is the server's own work");
    });
}
