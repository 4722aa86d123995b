//! The other ways to hold money: the council buys and the family sees invoices first; a fund's holder accounts for each month.
//! And what happens to a plan's money when the plan is over.

use actions::money::{
    NewInvoice, account_for_fund, approve_invoice, approve_run, ask_bank_details, bank_confirmed, begin_payments,
    check_run, confirm_bank_details, draft_run, end_of_plan, export_run, open, query_invoice, record_invoice, schedule,
    set_payee,
};
use actions::{ActionError, Caller};
use jiff::civil::{Date, date};
use seven_core::audit::Event;
use seven_core::ledger::AccountKind;
use seven_core::money::bank_details::NameMatch;
use seven_core::money::fund_return::{FundSpend, ReturnStatus};
use seven_core::money::holding::{AccountWay, HoldingStatus, PayeeKind};
use seven_core::money::invoice::InvoiceStatus;
use seven_core::money::schedule::Rhythm;
use seven_core::money::{FundReturn, Invoice, MoneyHolding};
use seven_core::people::{GroupKind, Holder, RelationKind, Role};
use seven_core::plan::money::Holding;
use seven_core::plan::support::{Quantity, UnitPrice};
use seven_core::{HoldingId, Pence, PersonId, PieceId};
use store::papers;
use testkit::{Somebody, on_both_databases};

use crate::assessments::{Cast, code};

fn on(caller: Caller, day: &str) -> Caller {
    Caller { moment: testkit::Clock::on(day).now(), ..caller }
}

impl Cast {
    /// Sam's money opened, as if the family had chosen this way.
    async fn held_as(&self, way: Holding) -> (HoldingId, PieceId) {
        let asked = self.signed().await;
        let holding = open(&self.worker(self.grace), self.sam, asked).await.unwrap().holdings[0].1;
        let mut write = self.world.writing().await;
        let mut held = papers::find::<MoneyHolding>(&mut write, holding).await.unwrap();
        held.paper.way = way;
        held.paper.is_family_first = way == Holding::CouncilManaged;
        papers::save(&mut write, &held).await.unwrap();
        let event = Event::of(write.permit(), "holding");
        write.commit(event).await.unwrap();
        (holding, self.money().await.streams[0].lines[0].line)
    }

    async fn pence_of(&self, kind: AccountKind) -> i64 {
        self.money().await.streams[0].of(kind).0
    }

    /// A run of everything that is due until a day, confirmed on it.
    async fn run_until(&self, finance: (PersonId, PersonId), day: Date) -> usize {
        let finn = self.worker(finance.0);
        let run = draft_run(&finn, day, day).await.unwrap();
        check_run(&finn, run).await.unwrap();
        approve_run(&self.worker(finance.1), run).await.unwrap();
        export_run(&finn, run).await.unwrap();
        bank_confirmed(&finn, run, None, day).await.unwrap()
    }
}

/// Three afternoons at the agreed £18.76.
pub fn invoice(line: PieceId, number: &str) -> NewInvoice {
    NewInvoice {
        line,
        provider: "Town Hall café".to_owned(),
        number: number.to_owned(),
        dated: date(2026, 9, 1),
        pay_by: date(2026, 9, 20),
        quantity: Quantity(3_000),
        price: UnitPrice::read("18.76").unwrap(),
        amount: Pence(5_628),
        pay_to: ("Town Hall café".to_owned(), "20-00-00".to_owned(), "12345678".to_owned()),
    }
}

#[test]
fn the_family_sees_an_invoice_before_the_council_pays_it() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        let (_, line) = cast.held_as(Holding::CouncilManaged).await;
        let (grace, finn, kit) = (cast.worker(cast.grace), cast.worker(finance.0), cast.family(cast.kit));
        let dear = NewInvoice { price: UnitPrice::read("20").unwrap(), amount: Pence(6_000), ..invoice(line, "16") };
        assert_eq!(code(record_invoice(&grace, cast.sam, dear).await), "invoice-above-rate");
        let id = record_invoice(&grace, cast.sam, invoice(line, "INV 17")).await.unwrap();
        let again = record_invoice(&finn, cast.sam, invoice(line, "inv-17")).await;
        assert_eq!(code(again), "invoice-duplicate", "from two people, written another way");
        let many = NewInvoice { quantity: Quantity(48_000), amount: Pence(90_048), ..invoice(line, "18") };
        assert_eq!(
            code(record_invoice(&grace, cast.sam, many).await),
            "invoice-above-line",
            "the first one waits for its part"
        );
        assert_eq!(code(approve_invoice(&finn, cast.sam, (id, 1)).await), "invoice-not-your-turn");
        let stranger = cast.world.add(Somebody::grown_up("Nina Nobody")).await.id;
        assert_eq!(code(query_invoice(&kit, cast.sam, (id, 1), ("why", stranger)).await), "invoice-owner");
        query_invoice(&kit, cast.sam, (id, 1), ("we had two afternoons", finance.0)).await.unwrap();
        let held = papers::find::<Invoice>(&mut cast.world.reading().await, id).await.unwrap().paper;
        assert_eq!((held.status, held.held.map(|held| held.owner)), (InvoiceStatus::Held, Some(finance.0)));
        let late = approve_invoice(&kit, cast.sam, (id, 1)).await;
        assert!(
            matches!(late, Err(ActionError::Store(store::StoreError::Changed(_)))),
            "somebody was quicker: {late:?}"
        );
        approve_invoice(&kit, cast.sam, (id, 2)).await.unwrap();
        approve_invoice(&finn, cast.sam, (id, 3)).await.unwrap();
        assert_eq!(cast.run_until(finance, date(2026, 9, 20)).await, 1);
        assert_eq!((cast.pence_of(AccountKind::Paid).await, cast.pence_of(AccountKind::Spent).await), (0, 5_628));
        let paid = papers::find::<Invoice>(&mut cast.world.reading().await, id).await.unwrap().paper;
        assert_eq!((paid.status, paid.paid_on), (InvoiceStatus::Paid, Some(date(2026, 9, 20))));
    });
}

