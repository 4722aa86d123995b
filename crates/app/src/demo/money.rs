//! What the children have today, at a cost that does not follow need (as one authority found of its 121 children), and the
//! pots that the money comes from.

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::access::Action;
use seven_core::people::Role;
use store::packages::{self, Package};
use store::pots::{self, StoredPot};

use super::children::{Child, DEAREST};
use super::seed::Seeder;
use super::staff::Staff;
use crate::failure::Failure;

/// What is bought, from which stream, and what it costs a year in pounds: least and most.
const SUPPORT: [(&str, &str, i64, i64); 8] = [
    ("Short breaks at Meadow", "social-care", 1_500, 14_000),
    ("Saturday club", "social-care", 900, 2_600),
    ("Support at home by Side by Side", "social-care", 2_000, 18_000),
    ("Holiday scheme", "social-care", 400, 1_800),
    ("Transport to activities", "social-care", 300, 2_400),
    ("Learning support beyond the school's own", "education", 1_000, 9_000),
    ("Night nurse", "health", 4_000, 22_000),
    ("Speech and language therapy", "health", 600, 3_000),
];

/// The money of a year, in pounds, by stream.
const POTS: [(&str, i64); 3] = [("social-care", 1_900_000), ("health", 600_000), ("education", 640_000)];

/// Adds packages and pots.
pub async fn add(seeder: &mut Seeder, children: &[Child], staff: &Staff) -> Result<(), Failure> {
    for child in children {
        // not by need: some with much need have nothing, and one with little has most
        let is_dearest = child.number == DEAREST;
        let lines = if is_dearest { 2 } else { seeder.number(0, 4) };
        for _ in 0..lines {
            add_package(seeder, child, is_dearest).await?;
        }
    }
    add_pots(seeder, staff).await
}

/// The pots of this year and three before, each set some weeks ahead; once more was promised than there was.
async fn add_pots(seeder: &mut Seeder, staff: &Staff) -> Result<(), Failure> {
    let (finance, group_manager) = (staff.who(Role::Finance)?, staff.who(Role::GroupManager)?);
    let this_year = first_of_april(seeder.today);
    for (years, share) in [(3_i64, 84), (2, 89), (1, 93), (0, 100)] {
        let year_from = this_year.saturating_sub(years.years());
        seeder.go(year_from.saturating_sub(20.days()).max(seeder.years_ago(3).saturating_add(1.days())), 10);
        for (stream, pounds) in POTS {
            let available = Pence(pounds * share);
            let contingency_basis_points = 1_200;
            let pot =
                StoredPot { year_from, stream: stream.to_owned(), available, contingency_basis_points, version: 0 };
            pots::set(&mut seeder.write, &pot).await?;
            let particulars = [
                ("available", available.to_string()),
                ("contingency-basis-points", contingency_basis_points.to_string()),
            ];
            seeder.did(finance, Action::ManagePot, None, format!("pot {year_from} {stream}"), &particulars)?;
        }
        if years == 1 {
            seeder.go(year_from.saturating_add(250.days()), 16);
            let (stream, over_by) = ("health", Pence(1_240_000));
            let reason =
                "Two children came home from hospital in one month. The health board pays the difference in April.";
            pots::allow_over(&mut seeder.write, (year_from, stream), over_by, reason, group_manager).await?;
            let particulars = [("over-by", over_by.to_string())];
            let subject = format!("pot {year_from} {stream}");
            seeder.did(group_manager, Action::AllowOverCommitment, None, subject, &particulars)?;
        }
    }
    Ok(())
}

async fn add_package(seeder: &mut Seeder, child: &Child, is_dearest: bool) -> Result<(), Failure> {
    let Some((what, stream, least, most)) = seeder.one_of(&SUPPORT) else { return Ok(()) };
    let pounds = if is_dearest { seeder.number(34_000, 41_000) } else { seeder.number(least, most) };
    let days = seeder.number(30, 1_000);
    let starts_on = seeder.days_ago(days).max(child.since);
    let has_ended = seeder.number(0, 8) == 0;
    let package = Package {
        id: seeder.write.id(),
        child: child.id,
        description: what.to_owned(),
        stream: stream.to_owned(),
        yearly_cost: Pence(pounds * 100),
        starts_on,
        ends_on: has_ended.then(|| starts_on.saturating_add(80.days())),
        source: "made up for the demonstration".to_owned(),
        import: None,
    };
    let Some(worker) = child.worker(starts_on) else { return Ok(()) };
    seeder.go(starts_on, 16);
    packages::insert(&mut seeder.write, &package).await?;
    let particulars = [("stream", stream.to_owned()), ("yearly-cost", package.yearly_cost.to_string())];
    seeder.did(worker, Action::RecordPackage, Some(child.id), format!("package {}", package.id), &particulars)
}

/// The first day of the financial year.
pub fn first_of_april(day: Date) -> Date {
    let year = if day.month() >= 4 { day.year() } else { day.year() - 1 };
    Date::new(year, 4, 1).unwrap_or(day)
}
