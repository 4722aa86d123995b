//! Records that somebody opened outside their relations, what they looked at, and what the safeguarding lead found.

use jiff::{SignedDuration, ToSpan};
use seven_core::access::Action;
use seven_core::people::Role;
use store::broken_glass;

use super::children::Child;
use super::seed::Seeder;
use super::staff::{KEY_WORKERS_IN_A_TEAM, Staff};
use crate::failure::Failure;

/// Which child, how many days ago, why, and what was found; the newest is not looked at yet.
const OPENED: [(usize, i64, &str, Option<&str>); 6] = [
    (3, 2, "The out-of-hours line had a call from the child's grandmother; nobody of the team could be reached.", None),
    (
        12,
        74,
        "Police asked at night whether a child on their way home has medicine that cannot wait.",
        Some("Right: the duty worker looked for what was needed and at nothing else. The family was told next day."),
    ),
    (
        27,
        188,
        "The school rang about bruises while the key worker was on leave.",
        Some("Right. The team now names a second worker for each week of leave."),
    ),
    (
        33,
        366,
        "Wanted to see how another team words its reasons.",
        Some("Not a reason to open a record. Talked to the worker and the manager; the family had a letter."),
    ),
    (
        48,
        560,
        "A hospital ward asked who may be told that he is there.",
        Some("Right, and short. The contacts were out of date and have been put right."),
    ),
    (
        60,
        830,
        "A taxi firm rang: nobody was at home to meet her.",
        Some("Right. The aunt's number has been added to the record."),
    ),
];

/// Adds the records that were opened.
pub async fn add(seeder: &mut Seeder, children: &[Child], staff: &Staff) -> Result<(), Failure> {
    let safeguarding = staff.who(Role::SafeguardingLead)?;
    for (number, days, reason, found) in OPENED {
        let Some(child) = children.get(number) else { continue };
        let day = seeder.days_ago(days);
        // somebody of another team
        let elsewhere = (child.team_at + 1) % staff.teams.len().max(1);
        let by = staff.key_workers.get(elsewhere * KEY_WORKERS_IN_A_TEAM).copied();
        let stranger = by.filter(|by| !seeder.may(*by, Action::ViewChild, child.id));
        let Some(by) = stranger.filter(|_| child.since < day) else { continue };
        seeder.go(day, 20);
        let until = seeder.write.moment().at.saturating_add(SignedDuration::from_hours(4)).unwrap_or(seeder.now);
        let id = broken_glass::insert(&mut seeder.write, by, child.id, reason, until).await?;
        let subject = format!("opened record {id}");
        seeder.did(by, Action::BreakGlass, Some(child.id), subject.clone(), &[("hours", "4".to_owned())])?;
        for (action, page) in [(Action::ViewChild, ""), (Action::ViewBudget, "/budget"), (Action::ViewNotes, "/notes")]
        {
            seeder.pass(2);
            let page = format!("page /council/children/{}{page}", child.id);
            seeder.did_as(by, (action, true), Some(child.id), page, &[])?;
        }
        if let Some(found) = found {
            seeder.go(day.saturating_add(3.days()), 9);
            broken_glass::review(&mut seeder.write, id, safeguarding, found).await?;
            let particulars = [("reviewed", "yes".to_owned())];
            seeder.did(safeguarding, Action::ReviewBreakGlass, Some(child.id), subject, &particulars)?;
        }
    }
    Ok(())
}
