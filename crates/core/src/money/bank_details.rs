//! Where money is paid to. Details are given by one person and confirmed by another; a change rests for some days, and the old
//! contact is told of it, so that nobody quietly turns a family's money to themselves.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::banking::modulus::{ModulusCheck, Weights};
use crate::banking::{AccountNumber, SortCode};
use crate::codes::coded;
use crate::paper::Paper;
use crate::{HoldingId, PersonId};

/// A change rests for so many days after it is confirmed; first details rest for none.
pub const COOLING_OFF_DAYS: i32 = 5;

coded! {
    /// Where bank details stand.
    pub enum BankStatus ("status of bank details") {
        /// Given, not yet confirmed.
        Asked = "asked",
        /// Confirmed by a second person.
        Confirmed = "confirmed",
        /// Refused.
        Refused = "refused",
        /// Later ones took their place.
        Replaced = "replaced",
    }
}

coded! {
    /// Whether a sort code and an account number belong together, by the operator's tables.
    pub enum NumberCheck ("check of an account's numbers") {
        /// They do.
        Holds = "holds",
        /// The bank's numbers follow no rule that is published.
        NoRule = "no-rule",
        /// No tables were loaded.
        NotLoaded = "not-loaded",
    }
}

impl Default for NumberCheck {
    /// Details that were given before there were tables.
    fn default() -> NumberCheck {
        NumberCheck::NotLoaded
    }
}

coded! {
    /// What the payee's bank said of the name.
    pub enum NameMatch ("answer about a name") {
        /// Nobody has asked yet.
        NotAsked = "not-asked",
        /// It is theirs.
        Match = "match",
        /// Nearly.
        CloseMatch = "close-match",
        /// It is another's.
        NoMatch = "no-match",
        /// The bank does not say.
        Unavailable = "unavailable",
    }
}

/// Bank details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct BankDetails {
    /// Whose money.
    pub child: PersonId,
    /// Which holding.
    pub holding: HoldingId,
    /// The stream.
    pub stream: String,
    /// The name on the account.
    pub name: String,
    /// Sort code, six digits.
    pub sort_code: String,
    /// Account number, eight digits.
    pub account_number: String,
    /// Whether sort code and number belong together.
    #[serde(default)]
    pub numbers: NumberCheck,
    /// What the bank said of the name.
    pub name_match: NameMatch,
    /// Who gave them, and when.
    pub asked: (PersonId, Date),
    /// Who confirmed or refused them, and when.
    pub answered: Option<(PersonId, Date)>,
    /// The first day on which money is paid there.
    pub in_force_from: Option<Date>,
    /// When the old contact was told.
    pub old_contact_told: Option<Date>,
    /// Why they were refused.
    pub why: String,
    /// Where they stand.
    pub status: BankStatus,
}

/// Why bank details are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BankError {
    /// Not six digits.
    #[error("a sort code has six digits")]
    SortCode,
    /// Not eight digits.
    #[error("an account number has eight digits, or six or seven without the noughts before them")]
    AccountNumber,
    /// The two do not belong together.
    #[error("the sort code and the account number do not belong together: a digit is wrong")]
    Numbers,
    /// No name.
    #[error("the name on the account is missing")]
    Name,
    /// The same person.
    #[error("whoever gave the details cannot confirm them: somebody else has to")]
    SamePerson,
    /// Answered before.
    #[error("these details were answered before")]
    Answered,
}

/// What somebody typed, with nothing but digits in the numbers.
///
/// # Errors
/// [`BankError`].
pub fn read(name: &str, sort_code: &str, account_number: &str) -> Result<(String, String, String), BankError> {
    if name.trim().is_empty() {
        return Err(BankError::Name);
    }
    let sort_code: SortCode = sort_code.parse().map_err(|_| BankError::SortCode)?;
    let account: AccountNumber = account_number.parse().map_err(|_| BankError::AccountNumber)?;
    Ok((name.trim().to_owned(), sort_code.plain(), account.to_string()))
}

/// Holds numbers against the operator's tables, as far as they are loaded.
///
/// # Errors
/// [`BankError`]; [`BankError::Numbers`] where a digit is wrong.
pub fn check_numbers(
    weights: Option<&Weights>,
    sort_code: &str,
    account_number: &str,
) -> Result<NumberCheck, BankError> {
    let sort_code: SortCode = sort_code.parse().map_err(|_| BankError::SortCode)?;
    let account: AccountNumber = account_number.parse().map_err(|_| BankError::AccountNumber)?;
    match weights.map(|weights| weights.check(sort_code, account)) {
        None => Ok(NumberCheck::NotLoaded),
        Some(ModulusCheck::Holds) => Ok(NumberCheck::Holds),
        Some(ModulusCheck::NotChecked) => Ok(NumberCheck::NoRule),
        Some(ModulusCheck::Fails) => Err(BankError::Numbers),
    }
}

