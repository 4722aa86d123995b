//! What John has handed in of late: a receipt, cash with a signed record, his bank's statement with a question or two and something
//! that nobody has explained; a receipt on paper, who of those that are paid lives at home, the days in his own calendar.

use actions::ActionError;
use actions::assistants::{Lives, say_household};
use actions::calendar::make_link;
use actions::spending::{NewStatement, import, record, view};
use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::access::Purpose;
use seven_core::ledger::{Movement, Step};
use seven_core::matching::ExpectedKind;
use seven_core::spending::{NewRecord, Working};

use super::Desk;
use super::year::Life;

/// What was in the account before, in pence.
const OPENING: i64 = 100_000;
/// The statement goes back so many days.
const DAYS: i64 = 40;

/// A line of a statement: its day, pence, name and reference.
type Line = (Date, i64, String, String);

impl Desk {
    /// Everything that John hands in today.
    pub(super) async fn handed_in(&self, life: &Life<'_>) -> Result<(), ActionError> {
        let (john, child, today) = (self.family(life.child), life.child.id, self.moment.today);
        let money = self.money(life.child).await?;
        let plan = view(&john, child).await?.plan;
        let from = today.saturating_sub(DAYS.days());
        let mut lines: Vec<Line> = Vec::new();
        let paid = money.streams.iter().flat_map(|stream| &stream.payments).map(|stored| &stored.paper);
        for paid in paid.filter(|paid| paid.paid_on.is_some_and(|day| day >= from)) {
            let reference = format!("SEVENSTEPS {:02}{:04}", paid.due.month(), paid.due.year());
            lines.push((
                paid.paid_on.unwrap_or(paid.due),
                paid.total().0,
                "EXAMPLESHIRE COUNCIL".to_owned(),
                reference,
            ));
        }
        let is_spent = |movement, step| movement == Movement::Spend && step == Step::Post;
        for entry in money.entries.iter().filter(|entry| is_spent(entry.movement, entry.step) && entry.day >= from) {
            let line = plan.iter().find(|line| Some(line.piece) == entry.named.line);
            let payee = line.map(|line| line.payee.to_uppercase()).unwrap_or_default();
            lines.push((entry.day, -entry.amount.0, payee, String::new()));
        }
        let odd = [
            (-2_140, "CURRY HOUSE"),
            (-3_000, "CASHPOINT HIGH ST"),
            (-16_500, "SIDE BY SIDE"),
            (-12_000, "TICKETS 4711"),
        ];
        lines.extend(odd.map(|(pence, name)| (today, pence, name.to_owned(), String::new())));
        lines.sort_by_key(|line| line.0);
        let kept = |kind, pence, payee: &str, working| NewRecord {
            kind,
            day: today,
            pence: Pence(pence),
            payee: payee.to_owned(),
            reference: String::new(),
            piece: plan.first().map(|line| line.piece),
            working,
        };
        record(&john, child, kept(ExpectedKind::Receipt, 2_140, "Curry House", Working::Paid)).await?;
        let signed = Working::Cash { signed_by: "Rob".to_owned(), what: "bus fares and the pictures".to_owned() };
        record(&john, child, kept(ExpectedKind::Cash, 3_000, "Rob", signed)).await?;
        let bytes = statement(from, today, &lines).into_bytes();
        let new =
            NewStatement { file_name: "statement.sta".to_owned(), bytes, profile: None, is_of_another_account: false };
        import(&john, child, new).await?;
        self.beside(life, kept(ExpectedKind::Receipt, 1_150, "Town Hall Café", Working::Paid)).await
    }

    /// What came on paper, who of those that are paid lives at home, and the days to come in John's own calendar.
    async fn beside(&self, life: &Life<'_>, receipt: NewRecord) -> Result<(), ActionError> {
        let (john, child) = (self.family(life.child), life.child.id);
        if let Some(worker) = life.child.worker(self.moment.today) {
            record(&self.caller(worker, Purpose::Work), child, receipt).await?;
        }
        let why = "She stays with me when the trained supporter is ill. Nobody else knows my nights.";
        say_household(&john, child, "Megan Rowe", Lives::With(why.to_owned())).await?;
        make_link(&john, child).await?;
        Ok(())
    }
}

/// A bank's statement.
fn statement(from: Date, until: Date, lines: &[Line]) -> String {
    let sum = |pence: i64| format!("{},{:02}", pence.abs() / 100, pence.abs() % 100);
    let sign = |pence: i64| if pence < 0 { "D" } else { "C" };
    let on = |day: Date| day.strftime("%y%m%d").to_string();
    let mut text = format!(":20:STATEMENT\n:25:000000/00012345\n:28C:1/1\n:60F:C{}GBP{}\n", on(from), sum(OPENING));
    for (day, pence, name, reference) in lines {
        text.push_str(&format!(":61:{}{}{}NTRF{reference}\n:86:{name}\n", on(*day), sign(*pence), sum(*pence)));
    }
    let closing = lines.iter().fold(OPENING, |sum, (_, pence, ..)| sum.saturating_add(*pence));
    text.push_str(&format!(":62F:{}{}GBP{}\n-\n", sign(closing), on(until), sum(closing)));
    text
}
