//! Giving a personal assistant a seat, and ending it.

use seven_core::access::Action;
use seven_core::assistant::{Assistant, AssistantStatus};
use seven_core::audit::Event;
use seven_core::people::name::Name;
use seven_core::people::{Holder, Person, Relation, RelationKind};
use seven_core::plan::employing::{self, WageBand};
use seven_core::plan::support::UnitPrice;
use seven_core::{AssistantId, Pence, PersonId, PieceId, RelationId};
use store::papers::{self, Stored};
use store::{StoreError, Writing, accounts, mail, people, relations, staff};

use super::by;
use super::household::{Lives, say_within};
use crate::people::Letter;
use crate::spending::{LineOfPlan, lines_of_plans, settle};
use crate::staff::{is_address, open_account};
use crate::{ActionError, Caller, Problem};

/// Somebody whom a family employs, as a form gives them.
#[derive(Debug, Clone)]
pub struct NewAssistant {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// E-mail address: the link to sign in goes there.
    pub email: String,
    /// The line of the plan that pays.
    pub line: PieceId,
    /// What an hour is paid.
    pub wage: UnitPrice,
    /// Whether they live with the child and are close family; nothing where nobody has said so.
    pub lives_with_child: Option<bool>,
    /// Why nobody else can do it, where they do.
    pub why: String,
}

/// Gives somebody a seat from today, and writes them a letter with the way to sign in.
///
/// # Errors
/// Refused without [`Action::EmployAssistant`]; invalid where something is missing or cannot be, such as a wage below the law or
/// a line that the family does not hold; rules `contact-restricted`, `assistant-there`, `assistant-yourself`.
pub async fn invite(
    caller: &Caller,
    child: PersonId,
    new: NewAssistant,
    letter: &Letter,
) -> Result<AssistantId, ActionError> {
    let permit = caller.permit_for(Action::EmployAssistant, child).await?;
    let (family, today) = (by(&permit)?, caller.moment.today);
    let name = checked(caller, &new)?;
    let email = new.email.trim().to_lowercase();
    let mut write = caller.writing(&permit).await?;
    let line = held_line(&mut write, child, new.line).await?;
    if line.stretch.until < today {
        return Err(ActionError::invalid("line", "assistant-line-over"));
    }
    let person = somebody(&mut write, name.clone(), &email).await?;
    if person == child {
        return Err(ActionError::invalid("email", "relation-to-oneself"));
    }
    if person == family {
        return Err(ActionError::rule("assistant-yourself"));
    }
    let around = relations::of_child(&mut write, child).await?;
    if around.iter().any(|one| one.holder == Holder::Person(person) && one.is_contact_restricted) {
        return Err(ActionError::rule("contact-restricted"));
    }
    let seats = papers::of_child::<Assistant>(&mut write, child).await?;
    let is_there = |one: &Assistant| one.status == AssistantStatus::Working && one.line == new.line;
    if seats.iter().any(|one| one.paper.person == person && is_there(&one.paper)) {
        return Err(ActionError::rule("assistant-there"));
    }
    let relation = relation(&write, child, person);
    relations::insert(&mut write, &relation).await?;
    let (id, stream) = (AssistantId(write.id()), line.stream);
    let paper = seat(&new, child, (person, name.shown()), (relation.id, stream), today);
    papers::insert(&mut write, id, &paper).await?;
    if new.lives_with_child == Some(true) {
        say_within(&mut write, child, &paper.name, &Lives::With(new.why.clone())).await?;
    } else {
        say_within(&mut write, child, &paper.name, &Lives::Apart).await?;
    }
    if accounts::by_email(&mut write, &email).await?.is_none() {
        open_account(&mut write, person, &email).await?;
    }
    mail::write_letter(&mut write, &email, &letter.subject, &letter.body).await?;
    settle(&mut write, child, seven_core::spending::books::TurnedBack::Shown).await?;
    let event = Event::of(&permit, format!("assistant {id}")).with("person", person).with("line", new.line);
    write.commit(event).await?;
    Ok(id)
}

