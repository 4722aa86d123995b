//! A year goes by: Beth's plan is agreed and a provider holds the money of her mornings, Jed's is decided and he turns eighteen on
//! it, John lives to the end of his. One run a month pays everybody, and whoever holds a fund accounts for each month.

use actions::ActionError;
use actions::agreement::{ask, sign};
use actions::money::{MoneyView, NewSpend, account_for_fund, open, record_spend};
use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::access::Purpose;
use seven_core::agreement::FamilyAnswer;
use seven_core::money::FundReturn;
use seven_core::money::fund_return::{FundSpend, ReturnStatus};
use seven_core::plan::PlanStatus;
use seven_core::plan::money::Holding;
use seven_core::plan::pattern::Stretch;
use seven_core::settings::Settings;
use seven_core::{AgreementId, AuthorityId, EvidenceId, HoldingId, Moment, Pence, TransferId};
use store::{Store, agreements, authorities, papers, plans};

use super::bought::People;
use super::living::{self, Bought};
use super::looking_back::DECIDED_AFTER;
use super::money::Account;
use super::year::Life;
use super::{BETH, BOUGHT, Desk, JED, JOHN, Words, failed};
use crate::demo::children::Child;
use crate::demo::staff::Staff;
use crate::failure::Failure;

/// Where Beth's mother has the money for school.
const CAROLS: Account = ("Carol Turner", "00-00-00", "00034567");
/// Where Jed has his.
const JEDS: Account = ("Jed Hall", "00-00-00", "00023456");
/// The most that a fund's holder keeps in a month; else a fiftieth of what is there.
const FEE: i64 = 400;
/// In this month everybody was paid late, by so many days.
const LATE: (i64, i64) = (4, 5);
/// In this month the bank sent Jed's payment back, and it was paid again so many days later.
const SENT_BACK: (i64, i64) = (7, 6);

/// Lives from the day on which Exampleshire was made until today.
pub async fn add(
    store: &Store,
    authority: &AuthorityId,
    (then, now): (Moment, Moment),
    (children, staff): (&[Child], &Staff),
) -> Result<(), Failure> {
    let of = |number: usize| children.get(number).ok_or_else(|| Failure::new("a child of the plans is missing"));
    let desk = Desk { store: store.clone(), authority: authority.clone(), moment: now, words: Words::read()? };
    let four = Four { beth: of(BETH)?, john: of(JOHN)?, jed: of(JED)?, bought: of(BOUGHT)?, staff };
    let begins = Desk { moment: then, ..desk.clone() };
    begins.begins(&four).await.map_err(failed)?;
    desk.goes_by(&four, then.today).await.map_err(failed)?;
    desk.looked_back_on(&four).await.map_err(failed)?;
    desk.next_year(four.beth).await.map_err(failed)
}

/// Whose year it is, and who works with them.
struct Four<'a> {
    beth: &'a Child,
    john: &'a Child,
    jed: &'a Child,
    /// The child whose support is bought in part.
    bought: &'a Child,
    staff: &'a Staff,
}

impl Desk {
    /// Beth's plan is asked for, both are agreed and signed, and their money is set up.
    async fn begins(&self, four: &Four<'_>) -> Result<(), ActionError> {
        let family = self.family(four.beth);
        let written = plans::of_child(&mut family.reading().await?, four.beth.id).await?;
        let draft = written.iter().find(|plan| plan.status == PlanStatus::Draft);
        let plan = draft.ok_or_else(|| ActionError::rule("plan-not-signed"))?.id;
        let asked = ask(&family, four.beth.id, plan).await?;
        let waiting = self.waiting(four.jed).await?;
        for (child, asked, account) in [(four.beth, asked, CAROLS), (four.jed, waiting, JEDS)] {
            self.agreed(child, asked).await?;
            sign(&self.family(child), child.id, asked, FamilyAnswer::Accept).await?;
            self.opened(child, asked, (four.staff, account)).await?;
        }
        Ok(())
    }

    /// The asking that waits for a decision.
    async fn waiting(&self, child: &Child) -> Result<AgreementId, ActionError> {
        let mut reading = self.family(child).reading().await?;
        for plan in plans::of_child(&mut reading, child.id).await? {
            let asked = agreements::of_plan(&mut reading, plan.id).await?;
            if let Some(open) = asked.into_iter().find(|one| one.decision.is_none() && one.ended_at.is_none()) {
                return Ok(open.id);
            }
        }
        Err(ActionError::rule("plan-not-signed"))
    }

