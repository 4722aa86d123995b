//! Rob, whom John employs with his direct payment: asked in three weeks ago, with Saturdays that John has said yes to and one that
//! waits for him.

use actions::ActionError;
use actions::assistants::{NewAssistant, approve, hand_in, invite};
use actions::people::Letter;
use actions::spending::lines_of_plans;
use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::access::Purpose;
use seven_core::assistant::{Stint, Typed};
use seven_core::plan::support::UnitPrice;
use store::accounts;

use super::Desk;
use crate::demo::children::Child;

/// Where Rob has his mail.
const EMAIL: &str = "rob.fairley@example.org";
/// When he works on a Saturday: from, until, break in minutes.
const SATURDAY: (&str, &str, &str) = ("11:00", "17:30", "30");

impl Desk {
    /// From the asking in to the last Saturday.
    pub(super) async fn helped(&self, child: &Child) -> Result<(), ActionError> {
        let today = self.moment.today;
        let began = today.saturating_sub(21.days());
        let desk = self.on(began);
        let family = desk.family(child);
        let lines = lines_of_plans(&mut family.reading().await?, child.id).await?;
        let is_his = |from: Date, until: Date| from <= began && today <= until;
        let held = lines
            .iter()
            .find(|line| line.is_with_family == Some(true) && is_his(line.stretch.from, line.stretch.until));
        let Some(line) = held else { return Ok(()) };
        let new = NewAssistant {
            given: "Rob".to_owned(),
            family: "Fairley".to_owned(),
            email: EMAIL.to_owned(),
            line: line.piece,
            wage: UnitPrice(1_400_000),
            lives_with_child: Some(false),
            why: String::new(),
        };
        let letter = Letter { subject: "Hand in your hours".to_owned(), body: "Sign in with this address.".to_owned() };
        let seat = invite(&family, child.id, new, &letter).await?;
        let account = accounts::by_email(&mut family.reading().await?, EMAIL).await?;
        let rob = account.ok_or_else(|| ActionError::rule("nobody-signed-in"))?.person;
        let back = i32::from(today.weekday().to_monday_zero_offset()).saturating_add(2) % 7;
        let last = today.saturating_sub(back.days());
        for (weeks, is_answered) in [(2, true), (1, true), (0, false)] {
            let day = last.saturating_sub(weeks.weeks());
            if day < began {
                continue;
            }
            let (from, until, pause) = SATURDAY;
            let stint = Stint::read(day, Typed { from, until, pause, hours: "" });
            let stints = stint.ok().flatten().into_iter().collect();
            let evening = self.on(day);
            let hours = hand_in(&evening.caller(rob, Purpose::OwnLife), child.id, seat, stints).await?;
            if is_answered {
                approve(&evening.family(child), child.id, (hours, 1)).await?;
            }
        }
        Ok(())
    }
}
