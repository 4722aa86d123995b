//! One plan, three streams, three ways to hold them at once: the family is paid, a trust holds a fund, the council buys; and
//! what happens to one of them leaves the others alone.

use actions::agreement::{ask, decide, sign};
use actions::money::{
    MoneyView, NewTerms, account_for_fund, answer_checks, approve_invoice, approve_run, ask_bank_details,
    bank_confirmed, begin_payments, case_takes_effect, check_run, confirm_bank_details, decide_case, draft_run,
    export_run, go_on, open, open_case, record_invoice, rest, schedule, set_payee, sign_terms, trial_balance,
};
use actions::plan::{begin, set_heading, write_piece};
use jiff::civil::{Date, date};
use seven_core::agreement::{FamilyAnswer, PlanOutcome, Proposed};
use seven_core::ledger::AccountKind;
use seven_core::money::bank_details::NameMatch;
use seven_core::money::case::NewCase;
use seven_core::money::fund_return::{FundSpend, ReturnStatus};
use seven_core::money::grounds::{self, CaseKind, CheckAnswered};
use seven_core::money::holding::{AccountWay, HoldingStatus, PayeeKind};
use seven_core::money::schedule::{InstalmentStatus, Rhythm};
use seven_core::money::{FundReturn, Instalment, MoneyHolding};
use seven_core::plan::Body;
use seven_core::plan::money::{Holding, MoneyChoice};
use seven_core::{AgreementId, HoldingId, Pence, PersonId};
use store::papers;
use testkit::on_both_databases;

use crate::assessments::{Cast, code};
use crate::money_cases::{on, recover};
use crate::money_ways::invoice;
use crate::plans::{afternoons, entry, outcome, proposed};

const WHY: &str = "three services put money together, and each line has its price";
const WAYS: [(&str, Holding, &str); 3] = [
    ("social-care", Holding::DirectPayment, "Kit Bell"),
    ("health", Holding::IndividualServiceFund, "Bright Days Trust"),
    ("education", Holding::CouncilManaged, ""),
];

impl Cast {
    /// A plan with fifty afternoons at £18.76 out of each of three streams, signed by both sides.
    async fn mixed(&self) -> AgreementId {
        self.told().await;
        let kit = self.family(self.kit);
        let plan = begin(&kit, self.sam, None).await.unwrap();
        let outcome = write_piece(&kit, self.sam, plan, entry(outcome())).await.unwrap();
        for (stream, holding, manager) in WAYS {
            let Body::Support(mut line) = afternoons(outcome, "18.76") else { panic!("support") };
            line.paid.as_mut().unwrap().stream = stream.to_owned();
            write_piece(&kit, self.sam, plan, entry(Body::Support(line))).await.unwrap();
            let (stream, manager) = (stream.to_owned(), manager.to_owned());
            let choice = MoneyChoice { stream, holding, manager, help: Vec::new() };
            write_piece(&kit, self.sam, plan, entry(Body::Money(choice))).await.unwrap();
        }
        let heading = self.view(plan).await.plan;
        set_heading(&kit, self.sam, plan, heading.stretch, heading.packs, WHY, heading.version).await.unwrap();
        let asked = ask(&kit, self.sam, plan).await.unwrap();
        self.limit(self.manager, 5_000).await;
        self.checked_with(asked, WHY).await;
        let proposed = Proposed { why_different: WHY.to_owned(), ..proposed(PlanOutcome::Agree) };
        decide(&self.worker(self.manager), self.sam, asked, proposed).await.unwrap();
        sign(&kit, self.sam, asked, FamilyAnswer::Accept).await.unwrap();
        asked
    }

    async fn holding(&self, id: HoldingId) -> papers::Stored<MoneyHolding> {
        papers::find(&mut self.world.reading().await, id).await.unwrap()
    }

    async fn signs_and_gives_bank_details(&self, holding: HoldingId, name: &str, finn: PersonId) {
        let terms = NewTerms { conditions: vec!["Keep what shows your spending.".to_owned()] };
        sign_terms(&self.family(self.kit), self.sam, holding, terms).await.unwrap();
        let typed = (name, "08-99-99", "66374958");
        let details = ask_bank_details(&self.worker(self.grace), self.sam, holding, typed).await.unwrap();
        confirm_bank_details(&self.worker(finn), self.sam, details, NameMatch::Match).await.unwrap();
        begin_payments(&self.worker(self.grace), self.sam, holding).await.unwrap();
        let monthly = (Rhythm::Monthly, date(2026, 10, 1));
        schedule(&self.worker(self.grace), self.sam, holding, monthly).await.unwrap();
    }

    /// The payee wants no direct payment any longer; the trust that holds the fund is to hold this, too. Gives the manager.
    async fn stops_the_direct_payment(&self) -> actions::Caller {
        let stop = NewCase { kind: CaseKind::Stop, ground: "consent-withdrawn".to_owned(), ..recover(0) };
        let case = open_case(&self.worker(self.grace), self.sam, stop).await.unwrap();
        let manager = on(self.worker(self.manager), "2026-11-06");
        decide_case(&manager, self.sam, (case, 1), true).await.unwrap();
        // the trust that holds the fund could hold this, too; nobody else is named
        let unknown = case_takes_effect(&manager, self.sam, (case, 2), Some("Somebody Else")).await;
        assert_eq!(code(unknown), "choose-from-the-list");
        case_takes_effect(&manager, self.sam, (case, 2), Some("Bright Days Trust")).await.unwrap();
        let coming = self.money().await.coming;
        let waits = coming[0].holding.clone().unwrap().paper;
        assert_eq!((waits.way, waits.payee.as_str()), (Holding::IndividualServiceFund, "Bright Days Trust"));
        assert!(!coming[0].missing.is_empty(), "until everything is there, the council buys");
        manager
    }

