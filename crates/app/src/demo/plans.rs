//! Three plans after the pen pictures of Beth, John and Jed (seven steps of self-directed support, 2008), made with the same
//! actions as pages use: Beth's is being written, Jed's waits for an answer, John has lived on his for some months. A fourth is bought
//! by the council in part. What a year makes of them is in `year_on`.

mod bought;
mod changing;
mod helping;
mod living;
mod looking_back;
mod money;
mod reviews;
mod spending;
mod year;
pub mod year_on;

use actions::agreement::{answer_enough, answer_question, ask, decide, set_limit, sign, who_may};
use actions::plan::{Entry, PlanView, begin, set_heading, write_piece};
use actions::{ActionError, Caller};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use seven_core::access::Purpose;
use seven_core::agreement::{Answer, Bound, FamilyAnswer, Limit, PlanOutcome, Proposed, checklist};
use seven_core::people::Role;
use seven_core::plan::Body;
use seven_core::plan::stories::{self, Sample};
use seven_core::plan::summary::Concern;
use seven_core::settings::Settings;
use seven_core::{AgreementId, AuthorityId, Moment, Pence, PersonId, PieceId, PlanId};
use store::{Store, agreements, authorities, budgets};

use self::looking_back::Looks;
use self::year::YearWords;
use super::children::Child;
use super::staff::Staff;
use crate::failure::Failure;
use crate::service::time_zone;

/// The places of Beth, John and Jed in the list of children.
pub const BETH: usize = 2;
/// John.
pub const JOHN: usize = 4;
/// Jed.
pub const JED: usize = 10;

/// A child whose support the council buys in part.
pub const BOUGHT: usize = 6;

/// What each of the plans says.
const PLANS: [(usize, &str, &str); 4] = [
    (BETH, "beth", include_str!("plans/beth.toml")),
    (JOHN, "john", include_str!("plans/john.toml")),
    (JED, "jed", include_str!("plans/jed.toml")),
    (BOUGHT, "bought", include_str!("plans/bought.toml")),
];

/// Adds the plans, and how much each manager may agree to.
pub async fn add(
    store: &Store,
    authority: &AuthorityId,
    moment: Moment,
    children: &[Child],
    staff: &Staff,
) -> Result<(), Failure> {
    let words = Words::read()?;
    let desk = Desk { store: store.clone(), authority: authority.clone(), moment, words };
    desk.limits(staff).await?;
    for (number, name, text) in PLANS {
        let pieces = stories::read(name, text).map_err(|error| Failure::new(error.to_string()))?;
        let child = children.get(number).ok_or_else(|| Failure::new("a child of the plans is missing"))?;
        if number == JOHN {
            desk.lived(child, pieces, staff).await.map_err(failed)?;
            continue;
        }
        let family = desk.family(child);
        let plan = desk.written(&family, child.id, pieces).await.map_err(failed)?;
        if number == BETH {
            continue;
        }
        let asked = ask(&family, child.id, plan).await.map_err(failed)?;
        if number == BOUGHT {
            desk.agreed(child, asked).await.map_err(failed)?;
            sign(&family, child.id, asked, FamilyAnswer::Accept).await.map_err(failed)?;
            desk.bought(child, asked, staff).await.map_err(failed)?;
            desk.something_changed(child).await.map_err(failed)?;
        }
    }
    Ok(())
}

#[derive(Clone)]
struct Desk {
    store: Store,
    authority: AuthorityId,
    moment: Moment,
    words: Words,
}

/// What is said beside the plans.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Words {
    shortfall: String,
    enough: String,
    reasons: String,
    why_different: String,
    as_planned: String,
    year: YearWords,
    looks: Looks,
    changes: ChangeWords,
}

/// What is said when something has changed.
#[derive(Clone, Deserialize)]
struct ChangeWords {
    what: String,
    why: String,
}

impl Words {
    fn read() -> Result<Words, Failure> {
        toml_edit::de::from_str(include_str!("plans/words.toml")).map_err(|error| Failure::new(error.to_string()))
    }
}

impl Desk {
    fn caller(&self, person: PersonId, purpose: Purpose) -> Caller {
        let (store, authority) = (self.store.clone(), self.authority.clone());
        Caller { store, authority, person: Some(person), purpose, moment: self.moment }
    }

    /// Whoever speaks for a child on the day of the desk.
    fn family(&self, child: &Child) -> Caller {
        self.caller(child.speaker(self.moment.today).unwrap_or(child.id), Purpose::OwnLife)
    }

