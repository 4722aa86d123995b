//! John's money: opened from his signed plan, set up by him and his key worker, paid for the first time by two people in
//! finance, and a little of it spent.

use actions::ActionError;
use actions::money::{
    MoneyView, NewSpend, NewTerms, answer_checks, approve_run, ask_bank_details, bank_confirmed, begin_payments,
    check_run, confirm_bank_details, draft_run, export_run, finish_run, open, record_spend, schedule, sign_terms,
};
use seven_core::access::Purpose;
use seven_core::money::bank_details::NameMatch;
use seven_core::money::grounds::{self, CheckAnswered};
use seven_core::money::schedule::Rhythm;
use seven_core::people::Role;
use seven_core::plan::money::Holding;
use seven_core::{AgreementId, EvidenceId, HoldingId, Pence, PersonId, TransferId};

use super::Desk;
use crate::demo::children::Child;
use crate::demo::staff::Staff;

/// What John agreed to when he signed for his money.
const CONDITIONS: [&str; 3] = [
    "The money is spent on what the plan says.",
    "We write down what we spend, and keep receipts for six years.",
    "We tell the council when something big changes.",
];
/// What the first afternoon cost.
const SPENT: Pence = Pence(2_400);

impl Desk {
    /// Everything from the signed plan to the first receipt.
    pub(super) async fn paid(&self, child: &Child, asked: AgreementId, staff: &Staff) -> Result<(), ActionError> {
        let worker = child.worker(self.moment.today).ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
        let officers: Vec<PersonId> =
            staff.others.iter().filter(|(role, _)| *role == Role::Finance).map(|(_, person)| *person).collect();
        let [first, second, ..] = officers.as_slice() else { return Err(ActionError::rule("run-same-person")) };
        open(&self.caller(worker, Purpose::Work), child.id, asked).await?;
        let view = self.money(child.id).await?;
        for stream in &view.streams {
            let Some(held) = stream.holding.as_ref().filter(|held| held.paper.way == Holding::DirectPayment) else {
                continue;
            };
            self.set_up(child.id, (HoldingId(held.id), held.version), &stream.stream, (worker, *first)).await?;
        }
        let (first, second) = (self.caller(*first, Purpose::Work), self.caller(*second, Purpose::Work));
        let today = self.moment.today;
        // in some months nothing of the plan begins at once: the first payment is made ahead
        let view = self.money(child.id).await?;
        let due = view.streams.iter().filter_map(|stream| stream.next_payment(today)).map(|next| next.due).min();
        let Some(due) = due else { return Ok(()) };
        let run = draft_run(&first, today, due.max(today)).await?;
        check_run(&first, run).await?;
        approve_run(&second, run).await?;
        export_run(&first, run).await?;
        bank_confirmed(&first, run, None, today).await?;
        finish_run(&first, run).await?;
        self.spent(child.id).await
    }

    pub(super) async fn money(&self, child: PersonId) -> Result<MoneyView, ActionError> {
        let family = self.caller(child, Purpose::OwnLife);
        MoneyView::load(&mut family.reading().await?, child, self.moment.today).await
    }

    /// The law's questions, John's signature, his account with a second person's word for it, and monthly payments.
    async fn set_up(
        &self,
        child: PersonId,
        (holding, version): (HoldingId, i64),
        stream: &str,
        (worker, officer): (PersonId, PersonId),
    ) -> Result<(), ActionError> {
        let (family, worker) = (self.caller(child, Purpose::OwnLife), self.caller(worker, Purpose::Work));
        let packs = grounds::known().map_err(|error| ActionError::Outside(error.to_string()))?;
        let checks = grounds::of_stream(&packs, stream, self.moment.today).map(|pack| pack.checks_for(false));
        let is_so =
            |check: &grounds::Check| CheckAnswered { check: check.id.clone(), is_so: true, seen: String::new() };
        let answers = checks.into_iter().flatten().map(is_so).collect();
        answer_checks(&worker, child, (holding, version), answers).await?;
        let conditions = CONDITIONS.map(str::to_owned).to_vec();
        sign_terms(&family, child, holding, NewTerms { conditions }).await?;
        let details = ask_bank_details(&family, child, holding, ("John Rowe", "00-00-00", "00012345")).await?;
        confirm_bank_details(&self.caller(officer, Purpose::Work), child, details, NameMatch::Match).await?;
        begin_payments(&worker, child, holding).await?;
        schedule(&worker, child, holding, (Rhythm::Monthly, self.moment.today)).await?;
        Ok(())
    }

    /// The first afternoon, out of the first line of the plan.
    async fn spent(&self, child: PersonId) -> Result<(), ActionError> {
        let view = self.money(child).await?;
        let there = view.streams.iter().filter(|stream| stream.to_spend() >= SPENT);
        let Some(line) = there.flat_map(|stream| &stream.lines).next() else { return Ok(()) };
        let new = NewSpend {
            stream: line.stream.clone(),
            line: line.line,
            outcome: line.outcome,
            amount: SPENT,
            day: self.moment.today,
            evidence: EvidenceId(TransferId::of(&["the first afternoon", &child.to_string()]).0),
            words: "The first afternoon with Rob".to_owned(),
        };
        record_spend(&self.caller(child, Purpose::OwnLife), child, new).await?;
        Ok(())
    }
}
