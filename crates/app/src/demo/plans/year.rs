//! The months that John has lived on his money: payments on their days, one late and one sent back by the bank, Saturdays and
//! weekends spent, money kept for something, a query that was answered, a crisis, and a notice that waits for his answer.

use actions::ActionError;
use actions::money::{
    InCrisis, NewEarmark, NewSpend, answer_case, approve_run, bank_confirmed, bank_returned, check_run, decide_case,
    draft_run, drop_run, export_run, finish_run, give_in_crisis, hold_back, keep_money_for, open_case, record_spend,
};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use seven_core::access::Purpose;
use seven_core::money::case::{CaseStatus, NewCase};
use seven_core::money::grounds::CaseKind;
use seven_core::money::{MoneyCase, PaymentRun, RunLine};
use seven_core::people::Role;
use seven_core::{CaseId, EarmarkId, EvidenceId, Pence, PersonId, TransferId};
use store::papers;

use super::Desk;
use crate::demo::children::Child;
use crate::demo::staff::Staff;

/// Whose money it is, and the two people in finance.
pub(super) struct Life<'a> {
    pub(super) child: &'a Child,
    pub(super) finance: (PersonId, PersonId),
    /// The stream that he lives on.
    pub(super) stream: String,
}

/// What is bought in a month: the place of the line in the plan, pence, the day of the month, and what it was.
type Bought = (usize, i64, i8, &'static str);

/// Month by month, the first first: a plan's year at most.
const MONTHS: [&[Bought]; 12] = [
    &[(0, 2_400, 8, "The pictures and chips"), (0, 2_150, 15, "Town with Rob")],
    &[(0, 2_400, 6, "Bowling"), (1, 26_500, 20, "The musical in London, train and a meal"), (0, 1_980, 27, "A curry")],
    &[(0, 2_400, 4, "The pictures"), (0, 2_400, 18, "The sea, by train"), (0, 2_250, 25, "Town with Rob")],
    &[(0, 2_400, 9, "A curry"), (3, 33_000, 16, "A long weekend: Side by Side stayed here")],
    &[(0, 2_400, 5, "The pictures"), (0, 2_400, 12, "Swimming and a meal"), (0, 2_300, 26, "Town with Rob")],
    &[(0, 2_400, 10, "Bowling"), (3, 33_000, 17, "A long weekend: Side by Side stayed here")],
    &[(0, 2_250, 7, "The pictures and chips"), (0, 2_400, 21, "The sea, by train")],
    &[(0, 2_400, 6, "Bowling"), (2, 14_000, 20, "The second show, with Rob")],
    &[(0, 2_400, 5, "A curry"), (3, 33_000, 12, "A long weekend: Side by Side stayed here")],
    &[(0, 2_150, 9, "Town with Rob"), (0, 2_400, 23, "The pictures")],
    &[(0, 2_400, 6, "Swimming and a meal"), (3, 33_000, 20, "A long weekend: Side by Side stayed here")],
    &[(0, 2_400, 6, "Bowling"), (0, 2_300, 13, "A curry")],
];

/// In this month the payment was late by so many days.
const LATE: (usize, i64) = (1, 6);
/// In this month the bank sent the payment back, and it was paid again so many days later.
const SENT_BACK: (usize, i64) = (4, 8);
/// In this month money was kept for something, and a query was answered.
const KEPT: usize = 3;
/// In this month there was a crisis.
const CRISIS: usize = 5;

/// What is said in it.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct YearWords {
    sent_back: String,
    for_what: String,
    crisis: String,
    query: String,
    query_shown_by: String,
    query_answer: String,
    notice: String,
    notice_shown_by: String,
    notice_answer: String,
}

impl Desk {
    /// Lives from the first payment until today.
    pub(super) async fn lives(&self, life: &Life<'_>, staff: &Staff, first: Date) -> Result<(), ActionError> {
        let today = self.moment.today;
        let finance = self.on(first.saturating_sub(2.days()));
        hold_back(&finance.caller(life.finance.0, Purpose::Work), &life.stream, Pence(200_000)).await?;
        for place in 0..MONTHS.len() {
            let due = first.saturating_add(i64::try_from(place).unwrap_or(0).months());
            if due > today {
                break;
            }
            self.pays(life, place, due).await?;
            self.spends(life, place, (due, due.saturating_sub(1.days()))).await?;
            if place == KEPT {
                self.keeps(life, due.saturating_add(11.days())).await?;
                self.queries(life, staff, due.saturating_add(13.days())).await?;
            }
            if place == CRISIS {
                self.helps_at_once(life, due.saturating_add(5.days())).await?;
            }
        }
        self.notices(life).await
    }

