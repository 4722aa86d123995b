//! What John has spent: a receipt, cash with a signed record, and his bank's statement with a question or two and something that
//! nobody has explained.

use actions::ActionError;
use actions::spending::{NewStatement, import, record};
use jiff::civil::Date;
use seven_core::access::Purpose;
use seven_core::matching::ExpectedKind;
use seven_core::spending::{NewRecord, Working};
use seven_core::{Pence, PersonId};

use super::Desk;

/// What was in the account before, in pence.
const OPENING: i64 = 40_000;

impl Desk {
    /// Everything that John hands in on the day of his first payment.
    pub(super) async fn handed_in(&self, child: PersonId) -> Result<(), ActionError> {
        let john = self.caller(child, Purpose::OwnLife);
        let view = self.money(child).await?;
        let today = self.moment.today;
        let stream = view.streams.iter().find(|stream| stream.to_spend() > Pence::ZERO);
        let arrived = stream.and_then(|stream| stream.payments.iter().find(|one| one.paper.paid_on.is_some()));
        let (Some(stream), Some(arrived)) = (stream, arrived) else { return Ok(()) };
        let saturdays = stream.lines.first().map(|line| line.line);
        let kept = |kind, pence, payee: &str, working| NewRecord {
            kind,
            day: today,
            pence: Pence(pence),
            payee: payee.to_owned(),
            reference: String::new(),
            piece: saturdays,
            working,
        };
        record(&john, child, kept(ExpectedKind::Receipt, 2_140, "Curry House", Working::Paid)).await?;
        let signed = Working::Cash { signed_by: "Rob".to_owned(), what: "bus fares and the pictures".to_owned() };
        record(&john, child, kept(ExpectedKind::Cash, 3_000, "Rob", signed)).await?;
        let reference = format!("SEVENSTEPS {:02}{:04}", arrived.paper.due.month(), arrived.paper.due.year());
        let lines = [
            (arrived.paper.total().0, "EXAMPLESHIRE COUNCIL", reference.as_str()),
            (-2_400, "ROB", ""),
            (-2_140, "CURRY HOUSE", ""),
            (-3_000, "CASHPOINT HIGH ST", ""),
            (-16_500, "SIDE BY SIDE", ""),
            (-12_000, "TICKETS ONLINE 4711", ""),
        ];
        let new = NewStatement {
            file_name: "statement.sta".to_owned(),
            bytes: statement(today, &lines).into_bytes(),
            profile: None,
            is_of_another_account: false,
        };
        import(&john, child, new).await?;
        Ok(())
    }
}

/// A bank's statement of one day.
fn statement(day: Date, lines: &[(i64, &str, &str)]) -> String {
    let sum = |pence: i64| format!("{},{:02}", pence.abs() / 100, pence.abs() % 100);
    let sign = |pence: i64| if pence < 0 { "D" } else { "C" };
    let on = day.strftime("%y%m%d");
    let mut text = format!(":20:STATEMENT\n:25:000000/00012345\n:28C:1/1\n:60F:C{on}GBP{}\n", sum(OPENING));
    for (pence, name, reference) in lines {
        text.push_str(&format!(":61:{on}{}{}NTRF{reference}\n:86:{name}\n", sign(*pence), sum(*pence)));
    }
    let closing = lines.iter().fold(OPENING, |sum, (pence, ..)| sum.saturating_add(*pence));
    text.push_str(&format!(":62F:{}{on}GBP{}\n-\n", sign(closing), sum(closing)));
    text
}
