//! The statements that were handed in, and handing in another.

use actions::ActionError;
use actions::spending::{Imported, NewStatement, import, keep_file, saved_profiles, talks};
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::banking::profile::ColumnProfile;
use seven_core::monitoring::TalkStatus;
use store::spending::statements::StoredStatement;

use super::{Till, said};
use crate::dates::day;
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Details, Empty, Table};
use crate::sent::Upload;
use crate::visit::Visit;

/// What can be sent, by the endings of files.
const KINDS: [&str; 8] = ["xml", "sta", "mt940", "940", "ofx", "qfx", "csv", "txt"];
/// The largest file, as it is told.
const MOST: &str = "25 MB";

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let posted = Posted::empty(till.w);
    page(&till, &posted, false).await
}

async fn page(till: &Till, posted: &Posted, is_other_account: bool) -> Result<Response, Fault> {
    let w = till.w;
    let back = Link::new(w.t("to.money"), till.at(""));
    let title = w.say("statements.title", &[("name", &till.name)]);
    let mut sheet = Sheet::new(till.page(title.clone(), back), title).lead(w.t("statements.lead")).mended(posted);
    let (asked, left) = (till.asked().len(), till.left().len());
    if asked + left > 0 {
        let count = u64::try_from(asked + left).unwrap_or(u64::MAX);
        sheet = sheet.set_apart("action", &[w.count("statements.open", count)]);
        sheet = sheet.links(&[Link::new(w.t("statements.answer"), till.at("/questions"))]);
    }
    let talks = talks(&till.visit.signed_caller()?, till.child).await?;
    for talk in talks.iter().filter(|talk| talk.paper.status == TalkStatus::Open) {
        let kind = talk.paper.alert.kind.code();
        let words = w.find(&format!("noticed.{kind}")).unwrap_or_default().to_owned();
        sheet = sheet.set_apart("information", &[w.t("noticed.title").to_owned(), words]);
    }
    let held = talks.iter().filter_map(|talk| talk.paper.said.as_ref());
    let held = held.map(|said| w.say("noticed.said", &[("day", &day(w, said.on)), ("words", &said.words)]));
    let held: Vec<String> = held.collect();
    if !held.is_empty() {
        sheet = sheet.heading("talked", w.t("noticed.talked")).set_apart("information", &held);
    }
    sheet = match till.view.statements.is_empty() {
        true => sheet.with(&Empty::new(w, w.t("statements.none"))),
        false => sheet.with(&table(till)),
    };
    for gap in gaps(till) {
        sheet = sheet.set_apart("information", &[gap]);
    }
    if till.visit.opens(Action::ImportStatement) {
        let mut form = Form::new(&till.visit, till.at("/statements"))
            .upload()
            .field(&posted.field_said("file", "file-of.statement").file(&KINDS, MOST));
        if is_other_account {
            let choice = Choice::new("yes", w.t("other-account.yes"));
            form = form.field(&posted.field("other-account").checkboxes(vec![choice]));
        }
        let help =
            ["formats.which", "formats.where", "formats.paper"].map(|key| w.find(key).unwrap_or_default().to_owned());
        sheet = sheet.heading("hand-in", w.t("statements.hand-in"));
        sheet = sheet.with(&form.button(Button::new(w.t("statements.send"))));
        sheet = sheet.with(&Details::new(w.t("formats.title"), help.to_vec()));
    }
    sheet.links(&[till.to_records()]).shown()
}

fn table(till: &Till) -> Table {
    let w = till.w;
    let columns = vec![
        Column::new(w.t("column.days")),
        Column::new(w.t("column.account")),
        Column::number(w.t("column.opening")),
        Column::number(w.t("column.closing")),
        Column::new(w.t("column.state")),
    ];
    let row = |one: &StoredStatement| {
        let of = || till.view.lines.iter().filter(|line| line.stored.statement == one.id);
        let open =
            of().filter(|line| till.asked().iter().chain(&till.left()).any(|other| other.stored.id == line.stored.id));
        let (lines, open) = (of().count(), open.count());
        let sum =
            |sum: Option<seven_core::Pence>| sum.map_or_else(|| w.t("not-told").to_owned(), |sum| sum.to_string());
        let count = w.count("statements.lines", u64::try_from(lines).unwrap_or(0));
        let state = match open {
            0 => w.say("statements.done", &[("lines", &count)]),
            _ => w.say("statements.to-do", &[("lines", &count), ("open", &open)]),
        };
        vec![
            Cell::link(days(till, one), till.at(&format!("/statements/{}", one.id))),
            Cell::text(account(till, one)),
            Cell::text(sum(one.opening)),
            Cell::text(sum(one.closing)),
            Cell::text(state),
        ]
    };
    Table::new(w, w.t("statements.all"), columns, till.view.statements.iter().map(row).collect())
}

