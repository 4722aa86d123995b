//! Moving away: where to, the day, and what follows for payments and papers. Money never stops by itself: the family has the day
//! first, in a letter; what is paid until then stays paid, and a move that does not happen is undone.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::budget::read_reasons;
use crate::codes::coded;
use crate::money::Instalment;
use crate::money::schedule::InstalmentStatus;
use crate::paper::Paper;
use crate::people::identifiers::is_local_authority;
use crate::{InstalmentId, PersonId};

/// The longest text that is taken, in characters.
pub const LONGEST: usize = 500;

coded! {
    /// Where somebody moves to, or came from.
    pub enum PlaceKind ("kind of place") {
        /// A council in England.
        Council = "council",
        /// Out of England.
        OutOfEngland = "out-of-england",
        /// Nobody knows yet.
        NotKnown = "not-known",
    }
}

/// Where somebody moves to, or came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// The council's three digits; empty for what is none.
    pub code: String,
    /// Its name, or the country.
    pub name: String,
}

coded! {
    /// Where a move stands.
    pub enum MovingStatus ("status of a move") {
        /// The family has the day, and payments go on until it.
        Told = "told",
        /// They live elsewhere.
        Moved = "moved",
        /// It does not happen.
        Undone = "undone",
    }
}

coded! {
    /// What of a record can go to the new council.
    pub enum Passed ("part of a record that is passed on") {
        /// The education part, by duty (SI 2014/1530, regulation 15): no yes is needed.
        Education = "education",
        /// The plan.
        Plan = "plan",
        /// The figure with its working.
        Figure = "figure",
        /// What was paid and spent.
        Statements = "statements",
    }
}

impl Passed {
    /// Whether the family is asked before it goes.
    #[must_use]
    pub fn needs_a_yes(self) -> bool {
        self != Passed::Education
    }

    /// The tables of the record that it is.
    #[must_use]
    pub fn tables(self) -> &'static [&'static str] {
        match self {
            Passed::Education => &["person", "agreement"],
            Passed::Plan => &["person", "plan", "plan_piece", "agreement"],
            Passed::Figure => &["person", "indicative_budget", "budget_line", "budget_decision"],
            Passed::Statements => &["person", "ledger_transfer", "holding", "instalment"],
        }
    }
}

/// A move as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMove {
    /// Where to.
    pub to: Place,
    /// The last day here: payments go on until it.
    pub last_day: Date,
    /// Who told us.
    pub told_by: String,
}

/// A move away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Moving {
    /// Whose.
    pub child: PersonId,
    /// Where to.
    pub to: Place,
    /// The last day here.
    pub last_day: Date,
    /// Who told us.
    pub told_by: String,
    /// When the family was told the day.
    pub told_on: Date,
    /// Payments that were called off because of it, with where they stood.
    pub called_off: Vec<(InstalmentId, InstalmentStatus)>,
    /// Payments that also cover days after it.
    pub spanning: Vec<InstalmentId>,
    /// Providers and holders of funds whose staff had the last day by e-mail; others are told by hand.
    #[serde(default)]
    pub told_providers: Vec<String>,
    /// What the family said yes to, who said it and when.
    pub yes: Option<(PersonId, Date, Vec<Passed>)>,
    /// What was passed on: the parts, by whom, when.
    pub passed: Vec<(Vec<Passed>, PersonId, Date)>,
    /// Why it was undone.
    pub undone: Option<(PersonId, Date, String)>,
    /// Where it stands.
    pub status: MovingStatus,
}

/// That a child moved in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MovedIn {
    /// Who.
    pub child: PersonId,
    /// Where from.
    pub from: Place,
    /// The first day here.
    pub first_day: Date,
    /// Who told us.
    pub told_by: String,
}

