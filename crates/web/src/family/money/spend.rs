//! "Can I spend this?" with its answer, and writing down what was spent.

use actions::ActionError;
use actions::money::{NewSpend, answer_wish, record_spend};
use axum::response::{IntoResponse, Redirect, Response};

use seven_core::money::grounds;
use seven_core::money::spend::{SpendAnswer, SpendRule, Wish};
use seven_core::{EvidenceId, Pence, PieceId};
use uuid::Uuid;

use super::home::{Answered, page};
use super::{Purse, said, tenths};
use crate::fault::{Fault, broken};
use crate::sent::Sent;
use crate::visit::Visit;

/// The most that is taken as what something was, in characters.
const MOST_CHARACTERS: usize = 300;

/// Answers from the plan and the law. The answer is kept in the record.
pub async fn ask(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let purse = Purse::open(&visit).await?;
    let w = purse.w;
    let mut posted = sent.posted(w);
    let line = purse.line(posted.value("wish-line"));
    let typed = posted.value("wish-amount");
    let amount = match line {
        Some((_, line)) => purse.sum_of(line, typed),
        None => Pence::read(typed).ok(),
    };
    if line.is_none() {
        posted.refuse_in_words("wish-line", w.t("problem.choose-from-the-list"));
    }
    match amount {
        None => posted.refuse_in_words("wish-amount", w.t("problem.sum")),
        Some(amount) if amount <= Pence::ZERO => {
            posted.refuse_in_words("wish-amount", w.t("problem.money-not-above-nothing"));
        }
        Some(_) => {}
    }
    let (Some((stream, line)), Some(amount), true) = (line, amount, posted.is_right()) else {
        return page(&visit, &purse, &posted, None);
    };
    let kind = stream.lines.iter().find(|one| one.line == line).map(|one| one.kind).ok_or(Fault::NotFound)?;
    let packs = grounds::known().map_err(|error| broken(&error))?;
    let pack = grounds::of_stream(&packs, &stream.stream, purse.view.today);
    let apart = posted.value("apart");
    let excluded = pack.and_then(|pack| pack.excluded.iter().find(|one| one.id == apart));
    let wish = Wish {
        stream: stream.stream.clone(),
        amount,
        line: Some(line),
        kind,
        excluded: excluded.map(|one| one.id.clone()),
        to_household: apart == "household",
        at_school_unagreed: apart == "school",
    };
    let answer = answer_wish(&visit.signed_caller()?, purse.child, &wish).await?;
    let what = excluded.map(|one| one.what.clone()).unwrap_or_default();
    let mut answered = answered(&purse, &answer, amount, &what);
    if let Some(hours) = in_hours(&purse, line, amount) {
        answered.words = format!("{} {hours}", answered.words);
    }
    page(&visit, &purse, &posted, Some(answered))
}

/// The answer with its rule, in words.
fn answered(purse: &Purse, answer: &SpendAnswer, amount: Pence, what: &str) -> Answered {
    let w = purse.w;
    let (title, look, rule) = match answer {
        SpendAnswer::Yes { .. } => ("answer.yes", "information", None),
        SpendAnswer::Ask { rule } => ("answer.ask", "action", Some(rule)),
        SpendAnswer::No { rule } => ("answer.no", "warning", Some(rule)),
    };
    let (line, left, source) = match (answer, rule) {
        (SpendAnswer::Yes { line }, _) => (purse.what(*line), Pence::ZERO, ""),
        (_, Some(SpendRule::MoreThanLine { line, left })) => (purse.what(*line), *left, ""),
        (_, Some(SpendRule::NotEnough { there })) => (String::new(), *there, ""),
        (_, Some(SpendRule::Excluded { source, .. })) => (String::new(), Pence::ZERO, source.as_str()),
        _ => (String::new(), Pence::ZERO, ""),
    };
    let values: [(&str, &dyn std::fmt::Display); 5] =
        [("amount", &amount), ("line", &line), ("left", &left), ("what", &what), ("source", &source)];
    Answered { title: w.t(title).to_owned(), words: w.say(answer.key(), &values), look }
}

/// The same in hours, and what is left of the line in hours, where the plan counts it so.
fn in_hours(purse: &Purse, line: PieceId, amount: Pence) -> Option<String> {
    let left = purse.view.streams.iter().flat_map(|stream| &stream.lines).find(|one| one.line == line)?.left();
    let (asked, left) = (purse.tenths_of_hours(line, amount)?, purse.tenths_of_hours(line, left)?);
    let values: [(&str, &dyn std::fmt::Display); 2] = [("hours", &tenths(asked)), ("left", &tenths(left))];
    Some(purse.w.say("answer-hours", &values))
}

/// Writes down what was spent.
pub async fn record(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let purse = Purse::open(&visit).await?;
    let w = purse.w;
    let mut posted = sent.posted(w);
    let line = purse.line(posted.value("line"));
    let amount = Pence::read(posted.value("amount"));
    let day = posted.date("day").parse();
    let words = posted.value("words").to_owned();
    let once = posted.value("once").parse::<Uuid>().unwrap_or_else(|_| Uuid::now_v7());
    if line.is_none() {
        posted.refuse_in_words("line", w.t("problem.choose-from-the-list"));
    }
    if amount.is_err() {
        posted.refuse_in_words("amount", w.t("problem.sum"));
    }
    if day.is_err() {
        posted.refuse_in_words("day", w.t("problem.no-day"));
    }
    if words.is_empty() {
        posted.refuse_in_words("words", w.t("problem.empty"));
    } else if words.chars().count() > MOST_CHARACTERS {
        posted.refuse_in_words("words", w.t("problem.too-long"));
    }
    let (Some((stream, line)), Ok(amount), Ok(day), true) = (line, amount, day, posted.is_right()) else {
        return page(&visit, &purse, &posted, None);
    };
    let outcome = stream.lines.iter().find(|one| one.line == line).and_then(|one| one.outcome);
    let stream = stream.stream.clone();
    // the family's own word shows it, until a receipt or a statement does
    let new = NewSpend { stream, line, outcome, amount, day, evidence: EvidenceId(once), words };
    match record_spend(&visit.signed_caller()?, purse.child, new).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=spend-kept", purse.at())).into_response()),
        Err(error @ (ActionError::Invalid(_) | ActionError::Rule(_))) => {
            for (field, text) in said(w, error)? {
                let field = if field.is_empty() { "amount" } else { field.as_str() };
                posted.refuse_in_words(field, text);
            }
            page(&visit, &purse, &posted, None)
        }
        Err(error) => Err(error.into()),
    }
}
