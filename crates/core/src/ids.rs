//! Typed ids. An authority's id is a short word (`exampleshire`); everything else has a UUIDv7, which sorts by the time
//! it was made. Ids are made outside (they need a clock and chance); here they only have types.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An id that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id")]
pub struct IdError(pub String);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                // only the form that is written here: one id has one spelling
                let id = Uuid::try_parse(text).map_err(|_| IdError(text.to_owned()))?;
                if id.as_hyphenated().to_string() == text { Ok(Self(id)) } else { Err(IdError(text.to_owned())) }
            }
        }
    )+ };
}

ids! {
    /// A person: child, parent, worker, anyone. The same id whatever they are to whom.
    PersonId,
    /// A team, a setting such as a school, a provider or a health body.
    GroupId,
    /// One dated relation between a person or a group and a child.
    RelationId,
    /// One dated membership of a person in a group, or a role that they hold in the authority.
    MembershipId,
    /// A note on a child's record.
    NoteId,
    /// What a person signs in with.
    AccountId,
    /// A signed-in browser.
    SessionId,
    /// A version of a scheme as one authority holds it.
    SchemeVersionId,
    /// One round of answering for one child.
    AssessmentId,
    /// One person's answers in an assessment.
    SheetId,
    /// An indicative budget as it was told to the family.
    BudgetId,
    /// A decision that stands beside a figure.
    DecisionId,
    /// A family's challenge of a figure or a decision.
    ChallengeId,
    /// What a child has today: one line of a current package.
    PackageId,
    /// One run of an import.
    ImportId,
    /// A bank statement that was imported.
    StatementId,
    /// One line of a bank statement.
    BankLineId,
    /// A receipt, bill, cash, miles or hours that somebody recorded.
    SpendingId,
    /// The seat of a personal assistant.
    AssistantId,
    /// Hours that an assistant handed in.
    HoursId,
    /// Somebody who is paid, and whether they live with the child.
    HouseholdPayeeId,
    /// A line of a statement with what it was for.
    LineMatchId,
    /// How the columns of a bank's files are read.
    ProfileId,
    /// A study of cases in the scheme studio.
    StudyId,
    /// A hold that keeps a record from being erased.
    HoldId,
    /// A member of staff's reasoned access outside their relations.
    BreakGlassId,
    /// A message that was sent, or waits to be.
    MailId,
    /// A support plan of one child for one stretch of time.
    PlanId,
    /// One piece of a plan: a page, an outcome, a line of support.
    PieceId,
    /// A comment, a proposed change or a view beside a plan.
    RemarkId,
    /// A picture, drawing or recorded voice in a plan.
    MediaId,
    /// A link that shows chosen parts of a plan to somebody outside.
    ShareId,
    /// One asking for a plan to be agreed.
    AgreementId,
    /// One entry in the books; also what makes the same instruction twice one.
    TransferId,
    /// What shows that money was spent: a receipt, an invoice, a statement's line, a timesheet, a signed record; or a case.
    EvidenceId,
    /// How a stream's money is held for a child.
    HoldingId,
    /// One payment that is due on a day.
    InstalmentId,
    /// One payment run.
    RunId,
    /// A refusal, reduction, stop or recovery.
    CaseId,
    /// A provider's invoice.
    InvoiceId,
    /// A return of whoever holds an individual service fund, for one month.
    FundReturnId,
    /// Money kept for a named thing.
    EarmarkId,
    /// A death on the record.
    DeathId,
    /// A move away, or that somebody moved in.
    MovingId,
    /// Something that a worker obtained out of a small budget, or without paying.
    FindId,
    /// A change of rates over all live awards.
    UpliftId,
    /// Bank details of somebody who is paid.
    BankDetailsId,
    /// A review of how a plan works.
    ReviewId,
    /// What somebody says for a review.
    SayingId,
    /// A value of an outcome that somebody told.
    OutcomeValueId,
    /// What a family and its worker learned.
    LearningId,
    /// What the list of work says about a child's next review.
    ReviewDueId,
    /// A change of need that somebody told.
    NeedId,
    /// One stream's money between two plans.
    BridgeId,
    /// A subject that a family and its worker write about.
    ThreadId,
    /// A message.
    MessageId,
    /// How far somebody has read.
    ReadingId,
    /// A link to somebody's calendar.
    CalendarLinkId,
    /// Something that happened in a child's life.
    LifeEventId,
}

/// The authority (tenant) that data belongs to: a short word such as `exampleshire`. It leads every key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuthorityId(String);

impl AuthorityId {
    /// The id, if it is 1 to 40 of `a`–`z`, `0`–`9` and `-`, starting with a letter.
    ///
    /// # Errors
    /// [`IdError`] with the text.
    pub fn new(text: &str) -> Result<AuthorityId, IdError> {
        let fits = (1..=40).contains(&text.len())
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if fits { Ok(AuthorityId(text.to_owned())) } else { Err(IdError(text.to_owned())) }
    }

    /// As it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AuthorityId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for AuthorityId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        AuthorityId::new(text)
    }
}

impl TryFrom<String> for AuthorityId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        AuthorityId::new(&text)
    }
}

impl From<AuthorityId> for String {
    fn from(id: AuthorityId) -> String {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let text = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert_eq!(text.parse::<PersonId>().unwrap().to_string(), text);
        for other in ["01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5dac96774bbcceb302099a8057", "", "x' or 1=1"] {
            assert_eq!(other.parse::<PersonId>(), Err(IdError(other.to_owned())));
        }
    }

    #[test]
    fn an_authority_is_a_short_word() {
        assert!(AuthorityId::new("exampleshire").is_ok());
        for wrong in ["", "Exampleshire", "9ex", "ex ample", "é", &"a".repeat(41)] {
            assert!(AuthorityId::new(wrong).is_err(), "{wrong}");
        }
    }
}