/// Why a move is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MovingError {
    /// Not the three digits of a council in England.
    #[error("this is not the code of a council in England: three digits")]
    Code,
    /// Something is not said, or is too long.
    #[error("`{0}` is missing or too long")]
    Words(&'static str),
    /// A last day that is over: the family has to have it first.
    #[error("the family has to have the day first: choose today or later")]
    Past,
    /// A first day to come.
    #[error("this day is still to come")]
    ToCome,
    /// The last day is not over.
    #[error("they are here until {0}")]
    NotYet(Date),
    /// The family has not said yes to it.
    #[error("the family has not said yes to `{0}`")]
    NoYes(Passed),
    /// Nothing is chosen.
    #[error("nothing is chosen")]
    Nothing,
    /// Not from where it stands.
    #[error("this move is `{0}`")]
    NotFromHere(MovingStatus),
}

impl MovingError {
    /// The field that it is about, and the key of its words.
    #[must_use]
    pub fn field_and_code(self) -> (&'static str, &'static str) {
        match self {
            MovingError::Code => ("code", "move-code"),
            MovingError::Words(field) => (field, "empty-or-long"),
            MovingError::Past => ("day", "move-past"),
            MovingError::ToCome => ("day", "day-to-come"),
            MovingError::NotYet(_) => ("", "move-not-yet"),
            MovingError::NoYes(_) => ("parts", "move-no-yes"),
            MovingError::Nothing => ("parts", "choose-from-the-list"),
            MovingError::NotFromHere(_) => ("", "move-not-from-here"),
        }
    }
}

fn words(field: &'static str, text: &str) -> Result<String, MovingError> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= LONGEST;
    if fits { Ok(text.to_owned()) } else { Err(MovingError::Words(field)) }
}

impl Place {
    /// Reads a place: a council by its code and name, a country by its name.
    ///
    /// # Errors
    /// [`MovingError`].
    pub fn read(kind: PlaceKind, code: &str, name: &str) -> Result<Place, MovingError> {
        let (code, name) = match kind {
            PlaceKind::Council if !is_local_authority(code.trim()) => return Err(MovingError::Code),
            PlaceKind::Council => (code.trim().to_owned(), words("place", name)?),
            PlaceKind::OutOfEngland => (String::new(), words("place", name)?),
            PlaceKind::NotKnown => (String::new(), String::new()),
        };
        Ok(Place { kind, code, name })
    }
}

/// How a payment stands to a last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// It is made as planned, and covers only days until then.
    Before,
    /// It is made as planned, and also covers days after.
    Spanning,
    /// It is called off.
    After,
}

/// How a payment that is still planned stands to a last day.
#[must_use]
pub fn towards(payment: &Instalment, last_day: Date) -> Towards {
    // a payment is made in advance: what falls due after the last day, or only covers days after it, is not needed here
    if payment.due > last_day || payment.covers.from > last_day {
        Towards::After
    } else if payment.covers.until > last_day {
        Towards::Spanning
    } else {
        Towards::Before
    }
}

/// Reads what somebody wrote down.
///
/// # Errors
/// [`MovingError`].
pub fn checked(child: PersonId, new: NewMove, today: Date) -> Result<Moving, MovingError> {
    if new.last_day < today {
        return Err(MovingError::Past);
    }
    Ok(Moving {
        child,
        to: new.to,
        last_day: new.last_day,
        told_by: words("told-by", &new.told_by)?,
        told_on: today,
        called_off: Vec::new(),
        spanning: Vec::new(),
        told_providers: Vec::new(),
        yes: None,
        passed: Vec::new(),
        undone: None,
        status: MovingStatus::Told,
    })
}

/// Reads that a child moved in.
///
/// # Errors
/// [`MovingError`].
pub fn moved_in(
    child: PersonId,
    (from, day): (Place, Date),
    told_by: &str,
    today: Date,
) -> Result<MovedIn, MovingError> {
    if day > today {
        return Err(MovingError::ToCome);
    }
    Ok(MovedIn { child, from, first_day: day, told_by: words("told-by", told_by)? })
}

impl Moving {
    fn stands(&self) -> Result<(), MovingError> {
        if self.status == MovingStatus::Undone { Err(MovingError::NotFromHere(self.status)) } else { Ok(()) }
    }

