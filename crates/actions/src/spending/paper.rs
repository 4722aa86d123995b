//! A bank statement that came by post: somebody who works with the family types it in, and it is held against itself and matched as
//! a file would be.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::banking::{AccountTold, Balance, Statement, StatementFormat, StatementLine};
use seven_core::{Pence, PersonId};
use store::spending::statements as kept;

use super::by;
use super::import::{Imported, Origin, hash_of, take};
use crate::{ActionError, Caller, Problem};

/// A line as it stands on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// The day.
    pub day: Date,
    /// Who paid or was paid.
    pub payee: String,
    /// How much: above nothing is money in.
    pub pence: Pence,
}

/// A statement as it stands on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperStatement {
    /// The account, or its last digits.
    pub account: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What was there before.
    pub opening: Pence,
    /// What was there after.
    pub closing: Pence,
    /// The lines.
    pub lines: Vec<PaperLine>,
    /// Whether somebody has said that the child's money is in this account too.
    pub is_of_another_account: bool,
}

/// Enters a statement from paper.
///
/// # Errors
/// Refused without [`Action::ImportStatement`]; invalid for days that run backwards, for a line without a name or a sum, and with
/// the check's own words; rules where every line was there already, or there is none.
pub async fn enter_statement(caller: &Caller, child: PersonId, new: PaperStatement) -> Result<Imported, ActionError> {
    let permit = caller.permit_for(Action::ImportStatement, child).await?;
    let person = by(&permit)?;
    if new.until < new.from {
        return Err(ActionError::invalid("until", "day-backwards"));
    }
    let problem = |at: usize, code| Problem::new(format!("line-{at}"), code);
    let mut problems = Vec::new();
    for (at, line) in new.lines.iter().enumerate() {
        if line.payee.trim().is_empty() {
            problems.push(problem(at, "spending-no-payee"));
        }
        if line.pence == Pence::ZERO {
            problems.push(problem(at, "spending-no-sum"));
        }
        if line.day < new.from || line.day > new.until {
            problems.push(problem(at, "paper-outside"));
        }
    }
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let before = kept::of_child(&mut caller.reading().await?, child).await?;
    let known = before.iter().filter(|one| one.undone_at.is_none()).map(|one| &one.account);
    let account = AccountTold(whole(known, &new.account));
    let is_other = new.is_of_another_account;
    let statement = statement(new, account);
    let text = serde_json::to_vec(&statement).map_err(|error| ActionError::Outside(error.to_string()))?;
    let origin = Origin { file_name: String::new(), hash: hash_of(&text), is_other };
    take(caller, (&permit, child, person), vec![statement], origin).await
}

/// The account as it is known, where only its end was typed.
fn whole<'k>(known: impl Iterator<Item = &'k AccountTold>, typed: &str) -> String {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let end = digits(typed);
    let is_end = |one: &&AccountTold| end.len() >= 4 && digits(&one.0).ends_with(&end);
    known.into_iter().find(is_end).map_or_else(|| typed.trim().chars().take(40).collect(), |one| one.0.clone())
}

fn statement(new: PaperStatement, account: AccountTold) -> Statement {
    let balance = |on, pence| Some(Balance { on: Some(on), pence, currency: "GBP".to_owned() });
    let line = |(at, line): (usize, PaperLine)| StatementLine {
        place: u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1),
        booked: line.day,
        value_date: None,
        pence: line.pence,
        payee: line.payee.trim().chars().take(140).collect(),
        reference: String::new(),
        bank_id: String::new(),
        merchant_category: None,
        balance: None,
    };
    let mut statement = Statement {
        account,
        currency: "GBP".to_owned(),
        from: Some(new.from),
        until: Some(new.until),
        opening: balance(new.from, new.opening),
        closing: balance(new.until, new.closing),
        lines: new.lines.into_iter().enumerate().map(line).collect(),
        ..Statement::empty(StatementFormat::Paper)
    };
    statement.earliest_first();
    statement
}
