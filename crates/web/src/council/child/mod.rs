//! One child, as the people see who work with them: what is around them, their answers, their budget, notes, packages, and who
//! looked.

pub mod answers;
pub mod bills;
pub mod budget;
pub mod changes;
pub mod death;
pub mod details;
pub mod finds;
pub mod history;
pub mod holds;
pub mod household;
pub mod messages;
pub mod money;
pub mod moving;
pub mod notes;
pub mod overview;
pub mod packages;
pub mod paper;
pub mod people;
pub mod plan;
pub mod review;
pub mod spending;

use seven_core::PersonId;
use seven_core::access::{Action, Purpose, decide};
use seven_core::people::Person;
use store::relations;

use super::layout::{Office, may};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::show::{Inset, Tab, Tabs};
use crate::visit::Visit;
use crate::words::PageWords;

/// The pages of a child, each with what one needs to see it.
const TABS: [(&str, &str, Action); 13] = [
    ("overview", "", Action::ViewChild),
    ("details", "/details", Action::EditIdentity),
    ("people", "/people", Action::ViewChild),
    ("answers", "/answers", Action::ViewAnswers),
    ("budget", "/budget", Action::ViewBudget),
    ("plan", "/plan", Action::ViewPlan),
    ("money", "/money", Action::ViewMoney),
    ("review", "/review", Action::ViewReview),
    ("packages", "/packages", Action::ViewBudget),
    ("messages", "/messages", Action::ViewMessages),
    ("notes", "/notes", Action::ViewNotes),
    ("history", "/history", Action::ViewWhoLooked),
    ("holds", "/holds", Action::HoldRecord),
];

/// The child of a page with what the visitor may do about them.
pub(super) struct Known {
    /// The child.
    pub child: Person,
    allowed: Vec<Action>,
}

impl Known {
    /// Loads the child that the guard permitted.
    pub async fn of(visit: &Visit) -> Result<Known, Fault> {
        let id = visit.child()?;
        let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
        let mut reading = visit.reading().await?;
        let child = store::people::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
        let standing = relations::standing(&mut reading, id, signed.actor.person, visit.moment.at).await?;
        let may = |action: &Action| {
            decide(&signed.actor, *action, standing.as_ref(), Purpose::Work, visit.moment.today).is_ok()
        };
        Ok(Known { child, allowed: Action::ALL.iter().copied().filter(may).collect() })
    }

    /// Whether the visitor may do something about the child.
    pub fn may(&self, action: Action) -> bool {
        self.allowed.contains(&action)
    }

    /// A page of the child, with the way to the others.
    pub fn page(&self, visit: &Visit, w: PageWords, tab: &str) -> Office {
        let name = self.child.name.shown();
        let home = home(self.child.id);
        let tabs = TABS.iter().filter(|(_, _, action)| self.may(*action)).map(|(key, path, _)| Tab {
            link: Link::new(w.find(&format!("tab.{key}")).unwrap_or(key), format!("{home}{path}")),
            is_current: *key == tab,
        });
        let mut office =
            Office::new(visit, w, name.clone()).above(&Tabs::new(w.say("tabs", &[("name", &name)]), tabs.collect()));
        if let Some(day) = self.child.died_on {
            let day = super::shown::day(day);
            office = office.with(&Inset::new(w.say("died", &[("name", &self.child.name.first()), ("day", &day)])));
            if self.may(Action::RecordDeath) {
                office = office.link(w.t("to_death"), &format!("{home}/death"));
            }
        }
        office.page.title = format!("{name}: {}", w.find(&format!("tab.{tab}")).unwrap_or(tab));
        // brokers and providers have no worklist: they come from the list of families whom they help
        office.page.breadcrumbs = vec![match may(visit, Action::ViewWorklist) {
            true => Link::new(w.t("worklist"), "/council"),
            false => Link::new(w.t("helped"), "/family"),
        }];
        office
    }
}

/// The address of a child's pages.
pub(super) fn home(child: PersonId) -> String {
    format!("/council/children/{child}")
}