impl BankDetails {
    /// A second person confirms them. `is_change` where others were in force before.
    ///
    /// # Errors
    /// [`BankError`].
    pub fn confirm(&mut self, by: PersonId, on: Date, is_change: bool) -> Result<(), BankError> {
        self.answer(by)?;
        let rest = if is_change { COOLING_OFF_DAYS } else { 0 };
        self.answered = Some((by, on));
        self.in_force_from = Some(on.saturating_add(rest.days()));
        self.status = BankStatus::Confirmed;
        Ok(())
    }

    /// A second person refuses them.
    ///
    /// # Errors
    /// [`BankError`].
    pub fn refuse(&mut self, by: PersonId, on: Date, why: &str) -> Result<(), BankError> {
        self.answer(by)?;
        self.answered = Some((by, on));
        self.why = why.trim().to_owned();
        self.status = BankStatus::Refused;
        Ok(())
    }

    fn answer(&self, by: PersonId) -> Result<(), BankError> {
        match self.status {
            BankStatus::Asked if self.asked.0 == by => Err(BankError::SamePerson),
            BankStatus::Asked => Ok(()),
            _ => Err(BankError::Answered),
        }
    }

    /// Whether money is paid there on a day.
    #[must_use]
    pub fn is_in_force(&self, day: Date) -> bool {
        self.status == BankStatus::Confirmed && self.in_force_from.is_some_and(|from| from <= day)
    }
}

/// The details that money is paid to on a day: the latest that are in force.
#[must_use]
pub fn in_force(all: &[BankDetails], day: Date) -> Option<&BankDetails> {
    all.iter().filter(|one| one.is_in_force(day)).max_by_key(|one| one.in_force_from)
}

impl Paper for BankDetails {
    const TABLE: &'static str = "bank_details";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn stream(&self) -> &str {
        &self.stream
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.asked.1
    }

    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.holding.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn given(by: u128) -> BankDetails {
        let (name, sort_code, account_number) = read("Kit Bell", "08-99-99", "6637 4958").unwrap();
        BankDetails {
            child: PersonId(Uuid::from_u128(1)),
            holding: HoldingId(Uuid::from_u128(2)),
            stream: "social-care".to_owned(),
            name,
            sort_code,
            account_number,
            numbers: NumberCheck::NotLoaded,
            name_match: NameMatch::NotAsked,
            asked: (PersonId(Uuid::from_u128(by)), date(2026, 9, 1)),
            answered: None,
            in_force_from: None,
            old_contact_told: None,
            why: String::new(),
            status: BankStatus::Asked,
        }
    }

    #[test]
    fn a_change_is_confirmed_by_somebody_else_and_rests_for_some_days() {
        let (one, other) = (PersonId(Uuid::from_u128(5)), PersonId(Uuid::from_u128(6)));
        let mut first = given(5);
        assert_eq!(first.confirm(one, date(2026, 9, 1), false), Err(BankError::SamePerson));
        first.confirm(other, date(2026, 9, 2), false).unwrap();
        assert!(first.is_in_force(date(2026, 9, 2)));
        let mut change = given(5);
        change.confirm(other, date(2026, 10, 1), true).unwrap();
        assert_eq!(change.confirm(other, date(2026, 10, 1), true), Err(BankError::Answered));
        let all = [first, change];
        assert_eq!(in_force(&all, date(2026, 10, 5)), Some(&all[0]), "the old ones until it has rested");
        assert_eq!(in_force(&all, date(2026, 10, 6)), Some(&all[1]));
    }

    #[test]
    fn numbers_have_their_digits() {
        assert_eq!(read("Kit", "12345", "12345678"), Err(BankError::SortCode));
        assert_eq!(read("Kit", "123456", "12345"), Err(BankError::AccountNumber));
        assert_eq!(read("Kit", "12-34-56", "1234567").unwrap().2, "01234567", "as banks write it");
        assert_eq!(read(" ", "123456", "12345678"), Err(BankError::Name));
        assert_eq!(read("Kit", "12a456", "12345678"), Err(BankError::SortCode));
    }

    #[test]
    fn numbers_that_do_not_belong_together_are_found_once_tables_are_loaded() {
        // the published example of method MOD10: 089999 with 66374958
        let row = "089999 089999 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1";
        let weights = Weights::read(row, "").unwrap();
        let check = |weights, account| check_numbers(weights, "08-99-99", account);
        assert_eq!(check(Some(&weights), "66374958"), Ok(NumberCheck::Holds));
        assert_eq!(check(Some(&weights), "66374959"), Err(BankError::Numbers));
        assert_eq!(check(None, "66374959"), Ok(NumberCheck::NotLoaded));
        assert_eq!(check_numbers(Some(&weights), "200000", "66374959"), Ok(NumberCheck::NoRule));
    }
}
