//! The books as finance and auditors read them: totals that lead to their entries, a year that closes with what goes over,
//! figures, a sample that comes out the same again.

use actions::ActionError;
use actions::money::{
    InCrisis, audit_sample, bank_confirmed, before_closing, close_year, entries, figures, finish_run, give_in_crisis,
    record_spend, trial_balance,
};
use jiff::civil::date;
use seven_core::ledger::{AccountKind, FinancialYear, Movement};
use seven_core::people::Role;
use seven_core::{EvidenceId, Pence, PersonId, TransferId};
use store::ledger::{EntryFilter, of_child};
use testkit::{Somebody, on_both_databases};
use uuid::Uuid;

use crate::assessments::{Cast, code};

impl Cast {
    async fn auditor(&self) -> PersonId {
        let person = self.world.add(Somebody::grown_up("Aud Itor")).await.id;
        self.world.employ(person, Role::Auditor, None).await;
        person
    }

    /// Two payments there and one afternoon bought.
    async fn lived(&self, finance: (PersonId, PersonId)) {
        self.paying(finance).await;
        let (run, _) = self.sent(finance, date(2026, 11, 1)).await;
        bank_confirmed(&self.worker(finance.0), run, None, date(2026, 9, 1)).await.unwrap();
        finish_run(&self.worker(finance.0), run).await.unwrap();
        let line = self.money().await.streams[0].lines[0].clone();
        let new = actions::money::NewSpend {
            stream: "social-care".to_owned(),
            line: line.line,
            outcome: line.outcome,
            amount: Pence(1_876),
            day: date(2026, 9, 1),
            evidence: EvidenceId(Uuid::from_u128(77)),
            words: "an afternoon".to_owned(),
        };
        record_spend(&self.family(self.kit), self.sam, new).await.unwrap();
    }
}

#[test]
fn every_total_of_the_books_leads_to_the_entries_that_it_is_made_of() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.lived(finance).await;
        let auditor = cast.worker(cast.auditor().await);
        let trial = trial_balance(&auditor).await.unwrap();
        let totals = &trial.streams["social-care"].totals;
        assert!(totals.len() >= 5, "{totals:?}");
        for (kind, total) in totals {
            let filter =
                EntryFilter { stream: Some("social-care".to_owned()), account: Some(*kind), ..EntryFilter::default() };
            let found = entries(&auditor, &filter, (0, 1_000)).await.unwrap();
            assert_eq!(found.came - found.went, total.0, "{kind}");
            assert_eq!(found.count, found.entries.len() as u64, "{kind}");
        }
        let later = EntryFilter { from: Some(date(2027, 1, 1)), ..EntryFilter::default() };
        assert_eq!(entries(&auditor, &later, (0, 10)).await.unwrap().count, 0);
        let all = entries(&auditor, &EntryFilter { child: Some(cast.sam), ..EntryFilter::default() }, (0, 3)).await;
        let all = all.unwrap();
        assert!(all.entries.len() == 3 && all.count > 3, "a page of them: {}", all.count);
        let worker = entries(&cast.worker(cast.grace), &EntryFilter::default(), (0, 1)).await;
        assert!(matches!(worker, Err(ActionError::Refused(_))), "{worker:?}");
    });
}

#[test]
fn a_sample_comes_out_the_same_for_whoever_has_its_seed() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.lived(finance).await;
        let auditor = cast.worker(cast.auditor().await);
        let year = (date(2026, 4, 1), date(2027, 3, 31));
        let first = audit_sample(&auditor, "2026/1", year, 2).await.unwrap();
        assert_eq!(first, audit_sample(&cast.worker(finance.0), "2026/1", year, 2).await.unwrap());
        let all = audit_sample(&auditor, "2026/1", year, 500).await.unwrap();
        assert_eq!(&all[..2], &first[..]);
        let spent = all.iter().find(|one| one.entry.movement == Movement::Spend).unwrap();
        assert!(spent.points >= 3, "{spent:?}");
        assert_eq!(code(audit_sample(&auditor, " ", year, 2).await), "empty");
        assert_eq!(code(audit_sample(&auditor, "1", (year.1, year.0), 2).await), "day-backwards");
    });
}

#[test]
fn what_is_promised_to_nothing_goes_over_the_end_of_a_year_with_its_child() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.lived(finance).await;
        let manager = cast.worker(cast.manager);
        actions::money::hold_back(&cast.worker(finance.0), "social-care", Pence(50_000)).await.unwrap();
        let crisis = InCrisis {
            once: TransferId::of(&["gran is ill"]),
            stream: "social-care".to_owned(),
            amount: Pence(12_000),
            line: None,
            why: "Gran is ill and cannot help for a month.".to_owned(),
        };
        give_in_crisis(&manager, cast.sam, crisis).await.unwrap();
        let year = FinancialYear::of(date(2026, 9, 1));
        let before = before_closing(&cast.worker(finance.0)).await.unwrap();
        assert_eq!((before.year, before.refusal.is_some(), before.unanswered), (year, true, 0));
        cast.world.clock.pass_days(220);
        let finn = cast.worker(finance.0);
        let before = before_closing(&finn).await.unwrap();
        assert!(before.refusal.is_none() && before.balances && before.overdue > 0, "{before:?}");
        close_year(&finn, year).await.unwrap();
        let entries = of_child(&mut cast.world.reading().await, cast.sam).await.unwrap();
        let over: Vec<_> = entries
            .iter()
            .filter(|entry| matches!(entry.movement, Movement::CarryOut | Movement::BringIn))
            .map(|entry| (entry.movement, entry.day, entry.amount.0))
            .collect();
        assert_eq!(
            over,
            [(Movement::CarryOut, date(2027, 3, 31), 12_000), (Movement::BringIn, date(2027, 4, 1), 12_000)]
        );
        let view = cast.money().await;
        assert_eq!(view.streams[0].of(AccountKind::Available), Pence(12_000));
        let last = view.statement_of_year("social-care", date(2027, 3, 31));
        assert_eq!(last.closing.get(&AccountKind::CarryOver), Some(&Pence(12_000)), "both years show it");
        assert_eq!(code(close_year(&finn, year).await), "year-closed");
    });
}

#[test]
fn figures_of_a_year_are_those_of_its_entries() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.lived(finance).await;
        let told = figures(&cast.worker(finance.0), FinancialYear::of(date(2026, 9, 1))).await.unwrap();
        let stream = &told.streams[0];
        assert_eq!(stream.stream, "social-care");
        assert_eq!(stream.trial.totals[&AccountKind::Spent], Pence(1_876));
        assert_eq!(stream.trial.children[&AccountKind::Spent], 1);
        assert_eq!((told.punctuality.on_time, told.punctuality.overdue), (2, 0));
        assert_eq!((told.direct_payments, told.without_statement), (1, 1), "nobody has sent a statement");
        assert_eq!(told.first_payment, [0]);
        assert_eq!(told.recoveries.cases, 0);
        let spent: i64 = told.outcomes.values().map(|cost| cost.spent.0).sum();
        assert_eq!(spent, 1_876);
        let stranger = figures(&cast.worker(cast.grace), told.year).await;
        assert!(matches!(stranger, Err(ActionError::Refused(_))), "{stranger:?}");
    });
}
