//! A brother or a sister: what they do, what they say, what is theirs.

use seven_core::plan::piece::Body;
use seven_core::plan::writing::Sibling;

use super::{Ask, Reader, values};
use crate::parts::Made;
use crate::parts::form::Choice;

pub(super) fn typed(sibling: &Sibling) -> Vec<(String, String)> {
    let mut all = values([
        ("name", sibling.name.clone()),
        ("who", sibling.who.clone()),
        ("helps", sibling.helps.clone()),
        ("says", sibling.says.clone()),
        ("own", sibling.own.clone()),
    ]);
    if sibling.wants_assessment {
        all.extend(values([("assessment", "yes".to_owned())]));
    }
    all
}

pub(super) fn fields(ask: &Ask<'_>) -> Vec<Made> {
    let asked = vec![Choice::new("yes", ask.bench.w.t("ask.sibling.assessment-choice"))];
    vec![
        ask.text("name"),
        ask.text("who"),
        ask.area("helps", 3),
        ask.area("says", 3),
        ask.area("own", 3),
        ask.boxes("assessment", asked),
    ]
}

pub(super) fn read(reader: &Reader<'_>) -> Body {
    Body::Sibling(Sibling {
        name: reader.text("name"),
        who: reader.text("who"),
        helps: reader.text("helps"),
        says: reader.text("says"),
        own: reader.text("own"),
        wants_assessment: !reader.posted.all("assessment").is_empty(),
    })
}
