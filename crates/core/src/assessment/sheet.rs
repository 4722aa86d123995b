//! One person's own answers, and who may see them. Nobody's sheet is ever written over by somebody else's.
//!
//! These rules come after `access`: a viewer here already has to do with the child.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::people::age::{Age, SIXTEEN};
use crate::{PersonId, SheetId};

/// As what somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capacity {
    /// The child or young person.
    Child,
    /// A parent or carer.
    Parent,
    /// A worker, teacher, nurse or other professional.
    Professional,
    /// Somebody who helps the family to answer: a peer, a friend, an advocate.
    PeerHelper,
    /// Staff who type in what came on paper.
    StaffFromPaper,
}

coded!(Capacity {
    Child => "child",
    Parent => "parent",
    Professional => "professional",
    PeerHelper => "peer-helper",
    StaffFromPaper => "staff-from-paper",
});

/// Whom an author lets see the sheet before and besides the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sharing {
    /// The child or young person.
    pub with_child: bool,
    /// Parents and carers.
    pub with_parents: bool,
    /// Professionals and helpers, before it is handed in.
    pub with_professionals: bool,
}

/// One person's answers in an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its id.
    pub id: SheetId,
    /// Whose answers they are.
    pub author: PersonId,
    /// As what.
    pub capacity: Capacity,
    /// The member of staff who typed it in, when the author did not.
    pub entered_by: Option<PersonId>,
    /// Whether it came on paper.
    pub is_on_paper: bool,
    /// Whether the author has handed it in; until then it is being written.
    pub is_finished: bool,
    /// Answers by question id, as a file of answers holds them; a question without an answer is left out.
    pub answers: BTreeMap<String, String>,
    /// Whom the author lets see it.
    pub sharing: Sharing,
}

/// Somebody who wants to see a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// Who.
    pub person: PersonId,
    /// What they are to the child.
    pub capacity: Capacity,
    /// Whether they look for the child's safety, with a recorded reason.
    pub is_safeguarding: bool,
}

/// What the family, or from 16 the young person, has chosen for the whole assessment. Nothing is shown until somebody
/// chooses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// From 16: whether parents see sheets that are not their own.
    pub young_person_shows_parents: bool,
    /// Whether parents see each other's sheets.
    pub parents_see_each_other: bool,
    /// Under 16: whether the child sees the parents' sheets.
    pub parents_show_child: bool,
}

impl Sheet {
    /// Whether the answers are a person's own, or came through their hands.
    #[must_use]
    pub fn is_of(&self, person: PersonId) -> bool {
        self.author == person || self.entered_by == Some(person)
    }
}

/// Whether somebody may see a sheet.
///
/// Their own: always. For a child's safety: with a recorded reason. Professionals: once it is handed in, because
/// that is what it is handed in for, or when the author lets them. Family: see the rules below.
#[must_use]
pub fn may_see_sheet(viewer: Viewer, sheet: &Sheet, child_age: Age, choices: &Choices) -> bool {
    if sheet.is_of(viewer.person) || viewer.is_safeguarding {
        return true;
    }
    let is_finished = sheet.is_finished;
    match viewer.capacity {
        Capacity::Professional | Capacity::StaffFromPaper => is_finished || sheet.sharing.with_professionals,
        // a helper is there at the wish of whoever shows them a sheet
        Capacity::PeerHelper => sheet.sharing.with_professionals,
        Capacity::Child => child_sees(sheet, child_age, choices),
        Capacity::Parent => parent_sees(sheet, child_age, choices),
    }
}

/// A young person of 16 sees every sheet about them that is handed in; a child sees what professionals handed in and
/// what parents show.
fn child_sees(sheet: &Sheet, age: Age, choices: &Choices) -> bool {
    let is_finished = sheet.is_finished;
    match sheet.capacity {
        _ if sheet.sharing.with_child => true,
        Capacity::Professional | Capacity::Child => is_finished,
        Capacity::Parent | Capacity::PeerHelper | Capacity::StaffFromPaper => {
            is_finished && (age.years >= SIXTEEN || choices.parents_show_child)
        }
    }
}