    /// The month's payment, by two people and the bank.
    async fn pays(&self, life: &Life<'_>, place: usize, due: Date) -> Result<(), ActionError> {
        let by_bank = if place == LATE.0 { due.saturating_add(LATE.1.days()) } else { due };
        if by_bank > self.moment.today {
            return Ok(());
        }
        let is_sent_back = place == SENT_BACK.0 && due.saturating_add(SENT_BACK.1.days()) <= self.moment.today;
        self.run(life.finance, due, by_bank, is_sent_back.then_some(life.child.id)).await?;
        if is_sent_back {
            let again = due.saturating_add(SENT_BACK.1.days());
            self.run(life.finance, due, again, None).await?;
        }
        Ok(())
    }

    /// A run of all that was due until a day, answered by the bank on another; one child's payments may be sent back.
    pub(super) async fn run(
        &self,
        finance: (PersonId, PersonId),
        due: Date,
        answered: Date,
        sent_back: Option<PersonId>,
    ) -> Result<(), ActionError> {
        let day = self.on(answered);
        let (first, second) = (day.caller(finance.0, Purpose::Work), day.caller(finance.1, Purpose::Work));
        let run = draft_run(&first, answered, due).await?;
        let drafted = papers::find::<PaymentRun>(&mut first.reading().await?, run).await?;
        if drafted.paper.count == 0 {
            // a day that is no working day was paid for with the month before
            return drop_run(&first, run).await;
        }
        check_run(&first, run).await?;
        approve_run(&second, run).await?;
        export_run(&first, run).await?;
        let (mut confirmed, mut returned) = (Vec::new(), Vec::new());
        for line in papers::part_of::<RunLine>(&mut first.reading().await?, run).await? {
            if Some(line.paper.child) == sent_back { returned.push(line.id) } else { confirmed.push(line.id) }
        }
        for line in returned {
            bank_returned(&first, run, line, (answered, &self.words.year.sent_back)).await?;
        }
        if !confirmed.is_empty() {
            bank_confirmed(&first, run, Some(&confirmed), answered).await?;
        }
        finish_run(&first, run).await
    }

    /// What he buys in a month after a day, as far as the money of the day reaches.
    pub(super) async fn spends(
        &self,
        life: &Life<'_>,
        place: usize,
        (due, after): (Date, Date),
    ) -> Result<(), ActionError> {
        for (line, pence, day, words) in MONTHS.get(place).copied().unwrap_or_default() {
            let day = due.with().day(*day).build().unwrap_or(due);
            if day <= after || day > self.moment.today {
                continue;
            }
            let desk = self.on(day);
            let view = desk.money(life.child).await?;
            let Some(stream) = view.streams.iter().find(|one| one.stream == life.stream) else { continue };
            // nothing is bought that the money of the day does not reach
            let (Some((piece, _)), true) = (stream.support.get(*line), stream.to_spend() >= Pence(*pence)) else {
                continue;
            };
            let outcome = stream.lines.iter().find(|one| one.line == *piece).and_then(|one| one.outcome);
            let name = ["receipt", &life.child.id.to_string(), &day.to_string()].join(" ");
            let new = NewSpend {
                stream: life.stream.clone(),
                line: *piece,
                outcome,
                amount: Pence(*pence),
                day,
                evidence: EvidenceId(TransferId::of(&[&name]).0),
                words: (*words).to_owned(),
            };
            record_spend(&desk.family(life.child), life.child.id, new).await?;
        }
        Ok(())
    }

    async fn keeps(&self, life: &Life<'_>, day: Date) -> Result<(), ActionError> {
        if day > self.moment.today {
            return Ok(());
        }
        let desk = self.on(day);
        let id = EarmarkId(TransferId::of(&["kept", &life.child.id.to_string()]).0);
        let new = NewEarmark {
            stream: life.stream.clone(),
            for_what: self.words.year.for_what.clone(),
            amount: Pence(9_000),
            until: self.moment.today.saturating_add(9.months()),
        };
        keep_money_for(&desk.family(life.child), life.child.id, id, new).await
    }

