//! Recording what a child has today and what it costs in a year.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::{PackageId, Pence, PersonId};
use store::StoreError;
use store::packages::{self, Package};

use crate::{ActionError, Caller, Problem};

/// A line to be recorded.
#[derive(Debug, Clone)]
pub struct NewPackage {
    /// What it is.
    pub description: String,
    /// From which stream it is paid.
    pub stream: String,
    /// Cost in a full year.
    pub yearly_cost: Pence,
    /// First day.
    pub starts_on: Date,
    /// Last day, where one is known.
    pub ends_on: Option<Date>,
    /// Who or what says so.
    pub source: String,
}

/// Records a line.
///
/// # Errors
/// Refused without [`Action::RecordPackage`]; invalid where something is missing or cannot be.
pub async fn record_package(caller: &Caller, child: PersonId, new: NewPackage) -> Result<PackageId, ActionError> {
    let permit = caller.permit_for(Action::RecordPackage, child).await?;
    let mut problems = Vec::new();
    for (field, text) in [("description", &new.description), ("stream", &new.stream), ("source", &new.source)] {
        if text.trim().is_empty() {
            problems.push(Problem::new(field, "empty"));
        } else if text.chars().count() > 300 {
            problems.push(Problem::new(field, "too-long").with("most", "300"));
        }
    }
    if new.yearly_cost < Pence::ZERO {
        problems.push(Problem::new("cost", "below-nothing"));
    }
    if new.ends_on.is_some_and(|end| end < new.starts_on) {
        problems.push(Problem::new("ends", "ends-before-it-starts"));
    }
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let mut write = caller.writing(&permit).await?;
    let package = Package {
        id: write.id(),
        child,
        description: new.description.trim().to_owned(),
        stream: new.stream.trim().to_owned(),
        yearly_cost: new.yearly_cost,
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        source: new.source.trim().to_owned(),
        import: None,
    };
    packages::insert(&mut write, &package).await?;
    let event = Event::of(&permit, format!("package {}", package.id))
        .with("stream", package.stream.as_str())
        .with("yearly-cost", package.yearly_cost);
    write.commit(event).await?;
    Ok(package.id)
}

/// Ends a line; `last_day` is the last on which it is paid.
///
/// # Errors
/// Refused; [`StoreError::Missing`]; invalid where the day is before the first.
pub async fn end_package(
    caller: &Caller,
    child: PersonId,
    package: PackageId,
    last_day: Date,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::RecordPackage, child).await?;
    let mut write = caller.writing(&permit).await?;
    let all = packages::of_child(&mut write, child).await?;
    let mut found = all.into_iter().find(|one| one.id == package).ok_or(StoreError::Missing("package"))?;
    if last_day < found.starts_on {
        return Err(ActionError::invalid("ends", "ends-before-it-starts"));
    }
    found.ends_on = Some(last_day);
    packages::update(&mut write, &found).await?;
    write.commit(Event::of(&permit, format!("package {package}")).with("last-day", last_day)).await?;
    Ok(())
}
