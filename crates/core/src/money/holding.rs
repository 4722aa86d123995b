//! How one stream's money is held for a child: by whom, in what account, on what grounds. Until everything is there that the
//! law and the family's choice ask for, no payment is made, and what is missing is told by name.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::grounds::{CheckAnswered, GroundsPack, open_checks};
use crate::codes::coded;
use crate::paper::Paper;
use crate::plan::money::Holding;
use crate::plan::pattern::Stretch;
use crate::{BankDetailsId, HoldingId, Pence, PersonId, PlanId};

coded! {
    /// Who is paid.
    pub enum PayeeKind ("payee") {
        /// A parent.
        Parent = "parent",
        /// The young person.
        YoungPerson = "young-person",
        /// Somebody whom they named in writing.
        Nominee = "nominee",
        /// Who acts for a young person who cannot decide this.
        Representative = "representative",
        /// A trust.
        Trust = "trust",
        /// A provider that holds the fund.
        Provider = "provider",
        /// A school or college that holds the fund.
        School = "school",
        /// The council, which buys what the plan says.
        Council = "council",
    }
}

coded! {
    /// In what account the money is.
    pub enum AccountWay ("kind of account") {
        /// An account for this money alone.
        Separate = "separate",
        /// An account that somebody else keeps for the payee.
        Managed = "managed",
        /// A prepaid card.
        Card = "card",
        /// The council's own books.
        Books = "books",
    }
}

coded! {
    /// Where a holding stands.
    pub enum HoldingStatus ("status of a holding") {
        /// Something is still missing.
        SetUp = "set-up",
        /// Money is paid.
        Live = "live",
        /// Payments rest, as in hospital.
        Suspended = "suspended",
        /// Nothing more is paid.
        Ended = "ended",
    }
}

/// A signature under the agreement about a direct payment or a fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct TermsSigned {
    /// Who signed.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// The conditions as they were shown, one after the other.
    pub conditions: Vec<String>,
}

/// A time in which payments rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Rest {
    /// The first day.
    pub from: Date,
    /// The last day, where it is known.
    pub until: Option<Date>,
    /// Why, as the family is told.
    pub why: String,
}

/// A way in which money was held before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HeldBefore {
    /// Which way.
    pub way: Holding,
    /// Who was paid.
    pub payee: String,
    /// The first day of the other way.
    pub until: Date,
    /// Why it changed, as the family is told.
    pub why: String,
}

/// How one stream's money is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MoneyHolding {
    /// Whose.
    pub child: PersonId,
    /// By which plan.
    pub plan: PlanId,
    /// The plans that it was by before, where another followed in the middle of their time.
    #[serde(default)]
    pub plans_before: Vec<PlanId>,
    /// The stream.
    pub stream: String,
    /// Which way.
    pub way: Holding,
    /// From when until when.
    pub stretch: Stretch,
    /// Who is paid, by name.
    pub payee: String,
    /// What they are.
    pub payee_kind: PayeeKind,
    /// The person, where the payee is one that is known.
    pub payee_person: Option<PersonId>,
    /// In what account.
    pub account: AccountWay,
    /// Whether support is given on a school's premises.
    pub is_on_school_premises: bool,
    /// Answers to the law's checks.
    pub checks: Vec<CheckAnswered>,
    /// Who answered them, and when.
    pub checked: Option<(PersonId, Date)>,
    /// The signature under the agreement.
    pub terms: Option<TermsSigned>,
    /// Where it is paid to: in force, confirmed by a second person.
    pub bank: Option<BankDetailsId>,
    /// The most that a holder of a fund may keep in a month for holding it.
    pub fee_limit: Option<Pence>,
    /// Whether the family approves invoices before the council pays them.
    pub is_family_first: bool,
    /// When payments rested.
    pub rests: Vec<Rest>,
    /// How it was held before.
    #[serde(default)]
    pub before: Vec<HeldBefore>,
    /// The way that it takes the place of, while it is being set up and after.
    #[serde(default)]
    pub replaces: Option<HoldingId>,
    /// Where it stands.
    pub status: HoldingStatus,
}

/// What stands between a holding and its first payment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetUpMissing {
    /// Nobody is named who is paid.
    Payee,
    /// The law's questions that nobody has answered, by id.
    Checks(Vec<String>),
    /// The law's questions whose answer is no, by id: this needs a decision.
    NotSo(Vec<String>),
    /// The agreement is not signed.
    Terms,
    /// No bank details are confirmed.
    Bank,
    /// Nobody has said what the holder may keep.
    FeeLimit,
}

