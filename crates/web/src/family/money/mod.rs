//! `/family/{child}/money`: what there is, what is coming, what was spent; asking whether something may be bought; writing
//! down what was; and what the family does before the first payment. Arranging is the council's side.

mod ahead;
mod between;
pub mod cases;
pub mod earmarks;
mod found;
pub mod home;
pub mod invoices;
pub mod set_up;
pub mod spend;
mod stream;

use std::fmt::Display;

use actions::ActionError;
use actions::money::{MoneyView, StreamMoney, between_plans};
use actions::plan::PlanView;
use seven_core::money::working_days::PayDayRule;
use seven_core::money::{Bridge, Earmark, Find, MoneyCase};
use seven_core::plan::Ratio;
use seven_core::plan::support::{Quantity, Unit};
use seven_core::{Pence, PersonId, PieceId};
use store::papers::{self, Stored};
use store::{Reading, agreements, people};

use crate::fault::Fault;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "family/money";

/// A child's money as a family page needs it.
struct Purse {
    w: PageWords,
    child: PersonId,
    /// What the child is called.
    name: String,
    view: MoneyView,
    /// What becomes of days on which banks do not work.
    rule: PayDayRule,
    /// What a line of the plan buys in hours: the hours, and what they cost together.
    hours: Vec<(PieceId, Ratio, Pence)>,
    /// What workers obtained for the child.
    finds: Vec<Find>,
    /// Cases about the money, the open ones and those that are over.
    cases: Vec<Stored<MoneyCase>>,
    /// What was kept for something.
    earmarks: Vec<Stored<Earmark>>,
    /// What goes on, or went on, between two plans.
    between: Vec<Stored<Bridge>>,
}

impl Purse {
    /// Loads it.
    async fn open(visit: &Visit) -> Result<Purse, Fault> {
        let child = visit.child()?;
        let mut reading = visit.reading().await?;
        let name = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?.name.first().to_owned();
        let view = MoneyView::load(&mut reading, child, visit.moment.today).await?;
        let hours = hours(&mut reading, &view).await?;
        let finds = papers::of_child::<Find>(&mut reading, child).await?.into_iter().map(|one| one.paper).collect();
        let cases = papers::of_child(&mut reading, child).await?;
        let earmarks = papers::of_child(&mut reading, child).await?;
        let between = between_plans(&mut reading, child).await?;
        Ok(Purse {
            rule: crate::pay_days::rule(visit),
            w: visit.words(FOLDER),
            child,
            name,
            view,
            hours,
            finds,
            cases,
            earmarks,
            between,
        })
    }

    /// The address of the page.
    fn at(&self) -> String {
        format!("/family/{}/money", self.child)
    }

    /// A line of the plan with its stream, where it is one of this child's.
    fn line(&self, id: &str) -> Option<(&StreamMoney, PieceId)> {
        let id: PieceId = id.parse().ok()?;
        let has = |stream: &&StreamMoney| stream.lines.iter().any(|line| line.line == id);
        self.view.streams.iter().find(has).map(|stream| (stream, id))
    }

    /// What a line is, in the family's words.
    fn what(&self, id: PieceId) -> String {
        let all = self.view.streams.iter().flat_map(|stream| &stream.support);
        all.into_iter().find(|(piece, _)| *piece == id).map(|(_, line)| line.what.clone()).unwrap_or_default()
    }

    /// A sum as it is asked about: pounds and pence, or so many hours of a line that the plan counts in hours.
    fn sum_of(&self, line: PieceId, text: &str) -> Option<Pence> {
        let low = text.trim().to_lowercase();
        let bare = ["hours", "hour", "hrs", "h"].iter().find_map(|unit| low.strip_suffix(unit));
        let Some(bare) = bare else { return Pence::read(text).ok() };
        let (_, hours, cost) = self.hours.iter().find(|(piece, ..)| *piece == line)?;
        let many = Ratio::new(i128::from(Quantity::read(bare).ok()?.0), 1_000)?;
        many.times(Ratio::whole(cost.0))?.over(*hours)?.rounded().map(Pence)
    }

    /// How many hours of a whole stream a sum buys, in tenths; nothing where the plan counts a part of it otherwise.
    fn tenths_of_stream(&self, stream: &StreamMoney, sum: Pence) -> Option<u64> {
        let mut all = (Ratio::ZERO, Pence::ZERO);
        for line in &stream.lines {
            let (_, hours, cost) = self.hours.iter().find(|(piece, ..)| *piece == line.line)?;
            all = (all.0.plus(*hours)?, all.1.plus(*cost)?);
        }
        let tenths = Ratio::whole(sum.0.max(0)).times(all.0)?.times(Ratio::whole(10))?.over(Ratio::whole(all.1.0))?;
        u64::try_from(tenths.floor()?).ok()
    }

    /// How many hours of a line a sum buys, in tenths; nothing where the plan does not count it in hours.
    fn tenths_of_hours(&self, line: PieceId, sum: Pence) -> Option<u64> {
        let (_, hours, cost) = self.hours.iter().find(|(piece, ..)| *piece == line)?;
        let tenths = Ratio::whole(sum.0.max(0)).times(*hours)?.times(Ratio::whole(10))?.over(Ratio::whole(cost.0))?;
        u64::try_from(tenths.floor()?).ok()
    }
}

/// The lines that the signed plans count in hours. What an hour costs is what the plan reckoned with, with everything that
/// an employer has to pay.
async fn hours(at: &mut Reading, view: &MoneyView) -> Result<Vec<(PieceId, Ratio, Pence)>, Fault> {
    let mut all: Vec<(PieceId, Ratio, Pence)> = Vec::new();
    for holding in view.streams.iter().filter_map(|stream| stream.holding.as_ref()) {
        let plan = holding.paper.plan;
        let asked = agreements::of_plan(at, plan).await?;
        let Some(signed) = asked.into_iter().find(|one| one.signatures.are_complete()) else { continue };
        let frozen = PlanView::load(at, view.child, plan).await?.frozen(&signed)?;
        let support: Vec<_> = view.streams.iter().flat_map(|stream| &stream.support).collect();
        let by_hour = |id: PieceId| support.iter().any(|(piece, line)| *piece == id && line.unit == Unit::Hour);
        for line in frozen.summary.lines.iter().filter(|line| by_hour(line.piece)) {
            if let Ok(Some(cost)) = &line.cost
                && cost.cost > Pence::ZERO
                && !all.iter().any(|(piece, ..)| *piece == line.piece)
            {
                all.push((line.piece, cost.units, cost.cost));
            }
        }
    }
    Ok(all)
}

/// `3.5` out of tenths; whole hours without a nought.
fn tenths(number: u64) -> String {
    match (number / 10, number % 10) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest}"),
    }
}

/// What a rule or a field says, with the field; any other fault goes on.
pub(in crate::family) fn said(w: PageWords, error: ActionError) -> Result<Vec<(String, String)>, Fault> {
    let problems = match error {
        ActionError::Rule(problem) => vec![problem],
        ActionError::Invalid(problems) => problems,
        other => return Err(other.into()),
    };
    let one = |problem: actions::Problem| {
        let values: Vec<(&str, &dyn Display)> =
            problem.values.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        (problem.field.clone(), w.say(&format!("problem.{}", problem.code), &values))
    };
    Ok(problems.into_iter().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::tenths;

    #[test]
    fn hours_are_told_in_tenths_and_never_more_than_there_are() {
        assert_eq!([0, 5, 10, 125].map(tenths), ["0", "0.5", "1", "12.5"]);
    }
}
