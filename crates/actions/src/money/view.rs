//! A child's money as it stands: stream by stream, line by line, with what is coming and what is missing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::ledger::statement::{Holdings, of};
use seven_core::ledger::{AccountKind, FinancialYear, Owner, OwnerKind, Statement, Transfer};
use seven_core::money::grounds::of_stream;
use seven_core::money::holding::SetUpMissing;
use seven_core::money::late::{Timeliness, timeliness};
use seven_core::money::spend::{LineMoney, lines_of};
use seven_core::money::{BankDetails, Instalment, Invoice, MoneyHolding};
use seven_core::plan::piece::supports;
use seven_core::plan::support::Support;
use seven_core::{HoldingId, Pence, PersonId};
use store::ledger::Strand;
use store::papers::Stored;
use store::{Query, agreements, ledger, papers};

use super::packs;
use crate::ActionError;

/// One stream of a child's money.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamMoney {
    /// The stream.
    pub stream: String,
    /// What each account holds; pending money counts where it was.
    pub held: Holdings,
    /// The plan's lines.
    pub lines: Vec<LineMoney>,
    /// Each line as the signed plan has it: hours, price, words.
    pub support: Vec<(seven_core::PieceId, Support)>,
    /// How it is held; none while the plan's money is not opened.
    pub holding: Option<Stored<MoneyHolding>>,
    /// What stands between the holding and its first payment.
    pub missing: Vec<SetUpMissing>,
    /// Bank details that were given, the latest last.
    pub bank: Vec<Stored<BankDetails>>,
    /// Payments on fixed days.
    pub payments: Vec<Stored<Instalment>>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyView {
    /// Whose.
    pub child: PersonId,
    /// The day.
    pub today: Date,
    /// Stream by stream.
    pub streams: Vec<StreamMoney>,
    /// All entries, in the order in which they were made within each stream.
    pub entries: Vec<Transfer>,
    /// Invoices for what the council buys.
    pub invoices: Vec<Stored<Invoice>>,
    /// Other ways of holding a stream's money that are being set up, each with what is missing.
    pub coming: Vec<StreamMoney>,
}

impl StreamMoney {
    /// What one account holds.
    #[must_use]
    pub fn of(&self, kind: AccountKind) -> Pence {
        of(&self.held, kind)
    }

    /// What is there to be spent today: held for the child, and not kept for anything.
    #[must_use]
    pub fn to_spend(&self) -> Pence {
        let kinds = super::spend::TO_SPEND;
        Pence(kinds.iter().fold(0, |sum, kind| sum.saturating_add(self.of(*kind).0)))
    }

    /// The next payment that is to come.
    #[must_use]
    pub fn next_payment(&self, today: Date) -> Option<&Instalment> {
        self.payments
            .iter()
            .map(|stored| &stored.paper)
            .find(|one| matches!(timeliness(one, today), Timeliness::ToCome | Timeliness::Overdue(_)))
    }
}