impl SetUpMissing {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            SetUpMissing::Payee => "set-up-payee",
            SetUpMissing::Checks(_) => "set-up-checks",
            SetUpMissing::NotSo(_) => "set-up-not-so",
            SetUpMissing::Terms => "set-up-terms",
            SetUpMissing::Bank => "set-up-bank",
            SetUpMissing::FeeLimit => "set-up-fee-limit",
        }
    }
}

/// Why a holding does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldingError {
    /// Not from where it stands.
    #[error("a holding that is `{0}` cannot become `{1}`")]
    NotFromHere(HoldingStatus, HoldingStatus),
    /// Something is missing.
    #[error("something is still missing before money can be paid: see the list")]
    Missing,
    /// A rest that ends before it begins.
    #[error("the last day is before the first")]
    Backwards,
}

/// Which status may follow which.
const CHANGES: [(HoldingStatus, HoldingStatus); 6] = [
    (HoldingStatus::SetUp, HoldingStatus::Live),
    (HoldingStatus::SetUp, HoldingStatus::Ended),
    (HoldingStatus::Live, HoldingStatus::Suspended),
    (HoldingStatus::Live, HoldingStatus::Ended),
    (HoldingStatus::Suspended, HoldingStatus::Live),
    (HoldingStatus::Suspended, HoldingStatus::Ended),
];

impl MoneyHolding {
    /// As a plan hands it on: nothing is checked or signed yet.
    #[must_use]
    pub fn begin(
        (child, plan): (PersonId, PlanId),
        stream: &str,
        way: Holding,
        payee: &str,
        stretch: Stretch,
    ) -> MoneyHolding {
        let (payee_kind, account) = match way {
            Holding::DirectPayment => (PayeeKind::Parent, AccountWay::Separate),
            Holding::IndividualServiceFund => (PayeeKind::Provider, AccountWay::Managed),
            Holding::CouncilManaged => (PayeeKind::Council, AccountWay::Books),
        };
        MoneyHolding {
            child,
            plan,
            plans_before: Vec::new(),
            stream: stream.to_owned(),
            way,
            stretch,
            payee: payee.trim().to_owned(),
            payee_kind,
            payee_person: None,
            account,
            is_on_school_premises: false,
            checks: Vec::new(),
            checked: None,
            terms: None,
            bank: None,
            fee_limit: None,
            is_family_first: way == Holding::CouncilManaged,
            rests: Vec::new(),
            before: Vec::new(),
            replaces: None,
            status: HoldingStatus::SetUp,
        }
    }

    /// Goes on under the plan that follows in the middle of its time: who is paid, where to and on what grounds stays as it is.
    pub fn follow(&mut self, plan: PlanId, until: Date) {
        let before = std::mem::replace(&mut self.plan, plan);
        self.plans_before.push(before);
        self.stretch.until = self.stretch.until.max(until);
    }

    /// Begins in the plan's next year as it was in this one: nobody is asked again for what is known. Where to is confirmed
    /// anew with its own papers.
    #[must_use]
    pub fn next_year(&self, plan: PlanId, stretch: Stretch) -> MoneyHolding {
        let status = match self.status {
            HoldingStatus::Live | HoldingStatus::Ended if self.way != Holding::CouncilManaged => HoldingStatus::Live,
            HoldingStatus::Suspended => HoldingStatus::Suspended,
            _ => HoldingStatus::SetUp,
        };
        MoneyHolding { plan, plans_before: Vec::new(), stretch, status, replaces: None, ..self.clone() }
    }

