//! What the children have today, at a cost that does not follow need (as one authority found of its 121 children), and the
//! pots that the money comes from.

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::Pence;
use store::packages::{self, Package};
use store::pots::{self, StoredPot};

use super::children::Child;
use super::seed::Seeder;
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
const POTS: [(&str, i64); 3] = [("social-care", 1_900_000), ("health", 420_000), ("education", 640_000)];

/// Adds packages and pots.
pub async fn add(seeder: &mut Seeder<'_>, children: &[Child]) -> Result<(), Failure> {
    for (number, child) in children.iter().enumerate() {
        // not by need: some with much need have nothing, and one with little has most
        let lines = if number == 17 { 4 } else { seeder.number(0, 4) };
        for _ in 0..lines {
            add_package(seeder, child, number == 17).await?;
        }
    }
    let this_year = first_of_april(seeder.today);
    for (stream, pounds) in POTS {
        for (year_from, share) in [(this_year.saturating_sub(1.years()), 93), (this_year, 100)] {
            let pot = StoredPot {
                year_from,
                stream: stream.to_owned(),
                available: Pence(pounds * share),
                contingency_basis_points: 1_200,
                version: 0,
            };
            pots::set(&mut seeder.write, &pot).await?;
        }
    }
    Ok(())
}

async fn add_package(seeder: &mut Seeder<'_>, child: &Child, is_dearest: bool) -> Result<(), Failure> {
    let Some((what, stream, least, most)) = seeder.one_of(&SUPPORT) else { return Ok(()) };
    let pounds = if is_dearest { seeder.number(34_000, 41_000) } else { seeder.number(least, most) };
    let starts_on = seeder.today.saturating_sub(seeder.number(90, 1_000).days());
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
    Ok(packages::insert(&mut seeder.write, &package).await?)
}

/// The first day of the financial year.
fn first_of_april(day: Date) -> Date {
    let year = if day.month() >= 4 { day.year() } else { day.year() - 1 };
    Date::new(year, 4, 1).unwrap_or(day)
}
