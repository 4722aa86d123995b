//! A plan of which the council buys one part and a provider holds another: invoices with the family's yes first, a fund, a
//! worker's small budget, and a change of rates.

use actions::ActionError;
use actions::money::{
    BillLine, MoneyView, NewFind, NewInvoice, NewTerms, answer_checks, approve_invoice, ask_bank_details,
    begin_payments, bill_lines, change_rates, confirm_bank_details, explain_find, give_float, open, record_find,
    record_invoice, schedule, set_payee, sign_terms,
};
use actions::people::{NewRelation, relate};
use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::access::Purpose;
use seven_core::money::bank_details::NameMatch;
use seven_core::money::grounds::{self, CheckAnswered};
use seven_core::money::holding::{AccountWay, PayeeKind};
use seven_core::money::schedule::Rhythm;
use seven_core::people::{Holder, RelationKind, Role};
use seven_core::plan::money::Holding;
use seven_core::plan::support::Quantity;
use seven_core::{AgreementId, HoldingId, Pence, PersonId};

use super::Desk;
use crate::demo::children::Child;
use crate::demo::staff::Staff;

/// Who sends invoices and holds the fund.
const PROVIDER: &str = "Side by Side Support";
/// Where it is paid.
const ACCOUNT: (&str, &str, &str) = (PROVIDER, "20-00-00", "31926819");

/// Everybody who takes part.
pub(super) struct People {
    pub(super) child: PersonId,
    pub(super) family: PersonId,
    pub(super) worker: PersonId,
    pub(super) provider: PersonId,
    pub(super) finance: (PersonId, PersonId),
}

impl Desk {
    /// Everything from the signed plan to a bill that waits for the family.
    pub(super) async fn bought(&self, child: &Child, asked: AgreementId, staff: &Staff) -> Result<(), ActionError> {
        let people = self.people(child, staff)?;
        let worker = self.caller(people.worker, Purpose::Work);
        self.provided(&people, staff).await?;
        open(&worker, child.id, asked).await?;
        let view = self.money(child).await?;
        for stream in &view.streams {
            let Some(held) = &stream.holding else { continue };
            let ids = (HoldingId(held.id), held.version);
            match held.paper.way {
                Holding::CouncilManaged => {
                    let payee = ("Exampleshire", PayeeKind::Council, AccountWay::Managed);
                    set_payee(&worker, child.id, ids, payee, (None, false, true)).await?;
                }
                Holding::IndividualServiceFund => {
                    self.fund(&people, ids, (&stream.stream, self.moment.today)).await?;
                }
                Holding::DirectPayment => {}
            }
        }
        let view = self.money(child).await?;
        self.bills(&people, &view).await?;
        self.small_budget(&people).await?;
        let from = self.moment.today.saturating_add(2.months()).first_of_month();
        let finance = self.caller(people.finance.0, Purpose::Work);
        change_rates(&finance, "education", (from, 350), "Wages of helpers rose by 3.5 %").await?;
        Ok(())
    }

    /// Who takes part for a child on the day of the desk.
    pub(super) fn people(&self, child: &Child, staff: &Staff) -> Result<People, ActionError> {
        let nobody = || ActionError::rule("nobody-signed-in");
        let of = |role: Role| staff.others.iter().filter(move |(held, _)| *held == role).map(|(_, person)| *person);
        Ok(People {
            child: child.id,
            family: child.parents.first().copied().ok_or_else(nobody)?,
            worker: child.worker(self.moment.today).ok_or_else(nobody)?,
            provider: of(Role::ProviderStaff).next().ok_or_else(nobody)?,
            finance: (of(Role::Finance).next().ok_or_else(nobody)?, of(Role::Finance).nth(1).ok_or_else(nobody)?),
        })
    }

    /// The provider is around the child from the day of the desk.
    pub(super) async fn provided(&self, people: &People, staff: &Staff) -> Result<(), ActionError> {
        let group = staff.providers.get(1).copied().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
        let new = NewRelation {
            holder: Holder::Group(group),
            kind: RelationKind::Provider,
            is_contact_restricted: false,
            starts_on: self.moment.today,
            ends_on: None,
            source: "the signed plan".to_owned(),
        };
        relate(&self.caller(people.worker, Purpose::Work), people.child, new).await?;
        Ok(())
    }

