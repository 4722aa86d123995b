//! `/council/paying-account`: the account that payments come from, and the files that its bank takes.

use actions::ActionError;
use actions::money::set_pays_from;
use axum::response::Response;
use seven_core::banking::{AccountNumber, SortCode};
use seven_core::money::PaysFrom;
use seven_core::money::pays_from::{BankColumn, BankColumnKind, FileFormat, PaysFromFault};
use seven_core::settings::Settings;
use store::{authorities, weights};

use super::layout::{Form, Office, back, refuse};
use super::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/paying_account";
const AT: &str = "/council/paying-account";

/// The account.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, None).await
}

/// The page with what is set, or with what was typed.
async fn page(visit: &Visit, typed: Option<&Posted>) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut reading = visit.reading().await?;
    let set = Settings::read(&authorities::settings(&mut reading).await?).pays_from;
    let loaded = weights::find(&mut reading).await?;
    drop(reading);
    let kept = Posted::of(w, set.as_ref().map(values).unwrap_or_default());
    let posted = typed.unwrap_or(&kept);
    let mut office = Office::new(visit, w, w.t("title")).mended(posted).say(w.t("lead"));
    if set.is_none() {
        office = office.say(w.t("none"));
    }
    let chosen = posted.all("formats");
    let formats = FileFormat::ALL
        .iter()
        .map(|one| Choice::new(one.code(), shown::coded(w, "format", one.code())).chosen(chosen.contains(&one.code())));
    let form = Form::new(visit, AT)
        .hidden("was", mark(set.as_ref()))
        .field(&posted.field("name").text())
        .field(&posted.field("sort-code").text().characters(10))
        .field(&posted.field("account").text().characters(10))
        .field(&posted.field("service-user").text().characters(10))
        .field(&posted.field("formats").checkboxes(formats.collect()))
        .field(&posted.field("columns").text_area(2_000).rows(5))
        .button(Button::new(w.t("set")));
    let office = office.with(&form).heading(w.t("weights_title"));
    match loaded {
        Some(loaded) => {
            let rows = loaded.weights.lines().filter(|line| !line.trim().is_empty()).count();
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("rows", &rows), ("day", &shown::day(shown::day_of(loaded.loaded_at)))];
            office.say(&w.say("weights", &values)).shown()
        }
        None => office.say(w.t("no_weights")).shown(),
    }
}

/// What sets one state of the account apart from another.
fn mark(set: Option<&PaysFrom>) -> String {
    set.and_then(|set| serde_json::to_string(set).ok()).unwrap_or_default()
}

/// What is set, as the form has it.
fn values(set: &PaysFrom) -> Vec<(String, String)> {
    let column = |one: &BankColumn| match one.what {
        BankColumnKind::Always => format!("{} = always {}", one.heading, one.text),
        what => format!("{} = {what}", one.heading),
    };
    let columns: Vec<String> = set.columns.iter().map(column).collect();
    let mut values = vec![
        ("name".to_owned(), set.name.clone()),
        ("sort-code".to_owned(), set.sort_code.to_string()),
        ("account".to_owned(), set.account.to_string()),
        ("service-user".to_owned(), set.service_user.clone()),
        ("columns".to_owned(), columns.join("\n")),
    ];
    values.extend(set.formats.iter().map(|format| ("formats".to_owned(), format.code().to_owned())));
    values
}

fn read(posted: &Posted) -> Result<PaysFrom, ActionError> {
    let sort_code = posted.value("sort-code").parse::<SortCode>();
    let account = posted.value("account").parse::<AccountNumber>();
    let formats = posted.all("formats").into_iter().filter_map(|code| FileFormat::from_code(code).ok()).collect();
    let columns: Option<Vec<BankColumn>> =
        posted.value("columns").lines().filter(|line| !line.trim().is_empty()).map(column).collect();
    let mut problems = Vec::new();
    for (field, is_wrong, code) in [
        ("sort-code", sort_code.is_err(), "bank-sort-code"),
        ("account", account.is_err(), "bank-account-number"),
        ("columns", columns.is_none(), "no-columns"),
    ] {
        if is_wrong {
            problems.push(actions::Problem::new(field, code));
        }
    }
    let (Ok(sort_code), Ok(account), Some(columns)) = (sort_code, account, columns) else {
        return Err(ActionError::Invalid(problems));
    };
    let (name, service_user) = (posted.value("name").to_owned(), posted.value("service-user").to_owned());
    let read = PaysFrom { name, sort_code, account, service_user, formats, columns, has_headings: true };
    read.check().map_err(|fault| match fault {
        PaysFromFault::Name => ActionError::invalid("name", "empty"),
        PaysFromFault::ServiceUser(_) => ActionError::invalid("service-user", "service-user"),
        PaysFromFault::NoColumns => ActionError::invalid("columns", "no-columns"),
    })?;
    Ok(read)
}

/// `Sort code = sort-code`, or `Code = always 99`.
fn column(line: &str) -> Option<BankColumn> {
    let (heading, what) = line.split_once('=')?;
    let (what, text) = what.trim().split_once(' ').unwrap_or((what.trim(), ""));
    let what = BankColumnKind::from_code(what).ok()?;
    Some(BankColumn { heading: heading.trim().to_owned(), what, text: text.trim().to_owned() })
}

/// Sets it.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w: PageWords = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let done = match read(&posted) {
        Ok(read) => {
            let was = serde_json::from_str(posted.value("was")).ok();
            set_pays_from(&visit.signed_caller()?, was.as_ref(), &read).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(back(AT, "paying-account-set")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, Some(&posted)).await
        }
    }
}
