//! An ordinary working life: people sign in, some in vain; the log is checked, old rows go when their time has come.

use jiff::ToSpan;
use seven_core::access::{Action, Purpose, operator};
use seven_core::audit::{Detail, Event};
use seven_core::people::Role;

use super::seed::Seeder;
use super::staff::Staff;
use crate::failure::Failure;

/// Days between the visits of one person that are put on record.
const EVERY_DAYS: i64 = 21;

/// Adds what is about no child in particular.
pub async fn add(seeder: &mut Seeder, staff: &Staff) -> Result<(), Failure> {
    let from = seeder.years_ago(3);
    for (at, person) in staff.everybody().enumerate() {
        let mut day =
            from.saturating_add(i64::try_from(at).unwrap_or(0).saturating_mul(1).days()).tomorrow().unwrap_or(from);
        let way = if at % 3 == 0 { "organisation" } else { "password" };
        while day < seeder.today {
            seeder.go(day, 8);
            seeder.sign_in(person, way)?;
            day = day.saturating_add(EVERY_DAYS.days());
        }
    }
    in_vain(seeder);
    let auditor = staff.who(Role::Auditor)?;
    for quarter in 1..12 {
        seeder.go(from.saturating_add((quarter * 91).days()).min(seeder.today), 13);
        let particulars = [("rows", "200".to_owned()), ("as", "page".to_owned())];
        seeder.did(auditor, Action::ViewAuditLog, None, "list audit log", &particulars)?;
        if quarter % 4 == 0 {
            let particulars = [("rows", "2000".to_owned()), ("as", "csv".to_owned())];
            seeder.did(auditor, Action::ExportAuditLog, None, "list audit log", &particulars)?;
            seeder.pass(20);
            let permit = operator(Action::RunRetention, None);
            let event = Event::of(&permit, "retention run").with("records", 0);
            seeder.write.also(event);
        }
    }
    links(seeder).await
}

/// Links by e-mail that were asked for in the last weeks.
async fn links(seeder: &mut Seeder) -> Result<(), Failure> {
    for (days, to) in
        [(1, "amina.okafor.00@post.example"), (4, "rhys.morgan.1@post.example"), (6, "amina.okafor.00@post.example")]
    {
        seeder.go(seeder.days_ago(days), 18);
        let body = "Hello,\n\nyou asked for a link to sign in to Seven Steps. This one was used, so it opens nothing any \
                    more.\n\nDid you not ask? Then you need not do anything.\n\nExampleshire";
        seeder.post(to, "Your link to sign in", body.to_owned()).await?;
    }
    Ok(())
}

/// Somebody who mistyped, and a stranger who tried for an hour and was kept waiting.
fn in_vain(seeder: &mut Seeder) {
    for (days, way, outcome, times) in [
        (33, "password", "tried", 2),
        (140, "link", "nobody to send it to", 1),
        (301, "password", "tried", 9),
        (301, "password", "kept waiting", 4),
    ] {
        seeder.go(seeder.days_ago(days), 23);
        for _ in 0..times {
            seeder.pass(2);
            let event = Event {
                actor: None,
                seat: None,
                action: Action::SignIn,
                purpose: Purpose::OwnLife,
                child: None,
                subject: "unknown account".to_owned(),
                detail: Detail::new(),
            };
            seeder.write.also(event.with("way", way).with("outcome", outcome));
        }
    }
}