fn seat(
    new: &NewAssistant,
    child: PersonId,
    (person, name): (PersonId, String),
    (relation, stream): (RelationId, String),
    from: jiff::civil::Date,
) -> Assistant {
    let (line, wage, status) = (new.line, new.wage, AssistantStatus::Working);
    Assistant { child, person, name, relation, line, stream, wage, from, ended_on: None, status }
}

fn relation(write: &Writing, child: PersonId, person: PersonId) -> Relation {
    Relation {
        id: write.id(),
        child,
        holder: Holder::Person(person),
        kind: RelationKind::Assistant,
        is_contact_restricted: false,
        starts_on: write.moment().today,
        ends_on: None,
        source: "employed by the family".to_owned(),
    }
}

/// What a form says, as far as it can be judged by itself.
fn checked(caller: &Caller, new: &NewAssistant) -> Result<Name, ActionError> {
    let mut problems = Vec::new();
    let name = Name::read(&new.given, &new.family, "");
    if let Err(error) = &name {
        problems.push(Problem::new("given", "name").with("why", error.to_string()));
    }
    if !is_address(&new.email.trim().to_lowercase()) {
        problems.push(Problem::new("email", "no-address"));
    }
    if let Some(lowest) = below_the_law(caller, new.wage) {
        problems.push(Problem::new("wage", "wage-below-the-law").with("lowest", lowest.to_string()));
    }
    match (new.lives_with_child, seven_core::spending::household::reason(&new.why)) {
        (None, _) => problems.push(Problem::new("lives", "choose-from-the-list")),
        (Some(true), Err(fault)) => problems.push(Problem::new("why", fault.code())),
        _ => {}
    }
    match name {
        Ok(name) if problems.is_empty() => Ok(name),
        _ => Err(ActionError::Invalid(problems)),
    }
}

/// The lowest wage that the law allows anybody, where a wage is below it. How old the assistant is nobody is asked.
fn below_the_law(caller: &Caller, wage: UnitPrice) -> Option<Pence> {
    let known = employing::known().ok()?;
    let rates = employing::on(&known, caller.moment.today).ok()?;
    rates.is_below_the_law(WageBand::Under18, wage).then(|| rates.lowest_wage(WageBand::Under18))
}

/// A line whose money the family holds.
pub(super) async fn held_line(write: &mut Writing, child: PersonId, line: PieceId) -> Result<LineOfPlan, ActionError> {
    let lines = lines_of_plans(write, child).await?;
    let own = lines.into_iter().find(|one| one.piece == line && one.is_with_family == Some(true));
    own.ok_or_else(|| ActionError::invalid("line", "assistant-line"))
}

/// The person of an address, known already or new.
async fn somebody(write: &mut Writing, name: Name, email: &str) -> Result<PersonId, ActionError> {
    if let Some(account) = accounts::by_email(write, email).await? {
        return Ok(account.person);
    }
    if let Some(person) = staff::by_email(write, email).await? {
        return Ok(person);
    }
    let mut person = Person::new(write.id(), name);
    person.contact.email = Some(email.to_owned());
    people::insert(write, &person).await?;
    Ok(person.id)
}

/// Ends a seat: from this moment nothing is open to its person. Hours that wait still wait for the family's answer.
///
/// # Errors
/// Refused without [`Action::EmployAssistant`]; [`StoreError::Missing`]; [`StoreError::Changed`]; the rule `assistant-ended`.
pub async fn end(caller: &Caller, child: PersonId, (id, version): (AssistantId, i64)) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::EmployAssistant, child).await?;
    let today = caller.moment.today;
    let mut write = caller.writing(&permit).await?;
    let mut seat: Stored<Assistant> = papers::find_of(&mut write, child, id).await?;
    if seat.version != version {
        return Err(StoreError::Changed("assistant").into());
    }
    if seat.paper.status == AssistantStatus::Ended {
        return Err(ActionError::rule("assistant-ended"));
    }
    // the last day of a relation still opens: yesterday is the last
    let last = today.yesterday().unwrap_or(today);
    relations::end(&mut write, child, seat.paper.relation, last).await?;
    seat.paper.status = AssistantStatus::Ended;
    seat.paper.ended_on = Some(today);
    papers::save(&mut write, &seat).await?;
    write.commit(Event::of(&permit, format!("assistant {id}")).with("ended", today)).await?;
    Ok(())
}
