//! Other families: one in the same authority, one in another. What is theirs bears marks that nobody else's pages may show.

use actions::assessment::{finish_sheet, open, save_answers, settle, submit, tell};
use actions::budget::{ask_exceptional, challenge};
use actions::notes::{NewNote, write_note};
use actions::retention::place_hold;
use seven_core::access::{Purpose, operator};
use seven_core::assessment::Reason;
use seven_core::audit::Event;
use seven_core::budget::Ground;
use seven_core::people::name::Name;
use seven_core::people::{Holder, Person, Relation, RelationKind};
use seven_core::{AuthorityId, PersonId};
use store::accounts::{self, Account};
use store::{Writing, people, relations};

use crate::council::office::Office;
use crate::council::rounds::{answers, caller};
use crate::town::{Browser, add_authority, after_minutes};

/// The marks.
pub const MARKS: [&str; 4] = ["Zymurgy", "Quincunx Lane", "xylophagous", "£31,415.92"];

/// Somebody else's.
pub struct Victim {
    pub authority: AuthorityId,
    pub child: PersonId,
    /// Ids of everything that is theirs.
    pub ids: Vec<String>,
}

async fn keep(write: Writing) {
    let event = Event::of(write.permit(), "made up");
    write.commit(event).await.unwrap();
}

async fn family(write: &mut Writing, email: &str) -> (Person, Person, Account, Relation) {
    let mut child = Person::new(write.id(), Name::read("Wilhelmina", "Zymurgy", "").unwrap());
    child.has_record = true;
    child.born = Some("2016-05-17".parse().unwrap());
    child.contact.address = Some("7 Quincunx Lane".to_owned());
    let mut parent = Person::new(write.id(), Name::read("Ottoline", "Zymurgy", "").unwrap());
    parent.contact.email = Some(email.to_owned());
    people::insert(write, &child).await.unwrap();
    people::insert(write, &parent).await.unwrap();
    let account = Account::new(write.id(), parent.id, email);
    accounts::insert(write, &account).await.unwrap();
    let relation = Relation {
        id: write.id(),
        child: child.id,
        holder: Holder::Person(parent.id),
        kind: RelationKind::Parent,
        is_contact_restricted: false,
        starts_on: after_minutes(0).today,
        ends_on: None,
        source: "xylophagous".to_owned(),
    };
    relations::insert(write, &relation).await.unwrap();
    (child, parent, account, relation)
}

/// A family of the same authority with a round, a figure, a challenge, a request, a note, a hold and a package.
pub async fn next_door(office: &Office) -> Victim {
    let town = &office.town;
    let mut write = town.writing().await;
    let (child, parent, account, relation) = family(&mut write, "ottoline@example.org").await;
    let worker = Person::new(write.id(), Name::read("Wes", "Worker", "").unwrap());
    people::insert(&mut write, &worker).await.unwrap();
    let source = "told".to_owned();
    let (id, kind, holder) = (write.id(), RelationKind::KeyWorker, Holder::Person(worker.id));
    relations::insert(&mut write, &Relation { id, kind, holder, source, ..relation.clone() }).await.unwrap();
    town.commit(write).await;
    let (home, work) = (
        |minutes| caller(office, parent.id, Purpose::OwnLife, minutes),
        |minutes| caller(office, worker.id, Purpose::Work, minutes),
    );
    let round = open(&home(1), child.id, Reason::First).await.unwrap();
    save_answers(&home(1), child.id, round, 0, &answers("some")).await.unwrap();
    finish_sheet(&home(1), child.id, round).await.unwrap();
    submit(&home(2), child.id, round).await.unwrap();
    let mut reading = town.store.reading(&town.authority).await.unwrap();
    let version = store::assessments::find(&mut reading, child.id, round).await.unwrap().unwrap().version;
    settle(&work(2), child.id, round, version, &[]).await.unwrap();
    let budget = tell(&work(3), child.id, round).await.unwrap();
    let why = "The xylophagous nights are not in the figure at all.";
    let asked = challenge::ask(&home(3), child.id, budget, why).await.unwrap();
    let about = (budget, "social-care");
    let decision = ask_exceptional(&work(3), child.id, about, Ground::Other, why).await.unwrap();
    let note = NewNote { body: why.to_owned(), is_hidden_from_family: false, about: None };
    write_note(&work(3), child.id, note).await.unwrap();
    let operator = actions::Caller { person: None, purpose: Purpose::Upkeep, ..work(3) };
    let hold = place_hold(&operator, child.id, why).await.unwrap();
    let package = actions::packages::NewPackage {
        description: "xylophagous break".to_owned(),
        stream: "social-care".to_owned(),
        yearly_cost: seven_core::Pence(3_141_592),
        starts_on: after_minutes(0).today,
        ends_on: None,
        source: "told".to_owned(),
    };
    let package = actions::packages::record_package(&work(3), child.id, package).await.unwrap();
    let mut browser = office.as_((parent.id, account.id)).await;
    assert!(browser.get("/family").await.text.contains("Wilhelmina"));
    let mut reading = town.store.reading(&town.authority).await.unwrap();
    let session = store::sessions::of_person(&mut reading, parent.id).await.unwrap().remove(0).id;
    let ids = vec![
        child.id.to_string(),
        parent.id.to_string(),
        account.id.to_string(),
        relation.id.to_string(),
        round.to_string(),
        budget.to_string(),
        asked.to_string(),
        decision.to_string(),
        hold.to_string(),
        package.to_string(),
        session.to_string(),
    ];
    Victim { authority: town.authority.clone(), child: child.id, ids }
}

/// A family of another authority in the same database, with somebody signed in there; gives their browser's cookies too.
pub async fn elsewhere(office: &Office) -> (Victim, Browser) {
    let store = &office.town.store;
    let authority = add_authority(store, "elsewhere", Some("elsewhere.example.org"), "{}").await;
    let permit = operator(seven_core::access::Action::KeepSystem, None);
    let mut write = store.writing(&authority, &permit, after_minutes(0)).await.unwrap();
    let (child, parent, account, relation) = family(&mut write, "ottoline@example.org").await;
    let group = relations::Group {
        id: write.id(),
        kind: seven_core::people::GroupKind::Team,
        name: "xylophagous team".to_owned(),
        urn: None,
    };
    relations::insert_group(&mut write, &group).await.unwrap();
    keep(write).await;
    let mut browser = Browser::new(office.town.pages(web::app::Mode::Demo, 5).await);
    browser.host = "elsewhere.example.org".to_owned();
    browser.sign_in_as(account.id).await;
    assert!(browser.get("/family").await.text.contains("Wilhelmina"));
    let ids = vec![
        child.id.to_string(),
        parent.id.to_string(),
        account.id.to_string(),
        relation.id.to_string(),
        group.id.to_string(),
    ];
    (Victim { authority, child: child.id, ids }, browser)
}

/// Everything that is stored of a victim, to be compared.
pub async fn record(office: &Office, victim: &Victim) -> Vec<store::export::Part> {
    let store = &office.town.store;
    let mut reading = store.reading(&victim.authority).await.unwrap();
    let parts = store::export::of_child(store, &mut reading, victim.child).await.unwrap();
    // when a session was used last is noted by looking at one's own pages
    parts.into_iter().filter(|part| !["session", "audit_entry"].contains(&part.table.name.as_str())).collect()
}
