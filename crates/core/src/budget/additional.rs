//! A new figure beside the one that a running plan is written to. More counts from the day of the change. Less does not count
//! by itself: an award becomes less by a case with its notice, or when the next plan year begins.

use crate::Pence;

/// One stream's figures, before and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Additional {
    /// The stream.
    pub stream: String,
    /// What the running plan is written to.
    pub before: Option<Pence>,
    /// What the family was told since.
    pub figure: Option<Pence>,
    /// What a change of the running plan is held against.
    pub counts: Option<Pence>,
}

impl Additional {
    /// Whether the new figure is less and does not count yet.
    #[must_use]
    pub fn is_kept_up(&self) -> bool {
        self.counts.is_some() && self.counts != self.figure
    }

    /// What is added; below nothing where it became less.
    #[must_use]
    pub fn change(&self) -> Pence {
        Pence(self.counts.unwrap_or_default().0.saturating_sub(self.before.unwrap_or_default().0))
    }
}

/// Both figures stream by stream. `lowered` are the streams whose award was lowered by a case that is in effect.
#[must_use]
pub fn additional(
    before: &[(String, Option<Pence>)],
    now: &[(String, Option<Pence>)],
    lowered: &[String],
) -> Vec<Additional> {
    let of = |figures: &[(String, Option<Pence>)], stream: &str| {
        figures.iter().find(|(name, _)| name == stream).and_then(|(_, sum)| *sum)
    };
    let mut streams: Vec<&String> = now.iter().map(|(stream, _)| stream).collect();
    streams.extend(before.iter().map(|(stream, _)| stream).filter(|stream| of(now, stream).is_none()));
    streams.dedup();
    let mut all: Vec<Additional> = Vec::new();
    for stream in streams {
        if all.iter().any(|one| one.stream == *stream) {
            continue;
        }
        let (was, is) = (of(before, stream), of(now, stream));
        // where one of both has no sum, the other counts
        let counts = if lowered.contains(stream) { is.or(was) } else { was.max(is) };
        all.push(Additional { stream: stream.clone(), before: was, figure: is, counts });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(sums: &[(&str, i64)]) -> Vec<(String, Option<Pence>)> {
        sums.iter().map(|(stream, sum)| ((*stream).to_owned(), Some(Pence(*sum)))).collect()
    }

    #[test]
    fn more_counts_and_less_needs_its_notice() {
        let before = figures(&[("social-care", 93_800), ("health", 40_000), ("education", 5_000)]);
        let now = figures(&[("social-care", 120_000), ("health", 30_000), ("adult", 700)]);
        let told = |lowered: &[String]| -> Vec<(String, i64, bool)> {
            let all = additional(&before, &now, lowered);
            all.iter().map(|one| (one.stream.clone(), one.change().0, one.is_kept_up())).collect()
        };
        let row = |stream: &str, change, kept| (stream.to_owned(), change, kept);
        assert_eq!(
            told(&[]),
            [
                row("social-care", 26_200, false),
                row("health", 0, true),
                row("adult", 700, false),
                row("education", 0, true)
            ]
        );
        assert_eq!(told(&["health".to_owned()])[1], row("health", -10_000, false));
    }
}
