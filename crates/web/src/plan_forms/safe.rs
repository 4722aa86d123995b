//! What is worth doing although it could go wrong, what to do in a crisis, and what there is besides money.

use seven_core::plan::piece::Body;
use seven_core::plan::writing::{Risk, SafetyNote, Wealth, WealthPart};

use super::{Ask, Reader, values};
use crate::parts::Made;
use crate::parts::form::{Choice, Hidden};

pub(super) fn typed_risk(risk: &Risk) -> Vec<(String, String)> {
    values([
        ("worth", risk.worth.clone()),
        ("wrong", risk.wrong.clone()),
        ("doing", risk.doing.clone()),
        ("child-says", risk.child_says.clone()),
    ])
}

pub(super) fn risk_fields(ask: &Ask<'_>) -> Vec<Made> {
    ["worth", "wrong", "doing", "child-says"].map(|name| ask.area(name, 3)).into()
}

pub(super) fn read_risk(reader: &Reader<'_>) -> Body {
    Body::Risk(Risk {
        worth: reader.text("worth"),
        wrong: reader.text("wrong"),
        doing: reader.text("doing"),
        child_says: reader.text("child-says"),
    })
}

pub(super) fn typed_note(note: &SafetyNote) -> Vec<(String, String)> {
    values([("when", note.when.clone()), ("what", note.what.clone()), ("call", note.call.clone())])
}

pub(super) fn note_fields(ask: &Ask<'_>) -> Vec<Made> {
    ["when", "what", "call"].map(|name| ask.area(name, 3)).into()
}

/// A note that all may read who may read the plan: guarded ones are written by those who keep the child safe.
pub(super) fn read_note(reader: &Reader<'_>) -> Body {
    let (when, what, call) = (reader.text("when"), reader.text("what"), reader.text("call"));
    Body::Safety(SafetyNote { when, what, call, guarded: false })
}

pub(super) fn typed_wealth(wealth: &Wealth) -> Vec<(String, String)> {
    let part = wealth.part.code().to_owned();
    values([("part", part), ("words", wealth.words.clone()), ("strength", wealth.strength.to_string())])
}

pub(super) fn wealth_fields(ask: &Ask<'_>) -> Vec<Made> {
    let part = ask.posted.value("part");
    let part = if WealthPart::from_code(part).is_ok() {
        Made::of(&Hidden::new("part", part))
    } else {
        ask.radios("part", ask.choices("wealth", WealthPart::ALL))
    };
    let strength = |strength: u8| {
        Choice::new(strength.to_string(), ask.bench.w.t(&format!("ask.wealth.strength-choice.{strength}")))
    };
    vec![part, ask.area("words", 4), ask.radios("strength", (1..=5).map(strength).collect())]
}

pub(super) fn read_wealth(reader: &mut Reader<'_>) -> Option<Body> {
    let part = reader.code("part", WealthPart::from_code);
    let strength = reader.posted.value("strength").parse().ok();
    if strength.is_none() {
        reader.refuse("strength", "choose-from-the-list");
    }
    Some(Body::Wealth(Wealth { part: part?, words: reader.text("words"), strength: strength? }))
}
