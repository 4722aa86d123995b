//! Who of those that are paid lives with the child: the family is asked once about each, a worker agrees or does not. What is
//! not agreed is noticed, and begins a conversation.

use seven_core::access::Action;
use seven_core::assistant::Assistant;
use seven_core::audit::Event;
use seven_core::spending::books::TurnedBack;
use seven_core::spending::household::{Agreed, HouseholdPayee, HouseholdStatus, key, reason};
use seven_core::{HouseholdPayeeId, PersonId};
use store::papers::{self, Stored};
use store::{StoreError, Writing};

use super::by;
use crate::spending::{lines_of_plans, settle};
use crate::{ActionError, Caller};

/// What a family says about somebody who is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lives {
    /// They live elsewhere, or are no close family.
    Apart,
    /// They live with the child and are close family; why nobody else can do it.
    With(String),
}

/// Everybody who is paid at a child's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Household {
    /// Names about whom the family has not been asked.
    pub to_ask: Vec<String>,
    /// What it said about the others.
    pub said: Vec<Stored<HouseholdPayee>>,
}

/// Whom a child's direct payment pays, and what was said about them.
///
/// # Errors
/// Refused without [`Action::ViewSpending`].
pub async fn household(caller: &Caller, child: PersonId) -> Result<Household, ActionError> {
    caller.permit_for(Action::ViewSpending, child).await?;
    let mut reading = caller.reading().await?;
    let said = papers::of_child::<HouseholdPayee>(&mut reading, child).await?;
    let lines = lines_of_plans(&mut reading, child).await?;
    let own = lines.into_iter().filter(|line| line.is_with_family == Some(true)).map(|line| line.payee);
    let seats = papers::of_child::<Assistant>(&mut reading, child).await?;
    let mut known: Vec<String> = said.iter().map(|one| key(&one.paper.name)).collect();
    let mut to_ask = Vec::new();
    for name in own.chain(seats.into_iter().map(|seat| seat.paper.name)) {
        let key = key(&name);
        if !key.is_empty() && !known.contains(&key) {
            known.push(key);
            to_ask.push(name.trim().to_owned());
        }
    }
    Ok(Household { to_ask, said })
}

/// Says whether somebody who is paid lives with the child. Said once; what has changed since can be said anew.
///
/// # Errors
/// Refused without [`Action::EmployAssistant`]; invalid for a name without words or a reason that is none; the rule
/// `household-said` where nothing has changed.
pub async fn say_household(caller: &Caller, child: PersonId, name: &str, lives: Lives) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::EmployAssistant, child).await?;
    let mut write = caller.writing(&permit).await?;
    let Some(id) = say_within(&mut write, child, name, &lives).await? else {
        return Err(ActionError::rule("household-said"));
    };
    settle(&mut write, child, TurnedBack::Shown).await?;
    let lives = if lives == Lives::Apart { "no" } else { "yes" };
    write.commit(Event::of(&permit, format!("payee {id}")).with("lives-with-child", lives)).await?;
    Ok(())
}

/// The same inside another change; nothing where it was said already.
pub(super) async fn say_within(
    write: &mut Writing,
    child: PersonId,
    name: &str,
    lives: &Lives,
) -> Result<Option<HouseholdPayeeId>, ActionError> {
    let name: String = name.trim().chars().take(300).collect();
    if key(&name).is_empty() {
        return Err(ActionError::invalid("payee", "spending-no-payee"));
    }
    let (status, why) = match lives {
        Lives::Apart => (HouseholdStatus::Apart, String::new()),
        Lives::With(why) => {
            (HouseholdStatus::Told, reason(why).map_err(|fault| ActionError::invalid("why", fault.code()))?)
        }
    };
    let said_on = write.moment().today;
    let known = papers::of_child::<HouseholdPayee>(write, child).await?;
    let Some(mut there) = known.into_iter().find(|one| key(&one.paper.name) == key(&name)) else {
        let id = HouseholdPayeeId(write.id());
        let paper = HouseholdPayee { child, name, why, said_on, agreed: None, status };
        papers::insert(write, id, &paper).await?;
        return Ok(Some(id));
    };
    if (there.paper.status == HouseholdStatus::Apart) == (status == HouseholdStatus::Apart) {
        return Ok(None);
    }
    there.paper = HouseholdPayee { why, said_on, agreed: None, status, ..there.paper };
    papers::save(write, &there).await?;
    Ok(Some(HouseholdPayeeId(there.id)))
}

/// Agrees that somebody of the household is paid, as it is needed, or not; always with a reason.
///
/// # Errors
/// Refused without [`Action::AgreeHousehold`]; invalid without a reason; [`StoreError::Missing`]; [`StoreError::Changed`]; the
/// rule `household-apart` where they do not live with the child.
pub async fn agree_household(
    caller: &Caller,
    child: PersonId,
    (id, version): (HouseholdPayeeId, i64),
    (agrees, why): (bool, &str),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AgreeHousehold, child).await?;
    let person = by(&permit)?;
    let why = reason(why).map_err(|fault| ActionError::invalid("reason", fault.code()))?;
    let mut write = caller.writing(&permit).await?;
    let mut found: Stored<HouseholdPayee> = papers::find_of(&mut write, child, id).await?;
    if found.version != version {
        return Err(StoreError::Changed("payee").into());
    }
    if found.paper.status == HouseholdStatus::Apart {
        return Err(ActionError::rule("household-apart"));
    }
    found.paper.agreed = Some(Agreed { by: person, on: caller.moment.today, reason: why });
    found.paper.status = if agrees { HouseholdStatus::Agreed } else { HouseholdStatus::NotAgreed };
    papers::save(&mut write, &found).await?;
    settle(&mut write, child, TurnedBack::Shown).await?;
    write.commit(Event::of(&permit, format!("payee {id}")).with("status", found.paper.status)).await?;
    Ok(())
}