    /// Somebody asks about a receipt; John tells, and that is that.
    async fn queries(&self, life: &Life<'_>, staff: &Staff, day: Date) -> Result<(), ActionError> {
        let (answered, decided) = (day.saturating_add(3.days()), day.saturating_add(7.days()));
        let child = life.child.id;
        let (Some(worker), Ok(head)) = (life.child.worker(day), staff.who(Role::HeadOfService)) else { return Ok(()) };
        if decided > self.moment.today {
            return Ok(());
        }
        let words = &self.words.year;
        let new = self.recovery(life, ("not-used-for-services", 2_400), (&words.query, &words.query_shown_by), day);
        let case = open_case(&self.on(day).caller(worker, Purpose::Work), child, new).await?;
        answer_case(&self.on(answered).family(life.child), child, (case, 1), &words.query_answer).await?;
        decide_case(&self.on(decided).caller(head, Purpose::Work), child, (case, 2), false).await
    }

    async fn helps_at_once(&self, life: &Life<'_>, day: Date) -> Result<(), ActionError> {
        let Some(worker) = life.child.worker(day).filter(|_| day <= self.moment.today) else { return Ok(()) };
        let desk = self.on(day);
        let view = desk.money(life.child).await?;
        let stream = view.streams.iter().find(|one| one.stream == life.stream);
        let line = stream.and_then(|stream| stream.support.get(3)).map(|(piece, _)| *piece);
        let new = InCrisis {
            once: TransferId::of(&["crisis", &life.child.id.to_string()]),
            stream: life.stream.clone(),
            amount: Pence(16_500),
            line,
            why: self.words.year.crisis.clone(),
        };
        give_in_crisis(&desk.caller(worker, Purpose::Work), life.child.id, new).await
    }

    /// A notice of some days ago, which waits for an answer.
    async fn notices(&self, life: &Life<'_>) -> Result<(), ActionError> {
        let day = self.moment.today.saturating_sub(3.days());
        let view = self.money(life.child).await?;
        let there = view.streams.iter().any(|one| one.stream == life.stream && one.to_spend() >= Pence(6_000));
        let Some(worker) = life.child.worker(day).filter(|_| there) else { return Ok(()) };
        let words = &self.words.year;
        let new = self.recovery(life, ("money-piled-up", 6_000), (&words.notice, &words.notice_shown_by), day);
        open_case(&self.on(day).caller(worker, Purpose::Work), life.child.id, new).await?;
        Ok(())
    }

    /// What he said to the notice, and that the money stays his.
    pub(super) async fn explains(&self, child: &Child, staff: &Staff, day: Date) -> Result<(), ActionError> {
        let Ok(head) = staff.who(Role::HeadOfService) else { return Ok(()) };
        let cases = papers::of_child::<MoneyCase>(&mut self.family(child).reading().await?, child.id).await?;
        for case in cases.iter().filter(|case| case.paper.status == CaseStatus::Notice) {
            let (id, version) = (CaseId(case.id), case.version);
            let words = &self.words.year.notice_answer;
            answer_case(&self.on(day).family(child), child.id, (id, version), words).await?;
            let decided = self.on(day.saturating_add(6.days())).caller(head, Purpose::Work);
            decide_case(&decided, child.id, (id, version + 1), false).await?;
        }
        Ok(())
    }

    fn recovery(
        &self,
        life: &Life<'_>,
        (ground, pence): (&str, i64),
        (reasons, shown_by): (&str, &str),
        day: Date,
    ) -> NewCase {
        NewCase {
            stream: life.stream.clone(),
            kind: CaseKind::Recover,
            ground: ground.to_owned(),
            evidence: EvidenceId(TransferId::of(&[ground, &life.child.id.to_string()]).0),
            shown_by: shown_by.to_owned(),
            amount: Pence(pence),
            about_day: day.saturating_sub(20.days()),
            reasons: reasons.to_owned(),
            addressed_to: String::new(),
        }
    }
}