/// The days of a statement.
pub(super) fn days(till: &Till, one: &StoredStatement) -> String {
    let w = till.w;
    match (one.from, one.until) {
        (Some(from), Some(until)) if from == until => day(w, from),
        (Some(from), Some(until)) => w.say("statements.days", &[("from", &day(w, from)), ("until", &day(w, until))]),
        _ => one.file_name.clone(),
    }
}

/// No more of an account than is needed to know it again.
pub(super) fn account(till: &Till, one: &StoredStatement) -> String {
    let letters: Vec<char> = one.account.0.chars().filter(|letter| letter.is_alphanumeric()).collect();
    if letters.is_empty() {
        return till.w.t("not-told").to_owned();
    }
    let last: String = letters.iter().skip(letters.len().saturating_sub(4)).collect();
    till.w.say("statements.account", &[("last", &last)])
}

/// Where one statement does not begin with what the one before ended with.
fn gaps(till: &Till) -> Vec<String> {
    let w = till.w;
    let mut sorted: Vec<&StoredStatement> = till.view.statements.iter().collect();
    sorted.sort_by_key(|one| (one.account.0.clone(), one.from));
    let pairs = sorted.iter().zip(sorted.iter().skip(1)).filter(|(one, next)| one.account.may_be(&next.account));
    let told = pairs.filter_map(|(one, next)| {
        let (until, from) = (one.until?, next.from?);
        let (closing, opening) = (one.closing?, next.opening?);
        (closing != opening && until < from).then(|| {
            let values: [(&str, &dyn std::fmt::Display); 4] =
                [("until", &day(w, until)), ("from", &day(w, from)), ("closing", &closing), ("opening", &opening)];
            w.say("statements.gap", &values)
        })
    });
    told.collect()
}

/// Takes a file: read, held against itself, matched; or leads to the page that asks about its columns.
pub async fn send(visit: Visit, upload: Upload) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let caller = till.visit.signed_caller()?;
    let Upload { fields, file_name, bytes } = upload;
    let mut posted = fields.posted(till.w);
    if bytes.is_empty() {
        let key = if file_name.is_empty() { "problem.no-file" } else { "problem.empty-file" };
        posted.refuse_in_words("file", till.w.t(key));
        return page(&till, &posted, false).await;
    }
    let is_other = posted.value("other-account") == "yes";
    let with = |profile: Option<ColumnProfile>| NewStatement {
        file_name: file_name.clone(),
        bytes: bytes.clone(),
        profile,
        is_of_another_account: is_other,
    };
    let mut answer = import(&caller, till.child, with(None)).await;
    if asks(&answer) {
        for profile in saved_profiles(&caller, till.child).await? {
            let again = import(&caller, till.child, with(Some(profile))).await;
            if !asks(&again) {
                answer = again;
                break;
            }
        }
    }
    if asks(&answer) {
        let kept = keep_file(&caller, till.child, &file_name, &bytes).await?;
        return Ok(Redirect::to(&till.at(&format!("/columns/{kept}"))).into_response());
    }
    match answer {
        Ok(done) => Ok(to_result(&till, &done)),
        Err(error) => {
            let is_of_another = is_other || has_kind(&error, "other-account");
            for (_, text) in said(till.w, error)? {
                posted.refuse_in_words("file", text);
            }
            page(&till, &posted, is_of_another).await
        }
    }
}

/// To the page that says what came of a file.
pub(super) fn to_result(till: &Till, done: &Imported) -> Response {
    let counts = format!("new={}&known={}&matched={}&asked={}", done.new, done.known, done.matched, done.asked);
    let at = match done.statements.first() {
        Some(id) => till.at(&format!("/statements/{id}?{counts}")),
        None => till.at("/statements"),
    };
    Redirect::to(&at).into_response()
}

/// Whether only a person can say how a file is read.
fn asks(answer: &Result<Imported, ActionError>) -> bool {
    let is_asking = |problem: &actions::Problem| matches!(problem.code, "statement-asks" | "statement-columns");
    matches!(answer, Err(ActionError::Invalid(problems)) if problems.iter().any(is_asking))
}

fn has_kind(error: &ActionError, kind: &str) -> bool {
    let has = |problem: &actions::Problem| super::value(problem, "kind") == kind;
    matches!(error, ActionError::Invalid(problems) if problems.iter().any(has))
}
