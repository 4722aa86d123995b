//! Before and after: what every child was told, and what the same answers would give under another version.

use std::collections::HashMap;

use actions::assessment::day_within;
use ras::record::Record;
use seven_core::need_beside_spend::correlation;
use seven_core::{Pence, PersonId};
use store::schemes::SchemeVersion;
use store::{Reading, packages};

use super::figures::Figures;
use super::in_words;
use crate::council::layout::Office;
use crate::fault::Fault;
use crate::parts::chart::{Change, ChangeChart};
use crate::visit::Visit;

/// Children who are drawn at most: those whose sum moves most.
const MOST_DRAWN: usize = 60;

/// Adds the comparison to the page.
pub async fn compare(
    visit: &Visit,
    at: &mut Reading,
    office: Office,
    figures: &Figures,
    version: &SchemeVersion,
) -> Result<Office, Fault> {
    let w = visit.words("council/need_beside_spend");
    let loaded = actions::schemes::under(at, version.id, day_within(version, visit.moment.today)).await?;
    let mut after: HashMap<PersonId, Pence> = HashMap::new();
    for (child, record) in packages::newest_records(at).await? {
        let Ok(record) = serde_json::from_str::<Record>(&record) else { continue };
        let known = |id: &str| loaded.calculator.input_index(id).is_some();
        let answers =
            record.answers.iter().filter(|(id, _)| known(id)).map(|(id, answer)| (id.as_str(), answer.as_str()));
        let Ok(sheet) = loaded.calculator.sheet(answers) else { continue };
        let score = loaded.calculator.score(&sheet);
        let amounts: Option<Vec<i64>> =
            score.streams.iter().map(|one| one.amount.as_ref().ok().map(|sum| sum.0)).collect();
        if let Some(amounts) = amounts {
            after.insert(child, Pence(amounts.iter().sum()));
        }
    }
    let told = |person: PersonId| figures.figures.get(&person).copied();
    let mut changes: Vec<(PersonId, Pence, Pence)> = figures
        .picture
        .children
        .iter()
        .filter_map(|placed| {
            let person = placed.child.person;
            Some((person, told(person)?, after.get(&person).copied()?))
        })
        .collect();
    let left_out = figures.picture.children.len() - changes.len();
    let needs: HashMap<PersonId, i64> =
        figures.picture.children.iter().map(|placed| (placed.child.person, placed.child.need)).collect();
    let need: Vec<i64> = changes.iter().filter_map(|(person, _, _)| needs.get(person).copied()).collect();
    let sums: Vec<i64> = changes.iter().map(|(_, _, after)| after.0).collect();
    let description = in_words(w, correlation(&need, &sums));
    let (before, now) = changes
        .iter()
        .fold((0_i64, 0_i64), |(b, a), (_, before, after)| (b.saturating_add(before.0), a.saturating_add(after.0)));
    let mut office =
        office.say(&w.say("after_total", &[("before", &Pence(before)), ("after", &Pence(now))])).say(&description);
    if left_out > 0 {
        office = office.say(&w.count("left_out", u64::try_from(left_out).unwrap_or(0)));
    }
    changes.sort_by_key(|(_, before, after)| std::cmp::Reverse(after.0.abs_diff(before.0)));
    changes.truncate(MOST_DRAWN);
    let drawn = changes.iter().map(|(person, before, after)| Change {
        label: figures.label(*person),
        before: *before,
        after: *after,
    });
    let chart = ChangeChart { words: w, changes: drawn.collect(), description };
    Ok(office.with(&chart.figure("after")))
}