    /// The provider holds the fund, may keep a little, and is paid monthly from a first day.
    pub(super) async fn fund(
        &self,
        people: &People,
        (id, version): (HoldingId, i64),
        (stream, first): (&str, Date),
    ) -> Result<(), ActionError> {
        let worker = self.caller(people.worker, Purpose::Work);
        let payee = (PROVIDER, PayeeKind::Provider, AccountWay::Managed);
        set_payee(&worker, people.child, (id, version), payee, (Some(Pence(500)), false, false)).await?;
        let packs = grounds::known().map_err(|error| ActionError::Outside(error.to_string()))?;
        let checks = grounds::of_stream(&packs, stream, self.moment.today).map(|pack| pack.checks_for(false));
        let is_so =
            |check: &grounds::Check| CheckAnswered { check: check.id.clone(), is_so: true, seen: String::new() };
        let answers = checks.into_iter().flatten().map(is_so).collect();
        answer_checks(&worker, people.child, (id, version + 1), answers).await?;
        let terms = NewTerms { conditions: vec!["The holder accounts for each month.".to_owned()] };
        sign_terms(&self.caller(people.family, Purpose::OwnLife), people.child, id, terms).await?;
        let details = ask_bank_details(&worker, people.child, id, ACCOUNT).await?;
        let finance = self.caller(people.finance.0, Purpose::Work);
        confirm_bank_details(&finance, people.child, details, NameMatch::Match).await?;
        begin_payments(&worker, people.child, id).await?;
        schedule(&worker, people.child, id, (Rhythm::Monthly, first)).await?;
        Ok(())
    }

    /// Two invoices: one that both sides said yes to, and one that waits for the family.
    async fn bills(&self, people: &People, view: &MoneyView) -> Result<(), ActionError> {
        let provider = self.caller(people.provider, Purpose::Work);
        let lines = bill_lines(&mut provider.reading().await?, view).await?;
        let Some(line) = lines.first() else { return Ok(()) };
        let first = record_invoice(&provider, people.child, self.invoice(line, "SBS-1041")).await?;
        record_invoice(&provider, people.child, self.invoice(line, "SBS-1058")).await?;
        approve_invoice(&self.caller(people.family, Purpose::OwnLife), people.child, (first, 1)).await?;
        approve_invoice(&self.caller(people.finance.0, Purpose::Work), people.child, (first, 2)).await
    }

    /// Two evenings of two hours.
    fn invoice(&self, line: &BillLine, number: &str) -> NewInvoice {
        let (name, sort_code, account) = ACCOUNT;
        NewInvoice {
            line: line.line,
            provider: PROVIDER.to_owned(),
            number: number.to_owned(),
            dated: self.moment.today,
            pay_by: self.moment.today.saturating_add(30.days()),
            quantity: Quantity(4_000),
            price: line.price,
            amount: Pence(line.price.0.saturating_mul(4) / 1_000),
            pay_to: (name.to_owned(), sort_code.to_owned(), account.to_owned()),
        }
    }

    /// The key worker has £300 for small things: bought one, found one.
    async fn small_budget(&self, people: &People) -> Result<(), ActionError> {
        let finance = self.caller(people.finance.1, Purpose::Work);
        let stream = "social-care";
        give_float(&finance, people.worker, (stream, Pence(30_000)), "for the winter").await?;
        let worker = self.caller(people.worker, Purpose::Work);
        let find = |what: &str, pence, worth| NewFind {
            stream: stream.to_owned(),
            what: what.to_owned(),
            amount: Pence(pence),
            worth,
        };
        let bought = record_find(&worker, people.child, find("Goggles and a float for the pool", 1_850, None)).await?;
        let words = "Needed for the first lesson; the receipt is in the file.";
        explain_find(&worker, people.child, bought, words).await?;
        let free = find("A locker at the pool, lent by the swimming club", 0, Some(Pence(2_500)));
        record_find(&worker, people.child, free).await?;
        record_find(&worker, people.child, find("Bus fares to the pool for a month", 2_200, None)).await?;
        Ok(())
    }
}