    async fn runs(&self, finance: (PersonId, PersonId), day: Date) -> usize {
        let finn = self.worker(finance.0);
        let run = draft_run(&finn, day, day).await.unwrap();
        check_run(&finn, run).await.unwrap();
        approve_run(&self.worker(finance.1), run).await.unwrap();
        export_run(&finn, run).await.unwrap();
        bank_confirmed(&finn, run, None, day).await.unwrap()
    }
}

fn of(view: &MoneyView, stream: &str, kind: AccountKind) -> i64 {
    view.streams.iter().find(|one| one.stream == stream).unwrap().of(kind).0
}

#[test]
fn a_mix_of_all_ways_lives_in_one_plan_and_what_happens_to_one_leaves_the_others_alone() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        let asked = cast.mixed().await;
        let grace = cast.worker(cast.grace);
        let opened = open(&grace, cast.sam, asked).await.unwrap().holdings;
        let id = |stream: &str| opened.iter().find(|(name, _)| name == stream).unwrap().1;
        let (paid, fund, bought) = (id("social-care"), id("health"), id("education"));
        for (stream, way, _) in WAYS {
            assert_eq!(cast.holding(id(stream)).await.paper.way, way);
        }
        // the family is paid
        let packs = grounds::known().unwrap();
        let pack = grounds::of_stream(&packs, "social-care", date(2026, 9, 1)).unwrap();
        let so = |check: &grounds::Check| CheckAnswered { check: check.id.clone(), is_so: true, seen: String::new() };
        let answers = pack.checks_for(false).map(so).collect();
        answer_checks(&grace, cast.sam, (paid, cast.holding(paid).await.version), answers).await.unwrap();
        cast.signs_and_gives_bank_details(paid, "Kit Bell", finance.0).await;
        // a trust holds the fund
        let (payee, seen) =
            (("Bright Days Trust", PayeeKind::Trust, AccountWay::Managed), (fund, cast.holding(fund).await.version));
        set_payee(&grace, cast.sam, seen, payee, (Some(Pence(500)), false, false)).await.unwrap();
        cast.signs_and_gives_bank_details(fund, "Bright Days Trust", finance.0).await;
        // the council buys, and the family says yes first
        let view = cast.money().await;
        let line = view.streams.iter().find(|one| one.stream == "education").unwrap().lines[0].line;
        let id = record_invoice(&grace, cast.sam, invoice(line, "17")).await.unwrap();
        for (caller, seen) in [(cast.family(cast.kit), (id, 1)), (cast.worker(finance.0), (id, 2))] {
            approve_invoice(&caller, cast.sam, seen).await.unwrap();
        }
        assert_eq!(cast.runs(finance, date(2026, 10, 1)).await, 3, "one run pays all three ways");
        let view = cast.money().await;
        assert_eq!(of(&view, "social-care", AccountKind::Paid), 7_817);
        assert_eq!(of(&view, "health", AccountKind::Paid), 7_817);
        assert_eq!((of(&view, "education", AccountKind::Paid), of(&view, "education", AccountKind::Spent)), (0, 5_628));
        // the child is in hospital: the family's payments rest, the fund's go on
        rest(&grace, cast.sam, paid, (date(2026, 10, 20), None), "Sam is in hospital").await.unwrap();
        cast.world.clock.pass_days(65);
        assert_eq!(cast.runs(finance, date(2026, 11, 5)).await, 1);
        go_on(&cast.worker(cast.grace), cast.sam, paid, date(2026, 12, 1)).await.unwrap();
        let told = FundReturn {
            child: cast.sam,
            holding: fund,
            stream: "health".to_owned(),
            month: date(2026, 10, 1),
            opening: Pence::ZERO,
            received: Pence(7_817),
            spent: vec![FundSpend {
                line: cast.money().await.streams.iter().find(|one| one.stream == "health").unwrap().lines[0].line,
                amount: Pence(3_752),
                words: "two afternoons".to_owned(),
            }],
            fee: Pence(500),
            closing: Pence(3_565),
            status: ReturnStatus::Booked,
        };
        account_for_fund(&cast.worker(finance.0), told).await.unwrap();
        // the payee wants no direct payment any longer: the council buys from the same day, and the others go on
        let manager = cast.stops_the_direct_payment().await;
        let stopped = cast.holding(paid).await.paper;
        assert_eq!((stopped.way, stopped.status), (Holding::CouncilManaged, HoldingStatus::Live));
        assert_eq!((stopped.before[0].way, stopped.before[0].until), (Holding::DirectPayment, manager.moment.today));
        let left = papers::part_of::<Instalment>(&mut cast.world.reading().await, paid).await.unwrap();
        assert!(left.iter().all(|one| one.paper.status != InstalmentStatus::Planned), "nothing of it is still to come");
        assert_eq!(cast.holding(fund).await.paper.status, HoldingStatus::Live);
        let promised = of(&cast.money().await, "social-care", AccountKind::Committed);
        assert_eq!(promised, 93_800 - 7_817, "and it is the child's still");
        assert_eq!(cast.holding(bought).await.paper.way, Holding::CouncilManaged);
        assert!(trial_balance(&cast.worker(finance.0)).await.unwrap().balances());
    });
}
