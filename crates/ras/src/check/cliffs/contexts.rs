//! The sheets on which steps are tried.

use super::totals::Boundary;
use crate::calculator::{Domain, Sheet};
use crate::check::proof::cone::Cone;
use crate::check::proof::effort::{Dice, Effort};
use crate::check::proof::walk::{Start, Walk};

/// Most options of choices that get sheets of their own.
const MOST_OPTIONS: usize = 40;
/// How many sheets are made by the generator.
const BY_CHANCE: usize = 60;

/// Most boundaries that sheets are made for.
const MOST_BOUNDARIES: usize = 60;

/// Sheets to try steps on, the plainest first. How many are used depends on the effort that each takes.
pub(super) fn contexts(
    cone: &Cone<'_>,
    domains: &[Domain],
    boundaries: &[Boundary],
    effort: &mut Effort,
) -> Vec<Sheet> {
    let mut dice = Dice::new(11);
    let least = cone.start(domains, Start::Least, &mut dice);
    let greatest = cone.start(domains, Start::Greatest, &mut dice);
    let mut sheets = vec![least.clone(), greatest.clone()];
    let mut options = 0;
    for (at, (asked, domain)) in cone.asked.iter().zip(domains).enumerate().filter(|(at, _)| cone.reads(*at)) {
        let codes = if asked.is_ordered() { vec![asked.greatest(*domain)] } else { asked.codes(*domain, 20) };
        for code in codes {
            options += 1;
            if options < MOST_OPTIONS {
                sheets.push(least.with(at, code));
                sheets.extend((!asked.is_ordered()).then(|| greatest.with(at, code)));
            }
        }
    }
    // Where a table row ends or a condition turns, steps are tried from just below.
    for boundary in boundaries.iter().take(MOST_BOUNDARIES) {
        let mut part = effort.part(100);
        sheets.extend(just_below(cone, domains, boundary, &mut dice, &mut part));
        effort.give_back(&part);
    }
    for round in 0..BY_CHANCE {
        let start = if round % 4 == 0 { Start::LeastByChance } else { Start::Chance };
        sheets.push(cone.start(domains, start, &mut dice));
    }
    sheets
}

/// A sheet on which a number is as little below a boundary as a few changes by chance can bring it.
fn just_below(
    cone: &Cone<'_>,
    domains: &[Domain],
    boundary: &Boundary,
    dice: &mut Dice,
    effort: &mut Effort,
) -> Option<Sheet> {
    let mut walk = Walk::new(cone, cone.start(domains, Start::LeastByChance, dice), effort);
    for _ in 0..boundary.questions.len() * 2 {
        let question = dice.pick(&boundary.questions)?;
        let (asked, domain) = (cone.asked.get(question)?, domains.get(question)?);
        let distance = |walk: &Walk<'_, '_>| {
            let left = boundary.start - 1 - walk.passing(boundary.of);
            (left < 0, left.abs())
        };
        let mut best = (distance(&walk), walk.code(question));
        for code in asked.codes(*domain, 8) {
            if !walk.set(question, code, effort) {
                return None;
            }
            best = best.min((distance(&walk), code));
        }
        walk.set(question, best.1, effort);
        if best.0 == (false, 0) {
            break;
        }
    }
    Some(walk.sheet)
}