/// From 16 parents see what the young person lets them see. Before, they see what professionals handed in, a child's
/// own sheet only if the child lets them, and each other's if they chose so.
fn parent_sees(sheet: &Sheet, age: Age, choices: &Choices) -> bool {
    let is_finished = sheet.is_finished;
    match sheet.capacity {
        Capacity::Child => sheet.sharing.with_parents,
        Capacity::Professional if age.years >= SIXTEEN => is_finished && choices.young_person_shows_parents,
        Capacity::Professional => is_finished,
        Capacity::Parent | Capacity::PeerHelper | Capacity::StaffFromPaper => {
            sheet.sharing.with_parents || (is_finished && choices.parents_see_each_other)
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOTHING_CHOSEN: Choices =
        Choices { young_person_shows_parents: false, parents_see_each_other: false, parents_show_child: false };

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn sheet(capacity: Capacity, is_finished: bool, sharing: Sharing) -> Sheet {
        Sheet {
            id: SheetId(Uuid::from_u128(100)),
            author: person(1),
            capacity,
            entered_by: None,
            is_on_paper: false,
            is_finished,
            answers: BTreeMap::new(),
            sharing,
        }
    }

    fn sees(viewer: Capacity, sheet: &Sheet, years: i16, choices: Choices) -> bool {
        let viewer = Viewer { person: person(2), capacity: viewer, is_safeguarding: false };
        may_see_sheet(viewer, sheet, Age { years }, &choices)
    }

    #[test]
    fn everybody_sees_their_own_even_when_staff_typed_it_from_paper() {
        for capacity in Capacity::ALL {
            let mut own = sheet(Capacity::StaffFromPaper, false, Sharing::default());
            own.author = person(2);
            own.entered_by = Some(person(3));
            assert!(sees(*capacity, &own, 9, NOTHING_CHOSEN), "{capacity:?}");
        }
    }

    #[test]
    fn a_childs_own_sheet_is_the_childs_to_show() {
        let showing = Sharing { with_parents: true, ..Sharing::default() };
        for years in [9, 15, 16, 20] {
            let all =
                Choices { young_person_shows_parents: true, parents_see_each_other: true, parents_show_child: true };
            assert!(!sees(Capacity::Parent, &sheet(Capacity::Child, true, Sharing::default()), years, all));
            assert!(sees(Capacity::Parent, &sheet(Capacity::Child, false, showing), years, NOTHING_CHOSEN));
        }
        let for_safety = Viewer { person: person(2), capacity: Capacity::Professional, is_safeguarding: true };
        let unfinished = sheet(Capacity::Child, false, Sharing::default());
        assert!(may_see_sheet(for_safety, &unfinished, Age { years: 9 }, &NOTHING_CHOSEN));
    }

    #[test]
    fn families_see_what_professionals_handed_in() {
        for (viewer, years, is_finished, seen) in [
            (Capacity::Parent, 9, true, true),
            (Capacity::Parent, 9, false, false),
            (Capacity::Child, 9, true, true),
            (Capacity::Child, 16, true, true),
            (Capacity::Parent, 16, true, false),
        ] {
            let theirs = sheet(Capacity::Professional, is_finished, Sharing::default());
            assert_eq!(sees(viewer, &theirs, years, NOTHING_CHOSEN), seen, "{viewer:?} {years}");
        }
        let shown = Choices { young_person_shows_parents: true, ..NOTHING_CHOSEN };
        assert!(sees(Capacity::Parent, &sheet(Capacity::Professional, true, Sharing::default()), 16, shown));
    }

    #[test]
    fn parents_choose_whether_they_see_each_other_and_whether_the_child_sees_them() {
        let parents = sheet(Capacity::Parent, true, Sharing::default());
        let each_other = Choices { parents_see_each_other: true, ..NOTHING_CHOSEN };
        let child = Choices { parents_show_child: true, ..NOTHING_CHOSEN };
        assert!(!sees(Capacity::Parent, &parents, 9, NOTHING_CHOSEN));
        assert!(sees(Capacity::Parent, &parents, 9, each_other));
        assert!(!sees(Capacity::Child, &parents, 9, NOTHING_CHOSEN));
        assert!(sees(Capacity::Child, &parents, 9, child));
        assert!(sees(Capacity::Child, &parents, 16, NOTHING_CHOSEN));
    }

    #[test]
    fn professionals_see_what_was_handed_in_and_helpers_what_they_are_shown() {
        let shown = Sharing { with_professionals: true, ..Sharing::default() };
        for capacity in [Capacity::Child, Capacity::Parent] {
            assert!(sees(Capacity::Professional, &sheet(capacity, true, Sharing::default()), 9, NOTHING_CHOSEN));
            assert!(!sees(Capacity::Professional, &sheet(capacity, false, Sharing::default()), 9, NOTHING_CHOSEN));
            assert!(sees(Capacity::PeerHelper, &sheet(capacity, false, shown), 9, NOTHING_CHOSEN));
            assert!(!sees(Capacity::PeerHelper, &sheet(capacity, true, Sharing::default()), 9, NOTHING_CHOSEN));
        }
    }
}
