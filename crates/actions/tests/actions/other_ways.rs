//! A changed plan chooses another way of holding the money: until it stands the old way goes on, and on the day it stands the money
//! switches without a gap and without being paid twice.

use actions::money::{
    ask_bank_details, begin_payments, confirm_bank_details, go_on_between_plans, other_ways, set_payee, sign_terms,
};
use actions::plan::{Entry, amend, write_piece};
use actions::{ActionError, Caller};
use jiff::civil::{Date, date};
use seven_core::access::Purpose;
use seven_core::ledger::AccountKind;
use seven_core::money::Instalment;
use seven_core::money::bank_details::NameMatch;
use seven_core::money::holding::{AccountWay, HoldingStatus, PayeeKind};
use seven_core::money::schedule::InstalmentStatus;
use seven_core::plan::Body;
use seven_core::plan::money::Holding;
use seven_core::{HoldingId, Pence};
use store::papers::{self, Stored};
use testkit::on_both_databases;

use crate::assessments::Cast;
use crate::money_cases::on;

const TODAY: &str = "2026-11-20";
const CHANGES: Date = date(2027, 1, 1);

impl Cast {
    /// The plan changes from January on, with the money held in another way; signed in November.
    async fn changed_way(&self, way: Holding, manager: &str) {
        let kit = on(self.family(self.kit), TODAY);
        let plan = amend(&kit, self.sam, CHANGES).await.unwrap();
        let mut pieces = self.view(plan).await.stored.into_iter();
        let chosen = pieces.find(|one| matches!(one.piece.body, Body::Money(_))).unwrap();
        let Body::Money(mut choice) = chosen.piece.body.clone() else { panic!("money") };
        (choice.holding, choice.manager) = (way, manager.to_owned());
        let entry =
            Entry { piece: Some(chosen.piece.id), version: chosen.version, place: None, body: Body::Money(choice) };
        write_piece(&kit, self.sam, plan, entry).await.unwrap();
        let pieces = self.view(plan).await.pieces();
        let seen = other_ways(&mut self.world.reading().await, self.sam, &pieces).await.unwrap();
        assert_eq!(
            (seen.len(), seen[0].now, seen[0].then),
            (1, Holding::DirectPayment, way),
            "seen before it is signed"
        );
        self.agreed_on(plan, TODAY).await;
    }

    async fn daily(&self, day: &str) {
        let server = Caller { person: None, purpose: Purpose::Upkeep, ..self.worker(self.grace) };
        go_on_between_plans(&on(server, day), false).await.unwrap();
    }

    async fn instalments(&self) -> Vec<Instalment> {
        let all: Vec<Stored<Instalment>> = papers::of_child(&mut self.world.reading().await, self.sam).await.unwrap();
        all.into_iter().map(|one| one.paper).filter(|one| one.status != InstalmentStatus::CalledOff).collect()
    }
}

fn total(payments: &[Instalment]) -> i64 {
    payments.iter().map(|one| one.total().0).sum()
}

#[test]
fn a_fund_that_the_plan_chose_is_set_up_while_payments_go_on_and_takes_over_on_its_day() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        cast.changed_way(Holding::IndividualServiceFund, "Bright Days Trust").await;
        let view = cast.money_on(date(2027, 1, 20)).await;
        let old = view.streams[0].holding.clone().unwrap();
        assert_eq!((old.paper.way, old.paper.status), (Holding::DirectPayment, HoldingStatus::Live));
        let new = view.coming[0].holding.clone().unwrap();
        assert_eq!((new.paper.way, new.paper.payee.as_str()), (Holding::IndividualServiceFund, "Bright Days Trust"));
        let missing: Vec<&str> = view.coming[0].missing.iter().map(|one| one.code()).collect();
        assert_eq!(missing, ["set-up-terms", "set-up-bank", "set-up-fee-limit"]);
        cast.pays(finance, CHANGES).await;
        let (before, holding) = (total(&cast.instalments().await), HoldingId(new.id));
        let grace = on(cast.worker(cast.grace), "2027-02-10");
        let open = begin_payments(&grace, cast.sam, holding).await;
        assert!(matches!(open, Err(ActionError::Invalid(ref all)) if all.len() == 3), "{open:?}");
        let payee = ("Bright Days Trust", PayeeKind::Trust, AccountWay::Managed);
        set_payee(&grace, cast.sam, (holding, new.version), payee, (Some(Pence(500)), false, false)).await.unwrap();
        let kit = on(cast.family(cast.kit), "2027-02-10");
        let terms = actions::money::NewTerms { conditions: Vec::new() };
        sign_terms(&kit, cast.sam, holding, terms).await.unwrap();
        let typed = ("Bright Days Trust", "08-99-99", "66374958");
        let details = ask_bank_details(&kit, cast.sam, holding, typed).await.unwrap();
        let finn = on(cast.worker(finance.0), "2027-02-10");
        confirm_bank_details(&finn, cast.sam, details, NameMatch::Match).await.unwrap();
        begin_payments(&grace, cast.sam, holding).await.unwrap();
        begin_payments(&grace, cast.sam, holding).await.unwrap();
        let all = cast.holdings().await;
        let of = |id: uuid::Uuid| all.iter().find(|one| one.id == id).unwrap().paper.clone();
        assert_eq!((of(old.id).status, of(old.id).stretch.until), (HoldingStatus::Ended, date(2027, 2, 9)));
        assert_eq!((of(new.id).status, of(new.id).stretch.from), (HoldingStatus::Live, date(2027, 2, 10)));
        let payments = cast.instalments().await;
        assert_eq!(total(&payments), before, "nothing is paid twice, and nothing is lost");
        // February's payment was late: it comes on the day of the switch, to the trust
        let to_trust: Vec<Date> = payments.iter().filter(|one| one.holding == holding).map(|one| one.due).collect();
        assert_eq!((to_trust[0], to_trust[1]), (date(2027, 2, 10), date(2027, 3, 1)));
        cast.pays(finance, date(2027, 9, 1)).await;
        let view = cast.money_on(date(2027, 9, 2)).await;
        assert_eq!((view.streams[0].of(AccountKind::Paid), view.coming.len()), (Pence(93_800), 0));
        assert_eq!(view.streams[0].of(AccountKind::Committed), Pence::ZERO);
        cast.adds_up(finance).await;
    });
}

#[test]
fn where_the_plan_lets_the_council_buy_it_begins_with_the_day_of_the_change() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.paid().await;
        cast.changed_way(Holding::CouncilManaged, "").await;
        cast.daily("2026-12-31").await;
        let now = cast.money_on(date(2026, 12, 31)).await;
        assert_eq!(now.streams[0].holding.as_ref().unwrap().paper.way, Holding::DirectPayment, "until then as before");
        cast.pays(finance, date(2026, 12, 1)).await;
        cast.daily("2027-01-01").await;
        cast.daily("2027-01-02").await;
        let now = cast.money_on(CHANGES).await;
        let held = now.streams[0].holding.clone().unwrap().paper;
        assert_eq!(
            (held.way, held.status, held.before[0].way),
            (Holding::CouncilManaged, HoldingStatus::Live, Holding::DirectPayment)
        );
        assert_eq!(total(&cast.instalments().await), 3 * 7_817, "what was paid stays, nothing more is");
        assert_eq!(now.streams[0].of(AccountKind::Committed), Pence(93_800 - 3 * 7_817), "and is bought for the child");
        assert!(now.coming.is_empty());
        cast.adds_up(finance).await;
    });
}