    /// The family says what may go to the new council; saying it again stands in the place of what was said before.
    ///
    /// # Errors
    /// [`MovingError`].
    pub fn says_yes(&mut self, by: PersonId, on: Date, parts: Vec<Passed>) -> Result<(), MovingError> {
        self.stands()?;
        self.yes = Some((by, on, parts.into_iter().filter(|part| part.needs_a_yes()).collect()));
        Ok(())
    }

    /// Whether a part may go.
    #[must_use]
    pub fn may_go(&self, part: Passed) -> bool {
        let said = self.yes.as_ref().is_some_and(|(.., parts)| parts.contains(&part));
        match part.needs_a_yes() {
            true => said,
            // the duty is one between councils in England
            false => self.to.kind == PlaceKind::Council,
        }
    }

    /// Parts are passed on.
    ///
    /// # Errors
    /// [`MovingError`].
    pub fn pass_on(&mut self, parts: Vec<Passed>, by: PersonId, on: Date) -> Result<(), MovingError> {
        self.stands()?;
        if parts.is_empty() {
            return Err(MovingError::Nothing);
        }
        if let Some(part) = parts.iter().find(|part| !self.may_go(**part)) {
            return Err(MovingError::NoYes(*part));
        }
        self.passed.push((parts, by, on));
        Ok(())
    }

    /// They live elsewhere now.
    ///
    /// # Errors
    /// [`MovingError`].
    pub fn has_moved(&mut self, today: Date) -> Result<(), MovingError> {
        if self.status != MovingStatus::Told {
            return Err(MovingError::NotFromHere(self.status));
        }
        if today <= self.last_day {
            return Err(MovingError::NotYet(self.last_day));
        }
        self.status = MovingStatus::Moved;
        Ok(())
    }

    /// It does not happen, with the reason.
    ///
    /// # Errors
    /// [`MovingError`].
    pub fn undo(&mut self, by: PersonId, on: Date, why: &str) -> Result<(), MovingError> {
        if self.status != MovingStatus::Told {
            return Err(MovingError::NotFromHere(self.status));
        }
        let why = read_reasons(why).map_err(|_| MovingError::Words("why"))?;
        self.undone = Some((by, on, why));
        self.status = MovingStatus::Undone;
        Ok(())
    }
}

impl Paper for Moving {
    const TABLE: &'static str = "moving";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.last_day
    }

    fn only_one(&self) -> Option<String> {
        (self.status != MovingStatus::Undone).then(|| self.child.to_string())
    }
}

