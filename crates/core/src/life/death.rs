//! A death on the record: the day, one named person who may be asked and the worker who asks. What they answer is kept. A mistake is
//! taken back with its reason; the paper stays and says so.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::budget::read_reasons;
use crate::codes::coded;
use crate::money::schedule::InstalmentStatus;
use crate::paper::Paper;
use crate::{AccountId, HoldingId, InstalmentId, PersonId};

/// The longest text that is taken, in characters.
pub const LONGEST: usize = 2_000;

coded! {
    /// Where it stands.
    pub enum DeathStatus ("status of a death on the record") {
        /// The named person has not been asked yet.
        ToAsk = "to-ask",
        /// They were asked, and what they said is kept.
        Asked = "asked",
        /// It was a mistake.
        TakenBack = "taken-back",
    }
}

coded! {
    /// Whether somebody wants a copy of the plan and the story to keep.
    pub enum WishForCopy ("wish for a copy") {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Not now: they can say so at any time.
        Later = "later",
    }
}

/// The one person who may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Asked {
    /// The person, where they are somebody of the child's circle.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: String,
    /// How to reach them.
    pub contact: String,
}

/// What the named person said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct DeathAnswer {
    /// On which day.
    pub on: Date,
    /// Who asked and wrote it down.
    pub by: PersonId,
    /// What is still to be paid: bills, assistants.
    pub bills: String,
    /// What they would like about the money that is left.
    pub left: String,
    /// Whether they want a copy of the plan and the story to keep.
    pub copy: WishForCopy,
}

/// A death, as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDeath {
    /// The day.
    pub on: Date,
    /// Who told us.
    pub told_by: String,
    /// Who may be asked.
    pub asked: Asked,
    /// The worker who asks.
    pub worker: PersonId,
}

/// A death on the record, with what was closed and set to rest because of it, so that a mistake can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Death {
    /// Whose.
    pub child: PersonId,
    /// The day.
    pub on: Date,
    /// Who told us.
    pub told_by: String,
    /// Who may be asked.
    pub asked: Asked,
    /// The worker who asks.
    pub worker: PersonId,
    /// What was said, each time somebody was asked.
    pub answers: Vec<DeathAnswer>,
    /// The account that was closed.
    pub closed_account: Option<AccountId>,
    /// The holdings whose payments rest because of it.
    pub resting: Vec<HoldingId>,
    /// The payments that rest because of it, with where they stood.
    pub rested: Vec<(InstalmentId, InstalmentStatus)>,
    /// Payments of days before that are still made.
    pub owed: Vec<InstalmentId>,
    /// Who took it back, when and why.
    pub taken_back: Option<(PersonId, Date, String)>,
    /// Where it stands.
    pub status: DeathStatus,
}

/// Why it is not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeathError {
    /// A day to come.
    #[error("{0} is still to come")]
    ToCome(Date),
    /// Before the child was born.
    #[error("the child was born on {0}")]
    BeforeBirth(Date),
    /// Something is not said, or is too long.
    #[error("`{0}` is missing or too long")]
    Words(&'static str),
    /// Not from where it stands.
    #[error("this is `{0}`")]
    NotFromHere(DeathStatus),
}

impl DeathError {
    /// The field that it is about, and the key of its words.
    #[must_use]
    pub fn field_and_code(self) -> (&'static str, &'static str) {
        match self {
            DeathError::ToCome(_) => ("on", "day-to-come"),
            DeathError::BeforeBirth(_) => ("on", "day-before-birth"),
            DeathError::Words(field) => (field, "empty-or-long"),
            DeathError::NotFromHere(_) => ("", "death-not-from-here"),
        }
    }
}

fn words(field: &'static str, text: &str) -> Result<String, DeathError> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= LONGEST;
    if fits { Ok(text.to_owned()) } else { Err(DeathError::Words(field)) }
}

/// Reads what somebody wrote down, before anything is changed.
///
/// # Errors
/// [`DeathError`].
pub fn checked(child: PersonId, born: Option<Date>, new: &NewDeath, today: Date) -> Result<Death, DeathError> {
    if new.on > today {
        return Err(DeathError::ToCome(new.on));
    }
    if let Some(born) = born.filter(|born| new.on < *born) {
        return Err(DeathError::BeforeBirth(born));
    }
    let contact = match new.asked.person {
        // whoever is known here can be reached by what is known of them
        Some(_) => new.asked.contact.trim().chars().take(LONGEST).collect(),
        None => words("asked-contact", &new.asked.contact)?,
    };
    Ok(Death {
        child,
        on: new.on,
        told_by: words("told-by", &new.told_by)?,
        asked: Asked { person: new.asked.person, name: words("asked-name", &new.asked.name)?, contact },
        worker: new.worker,
        answers: Vec::new(),
        closed_account: None,
        resting: Vec::new(),
        rested: Vec::new(),
        owed: Vec::new(),
        taken_back: None,
        status: DeathStatus::ToAsk,
    })
}

