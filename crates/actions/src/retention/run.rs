//! A run of the rules over a whole authority: records that are due are erased, old sessions and messages go.

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::retention::{Due, KeepWhy, Rule, Rules};
use store::columns::tables;
use store::retention as stored;

use super::erase::whether_due;
use super::{Erased, erase};
use crate::{ActionError, Caller};

/// Records that are read at once.
const PAGE: i64 = 500;

/// What a run would do today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outlook {
    /// Children whose records are due.
    pub due: Vec<PersonId>,
    /// Children whose records would be due, but are held, or cannot be counted: they stay.
    pub kept: Vec<(PersonId, KeepWhy)>,
    /// Other rows that go, by table.
    pub rows: Vec<(String, u64)>,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ran {
    /// Children whose records were erased.
    pub erased: Vec<PersonId>,
    /// Other rows that went, by table.
    pub rows: Vec<(String, u64)>,
}

/// The authority's own rules of keeping, from `retention` in its settings; until it has any, those to start from.
///
/// # Errors
/// [`ActionError::Rule`] where they cannot be relied on.
pub async fn rules(caller: &Caller) -> Result<Rules, ActionError> {
    let authorities = store::authorities::all(&caller.store).await?;
    let settings = authorities.iter().find(|one| one.id == caller.authority).map(|one| one.settings.as_str());
    let settings: serde_json::Value = serde_json::from_str(settings.unwrap_or("{}")).unwrap_or_default();
    let Some(own) = settings.get("retention") else { return Ok(Rules::to_start_from()) };
    let rules: Rules =
        serde_json::from_value(own.clone()).map_err(|_| ActionError::rule("retention-rules-unreadable"))?;
    rules.check().map_err(|_| ActionError::rule("retention-rules-unreadable"))?;
    Ok(rules)
}

/// What a run would do today. Changes nothing.
///
/// # Errors
/// Refused without [`Action::RunRetention`].
pub async fn look_ahead(caller: &Caller) -> Result<Outlook, ActionError> {
    caller.permit(Action::RunRetention).await?;
    let rules = rules(caller).await?;
    let mut outlook = Outlook::default();
    let mut read = caller.reading().await?;
    let mut last = None;
    loop {
        let page = stored::records(&mut read, last, PAGE).await?;
        let Some(end) = page.last() else { break };
        last = Some(end.child);
        for record in &page {
            match whether_due(caller, &mut read, record, &rules).await? {
                Due::Erase => outlook.due.push(record.child),
                Due::Keep(KeepWhy::Until(_)) => {}
                Due::Keep(why) => outlook.kept.push((record.child, why)),
            }
        }
    }
    for table in tables()? {
        let Some(day) = day_of(table.goes.as_ref(), &rules, caller.moment.today) else { continue };
        let rows = stored::count_before(&mut read, table, day).await?;
        outlook.rows.push((table.name.clone(), u64::try_from(rows).unwrap_or_default()));
    }
    Ok(outlook)
}

/// Does it: a change for each record, so that a stop halfway leaves whole records.
///
/// # Errors
/// Refused without [`Action::RunRetention`] and [`Action::EraseRecord`].
pub async fn run(caller: &Caller) -> Result<Ran, ActionError> {
    let permit = caller.permit(Action::RunRetention).await?;
    let rules = rules(caller).await?;
    let mut ran = Ran::default();
    for child in look_ahead(caller).await?.due {
        if let Erased::Done(_) = erase(caller, child).await? {
            ran.erased.push(child);
        }
    }
    let mut write = caller.writing(&permit).await?;
    let mut event = Event::of(&permit, "retention run").with("records", ran.erased.len());
    // a row of a later table may name one of an earlier
    for table in tables()?.iter().rev() {
        let Some(day) = day_of(table.goes.as_ref(), &rules, caller.moment.today) else { continue };
        let rows = stored::delete_before(&mut write, table, day).await?;
        event = event.with(&table.name, rows);
        ran.rows.push((table.name.clone(), rows));
    }
    write.commit(event).await?;
    Ok(ran)
}

/// The day before which a table's rows go: the day after the last whose time is over.
fn day_of(goes: Option<&(String, String)>, rules: &Rules, today: Date) -> Option<Date> {
    let rule: &Rule = rules.on(&goes?.0, today)?;
    let last = today.checked_sub(i32::from(rule.years).years()).ok()?;
    last.tomorrow().ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_row_goes_on_the_day_that_its_rule_says() {
        let goes = ("sign-in".to_owned(), "made_at".to_owned());
        let rules = Rules::to_start_from();
        let rule = rules.on("sign-in", date(2029, 1, 1)).unwrap();
        for (today, made) in [
            (date(2029, 3, 1), date(2028, 2, 29)),
            (date(2029, 2, 28), date(2028, 2, 29)),
            (date(2029, 6, 15), date(2028, 6, 15)),
            (date(2029, 6, 14), date(2028, 6, 15)),
        ] {
            let is_gone = made < day_of(Some(&goes), &rules, today).unwrap();
            assert_eq!(is_gone, rule.kept_until(made) <= today, "{made} on {today}");
        }
    }
}
