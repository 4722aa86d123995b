//! What stands first on a child's page once a plan is lived on: what can be spent, what comes next, and a letter that waits.

use std::fmt::Display;

use actions::money::{MoneyView, StreamMoney};
use jiff::civil::Date;
use seven_core::money::case::CaseStatus;
use seven_core::money::{Instalment, MoneyCase};
use seven_core::plan::money::Holding;
use seven_core::{Pence, PersonId};
use store::{Reading, papers};

use crate::dates::day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::words::PageWords;

/// How a plan is lived on today.
pub(super) struct Living {
    /// In sentences, one after the other.
    pub now: String,
    /// What the council asked about the money and nobody answered yet.
    pub waits: Option<Link>,
    /// Where it stands how the money is held.
    pub held: Option<String>,
}

impl Living {
    /// Loads it; `at` is the child's page.
    pub async fn of(
        reading: &mut Reading,
        w: PageWords,
        (child, today): (PersonId, Date),
        at: &str,
    ) -> Result<Living, Fault> {
        let view = MoneyView::load(reading, child, today).await?;
        let cases = papers::of_child::<MoneyCase>(reading, child).await?;
        let waits = cases.iter().find(|one| one.paper.status == CaseStatus::Notice && one.paper.answer.is_none());
        let waits = waits.map(|case| {
            let text = w.say("living.answer-by", &[("day", &day(w, case.paper.answer_by))]);
            Link::new(text, format!("{at}/money/cases/{}", case.id))
        });
        let held = view.streams.iter().find_map(|stream| stream.holding.as_ref());
        let held = held.map(|held| format!("{at}/money/set-up/{}", held.id));
        let now = [spend(w, &view), next(w, &view)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Ok(Living { now, waits, held })
    }
}

/// What can be spent now, all streams together; where the council buys everything, that.
fn spend(w: PageWords, view: &MoneyView) -> Option<String> {
    let is_bought =
        |one: &&StreamMoney| one.holding.as_ref().is_some_and(|held| held.paper.way == Holding::CouncilManaged);
    let (bought, own): (Vec<&StreamMoney>, Vec<&StreamMoney>) = view.streams.iter().partition(is_bought);
    if own.is_empty() {
        return (!bought.is_empty()).then(|| w.t("living.bought").to_owned());
    }
    let sum = Pence(own.iter().fold(0, |sum, one| sum.saturating_add(one.to_spend().0)));
    Some(w.say("living.spend", &[("sum", &sum)]))
}

/// The payment that comes next, or the first that is late.
fn next(w: PageWords, view: &MoneyView) -> Option<String> {
    let payments = view.streams.iter().filter_map(|stream| stream.next_payment(view.today));
    let next: &Instalment = payments.min_by_key(|one| one.due)?;
    let values: [(&str, &dyn Display); 2] = [("sum", &next.total()), ("day", &day(w, next.due))];
    Some(w.say(if next.due < view.today { "living.late" } else { "living.next" }, &values))
}
