//! A family's personal assistants with their hours: what waits, what is to be paid, what the bank shows as paid.

use std::collections::HashMap;

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::assistant::hours::Against;
use seven_core::assistant::{Assistant, Hours, HoursStatus, Stint, minutes_as_hours};
use seven_core::plan::support::Quantity;
use seven_core::spending::{RecordState, Working};
use seven_core::{PersonId, PieceId, SpendingId};
use store::papers::{self, Stored};
use store::spending::{lines, matches, records};
use store::{Query, people};

use crate::spending::{LineOfPlan, lines_of_plans};
use crate::{ActionError, Caller};

/// Hours with what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursView {
    /// The hours.
    pub stored: Stored<Hours>,
    /// Whether they count: they wait, or the family said yes and took nothing back.
    pub counts: bool,
    /// The day on which the bank paid them.
    pub paid_on: Option<Date>,
}

/// An assistant with their line and their hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssistantView {
    /// The seat.
    pub seat: Stored<Assistant>,
    /// The line of the plan that pays.
    pub line: Option<LineOfPlan>,
    /// How many hours the line still pays, where it counts hours.
    pub left: Option<Quantity>,
    /// Their hours, the latest days first.
    pub hours: Vec<HoursView>,
}

/// All that hours are judged by.
pub(super) struct Desk {
    pub seats: Vec<Stored<Assistant>>,
    pub lines: Vec<LineOfPlan>,
    pub hours: Vec<HoursView>,
    /// Minutes that stand on records which are nobody's handed-in hours, by line.
    by_hand: HashMap<PieceId, i64>,
}

impl Desk {
    pub async fn load(at: &mut impl Query, child: PersonId) -> Result<Desk, ActionError> {
        let seats = papers::of_child::<Assistant>(at, child).await?;
        let lines = lines_of_plans(at, child).await?;
        let kept = records::of_child(at, child).await?;
        let all = papers::of_child::<Hours>(at, child).await?;
        let made = matches::of_child(at, child).await?;
        let booked: HashMap<_, Date> =
            lines::of_child(at, child).await?.into_iter().map(|line| (line.id, line.line.booked)).collect();
        let paid: HashMap<&str, Date> =
            made.iter().filter_map(|one| Some((one.target.as_str(), *booked.get(&one.line)?))).collect();
        let state = |id: SpendingId| kept.iter().find(|kept| kept.id == id).map(|kept| kept.state);
        let own: Vec<SpendingId> = all.iter().filter_map(|one| one.paper.record).collect();
        let mut by_hand: HashMap<PieceId, i64> = HashMap::new();
        for one in kept.iter().filter(|one| one.state != RecordState::TakenBack && !own.contains(&one.id)) {
            if let (Some(piece), Working::Hours { hours, .. }) = (one.record.piece, &one.record.working) {
                let sum = by_hand.entry(piece).or_default();
                *sum = sum.saturating_add(hours.0.saturating_mul(60).div_euclid(1_000));
            }
        }
        let view = |stored: Stored<Hours>| {
            let record = stored.paper.record;
            let counts = match stored.paper.status {
                HoursStatus::HandedIn => true,
                HoursStatus::Approved => record.and_then(state) != Some(RecordState::TakenBack),
                HoursStatus::SentBack | HoursStatus::TakenBack => false,
            };
            let paid_on = record.and_then(|id| paid.get(id.to_string().as_str()).copied());
            HoursView { stored, counts, paid_on }
        };
        let mut hours: Vec<HoursView> = all.into_iter().map(view).collect();
        hours.reverse();
        Ok(Desk { seats, lines, hours, by_hand })
    }

    pub fn line(&self, piece: PieceId) -> Option<&LineOfPlan> {
        self.lines.iter().find(|line| line.piece == piece)
    }

    /// What a person has handed in and what counts, some hours left out.
    pub fn own(&self, person: PersonId, but: Option<uuid::Uuid>) -> Vec<Stint> {
        let own = self.hours.iter().filter(|one| one.counts && one.stored.paper.person == person);
        own.filter(|one| Some(one.stored.id) != but).flat_map(|one| one.stored.paper.stints.clone()).collect()
    }

    /// Minutes of a line that are used, by whomever.
    fn used(&self, line: PieceId, but: Option<uuid::Uuid>) -> i64 {
        let counted = self.hours.iter().filter(|one| one.counts && one.stored.paper.line == line);
        let handed_in = counted.filter(|one| Some(one.stored.id) != but).map(|one| one.stored.paper.minutes());
        handed_in.fold(self.by_hand.get(&line).copied().unwrap_or_default(), i64::saturating_add)
    }

    /// What hours of a seat are held against; nothing where its line is gone.
    pub fn against<'a>(
        &self,
        seat: &Assistant,
        own: &'a [Stint],
        (but, today): (Option<uuid::Uuid>, Date),
    ) -> Option<Against<'a>> {
        let line = self.line(seat.line)?;
        Some(Against { own, stretch: line.stretch, paid: line.hours, used: self.used(line.piece, but), today })
    }

    pub fn view(&self, seat: &Stored<Assistant>) -> AssistantView {
        let line = self.line(seat.paper.line).cloned();
        let used = minutes_as_hours(self.used(seat.paper.line, None));
        let left = line.as_ref().and_then(|line| line.hours);
        let own = self.hours.iter().filter(|one| one.stored.paper.assistant.0 == seat.id);
        AssistantView {
            seat: seat.clone(),
            left: left.map(|hours| Quantity(hours.0.saturating_sub(used.0).max(0))),
            line,
            hours: own.cloned().collect(),
        }
    }
}

/// A family's assistants, those who work for it first.
///
/// # Errors
/// Refused without [`Action::ViewSpending`].
pub async fn assistants(caller: &Caller, child: PersonId) -> Result<Vec<AssistantView>, ActionError> {
    caller.permit_for(Action::ViewSpending, child).await?;
    let desk = Desk::load(&mut caller.reading().await?, child).await?;
    let mut views: Vec<AssistantView> = desk.seats.iter().map(|seat| desk.view(seat)).collect();
    views.sort_by_key(|view| (view.seat.paper.status, view.seat.paper.from));
    Ok(views)
}

/// The first name of a child, and nothing else of it.
pub(super) async fn first_name(at: &mut impl Query, child: PersonId) -> Result<String, ActionError> {
    let found = people::find(at, child).await?.ok_or(store::StoreError::Missing("child"))?;
    Ok(found.name.first().to_owned())
}
