//! Parts of sentences that the text and the page share.

use super::changes::{Change, StreamChange};
use super::letter::{Source, StreamLine};
use super::message::Message as M;
use super::wording::{Value as V, Wording};

/// Where a number comes from, to stand in a sentence.
pub fn write_source(wording: &Wording, out: &mut String, source: Source<'_>) {
    let place = ("place", V::Text(source.place));
    match (source.number, source.place.is_empty()) {
        (Some(number), true) => wording.say(out, M::SourceNumbered, &[("number", V::Count(number))]),
        (Some(number), false) => wording.say(out, M::SourceNumberedAt, &[("number", V::Count(number)), place]),
        (None, _) => wording.say(out, M::SourceOther, &[("place", V::Text(source.document))]),
    }
}

/// What another answer would do to each stream that it moves; `now` are the streams as they are.
pub(super) fn write_effects(wording: &Wording, out: &mut String, change: &Change<'_>, now: &[StreamLine<'_>]) {
    let before = out.len();
    let moved = change.streams.iter().zip(now).filter(|(stream, now)| stream.moves(now.amount));
    for (stream, now) in moved {
        if out.len() > before {
            out.push_str("; ");
        }
        write_effect(wording, out, stream, now.name);
    }
    if out.len() == before {
        out.push_str(wording.text(M::ChangeNothing));
    }
}

/// The same, one text for each stream that it moves, or that nothing changes.
#[must_use]
pub fn effects(wording: &Wording, change: &Change<'_>, now: &[StreamLine<'_>]) -> Vec<String> {
    let moved = change.streams.iter().zip(now).filter(|(stream, now)| stream.moves(now.amount));
    let text = |(stream, now): (&StreamChange<'_>, &StreamLine<'_>)| {
        let mut text = String::new();
        write_effect(wording, &mut text, stream, now.name);
        text
    };
    let texts: Vec<String> = moved.map(text).collect();
    if texts.is_empty() { vec![wording.text(M::ChangeNothing).to_owned()] } else { texts }
}

fn write_effect(wording: &Wording, out: &mut String, stream: &StreamChange<'_>, name: &str) {
    let name = ("stream", V::Text(name));
    match (stream.amount, stream.difference) {
        (Some(amount), Some(difference)) => {
            let values = [name, ("amount", V::Amount(amount)), ("difference", V::Difference(difference))];
            wording.say(out, M::ChangeEffect, &values);
        }
        (Some(amount), None) => wording.say(out, M::ChangeEffectNew, &[name, ("amount", V::Amount(amount))]),
        (None, _) => {
            let reason = stream.reason.as_deref().unwrap_or_default();
            wording.say(out, M::ChangeNoAmount, &[name, ("reason", V::Text(reason))]);
        }
    }
}
