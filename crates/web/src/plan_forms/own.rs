//! The child's own pages and the people in the circle.

use seven_core::plan::piece::{Body, BodyKind};
use seven_core::plan::writing::{CirclePerson, Page, Ring, Topic};

use super::{Ask, Reader, values};
use crate::parts::Made;
use crate::parts::form::Choice;

pub(super) fn typed_page(page: &Page) -> Vec<(String, String)> {
    values([
        ("topic", page.topic.code().to_owned()),
        ("words", page.words.clone()),
        ("easy", page.easy.clone()),
        ("written-by", page.written_by.clone()),
    ])
}

pub(super) fn page_fields(ask: &Ask<'_>) -> Vec<Made> {
    let plan = ask.bench.sheet;
    let mut fields = Vec::new();
    let topic = ask.posted.value("topic");
    if plan.w.find(&format!("topic.{topic}")).is_some() {
        // what the page is about stands in its heading
        fields.push(Made::of(&crate::parts::form::Hidden::new("topic", topic)));
    } else {
        fields.push(ask.radios("topic", ask.choices("topic", Topic::ALL)));
    }
    fields.extend([ask.area("words", 6), ask.area("easy", 4), ask.text("written-by")]);
    let pictures = pictures(ask, topic);
    if !pictures.is_empty() {
        fields.push(ask.boxes("without", pictures));
    }
    fields
}

/// The pictures and recordings that stand on the page, to be ticked away.
fn pictures(ask: &Ask<'_>, topic: &str) -> Vec<Choice> {
    let plan = ask.bench.sheet;
    let pieces = plan.pieces(BodyKind::Page);
    let page = pieces.iter().find_map(|piece| match &piece.body {
        Body::Page(page) if page.topic.code() == topic => Some(page),
        _ => None,
    });
    let choice = |id: &seven_core::MediaId| {
        let line = plan.media.iter().find(|line| line.id == *id)?;
        let words =
            if line.words.is_empty() { plan.w.find("picture").unwrap_or_default() } else { line.words.as_str() };
        Some(Choice::new(id.to_string(), words))
    };
    page.map(|page| page.media.iter().filter_map(choice).collect()).unwrap_or_default()
}

pub(super) fn read_page(reader: &mut Reader<'_>, old: Option<&Body>) -> Option<Body> {
    let topic = reader.code("topic", Topic::from_code)?;
    let media = match old {
        Some(Body::Page(page)) => page.media.clone(),
        _ => Vec::new(),
    };
    let without = reader.posted.all("without");
    let media = media.into_iter().filter(|id| !without.contains(&id.to_string().as_str())).collect();
    Some(Body::Page(Page {
        topic,
        words: reader.text("words"),
        easy: reader.text("easy"),
        media,
        written_by: reader.text("written-by"),
    }))
}

pub(super) fn typed_person(person: &CirclePerson) -> Vec<(String, String)> {
    values([("name", person.name.clone()), ("who", person.who.clone()), ("ring", person.ring.code().to_owned())])
}

pub(super) fn person_fields(ask: &Ask<'_>) -> Vec<Made> {
    vec![ask.text("name"), ask.text("who"), ask.radios("ring", ask.choices("ring", Ring::ALL))]
}

pub(super) fn read_person(reader: &mut Reader<'_>) -> Option<Body> {
    let ring = reader.code("ring", Ring::from_code)?;
    Some(Body::Person(CirclePerson { name: reader.text("name"), who: reader.text("who"), ring }))
}