    /// Every stream of a signed plan in the way that the family chose, paid from the plan's first day.
    async fn opened(
        &self,
        child: &Child,
        asked: AgreementId,
        (staff, account): (&Staff, Account),
    ) -> Result<(), ActionError> {
        let people = self.people(child, staff)?;
        open(&self.caller(people.worker, Purpose::Work), child.id, asked).await?;
        for stream in &self.money(child).await?.streams {
            let Some(held) = &stream.holding else { continue };
            let (ids, first) = ((HoldingId(held.id), held.version), held.paper.stretch.from);
            match held.paper.way {
                Holding::DirectPayment => {
                    let two = (people.worker, people.finance.0);
                    self.set_up(child, ids, (&stream.stream, first), two, account).await?;
                }
                Holding::IndividualServiceFund => {
                    self.provided(&people, staff).await?;
                    self.fund(&people, ids, (&stream.stream, first)).await?;
                }
                Holding::CouncilManaged => {}
            }
        }
        Ok(())
    }

    /// Month by month until today: last month's accounts of funds, the payments, and life on them.
    async fn goes_by(&self, four: &Four<'_>, then: Date) -> Result<(), ActionError> {
        let first = then.last_of_month().tomorrow().unwrap_or(then);
        let johns = self.on(then).money(four.john).await?;
        let (ends, looked) = self.last_days(four.john).await?;
        let mut has_next_year = false;
        self.explains(four.john, four.staff, then.saturating_add(4.days())).await?;
        self.on(then).changes_are_answered(four.bought).await?;
        // what was still to come of the month in which Exampleshire was made
        self.john_buys(four, &johns, (then.first_of_month(), then)).await?;
        for month in 0..12_i64 {
            let due = first.saturating_add(month.months());
            if due > self.moment.today {
                break;
            }
            if !has_next_year && looked.saturating_add(DECIDED_AFTER.days()) < due {
                self.john_goes_on(four, looked).await?;
                has_next_year = true;
            }
            // the month that was over last is left to the holder
            let is_latest = due.saturating_add(1.month()) > self.moment.today;
            for child in [four.beth, four.bought].into_iter().filter(|_| !is_latest) {
                let people = self.on(due).people(child, four.staff)?;
                self.accounts(&people, child, due).await?;
            }
            self.everybody_is_paid(four, month, due).await?;
            for child in [four.beth, four.jed] {
                self.buys(child, due).await?;
            }
            if due > ends {
                self.buys(four.john, due).await?;
            } else {
                self.john_buys(four, &johns, (due, then)).await?;
            }
        }
        if has_next_year { Ok(()) } else { self.john_goes_on(four, looked).await }
    }

    /// The last day of a plan, and that of the review before it, where both have come.
    async fn last_days(&self, child: &Child) -> Result<(Date, Date), ActionError> {
        // what is decided to be kept is kept today, after all that the year has moved
        let latest = self.moment.today.saturating_sub(DECIDED_AFTER.days());
        let held = self.money(child).await?.streams.into_iter().find_map(|stream| stream.holding);
        let ends = held.map_or(latest, |held| held.paper.stretch.until);
        Ok((ends, ends.saturating_sub(14.days()).min(latest)))
    }

    /// John looks back on his year before it ends, and his next plan is signed in time.
    async fn john_goes_on(&self, four: &Four<'_>, looked: Date) -> Result<(), ActionError> {
        self.looks_back(four.john, four.staff, (looked, &self.words.looks.john)).await?;
        self.on(looked.saturating_add(DECIDED_AFTER.days())).next_year(four.john).await
    }

    /// What John buys in a month, after a day.
    async fn john_buys(
        &self,
        four: &Four<'_>,
        johns: &MoneyView,
        (due, after): (Date, Date),
    ) -> Result<(), ActionError> {
        let finance = self.people(four.john, four.staff)?.finance;
        for stream in &johns.streams {
            let Some(held) = stream.holding.as_ref().filter(|held| held.paper.stretch.from <= due) else { continue };
            let life = Life { child: four.john, finance, stream: stream.stream.clone() };
            self.spends(&life, months_between(held.paper.stretch.from, due), (due, after)).await?;
        }
        Ok(())
    }

    /// Beth and Jed have a review some days before their plans end.
    async fn looked_back_on(&self, four: &Four<'_>) -> Result<(), ActionError> {
        let looks = &self.words.looks;
        for (child, words) in [(four.beth, &looks.beth), (four.jed, &looks.jed)] {
            let (_, looked) = self.last_days(child).await?;
            self.looks_back(child, four.staff, (looked, words)).await?;
        }
        Ok(())
    }

