//! A child's money on pages: from the signed plan to the family's page after a payment that the bank has confirmed, as
//! everybody sees it who takes part.

mod bad_input;
mod bank_file;
mod between;
mod bills;
mod books;
mod cases;
mod other_way;
mod payments;
mod purse;

use seven_core::HoldingId;
use seven_core::money::grounds;
use seven_core::money::{MoneyHolding, PaymentRun};
use seven_core::people::Role;
use store::papers;

use crate::agreements::Hall;
use crate::town::{Browser, after_minutes};

type Somebody = (seven_core::PersonId, seven_core::AccountId);

/// Minutes after the plan was written at which the money is opened.
const OPENED: i64 = 20;

/// A family whose plan is signed, its key worker, and two people in finance.
pub struct Desk {
    pub hall: Hall,
    pub finn: Somebody,
    pub petra: Somebody,
}

impl Desk {
    pub async fn new() -> Desk {
        let hall = Hall::new().await;
        hall.agreed().await;
        let mut kit = hall.kit(4).await;
        let sign = hall.of_newest("/sign").await;
        let signed = kit.fill_in(&sign, &sign, &[("answer", "accept")]).await;
        assert!(signed.goes_to().ends_with("done=signed"), "{}", signed.text);
        let town = &hall.place.town;
        let finn = town.somebody("Finn", "Penny", "finn@example.gov.uk").await;
        let petra = town.somebody("Petra", "Pound", "petra@example.gov.uk").await;
        town.employ(finn.0, Role::Finance).await;
        town.employ(petra.0, Role::Finance).await;
        Desk { hall, finn, petra }
    }

    /// With the money open.
    pub async fn opened() -> (Desk, HoldingId) {
        let desk = Desk::new().await;
        let mut grace = desk.worker(OPENED).await;
        let opened =
            grace.fill_in(&desk.office(""), &desk.office("/open"), &[("agreement", &desk.agreement().await)]).await;
        assert!(opened.goes_to().ends_with("done=money-opened"), "{}", opened.text);
        let mut reading = desk.hall.place.town.store.reading(&desk.hall.place.town.authority).await.unwrap();
        let held = papers::of_child::<MoneyHolding>(&mut reading, desk.hall.child()).await.unwrap();
        (desk, HoldingId(held[0].id))
    }

    /// With everything that the law and the council ask for, paid monthly from 1 October.
    pub async fn paying() -> (Desk, HoldingId) {
        let (desk, holding) = Desk::opened().await;
        let arrange = desk.office(&format!("/{holding}"));
        let mut grace = desk.worker(OPENED + 1).await;
        let page = grace.get(&arrange).await;
        let packs = grounds::known().unwrap();
        let pack = grounds::of_stream(&packs, "social-care", after_minutes(0).today).unwrap();
        let names: Vec<String> = pack.checks_for(false).map(|check| format!("check-{}", check.id)).collect();
        let (csrf, version) = (page.hidden("csrf"), page.hidden("version"));
        let mut fields = vec![("csrf", csrf.as_str()), ("version", version.as_str())];
        fields.extend(names.iter().map(|name| (name.as_str(), "yes")));
        let kept = grace.post(&format!("{arrange}/checks"), &fields).await;
        assert!(kept.goes_to().ends_with("done=checks-kept"), "{}", kept.text);
        let mut kit = desk.hall.kit(OPENED + 2).await;
        let set_up = desk.family(&format!("/set-up/{holding}"));
        let signed = kit.fill_in(&set_up, &format!("{set_up}/terms"), &[("agrees", "yes")]).await;
        assert!(signed.goes_to().ends_with("done=terms-signed"), "{}", signed.text);
        let typed = [("name", "Kit Bell"), ("sort-code", "08-99-99"), ("account-number", "66374958")];
        let given = kit.fill_in(&set_up, &format!("{set_up}/bank"), &typed).await;
        assert!(given.goes_to().ends_with("done=bank-given"), "{}", given.text);
        let mut finn = desk.hall.browser(desk.finn, OPENED + 3).await;
        let details = desk.details().await;
        let fields = [("details", details.as_str()), ("name-match", "match"), ("answer", "confirm")];
        let confirmed = finn.fill_in(&arrange, &format!("{arrange}/bank/answer"), &fields).await;
        assert!(confirmed.goes_to().ends_with("done=bank-confirmed"), "{}", confirmed.text);
        let begun = grace.fill_in(&arrange, &format!("{arrange}/begin"), &[]).await;
        assert!(begun.goes_to().ends_with("done=payments-begun"), "{}", begun.text);
        let first = [("first-day", "1"), ("first-month", "10"), ("first-year", "2026")];
        let fields = [&[("rhythm", "monthly")], &first[..]].concat();
        let made = grace.fill_in(&arrange, &format!("{arrange}/schedule"), &fields).await;
        assert!(made.goes_to().ends_with("done=schedule-made"), "{}", made.text);
        (desk, holding)
    }

    pub async fn worker(&self, minutes: i64) -> Browser {
        self.hall.browser(self.hall.place.worker, minutes).await
    }

    pub async fn agreement(&self) -> String {
        self.hall.newest().await.id.to_string()
    }

    /// The newest bank details.
    pub async fn details(&self) -> String {
        let mut reading = self.hall.place.town.store.reading(&self.hall.place.town.authority).await.unwrap();
        let all = papers::of_child::<seven_core::money::BankDetails>(&mut reading, self.hall.child()).await.unwrap();
        all.last().unwrap().id.to_string()
    }

    /// The only run.
    pub async fn run(&self) -> papers::Stored<PaymentRun> {
        let mut reading = self.hall.place.town.store.reading(&self.hall.place.town.authority).await.unwrap();
        let today = after_minutes(0).today;
        let (from, until) =
            (today.saturating_sub(jiff::Span::new().years(1)), today.saturating_add(jiff::Span::new().years(1)));
        papers::between::<PaymentRun>(&mut reading, from, until).await.unwrap().remove(0)
    }

    /// A page of the family about the money.
    pub fn family(&self, page: &str) -> String {
        format!("/family/{}/money{page}", self.hall.child())
    }

    /// A page of the council about the child's money.
    pub fn office(&self, page: &str) -> String {
        format!("/council/children/{}/money{page}", self.hall.child())
    }
}