impl MoneyView {
    /// Loads it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn load(at: &mut impl Query, child: PersonId, today: Date) -> Result<MoneyView, ActionError> {
        let entries = ledger::of_child(at, child).await?;
        let holdings = papers::of_child::<MoneyHolding>(at, child).await?;
        let payments = papers::of_child::<Instalment>(at, child).await?;
        let bank = papers::of_child::<BankDetails>(at, child).await?;
        let invoices = papers::of_child::<Invoice>(at, child).await?;
        let mut names: Vec<String> = entries.iter().map(|entry| entry.stream.clone()).collect();
        names.extend(holdings.iter().map(|stored| stored.paper.stream.clone()));
        names.sort();
        names.dedup();
        let packs = packs()?;
        let mut streams = Vec::new();
        for stream in names {
            // the holding of the plan that counts today, else the latest
            let own = || holdings.iter().filter(|stored| stored.paper.stream == stream && !stored.paper.waits());
            let is_now = |stored: &&Stored<MoneyHolding>| {
                stored.paper.stretch.from <= today && today <= stored.paper.stretch.until
            };
            let holding = own().rfind(is_now).or_else(|| own().next_back()).cloned();
            let support = match &holding {
                Some(holding) => lines_in(at, &holding.paper).await?,
                None => Vec::new(),
            };
            let is_own = |id: uuid::Uuid| holding.as_ref().is_some_and(|holding| holding.id == id);
            let pack = of_stream(&packs, &stream, today);
            streams.push(StreamMoney {
                held: held(at, child, &stream).await?,
                lines: lines(&stream, &support, &entries),
                support,
                missing: holding.as_ref().map(|holding| holding.paper.missing(pack)).unwrap_or_default(),
                bank: bank.iter().filter(|one| is_own(one.paper.holding.0)).cloned().collect(),
                payments: payments.iter().filter(|one| one.paper.stream == stream).cloned().collect(),
                holding,
                stream,
            });
        }
        let coming = holdings.iter().filter(|stored| stored.paper.waits());
        let coming = coming
            .map(|stored| StreamMoney {
                stream: stored.paper.stream.clone(),
                held: Holdings::new(),
                lines: Vec::new(),
                support: Vec::new(),
                missing: stored.paper.missing(of_stream(&packs, &stored.paper.stream, today)),
                bank: bank.iter().filter(|one| one.paper.holding.0 == stored.id).cloned().collect(),
                payments: payments.iter().filter(|one| one.paper.holding.0 == stored.id).cloned().collect(),
                holding: Some(stored.clone()),
            })
            .collect();
        Ok(MoneyView { child, today, streams, entries, invoices, coming })
    }

    /// The stream that is held in a way, also where that is only being set up.
    #[must_use]
    pub fn held_in(&self, holding: HoldingId) -> Option<&StreamMoney> {
        let is_meant = |one: &&StreamMoney| one.holding.as_ref().is_some_and(|held| held.id == holding.0);
        self.streams.iter().chain(&self.coming).find(is_meant)
    }

    /// A statement of one stream over some days.
    #[must_use]
    pub fn statement(&self, stream: &str, from: Date, until: Date) -> Statement {
        Statement::of(self.child, stream, (from, until), &self.entries)
    }

    /// The statement of the financial year that a day is in.
    #[must_use]
    pub fn statement_of_year(&self, stream: &str, day: Date) -> Statement {
        let year = FinancialYear::of(day);
        self.statement(stream, year.first(), year.last())
    }
}

async fn held(at: &mut impl Query, child: PersonId, stream: &str) -> Result<Holdings, ActionError> {
    let strand = Strand { owner: Owner::Child(child), stream: stream.to_owned() };
    let balances = ledger::balances_of(at, &strand).await?;
    let own = balances.into_iter().filter(|(account, _)| account.kind.owner() == OwnerKind::Child);
    Ok(own.map(|(account, balance)| (account.kind, balance.posted)).collect())
}

/// The paid lines that a holding's money is for: those of the signed plan that it is by, then those that ended when the plan was
/// changed.
pub(super) async fn lines_in(
    at: &mut impl Query,
    holding: &MoneyHolding,
) -> Result<Vec<(seven_core::PieceId, Support)>, ActionError> {
    let mut all: Vec<(seven_core::PieceId, Support)> = Vec::new();
    for plan in std::iter::once(&holding.plan).chain(holding.plans_before.iter().rev()) {
        let asked = agreements::of_plan(at, *plan).await?;
        let Some(signed) = asked.into_iter().find(|one| one.signatures.are_complete()) else { continue };
        let without = signed.decision.as_ref().map(|decision| decision.without.clone()).unwrap_or_default();
        for (piece, line) in supports(&signed.pieces) {
            let is_own = line.stream() == Some(holding.stream.as_str()) && !without.contains(&piece);
            if is_own && all.iter().all(|(known, _)| *known != piece) {
                all.push((piece, line.clone()));
            }
        }
    }
    Ok(all)
}

/// How the plan's lines stand: what each was promised in all, and what was spent on it.
fn lines(stream: &str, support: &[(seven_core::PieceId, Support)], entries: &[Transfer]) -> Vec<LineMoney> {
    let by_line: BTreeMap<_, Holdings> = seven_core::ledger::statement::by_line(stream, entries);
    let planned = |line: &seven_core::PieceId| {
        let kinds = [AccountKind::Committed, AccountKind::Due, AccountKind::Paid, AccountKind::Spent];
        let held = by_line.get(&Some(*line));
        // what the family put in beyond the line is its own
        held.map_or(Pence::ZERO, |held| {
            let own = of(held, AccountKind::Contribution).0;
            Pence(kinds.iter().fold(own, |sum, kind| sum.saturating_add(of(held, *kind).0)))
        })
    };
    let told: Vec<_> = support
        .iter()
        .map(|(line, one)| (*line, stream.to_owned(), one.kind, one.outcomes.first().copied(), planned(line)))
        .collect();
    lines_of(&told, entries)
}