    /// The same desk at ten in the morning of another day, and never later than now.
    fn on(&self, today: Date) -> Desk {
        let at = today.at(10, 0, 0, 0).to_zoned(time_zone()).map_or(self.moment.at, |zoned| zoned.timestamp());
        Desk { moment: Moment { at: at.min(self.moment.at), today }, ..self.clone() }
    }

    /// From a plan two weeks after the figure was told, or once the young person leads, to today.
    async fn lived(&self, child: &Child, pieces: Vec<Sample>, staff: &Staff) -> Result<(), ActionError> {
        let told = budgets::of_child(&mut self.caller(child.id, Purpose::OwnLife).reading().await?, child.id).await?;
        let told = told.first().map_or(self.moment.at, |told| told.told_at).to_zoned(time_zone()).date();
        // whoever leads today has the seat of it, so nothing is told of the time before
        let begun = told.saturating_add(14.days()).max(child.leads_from.unwrap_or(told));
        let then = self.on(begun.min(self.moment.today));
        let family = then.family(child);
        let plan = then.written(&family, child.id, pieces).await?;
        let asked = ask(&family, child.id, plan).await?;
        then.agreed(child, asked).await?;
        sign(&family, child.id, asked, FamilyAnswer::Accept).await?;
        self.paid(&then, child, asked, staff).await?;
        self.helped(child).await?;
        self.reviewed(child, staff).await
    }

    /// The limits of the example authority: £5,000, £20,000, and any sum for the head of service.
    async fn limits(&self, staff: &Staff) -> Result<(), Failure> {
        let administrator = self.caller(staff.who(Role::Administrator)?, Purpose::Work);
        let from = self.moment.today.saturating_sub(1.years());
        for (role, person) in &staff.others {
            let bound = match role {
                Role::TeamManager => Bound::UpTo(Pence(500_000)),
                Role::GroupManager => Bound::UpTo(Pence(2_000_000)),
                Role::HeadOfService => Bound::Any,
                _ => continue,
            };
            let limit = Limit { person: *person, stream: None, bound, from, until: None };
            set_limit(&administrator, limit).await.map_err(failed)?;
        }
        Ok(())
    }

    async fn written(&self, family: &Caller, child: PersonId, pieces: Vec<Sample>) -> Result<PlanId, ActionError> {
        let plan = begin(family, child, None).await?;
        let mut outcomes: Vec<PieceId> = Vec::new();
        for Sample { mut body, serves } in pieces {
            if let Body::Support(line) = &mut body {
                line.outcomes = serves.iter().filter_map(|at| outcomes.get(*at).copied()).collect();
            }
            let is_outcome = matches!(body, Body::Outcome(_));
            let id = write_piece(family, child, plan, Entry { piece: None, version: 0, place: None, body }).await?;
            if is_outcome {
                outcomes.push(id);
            }
        }
        let view = PlanView::load(&mut family.reading().await?, child, plan).await?;
        if view.summary.concerns.iter().any(|concern| matches!(concern, Concern::Shortfall { .. })) {
            let heading = view.plan;
            set_heading(family, child, plan, heading.stretch, heading.packs, &self.words.shortfall, heading.version)
                .await?;
        }
        Ok(plan)
    }

    /// The key worker answers the questions; whoever may decides.
    async fn agreed(&self, child: &Child, asked: AgreementId) -> Result<(), ActionError> {
        let worker = child.worker(self.moment.today).ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
        let worker = self.caller(worker, Purpose::Work);
        let settings = Settings::read(&authorities::settings(&mut worker.reading().await?).await?);
        for question in checklist::ids(&settings.plan_questions) {
            answer_question(&worker, child.id, asked, question, Answer::Yes, "").await?;
        }
        answer_enough(&worker, child.id, asked, true, &self.words.enough).await?;
        let mut reading = worker.reading().await?;
        let stored = agreements::find(&mut reading, child.id, asked).await?;
        let stored = stored.ok_or(store::StoreError::Missing("agreement"))?;
        let may = who_may(&mut reading, &stored, self.moment).await?;
        drop(reading);
        let (person, _) = may.first().ok_or_else(|| ActionError::rule("no-limit"))?;
        let proposed = Proposed {
            outcome: PlanOutcome::Agree,
            without: Vec::new(),
            reasons: self.words.reasons.clone(),
            why_different: self.words.why_different.clone(),
            conditions: String::new(),
            panel: Vec::new(),
        };
        decide(&self.caller(*person, Purpose::Work), child.id, asked, proposed).await
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where a result's error is mapped")]
fn failed(error: ActionError) -> Failure {
    Failure::new(format!("a plan of the demonstration was not made: {error}"))
}