    /// Whether another plan that begins on a day follows in the middle of its time.
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        let is_there = self.status != HoldingStatus::Ended && !self.waits();
        is_there && self.stretch.from <= day && day <= self.stretch.until
    }

    /// What is missing before money can be paid.
    #[must_use]
    pub fn missing(&self, pack: Option<&GroundsPack>) -> Vec<SetUpMissing> {
        let mut missing = Vec::new();
        if self.way == Holding::CouncilManaged {
            return missing;
        }
        if self.payee.is_empty() {
            missing.push(SetUpMissing::Payee);
        }
        if let (Holding::DirectPayment, Some(pack)) = (self.way, pack) {
            let (unanswered, not_so) = open_checks(pack, self.is_on_school_premises, &self.checks);
            let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
            if !unanswered.is_empty() {
                missing.push(SetUpMissing::Checks(owned(unanswered)));
            }
            if !not_so.is_empty() {
                missing.push(SetUpMissing::NotSo(owned(not_so)));
            }
        }
        if self.terms.is_none() {
            missing.push(SetUpMissing::Terms);
        }
        if self.bank.is_none() {
            missing.push(SetUpMissing::Bank);
        }
        if self.way == Holding::IndividualServiceFund && self.fee_limit.is_none() {
            missing.push(SetUpMissing::FeeLimit);
        }
        missing
    }

    /// Goes to another status.
    ///
    /// # Errors
    /// [`HoldingError`].
    pub fn change(&mut self, to: HoldingStatus, pack: Option<&GroundsPack>) -> Result<(), HoldingError> {
        if !CHANGES.contains(&(self.status, to)) {
            return Err(HoldingError::NotFromHere(self.status, to));
        }
        if to == HoldingStatus::Live && !self.missing(pack).is_empty() {
            return Err(HoldingError::Missing);
        }
        self.status = to;
        Ok(())
    }

    /// Whether payments rest on a day.
    #[must_use]
    pub fn rests_on(&self, day: Date) -> bool {
        self.rests.iter().any(|rest| rest.from <= day && rest.until.is_none_or(|until| day <= until))
    }

    /// Lets payments rest from a day.
    ///
    /// # Errors
    /// [`HoldingError`].
    pub fn rest(&mut self, rest: Rest) -> Result<(), HoldingError> {
        if rest.until.is_some_and(|until| until < rest.from) {
            return Err(HoldingError::Backwards);
        }
        self.change(HoldingStatus::Suspended, None)?;
        self.rests.push(rest);
        Ok(())
    }

    /// Payments go on from a day: the last rest ends the day before.
    ///
    /// # Errors
    /// [`HoldingError`].
    pub fn go_on(&mut self, from: Date, pack: Option<&GroundsPack>) -> Result<(), HoldingError> {
        self.change(HoldingStatus::Live, pack)?;
        if let Some(rest) = self.rests.last_mut() {
            let day_before = from.yesterday().unwrap_or(from);
            rest.until = Some(rest.until.map_or(day_before, |until| until.min(day_before)).max(rest.from));
        }
        Ok(())
    }
}

impl MoneyHolding {
    /// From a day on the council holds the money and buys what the plan says, so that support goes on without a gap. What was
    /// checked, signed and given for the way before counts no longer: whoever is paid again one day begins anew.
    ///
    /// # Errors
    /// [`HoldingError`] where it has ended, or the council holds it already.
    pub fn council_takes_over(&mut self, from: Date, why: &str) -> Result<(), HoldingError> {
        if self.status == HoldingStatus::Ended || self.way == Holding::CouncilManaged {
            return Err(HoldingError::NotFromHere(self.status, HoldingStatus::Live));
        }
        let payee = std::mem::take(&mut self.payee);
        self.before.push(HeldBefore { way: self.way, payee, until: from, why: why.to_owned() });
        let ids = (self.child, self.plan);
        let anew = MoneyHolding::begin(ids, &self.stream, Holding::CouncilManaged, "", self.stretch);
        let (rests, before) = (std::mem::take(&mut self.rests), std::mem::take(&mut self.before));
        *self = MoneyHolding { rests, before, status: HoldingStatus::Live, ..anew };
        // the council buys also where payments to somebody else were resting
        if let Some(rest) = self.rests.last_mut()
            && rest.until.is_none_or(|until| from <= until)
        {
            rest.until = Some(from.yesterday().unwrap_or(from).max(rest.from));
        }
        Ok(())
    }