impl Death {
    /// Whether it counts.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.status != DeathStatus::TakenBack
    }

    /// Keeps what the named person said.
    ///
    /// # Errors
    /// [`DeathError`].
    pub fn answered(
        &mut self,
        (by, on): (PersonId, Date),
        (bills, left, copy): (&str, &str, WishForCopy),
    ) -> Result<(), DeathError> {
        if !self.counts() {
            return Err(DeathError::NotFromHere(self.status));
        }
        let (bills, left) = (words("bills", bills)?, words("left", left)?);
        self.answers.push(DeathAnswer { on, by, bills, left, copy });
        self.status = DeathStatus::Asked;
        Ok(())
    }

    /// Takes it back, with a reason that says how it came about.
    ///
    /// # Errors
    /// [`DeathError`].
    pub fn take_back(&mut self, by: PersonId, on: Date, why: &str) -> Result<(), DeathError> {
        if !self.counts() {
            return Err(DeathError::NotFromHere(self.status));
        }
        let why = read_reasons(why).map_err(|_| DeathError::Words("why"))?;
        self.taken_back = Some((by, on, why));
        self.status = DeathStatus::TakenBack;
        Ok(())
    }
}

impl Paper for Death {
    const TABLE: &'static str = "death";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.on
    }

    /// The worker who asks: the list of work shows their name.
    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.worker.0)
    }

    fn only_one(&self) -> Option<String> {
        self.counts().then(|| self.child.to_string())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn new() -> NewDeath {
        let asked = Asked { person: None, name: "Rosa Bell".to_owned(), contact: "01632 960123".to_owned() };
        let told_by = "the ward sister, by phone".to_owned();
        NewDeath { on: date(2026, 10, 3), told_by, asked, worker: person(2) }
    }

    fn written(new: &NewDeath) -> Result<Death, DeathError> {
        checked(person(1), Some(date(2014, 5, 1)), new, date(2026, 10, 5))
    }

    #[test]
    fn a_day_to_come_or_before_birth_and_nobody_to_ask_are_not_taken() {
        assert_eq!(written(&NewDeath { on: date(2026, 10, 6), ..new() }), Err(DeathError::ToCome(date(2026, 10, 6))));
        let before = written(&NewDeath { on: date(2014, 4, 30), ..new() });
        assert_eq!(before, Err(DeathError::BeforeBirth(date(2014, 5, 1))));
        let nobody = Asked { name: " ".to_owned(), ..new().asked };
        assert_eq!(written(&NewDeath { asked: nobody, ..new() }), Err(DeathError::Words("asked-name")));
        let unreached = Asked { contact: String::new(), ..new().asked };
        assert_eq!(written(&NewDeath { asked: unreached.clone(), ..new() }), Err(DeathError::Words("asked-contact")));
        let known = Asked { person: Some(person(3)), ..unreached };
        assert!(written(&NewDeath { asked: known, ..new() }).is_ok());
        assert_eq!(written(&NewDeath { told_by: "é".repeat(2_001), ..new() }), Err(DeathError::Words("told-by")));
    }

    #[test]
    fn what_the_named_person_says_is_kept_each_time_and_a_mistake_is_taken_back_once() {
        let mut death = written(&new()).unwrap();
        assert_eq!((death.status(), death.only_one()), ("to-ask", Some(person(1).to_string())));
        death.answered((person(2), date(2026, 10, 20)), ("none", "to the hospice", WishForCopy::Later)).unwrap();
        death.answered((person(2), date(2026, 11, 20)), ("none", "to the hospice", WishForCopy::Yes)).unwrap();
        assert_eq!((death.status, death.answers.len()), (DeathStatus::Asked, 2));
        let (by, on) = (person(2), date(2026, 11, 21));
        assert_eq!(death.take_back(by, on, "oops"), Err(DeathError::Words("why")));
        death.take_back(by, on, "another child of the same name was meant").unwrap();
        assert_eq!((death.status, death.only_one()), (DeathStatus::TakenBack, None));
        assert!(death.take_back(by, on, "another child of the same name was meant").is_err());
        assert!(death.answered((by, on), ("a", "b", WishForCopy::No)).is_err());
    }
}
