//! Direct payments: opened from a signed plan and set up by the family and the key worker. John's months since are in `year`.

use actions::ActionError;
use actions::money::{
    MoneyView, NewTerms, answer_checks, ask_bank_details, begin_payments, confirm_bank_details, open, schedule,
    sign_terms,
};
use jiff::civil::Date;
use seven_core::access::Purpose;
use seven_core::money::bank_details::NameMatch;
use seven_core::money::grounds::{self, CheckAnswered};
use seven_core::money::schedule::Rhythm;
use seven_core::people::Role;
use seven_core::plan::money::Holding;
use seven_core::{AgreementId, HoldingId, PersonId};

use super::Desk;
use super::year::Life;
use crate::demo::children::Child;
use crate::demo::staff::Staff;

/// Where John's money is paid.
const JOHNS: Account = ("John Rowe", "00-00-00", "00012345");

/// What a family agrees to when it signs for its money.
const CONDITIONS: [&str; 3] = [
    "The money is spent on what the plan says.",
    "We write down what we spend, and keep receipts for six years.",
    "We tell the council when something big changes.",
];

/// The name on an account, its sort code and its number.
pub(super) type Account = (&'static str, &'static str, &'static str);

impl Desk {
    /// Everything from the plan that was signed then to the life since.
    pub(super) async fn paid(
        &self,
        then: &Desk,
        child: &Child,
        asked: AgreementId,
        staff: &Staff,
    ) -> Result<(), ActionError> {
        let worker = child.worker(then.moment.today).ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
        let officers: Vec<PersonId> =
            staff.others.iter().filter(|(role, _)| *role == Role::Finance).map(|(_, person)| *person).collect();
        let [first, second, ..] = officers.as_slice() else { return Err(ActionError::rule("run-same-person")) };
        open(&then.caller(worker, Purpose::Work), child.id, asked).await?;
        let view = then.money(child).await?;
        for stream in &view.streams {
            let Some(held) = stream.holding.as_ref().filter(|held| held.paper.way == Holding::DirectPayment) else {
                continue;
            };
            let begins = held.paper.stretch.from;
            let ids = (HoldingId(held.id), held.version);
            then.set_up(child, ids, (&stream.stream, begins), (worker, *first), JOHNS).await?;
            let life = Life { child, finance: (*first, *second), stream: stream.stream.clone() };
            self.lives(&life, staff, begins).await?;
            self.handed_in(&life).await?;
        }
        Ok(())
    }

    /// A child's money as it stands on the day of the desk.
    pub(super) async fn money(&self, child: &Child) -> Result<MoneyView, ActionError> {
        MoneyView::load(&mut self.family(child).reading().await?, child.id, self.moment.today).await
    }

    /// The law's questions, the family's signature, its account with a second person's word for it, and monthly payments.
    pub(super) async fn set_up(
        &self,
        child: &Child,
        (holding, version): (HoldingId, i64),
        (stream, first): (&str, Date),
        (worker, officer): (PersonId, PersonId),
        account: Account,
    ) -> Result<(), ActionError> {
        let (family, worker) = (self.family(child), self.caller(worker, Purpose::Work));
        let child = child.id;
        let packs = grounds::known().map_err(|error| ActionError::Outside(error.to_string()))?;
        let checks = grounds::of_stream(&packs, stream, self.moment.today).map(|pack| pack.checks_for(false));
        let is_so =
            |check: &grounds::Check| CheckAnswered { check: check.id.clone(), is_so: true, seen: String::new() };
        let answers = checks.into_iter().flatten().map(is_so).collect();
        answer_checks(&worker, child, (holding, version), answers).await?;
        let conditions = CONDITIONS.map(str::to_owned).to_vec();
        sign_terms(&family, child, holding, NewTerms { conditions }).await?;
        let details = ask_bank_details(&family, child, holding, account).await?;
        confirm_bank_details(&self.caller(officer, Purpose::Work), child, details, NameMatch::Match).await?;
        begin_payments(&worker, child, holding).await?;
        schedule(&worker, child, holding, (Rhythm::Monthly, first)).await?;
        Ok(())
    }
}