    /// Whether it is being set up to take the place of another way, which goes on until it stands.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.replaces.is_some() && self.status == HoldingStatus::SetUp
    }

    /// Is set up to take the place of another way from a day on.
    pub fn waits_for(&mut self, other: &MoneyHolding, (id, from): (HoldingId, Date)) {
        self.replaces = Some(id);
        self.plan = other.plan;
        self.stretch = Stretch { from, until: other.stretch.until.max(from) };
    }

    /// Begins anew in another way, where nothing has been paid in this one.
    pub fn begin_otherwise(&mut self, way: Holding, payee: &str) {
        let anew = MoneyHolding::begin((self.child, self.plan), &self.stream, way, payee, self.stretch);
        let (plans_before, before) = (std::mem::take(&mut self.plans_before), std::mem::take(&mut self.before));
        *self = MoneyHolding { plans_before, before, ..anew };
    }

    /// Takes the place of another way on a day: that one ends the day before, with all that was paid in it. Money that rests goes
    /// on resting, unless the council buys from now on.
    pub fn takes_over(&mut self, other: &mut MoneyHolding, day: Date) {
        self.plan = other.plan;
        self.plans_before.clone_from(&other.plans_before);
        self.stretch = Stretch { from: day, until: other.stretch.until.max(day) };
        self.before.clone_from(&other.before);
        let payee = other.payee.clone();
        self.before.push(HeldBefore { way: other.way, payee, until: day, why: String::new() });
        self.status = HoldingStatus::Live;
        if self.way != Holding::CouncilManaged && other.status == HoldingStatus::Suspended {
            self.rests.clone_from(&other.rests);
            self.status = HoldingStatus::Suspended;
        }
        other.stretch.until = day.yesterday().unwrap_or(day);
        other.status = HoldingStatus::Ended;
    }

    /// Takes back the last rest, as if it had never been.
    ///
    /// # Errors
    /// [`HoldingError`] where payments do not rest.
    pub fn never_rested(&mut self) -> Result<(), HoldingError> {
        if self.status != HoldingStatus::Suspended {
            return Err(HoldingError::NotFromHere(self.status, HoldingStatus::Live));
        }
        self.rests.pop();
        self.status = HoldingStatus::Live;
        Ok(())
    }
}

