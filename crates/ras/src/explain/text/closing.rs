//! What every letter of a scheme ends with. It is the same for everyone, so it is written once.

use super::super::letter::{Afterwards, SchemeStamp, SourceLine};
use super::super::message::Message as M;
use super::super::wording::{Value as V, Wording};
use super::Page;

/// How to challenge, what happens next, how to check, where the numbers come from.
pub(in super::super) fn closing(
    wording: &Wording,
    afterwards: &Afterwards<'_>,
    stamp: SchemeStamp<'_>,
    sources: &[SourceLine<'_>],
) -> String {
    let mut out = String::with_capacity(4096);
    let mut page = Page { out: &mut out, wording, room: String::new() };
    page.heading(M::HeadingChallenge);
    page.paragraph(afterwards.challenge_always);
    page.out.push('\n');
    page.paragraph(afterwards.challenge);
    page.heading(M::HeadingAfterwards);
    page.paragraph(afterwards.direction_text);
    if let Some(adjustment) = afterwards.adjustment {
        page.out.push('\n');
        page.paragraph(adjustment);
    }
    page.out.push('\n');
    afterwards.dates.iter().for_each(|date| page.line("", date));
    page.heading(M::HeadingCheck);
    page.running(M::CheckHow);
    page.out.push('\n');
    page.label(M::LabelVersion, V::Text(&stamp.full_id()));
    page.label(M::LabelHash, V::Text(stamp.hash));
    if !sources.is_empty() {
        page.heading(M::HeadingSources);
        for source in sources {
            page.say("", M::SourceLine, &[("number", V::Count(source.number)), ("title", V::Text(&source.shown))]);
        }
    }
    out
}
