//! What stands around every letter of a scheme: its stamp, its sources, what may happen afterwards.

use super::directory::Directory;
use super::letter::{Afterwards, SchemeStamp, SourceLine};
use super::message::Message as M;
use super::text::closing;
use super::wording::{Value, Wording};
use crate::scheme::{Adjustment, SourceDocument};
use jiff::civil::Date;

pub(super) struct Frame<'a> {
    hash: String,
    /// What every letter ends with, as a text.
    pub(super) closing: String,
    pub(super) afterwards: Afterwards<'a>,
    pub(super) sources: Vec<SourceLine<'a>>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(directory: &Directory<'a>) -> Frame<'a> {
        let Directory { scheme, words, wording, .. } = directory;
        let direction = match scheme.adjustment {
            Adjustment::UpOnly => M::AdjustmentUpOnly,
            Adjustment::Both => M::AdjustmentBoth,
            Adjustment::None => M::AdjustmentNone,
        };
        let on = |message: M, day: Date| wording.sentence(message, &[("date", Value::Day(day))]);
        let uprated = scheme.review.uprated_on.map(|day| on(M::ReviewUprated, day));
        let dates = [
            Some(on(M::ReviewFrom, scheme.effective_from)),
            scheme.effective_until.map(|day| on(M::ReviewUntil, day)),
            uprated.or_else(|| Some(wording.text(M::ReviewNotUprated).to_owned())),
            scheme.review.reviewed_on.map(|day| on(M::ReviewReviewed, day)),
        ];
        let sources = scheme.sources.iter().enumerate().map(|(at, document)| SourceLine {
            number: at + 1,
            title: &document.title,
            found_at: document.found_at.as_deref(),
            seen: document.seen,
            shown: shown(wording, document),
        });
        let mut frame = Frame {
            hash: directory.calculator.hash.to_string(),
            closing: String::new(),
            afterwards: Afterwards {
                direction: scheme.adjustment,
                direction_text: wording.text(direction),
                adjustment: words.adjustment.as_deref().map(str::trim),
                dates: dates.into_iter().flatten().collect(),
                challenge_always: wording.text(M::ChallengeAlways),
                challenge: words.challenge.as_deref().map_or(wording.text(M::ChallengeUnsaid), str::trim),
            },
            sources: sources.collect(),
        };
        frame.closing = closing(wording, &frame.afterwards, frame.stamp(directory), &frame.sources);
        frame
    }

    pub(super) fn stamp<'e>(&'e self, directory: &Directory<'a>) -> SchemeStamp<'e> {
        let Directory { scheme, calculator, words, .. } = directory;
        SchemeStamp {
            id: &scheme.id,
            title: words.title.as_deref().unwrap_or(&scheme.id),
            authority: words.authority.as_deref(),
            version: &calculator.version,
            hash: &self.hash,
            currency: scheme.currency.code(),
        }
    }
}

/// A document with the place it can be found at.
fn shown(wording: &Wording, document: &SourceDocument) -> String {
    let title = ("title", Value::Text(&document.title));
    match (&document.found_at, document.seen) {
        (None, _) => document.title.clone(),
        (Some(place), None) => wording.sentence(M::SourceFoundAt, &[title, ("where", Value::Text(place))]),
        (Some(place), Some(seen)) => {
            wording.sentence(M::SourceSeen, &[title, ("where", Value::Text(place)), ("date", Value::Day(seen))])
        }
    }
}