impl Paper for MoneyHolding {
    const TABLE: &'static str = "holding";

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
        self.stretch.from
    }

    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.plan.0)
    }

    fn only_one(&self) -> Option<String> {
        // beside the way that goes on, another one may be set up
        Some(match self.replaces {
            Some(other) => format!("{} {} {} {other}", self.plan, self.stream, self.way),
            None => format!("{} {}", self.plan, self.stream),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::grounds;
    use super::*;

    fn holding(way: Holding) -> MoneyHolding {
        let ids = (PersonId(Uuid::from_u128(1)), PlanId(Uuid::from_u128(2)));
        let stretch = Stretch { from: date(2026, 10, 1), until: date(2027, 9, 30) };
        MoneyHolding::begin(ids, "social-care", way, "Kit Bell", stretch)
    }

    fn ready() -> MoneyHolding {
        let packs = grounds::known().unwrap();
        let pack = grounds::of_stream(&packs, "social-care", date(2026, 10, 1)).unwrap();
        let checks = pack.checks_for(false).map(|check| CheckAnswered {
            check: check.id.clone(),
            is_so: true,
            seen: "seen on the visit".to_owned(),
        });
        let terms = TermsSigned { by: PersonId(Uuid::from_u128(3)), on: date(2026, 9, 20), conditions: vec![] };
        MoneyHolding {
            checks: checks.collect(),
            terms: Some(terms),
            bank: Some(BankDetailsId(Uuid::from_u128(4))),
            ..holding(Holding::DirectPayment)
        }
    }

    #[test]
    fn no_direct_payment_before_the_law_is_answered_the_terms_signed_and_the_bank_confirmed() {
        let packs = grounds::known().unwrap();
        let pack = grounds::of_stream(&packs, "social-care", date(2026, 10, 1));
        let mut begun = holding(Holding::DirectPayment);
        let codes: Vec<&str> = begun.missing(pack).iter().map(SetUpMissing::code).collect();
        assert_eq!(codes, ["set-up-checks", "set-up-terms", "set-up-bank"]);
        assert_eq!(begun.change(HoldingStatus::Live, pack), Err(HoldingError::Missing));
        let mut ready = ready();
        assert_eq!(ready.change(HoldingStatus::Live, pack), Ok(()));
        ready.checks[0].is_so = false;
        assert_eq!(ready.missing(pack)[0].code(), "set-up-not-so");
        assert_eq!(holding(Holding::CouncilManaged).missing(pack), []);
        let fund = holding(Holding::IndividualServiceFund).missing(pack);
        assert_eq!(fund.last(), Some(&SetUpMissing::FeeLimit));
    }

    #[test]
    fn a_holding_goes_on_under_the_plan_that_follows_and_begins_the_next_year_as_it_was() {
        let mut held = ready();
        held.status = HoldingStatus::Live;
        let (second, third) = (PlanId(Uuid::from_u128(8)), PlanId(Uuid::from_u128(9)));
        assert!(held.runs_on(date(2027, 2, 1)) && !held.runs_on(date(2027, 10, 1)));
        held.follow(second, date(2027, 9, 30));
        assert_eq!((held.plan, held.plans_before.clone()), (second, vec![PlanId(Uuid::from_u128(2))]));
        let next = held.next_year(third, Stretch::year_from(date(2027, 10, 1)));
        assert_eq!((next.status, next.plan, next.plans_before.len()), (HoldingStatus::Live, third, 0));
        assert_eq!(next.terms, held.terms, "what was signed is not signed again");
        held.status = HoldingStatus::Ended;
        assert!(!held.runs_on(date(2027, 2, 1)));
    }

    #[test]
    fn the_council_takes_over_on_the_same_day_and_what_was_before_is_kept() {
        let mut held = ready();
        held.status = HoldingStatus::Suspended;
        held.rests.push(Rest { from: date(2026, 11, 3), until: None, why: "Sam is in hospital".to_owned() });
        held.council_takes_over(date(2026, 11, 20), "the payee wants it no longer").unwrap();
        assert_eq!(
            (held.way, held.status, held.payee_kind),
            (Holding::CouncilManaged, HoldingStatus::Live, PayeeKind::Council)
        );
        assert!(held.bank.is_none() && held.terms.is_none() && held.missing(None).is_empty());
        assert!(!held.rests_on(date(2026, 11, 20)) && held.rests_on(date(2026, 11, 19)));
        assert_eq!((held.before[0].way, held.before[0].payee.as_str()), (Holding::DirectPayment, "Kit Bell"));
        assert!(held.council_takes_over(date(2026, 11, 21), "again").is_err());
        let mut ended = ready();
        ended.status = HoldingStatus::Ended;
        assert!(ended.council_takes_over(date(2026, 11, 20), "over").is_err());
    }

    #[test]
    fn another_way_is_set_up_beside_the_old_one_and_takes_its_place_on_a_day() {
        let id = HoldingId(Uuid::from_u128(7));
        let mut old = holding(Holding::CouncilManaged);
        let mut new = holding(Holding::DirectPayment);
        new.waits_for(&old, (id, date(2026, 12, 1)));
        assert!(new.waits() && !new.runs_on(date(2027, 1, 1)) && old.runs_on(date(2027, 1, 1)));
        assert_ne!(new.only_one(), old.only_one());
        new.takes_over(&mut old, date(2027, 2, 10));
        assert_eq!((old.status, old.stretch.until), (HoldingStatus::Ended, date(2027, 2, 9)));
        assert_eq!((new.status, new.stretch.from, new.waits()), (HoldingStatus::Live, date(2027, 2, 10), false));
        assert_eq!((new.before[0].way, new.before[0].until), (Holding::CouncilManaged, date(2027, 2, 10)));
        let mut third = holding(Holding::IndividualServiceFund);
        third.begin_otherwise(Holding::CouncilManaged, "");
        assert_eq!((third.way, third.status), (Holding::CouncilManaged, HoldingStatus::SetUp));
    }

    #[test]
    fn payments_rest_in_hospital_and_go_on_after_it() {
        let packs = grounds::known().unwrap();
        let pack = grounds::of_stream(&packs, "social-care", date(2026, 10, 1));
        let mut held = ready();
        held.change(HoldingStatus::Live, pack).unwrap();
        let rest = Rest { from: date(2026, 11, 3), until: None, why: "Sam is in hospital".to_owned() };
        assert_eq!(held.rest(Rest { until: Some(date(2026, 11, 1)), ..rest.clone() }), Err(HoldingError::Backwards));
        held.rest(rest).unwrap();
        assert!(held.rests_on(date(2027, 3, 1)) && !held.rests_on(date(2026, 11, 2)));
        held.go_on(date(2026, 11, 20), pack).unwrap();
        assert!(held.rests_on(date(2026, 11, 19)) && !held.rests_on(date(2026, 11, 20)));
        held.change(HoldingStatus::Ended, pack).unwrap();
        let after = held.change(HoldingStatus::Live, pack);
        assert_eq!(after, Err(HoldingError::NotFromHere(HoldingStatus::Ended, HoldingStatus::Live)));
    }
}
