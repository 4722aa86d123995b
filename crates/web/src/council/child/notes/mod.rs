//! `/council/children/{child}/notes`: what people wrote down. A note that the family is not shown is marked.

use actions::notes::{MOST_CHARACTERS, NewNote, write_note};
use axum::response::Response;
use seven_core::access::Action;
use seven_core::people::Holder;
use store::{notes, relations, staff};

use super::{Known, home};
use crate::council::layout::{Form, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Empty, Inset, Tag, Tone};
use crate::sent::Sent;
use crate::visit::Visit;

/// The notes.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/child/notes"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/child/notes");
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let reader = visit.person().ok_or(Fault::SignInFirst)?;
    let mut reading = visit.reading().await?;
    let all = notes::of_child(&mut reading, child, reader, known.may(Action::ViewHiddenNotes)).await?;
    let mut office = known.page(visit, w, "notes").mended(posted);
    let may_hide = known.may(Action::WriteHiddenNote);
    if known.may(Action::WriteNote) || may_hide {
        let mut form =
            Form::new(visit, format!("{}/notes", home(child))).field(&posted.field("body").text_area(MOST_CHARACTERS));
        if may_hide {
            let hide = Choice::new("yes", w.t("hidden.box")).chosen(posted.value("hidden") == "yes");
            let around = staff::around(&mut reading, child).await?;
            let relations = relations::of_child(&mut reading, child).await?;
            let family = relations.iter().filter(|one| one.kind.is_family());
            let people = family.filter_map(|one| match one.holder {
                Holder::Person(id) => {
                    let name = around.iter().find(|name| name.relation == one.id)?;
                    Some(Choice::new(id.to_string(), name.name.clone()))
                }
                Holder::Group(_) => None,
            });
            let nobody = Choice::new("", w.t("nobody"));
            let people: Vec<Choice> = [nobody].into_iter().chain(people).collect();
            form = form
                .field(&posted.field("hidden").checkboxes(vec![hide]))
                .field(&posted.field("about").select(people).without_blank());
        }
        office = office.with(&form.button(Button::new(w.t("write"))));
    }
    if all.is_empty() {
        office = office.with(&Empty::new(w, w.t("none")));
    }
    for note in &all {
        let by = w.say("by", &[("name", &note.author_name), ("when", &shown::instant(note.written_at))]);
        office = office.say(&by);
        if note.is_hidden_from_family {
            let text = match &note.about_name {
                Some(name) => w.say("hidden_about", &[("name", name)]),
                None => w.t("hidden_note").to_owned(),
            };
            office = office.with(&Tag::new(text, Tone::Attention));
        }
        office = office.with(&Inset::new(note.body.clone()));
    }
    office.shown()
}

/// Writes a note.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/child/notes");
    let mut posted = sent.posted(w);
    let about = match posted.value("about") {
        "" => None,
        id => Some(id.parse().map_err(|_| Fault::NotFound)?),
    };
    let note = NewNote {
        body: posted.value("body").to_owned(),
        is_hidden_from_family: posted.value("hidden") == "yes",
        about,
    };
    let child = visit.child()?;
    match write_note(&visit.signed_caller()?, child, note).await {
        Ok(_) => Ok(back(&format!("{}/notes", home(child)), "note-written")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