impl Paper for MovedIn {
    const TABLE: &'static str = "moved_in";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        "here"
    }

    fn day(&self) -> Date {
        self.first_day
    }

    fn only_one(&self) -> Option<String> {
        Some(format!("{} {}", self.child, self.first_day))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::plan::pattern::Stretch;
    use crate::{HoldingId, Pence};

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn moving() -> Moving {
        let to = Place::read(PlaceKind::Council, "801", "Bristol").unwrap();
        let new = NewMove { to, last_day: date(2026, 10, 20), told_by: "Kit, by phone".to_owned() };
        checked(person(1), new, date(2026, 9, 1)).unwrap()
    }

    #[test]
    fn a_council_has_three_digits_and_a_name_and_a_country_has_a_name() {
        for (kind, code, name, expected) in [
            (PlaceKind::Council, "801", " Bristol ", Ok(("801", "Bristol"))),
            (PlaceKind::Council, "999", "Nowhere", Err(MovingError::Code)),
            (PlaceKind::Council, "80", "Bristol", Err(MovingError::Code)),
            (PlaceKind::Council, "801", " ", Err(MovingError::Words("place"))),
            (PlaceKind::OutOfEngland, "801", "Wales", Ok(("", "Wales"))),
            (PlaceKind::OutOfEngland, "", "", Err(MovingError::Words("place"))),
            (PlaceKind::NotKnown, "801", "x", Ok(("", ""))),
        ] {
            let read = Place::read(kind, code, name);
            let read = read.as_ref().map(|place| (place.code.as_str(), place.name.as_str()));
            assert_eq!(read, expected.as_ref().map(|told| *told), "{kind} {code} {name}");
        }
    }

    #[test]
    fn the_family_has_the_day_before_anything_stops() {
        let new = NewMove { last_day: date(2026, 8, 31), ..new_of(&moving()) };
        assert_eq!(checked(person(1), new, date(2026, 9, 1)).unwrap_err(), MovingError::Past);
        let today = NewMove { last_day: date(2026, 9, 1), ..new_of(&moving()) };
        assert!(checked(person(1), today, date(2026, 9, 1)).is_ok());
    }

    fn new_of(moving: &Moving) -> NewMove {
        NewMove { to: moving.to.clone(), last_day: moving.last_day, told_by: moving.told_by.clone() }
    }

    #[test]
    fn a_payment_goes_spans_or_is_called_off() {
        let payment = |due, from, until| Instalment {
            child: person(1),
            holding: HoldingId(Uuid::from_u128(2)),
            stream: "social-care".to_owned(),
            number: 1,
            due,
            covers: Stretch { from, until },
            parts: Vec::new(),
            run: None,
            paid_on: None,
            is_owed: false,
            note: String::new(),
            status: InstalmentStatus::Planned,
        };
        let (last, day) = (date(2026, 10, 20), |month, day| date(2026, month, day));
        for (due, from, until, expected) in [
            (day(9, 1), day(9, 1), day(9, 30), Towards::Before),
            (day(10, 1), day(10, 1), day(10, 20), Towards::Before),
            (day(10, 1), day(10, 1), day(10, 31), Towards::Spanning),
            (day(10, 20), day(10, 20), day(11, 19), Towards::Spanning),
            (day(10, 21), day(10, 21), day(11, 20), Towards::After),
            (day(10, 15), day(10, 21), day(11, 20), Towards::After),
        ] {
            assert_eq!(towards(&payment(due, from, until), last), expected, "{due}");
        }
        assert_eq!(Pence::ZERO, payment(last, last, last).total());
    }

    #[test]
    fn nothing_goes_without_a_yes_but_what_is_a_duty_between_councils() {
        let (mut moving, by, on) = (moving(), person(3), date(2026, 9, 2));
        assert_eq!(moving.pass_on(vec![Passed::Plan], by, on), Err(MovingError::NoYes(Passed::Plan)));
        assert_eq!(moving.pass_on(vec![], by, on), Err(MovingError::Nothing));
        moving.pass_on(vec![Passed::Education], by, on).unwrap();
        moving.says_yes(person(4), on, vec![Passed::Education, Passed::Plan]).unwrap();
        assert_eq!(moving.yes.as_ref().unwrap().2, [Passed::Plan]);
        moving.pass_on(vec![Passed::Plan, Passed::Education], by, on).unwrap();
        moving.says_yes(person(4), on, vec![]).unwrap();
        assert!(!moving.may_go(Passed::Plan), "a yes can be taken back");
        moving.to = Place::read(PlaceKind::OutOfEngland, "", "Wales").unwrap();
        assert!(!moving.may_go(Passed::Education));
    }

    #[test]
    fn a_move_is_over_after_its_day_or_undone_with_a_reason() {
        let mut moving = moving();
        assert_eq!(moving.has_moved(date(2026, 10, 20)), Err(MovingError::NotYet(date(2026, 10, 20))));
        assert_eq!(moving.undo(person(3), date(2026, 9, 2), "no"), Err(MovingError::Words("why")));
        let mut other = moving.clone();
        other.undo(person(3), date(2026, 9, 2), "the new flat was not given to them").unwrap();
        assert_eq!((other.status, other.only_one()), (MovingStatus::Undone, None));
        assert!(other.pass_on(vec![Passed::Education], person(3), date(2026, 9, 3)).is_err());
        moving.has_moved(date(2026, 10, 21)).unwrap();
        assert!(moving.undo(person(3), date(2026, 10, 22), "the new flat was not given to them").is_err());
    }
}
