//! Of many schemes those worth talking about: none other is better in one thing and no worse in the rest.

use super::variants::Weighed;

/// The three measures to a tenth of a per cent: what is closer than that is the same.
fn measures(own: &Weighed) -> [f64; 3] {
    [own.misfit, own.unfairness, own.pot.overspent].map(|measure| (measure * 1000.0).round())
}

/// Positions of the schemes that no other beats, in their order; of schemes that are the same the first.
#[must_use]
pub fn frontier(weighed: &[Weighed]) -> Vec<usize> {
    let places: Vec<[f64; 3]> = weighed.iter().map(measures).collect();
    // Whoever beats a scheme has a smaller sum; so each need only be held against those kept before it.
    let mut order: Vec<(usize, f64)> = places.iter().map(|own| own.iter().sum()).enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut kept: Vec<usize> = Vec::new();
    for (at, _) in order {
        let Some(own) = places.get(at) else { continue };
        let as_good = |other: &[f64; 3]| other.iter().zip(own).all(|(other, own)| other <= own);
        if !kept.iter().filter_map(|other| places.get(*other)).any(as_good) {
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