#[test]
fn a_fund_is_accounted_for_month_by_month_and_what_is_not_spent_stays_the_childs() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        let (holding, line) = cast.held_as(Holding::IndividualServiceFund).await;
        let (grace, kit, finn) = (cast.worker(cast.grace), cast.family(cast.kit), cast.worker(finance.0));
        let version = papers::find::<MoneyHolding>(&mut cast.world.reading().await, holding).await.unwrap().version;
        let payee = ("Bright Days Trust", PayeeKind::Trust, AccountWay::Managed);
        set_payee(&grace, cast.sam, (holding, version), payee, (Some(Pence(500)), false, false)).await.unwrap();
        let terms = actions::money::NewTerms { conditions: vec!["Account for each month.".to_owned()] };
        actions::money::sign_terms(&kit, cast.sam, holding, terms).await.unwrap();
        let typed = ("Bright Days Trust", "20-00-00", "12345678");
        let bank = ask_bank_details(&grace, cast.sam, holding, typed).await.unwrap();
        confirm_bank_details(&finn, cast.sam, bank, NameMatch::Match).await.unwrap();
        begin_payments(&grace, cast.sam, holding).await.unwrap();
        schedule(&grace, cast.sam, holding, (Rhythm::Monthly, date(2026, 10, 1))).await.unwrap();
        cast.run_until(finance, date(2026, 10, 1)).await;
        cast.world.clock.pass_days(65);
        let told = |fee, spent| FundReturn {
            child: cast.sam,
            holding,
            stream: "social-care".to_owned(),
            month: date(2026, 10, 1),
            opening: Pence::ZERO,
            received: Pence(7_817),
            spent: vec![FundSpend { line, amount: Pence(spent), words: "two afternoons".to_owned() }],
            fee: Pence(fee),
            closing: Pence(7_817 - fee - spent),
            status: ReturnStatus::Booked,
        };
        let finn = cast.worker(finance.0);
        assert_eq!(code(account_for_fund(&finn, told(501, 3_752)).await), "fund-fee-above-limit");
        let family = account_for_fund(&cast.family(cast.kit), told(500, 3_752)).await;
        assert!(matches!(family, Err(ActionError::Refused(_))), "{family:?}");
        account_for_fund(&finn, told(500, 3_752)).await.unwrap();
        assert_eq!(code(account_for_fund(&finn, told(500, 3_752)).await), "fund-month-twice");
        let stands = (cast.pence_of(AccountKind::Paid).await, cast.pence_of(AccountKind::Spent).await);
        assert_eq!(stands, (7_817 - 4_252, 4_252));
    });
}

#[test]
fn when_a_plan_is_over_nothing_is_swept_from_who_said_nothing() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let (holding, _) = cast.held_as(Holding::CouncilManaged).await;
        let grace = cast.worker(cast.grace);
        assert_eq!(code(end_of_plan(&grace, cast.sam, holding).await), "plan-not-over");
        let after = on(cast.worker(cast.grace), "2027-10-02");
        assert_eq!(end_of_plan(&after, cast.sam, holding).await.unwrap(), Pence(93_800));
        let stands = (cast.pence_of(AccountKind::Available).await, cast.pence_of(AccountKind::Committed).await);
        assert_eq!(stands, (93_800, 0), "it is still the child's");
        let ended = papers::find::<MoneyHolding>(&mut cast.world.reading().await, holding).await.unwrap().paper;
        assert_eq!(ended.status, HoldingStatus::Ended);
    });
}

#[test]
fn a_providers_staff_bill_for_their_own_provider_and_for_what_names_it() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let (_, line) = cast.held_as(Holding::CouncilManaged).await;
        let staff_of = async |name: &str| {
            let group = cast.world.group(GroupKind::Provider, name).await;
            let person = cast.world.add(Somebody::grown_up("Rosa Helper")).await.id;
            cast.world.employ(person, Role::ProviderStaff, Some(group)).await;
            cast.world.relate_to(cast.sam, Holder::Group(group), RelationKind::Provider).await;
            cast.worker(person)
        };
        let (theirs, other) = (staff_of("Town Hall Café").await, staff_of("Side by Side").await);
        let forged = record_invoice(&other, cast.sam, invoice(line, "1")).await;
        assert_eq!(code(forged), "invoice-not-your-provider", "in another's name");
        let own_name = NewInvoice { provider: "Side by Side".to_owned(), ..invoice(line, "1") };
        assert_eq!(
            code(record_invoice(&other, cast.sam, own_name).await),
            "invoice-not-your-provider",
            "another's line"
        );
        record_invoice(&theirs, cast.sam, invoice(line, "1")).await.unwrap();
        let file = b"number,dated,pay by,line,quantity,price,amount,account name,sort code,account number\n\
                     2,2026-09-01,2026-09-20,no such line,1,1,1,x,20-00-00,12345678\n";
        let told = actions::money::record_invoices(&theirs, cast.sam, "Town Hall café", file).await.unwrap();
        assert!(matches!(told[0].2, actions::money::RowTold::NoLine(_)), "{told:?}");
    });
}