    /// One run for all that is due in the month, with what can go wrong in a year.
    async fn everybody_is_paid(&self, four: &Four<'_>, month: i64, due: Date) -> Result<(), ActionError> {
        let finance = self.people(four.john, four.staff)?.finance;
        let until = due.last_of_month();
        let days = if month == LATE.0 { LATE.1 } else { 0 };
        let answered = due.saturating_add(days.days()).min(self.moment.today);
        let again = due.saturating_add(SENT_BACK.1.days());
        let is_sent_back = month == SENT_BACK.0 && again <= self.moment.today;
        self.run(finance, until, answered, is_sent_back.then_some(four.jed.id)).await?;
        if is_sent_back {
            self.run(finance, until, again, None).await?;
        }
        Ok(())
    }

    /// A family buys on the twentieth what the month's days of its plan come to, out of what it was paid.
    async fn buys(&self, child: &Child, due: Date) -> Result<(), ActionError> {
        let day = due.with().day(20).build().unwrap_or(due);
        if day > self.moment.today {
            return Ok(());
        }
        let desk = self.on(day);
        let family = desk.family(child);
        let terms = Settings::read(&authorities::settings(&mut family.reading().await?).await?).terms;
        let view = desk.money(child).await?;
        for stream in &view.streams {
            let held = stream.holding.as_ref().filter(|held| held.paper.way == Holding::DirectPayment);
            let Some(held) = held else { continue };
            let month = (Stretch { from: due, until: due.last_of_month() }, held.paper.stretch);
            for Bought { line, outcome, amount } in living::of_month((&view, stream), month, &terms, stream.to_spend())
            {
                let name = ["receipt", &line.to_string(), &day.to_string()].join(" ");
                let evidence = EvidenceId(TransferId::of(&[&name]).0);
                let stream = stream.stream.clone();
                let new =
                    NewSpend { stream, line, outcome, amount, day, evidence, words: self.words.as_planned.clone() };
                record_spend(&family, child.id, new).await?;
            }
        }
        Ok(())
    }

    /// Whoever holds a fund accounts on the first of a month for the one before, where it had money then.
    async fn accounts(&self, people: &People, child: &Child, today: Date) -> Result<(), ActionError> {
        let desk = self.on(today);
        let holder = desk.caller(people.provider, Purpose::Work);
        let last = today.yesterday().unwrap_or(today);
        let terms = Settings::read(&authorities::settings(&mut holder.reading().await?).await?).terms;
        let view = desk.money(child).await?;
        for stream in &view.streams {
            let held = stream.holding.as_ref().filter(|held| held.paper.way == Holding::IndividualServiceFund);
            let (Some(held), there) = (held, stream.to_spend()) else { continue };
            if there <= Pence::ZERO {
                continue;
            }
            let fee = Pence(there.0.div_euclid(50).min(FEE));
            let month = Stretch { from: last.first_of_month(), until: last };
            let left = Pence(there.0.saturating_sub(fee.0));
            let bought = living::of_month((&view, stream), (month, held.paper.stretch), &terms, left);
            let spent: Vec<FundSpend> = bought
                .into_iter()
                .map(|one| FundSpend { line: one.line, amount: one.amount, words: self.words.as_planned.clone() })
                .collect();
            let comes_to = spent.iter().fold(fee.0, |sum, one| sum.saturating_add(one.amount.0));
            let holding = HoldingId(held.id);
            let earlier = papers::part_of::<FundReturn>(&mut holder.reading().await?, holding).await?;
            let opening = earlier.last().map_or(Pence::ZERO, |one| one.paper.closing);
            let new = FundReturn {
                child: child.id,
                holding,
                stream: stream.stream.clone(),
                month: month.from,
                opening,
                received: Pence(there.0.saturating_sub(opening.0)),
                spent,
                fee,
                closing: Pence(there.0.saturating_sub(comes_to)),
                status: ReturnStatus::Booked,
            };
            account_for_fund(&holder, new).await?;
        }
        Ok(())
    }
}

/// How many months the first of one month is after that of another.
fn months_between(from: Date, until: Date) -> usize {
    let count = |day: Date| i32::from(day.year()).saturating_mul(12).saturating_add(i32::from(day.month()));
    usize::try_from(count(until).saturating_sub(count(from))).unwrap_or(usize::MAX)
}
