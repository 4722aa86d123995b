//! `/family`: the children that one is family of, oneself where one has pages, and what waits.

use askama::Template;
use axum::response::Html;
use seven_core::access::{Action, Purpose, Seat, decide};
use seven_core::people::RelationKind;
use seven_core::{Moment, PersonId};
use store::{Reading, people, relations};

use super::standing::{Reader, Standing};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::visit::Visit;
use crate::words::PageWords;

struct Child {
    link: Link,
    is_own: bool,
    waits: &'static str,
}

#[derive(Template)]
#[template(path = "family/home/page.html")]
struct HomePage {
    page: Page,
    w: PageWords,
    children: Vec<Child>,
    /// Those whom a broker or a provider's staff helps.
    helped: Vec<Link>,
    /// Where somebody hands in their own hours as a personal assistant: by the child's first name and nothing else.
    hours: Vec<Link>,
    is_peer: bool,
}

/// The list of one's children.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/home");
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let mut reading = visit.reading().await?;
    let mut ids = vec![person];
    let own = relations::of_person(&mut reading, person).await?;
    let live = |kind| own.iter().filter(move |one| one.kind == kind && one.is_live(visit.moment.today));
    let is_peer = live(RelationKind::PeerSupporter).next().is_some();
    let mut others: Vec<PersonId> = live(RelationKind::Broker).map(|one| one.child).collect();
    others.extend(relations::of_provider_staff(&mut reading, person, visit.moment.today).await?);
    let helped = helped(&visit, &mut reading, others).await?;
    let mut hours = Vec::new();
    for relation in live(RelationKind::Assistant).filter(|one| !one.is_contact_restricted) {
        let Some(child) = people::find(&mut reading, relation.child).await? else { continue };
        let link = Link::new(w.say("hours", &[("name", &child.name.first())]), format!("/me/hours/{}", relation.child));
        if !hours.contains(&link) {
            hours.push(link);
        }
    }
    for relation in &own {
        let opens = relation.is_live(visit.moment.today) && relation.kind.is_family();
        if opens && !relation.is_contact_restricted && !ids.contains(&relation.child) {
            ids.push(relation.child);
        }
    }
    let mut children = Vec::new();
    for id in ids {
        let Some(child) = people::find(&mut reading, id).await?.filter(|child| child.has_record) else { continue };
        if child.died_on.is_some() && id == person {
            continue;
        }
        // whose child has died is told nothing of what waits
        let waits = match child.died_on {
            Some(_) => w.t("wait.died"),
            None => w.find(&waits(&visit, &mut reading, id).await?).unwrap_or_default(),
        };
        let link = Link::new(child.name.shown(), format!("/family/{id}"));
        children.push(Child { link, is_own: id == person, waits });
    }
    let page = visit.page(w, w.t("title"));
    Ok(Html(HomePage { page, w, children, helped, hours, is_peer }.render()?))
}

/// The pages of children whom somebody helps from outside, as far as they are open to them.
async fn helped(visit: &Visit, at: &mut Reading, mut children: Vec<PersonId>) -> Result<Vec<Link>, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    children.sort_unstable();
    children.dedup();
    let mut links = Vec::new();
    for id in children {
        let Some(seat) = relations::standing(at, id, signed.actor.person, visit.moment.at).await? else { continue };
        let may = |action| decide(&signed.actor, action, Some(&seat), Purpose::Work, visit.moment.today).is_ok();
        let page = match (may(Action::ViewChild), may(Action::ViewPlan)) {
            (true, _) => "",
            (false, true) => "/plan",
            (false, false) if may(Action::RecordInvoice) => "/money/invoices",
            (false, false) => continue,
        };
        let Some(child) = people::find(at, id).await? else { continue };
        links.push(Link::new(child.name.shown(), format!("/council/children/{id}{page}")));
    }
    links.sort_by(|one, other| one.text.cmp(&other.text));
    Ok(links)
}

/// What waits for whom, as the key of its message: no more than what the reader may open of this child.
async fn waits(visit: &Visit, at: &mut Reading, child: PersonId) -> Result<String, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let Moment { at: now, today } = visit.moment;
    let seat = relations::standing(at, child, signed.actor.person, now).await?;
    let permit = |action| decide(&signed.actor, action, seat.as_ref(), Purpose::OwnLife, today);
    // what a young person shows to a parent after taking the lead is asked on the child's own page
    let figure = permit(Action::ViewBudget).is_ok_and(|permit| permit.seat() != Some(Seat::ParentAfterHandOver));
    let reader = Reader {
        person: signed.actor.person,
        sees_figure: figure,
        sees_plan: permit(Action::ViewPlan).is_ok(),
        sees_money: permit(Action::ViewMoney).is_ok(),
    };
    Ok(format!("wait.{}", Standing::of(at, child, reader).await?.state))
}
