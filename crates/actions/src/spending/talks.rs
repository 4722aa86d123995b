//! Conversations about spending: begun when something is noticed, held, written down. Nothing here moves money.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use seven_core::access::{Action, Actor, Purpose, decide};
use seven_core::audit::Event;
use seven_core::money::MoneyHolding;
use seven_core::money::holding::HoldingStatus;
use seven_core::monitoring::talk::{Said, notice};
use seven_core::monitoring::{SpendingTalk, TalkStatus, Thresholds};
use seven_core::plan::money::Holding;
use seven_core::{Moment, PersonId};
use store::papers::{self, Stored};
use store::{Query, StoreError, Writing, relations};
use uuid::Uuid;

use super::alerts::noticed;
use super::by;
use crate::{ActionError, Caller};

/// The most that is kept of what was said, in characters.
const MOST_SAID: usize = 2_000;

/// A child's conversations, the earliest first.
///
/// # Errors
/// Refused without [`Action::ViewSpending`].
pub async fn talks(caller: &Caller, child: PersonId) -> Result<Vec<Stored<SpendingTalk>>, ActionError> {
    caller.permit_for(Action::ViewSpending, child).await?;
    Ok(papers::of_child(&mut caller.reading().await?, child).await?)
}

/// The first of these conversations that somebody who works may see, child by child: a relation alone does not open spending.
///
/// # Errors
/// What the database says.
pub async fn open_to(
    at: &mut impl Query,
    talks: Vec<Stored<SpendingTalk>>,
    (actor, moment): (&Actor, Moment),
    most: usize,
) -> Result<Vec<Stored<SpendingTalk>>, StoreError> {
    let mut opens: BTreeMap<PersonId, bool> = BTreeMap::new();
    let mut seen = Vec::new();
    for talk in talks {
        if seen.len() == most {
            break;
        }
        let child = talk.paper.child;
        if let Entry::Vacant(unknown) = opens.entry(child) {
            let standing = relations::standing(at, child, actor.person, moment.at).await?;
            let may = standing.is_some_and(|standing| {
                decide(actor, Action::ViewSpending, Some(&standing), Purpose::Work, moment.today).is_ok()
            });
            unknown.insert(may);
        }
        if opens.get(&child) == Some(&true) {
            seen.push(talk);
        }
    }
    Ok(seen)
}

/// Looks at a child's spending within another change: begins conversations and lets others pass. Returns how many began.
pub(super) async fn look(write: &mut Writing, child: PersonId) -> Result<usize, ActionError> {
    let today = write.moment().today;
    // before the first thresholds hold, nothing is out of the ordinary
    if Thresholds::on(today).is_err() {
        return Ok(0);
    }
    let alerts = noticed(write, child, today).await?;
    let mut known = papers::of_child::<SpendingTalk>(write, child).await?;
    let talks: Vec<SpendingTalk> = known.iter().map(|stored| stored.paper.clone()).collect();
    let found = notice(&alerts, &talks, today);
    for at in found.passed {
        let Some(stored) = known.get_mut(at) else { continue };
        stored.paper.status = TalkStatus::Passed;
        papers::save(write, stored).await?;
    }
    let begun = found.begin.len();
    for alert in found.begin {
        let id: Uuid = write.id();
        let event = Event::of(write.permit(), format!("conversation {id}")).with("noticed", alert.kind.code());
        write.also(event.with("about", child).with("talk-by", alert.talk_by));
        let talk = SpendingTalk { child, alert, noticed_on: today, said: None, status: TalkStatus::Open };
        papers::insert(write, id, &talk).await?;
    }
    Ok(begun)
}

/// Writes down what was said.
///
/// # Errors
/// Refused without [`Action::TalkAboutSpending`]; invalid for a day to come or before it was noticed, or where nothing is said;
/// the rule `talk-not-open`; [`StoreError::Changed`].
pub async fn write_talk(
    caller: &Caller,
    child: PersonId,
    (id, version): (Uuid, i64),
    (on, words): (Option<Date>, &str),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::TalkAboutSpending, child).await?;
    let person = by(&permit)?;
    let words = words.trim();
    let on = on.ok_or_else(|| ActionError::invalid("on", "no-day"))?;
    if words.is_empty() {
        return Err(ActionError::invalid("said", "empty"));
    }
    if words.chars().count() > MOST_SAID {
        return Err(ActionError::invalid("said", "too-long"));
    }
    if on > caller.moment.today {
        return Err(ActionError::invalid("on", "day-to-come"));
    }
    let mut write = caller.writing(&permit).await?;
    let mut talk = papers::find_of::<SpendingTalk>(&mut write, child, id).await?;
    if talk.version != version {
        return Err(StoreError::Changed("conversation").into());
    }
    if talk.paper.status != TalkStatus::Open {
        return Err(ActionError::rule("talk-not-open"));
    }
    if on < talk.paper.noticed_on {
        return Err(ActionError::invalid("on", "talk-before-it-was-noticed"));
    }
    talk.paper.said = Some(Said { on, words: words.to_owned(), by: person });
    talk.paper.status = TalkStatus::Talked;
    papers::save(&mut write, &talk).await?;
    let event = Event::of(&permit, format!("conversation {id}")).with("talked-on", on);
    write.commit(event.with("kind", talk.paper.alert.kind.code())).await?;
    Ok(())
}

/// Looks at the spending of every child whose money the family holds: what only time brings, such as a statement that does not
/// come, is noticed so. Returns how many conversations began.
///
/// # Errors
/// Refused without [`Action::PreparePayments`].
pub async fn look_through(caller: &Caller) -> Result<usize, ActionError> {
    let permit = caller.permit(Action::PreparePayments).await?;
    let mut write = caller.writing(&permit).await?;
    let held = papers::until::<MoneyHolding>(&mut write, HoldingStatus::Live.code(), Date::MAX).await?;
    let own = held.into_iter().filter(|held| held.paper.way == Holding::DirectPayment);
    let children: BTreeSet<PersonId> = own.map(|held| held.paper.child).collect();
    let mut begun = 0;
    for child in &children {
        begun += look(&mut write, *child).await?;
    }
    let event = Event::of(&permit, "spending of all children").with("children", children.len());
    write.commit(event.with("conversations", begun)).await?;
    Ok(begun)
}
