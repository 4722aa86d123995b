//! Of many schemes those worth talking about: none other is better in one thing and no worse in the rest.

use super::variants::Weighed;

/// Whether one is at least as good in all three and better in one.
fn beats(one: &Weighed, other: &Weighed) -> bool {
    let pairs =
        [(one.misfit, other.misfit), (one.unfairness, other.unfairness), (one.pot.overspent, other.pot.overspent)];
    pairs.iter().all(|(one, other)| one <= other) && pairs.iter().any(|(one, other)| one < other)
}

/// Positions of the schemes that no other beats, in their order.
#[must_use]
pub fn frontier(weighed: &[Weighed]) -> Vec<usize> {
    // Whoever beats a scheme has a smaller sum; so each need only be held against those kept before it.
    let mut order: Vec<usize> = (0..weighed.len()).collect();
    let sum = |at: &usize| weighed.get(*at).map_or(0.0, |own| own.misfit + own.unfairness + own.pot.overspent);
    order.sort_by(|a, b| sum(a).total_cmp(&sum(b)).then(a.cmp(b)));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        let Some(own) = weighed.get(at) else { continue };
        if !kept.iter().filter_map(|other| weighed.get(*other)).any(|other| beats(other, own)) {
            kept.push(at);
        }
    }
    kept.sort_unstable();
    kept
}

/// Of the frontier, the scheme that is nowhere far behind: its worst place, each measure counted from the best of the frontier (0) to
/// its worst (1), is the least. The earlier of two alike.
#[must_use]
pub fn all_round(weighed: &[Weighed], frontier: &[usize]) -> Option<usize> {
    let measures: [fn(&Weighed) -> f64; 3] = [|own| own.misfit, |own| own.unfairness, |own| own.pot.overspent];
    let known = || frontier.iter().filter_map(|at| weighed.get(*at).map(|own| (*at, own)));
    let ends = measures.map(|of| {
        known()
            .map(|(_, own)| of(own))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), own| (low.min(own), high.max(own)))
    });
    let worst = |own: &Weighed| {
        let places = measures
            .iter()
            .zip(ends)
            .map(|(of, (low, high))| if high > low { (of(own) - low) / (high - low) } else { 0.0 });
        places.fold(0.0, f64::max)
    };
    known().min_by(|a, b| worst(a.1).total_cmp(&worst(b.1)).then(a.0.cmp(&b.0))).map(|(at, _)| at)
}
